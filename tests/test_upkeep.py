"""The upkeep of a running service: what it does when, and that it goes on after trouble."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.config import Keep
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.upkeep import Upkeep
from alertbot.upkeep import AGAIN, LOOK_EVERY, PRUNE_EVERY, PRUNE_FIRST, Keeper
from tests.laid import laid
from tests.store.filled import BOARD, NOW, execute

LONG_AGO = NOW - timedelta(days=400)


def filled(tmp_path: Path) -> Store:
    """With sixty failed polls of a year ago, ten of which are too many."""
    store = Store(laid(tmp_path / "alertbot.db"))
    store.upkeep = Upkeep(store._database, None)  # the disk of this machine is not of it
    store.register.sync_sources({"contoso": BOARD}, LONG_AGO)
    for _ in range(60):
        store.polls.failed("contoso", "no", now=LONG_AGO, next_poll_at=NOW, wait_until=None)
    return store


def polls(store: Store) -> int:
    with store._database.read() as connection:
        count: int = connection.exec_driver_sql("SELECT count(*) FROM polls").scalar_one()
    return count


class Clock:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_it_prunes_some_time_after_the_start_and_then_daily(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, clock = filled(tmp_path), Clock()
    keeper = Keeper(store, Searches([]), Keep(), clock=clock)

    async def story() -> None:
        await keeper.tick()
        assert polls(store) == 60
        clock.now += PRUNE_FIRST
        await keeper.tick()
        assert polls(store) == 50
        for _ in range(3):
            store.polls.failed("contoso", "no", now=LONG_AGO, next_poll_at=NOW, wait_until=None)
        clock.now += PRUNE_EVERY - LOOK_EVERY
        await keeper.tick()
        assert polls(store) == 53
        clock.now += LOOK_EVERY
        await keeper.tick()
        assert polls(store) == 50

    with caplog.at_level(logging.INFO, "alertbot"):
        asyncio.run(story())
    assert [vars(record)["polls"] for record in caplog.records] == [10, 3]
    store.close()


def test_what_else_the_store_has_to_do_comes_in_between(tmp_path: Path) -> None:
    store, clock = filled(tmp_path), Clock()
    keeper = Keeper(store, Searches([]), Keep(), clock=clock)
    order: list[str] = []

    async def other() -> None:
        await store.call(order.append, "other")

    async def story() -> None:
        async def prune() -> None:
            await keeper.prune()
            order.append("pruned")

        await asyncio.gather(prune(), other())

    asyncio.run(story())
    assert order == ["other", "pruned"]
    store.close()


def test_after_trouble_it_tries_again_in_an_hour(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, clock = filled(tmp_path), Clock()
    keeper = Keeper(store, Searches([]), Keep(), clock=clock)
    execute(
        store, "CREATE TRIGGER no BEFORE DELETE ON polls BEGIN SELECT RAISE(ABORT, 'full'); END"
    )

    async def story() -> None:
        clock.now += PRUNE_FIRST
        await keeper.tick()
        execute(store, "DROP TRIGGER no")
        clock.now += LOOK_EVERY
        await keeper.tick()
        assert polls(store) == 60
        clock.now += AGAIN
        await keeper.tick()

    asyncio.run(story())
    assert polls(store) == 50
    assert [record.getMessage() for record in caplog.records] == ["upkeep not done"]
    store.close()
