"""Deliveries: claimed once, paced, paused, given up, and brought back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import LEASE, State
from alertbot.model import (
    Delivered,
    Failed,
    OpeningAlert,
    Rejected,
    Scope,
    Throttled,
)
from alertbot.store import Store
from alertbot.store.destinations import Destination
from tests.store.filled import (
    LATER,
    NOW,
    PACE,
    SECOND,
    answer,
    claim,
    execute,
    posting,
    remember,
    seeded,
)


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


def test_a_clock_that_counts_microseconds_loses_no_lease(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    for one in claim(store, 5.123456):
        assert answer(store, one, Delivered("1")), "the database keeps milliseconds"


def test_the_holder_of_the_lock_frees_what_a_dead_process_was_sending(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    claim(store, 5)
    if store._database.shared:
        assert store.outbox.free_leases() == 0, "another process may still be sending it"
    else:
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
    assert {row["title"] for row in dead} == {"Engineer 4", "Engineer 5"}
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


def test_what_the_caller_still_works_on_is_not_claimed_whatever_its_lease_says(
    store: Store,
) -> None:
    remember(seeded(store), posting(4), seen=3)
    held = frozenset(one.delivery.id for one in claim(store, 5))
    much_later = NOW + timedelta(days=1)
    assert store.outbox.claim(PACE, now=much_later, limit=9, held=held) == []
    assert len(store.outbox.claim(PACE, now=much_later, limit=9)) == 2


def test_a_damaged_alert_stops_no_other(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    execute(store, "UPDATE outbox SET payload = '[1]' WHERE opening_id = 4 AND destination_id = 1")
    alerts = {one.channel: one.alert for one in claim(store, 5)}
    assert alerts["team"] is None
    assert isinstance(alerts["me"], OpeningAlert)


def test_claiming_reads_what_waits_and_not_what_was_delivered(store: Store) -> None:
    plans: list[str] = []
    shared = store._database.shared

    def explain(_: object, cursor: Any, sql: str, arguments: object, *__: object) -> None:
        if sql.startswith("SELECT destinations.id"):
            if shared:  # of so few rows PostgreSQL would read all
                cursor.connection.execute("SET LOCAL enable_seqscan = off")
            how = "EXPLAIN" if shared else "EXPLAIN QUERY PLAN"
            found = cursor.connection.execute(f"{how} {sql}", arguments)
            plans.extend(str(row[-1]) for row in found)

    sa.event.listen(store._database._engine, "before_cursor_execute", explain)
    claim(store, 5)
    found = "\n".join(plans)
    assert found.count("outbox_waiting") >= 1, found
    assert found.count("outbox_sending") >= 1, found
    assert not re.search(r"Seq Scan on outbox\b|SCAN outbox\b(?!.* outbox_waiting)", found), found


def test_a_chat_that_takes_messages_again_backs_off_no_longer(store: Store) -> None:
    remember(seeded(store), *(posting(n) for n in (4, 5, 6)), seen=3)
    for at in (5, 6, 7):
        for one in claim(store, at):
            answer(store, one, Failed("no route"), NOW + at * SECOND)
    for one in claim(store, 60):
        answer(store, one, Failed("no route"), NOW + 60 * SECOND)
    assert claim(store, 62) != [], "the second of each had failed once"
    first, *_ = claim(store, 200)
    answer(store, first, Delivered("1"), NOW + 200 * SECOND)
    rows = [row for row in store.outbox.listed(State.PENDING) if row["channel"] == first.channel]
    assert rows
    assert all(row["not_before"] <= (NOW + 200 * SECOND).isoformat() for row in rows)
