"""Sources claimed by several processes that share a database, and by the one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.leases import LEASE, RENEWED
from tests.store.filled import BOARD, NOW, SECOND, posting, remember, shown

NAMES = ("contoso", "fabrikam", "northwind")


@pytest.fixture
def two(on_postgresql: str) -> Iterator[tuple[Store, Store]]:
    """Two processes on one database, with three sources that are due."""
    stores = Store(on_postgresql), Store(on_postgresql)
    chats = [Destination("team", "#jobs", ""), Destination("me", "42", "")]
    for store in stores:
        store.destinations.sync(chats, NOW)
        store.register.sync_sources({name: replace(BOARD, asks=name) for name in NAMES}, NOW)
    yield stores
    for store in stores:
        store.close()


def due(store: Store, now: datetime, limit: int = 9, polling: tuple[str, ...] = ()) -> list[str]:
    return list(store.register.claim_due(now, limit=limit, polling=polling).mine)


def failed(store: Store, source: str, now: datetime) -> None:
    later = now + timedelta(hours=1)
    store.polls.failed(source, "500", now=now, next_poll_at=later, wait_until=None)


def test_each_source_is_one_process_s(two: tuple[Store, Store]) -> None:
    one, other = two
    first, second = due(one, NOW, limit=2), due(other, NOW)
    assert len(first) == 2
    assert sorted(first + second) == sorted(NAMES)
    assert due(one, NOW + LEASE - SECOND) == []


def test_what_a_process_that_died_was_polling_is_another_s_after_the_lease(
    two: tuple[Store, Store],
) -> None:
    one, other = two
    assert len(due(one, NOW)) == 3
    assert due(other, NOW + LEASE - SECOND) == []
    assert len(due(other, NOW + LEASE)) == 3


def test_a_long_walk_keeps_its_source(two: tuple[Store, Store]) -> None:
    one, other = two
    assert len(due(one, NOW)) == 3
    at = NOW
    while at < NOW + 5 * LEASE:
        at += LEASE - RENEWED + SECOND
        due(one, at, limit=0, polling=("contoso",))
    assert sorted(due(other, at)) == ["fabrikam", "northwind"]


def test_a_poll_that_has_lost_its_source_is_not_remembered(two: tuple[Store, Store]) -> None:
    one, other = two
    due(one, NOW)
    later = NOW + LEASE
    due(other, later)
    remember(one, posting(1), now=later)
    failed(one, "fabrikam", later)
    assert shown(other).postings == {}, "the other has it now"
    assert other.polls.state("fabrikam").failures == 0
    remember(other, posting(1), posting(2), now=later)
    assert len(shown(other).postings) == 2
    remember(one, posting(1), now=later)
    remember(one, posting(3), now=later)
    assert len(shown(other).postings) == 2, "nor when the other has done"


def test_a_source_is_free_again_when_its_poll_is_stored(two: tuple[Store, Store]) -> None:
    one, other = two
    due(one, NOW)
    failed(one, "contoso", NOW)
    assert due(other, NOW) == [], "it is not due"
    assert other.register.claim(["contoso", "fabrikam"], NOW) == ("contoso",)


def test_a_lease_that_was_given_back_is_not_renewed(two: tuple[Store, Store]) -> None:
    one, other = two
    due(one, NOW)
    failed(one, "contoso", NOW)
    one.register.renew(NAMES, NOW + LEASE - RENEWED + SECOND)
    assert other.register.claim(NAMES, NOW + LEASE) == ("contoso",)


def test_alone_nothing_is_leased(tmp_path: Path) -> None:
    """On SQLite a process that was killed finds all that is due at once when it is back."""
    store = Store(f"sqlite:///{tmp_path}/alertbot.db")
    store.register.sync_sources({"contoso": BOARD}, NOW)
    assert due(store, NOW) == due(store, NOW) == ["contoso"]
    assert store.register.claim(["contoso"], NOW) == ("contoso",)
    failed(store, "contoso", NOW)
    assert store.polls.state("contoso").failures == 1
    store.close()
