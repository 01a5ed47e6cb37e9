"""A poller that remembers what texts came to does what one that has just begun does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, cast

import sqlalchemy as sa

from alertbot import query
from alertbot.config import Search, SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Request
from alertbot.poller import Poller, Result
from alertbot.searches import Searches
from alertbot.sources import Parsed, SourceKind, greenhouse
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from alertbot.store.tables import outbox, postings
from alertbot.testing import greenhouse_job

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
EVERY = timedelta(minutes=15)
OPTIONS = greenhouse.Options(board="contoso")


class Weighing:
    """Greenhouse, and how many bytes it was given to decode."""

    Options, MANNERS, APART = greenhouse.Options, greenhouse.MANNERS, greenhouse.APART
    requests = staticmethod(greenhouse.requests)

    def __init__(self) -> None:
        self.decoded = 0

    def parse(self, options: greenhouse.Options, page: Page) -> Iterator[Parsed]:
        self.decoded += len(page.body)
        return greenhouse.parse(options, page)


class Polled:
    """One board, polled again and again. `anew`: each time by a poller that has just begun."""

    def __init__(self, file: Path, *, anew: bool) -> None:
        self.store = Store(f"sqlite:///{file}")
        self.kind = Weighing()
        self._anew = anew
        self._now = START
        self._body = b""
        self._searches = Searches(
            [Search("bakers", query.parse("baker"), ("contoso",), ("me",), version="1")]
        )
        self.store.destinations.sync([Destination("me", "42", "x", 1_000)], START)
        self.store.register.sync_sources({"contoso": Watched("a", "r", EVERY)}, START)
        self.store.register.sync_searches(self._searches, START)
        self._poller = self._begun()

    async def fetch(self, request: Request, **_: Any) -> Page:
        return Page(request.url, self._body, "application/json", self._now, request=request)

    def poll(self, body: bytes) -> Result:
        self._now += EVERY
        self._body = body
        if self._anew:
            self._poller = self._begun()
        return asyncio.run(self._poller.poll(SourceConfig("contoso", "greenhouse", OPTIONS, EVERY)))

    def _begun(self) -> Poller:
        kinds: Mapping[str, SourceKind] = {"greenhouse": cast(SourceKind, self.kind)}
        return Poller(
            self.store,
            cast(Fetcher, self),
            kinds,
            self._searches,
            clock=lambda: self._now,
            chance=lambda: 0.5,
        )

    def kept(self) -> list[list[tuple[Any, ...]]]:
        """All that the store has of the postings and of what is told of them."""
        tables = [sa.select(table).order_by(table.c.id) for table in (postings, outbox)]
        with self.store.polls._database.read() as connection:
            return [[tuple(row) for row in connection.execute(table)] for table in tables]


def fortnight(random: Random) -> Iterator[bytes]:
    """What a board shows at thirty polls: postings come, change, go, come back, are damaged."""
    shown = {number: greenhouse_job(number, f"Baker {number}") for number in range(101, 121)}
    gone: dict[int, dict[str, Any]] = {}
    for turn in range(30):
        way = random.choice(["new", "new", "worded", "goes", "back", "same", "odd", "twice"])
        number = random.choice([*shown])
        jobs = [*shown.values()]
        if way == "new":
            shown[200 + turn] = greenhouse_job(200 + turn, f"Baker {turn}")
        elif way == "worded":
            shown[number] = {**shown[number], "title": f"Baker of {turn} rolls"}
        elif way == "goes":
            gone[number] = shown.pop(number)
        elif way == "back":
            shown |= gone
            gone = {}
        elif way == "odd":
            jobs = [*jobs, {"title": "Nobody"}]
        elif way == "twice":
            jobs = [*jobs, {**shown[number], "title": "Miller"}]
        if way not in ("odd", "twice"):
            jobs = [*shown.values()]
        random.shuffle(jobs)
        yield json.dumps({"jobs": jobs, "meta": {"total": len(jobs), "at": turn}}).encode()


def test_memory_changes_nothing_but_the_work(tmp_path: Path) -> None:
    remembering = Polled(tmp_path / "one.db", anew=False)
    forgetting = Polled(tmp_path / "two.db", anew=True)
    for body in fortnight(Random(7)):
        assert remembering.poll(body) == forgetting.poll(body)
    assert remembering.kept() == forgetting.kept()
    assert all(remembering.kept()), "postings, and alerts of them"
    assert remembering.kind.decoded < forgetting.kind.decoded / 2
    remembering.store.close()
    forgetting.store.close()
