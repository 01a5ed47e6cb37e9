"""The network fails on the way to the boards or to the chats: nothing listens, no name is found, or
answers drip. Then it heals, and what has gathered goes out at the rate that is allowed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alertbot.testing import Fault
from tests.faults import service
from tests.faults.kills import Row
from tests.faults.stage import ME, TEAM, Stage, stage

WHATS = ("cut", "names dead", "byte by byte")
FELT = 30.0
"""Seconds more in which a fault is felt: a connection that is open still serves for a while."""

LEAST = 0.9
"""Of the allowed rate, at which a backlog drains at least."""


@contextmanager
def _cut(place: Stage, where: str) -> Iterator[None]:
    if where == "polling":
        place.board.stop()
        yield
        place.board.start()
    else:
        place.slack.cut()
        place.telegram.cut()
        yield
        place.slack.open()
        place.telegram.open()


@contextmanager
def _nameless(place: Stage, where: str) -> Iterator[None]:
    place.dead_names.touch()
    with _cut(place, where):  # what is connected already would need no name
        pass
    yield
    place.dead_names.unlink()


@contextmanager
def _dripping(place: Stage, where: str) -> Iterator[None]:
    if where == "polling":
        place.board.fail(Fault.drip(0.2), times=10_000)
    else:
        place.slack.plan(service.never_at_once(0.2), "chat.postMessage", 10_000)
        place.telegram.plan(service.never_at_once(0.2), "sendMessage", 10_000)
    yield
    place.board.heal()
    place.slack.heal()
    place.telegram.heal()


_HOW = dict(zip(WHATS, (_cut, _nameless, _dripping), strict=True))


def spell(folder: Path, what: str, where: str, seconds: float, speed: float = 1.0) -> Row:
    """Polling or sending fails for so many seconds of the bot's clock."""
    began = time.monotonic()
    with stage(folder, TEAM, ME, speed=speed) as place:
        place.timeout = "5s" if speed > 1 else "1s"
        if what == "names dead":
            place.hosts = {where: f"{where}.test"}
        place.seed()
        count = 24
        with _HOW[what](place, where):
            place.advertise(count)
            place.until(lambda: False, seconds / speed)
            felt = place.until(lambda: place.log_says(r"poll failed|not delivered yet"), FELT)
            if not felt:
                place.note(f"{what}, and the log says nothing of it")
        healed = time.monotonic()
        place.finish(2400 / speed)
        # Boards come back one by one, each in its own back-off. On a quicker clock the bot's own
        # work takes as many times as long, so that only the real one tells its rate.
        if where == "sending" and speed == 1:
            _rate(place, healed)
        name = f"{what} {seconds:g} s, {where}"
        return Row(name, 1, 1, place.judged(), time.monotonic() - began)


def _rate(place: Stage, healed: float) -> None:
    """Holds the drain of each chat against its pace of one a second."""
    for chat in (TEAM, ME):
        mine = place.slack if chat is TEAM else place.telegram
        times = [one.at for one in mine.messages if one.channel == chat.id and one.at > healed]
        if len(times) < 12:
            continue  # too few to tell
        # The first ones came in their own back-offs: a backlog begins when the second follows.
        times = times[-10:]
        rate = (len(times) - 1) / (times[-1] - times[0])
        if rate < LEAST:
            place.note(f"{chat.name} was told {rate:.2f} a second of 1 that is allowed")
