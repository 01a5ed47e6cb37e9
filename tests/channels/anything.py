"""Alerts and contexts of any kind, to look for what breaks a renderer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from alertbot.model import (
    Alert,
    Basis,
    Context,
    Difference,
    Digest,
    Evidence,
    Match,
    Notice,
    Occasion,
    Opening,
    OpeningAlert,
    Part,
    Pay,
    Period,
    Place,
    Posting,
    Section,
    Summary,
    Workplace,
)
from tests.channels.examples import NOW

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
_PLACES = st.builds(Place, _TEXTS, _MAYBE, _MAYBE, _MAYBE)
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_POSTINGS = st.builds(
    Posting,
    _TEXTS,
    st.just("1"),
    _URLS,
    _TEXTS,
    _MAYBE,
    st.lists(_PLACES, max_size=9).map(tuple),
    st.none() | st.sampled_from(Workplace),
    st.none() | st.lists(_TEXTS, max_size=3).map(tuple),
    st.lists(_PAYS, max_size=5).map(tuple),
    st.lists(_TEXTS, max_size=30).map(tuple),
    posted_at=st.none() | _MOMENTS,
    valid_through=st.none() | _MOMENTS,
    description=_TEXTS,
)
_OPENINGS = st.builds(
    Opening,
    st.lists(_POSTINGS, min_size=1, max_size=2).map(tuple),
    st.just(NOW),
    closed_at=st.none() | _MOMENTS,
    gone=st.frozensets(st.tuples(_TEXTS, st.just("1")), max_size=1),
    reposted_at=st.none() | _MOMENTS,
)
_EVIDENCE = st.builds(Evidence, _TEXTS, _TEXTS)
_MATCHES = st.builds(
    Match,
    _TEXTS,
    st.lists(_EVIDENCE, max_size=8).map(tuple),
    st.lists(_TEXTS, max_size=3).map(tuple),
)
_DIFFERENCES = st.builds(Difference, st.just("pay") | _TEXTS, _TEXTS, _TEXTS)
_OPENING_ALERTS = st.builds(
    OpeningAlert,
    _OPENINGS,
    st.lists(_MATCHES, max_size=8).map(tuple),
    st.sampled_from(Occasion),
    st.lists(_DIFFERENCES, max_size=6).map(tuple),
)
_SECTIONS = st.builds(
    Section,
    _TEXTS,
    st.integers(0, 10**6),
    st.lists(_OPENINGS, max_size=5).map(tuple),
    st.just("") | _TEXTS,
    st.sampled_from((0, 1, 10**6)),
)
_SUMMARIES = st.builds(
    lambda sections, times, unread: Summary(tuple(sections) * times, unread),
    st.lists(_SECTIONS, max_size=3),
    st.sampled_from((1, 1, 20)),
    st.integers(0, 3),
)
_PARTS = st.builds(
    lambda name, alerts, times: Part(name, tuple(alerts) * times),
    _TEXTS,
    st.lists(_OPENING_ALERTS, min_size=1, max_size=3),
    st.sampled_from((1, 1, 6)),
)
_DIGESTS = st.builds(
    lambda why, parts, more: Digest(
        10**9, why, sum(len(part.alerts) for part in parts) + more, tuple(parts)
    ),
    st.sampled_from(("search", "quiet", "over")),
    st.lists(_PARTS, min_size=1, max_size=3),
    st.sampled_from((0, 1, 10**6)),
)
ANY_ALERT: st.SearchStrategy[Alert] = (
    _OPENING_ALERTS | _SUMMARIES | _DIGESTS | st.builds(Notice, _TEXTS)
)
ANY_CONTEXT = st.builds(
    Context,
    st.just(NOW),
    st.booleans(),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=9)),
    st.dictionaries(_TEXTS, _TEXTS, max_size=2),
)
