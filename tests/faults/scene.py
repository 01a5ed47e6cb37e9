"""A bot in a process of its own, a world around it, and what became of it."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.bot import Bot
from tests.faults.judge import NOTHING, Heard, Verdict, judge
from tests.faults.steps import TROUBLE
from tests.faults.witness import (
    SLACK,
    TELEGRAM,
    WatchedSlack,
    WatchedTelegram,
    Witness,
    delivery_of,
)
from tests.faults.world import TOKENS, WORD, World

ROOT = Path(__file__).parents[2]
CHANNELS = {SLACK: True, TELEGRAM: False}
"""Where all goes, and whether it can be looked there for what has arrived."""

DRAIN = 120.0
"""Seconds in which all that waits has to be told: the longest back-off that is met is 30 s."""

_ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Ended(Exception):
    """The bot has ended although nobody killed it, with this exit code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"the bot ended with {code}: {words}")
        self.code = code


class Scene:
    """One database and one set of services, over all that befalls the bot. Made by `scene`.

    `quick`: where nothing else is said it is started by launch.py, which shortens the paces.
    """

    def __init__(self, folder: Path, seed: int, *, quick: bool) -> None:
        self.chance = Random(seed)
        self.database = folder / "alertbot.db"
        self.witness = Witness(self.database)
        self.world = World(self.chance, len(CHANNELS))
        self.slack = WatchedSlack(self.witness)
        self.telegram = WatchedTelegram(self.witness)
        self.bot = Bot(folder, self.world, self.slack, self.telegram)
        self.bot.searches["engineers"] = "engineer"
        self.log = folder.with_name(f"{folder.name}.log")  # not on a disk that is filled up
        self.log.touch()
        self._module = ("tests.faults.launch", "-", "0") if quick else ("alertbot",)
        self.process: subprocess.Popen[bytes] | None = None
        self._heard: dict[str, list[Heard]] = {SLACK: [], TELEGRAM: []}
        self._known_to: dict[str, set[str]] = {SLACK: set(), TELEGRAM: set()}
        self._told = Counter[str]()
        self._listening = threading.Lock()
        self._odd: set[str] = set()
        self._judged = NOTHING

    # -- the process --------------------------------------------------------------------------

    def start(self, *module: str, env: Mapping[str, str] | None = None) -> None:
        """Starts `alertbot run`, or a module that does so in its own way."""
        command = [sys.executable, "-m", *(module or self._module), "run"]
        everything = {**_ENV, **self.bot.env, "PYTHONPATH": str(ROOT), **(env or {})}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.bot.folder, env=everything, stdout=log, stderr=log
            )

    def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Waits while the bot runs. False when the time is over. Raises Ended."""
        limit = time.monotonic() + seconds
        while not condition():
            if self.process and (code := self.process.poll()) is not None:
                raise Ended(code, self.last_words())
            if time.monotonic() > limit:
                return False
            time.sleep(0.02)
        return True

    def died(self, seconds: float) -> bool:
        """Whether the process is killed within that time; else it is killed now. Raises Ended."""
        assert self.process
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        if code != -signal.SIGKILL:
            raise Ended(code, self.last_words())
        return True

    def kill(self) -> None:
        """SIGKILL, and its end awaited."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """SIGTERM; notes it where the bot does not end well."""
        assert self.process
        self.process.terminate()
        try:
            code = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            code = -signal.SIGKILL
        if code:
            self._odd.add(f"told to stop, the bot ended with {code}: {self.last_words()}")

    def last_words(self) -> str:
        """The end of the log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-2:])

    def log_size(self) -> int:
        """Where the log ends now."""
        return self.log.stat().st_size

    def troubles(self, since: int) -> list[str]:
        """The lines about the database that the log got since then."""
        text = self.log.read_bytes()[since:].decode("utf-8", "replace")
        return [line for line in text.splitlines() if re.search(TROUBLE, line)]

    # -- what the chats got -------------------------------------------------------------------

    def told(self) -> Mapping[str, int]:
        """How many chats have been told of each word. The boards ask too, on their own threads."""
        with self._listening:
            for one in self.slack.messages[len(self._heard[SLACK]) :]:
                self._hear(SLACK, one.ts, one.text)
            for other in self.telegram.messages[len(self._heard[TELEGRAM]) :]:
                self._hear(TELEGRAM, str(other.id), other.text)
        return self._told

    def _hear(self, channel: str, id: str, text: str) -> None:
        words = frozenset(WORD.findall(text))
        self._told.update(words - self._known_to[channel])
        self._known_to[channel] |= words
        marked = "possibly repeated" in text.lower()
        self._heard[channel].append(Heard(channel, id, words, marked, text))

    def summarised(self) -> bool:
        """Whether each chat has had its summary."""
        told = self.told()
        first = [one.word for one in self.world.advertised if one.first]
        return max(told.get(word, 0) for word in first) == len(CHANNELS)

    def posted(self) -> set[int]:
        """The deliveries that Slack has got."""
        return {delivery_of(message.metadata) for message in self.slack.messages}

    def _rows(self) -> list[dict[str, Any]]:
        listed = self.bot.run("outbox", "list", "--json").stdout
        return [json.loads(line) for line in listed.splitlines()]

    # -- the end ------------------------------------------------------------------------------

    def seed(self) -> None:
        """The first round, undisturbed: the summary goes out, and the boards begin to move."""
        self.start()
        if not self.until(self.summarised, DRAIN):
            self.note(f"no summary came in {DRAIN:g} s")
        self.stop()
        self.world.moving = True

    def drained(self) -> bool:
        """Whether each chat has been told of everything."""
        return self.summarised() and not self.world.waiting()

    def settle(self) -> Verdict:
        """The boards stand still, what waits is told, the bot stops. What is new in the verdict."""
        moving, self.world.moving = self.world.moving, False
        if not self.process or self.process.poll() is not None:
            self.start()
        try:
            asked = len(self.world.requests) + 2 * len(TOKENS)
            self.until(lambda: self.drained() and len(self.world.requests) >= asked, DRAIN)
            self.stop()
        except Ended as ended:
            self._odd.add(str(ended))
        self.world.moving = moving
        return self._judge()

    def note(self, line: str) -> None:
        """Something unexpected."""
        self._odd.add(line)

    def _judge(self) -> Verdict:
        self.told()
        odd = {*self._odd, *self.witness.unclaimed}
        if intact := damage(self.database):
            odd.add(intact)
        text = self.log.read_text(encoding="utf-8", errors="replace")
        odd |= set(re.findall(r"Traceback.*|.*a mistake in alertbot.*|.*please report.*", text))
        heard = [one for channel in CHANNELS for one in self._heard[channel]]
        verdict = judge(self.world.advertised, heard, self._rows(), CHANNELS, odd)
        new, self._judged = verdict.since(self._judged), verdict
        return new


def damage(database: Path) -> str:
    """What SQLite's own check finds; nothing where all is well."""
    with closing(sqlite3.connect(database)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchall()
    return "" if said == [("ok",)] else f"integrity_check: {said[:3]}"


@contextmanager
def scene(folder: Path, seed: int = 0, *, quick: bool = False) -> Iterator[Scene]:
    """A scene with its services up and its configuration written. The bot's end is seen to."""
    one = Scene(folder, seed, quick=quick)
    one.world.told = one.told
    with one.world, one.slack, one.telegram:
        for token in TOKENS:
            one.bot.source(token, "greenhouse", board=token)
        one.bot.write()
        try:
            yield one
        finally:
            one.kill()
