"""A bot that speaks to services which are not the project's own, with chats as many as asked for.

The board is still; each opening on it has a word of its own in its title. All that the chats get is
held against the platforms' rules, and all that the bot leaves is searched for its secrets.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import sqlite3
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alertbot.cli import main
from alertbot.testing import Board
from tests.faults import faketime
from tests.faults.judge import Heard, Verdict, judge
from tests.faults.program import Ended, Program
from tests.faults.slack_service import SlackService
from tests.faults.steps import WAITING
from tests.faults.telegram_service import TelegramService
from tests.faults.world import WORD, Advertised, word_of

SLACK_TOKEN = "xoxb-7316-canary-that-nobody-may-see"
TELEGRAM_TOKEN = "987654321:AAcanaryThatNobodyMaySeeAnywhere_z9"
ENV = {"SLACK_CANARY": SLACK_TOKEN, "TELEGRAM_CANARY": TELEGRAM_TOKEN}
BOARDS = (
    "adatum",
    "contoso",
    "fabrikam",
    "litware",
    "northwind",
    "proseware",
    "tailspin",
    "wingtip",
)
NOTICES = (
    r"\S+ is paused: |Source \S+ (?:has failed|is back)|.*(?:given up|could not be delivered)"
    r"|The disk"
)
"""How words to the operator begin."""

FIRST = 2
"""Openings a board before the bot is there."""

DRAIN = 120.0
"""Seconds of the machine's clock in which all has to be told."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel of the configuration: its name, its kind, and the id of its chat."""

    name: str
    kind: str
    id: str

    @property
    def looks(self) -> bool:
        """Whether the bot can look there for what has arrived."""
        return self.kind == "slack"


TEAM = Chat("team", "slack", "C0TEAM")
OTHERS = Chat("others", "slack", "C0OTHERS")
ME = Chat("me", "telegram", "123456789")
GROUP = Chat("group", "telegram", "-4567")


class Stage(Program):
    """Made by `stage`. `speed`: how many times as fast as the machine's the bot's clock runs, for
    which libfaketime is needed; `dead_names`: where this file is, no name is found."""

    def __init__(self, folder: Path, chats: tuple[Chat, ...], speed: float) -> None:
        self.dead_names = folder.with_name("dead-names")
        module = ("tests.faults.hastened", f"{speed:g}", str(self.dead_names))
        super().__init__(folder, module, ENV)
        self.chats = chats
        self.speed = speed
        self.wall = faketime.Clock(folder.with_name("clock")) if faketime.library() else None
        began = time.time()

        def clock() -> float:
            return began + (time.time() - began) * speed

        slack = {chat.name: chat.id for chat in chats if chat.kind == "slack"}
        telegram = [int(chat.id) for chat in chats if chat.kind == "telegram"]
        self.clock = clock
        self.board = Board()
        self.slack = SlackService(SLACK_TOKEN, slack, clock)
        self.telegram = TelegramService(TELEGRAM_TOKEN, telegram, clock)
        self.advertised: list[Advertised] = []
        self.timeout = "2s"
        self.every = "1s"
        self.hosts: dict[str, str] = {}
        self.settings: dict[str, object] = {}
        self.timing: dict[str, object] = {}
        self.spoilt: set[str] = set()
        self.falsified = False
        self.posted: datetime | None = None
        self.boards: tuple[str, ...] = BOARDS
        self.telegram_token = TELEGRAM_TOKEN

    # -- what there is ------------------------------------------------------------------------

    def advertise(self, count: int, *, first: bool = False) -> list[Advertised]:
        """So many openings more, evenly on the boards."""
        begin = len(self.advertised)
        for number in range(begin, begin + count):
            token = self.boards[number % len(self.boards)]
            one = Advertised(7000 + number, token, word_of(number), fits=True, first=first)
            self.advertised.append(one)
            self.board.add_greenhouse(token, one.job(self.posted))
        return self.advertised[begin:]

    def write(self) -> None:
        """Writes the configuration. JSON is YAML."""
        source = {
            "kind": "greenhouse",
            "base_url": self._address("polling", self.board.url),
            "private": True,
        }
        source |= {"every": self.every, "timeout": "8s"}
        services = {
            "slack": {
                "token": "${SLACK_CANARY}",
                "api_url": self._address("sending", self.slack.url),
            },
            "telegram": {
                "token": "${TELEGRAM_CANARY}",
                "api_url": self._address("sending", self.telegram.url),
            },
        }
        each = {"timeout": self.timeout, "max_per_day": "none"}
        channels = {
            chat.name: {"kind": chat.kind, "to": chat.id, **services[chat.kind], **each}
            for chat in self.chats
        }
        to = [chat.name for chat in self.chats]
        config = {
            "sources": {token: {**source, "board": token} for token in self.boards},
            "channels": channels,
            "searches": {"engineers": {"where": "engineer", "to": to, **self.timing}},
            **self.settings,
        }
        text = json.dumps(config, indent=1)
        self.folder.joinpath("alertbot.yaml").write_text(text, encoding="utf-8")

    def _address(self, side: str, url: str) -> str:
        """The address as the configuration has it: by a name, if that side is given one."""
        return url.replace("127.0.0.1", self.hosts.get(side, "127.0.0.1"))

    def command(self, *arguments: str) -> str:
        """What a command says on both streams. It runs in this process, which is quicker."""
        out, hook = io.StringIO(), sys.excepthook
        os.environ.update(ENV)
        try:
            with contextlib.chdir(self.folder), redirect_stdout(out), redirect_stderr(out):
                main(arguments)
        except SystemExit:  # each command ends so
            pass
        finally:
            sys.excepthook = hook
            for name in ENV:
                del os.environ[name]
            logging.getLogger().handlers.clear()
        said = out.getvalue()
        for secret in ENV.values():
            if secret in said:
                self.note(f"a secret is said by `alertbot {' '.join(arguments)}`")
        return said

    def rows(self) -> list[dict[str, Any]]:
        """The objects of `outbox list --json`."""
        lines = self.command("outbox", "list", "--json").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    # -- what the chats got -------------------------------------------------------------------

    def heard(self) -> list[Heard]:
        """All messages about openings, by channel."""
        return [one for one in self._all_heard() if not re.match(NOTICES, one.text)]

    def notices(self) -> list[Heard]:
        """All words to the operator."""
        return [one for one in self._all_heard() if re.match(NOTICES, one.text)]

    def _all_heard(self) -> list[Heard]:
        names = {chat.id: chat.name for chat in self.chats}
        moved = {str(new): names[str(old)] for old, new in self.telegram.moved.items()}
        found = []
        for one in (*self.slack.messages, *self.telegram.messages):
            words = frozenset(WORD.findall(one.text))
            marked = "possibly repeated" in one.text.lower()
            name = names.get(one.channel) or moved[one.channel]
            found.append(Heard(name, one.id, words, marked, one.text))
        return found

    def told(self, *chats: Chat, words: Collection[str] = ()) -> bool:
        """Whether these chats, all if none is named, have been told of these words, or of all."""
        wanted = {one.word for one in self.advertised if one.word not in self.spoilt}
        wanted = set(words) or wanted
        firsts = {one.word for one in self.advertised if one.first} & wanted
        had: dict[str, set[str]] = {chat.name: set() for chat in chats or self.chats}
        for one in self.heard():
            had.get(one.channel, set()).update(one.words)
        return all(
            wanted - firsts <= heard and (not firsts or firsts & heard) for heard in had.values()
        )

    # -- the course of it ---------------------------------------------------------------------

    def start(self, *module: str, env: Mapping[str, str] | None = None) -> None:
        """Starts the bot; where its clock runs faster, from the moment that it would be by now."""
        if self.speed != 1 and self.wall:
            self.wall.set(datetime.fromtimestamp(self.clock(), UTC), self.speed)
        if self.wall and (self.falsified or self.speed != 1):
            env = {**self.wall.env, **(env or {})}
        super().start(*module, env=env)

    def seed(self, seconds: float = DRAIN) -> None:
        """The first round, undisturbed: each chat gets its summary."""
        for token in self.boards:
            self.board.greenhouse(token, [])
        self.advertise(FIRST * len(self.boards), first=True)
        self.write()
        self.start()
        if not self.until(self.told, seconds):
            self.note(f"no summary came in {seconds:g} s")

    def finish(self, seconds: float = DRAIN) -> None:
        """What waits is told, and the bot stops."""
        try:
            if not self.process or self.process.poll() is not None:
                self.start()
            if self.until(self.told, seconds):
                self.until(self._quiet, seconds)
            self.stop()
        except Ended as ended:
            self.note(str(ended))

    def _quiet(self) -> bool:
        """Whether the outbox has nothing more to send: what was told is settled too."""
        return not self.count(WAITING)

    def count(self, query: str) -> int:
        """What a query for a number finds, beside the bot that runs."""
        address = f"{self.database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def judged(self) -> Verdict:
        """The verdict over all so far."""
        odd = self.oddities(ENV.values())
        odd |= {*self.slack.broken_rules, *self.telegram.broken_rules}
        self.command("status")
        advertised = [one for one in self.advertised if one.word not in self.spoilt]
        looks = {chat.name: chat.looks for chat in self.chats}
        rows = [row for row in self.rows() if row["kind"] != "notice" and not self._is_spoilt(row)]
        heard = [one for one in self.heard() if not one.words & self.spoilt]
        for row in rows:  # of a group that has moved, the messages before are in no chat any more
            if not row["ref"] and self.telegram.moved and row["kind"] == "summary":
                row["ref"] = next(one.id for one in heard if one.channel == row["channel"])
        return judge(advertised, heard, rows, looks, odd, self.interrupted)

    def _is_spoilt(self, row: Mapping[str, Any]) -> bool:
        return any(word in row["title"] for word in self.spoilt)


@contextmanager
def stage(folder: Path, *chats: Chat, speed: float = 1.0) -> Iterator[Stage]:
    """A stage with its services up. The bot's end is seen to."""
    home = folder / "bot"
    home.mkdir(parents=True)
    one = Stage(home, chats or (TEAM, ME), speed)
    with one.board, one.slack, one.telegram:
        try:
            yield one
        finally:
            one.kill()
