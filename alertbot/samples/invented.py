"""What the samples are made of: postings, places, pay and matches, all of them invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from alertbot.model import (
    Basis,
    Context,
    EmploymentType,
    Evidence,
    Level,
    Match,
    Occasion,
    Opening,
    OpeningAlert,
    Pay,
    Period,
    Place,
    Posting,
    Workplace,
)

NOW = datetime(2026, 5, 16, 9, 30, tzinfo=UTC)
CONTEXT = Context(NOW)

REDMOND = Place("Redmond, Washington, United States", "Redmond", "US-WA", "US")
US_PAY = Pay(Decimal(119800), Decimal(234700), "USD", Period.YEAR, None, Basis.STATED)
BAY_PAY = Pay(
    Decimal(158400),
    Decimal(258000),
    "USD",
    Period.YEAR,
    "San Francisco Bay area and New York City",
    Basis.STATED,
)
POSTING = Posting(
    source="contoso",
    external_id="200012345",
    url="https://careers.contoso.example/jobs/200012345?lang=en&ref=board",
    title="Sr. Software Engineer - Distributed Systems",
    company="Contoso",
    places=(REDMOND,),
    workplace=Workplace.HYBRID,
    pay=(US_PAY,),
    hashtags=("azdat", "azuredata", "pubsub", "eventgrid", "messaging"),
    employment_type=EmploymentType.FULL_TIME,
    level=Level.SENIOR,
    posted_at=datetime(2026, 5, 13, tzinfo=UTC),
    description=(
        "Do you want to build the service that carries trillions of events a day? Our team runs "
        "the publish-subscribe backbone of a large cloud, and is looking for an engineer who "
        "enjoys queues, consensus and quiet nights.\n\nYou will design and run a distributed "
        "system that many others rest on, measure it, and make it simpler. You have built such "
        "systems before, in C#, Go or Rust, and have been on call for them."
    ),
)
MATCH = Match(
    "distributed-systems",
    (
        Evidence('"software engineer"', "Software Engineer"),
        Evidence("#pubsub", "#pubsub"),
        Evidence("in:washington", "Redmond, Washington, United States"),
        Evidence("pay>=150k", "$234,700 a year"),
    ),
)
SECOND = Match("anything-cloud", (Evidence("cloud", "a large cloud"),), ("level not stated",))
UNPAID = Match(
    "distributed-systems",
    (Evidence("#pubsub", "#pubsub"),),
    ("pay not stated", "where remote is open to not stated"),
)

HOSTILE = Posting(
    source="evil|<!channel>",
    external_id="1",
    url="javascript:alert(1)//https://evil.example/",
    title=(
        "\u202e@here <!channel> <https://evil.example|Apply> *bold* `code` ~no~ @everyone "
        "</b><a href='tg://user?id=1'>x</a> /start #tag $TAG evil.example \x00\ud800\u200b end"
    ),
    company="<@U0123ABCD> & <#C0123ABCD> \u2066Sons\u2069",
    places=(Place("https://evil.example/\nRedmond | <b>"),),
    hashtags=("<!here>", "a b", "##", "\u202etag", "x" * 300),
    description="</blockquote><script>alert(1)</script> @channel tg://resolve?domain=evil " * 40,
)


def opening(posting: Posting, *more: Posting) -> Opening:
    """An opening that was first seen an hour ago."""
    return Opening((posting, *more), NOW - timedelta(hours=1))


def alert(posting: Posting, *matches: Match, occasion: Occasion = Occasion.NEW) -> OpeningAlert:
    """An alert about one posting, for one search unless told."""
    return OpeningAlert(opening(posting), matches or (MATCH,), occasion)


_CITIES = (
    "Berlin, Munich, Hamburg, Cologne, Frankfurt, Stuttgart, Leipzig, Dresden, Hanover, "
    "Nuremberg, Bremen, Essen, Dortmund, Bonn, Mannheim, Karlsruhe, Augsburg, Wiesbaden, "
    "Kiel, Aachen, Freiburg, Rostock, Mainz, Erfurt, Kassel, Potsdam, Ulm, Jena, Trier, "
    "Konstanz"
)
GERMAN = _CITIES.split(", ")
AMERICAN = ("Redmond, WA", "Austin, TX", "Portland, OR", "Portland, ME", "Reston, VA")


def german(city: str) -> Place:
    """A city of Germany."""
    return Place(f"{city}, Germany", city, None, "DE")


def american(words: str) -> Place:
    """A city of the United States."""
    city, _, state = words.partition(", ")
    return Place(words, city, f"US-{state}", "US")
