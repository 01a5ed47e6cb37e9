"""A long time with many boards of which some answer is always bad, and so is some of the chats':
nothing is lost, and memory stays where it was."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from statistics import median

from alertbot.testing import Fault
from tests.faults import service, slack_service, telegram_service
from tests.faults.kills import Row
from tests.faults.program import Ended
from tests.faults.stage import ME, TEAM, Stage, stage

BAD = 100
"""Of so many answers one is bad."""

APART = 3.0
"""Seconds from one opening to the next."""

GROWTH = 1.05
"""How much memory may grow from the end of the first quarter to the end of all."""

_BOARDS = (
    Fault.status(500),
    Fault.status(503, {"Retry-After": "30"}),
    Fault.throttle(20),
    Fault.drop_before(),
    Fault.silence_before(20),
    Fault.html(),
    Fault.not_json(),
)
_CHATS = (service.reset, service.taken_then_reset, service.taken_then_silent(20.0))


def spell(
    folder: Path, boards: int, seconds: float, seed: int = 0, every: str = "1m", bad: int = BAD
) -> Row:
    """So many boards, each asked that often; of so many answers one is bad."""
    began = time.monotonic()
    with stage(folder, TEAM, ME) as place:
        place.boards = tuple(f"board{number:04}" for number in range(boards))
        place.every, place.timeout = every, "5s"
        chance = Random(seed)
        sizes: list[int] = []
        hits = 0
        try:
            place.seed(600)
            until, shown = time.monotonic() + seconds, 0.0
            while time.monotonic() < until:
                if time.monotonic() > shown + APART:
                    shown = time.monotonic()
                    place.advertise(1)
                hits = _spoil(place, hits, bad, chance)
                sizes.append(_resident(place))
                place.until(lambda: False, 0.5)
        except Ended as ended:
            place.note(str(ended))
        place.board.heal()
        place.slack.heal()
        place.telegram.heal()
        place.finish(600)
        _hold(place, sizes)
        what = f"{boards} boards, {seconds:g} s, 1 answer of {bad} bad"
        return Row(what, 1, hits, place.judged(), time.monotonic() - began)


def _spoil(place: Stage, hits: int, bad: int, chance: Random) -> int:
    """Lets the next answers be bad, as many as are owed by now; how many have been in all."""
    calls = len(place.board.requests) + len(place.slack.calls) + len(place.telegram.calls)
    owed = calls // bad
    for _ in range(owed - hits):
        match chance.randrange(20):
            case 0:
                replies = (slack_service.throttled(5), slack_service.error("internal_error"))
                place.slack.plan(_bad(chance, replies), "chat.postMessage")
            case 1:
                replies = (
                    telegram_service.throttled(5),
                    telegram_service.error(502, "Bad Gateway"),
                )
                place.telegram.plan(_bad(chance, replies), "sendMessage")
            case _:
                place.board.fail(chance.choice(_BOARDS))
    return max(owed, hits)


def _bad(chance: Random, replies: tuple[service.Reply, ...]) -> service.Way:
    return chance.choice((*_CHATS, *map(service.refused, replies)))


def _resident(place: Stage) -> int:
    """KB that the bot has in memory now."""
    assert place.process
    status = Path(f"/proc/{place.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def _hold(place: Stage, sizes: list[int]) -> None:
    """Holds the memory of the last tenth against that which the first quarter ended with."""
    tenth = max(len(sizes) // 10, 1)
    quarter = len(sizes) // 4
    before, after = median(sizes[quarter : quarter + tenth]), median(sizes[-tenth:])
    print(
        f"    {before / 1000:.1f} MB after a quarter, {after / 1000:.1f} MB at the end", flush=True
    )
    if after > before * GROWTH:
        place.note(f"memory grew from {before:.0f} to {after:.0f} KB")
