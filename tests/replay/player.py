"""Plays boards into a real bot whose clock is turned, and tells what it made of each poll.

The bot is the whole of it: configuration, fetcher, poller, SQLite, outbox, console. What it did is
read where it is kept: the alerts from the outbox, what is open from the postings.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from alertbot.app import App, opened
from alertbot.cli import configuration
from alertbot.testing import Answer, Asked, Board
from tests.laid import laid

Key = tuple[str, str]
"""A posting: its source, and the id that the source gives it."""

EVERYTHING = r"title:/\w/"


class Stage(Board):
    """A board that is asked for pages by POST, too: Workday's are told apart by the body."""

    def answer(self, asked: Asked) -> Answer:
        if asked.method == "POST":
            offset = cast(dict[str, object], json.loads(asked.body)).get("offset", 0)
            asked = replace(asked, method="GET", query=f"offset={offset}")
        return super().answer(asked)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert on an opening, with the postings that it had when it was told."""

    opening: int
    occasion: str
    postings: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Happened:
    """What has happened to an opening that was known: model.Life's word, and the details."""

    opening: int
    what: str
    details: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A posting as the database has it."""

    opening: int
    closed: bool
    revision: str
    title: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one round of polls came to.

    `before`, `after`: all postings that are stored. `doubts`: why a poll failed, is not believed or
    has holes, by source. `said`: what was written to the terminal.
    """

    at: datetime
    alerts: tuple[Told, ...]
    happened: tuple[Happened, ...]
    summaries: int
    notices: tuple[str, ...]
    before: Mapping[Key, Stored]
    after: Mapping[Key, Stored]
    doubts: Mapping[str, str]
    said: str

    @property
    def new(self) -> dict[Key, Stored]:
        return {key: row for key, row in self.after.items() if key not in self.before}

    @property
    def joined(self) -> list[Key]:
        """New postings of openings that were known, or that another posting speaks for."""
        known = {row.opening for row in self.before.values()}
        found = []
        for key, row in self.new.items():
            if row.opening in known:
                found.append(key)
            known.add(row.opening)
        return found

    @property
    def changed(self) -> list[Happened]:
        """What has changed that is worth telling."""
        return [one for one in self.happened if one.what == "changed"]

    @property
    def closed(self) -> list[Key]:
        return [key for key, row in self.after.items() if row.closed and not self._was_closed(key)]

    @property
    def reopened(self) -> list[Key]:
        return [key for key, row in self.after.items() if self._was_closed(key) and not row.closed]

    def _was_closed(self, key: Key) -> bool:
        return key in self.before and self.before[key].closed


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Player:
    """A bot in a folder, and what it knew after the last round."""

    app: App
    clock: Clock
    database: Path
    screen: io.StringIO
    known: Mapping[Key, Stored] = field(default_factory=dict)
    sent: int = 0
    heard: int = 0

    async def round(self, at: datetime) -> Turn:
        """One round of polls at a moment: what `alertbot run --once` does."""
        self.clock.now = at
        self.screen.seek(0)
        self.screen.truncate()
        report = await self.app.once(timedelta())
        before = self.known
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            self.known = _stored(connection)
            told = connection.execute("select * from outbox where id > ?", (self.sent,)).fetchall()
            news = connection.execute("select * from news where id > ?", (self.heard,)).fetchall()
            doubtful = connection.execute("select name, error from sources where doubts > 0")
            doubts = {row["name"]: row["error"] for row in doubtful}
        self.sent = max((row["id"] for row in told), default=self.sent)
        self.heard = max((row["id"] for row in news), default=self.heard)
        doubts |= {poll.source: why for poll in report.polls if (why := poll.error or poll.trouble)}
        return Turn(
            at=at,
            alerts=tuple(
                Told(row["opening_id"], row["occasion"], self._postings(row["opening_id"]))
                for row in told
                if row["kind"] == "opening"
            ),
            happened=tuple(map(_happened, news)),
            summaries=sum(row["kind"] == "summary" for row in told),
            notices=tuple(
                json.loads(row["payload"])["text"] for row in told if row["kind"] == "notice"
            ),
            before=before,
            after=self.known,
            doubts=doubts,
            said=self.screen.getvalue(),
        )

    def _postings(self, opening: int) -> frozenset[Key]:
        return frozenset(key for key, row in self.known.items() if row.opening == opening)

    def unsent(self) -> int:
        """Alerts that have not been delivered. A notice gathers, and may come with the next."""
        with closing(sqlite3.connect(self.database)) as connection:
            query = "select count(*) from outbox where state != 'delivered' and kind != 'notice'"
            (count,) = connection.execute(query).fetchone()
        return int(count)


def _happened(row: sqlite3.Row) -> Happened:
    changes = [
        f"{one['field']}: {one['before'] or 'nothing'} -> {one['after'] or 'nothing'}"
        for one in json.loads(row["differences"])
    ]
    return Happened(
        row["opening_id"], row["what"], "; ".join(filter(None, (*changes, row["said"])))
    )


def _stored(connection: sqlite3.Connection) -> dict[Key, Stored]:
    found = {}
    for row in connection.execute("select * from postings"):
        fields = json.loads(row["fields"])
        places = tuple(place["text"] for place in fields.get("places") or ())
        found[row["source"], row["external_id"]] = Stored(
            opening=row["opening_id"],
            closed=row["closed_at"] is not None,
            revision=row["revision"],
            title=fields["title"],
            places=places,
        )
    return found


@asynccontextmanager
async def playing(
    folder: Path,
    sources: Mapping[str, Mapping[str, object]],
    start: datetime,
    *,
    again: tuple[str, ...] = (),
) -> AsyncIterator[Player]:
    """A bot that watches these sources and alerts on everything. `again`: a search's option."""
    search: dict[str, object] = {"where": EVERYTHING, "to": ["screen"]}
    if again:
        search["again"] = [*again]
    lines = {
        "database": "sqlite:///replay.db",
        "sources": sources,
        "channels": {"screen": {"kind": "console", "color": False, "max_per_day": "none"}},
        "searches": {"everything": search},
        "operator": "screen",
    }
    laid(folder / "replay.db")
    path = folder / "alertbot.yaml"
    path.write_text(json.dumps(lines), encoding="utf-8")  # JSON is YAML
    config = configuration.loaded(path).config
    clock, screen = Clock(start), io.StringIO()
    with redirect_stdout(screen):
        async with opened(config, clock=clock, chance=lambda: 0.5) as app:
            yield Player(app, clock, folder / "replay.db", screen)


def options(stage: Board, name: str, kind: str, given: Mapping[str, object]) -> dict[str, object]:
    """A source whose service is on the stage, under the source's name."""
    common = {"kind": kind, "base_url": f"{stage.url}/{name}", "private": True, "timeout": "5s"}
    return {**common, **given}
