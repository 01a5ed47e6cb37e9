"""Alerts about more than one opening, and words to the operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import cycle, islice, product

from alertbot.model import (
    LINES,
    Alert,
    Context,
    Digest,
    Level,
    Notice,
    Opening,
    OpeningAlert,
    Part,
    Section,
    Summary,
    Workplace,
)
from alertbot.samples.invented import (
    BAY_PAY,
    CONTEXT,
    MATCH,
    POSTING,
    REDMOND,
    SECOND,
    UNPAID,
    US_PAY,
    german,
    opening,
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


def _many(count: int) -> Iterable[Opening]:
    """So many openings, no two alike."""
    ranks = ("Sr. Software Engineer", "Site Reliability Engineer", "Staff Engineer", "Developer")
    works = ("Event Delivery", "Storage", "Streaming", "Consensus", "Edge Caching")
    companies = (("Contoso", "careers.contoso"), ("Fabrikam", "jobs.boards"), ("Northwind", "nw"))
    where = cycle((REDMOND, german("Berlin"), german("Munich")))
    titles = (f"{rank}, {work}" for work, rank in product(works, ranks))
    named = zip(titles, cycle(companies), where, cycle(((US_PAY,), (), (BAY_PAY,), ())))
    for number, (title, (company, host), place, pay) in enumerate(islice(named, count), start=1):
        yield opening(
            replace(
                POSTING,
                external_id=str(number),
                url=f"https://{host}.example/{number}",
                title=title,
                company=company,
                places=(place,),
                pay=pay,
                level=Level.SENIOR,
                workplace=Workplace.HYBRID,
            )
        )


def _part(search: str, openings: Iterable[Opening]) -> Part:
    alerts = (OpeningAlert(one, ((MATCH if one.pay else UNPAID),)) for one in openings)
    return Part(search, tuple(alerts))


_NAMED = tuple(_many(LINES))

TOGETHER: Mapping[str, tuple[Alert, Context]] = {
    "digest-of-3": (
        Digest(41, "search", 3, (_part(MATCH.key, _NAMED[:2]), _part(SECOND.key, _NAMED[2:3]))),
        CONTEXT,
    ),
    "digest-over": (
        Digest(31, "over", 17, (_part(MATCH.key, _NAMED[:3]),)),
        CONTEXT,
    ),
    "digest-of-60": (
        Digest(
            42,
            "quiet",
            60,
            (
                _part(MATCH.key, _NAMED[:9]),
                _part(SECOND.key, _NAMED[9:15]),
                _part("anything-in-berlin", _NAMED[15:]),
            ),
        ),
        CONTEXT,
    ),
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
