"""Three bots on one PostgreSQL, of which now one and now another is killed: every opening is told
once, nothing is lost, and no board is asked by two at once."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from alertbot.testing import Board, Fault, SlackServer, TelegramServer, greenhouse_job
from alertbot.testing.exchange import Asked
from tests.bot import CHAT, SLACK_TOKEN, TELEGRAM_TOKEN, Bot

ROOT = Path(__file__).parents[2]
PROCESSES = 3
BOARDS = 8
KILLS = 10
LEASE = 10
DRAIN = 120.0
"""Seconds in which all has to be told, when the last process has been killed."""

# The real bot; only that what a dead process held is free after 10 s and not after a minute.
RUN = f"""
from datetime import timedelta
from alertbot import delivery
delivery.LEASE = timedelta(seconds={LEASE})
from alertbot.store import leases
leases.LEASE, leases.RENEWED = timedelta(seconds={LEASE}), timedelta(seconds=0.7 * {LEASE})
from alertbot.cli import main
main(["run"])
"""


class Watched(Board):
    """A board that notes which of its addresses are asked a second time before they answered."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once: list[str] = []
        self._open: dict[int, tuple[str, float]] = {}

    def note(self, asked: Asked) -> int:
        with self.lock:
            # One that was killed never hears its answer.
            since = time.monotonic() - LEASE / 2
            if (asked.path, True) in ((path, at > since) for path, at in self._open.values()):
                self.at_once.append(asked.path)
            number = super().note(asked)
            self._open[number] = asked.path, time.monotonic()
            return number

    def note_status(self, number: int, status: int) -> None:
        with self.lock:
            del self._open[number]
            super().note_status(number, status)


class Crowd:
    """Several processes of one bot."""

    def __init__(self, bot: Bot, log: Path) -> None:
        self._bot = bot
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []
        self.seen: set[str] = set()

    def start(self) -> None:
        with self.log.open("ab") as log:
            one = subprocess.Popen(
                [sys.executable, "-c", RUN],
                cwd=self._bot.folder,
                env={**self._bot.env, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        self.running.append(one)

    def kill(self, which: int) -> None:
        one = self.running.pop(which)
        one.kill()
        assert one.wait() == -signal.SIGKILL, self.log.read_text()

    def stop(self) -> list[int]:
        """Ends them all properly. Answers their exit codes."""
        for one in self.running:
            one.terminate()
        codes = [one.wait(30) for one in self.running]
        self.running.clear()
        return codes


@contextmanager
def crowd(folder: Path, database: str) -> Iterator[tuple[Crowd, Bot, Watched]]:
    with (
        Watched() as board,
        SlackServer(SLACK_TOKEN) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}) as telegram,
    ):
        bot = Bot(folder, board, slack, telegram, database=database)
        bot.searches["engineers"] = "engineer"
        for number in range(BOARDS):
            name = f"board{number}"
            board.greenhouse(name, [greenhouse_job(number, f"Engineer {number}")])
            bot.source(name, "greenhouse", board=name)
        bot.write()
        one = Crowd(bot, folder / "log")
        try:
            yield one, bot, board
        finally:
            while one.running:
                one.kill(0)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def told(texts: Iterable[str]) -> Counter[str]:
    """How often each new opening was told."""
    return Counter(name for text in texts for name in set(re.findall(r"Engineer (1\d\d)\b", text)))


def on_slack(bot: Bot) -> Counter[str]:
    return told(message.text for message in bot.slack.messages)


def on_telegram(bot: Bot, *, marked: bool) -> Counter[str]:
    """Those in messages that say that they may be a repeat, or those in all others. One whose
    process was killed just before it sent is told by the former alone."""
    texts = [message.text for message in bot.telegram.messages]
    return told(text for text in texts if ("possibly repeated" in text.lower()) is marked)


def missing(bot: Bot, expected: set[str]) -> tuple[set[str], set[str]]:
    """What was told not at all, in Slack and in Telegram."""
    there = on_telegram(bot, marked=False) + on_telegram(bot, marked=True)
    return expected - on_slack(bot).keys(), expected - there.keys()


def twice(board: Board) -> list[str]:
    """The addresses that have been asked for at least twice."""
    asked = Counter(one.path for one in board.requests)
    return [path for path, times in asked.items() if times > 1]


@pytest.mark.slow
def test_whoever_dies_every_opening_is_told_once(tmp_path: Path, on_postgresql: str) -> None:
    chance, numbers = Random(4), iter(range(100, 200))
    expected: set[str] = set()
    with crowd(tmp_path, on_postgresql) as (processes, bot, board):
        for _ in range(PROCESSES):
            processes.start()
        # Whoever is asked a second time has been stored: what is new from now on is alerted.
        stored = until(lambda: len(twice(board)) == BOARDS, 60)
        assert stored, processes.log.read_text()
        board.fail(Fault.slow(0.1), times=None)
        for _ in range(KILLS):
            for _ in range(chance.randrange(1, 5)):
                number = next(numbers)
                expected.add(str(number))
                name = f"board{chance.randrange(BOARDS)}"
                board.add_greenhouse(name, greenhouse_job(number, f"Engineer {number}"))
                time.sleep(chance.random())
            processes.kill(chance.randrange(PROCESSES))
            time.sleep(chance.random())
            processes.start()
        everything = until(lambda: not any(missing(bot, expected)), DRAIN)
        assert everything, missing(bot, expected)
        assert processes.stop() == [0] * PROCESSES
        assert set(on_slack(bot).values()) == {1}
        assert set(on_telegram(bot, marked=False).values()) == {1}
        assert board.at_once == [], "a board was asked by two"
        log = processes.log.read_text()
        assert "Traceback" not in log
        assert "ERROR" not in log, log
        listed = bot.run("outbox", "list", "--json").stdout.splitlines()
        assert {json.loads(line)["state"] for line in listed} == {"delivered"}
