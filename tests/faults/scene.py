"""A bot in a process of its own, a world around it, and what became of it."""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.bot import SECRETS, Bot
from tests.faults.judge import NOTHING, Heard, Verdict, judge
from tests.faults.program import Ended, Program
from tests.faults.witness import (
    SLACK,
    TELEGRAM,
    WatchedSlack,
    WatchedTelegram,
    Witness,
    delivery_of,
)
from tests.faults.world import TOKENS, WORD, World

CHANNELS = {SLACK: True, TELEGRAM: False}
"""Where all goes, and whether it can be looked there for what has arrived."""

CLOSED = "No longer listed since"

DRAIN = 120.0
"""Seconds in which all that waits has to be told: the longest back-off that is met is 30 s."""


class Scene(Program):
    """One database and one set of services, over all that befalls the bot. Made by `scene`.

    `quick`: where nothing else is said it is started by launch.py, which shortens the paces.
    """

    def __init__(self, folder: Path, seed: int, *, quick: bool) -> None:
        quickened = ("tests.faults.launch", "-", "0")
        super().__init__(folder, quickened if quick else ("alertbot",), SECRETS)
        self.chance = Random(seed)
        self.witness = Witness(self.database)
        self.world = World(self.chance, len(CHANNELS))
        self.slack = WatchedSlack(self.witness)
        self.telegram = WatchedTelegram(self.witness)
        self.bot = Bot(folder, self.world, self.slack, self.telegram)
        self.bot.searches["engineers"] = "engineer"
        self._heard: dict[str, list[Heard]] = {SLACK: [], TELEGRAM: []}
        self._known_to: dict[str, set[str]] = {SLACK: set(), TELEGRAM: set()}
        self._told = Counter[str]()
        self._listening = threading.Lock()
        self._judged = NOTHING

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

    def untrue(self) -> set[str]:
        """The openings that are gone, and no message about them says so."""
        gone = {
            one.word
            for one in self.world.advertised
            if one.gone_at is not None and not one.first  # a summary tells of how things were
        }
        chats = {
            SLACK: [one.text for one in self.slack.messages],
            TELEGRAM: [one.text for one in self.telegram.messages],
        }
        found = set[str]()
        for channel, texts in chats.items():
            said = defaultdict[str, bool](bool)
            for text in texts:
                words = {*WORD.findall(text)} & gone
                if len(words) == 1:
                    said[words.pop()] |= CLOSED in text
            found |= {
                f"{channel} is not told that {word} is gone" for word in said if not said[word]
            }
        return found

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
            self.until(
                lambda: self.drained() and len(self.world.requests) >= asked and not self.untrue(),
                DRAIN,
            )
            self.stop()
        except Ended as ended:
            self._odd.add(str(ended))
        self.world.moving = moving
        return self._judge()

    def _judge(self) -> Verdict:
        self.told()
        odd = {*self.oddities(SECRETS.values()), *self.witness.unclaimed, *self.untrue()}
        heard = [one for channel in CHANNELS for one in self._heard[channel]]
        advertised, rows = self.world.advertised, self._rows()
        verdict = judge(advertised, heard, rows, CHANNELS, odd, self.interrupted)
        new, self._judged = verdict.since(self._judged), verdict
        return new


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
