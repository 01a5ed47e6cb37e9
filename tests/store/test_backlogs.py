"""What waits for each chat, and when all of it can have gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alertbot.store import Store
from alertbot.store.backlogs import Backlog, Speed, backlogs, ends
from tests.store.filled import NOW, SECOND, claim, posting, remember, seeded

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def waiting(channel: str, count: int, credential: str = "", paused: str = "") -> Backlog:
    return Backlog(channel, credential, count, AT, AT, AT, paused)


def test_what_is_due_is_counted_by_chat(store: Store) -> None:
    remember(seeded(store), posting(4), posting(5), seen=3)
    claim(store, 5)
    with store._database.read() as connection:
        found = backlogs(connection, NOW + 6 * SECOND)
        assert backlogs(connection, NOW - SECOND) == []
    assert [(one.channel, one.waiting, one.oldest) for one in found] == [
        ("me", 2, NOW),
        ("team", 2, NOW),
    ]


def test_a_chat_takes_a_message_each_time_its_pace_is_over() -> None:
    found = ends([waiting("me", 101)], {"me": Speed(timedelta(seconds=3))}, AT)
    assert found == {"me": AT + timedelta(minutes=5)}


def test_chats_of_one_credential_wait_for_each_other() -> None:
    some = [waiting(f"c{number}", 3, "bot") for number in range(100)]
    found = ends(some, {one.channel: Speed(SECOND, 30) for one in some}, AT)
    assert set(found.values()) == {AT + timedelta(seconds=10)}
    alone = ends(some[:1], {"c0": Speed(SECOND, 30)}, AT)
    assert alone == {"c0": AT + 2 * SECOND}


def test_what_nobody_sends_has_no_end() -> None:
    some = [waiting("me", 1, paused="kicked"), waiting("gone", 1)]
    assert ends(some, {"me": Speed(SECOND)}, AT) == {}
