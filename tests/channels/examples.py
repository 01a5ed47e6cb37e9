"""Alerts to render: one for each way in which postings differ, all of them invented.

Long, because it is a collection.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from alertbot.model import (
    Alert,
    Basis,
    Context,
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
    """An opening that was seen an hour ago."""
    return Opening((posting, *more), NOW - timedelta(hours=1))


def alert(posting: Posting, *matches: Match, occasion: Occasion = Occasion.NEW) -> OpeningAlert:
    """An alert about one posting, for one search unless told."""
    return OpeningAlert(opening(posting), matches or (MATCH,), occasion)


_CITIES = tuple(
    f"{name}{end}"
    for name in ("Ober", "Unter", "Neu", "Alt", "Klein")
    for end in ("berg", "tal", "dorf", "bach", "stadt", "heim")
)
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
        alert(replace(POSTING, places=tuple(Place(f"{city}, Germany") for city in _CITIES))),
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
    "pay-raised": (alert(POSTING, occasion=Occasion.PAY_RAISED), CONTEXT),
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
    "notice": (
        Notice("Slack #job-alerts is paused: is_archived.\nResume it with: alertbot outbox resume"),
        CONTEXT,
    ),
}

# -- anything at all ------------------------------------------------------------------------

_NASTY = st.sampled_from(
    (
        "@here",
        "@channel ",
        "<!channel>",
        "<@U0123ABCD>",
        "<https://evil.example|label>",
        "https://evil.example/?a=1&b=2",
        "javascript:alert(1)",
        "tg://user?id=1",
        "</a></b></blockquote>",
        "&lt;!here&gt;",
        "&#60;b&#62;",
        "\u202e\u2066",
        "\u200b\u200d\ufeff",
        "\x00\x1b[31m",
        "\ud800",
        "|\n\r\u2028",
        "*`_~",
        "#tag $TAG /start a.b",
        "👩\u200d🚀",
        "漢字",
        "مهندس",
        "\"'",
        " ",
    )
)
_ANY = st.text(st.characters(exclude_categories=()), max_size=20)
_TEXTS = st.builds(
    lambda parts, times: "".join(parts) * times,
    st.lists(_NASTY | _ANY, max_size=6),
    st.sampled_from((1, 1, 3, 20)),
)
_MAYBE = st.none() | _TEXTS
_URLS = st.builds(
    "{}{}".format,
    st.sampled_from(
        (
            "https://jobs.example/",
            "http://a.example:8080/?q=",
            "https://a@b.example/",
            "https://xn--bcher-kva.example/#",
            "https://bücher.example/",
            "",
        )
    ),
    _TEXTS,
)
_AMOUNTS = st.none() | st.decimals(min_value=0, max_value=10**12, places=2)
_PAYS = st.builds(
    Pay,
    _AMOUNTS,
    _AMOUNTS,
    st.none() | st.sampled_from(("USD", "EUR", "JPY")),
    st.none() | st.sampled_from(Period),
    _MAYBE,
    st.sampled_from(Basis),
)
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_POSTINGS = st.builds(
    Posting,
    _TEXTS,
    st.just("1"),
    _URLS,
    _TEXTS,
    _MAYBE,
    st.lists(st.builds(Place, _TEXTS), max_size=4).map(tuple),
    st.none() | st.sampled_from(Workplace),
    st.none() | st.lists(_TEXTS, max_size=3).map(tuple),
    st.lists(_PAYS, max_size=5).map(tuple),
    st.lists(_TEXTS, max_size=30).map(tuple),
    posted_at=st.none() | _MOMENTS,
    valid_through=st.none() | _MOMENTS,
    description=_TEXTS,
)
_OPENINGS = st.builds(Opening, st.lists(_POSTINGS, min_size=1, max_size=2).map(tuple), st.just(NOW))
_EVIDENCE = st.builds(Evidence, _TEXTS, _TEXTS)
_MATCHES = st.builds(
    Match,
    _TEXTS,
    st.lists(_EVIDENCE, max_size=8).map(tuple),
    st.lists(_TEXTS, max_size=3).map(tuple),
)
_OPENING_ALERTS = st.builds(
    OpeningAlert,
    _OPENINGS,
    st.lists(_MATCHES, max_size=8).map(tuple),
    st.sampled_from(Occasion),
)
_SECTIONS = st.builds(
    Section, _TEXTS, st.integers(0, 10**6), st.lists(_OPENINGS, max_size=5).map(tuple)
)
_SUMMARIES = st.builds(
    lambda sections, times, unread: Summary(tuple(sections) * times, unread),
    st.lists(_SECTIONS, max_size=3),
    st.sampled_from((1, 1, 20)),
    st.integers(0, 3),
)
ANY_ALERT: st.SearchStrategy[Alert] = _OPENING_ALERTS | _SUMMARIES | st.builds(Notice, _TEXTS)
ANY_CONTEXT = st.builds(
    Context,
    st.just(NOW),
    st.booleans(),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=9)),
    st.dictionaries(_TEXTS, _TEXTS, max_size=2),
)
