"""A clock that is set back by two hours: what was due in a moment still is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alertbot.model import Failed
from alertbot.store import Store
from tests.store.filled import NOW, SECOND, answer, claim, posting, remember, seeded

HOURS = timedelta(hours=2)


def back(store: Store) -> bool:
    """The clock is set back; answers whether anything was moved."""
    store.upkeep.set_back(NOW - HOURS, HOURS)
    return not store._database.shared


def test_a_chat_and_a_back_off_go_on_as_they_would_have(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    for one in claim(store, 5):
        answer(store, one, Failed("no route"), NOW + 5 * SECOND)
    if not back(store):
        pytest.skip("the clocks of processes that share a database have to agree")
    early = -HOURS.total_seconds()
    assert claim(store, early + 1) == []
    assert len(claim(store, early + 20)) == 2


def test_a_source_is_polled_when_it_was_to_be(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    if not back(store):
        pytest.skip("the clocks of processes that share a database have to agree")
    minutes = timedelta(minutes=1)
    assert store.register.claim_due(NOW - HOURS + 14 * minutes, limit=9).mine == ()
    assert store.register.claim_due(NOW - HOURS + 16 * minutes, limit=9).mine == ("contoso",)
