"""When a source is polled next, and when an alert is said: at once, or in which digest. Pure.

A digest is known by its slot: what it is for, the local date, and the local time. One slot is one
moment, so that exactly one digest comes a local day, whatever the clock does: a time that comes
twice is the first of the two, one that the clock leaps over is as much later as it leaps.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from alertbot.config import Timing
from alertbot.health import Failures
from alertbot.model import Why

OVER_AT = time(18)
"""When the alerts over a limit are said, in local time."""

_DAY = timedelta(days=1)
_NONE = Failures()


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A moment of a local day at which a digest is said."""

    at: datetime
    why: Why
    date: date
    time: time

    @property
    def key(self) -> str:
        """What tells it from any other: over/2026-11-26/18:00."""
        return f"{self.why}/{self.date.isoformat()}/{self.time:%H:%M}"


def why(key: str) -> Why:
    """What the digest of a slot is for. Raises ValueError for what is no slot's key."""
    match key.partition("/")[0]:
        case "search" | "quiet" | "over" as found:
            return found
        case _:
            raise ValueError(f"{key!r} is no slot")


def next_poll(
    now: datetime,
    every: timedelta,
    *,
    failures: Failures = _NONE,
    wait: timedelta | None,
    chance: float,
) -> datetime:
    """The moment of the next poll: `every`, doubled with each failure in a row up to their longest
    pause.

    Never sooner than the service asked (`wait`). `chance` in [0, 1) spreads polls by a tenth, so
    that a thousand sources started together do not stay together.
    """
    pause = every
    if failures.count:
        doubled = every * 2 ** min(failures.count - 1, 16)
        pause = max(every, min(doubled, failures.longest_pause(now)))
    pause *= 1 + 0.1 * chance
    return now + max(pause, wait or timedelta())


def after_start(now: datetime, due: datetime, every: timedelta, name: str) -> datetime:
    """When a source is polled that a start finds to be due then.

    One that is to wait longer than `every` is asked within that: whoever starts it anew may have
    put right what kept it. Many such sources spread over the time, each by its name.
    """
    if due <= now + every * 1.1:
        return due
    return now + every * (1 + zlib.crc32(name.encode())) / 2**32


def slots(now: datetime, timing: Timing, *, over: bool) -> Iterator[Slot] | None:
    """The moments at which an alert that comes up now may be said, the first first, without end.

    None is at once. `over`: some limit on the alerts of this local day is reached. A digest counts
    against no limit, and what comes up in quiet hours is said at their end.
    """
    if timing.digests is not None:
        asked = _slots("search", now, timing, timing.digests.times, timing.digests.days)
        return (_unquiet(slot, timing) for slot in asked)
    if (ends := _quiet_until(now, timing)) is not None:
        later = _slots("quiet", ends.at, timing, (ends.time,))
        return _after(ends, later)
    if over:
        return (_unquiet(slot, timing) for slot in _slots("over", now, timing, (OVER_AT,)))
    return None


def carried(key: str, now: datetime, timings: Collection[Timing]) -> Slot | None:
    """The slot of today with which a digest goes that could not go on the local day of its own:
    two would come on one day otherwise. None is at once.

    `key`: its slot's; `timings`: those of its chat. What is over a limit goes at once: it has been
    held long enough. So does what has no slot's key.
    """
    named, _, rest = key.partition("/")
    if named not in ("search", "quiet"):
        return None
    try:
        day = date.fromisoformat(rest.partition("/")[0])
    except ValueError:
        return None
    found = (_still_today(named, day, now, timing) for timing in timings)
    return min((slot for slot in found if slot is not None), default=None)


def _still_today(named: str, day: date, now: datetime, timing: Timing) -> Slot | None:
    today = now.astimezone(timing.zone).date()
    if day >= today:
        return None
    if named == "quiet":
        slot = _quiet_until(now, timing)
    elif timing.digests is not None:
        asked = _slots("search", now, timing, timing.digests.times, timing.digests.days)
        slot = _unquiet(next(asked), timing)
    else:
        slot = None
    return slot if slot is not None and slot.date == today else None


def quiet_until(now: datetime, timings: Collection[Timing]) -> datetime | None:
    """Until when nothing is to be said for any of these; None where something may be said now."""
    ends = [_quiet_until(now, timing) for timing in timings]
    return None if None in ends or not ends else min(end.at for end in ends if end is not None)


def today(now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """When the local day of this moment begins, and when the next one does, in UTC."""
    day = now.astimezone(zone).date()
    return _midnight(day, zone), _midnight(day + _DAY, zone)


def last_day(now: datetime, days: Collection[int], at: time, zone: tzinfo) -> date | None:
    """The last local day, of those of the week, whose time has come; None where there is none."""
    this = now.astimezone(zone).date()
    for day in (this - back * _DAY for back in range(8)):
        if day.weekday() in days:
            found = moment(day, at, zone)
            if found is not None and found <= now:
                return day
    return None


def moment(day: date, at: time, zone: tzinfo) -> datetime | None:
    """When the clock of a zone shows a time on a day, in UTC; None where there is no such day.

    Of two such moments the first; where the clock leaps over it, as much later as it leaps, if that
    is still the same day, and otherwise as much earlier.
    """
    for fold in (0, 1):
        found = datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
        if found.astimezone(zone).date() == day:
            return found
    return None


def _slots(
    why: Why,
    after: datetime,
    timing: Timing,
    times: tuple[time, ...],
    days: frozenset[int] = frozenset(range(7)),
) -> Iterator[Slot]:
    """The slots at these times after a moment, in order."""
    day = after.astimezone(timing.zone).date()
    while True:
        if day.weekday() in days:
            found = ((moment(day, at, timing.zone), at) for at in times)
            yield from sorted(
                Slot(it, why, day, at) for it, at in found if it is not None and it > after
            )
        day += _DAY


def _unquiet(slot: Slot, timing: Timing) -> Slot:
    """The slot itself, or the end of the quiet hours that it falls in."""
    return _quiet_until(slot.at, timing) or slot


def _quiet_until(now: datetime, timing: Timing) -> Slot | None:
    """The end of the quiet hours that a moment falls in; None where it falls in none."""
    if timing.quiet is None:
        return None
    begins, ends = timing.quiet
    this = now.astimezone(timing.zone).date()
    for day in (this - _DAY, this):
        start = moment(day, begins, timing.zone)
        if start is None or now < start:
            continue
        end = next(_slots("quiet", start, timing, (ends,)))
        if now < end.at:
            return end
    return None


def _after(first: Slot, others: Iterator[Slot]) -> Iterator[Slot]:
    yield first
    yield from others


def _midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins, or where there is no such day, the next one."""
    while (found := moment(day, time(), zone)) is None:
        day += _DAY
    return found
