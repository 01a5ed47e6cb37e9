"""How all of it is, on one screen: the sources in trouble first, what is many counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alertbot.cli import drawing

if TYPE_CHECKING:
    from alertbot.config import Config
    from alertbot.store.backlogs import Backlog
    from alertbot.store.register import Health
    from alertbot.store.status import Status

_SOURCES, _SEARCHES, _CHATS = 6, 5, 5
"""So many have lines of their own."""
_NAME = 18


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a chat. `ends`: when the last of it can have gone; None while it is paused."""

    backlog: Backlog
    ends: datetime | None

    def as_json(self) -> dict[str, Any]:
        one = self.backlog
        return {
            "channel": one.channel,
            "waiting": one.waiting,
            "oldest": one.oldest.isoformat(),
            "due": one.due.isoformat(),
            "ends": self.ends.isoformat() if self.ends else None,
            "paused": one.paused,
        }


def waiting(status: Status, config: Config) -> list[Waiting]:
    """What waits for each chat."""
    from alertbot.store.backlogs import Speed, ends

    speeds = {
        name: Speed(channel.options.pace, channel.options.rate)
        for name, channel in config.channels.items()
    }
    when = ends(status.waiting, speeds, status.at)
    return [Waiting(one, when.get(one.channel)) for one in status.waiting]


# -- as text --------------------------------------------------------------------------------


def screen(status: Status, config: Config) -> Iterator[str]:
    """The lines of it."""
    yield from _sources(status)
    yield from _searches(status, config)
    yield from _outbox(status, config)
    yield from _paused(status)
    letters = ", `alertbot outbox list --state dead` lists them" if status.dead else ""
    yield f"dead letters: {status.dead or 'none'}{letters}"
    yield f"last digest: {_digest(status, config)}"


def _sources(status: Status) -> Iterator[str]:
    states = Counter(sorted(one.state for one in status.sources))
    said = ", ".join(f"{count:,} {state}" for state, count in states.items())
    head = f"sources: {said or 'none is known yet, `alertbot run` reads them'}"
    if not status.sources:
        yield head
        return
    yield _headed(head, f"new in {len(status.days)} days")
    shown = status.foremost(_SOURCES)
    for one in shown:
        counts = status.postings.get(one.name, ())
        read = _ago(status.at, one.succeeded_at)
        yield f"  {_fit(one.name, _NAME)} {one.state:<9} {read:>12} {_spark(status, counts)}"
        if one.detail:
            yield drawing.cut(one.detail, "    ")
    yield from _rest(len(status.sources) - len(shown), "source", "`alertbot sources` lists all")


def _searches(status: Status, config: Config) -> Iterator[str]:
    told = {name: status.searches.get(name) for name in config.searches}
    rank = sorted(told, key=lambda name: -(one.a_day if (one := told[name]) else 0))
    shown = set(rank[:_SEARCHES])
    yield _headed(f"searches: {len(told):,}", "alerts, and openings a day")
    for name, one in told.items():
        if name in shown:
            query = _fit(str(config.searches[name].filter), 22)
            marks, a_day = _marks(status, one.by_day if one else ()), one.a_day if one else 0
            yield f"  {_fit(name, _NAME)} {query} {marks}{a_day:>6.1f}"
    more = "`alertbot status --searches` counts all"
    yield from _rest(len(told) - len(shown), "search", more)


def _outbox(status: Status, config: Config) -> Iterator[str]:
    some = waiting(status, config)
    if not some:
        yield "outbox: nothing waits"
        return
    oldest = min(one.backlog.oldest for one in some)
    yield (
        f"outbox: {sum(one.backlog.waiting for one in some):,} waiting, "
        f"the oldest for {drawing.span(status.at - oldest)}"
    )
    first = sorted(some, key=lambda one: one.backlog.oldest)[:_CHATS]
    for one in first:
        its = one.backlog
        age = f"the oldest for {drawing.span(status.at - its.oldest)}"
        if one.ends is None:
            then = f"paused: {its.paused or 'its channel is not configured any more'}"
        else:
            then = f"all of it can have gone in {drawing.span(one.ends - status.at)}"
        yield drawing.cut(f"{its.waiting:,} for {its.channel}, {age}; {then}", "  ")
    yield from _rest(len(some) - len(first), "channel", "`alertbot outbox list` lists all")


def _paused(status: Status) -> Iterator[str]:
    for one in status.paused[:_CHATS]:
        since = drawing.span(status.at - one.since)
        yield drawing.cut(f"paused: {one.channel} for {since}: {one.reason}")
    if not status.paused:
        yield "paused: no destination"
    more = "`alertbot outbox list` says which"
    yield from _rest(len(status.paused) - _CHATS, "destination", more)


def _digest(status: Status, config: Config) -> str:
    one = status.digest
    if one is None:
        return "none yet"
    what = "1 opening" if one.openings == 1 else f"{one.openings:,} openings"
    at = one.at.astimezone(config.timezone)
    return f"{at:%Y-%m-%d %H:%M %Z} to {one.channel}, {what}"


def _rest(count: int, what: str, then: str) -> Iterator[str]:
    if count > 0:
        several = {"search": "searches"}.get(what, f"{what}s")
        yield f"  and {count:,} {what if count == 1 else several} more: {then}"


def _spark(status: Status, counts: Sequence[int]) -> str:
    return f"{_marks(status, counts)}{sum(counts):>6,}"


def _marks(status: Status, counts: Sequence[int]) -> str:
    return drawing.marks(counts or (0,) * len(status.days))


def _headed(left: str, right: str) -> str:
    """A line with something at its end, where that fits."""
    room = drawing.WIDTH - 1 - len(left)
    return f"{left}{right:>{room}}" if room > len(right) else left


def _ago(now: datetime, then: datetime | None) -> str:
    return "never read" if then is None else f"{drawing.span(now - then)} ago"


def _fit(words: str, room: int) -> str:
    """The words in so many columns."""
    from rich.cells import cell_len, set_cell_size

    line = drawing.safe(words)
    if cell_len(line) <= room:
        return set_cell_size(line, room)
    more = "…" if drawing.is_utf8() else "."
    return f"{set_cell_size(line, room - 1)}{more}"


# -- as JSON --------------------------------------------------------------------------------


def sources_json(health: Iterable[Health]) -> dict[str, Any]:
    """How many sources are how, and what troubles those that are troubled."""
    some = list(health)
    troubled = [
        {
            "source": one.name,
            "state": one.state,
            "detail": one.detail,
            "succeeded_at": one.succeeded_at.isoformat() if one.succeeded_at else None,
        }
        for one in some
        if one.detail
    ]
    return {"sources": dict(Counter(one.state for one in some)), "troubled": troubled}


def outbox_json(status: Status, config: Config) -> dict[str, Any]:
    """What waits for each chat, and since when the oldest of it all."""
    oldest = min((one.oldest for one in status.waiting), default=None)
    return {
        "outbox": [one.as_json() for one in waiting(status, config)],
        "oldest_pending_seconds": round((status.at - oldest).total_seconds()) if oldest else 0,
        "dead_letters": status.dead,
        "paused": [
            {"channel": one.channel, "since": one.since.isoformat(), "reason": one.reason}
            for one in status.paused
        ],
        "last_digest": {
            "channel": status.digest.channel,
            "at": status.digest.at.isoformat(),
            "openings": status.digest.openings,
        }
        if status.digest
        else None,
    }


def days_json(status: Status, config: Config) -> dict[str, Any]:
    """What was found and told, by day."""

    def by_day(counts: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
        return {name: list(some) for name, some in counts.items()}

    return {
        "days": [f"{day.astimezone(config.timezone):%Y-%m-%d}" for day in status.days],
        "new_postings": by_day(status.postings),
        "alerts": list(status.alerts),
        "alerts_of": by_day({name: one.by_day for name, one in status.searches.items()}),
    }
