"""Alerts to render: one for each way in which postings differ, all of them invented.

Long, because it is a collection.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from alertbot.model import (
    Alert,
    Basis,
    Context,
    Difference,
    Doubt,
    EmploymentType,
    Evidence,
    Level,
    Match,
    Notice,
    Occasion,
    Opening,
    OpeningAlert,
    Pay,
    Period,
    Place,
    Posting,
    Section,
    Summary,
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
SECOND = Match("anything-cloud", (Evidence("cloud", "a large cloud"),), ("level",))
UNPAID = Match("distributed-systems", (Evidence("#pubsub", "#pubsub"),), ("pay>=150k", "remote:us"))

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


_GERMAN = [
    "Berlin",
    "Munich",
    "Hamburg",
    "Cologne",
    "Frankfurt",
    "Stuttgart",
    "Leipzig",
    "Dresden",
    "Hanover",
    "Nuremberg",
    "Bremen",
    "Essen",
    "Dortmund",
    "Bonn",
    "Mannheim",
    "Karlsruhe",
    "Augsburg",
    "Wiesbaden",
    "Kiel",
    "Aachen",
    "Freiburg",
    "Rostock",
    "Mainz",
    "Erfurt",
    "Kassel",
    "Potsdam",
    "Ulm",
    "Jena",
    "Trier",
    "Konstanz",
]
_AMERICAN = ("Redmond, WA", "Austin, TX", "Portland, OR", "Portland, ME", "Reston, VA")


def german(city: str) -> Place:
    """A city of Germany."""
    return Place(f"{city}, Germany", city, None, "DE")


def american(words: str) -> Place:
    """A city of the United States."""
    city, _, state = words.partition(", ")
    return Place(words, city, f"US-{state}", "US")


_EARLIER = datetime(2026, 5, 3, tzinfo=UTC)
_SHOWN_BEFORE = replace(POSTING, external_id="100000001", posted_at=_EARLIER)
_REPOSTED = Opening(
    (POSTING, _SHOWN_BEFORE),
    _EARLIER + timedelta(hours=7),
    gone=frozenset({_SHOWN_BEFORE.key}),
    reposted_at=NOW - timedelta(hours=2),
)
_RAISE = Difference("pay", "$100,000 – $180,000 a year", "$119,800 – $234,700 a year")
_BEST = tuple(
    opening(
        replace(
            POSTING,
            external_id=str(number),
            title=title,
            url=f"https://careers.contoso.example/jobs/{number}",
            pay=(US_PAY,) if number % 2 else (),
        )
    )
    for number, title in enumerate(
        (
            "Staff Engineer, Event Delivery",
            "Site Reliability Engineer - Queues & Streams",
            "Principal Engineer <Messaging>",
            "Software Engineer II",
            "Engineering Manager, Pub/Sub",
        ),
        start=1,
    )
)
_ELSEWHERE = (opening(replace(POSTING, url="https://boards.example/contoso/9")),)

ALERTS: dict[str, tuple[Alert, Context]] = {
    "plain": (alert(POSTING), CONTEXT),
    "no-pay": (alert(replace(POSTING, pay=()), UNPAID), CONTEXT),
    "two-pay-ranges": (alert(replace(POSTING, pay=(US_PAY, BAY_PAY))), CONTEXT),
    "credited": (
        alert(
            replace(
                POSTING,
                url="https://remoteok.example/remote-jobs/7",
                workplace=Workplace.REMOTE,
                remote_in=(),
                pay=(),
                pay_unread="Pay per task",
            )
        ),
        replace(CONTEXT, credits={"contoso": "Remote OK"}),
    ),
    "credited-beside-another": (
        OpeningAlert(
            Opening(
                (POSTING, replace(POSTING, source="theirs", url="https://remoteok.example/7")), NOW
            ),
            (MATCH,),
        ),
        replace(CONTEXT, credits={"theirs": "Remote OK"}),
    ),
    "odd-pay": (
        alert(
            replace(
                POSTING,
                pay=(
                    Pay(
                        Decimal(75),
                        Decimal(95),
                        "USD",
                        Period.YEAR,
                        doubts=(Doubt.SWAPPED, Doubt.IMPLAUSIBLE),
                    ),
                ),
            )
        ),
        CONTEXT,
    ),
    "little-said": (
        alert(Posting("contoso", "1", "https://contoso.example/1", "Engineer"), Match("all")),
        CONTEXT,
    ),
    "thirty-places": (
        alert(replace(POSTING, places=tuple(map(german, _GERMAN)))),
        CONTEXT,
    ),
    "places-abroad": (
        alert(
            replace(
                POSTING,
                places=(*map(american, _AMERICAN), german("Berlin"), *map(german, _GERMAN)),
            )
        ),
        CONTEXT,
    ),
    "remote": (
        alert(replace(POSTING, workplace=Workplace.REMOTE, remote_in=("US", "CA"), places=())),
        CONTEXT,
    ),
    "long-title": (
        alert(replace(POSTING, title="Engineer for Reliable Message Delivery and Streaming " * 6)),
        CONTEXT,
    ),
    "emoji": (
        alert(replace(POSTING, title="🚀 Rocket Engineer 👩‍🚀 wanted 🎉", company="Contoso 🌍")),
        CONTEXT,
    ),
    "right-to-left": (
        alert(replace(POSTING, title="مهندس برمجيات أول", company="شركة كونتوسو")),
        CONTEXT,
    ),
    "cjk": (
        alert(
            replace(
                POSTING,
                title="高级软件工程师(分布式系统)",
                company="株式会社コントソ",
                places=(Place("東京都"),),
                pay=(Pay(Decimal(8000000), None, "JPY", Period.YEAR),),
            )
        ),
        CONTEXT,
    ),
    "hostile": (
        alert(
            HOSTILE,
            Match("<!channel>", (Evidence("@here", "<https://evil.example|x>"),), ("<b>",)),
        ),
        CONTEXT,
    ),
    "repeated": (alert(POSTING), replace(CONTEXT, repeated=True)),
    "late": (alert(POSTING), replace(CONTEXT, late=timedelta(days=2, hours=3))),
    "pay-raised": (
        OpeningAlert(opening(POSTING), (MATCH,), Occasion.PAY_RAISED, (_RAISE,)),
        CONTEXT,
    ),
    "changed": (
        OpeningAlert(
            opening(POSTING),
            (MATCH,),
            differences=(
                Difference("title", "Software Engineer <Messaging>", POSTING.title),
                Difference("workplace", "", "Hybrid"),
                Difference("remote_in", "US", ""),
            ),
        ),
        CONTEXT,
    ),
    "reposted": (OpeningAlert(_REPOSTED, (MATCH,), Occasion.REPOSTED), CONTEXT),
    "reposted-before": (OpeningAlert(_REPOSTED, (MATCH,)), CONTEXT),
    "reopened": (alert(POSTING, occasion=Occasion.REOPENED), CONTEXT),
    "closed": (
        OpeningAlert(
            replace(
                opening(replace(POSTING, valid_through=NOW + timedelta(days=20))),
                closed_at=NOW - timedelta(hours=30),
            ),
            (MATCH,),
            Occasion.REOPENED,
        ),
        CONTEXT,
    ),
    "two-openings": (
        OpeningAlert(opening(POSTING, replace(POSTING, external_id="200012346")), (MATCH,)),
        CONTEXT,
    ),
    "gone-elsewhere": (
        OpeningAlert(
            replace(
                opening(POSTING, replace(POSTING, source="northwind")),
                gone=frozenset({("northwind", POSTING.external_id)}),
            ),
            (MATCH,),
        ),
        CONTEXT,
    ),
    "two-searches": (alert(POSTING, MATCH, SECOND), CONTEXT),
    "summary": (
        Summary(
            (
                Section("distributed-systems", 2, _BEST[:2]),
                Section("anything-cloud", 1, _ELSEWHERE),
                Section("go-in-berlin", 0, ()),
            ),
            unread=1,
        ),
        CONTEXT,
    ),
    "summary-big": (Summary((Section("distributed-systems", 1247, _BEST),)), CONTEXT),
    "burst-released": (
        Summary((Section("distributed-systems", 41, _BEST, "contoso"),)),
        CONTEXT,
    ),
    "notice": (
        Notice("Slack #job-alerts is paused: is_archived.\nResume it with: alertbot outbox resume"),
        CONTEXT,
    ),
}
