"""Answers of which nobody can tell whether the message was taken: it was, each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import service, telegram_service
from tests.faults.kills import Row
from tests.faults.service import Reply, Way
from tests.faults.stage import ME, TEAM, Stage, stage

SILENCE = 10.0
"""Seconds, far longer than a call may take here."""

_ERROR: Way = service.taken_then(Reply(500, b"<html>upstream</html>"))
WAYS: dict[str, Callable[[], Way]] = {
    "taken, then RST": lambda: service.taken_then_reset,
    "taken, then silence": lambda: service.taken_then_silent(SILENCE),
    "taken, then 500": lambda: _ERROR,
    "taken, then 502 of Telegram's": lambda: service.taken_then(
        telegram_service.error(502, "Bad Gateway")
    ),
}
SENDS = (("slack", "chat.postMessage"), ("telegram", "sendMessage"))


def spell(folder: Path, times: int) -> Row:
    """Each of these, so many times on each service, and for looking back on Slack too."""
    began = time.monotonic()
    with stage(folder, TEAM, ME) as place:
        place.timeout = "1s"
        place.seed()
        struck = 0
        for name in list(WAYS) * times:
            for kind, method in SENDS:
                _service(place, kind).plan(WAYS[name](), method)
                struck += 1
        place.slack.plan(service.taken_then_reset, "conversations.history")
        place.advertise(4 * times + 3)
        place.finish()
        repeated = [one for one in place.heard() if one.marked]
        if any(one.channel == TEAM.name for one in repeated):
            place.note("a message on Slack is marked, although the bot could look")
        if len(repeated) > place.telegram.struck:
            place.note(f"{len(repeated)} repeats for {place.telegram.struck} faults")
        hits = place.slack.struck + place.telegram.struck
        if hits < struck:
            place.note(f"{hits} of {struck} faults struck")
        return Row("answers that leave it open", struck, hits, place.judged(), _since(began))


def _service(place: Stage, kind: str) -> service.Service:
    return place.slack if kind == "slack" else place.telegram


def _since(began: float) -> float:
    return time.monotonic() - began
