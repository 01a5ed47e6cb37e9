"""How fast a backlog drains, of what the service allows; and that none starves another."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from tests.faults.kills import Row
from tests.faults.program import Ended
from tests.faults.stage import Chat, Stage, stage

IN_ALL, EACH = 30.0, 1.0
"""Messages a second that Telegram takes of a bot, and of one chat."""

LEAST = 0.95
"""Of that, at which a backlog drains at least."""


def drain(folder: Path, chats: int, each: int, least: float = LEAST) -> Row:
    """So many Telegram chats, and for each so many alerts besides its summary. `least`: of the
    allowed rate, below it where a machine has much else to do."""
    began = time.monotonic()
    named = [Chat(f"chat{number}", "telegram", str(500_000 + number)) for number in range(chats)]
    with stage(folder, *named) as place:
        place.every = "30s"  # not a poll is to lend the outbox a hand
        allowed = min(IN_ALL, EACH * chats)
        try:
            place.seed(DRAIN * chats / allowed)
            before = len(place.telegram.messages)
            place.advertise(each)
            total = before + chats * each
            place.until(lambda: len(place.telegram.messages) >= total, DRAIN + 2 * total / allowed)
        except Ended as ended:
            place.note(str(ended))
        _judge(place, before, allowed, least)
        place.finish()
        what = f"{chats * each} alerts to {chats} chats"
        return Row(what, 1, 1, place.judged(), time.monotonic() - began)


DRAIN = 60.0
"""Seconds that a start and a poll take at most."""


def _judge(place: Stage, before: int, allowed: float, least: float) -> None:
    messages = list(place.telegram.messages)[before:]
    times = [one.at for one in messages]
    if len(times) < 2:
        place.note("nothing was told")
        return
    rate = (len(times) - 1) / (times[-1] - times[0])
    print(f"    {rate:.2f} a second, of {allowed:g} that are allowed", flush=True)
    if rate < least * allowed:
        place.note(f"told at {rate:.2f} a second, of {allowed:g} that are allowed")
    counts = Counter(one.channel for one in messages)
    if len(set(counts.values())) > 1:
        place.note("some chats were told less than others")
