"""Ten thousand polls in one process: its memory after the first thousand and after the last.

Each poll finds another order of the postings, one more and one less: nothing of that may stay in
the process. Resident bytes are read from /proc, so that this runs on Linux alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from alertbot import query, sources
from alertbot.config import Search, SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.poller import Poller
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from tests.benchmarks.board import Row, jobs, payload
from tests.benchmarks.poll import Shelf

POLLS = 10_000
WARM = 1_000
SHOWN = 20
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder:
        warm, end = asyncio.run(_polled(Path(folder) / "alertbot.db"))
    yield ("memory after 10,000 polls, KB", end, "after 1,000", warm, warm / end, "flat: 0.95")


async def _polled(file: Path) -> tuple[float, float]:
    store = Store(f"sqlite:///{file}")
    searches = Searches([Search("k", query.parse("keeper"), ("valley",), ("me",), version="1")])
    store.destinations.sync([Destination("me", "42", "x", 1_000_000)], NOW)
    store.register.sync_sources({"valley": Watched("a", "r", timedelta(minutes=15))}, NOW)
    store.register.sync_searches(searches, NOW)
    kinds = sources.kinds()
    options = kinds["greenhouse"].Options.model_validate({"board": "valley"})
    source = SourceConfig("valley", "greenhouse", options, timedelta(minutes=15))
    shelf, at = Shelf(), [NOW]
    poller = Poller(
        store, cast(Fetcher, shelf), kinds, searches, clock=lambda: at[0], chance=lambda: 0.5
    )
    warm = 0.0
    for number in range(POLLS):
        at[0] += timedelta(minutes=15)
        shelf.body = payload(jobs(range(number, number + SHOWN)))
        result = await poller.poll(source)
        assert not result.error, result
        if number == WARM:
            warm = resident()
    store.close()
    return warm, resident()


def resident() -> float:
    """Kilobytes of this process that are in memory."""
    (line,) = (
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line
    )
    return float(line.split()[1])
