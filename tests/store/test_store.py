"""The store against a real file: what is committed together, claimed once, and refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from alertbot import query
from alertbot.config import Search
from alertbot.decide import Poll, Searches
from alertbot.delivery import LEASE, State, settle
from alertbot.errors import StoreBusy, StoreCorrupt, StoreError, StoreTooNew
from alertbot.model import (
    Delivered,
    Failed,
    Notice,
    OpeningAlert,
    Outcome,
    Posting,
    Rejected,
    Scope,
    Summary,
    Throttled,
    Validators,
)
from alertbot.store import RunLock, Store, engine
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Claimed
from alertbot.store.tables import metadata

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + 5 * SECOND
PACE = {"team": SECOND, "me": SECOND}
SEARCHES = Searches(
    [
        Search("engineers", query.parse("engineer"), ("contoso",), ("team", "me"), version="1"),
        Search("chefs", query.parse("chef"), ("contoso",), ("me",), version="1"),
    ]
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(f"sqlite:///{tmp_path}/alertbot.db")
    one.set_operator("team")
    one.destinations.sync(
        [Destination("team", "#jobs", "slack-1"), Destination("me", "42", "telegram-1")], NOW
    )
    one.polls.sync_sources({"contoso": "1"}, NOW)
    one.polls.sync_searches(SEARCHES, NOW)
    yield one
    one.close()


def posting(number: int, title: str = "Engineer") -> Posting:
    return Posting(
        "contoso",
        str(number),
        f"https://x.example/{number}",
        f"{title} {number}",
        posted_at=NOW - timedelta(days=number),
        description=f"What number {number} does all day. " * 10,
    )


def remember(store: Store, *postings: Posting, now: datetime = NOW, seen: int = 0) -> int:
    """A poll that shows `postings`, and those of number 1 to `seen` as they were."""
    state = store.polls.state("contoso")
    ids = {one.external_id for one in postings} | {str(n) for n in range(1, seen + 1)}
    remembered = store.polls.remember(
        Poll("contoso", postings, frozenset(ids), complete=True, first=not state.seeded),
        {one.external_id: one.title.encode() for one in postings},
        {"https://x.example/": Validators(etag='"1"')},
        SEARCHES,
        now=now,
        next_poll_at=now + timedelta(minutes=15),
    )
    return remembered.alerts


def seeded(store: Store) -> Store:
    """With three engineers known, and the summaries of them delivered."""
    remember(store, *(posting(n) for n in (1, 2, 3)))
    store.outbox.release_summaries(NOW)
    for claimed in store.outbox.claim(PACE, now=NOW, limit=9):
        answer(store, claimed, Delivered("1"))
    return store


def answer(store: Store, claimed: Claimed, outcome: Outcome, now: datetime = NOW) -> bool:
    settled = settle(claimed.delivery, outcome, now=now, chance=0.5)
    return store.outbox.settle(claimed, settled, type(outcome).__name__, now)


def claim(store: Store, at: float) -> list[Claimed]:
    return store.outbox.claim(PACE, now=NOW + at * SECOND, limit=9)


# -- summaries and alerts ---------------------------------------------------------------------


def test_a_first_poll_is_one_summary_a_destination_with_a_section_a_search(store: Store) -> None:
    remember(store, *(posting(number) for number in range(1, 21)))
    assert claim(store, 0) == [], "it gathers"
    store.outbox.release_summaries(NOW)
    summaries = {one.channel: one.alert for one in claim(store, 0)}
    mine, team = summaries["me"], summaries["team"]
    assert isinstance(mine, Summary)
    assert isinstance(team, Summary)
    assert {section.search: section.total for section in mine.sections} == {
        "engineers": 20,
        "chefs": 0,
    }
    (section,) = team.sections
    assert [one.title for one in section.best] == [f"Engineer {n}" for n in (1, 2, 3, 4, 5)]


def test_two_new_sources_gather_in_one_summary_and_a_failed_one_is_counted(store: Store) -> None:
    store.polls.sync_sources({"contoso": "1", "gone": "1"}, NOW)
    remember(store, posting(1))
    store.outbox.release_summaries(NOW)
    (one, _) = claim(store, 0)
    assert isinstance(one.alert, Summary)
    assert one.alert.unread == 1


def test_a_later_poll_is_one_delivery_an_opening_and_destination(store: Store) -> None:
    assert remember(seeded(store), posting(4), seen=3) == 2
    assert remember(store, posting(4), seen=3) == 0, "the same again is no news"
    alerts = [one.alert for one in claim(store, 5)]
    assert len(alerts) == 2
    assert all(isinstance(alert, OpeningAlert) for alert in alerts)


def test_remembering_and_enqueueing_is_one_transaction(store: Store) -> None:
    seeded(store)
    with sqlite3.connect(store.file) as raw:
        raw.execute("CREATE TRIGGER no BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT,'no'); END")
    with pytest.raises(StoreError):
        remember(store, posting(4), seen=3)
    assert "4" not in store.polls.state("contoso").fingerprints
    with sqlite3.connect(store.file) as raw:
        raw.execute("DROP TRIGGER no")
    assert remember(store, posting(4), seen=3) == 2


def test_a_changed_search_is_matched_again_as_a_summary(store: Store) -> None:
    seeded(store)
    changed = Search("chefs", query.parse("engineer"), ("contoso",), ("me",), version="2")
    store.polls.sync_searches(Searches([SEARCHES.by_name["engineers"], changed]), NOW)
    store.outbox.release_summaries(NOW)
    (one,) = claim(store, 5)
    assert isinstance(one.alert, Summary)
    assert [(s.search, s.total) for s in one.alert.sections] == [("chefs", 3)]


def test_a_source_that_looks_at_another_board_is_new(store: Store) -> None:
    seeded(store)
    store.polls.sync_sources({"contoso": "2"}, NOW)
    state = store.polls.state("contoso")
    assert (state.seeded, state.known_open, state.validators) == (False, 0, {})
    assert remember(store, posting(7), posting(8)) == 0, "what it shows is summarised"
    store.outbox.release_summaries(NOW)
    (summary, _) = claim(store, 5)
    assert isinstance(summary.alert, Summary)
    assert remember(store, posting(9), posting(7), posting(8)) == 2


# -- life -------------------------------------------------------------------------------------


def test_absence_counts_through_an_unchanged_poll_and_closes(store: Store) -> None:
    seeded(store)
    remember(store, seen=2)
    assert store.polls.state("contoso").known_open == 3
    store.polls.unchanged("contoso", now=NOW, next_poll_at=NOW)
    assert store.polls.state("contoso").known_open == 2
    remember(store, seen=3)
    assert store.polls.state("contoso").known_open == 3, "and it may come back"


def test_a_source_that_fails_is_told_once_and_once_when_it_is_back(store: Store) -> None:
    seeded(store)
    for _ in range(5):
        store.polls.failed("contoso", "500", now=NOW, next_poll_at=NOW, wait_until=None)
    remember(store, seen=3)
    said = []
    for at in range(5, 20):
        for one in claim(store, at):
            assert isinstance(one.alert, Notice)
            said.append((one.channel, one.alert.text))
            answer(store, one, Delivered("1"))
    assert [channel for channel, _ in said] == ["team", "team"]
    assert "has failed 3 times" in said[0][1]
    assert "back" in said[1][1]


# -- the outbox -------------------------------------------------------------------------------


def test_what_is_claimed_is_claimed_once_until_its_lease_is_over(store: Store) -> None:
    remember(seeded(store), posting(4), posting(5), seen=3)
    first = claim(store, 5)
    assert {one.channel for one in first} == {"team", "me"}, "one a destination"
    assert claim(store, 7) == []
    again = claim(store, 6 + LEASE.total_seconds())
    assert {one.delivery.id for one in again} == {one.delivery.id for one in first}
    assert all(one.delivery.uncertain for one in again)
    assert not answer(store, first[0], Delivered("late")), "the first one's lease is lost"
    assert answer(store, again[0], Delivered("1"))


def test_the_holder_of_the_lock_frees_what_a_dead_process_was_sending(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    claim(store, 5)
    assert store.outbox.free_leases() == 2
    assert all(one.delivery.uncertain for one in claim(store, 7))


def test_pace_and_throttling_hold_one_destination_and_no_other(store: Store) -> None:
    remember(seeded(store), *(posting(n) for n in (4, 5, 6)), seen=3)
    by_channel = {one.channel: one for one in claim(store, 5)}
    answer(store, by_channel["team"], Throttled(30 * SECOND), NOW + 5 * SECOND)
    answer(store, by_channel["me"], Delivered("1"), NOW + 5 * SECOND)
    assert [one.channel for one in claim(store, 5.5)] == [], "one a second"
    assert [one.channel for one in claim(store, 6)] == ["me"]
    assert "team" not in {one.channel for one in claim(store, 34.9)}
    assert "team" in {one.channel for one in claim(store, 35)}


def test_a_refused_credential_pauses_all_that_share_it_and_no_other(store: Store) -> None:
    chats = [
        Destination("team", "#jobs", "slack-1"),
        Destination("second", "#more", "slack-1"),
        Destination("me", "42", "telegram-1"),
    ]
    store.destinations.sync(chats, NOW)
    remember(seeded(store), posting(4), posting(5), seen=3)
    for one in claim(store, 5):
        if one.channel == "team":
            answer(store, one, Rejected("invalid_auth", Scope.CREDENTIAL))
        else:
            answer(store, one, Delivered("1"))
    assert dict(store.destinations.paused()) == {"team": "invalid_auth", "second": "invalid_auth"}
    told = [row for row in store.outbox.listed() if row["kind"] == "notice"]
    assert [row["channel"] for row in told] == ["me"], "the operator's own channel is paused"
    waiting = [row for row in store.outbox.listed(State.PENDING) if row["channel"] == "team"]
    assert len(waiting) == 2, "its alerts stay"
    assert store.destinations.resume([], NOW + timedelta(days=3)) == ["team", "second"]
    assert {one.channel for one in claim(store, 3 * 86400 + 1)} >= {"team"}


def test_a_pause_does_not_age_what_waits(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    for one in claim(store, 5):
        answer(store, one, Rejected("channel_not_found", Scope.DESTINATION))
    after = NOW + timedelta(days=30)
    store.destinations.resume([], after)
    for one in store.outbox.claim(PACE, now=after + SECOND, limit=9):
        assert one.delivery.expires_at > after + timedelta(days=6)


def test_a_new_token_ends_the_pause(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    for one in claim(store, 5):
        answer(store, one, Rejected("invalid_auth", Scope.CREDENTIAL))
    assert len(store.destinations.paused()) == 2
    store.destinations.sync([Destination("team", "#jobs", "slack-2")], NOW)
    assert [channel for channel, _ in store.destinations.paused()] == ["me"]


def test_dead_letters_are_announced_once_and_can_be_retried_or_dropped(store: Store) -> None:
    remember(seeded(store), posting(4), posting(5), seen=3)
    at = 5.0
    while pending := [r for r in store.outbox.listed(State.PENDING) if r["kind"] == "opening"]:
        assert at < 60, pending
        for one in claim(store, at):
            refused = isinstance(one.alert, OpeningAlert)
            outcome = Rejected("no_text", Scope.MESSAGE) if refused else Failed("later")
            answer(store, one, outcome, NOW + at * SECOND)
        at += 1
    dead = store.outbox.listed(State.DEAD)
    assert [row["reason"] for row in dead] == ["no_text"] * 4
    notices = [row for row in store.outbox.listed() if row["kind"] == "notice"]
    assert len(notices) == 1, "a count, not a flood"
    assert store.outbox.drop([dead[0]["id"]]) == 1
    assert store.outbox.retry([], NOW) == 3
    assert store.outbox.listed(State.DEAD) == []


def test_a_channel_that_is_gone_from_the_configuration_waits_and_troubles_nobody(
    store: Store,
) -> None:
    remember(seeded(store), posting(4), seen=3)
    assert [one.channel for one in store.outbox.claim({"me": SECOND}, now=LATER, limit=9)] == ["me"]
    assert {channel for channel, _ in store.outbox.waiting(["me"])} == {"me"}
    assert [one.channel for one in store.outbox.claim(PACE, now=LATER, limit=9)] == ["team"]


# -- the file ---------------------------------------------------------------------------------


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    with sa.create_engine(f"sqlite:///{store.file}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    connection.engine.dispose()
    folder = str(Path(engine.__file__).with_name("migrations"))
    assert ScriptDirectory(folder).get_current_head() == engine.HEAD


def test_the_file_survives_a_power_cut(store: Store) -> None:
    with store._database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_it_is_opened_again_as_it_was(store: Store) -> None:
    seeded(store)
    again = Store(f"sqlite:///{store.file}")
    assert again.instance == store.instance
    assert len(again.polls.state("contoso").fingerprints) == 3
    again.close()


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "alertbot.db"
    file.write_bytes(b"this is no database, however much one hopes" * 100)
    before = file.read_bytes()
    with pytest.raises(StoreCorrupt, match="restore a backup"):
        Store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_later_schema_is_refused(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        Store(f"sqlite:///{store.file}")


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(StoreError, match="other tables"):
        Store(f"sqlite:///{tmp_path}/other.db")


def test_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path / "a.db"), RunLock(tmp_path / "a.db")
    first.acquire()
    with pytest.raises(StoreBusy, match="already runs"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
