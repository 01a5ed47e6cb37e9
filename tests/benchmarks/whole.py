"""The whole way: the bytes of a board of 2,000 postings, 20 of them new, to the committed outbox.

DESIGN 11 wants at most 30 ms with 100,000 searches, at least 50 times the plain way. A thousand
stand here, since the plain way would take minutes with more; ALERTBOT_SEARCHES says another number,
and tests/benchmarks/matching.py measures the index with up to a million. The plain way decodes all
with json.loads, strips every description of its tags, asks an ORM for each row, and tries every
search on what is new. All of it is CPU.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from time import process_time
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from alertbot import query, sources
from alertbot.config import Search, SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.poller import Poller
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from alertbot.store.tables import postings
from tests.benchmarks.board import NEW, POSTINGS, Row, board
from tests.benchmarks.poll import NOW, RowOfPosting, Shelf

SEARCHES = int(os.environ.get("ALERTBOT_SEARCHES", "1000"))
ROUNDS = 5
FIT = 50
"""Of so many searches one fits what is new."""


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = _measured(Path(folder) / "alertbot.db")
    work = f"board to outbox, {NEW} new, {SEARCHES:,} searches"
    yield (work, ours, "the plain way", plain, plain / ours, "30,000 us, 50 x")


def _measured(file: Path) -> tuple[float, float]:
    """(our CPU, the plain way's), in microseconds."""
    store = Store(f"sqlite:///{file}")
    searches = Searches(_search(number) for number in range(SEARCHES))
    store.destinations.sync([Destination("me", "42", "x", 1_000_000)], NOW)
    store.register.sync_sources({"valley": Watched("a", "r", timedelta(minutes=15))}, NOW)
    store.register.sync_searches(searches, NOW)
    kinds = sources.kinds()
    options = kinds["greenhouse"].Options.model_validate({"board": "valley"})
    source = SourceConfig("valley", "greenhouse", options, timedelta(minutes=15))
    shelf = Shelf()
    poller = Poller(
        store, cast(Fetcher, shelf), kinds, searches, clock=lambda: NOW, chance=lambda: 0.5
    )
    spent = []
    for turn in range(ROUNDS + 1):
        shelf.body = board(POSTINGS + turn * NEW)
        began = process_time()
        result = asyncio.run(poller.poll(source))
        spent.append(process_time() - began)
        assert result.alerts == (NEW if turn else 0), result
    store.close()
    began = process_time()
    assert _plain(file, shelf.body, searches) == NEW * -(-SEARCHES // FIT)
    return min(spent[1:]) * 1e6, (process_time() - began) * 1e6


def _search(number: int) -> Search:
    words = "keeper" if number % FIT == 0 else f"engineer{number}"
    return Search(f"s{number}", query.parse(words), ("valley",), ("me",), version="1")


def _plain(file: Path, body: bytes, searches: Searches) -> int:
    """How many searches fit the newest, found without an index of anything."""
    engine = sa.create_engine(f"sqlite:///{file}")
    found = 0
    with Session(engine) as session:
        jobs = json.loads(body)["jobs"]
        for number, job in enumerate(jobs):
            text = re.sub(r"<[^>]+>", " ", unescape(unescape(job["content"])))
            mine = (postings.c.source == "valley", postings.c.external_id == str(job["id"]))
            session.execute(sa.select(RowOfPosting).where(*mine)).scalar_one()
            if number < len(jobs) - NEW:
                continue
            said = f"{job['title']} {text}".lower()
            for search in searches.by_name.values():
                found += re.search(rf"\b{search.filter}\b", said) is not None
    engine.dispose()
    return found
