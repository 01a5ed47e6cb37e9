"""A poll of a board of 2,000 postings with a million others stored, over parsing, to the commit.

DESIGN 11 wants at most 3 us a posting over parsing where one in a hundred is new, and at least a
hundred times the speed of an ORM that asks for each row. Parsing is what a walk alone takes for the
same page. Reading what is new (dates, pay, places out of its text) is told apart too: it is no work
of the store's. So is what the board costs where its bytes are new and its postings are not, which
is the comparison alone; what is over that is what the twenty new ones cost, found to be no repost,
matched, written and told of. The million is other boards' postings, put there by bare SQL;
ALERTBOT_STORED says another number. All of it is CPU, of all threads.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from alertbot import query, sources
from alertbot.config import Search, SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Posting, RawPosting, Request
from alertbot.poller import Poller
from alertbot.reading import read
from alertbot.searches import Searches
from alertbot.sources import SourceKind, SourceOptions
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.people import without_people
from alertbot.store.register import Watched
from alertbot.store.tables import postings
from alertbot.testing.conformance import page
from alertbot.traversal import Traversal
from tests.benchmarks.board import NEW, POSTINGS, Row, board

STORED = int(os.environ.get("ALERTBOT_STORED", "1000000"))
ROUNDS = 5
SAMPLE = 200
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

T = TypeVar("T")


@dataclass
class Shelf:
    """A Fetcher that answers with what is put into it."""

    body: bytes = b""

    async def fetch(self, request: Request, **_: Any) -> Page:
        shown = page(self.body, "application/json")
        return Page(request.url, shown.body, shown.content_type, NOW, request=request)


class Walker:
    """Walks over the same pages as a poller, and no more."""

    def __init__(self, kind: SourceKind, options: SourceOptions) -> None:
        self._kind, self._options = kind, options
        self._prints: dict[str, bytes] = {}
        self._texts: Mapping[str, bytes] = {}

    def parse(self, body: bytes) -> tuple[list[RawPosting], float]:
        """What is new on a page, and the seconds of CPU that it took to read it."""
        walk = Traversal(self._kind, self._options, news=self._news, known=self._texts)
        came = replace(page(body, "application/json"), request=walk.next())
        _, took = _timed(lambda: walk.take(came))
        new = [walk.harvest.listed[id] for id in self._news(walk.harvest.prints)]
        self._prints |= walk.harvest.prints
        self._texts = walk.texts
        return new, took

    def _news(self, prints: Mapping[str, bytes]) -> list[str]:
        return [id for id, one in prints.items() if self._prints.get(id) != one]


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _rows(Path(folder) / "alertbot.db")


def _rows(file: Path) -> Iterator[Row]:
    store, searches = opened(file)
    fill(file, STORED)
    kinds = sources.kinds()
    options = kinds["greenhouse"].Options.model_validate({"board": "valley"})
    shelf, walker = Shelf(), Walker(kinds["greenhouse"], options)
    poller = Poller(
        store, cast(Fetcher, shelf), kinds, searches, clock=lambda: NOW, chance=lambda: 0.5
    )
    source = SourceConfig("valley", "greenhouse", options, timedelta(minutes=15))
    spent, reading, same = [], [], []
    for turn in range(ROUNDS + 1):
        shelf.body = board(POSTINGS + turn * NEW)
        new, parsing = walker.parse(shelf.body)
        result, took = _timed(lambda: asyncio.run(poller.poll(source)))
        assert (result.new, result.alerts) == (len(new), len(new) if turn else 0), result
        spent.append(took - parsing)
        reading.append(_timed(lambda: [_read(one) for one in new])[1])  # noqa: B023 - called at once
    for _ in range(ROUNDS):
        shelf.body += b" "
        new, parsing = walker.parse(shelf.body)
        result, took = _timed(lambda: asyncio.run(poller.poll(source)))
        assert (len(new), result.new) == (0, 0), result
        same.append(took - parsing)
    read = min(reading[1:])
    each = (min(spent[1:]) - read) / POSTINGS * 1e6
    orm = min(_orm(file) for _ in range(3)) / SAMPLE * 1e6
    store.close()
    yield ("poll, 1 % new, a posting", each, "ORM row by row", orm, orm / each, "3 us, 100 x")
    compared = min(same) / POSTINGS * 1e6
    yield ("poll, nothing new, a posting", compared, "ORM row by row", orm, orm / compared, "")
    new_one = (each - compared) * POSTINGS / NEW
    yield ("poll, 1 % new, over that a new one", new_one, "", None, None, "")
    yield ("the same poll, reading a new one", read / NEW * 1e6, "", None, None, "")
    first = (spent[0] - reading[0]) / POSTINGS * 1e6
    yield ("first poll, all new, a posting", first, "", None, None, "")
    yield ("the same poll, reading a posting", reading[0] / POSTINGS * 1e6, "", None, None, "")


def opened(file: Path) -> tuple[Store, Searches]:
    """A store with one source, one search and one destination."""
    store = Store(f"sqlite:///{file}")
    search = Search("keepers", query.parse("keeper"), ("valley",), ("me",), version="1")
    searches = Searches([search])
    store.destinations.sync([Destination("me", "42", "x", 1_000_000)], NOW)
    store.register.sync_sources({"valley": Watched("a", "r", timedelta(minutes=15))}, NOW)
    store.register.sync_searches(searches, NOW)
    return store, searches


def _read(found: RawPosting) -> Posting:
    return without_people(read(found, source="valley", fetched_at=NOW))


def fill(file: Path, stored: int) -> None:
    """Other boards' postings, five hundred each, with their traces and descriptions."""
    many = range(1, stored + 1)
    key = 1 << 62
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("PRAGMA synchronous=OFF")
        raw.executemany(
            "INSERT INTO openings (id, first_seen_at, by_hand) VALUES (?, 1780000000000, 0)",
            ((number,) for number in many),
        )
        raw.executemany(
            "INSERT INTO postings (id, source, external_id, opening_id, fingerprint, content_hash,"
            " revision, fields, first_seen_at, absences, undetailed)"
            " VALUES (?, ?, ?, ?, randomblob(16), hex(randomblob(32)), hex(randomblob(32)),"
            ' \'{"title": "Pump Keeper"}\', 1780000000000, 0, 0)',
            ((n, f"board-{n % (stored // 500 or 1)}", f"{n:x}", n) for n in many),
        )
        raw.executemany(
            "INSERT OR IGNORE INTO traces VALUES (abs(random()) - ?, ?)",
            ((key, number) for number in many for _ in range(6)),
        )


class _Base(DeclarativeBase):
    pass


class RowOfPosting(_Base):
    __table__ = postings


def _orm(file: Path) -> float:
    """Seconds for asking an ORM for rows of the board, one by one, and touching each."""
    engine = sa.create_engine(f"sqlite:///{file}")
    with Session(engine) as session:
        began = process_time()
        for number in range(SAMPLE):
            mine = (
                postings.c.source == "valley",
                postings.c.external_id == f"{4_000_000 + number}",
            )
            session.execute(sa.select(RowOfPosting).where(*mine)).scalar_one()
        spent = process_time() - began
    engine.dispose()
    return spent


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it answers, and the seconds of CPU that it took."""
    began = process_time()
    done = work()
    return done, process_time() - began
