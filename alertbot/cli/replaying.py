"""`alertbot replay`: what a changed configuration would have added and removed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alertbot.cli import configuration, queries, trials

if TYPE_CHECKING:
    from alertbot.config import Config
    from alertbot.model import Opening
    from alertbot.store.stored import Stored
    from alertbot.trial.replay import Before, Replayed, Report, Side, Swallow

_NONE = Path()


@dataclass(frozen=True, slots=True)
class _Running:
    """The configuration of the running bot; None where it is not known, and what is said of it."""

    config: Config | None
    said: str


def replay(
    config: configuration.Option = configuration.DEFAULT,
    against: Annotated[
        Path, typer.Option(help="What to compare with; the running one if left out.")
    ] = _NONE,
    since: Annotated[str, typer.Option(help="How far back: 12h, 30d, 8w, or a date.")] = "30d",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what a changed configuration would have added and removed, search by search."""
    from alertbot.matching.counting import reads_descriptions
    from alertbot.store.stored import reading
    from alertbot.trial.replay import Replay

    now = datetime.now(UTC)
    start = queries.since(since, now)
    after = configuration.loaded(config, secrets=False).config
    running = _running(config, against)
    with reading((running.config or after).database) as stored:
        reach = stored.reach()
        if reach is None:
            queries.nothing_stored(as_json)
            return
        its = Replay(_before(running.config, stored, start), after.searches)
        seeded = stored.seeded(start)
        asked = [*after.searches.values(), *(running.config or after).searches.values()]
        described = reads_descriptions(search.filter for search in asked)
        openings = stored.since(start, described=described)
        for opening in queries.followed(openings, stored.count(start)):
            its.add(opening, seeded=opening.id in seeded)
    report = its.result(max(start, reach), now)
    if as_json:
        for fields in _json(config, running, start, reach, report):
            print(json.dumps(fields, ensure_ascii=False))
        return
    for line in _told(config, running, start, reach, now, report):
        print(line)


def _running(path: Path, against: Path) -> _Running:
    """What there is to compare with: the file named, else the usual one if that is another."""
    usual = Path(os.environ.get("ALERTBOT_CONFIG") or configuration.DEFAULT)
    file = against if against != _NONE else usual
    if against == _NONE and (not usual.exists() or _is_same(usual, path)):
        return _Running(None, "what was really alerted, one by one")
    found = configuration.loaded(file, secrets=False).config
    return _Running(found, str(file))


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _before(running: Config | None, stored: Stored, start: datetime) -> Before:
    from alertbot.trial.replay import Before

    if running is None:
        return Before(stored.searches(), told=stored.alerted(start))
    searches = running.searches
    return Before({name: one.version for name, one in searches.items()}, searches)


# -- as text --------------------------------------------------------------------------------


def _told(
    path: Path, running: _Running, start: datetime, reach: datetime, now: datetime, report: Report
) -> Iterator[str]:
    from alertbot.cli.drawing import paragraph

    yield from paragraph(
        f"{path} against {running.said}: {report.seen:,} openings first seen since "
        f"{queries.began(start, now)}"
    )
    if reach > start:
        yield f"the stored openings reach back to {reach:%Y-%m-%d} only"
    wide = max((len(one.name) for one in report.searches), default=0)
    yield ""
    for one in report.searches:
        yield from _search(one, wide, now)
    if report.swallowed:
        yield ""
    for swallow in report.swallowed:
        yield from paragraph(_swallowed(swallow))


def _search(one: Replayed, wide: int, now: datetime) -> Iterator[str]:
    from alertbot.cli.drawing import paragraph

    yield from paragraph(_counts(one), f"{one.name:<{wide}}  {one.state.value:<9}  ")
    yield from _side("+", one.added, now)
    yield from _side("-", one.removed, now)
    for warning in _warnings(one):
        yield from paragraph(warning, "  ! ")


def _counts(one: Replayed) -> str:
    from alertbot.trial.replay import State

    if one.state is State.GONE:
        return f"{one.removed.count:,} removed"
    total = f"{one.total:,} now"
    if one.seeded:
        total += f", {one.seeded:,} of them in summaries"
    if one.state is State.UNCHANGED:
        return total
    return f"{one.added.count:,} added, {one.removed.count:,} removed, {total}"


def _side(sign: str, side: Side, now: datetime) -> Iterator[str]:
    from alertbot.cli.drawing import cut
    from alertbot.cli.trying import age, placed

    for one in side.newest:
        named = ", ".join(each for each in (one.title, one.company, placed(one.places)) if each)
        yield cut(named, f"  {sign} {one.id:>7}  {age(one.first_seen, now):>6}  ")
    rest = side.count - len(side.newest)
    if rest > 0:
        yield f"  {sign} and {rest:,} more"


def _warnings(one: Replayed) -> Iterator[str]:
    from alertbot.cli.trying import never

    for each in one.doubtful:
        said = "pay" if each.what == "pay" else "where"
        yield (
            f"{each.count:,} of {one.total:,} do not say {said}: "
            f"{' '.join(each.demands)} demands it"
        )
    if one.is_flood:
        yield f"{one.a_day:.0f} alerts a day: ask for more"
    yield from map(never, one.never)


def _swallowed(one: Swallow) -> str:
    if one.equal:
        return f"{one.name} and {one.by} find the same {one.count:,}"
    return f"all {one.count:,} of {one.name} are among the {one.of:,} of {one.by}"


# -- as JSON --------------------------------------------------------------------------------


def _json(
    path: Path, running: _Running, start: datetime, reach: datetime, report: Report
) -> Iterator[dict[str, Any]]:
    yield {
        "config": str(path),
        "against": running.said if running.config else None,
        "since": start.isoformat(),
        "reaches_back_to": reach.isoformat(),
        "looked_at": report.seen,
        "searches": len(report.searches),
        "swallowed": [
            {"search": one.name, "openings": one.count, "by": one.by, "of": one.of}
            for one in report.swallowed
        ],
    }
    for one in report.searches:
        yield _search_json(one)


def _search_json(one: Replayed) -> dict[str, Any]:
    return {
        "search": one.name,
        "state": one.state.value,
        "openings": one.total,
        "in_summaries": one.seeded,
        "per_day": round(one.a_day, 2),
        "flood": one.is_flood,
        "added": one.added.count,
        "removed": one.removed.count,
        "newest_added": [_opening(each) for each in one.added.newest],
        "newest_removed": [_opening(each) for each in one.removed.newest],
        "never": [trials.never(each) for each in one.never],
        "unknown": [
            {"what": each.what, "openings": each.count, "demand": list(each.demands)}
            for each in one.doubtful
        ],
    }


def _opening(one: Opening) -> dict[str, Any]:
    return {
        "opening": one.id,
        "title": one.title,
        "company": one.company,
        "places": [place.text for place in one.places],
        "first_seen_at": one.first_seen.isoformat(),
    }
