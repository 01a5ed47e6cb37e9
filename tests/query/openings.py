"""Openings for property tests: of few words, so that filters of `filters.py` often fit them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from alertbot.model import (
    Basis,
    EmploymentType,
    Level,
    Opening,
    Pay,
    Period,
    Place,
    Posting,
    Workplace,
)

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)

WORDS = (
    *("Senior", "Sr.", "Junior", "Jr", "Software", "Engineer", "Eng", "Engineers", "II", "2"),
    *("Site", "Reliability", "SRE", "Kafka", "Rust", "Java", "JavaScript", "Java/Kotlin", "Go"),
    *("Django", "C++", "C#", ".NET", "Node.js", "R", "R&D", "full-stack", "Full", "Stack", "CTO"),
    *("Director", "Intern", "International", "Remote", "München", "Entwickler:in", "(m/w/d)"),
    *("Softwareentwickler*in", "Développeur·se", "O'Reilly", "データ", "工程师", "🚀", "-", "|"),
)
"""Words of titles, companies and descriptions."""
COMPANIES = ("Contoso", "Contoso Ltd", "Acme Staffing", "Fabrikam", "Société Générale", "O'Reilly")
TAGS = ("pubsub", "azure", "azureeventgrid", "C#", "kafka", "Événement")
SOURCES = ("contoso", "fabrikam", "hn jobs")
PLACES = (
    Place("Redmond, WA", "Redmond", "US-WA", "US", 47.67, -122.12),
    Place("Seattle, WA", "Seattle", "US-WA", "US"),
    Place("Washington, DC", "Washington", "US-DC", "US"),
    Place("Munich, Germany", "Munich", None, "DE"),
    Place("Berlin", "Berlin", "DE-BE", "DE"),
    Place("Paris, TX", "Paris", "US-TX", "US"),
    Place("Tbilisi", "Tbilisi", None, "GE"),
    Place("Georgia", None, None, None),
    Place("Indianapolis, IN"),
    Place("United States", None, None, "US"),
    Place("Remote (US only)"),
    Place("Remote - Germany"),
    Place("53 Locations"),
    Place("Springfield"),
    Place(""),
)


@cache
def lines(most: int) -> st.SearchStrategy[str]:
    """Up to so many words in a line, joined as boards join them."""
    joints = st.sampled_from([" ", " ", " ", ", ", "/", " - ", ""])
    pairs = st.tuples(st.sampled_from(WORDS), joints)
    return st.lists(pairs, min_size=1, max_size=most).map(
        lambda some: "".join(word + joint for word, joint in some).strip()
    )


@st.composite
def ranges(draw: st.DrawFn) -> Pay:
    """A range of pay, of which some things may not be stated."""
    low = draw(st.none() | st.integers(20, 300))
    high = draw(st.none() | st.integers(low or 20, 320))
    hourly = draw(st.booleans())
    scale = 1 if hourly else 1000
    bounds = [None if bound is None else Decimal(bound * scale) for bound in (low, high)]
    return Pay(
        bounds[0],
        bounds[1],
        draw(st.sampled_from(["USD", "USD", "EUR", "GBP", "COP", None])),
        draw(st.sampled_from([Period.HOUR if hourly else Period.YEAR, None])),
        basis=draw(st.sampled_from([Basis.STATED, Basis.TEXT, Basis.PREDICTED])),
    )


@cache
def moments() -> st.SearchStrategy[datetime | None]:
    """Nothing, or a moment within a month or so of NOW."""
    hours = st.integers(-40 * 24, 40 * 24)
    return st.none() | hours.map(lambda some: NOW + timedelta(hours=some))


@st.composite
def postings(draw: st.DrawFn, number: int = 1) -> Posting:
    """One posting; most things may not be stated."""
    source = draw(st.sampled_from(SOURCES))
    return Posting(
        source=source,
        external_id=f"{number}",
        url=f"https://{source.partition(' ')[0]}.example/{number}",
        title=draw(lines(6)),
        company=draw(st.none() | st.sampled_from(COMPANIES)),
        places=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=3))),
        workplace=draw(st.none() | st.sampled_from(Workplace)),
        remote_in=draw(st.sampled_from([None, None, (), ("US",), ("DE", "FR"), ("GE",)])),
        pay=tuple(draw(st.lists(ranges(), max_size=2))),
        hashtags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=3, unique=True))),
        employment_type=draw(st.none() | st.sampled_from(EmploymentType)),
        level=draw(st.none() | st.sampled_from(Level)),
        posted_at=draw(moments()),
        valid_through=draw(moments()),
        description=draw(st.just("") | lines(20)),
    )


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """An opening of one posting, or of several at one source or more."""
    count = draw(st.sampled_from([1, 1, 1, 2, 3]))
    members = tuple(draw(postings(number)) for number in range(1, count + 1))
    seen = NOW - timedelta(hours=draw(st.integers(0, 40 * 24)))
    reposted, changed = (draw(st.none() | st.just(NOW - timedelta(hours=n))) for n in (5, 3))
    return Opening(members, seen, reposted_at=reposted, changed_at=changed)
