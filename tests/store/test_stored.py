"""The stored openings as `try` and `replay` read them, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from alertbot.errors import StoreError
from alertbot.model import OpeningId
from alertbot.store import Store
from alertbot.store import openings as opening_rows
from alertbot.store.engine import Database
from alertbot.store.stored import Stored, reading
from tests.store.filled import NOW, posting, remember

DAY = timedelta(days=1)


@pytest.fixture
def stored(store: Store, url: str) -> Iterator[Stored]:
    """Two that were there at the first poll, then a third; the first has gone since."""
    remember(store, posting(1), posting(2))
    remember(store, posting(3), now=NOW + DAY, seen=2)
    for days in (2, 3):
        remember(store, posting(2), posting(3), now=NOW + days * DAY)
    database = Database(url)
    yield Stored(database)
    database.close()


def numbers(some: Iterator[object]) -> list[object]:
    return [getattr(one, "id", None) for one in some]


def test_openings_come_in_order_and_those_that_are_closed_too(stored: Stored) -> None:
    found = list(stored.since(NOW - DAY))
    assert [one.title for one in found] == ["Engineer 1", "Engineer 2", "Engineer 3"]
    assert [one.closed_at is not None for one in found] == [True, False, False]
    assert found[2].description.startswith("What number 3 does")
    assert stored.count(NOW - DAY) == 3
    assert stored.reach() == NOW


def test_only_what_was_first_seen_since_then_and_by_these_sources(stored: Stored) -> None:
    assert numbers(stored.since(NOW + DAY)) == [3]
    assert stored.count(NOW + DAY) == 1
    assert numbers(stored.since(NOW, sources=["contoso"])) == [1, 2, 3]
    assert numbers(stored.since(NOW, sources=["other"])) == []
    assert stored.count(NOW, sources=["other"]) == 0


def test_it_reads_chunk_by_chunk(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_rows, "CHUNK", 1)
    assert numbers(stored.since(NOW)) == [1, 2, 3]


def test_what_a_summary_told_of_and_what_was_told_one_by_one(stored: Stored) -> None:
    assert stored.seeded(NOW) == {1, 2}
    assert stored.seeded(NOW + DAY) == frozenset()
    assert stored.alerted(NOW) == {"engineers": frozenset({OpeningId(3)})}
    assert stored.searches() == {"engineers": "1", "chefs": "1"}


def test_one_that_was_merged_comes_once(stored: Stored, store: Store) -> None:
    store.hand.merge([OpeningId(2), OpeningId(3)], NOW + 4 * DAY)
    found = list(stored.since(NOW))
    assert numbers(iter(found)) == [1, 2]
    assert len(found[1].postings) == 2


def test_an_empty_database_reaches_back_to_nothing(url: str) -> None:
    with reading(url) as empty:
        assert empty.reach() is None
        assert list(empty.since(NOW)) == []


def test_there_has_to_be_a_database(tmp_path: object) -> None:
    with pytest.raises(StoreError, match="alertbot run"), reading(f"sqlite:///{tmp_path}/no.db"):
        pass
