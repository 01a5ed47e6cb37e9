"""Signs of life: a line a day that it is due on, once, whoever asks; and whether all is well."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from alertbot.delivery import MAX_AGE
from alertbot.errors import StoreError
from alertbot.model import Delivered, Rejected, Scope
from alertbot.store import Store
from alertbot.store.beats import LATE
from alertbot.store.tables import outbox, sources
from tests.store.filled import NOW, answer, claim, execute, posting, remember, seeded

MONDAY = date(2026, 6, 1)
WEEK = timedelta(days=7)


def said(store: Store) -> list[str]:
    beats = outbox.c.occasion.like("heartbeat/%")
    rows = sa.select(outbox.c.payload).where(beats).order_by(outbox.c.id)
    with store._database.read() as connection:
        return [payload["text"] for payload in connection.execute(rows).scalars()]


def beat(store: Store, weeks: int) -> bool:
    at = NOW + weeks * WEEK
    return store.beats.beat(MONDAY + weeks * WEEK, store.register.health(), at)


def test_a_line_a_week_and_none_before_there_is_something_to_say(store: Store) -> None:
    seeded(store)
    assert not beat(store, 0)
    remember(store, posting(7), now=NOW + timedelta(days=1))
    remember(store, now=NOW + timedelta(days=2), seen=3)
    for claimed in claim(store, 2 * 86400):
        answer(store, claimed, Delivered("1"), NOW + timedelta(days=2))
    assert [beat(store, 1) for _ in range(3)] == [True, False, False]
    (line,) = said(store)
    assert line.startswith("2 polls, ")
    assert line.endswith(" alerts, all well.")
    for claimed in claim(store, 8 * 86400):
        answer(store, claimed, Delivered("1"), NOW + 8 * timedelta(days=1))
    assert beat(store, 2)
    assert said(store)[1:] == [
        "0 polls, 0 alerts. Not well: nothing was read. `alertbot status` says more."
    ]


def test_it_counts_the_alerts_that_went_by_themselves_and_with_digests(store: Store) -> None:
    seeded(store)
    beat(store, 0)
    remember(store, posting(7), posting(8), now=NOW + timedelta(hours=1))
    told = 0
    for hour in range(2, 5):
        at = NOW + timedelta(hours=hour)
        for claimed in claim(store, hour * 3600):
            told += claimed.delivery.kind.value == "opening"
            answer(store, claimed, Delivered("1"), at)
    assert told
    beat(store, 1)
    assert f", {told} alerts, " in said(store)[0]


def test_another_process_and_another_start_say_it_no_second_time(store: Store, url: str) -> None:
    beat(store, 0)
    other = Store(url)
    other.set_operator("me")
    assert [beat(one, 1) for one in (other, store, other)] == [True, False, False]
    assert not beat(store, 0), "a clock that is set back by a week"
    assert beat(other, 60), "a clock that was wrong"
    assert beat(store, 2), "and put right"
    other.close()
    assert len(said(store)) == 3


def test_it_names_what_is_not_well(store: Store) -> None:
    seeded(store)
    beat(store, 0)
    for _ in range(3):
        store.polls.failed("contoso", "500", now=NOW, next_poll_at=NOW, wait_until=None)
    for claimed in claim(store, 100):
        answer(store, claimed, Rejected("gone", Scope.DESTINATION), NOW)
    beat(store, 1)
    (line,) = said(store)
    assert "1 source failing (contoso)" in line
    assert "is paused" in line


# -- whether all is well --------------------------------------------------------------------


def test_all_is_well_where_polls_succeed_and_nothing_is_late(store: Store) -> None:
    seeded(store)
    hour = timedelta(hours=1)
    assert store.beats.unwell(NOW - hour, NOW) == ""
    assert store.beats.unwell(NOW + hour, NOW + 2 * hour) == "no poll has succeeded for long"
    assert store.beats.unwell(None, NOW + hour / 2) == "", "it has only started"


def test_what_is_late_is_not_well_but_for_a_chat_that_is_paused(store: Store) -> None:
    seeded(store)
    claimed = claim(store, 100)
    remember(store, posting(7))
    for one in claimed:
        answer(store, one, Delivered("1"))
    with store._database.write() as connection:
        connection.execute(outbox.update().values(expires_at=NOW + MAX_AGE))
        connection.execute(sources.update().values(succeeded_at=NOW + LATE))
    assert store.beats.unwell(NOW, NOW + LATE - timedelta(seconds=1)) == ""
    late = store.beats.unwell(NOW, NOW + LATE)
    assert late == "alerts wait for long: 2", "one to each chat"
    execute(store, "UPDATE destinations SET paused_at = 1")
    assert store.beats.unwell(NOW, NOW + LATE) == ""


def test_a_database_that_cannot_be_written_is_not_well(store: Store) -> None:
    seeded(store)
    if store._database.shared:
        execute(
            store,
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''no''; END'",
            "CREATE TRIGGER no BEFORE UPDATE ON instance EXECUTE FUNCTION no()",
        )
    else:
        execute(
            store,
            "CREATE TRIGGER no BEFORE UPDATE ON instance BEGIN SELECT RAISE(ABORT, 'no'); END",
        )
    with pytest.raises(StoreError):
        store.beats.unwell(None, NOW)
