"""A bot that is told to stop while it sends, and one that is started beside another."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.faults import service, telegram_service
from tests.faults.kills import Row
from tests.faults.program import ROOT, STOP_WITHIN, Ended
from tests.faults.stage import ENV, GROUP, ME, OTHERS, TEAM, Stage, stage

SECOND_WITHIN = 5.0
"""Seconds in which a second bot on one database has ended."""

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot runs"


def sigterm(folder: Path, times: int) -> Row:
    """SIGTERM while messages are on their way: to services that answer slowly, or not at all."""
    began = time.monotonic()
    with stage(folder, TEAM, OTHERS, ME, GROUP) as place:
        place.timeout = "15s"
        place.seed()
        for number in range(times):
            slow, silent = service.taken_late(1.0), service.taken_then_silent(30.0)
            way = silent if number % 2 else slow
            place.slack.plan(way, "chat.postMessage", 2)
            place.telegram.plan(way, "sendMessage", 2)
            struck = place.slack.struck + place.telegram.struck
            place.advertise(4)
            _until_struck(place, struck + 2)
            asked = time.monotonic()
            place.stop()
            took = time.monotonic() - asked
            if took > STOP_WITHIN:
                place.note(f"told to stop while sending, it took {took:.1f} s")
            place.slack.heal()
            place.telegram.heal()
            place.start()
        place.finish()
        hits = place.slack.struck + place.telegram.struck
        return Row("SIGTERM while sending", times, hits, place.judged(), time.monotonic() - began)


def _until_struck(place: Stage, count: int) -> None:
    try:
        if not place.until(lambda: place.slack.struck + place.telegram.struck >= count, 60):
            place.note("no message was on its way")
    except Ended as ended:
        place.note(str(ended))


def second(folder: Path) -> Row:
    """A second bot on the same database, and one elsewhere that reads the bot's updates.

    The first is refused. The other makes Telegram answer 409, which nothing here asks for: there is
    no reader of updates. A 409 to a message, which is in no document, must cost nothing.
    """
    began = time.monotonic()
    with stage(folder, TEAM, ME) as place:
        place.seed()
        asked = time.monotonic()
        other = subprocess.run(
            [sys.executable, "-m", "alertbot", "run"],
            cwd=place.folder,
            env={**ENV, "PYTHONPATH": str(ROOT), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        took = time.monotonic() - asked
        if not other.returncode or "Traceback" in other.stderr or took > 2 * SECOND_WITHIN:
            place.note(f"a second bot ended with {other.returncode} in {took:.1f} s")
        if any(secret in other.stdout + other.stderr for secret in ENV.values()):
            place.note("the second bot says a secret")
        place.telegram.plan(
            service.refused(telegram_service.error(409, CONFLICT)), "sendMessage", 1, ME.id
        )
        place.advertise(4)
        place.finish()
        return Row("a second bot", 1, place.telegram.struck, place.judged(), _since(began))


def _since(began: float) -> float:
    return time.monotonic() - began
