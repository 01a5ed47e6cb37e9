"""The clock on the wall jumps or changes its hour while the bot runs, the whole process with
libfaketime: a digest comes exactly once a local day, and nothing is lost or told twice."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.faults import service
from tests.faults.kills import Row
from tests.faults.program import Ended
from tests.faults.stage import ME, TEAM, Stage, stage

SLOT, ZONE = "02:30", ZoneInfo("Europe/Berlin")
LAG = 1.2
"""Seconds in which a process may still go by what it has read of the clock before."""

PATIENCE = 60.0
"""Seconds in which what is due has to come."""

WATCH = 6.0
"""Seconds in which nothing must come that is not."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock is set to `before`, and new openings come; then it is set to `after`. `digest`:
    whether one is due to each chat by then. `killed`: in between, and started at `after`."""

    before: datetime
    after: datetime
    digest: bool = True
    killed: bool = False


def _stop(before: str, after: str, *, digest: bool = True, killed: bool = False) -> Stop:
    first, then = (datetime.fromisoformat(f"2026-{it}:00+00:00") for it in (before, after))
    return Stop(first, then, digest, killed)


# 02:30 in Berlin is 00:30 UTC in summer and 01:30 in winter.
SPELLS = {
    "three days ahead": (
        _stop("06-01 00:20", "06-01 00:31"),
        _stop("06-04 00:20", "06-04 00:31", killed=True),
        _stop("06-04 10:00", "06-07 10:00"),
    ),
    "two hours back": (
        _stop("06-01 00:20", "06-01 00:31"),
        _stop("05-31 22:31", "06-01 00:31", digest=False, killed=True),
        _stop("06-02 00:20", "06-02 00:31"),
    ),
    "the night of 25 hours": (  # 02:30 is there at 00:30 and at 01:30 UTC
        _stop("10-25 00:20", "10-25 00:31"),
        _stop("10-25 01:20", "10-25 01:31", digest=False, killed=True),
        _stop("10-26 01:20", "10-26 01:31"),
    ),
    "the night of 23 hours": (  # the clock goes from 02:00 to 03:00, at 01:00 UTC
        _stop("03-29 00:20", "03-29 01:31"),
        _stop("03-29 01:40", "03-29 02:31", digest=False, killed=True),
        _stop("03-30 00:20", "03-30 00:31"),
    ),
}


class Wall:
    """The bot's clock, and what it showed at any moment of the machine's."""

    def __init__(self, place: Stage) -> None:
        self._place = place
        self._set: list[tuple[float, datetime]] = []

    def set(self, moment: datetime) -> None:
        """It is that moment now."""
        assert self._place.wall
        self._place.wall.set(moment)
        if self._set and not self._place.ended():
            self._place.until(lambda: False, LAG)
        self._set.append((time.monotonic(), moment))

    def day(self, at: float) -> str:
        """The local date that the bot had at a moment of the monotonic clock."""
        when, moment = max((one for one in self._set if one[0] <= at), key=lambda one: one[0])
        shown = moment.timestamp() + at - when
        return datetime.fromtimestamp(shown, ZONE).date().isoformat()


def spell(folder: Path, what: str) -> Row:
    """The clock's way by these stops, new openings at each; Slack breaks off after one message of
    each stop, so that the bot has to look back across the jump."""
    began = time.monotonic()
    with stage(folder, TEAM, ME) as place:
        wall = Wall(place)
        place.falsified = True
        place.timeout = "10s"
        place.settings["timezone"] = ZONE.key
        place.settings["searches"] = {
            "at-once": {"where": "engineer -storage", "to": [TEAM.name, ME.name]},
            "together": {"where": "storage", "to": [TEAM.name, ME.name], "digest": SLOT},
        }
        stops = SPELLS[what]
        place.posted = min(stop.before for stop in stops)
        wall.set(stops[0].before)
        place.seed()
        try:
            for number, stop in enumerate(stops):
                _pass(place, wall, stop, last=number == len(stops) - 1)
        except Ended as ended:
            place.note(str(ended))
        place.finish()
        _one_a_day(place, wall)
        return Row(what, 1, len(stops), place.judged(), time.monotonic() - began)


def _pass(place: Stage, wall: Wall, stop: Stop, *, last: bool) -> None:
    wall.set(stop.before)
    place.slack.plan(service.taken_then_reset, "chat.postMessage")
    new = place.advertise(8)
    words = {one.word for one in new if not _gathered(one.number)}
    if not place.until(lambda: place.told(words=words), PATIENCE):
        place.note(f"at {stop.before:%d %H:%M} not all was told at once")
    before = _digests(place)
    if stop.killed:
        place.kill()
    wall.set(stop.after)
    if stop.killed:
        place.start()
    came = place.until(_more(place, before), PATIENCE if stop.digest else WATCH)
    if came != stop.digest:
        place.note(f"at {stop.after:%d %H:%M} {'a' if came else 'no'} digest came")
    if last and not place.until(place.told, PATIENCE):
        place.note("what was gathered was not told in the end")


def _more(place: Stage, before: Counter[str]) -> Callable[[], bool]:
    return lambda: all(_digests(place)[chat.id] > before[chat.id] for chat in place.chats)


def _gathered(number: int) -> bool:
    """Whether an opening of that number goes with a digest: every fourth title is about storage."""
    return number % 4 == 1


def _digests(place: Stage) -> Counter[str]:
    """How many each chat has had."""
    return Counter(chat for chat, _ in _digests_at(place))


def _digests_at(place: Stage) -> list[tuple[str, float]]:
    words = {one.word for one in place.advertised if _gathered(one.number) and not one.first}
    messages = [*place.slack.messages, *place.telegram.messages]
    return [(one.channel, one.at) for one in messages if any(it in one.text for it in words)]


def _one_a_day(place: Stage, wall: Wall) -> None:
    """No chat has had two on one local date."""
    days = Counter((chat, wall.day(at)) for chat, at in _digests_at(place))
    for (chat, day), count in days.items():
        if count > 1:
            place.note(f"{chat} had {count} digests on {day}")
