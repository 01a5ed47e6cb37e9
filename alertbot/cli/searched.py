"""What each search saw, dropped and told, counted from what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from alertbot.cli import drawing, queries

if TYPE_CHECKING:
    from alertbot.config import Search
    from alertbot.matching.counting import Count
    from alertbot.store.answers import Alerts, Answers

_JUDGED = 1_000_000
"""So many times a condition is judged for one answer, at most."""
_FEWEST, _MOST = 200, 20_000
_CONDITIONS = 12
"""Conditions of a search that are shown: those that refuse most."""
_WIDEST = 48
"""Letters of a condition."""


@dataclass(frozen=True, slots=True)
class Window:
    """What was looked at. `since`: from when on; `days`: how many of them anything was watched.

    `whole`: whether that is all that is stored; `cut`: whether there was too much to look at all.
    """

    since: datetime
    openings: int
    days: float
    whole: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One search."""

    search: Search
    count: Count
    alerts: Alerts
    remark: str


# -- counting -------------------------------------------------------------------------------


def counted(
    answers: Answers, searches: Collection[Search], moment: datetime, now: datetime
) -> tuple[Window, Mapping[str, Count]]:
    """What the searches make of the openings since a moment; of the newest where it is too much."""
    from alertbot.matching.counting import Counting, reads_descriptions
    from alertbot.matching.explaining import conditions
    from alertbot.searches import seen_by

    parts = (part for one in searches for part in conditions(one.filter))
    judged = len(set(map(str, parts)))
    most = min(max(_JUDGED // max(judged, 1), _FEWEST), _MOST)
    total = answers.stored.count(moment)
    since = answers.newest(moment, most) if total > most else moment
    groups: dict[frozenset[str], dict[str, Any]] = {}
    for search in searches:
        groups.setdefault(frozenset(search.sources), {})[search.name] = search.filter
    counting = {sources: Counting(filters) for sources, filters in groups.items()}
    number = 0
    described = reads_descriptions(one.filter for one in searches)
    newest = islice(answers.stored.since(since, described=described), most)
    for opening in queries.followed(newest, min(total, most)):
        number += 1
        for sources, count in counting.items():
            view = seen_by(opening, sources)
            if view is not None:
                count.add(view, now=now)
    reach = answers.stored.reach() or now
    days = max((now - max(reach, since)) / timedelta(days=1), 1.0)
    window = Window(since, number, days, whole=reach >= since, cut=since > moment)
    return window, {name: one for some in counting.values() for name, one in some.by_name.items()}


def line(
    search: Search,
    count: Count,
    alerts: Mapping[str, Alerts],
    ever: Mapping[str, Alerts],
    window: Window,
) -> Line:
    from alertbot.store.answers import Alerts

    nothing = Alerts()
    told = ever.get(search.name, nothing).any
    remark = ""
    if not count.seen:
        remark = "its sources have shown no new opening in this time"
    elif not count.matched and not told and window.whole:
        remark = "it has never matched anything"
    elif not count.matched:
        never = "" if told else ", and nobody was ever told for it"
        remark = f"it matched nothing in this time{never}"
    return Line(search, count, alerts.get(search.name, nothing), remark)


# -- as text --------------------------------------------------------------------------------


def said(window: Window, asked: str) -> Iterator[str]:
    what = "1 opening" if window.openings == 1 else f"{window.openings:,} openings"
    newest = "the newest " if window.cut else ""
    yield f"{newest}{what} first seen since {window.since:%Y-%m-%d %H:%M UTC} ({asked} asked for)"


def shown(line: Line, window: Window) -> Iterator[str]:
    count = line.count
    yield drawing.safe(f"{line.search.name}: {line.search.filter}")
    yield f"  {count.seen:,} seen, {count.matched:,} matched"
    if line.remark:
        yield from drawing.paragraph(line.remark, "  ")
    states = _states(line.alerts)
    a_day = line.alerts.openings / window.days
    yield from drawing.paragraph(
        f"alerts: {', '.join(f'{number:,} {state}' for state, number in states.items())}, "
        f"{line.alerts.summarised:,} in summaries; {a_day:.1f} a day",
        "  ",
    )
    if line.alerts.digested:
        digested = f"{line.alerts.digested:,} of these in digests, which are not counted by the day"
        yield from drawing.paragraph(digested, "  ")
    refusals = [one for one in count.refusals if one.in_all]
    if not refusals:
        return
    shown = sorted(refusals, key=lambda one: (-one.alone, -one.in_all))[:_CONDITIONS]
    room = max(min(drawing.width() - 20, _WIDEST), len("refused by"))
    yield f"  {'refused by':<{room}} {'alone':>8} {'in all':>8}"
    for one in refusals:
        if one in shown:
            condition = cut(drawing.safe(one.condition), room)
            yield f"  {condition:<{room}} {one.alone:>8,} {one.in_all:>8,}"
    if len(refusals) > len(shown):
        yield f"  and {len(refusals) - len(shown)} conditions more"


def cut(line: str, room: int) -> str:
    return line if len(line) <= room else f"{line[: room - 3]}..."


def _states(alerts: Alerts) -> dict[str, int]:
    from alertbot.delivery import State

    of = alerts.states
    return {
        "delivered": of.get(State.DELIVERED, 0),
        "waiting": of.get(State.PENDING, 0) + of.get(State.SENDING, 0),
        "dead": of.get(State.DEAD, 0),
    }


# -- as JSON --------------------------------------------------------------------------------


def as_json(line: Line, window: Window) -> dict[str, Any]:
    return {
        "search": line.search.name,
        "query": str(line.search.filter),
        "since": window.since.isoformat(),
        "seen": line.count.seen,
        "matched": line.count.matched,
        "refused": [
            {"condition": one.condition, "alone": one.alone, "in_all": one.in_all}
            for one in line.count.refusals
        ],
        "alerts": _states(line.alerts)
        | {"in_digests": line.alerts.digested, "in_summaries": line.alerts.summarised},
        "openings_alerted": line.alerts.openings,
        "alerts_a_day": round(line.alerts.openings / window.days, 2),
        "remark": line.remark,
    }
