"""Alerts about one opening: a sample for each way in which openings differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from alertbot.model import (
    Alert,
    Basis,
    Context,
    Difference,
    Doubt,
    Evidence,
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
from alertbot.samples.invented import (
    AMERICAN,
    BAY_PAY,
    CONTEXT,
    GERMAN,
    HOSTILE,
    MATCH,
    NOW,
    POSTING,
    SECOND,
    UNPAID,
    US_PAY,
    alert,
    american,
    german,
    opening,
)

_EARLIER = datetime(2026, 5, 3, tzinfo=UTC)
_SHOWN_BEFORE = replace(POSTING, external_id="100000001", posted_at=_EARLIER)
_REPOSTED = Opening(
    (POSTING, _SHOWN_BEFORE),
    _EARLIER + timedelta(hours=7),
    gone=frozenset({_SHOWN_BEFORE.key}),
    reposted_at=NOW - timedelta(hours=2),
)
_RAISE = Difference("pay", "$100,000 – $180,000 a year", "$119,800 – $234,700 a year")
_BY_PLACE = tuple(
    Pay(Decimal(low), Decimal(high), currency, Period.YEAR, where, Basis.STATED)
    for low, high, currency, where in (
        (62_000, 81_000, "EUR", "Germany"),
        (71_500, 93_500, "GBP", "United Kingdom"),
        (118_000, 149_000, "CAD", "Canada"),
    )
)
_LONG_TITLE = (
    "Senior Principal Software Development Engineer for Reliable Message Delivery, Event Streaming "
    "and Publish-Subscribe Infrastructure in the Cloud Foundations Organisation, Working with "
    "Distributed Consensus, Storage Engines, Capacity Planning and On-Call Practice (Hybrid, "
    "Redmond or Dublin; Rust)"
)

OPENINGS: Mapping[str, tuple[Alert, Context]] = {
    "plain": (alert(POSTING), CONTEXT),
    "no-pay": (alert(replace(POSTING, pay=()), UNPAID), CONTEXT),
    "two-pay-ranges": (alert(replace(POSTING, pay=(US_PAY, BAY_PAY))), CONTEXT),
    "several-pay-ranges": (alert(replace(POSTING, pay=(US_PAY, BAY_PAY, *_BY_PLACE))), CONTEXT),
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
        alert(replace(POSTING, places=tuple(map(german, GERMAN)))),
        CONTEXT,
    ),
    "places-abroad": (
        alert(
            replace(
                POSTING,
                places=(*map(american, AMERICAN), german("Berlin"), *map(german, GERMAN)),
            )
        ),
        CONTEXT,
    ),
    "remote": (
        alert(replace(POSTING, workplace=Workplace.REMOTE, remote_in=("US", "CA"), places=())),
        CONTEXT,
    ),
    "long-title": (
        alert(replace(POSTING, title=_LONG_TITLE)),
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
}
