"""What is dropped when, what is not, and that a prune says nothing to anybody."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from alertbot.config import Keep
from alertbot.identity import traces
from alertbot.life import Poll
from alertbot.model import Delivered, OpeningId, Posting, Rejected, Scope
from alertbot.store import Store
from alertbot.store import openings as opening_rows
from alertbot.store.forgetting import WIDTH
from alertbot.store.pruning import ABANDONED, prune
from alertbot.store.state import Healthy
from alertbot.store.tables import metadata
from tests.store.filled import (
    BOARD,
    NOW,
    PACE,
    SEARCHES,
    SECOND,
    answer,
    execute,
    posting,
    remember,
    seeded,
    shown,
)

DAY = timedelta(days=1)
KEEP = Keep()


def pruned(store: Store, now: datetime, keep: Keep = KEEP) -> Counter[str]:
    dropped: Counter[str] = Counter()
    for step in prune(store._database, keep, now):
        dropped[step.what] += step.count
    return +dropped


def rows(store: Store, table: str, columns: str = "count(*)") -> list[tuple[Any, ...]]:
    with store._database.read() as connection:
        found = connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1")
        return [tuple(row) for row in found]


def count(store: Store, table: str) -> int:
    ((found,),) = rows(store, table)
    assert isinstance(found, int)
    return found


def alerted(store: Store) -> Store:
    """With five engineers known, of whom the last two were alerted to both chats."""
    remember(seeded(store), posting(4), posting(5), seen=3)
    at = NOW + 2 * SECOND
    while taken := store.outbox.claim(PACE, now=at, limit=9):
        for claimed in taken:
            answer(store, claimed, Delivered("77"), at)
        at += 2 * SECOND
    return store


def closed(store: Store, *, left: int = 3, now: datetime = NOW) -> Store:
    """With the alerted ones taken from the board."""
    for _ in range(2):
        remember(store, now=now, seen=left)
    return store


def shown_again(store: Store, *postings: Posting, now: datetime, seen: int = 3) -> int:
    """A poll that reads what the store says is to be read. Answers how many alerts now wait."""
    before = count(store, "outbox WHERE kind = 'opening'")
    state = shown(store)
    new = [one for one in postings if state.is_new(one.external_id, one.title.encode())]
    ids = {one.external_id for one in postings} | {str(n) for n in range(1, seen + 1)}
    poll = Poll("contoso", tuple(new), frozenset(ids), complete=True, first=not state.seeded)
    read = {one.external_id: one.title.encode() for one in new}
    healthy = Healthy(poll, read, touched=state.touched(poll, now=now))
    store.polls.remember(healthy, SEARCHES, now=now, next_poll_at=now)
    return count(store, "outbox WHERE kind = 'opening'") - before


def test_what_is_young_or_listed_is_kept_whole(store: Store) -> None:
    closed(alerted(store))
    before = {table.name: count(store, table.name) for table in metadata.sorted_tables}
    assert not pruned(store, NOW + DAY)
    assert {table.name: count(store, table.name) for table in metadata.sorted_tables} == before
    for _ in range(2):  # what is listed is kept, however old
        pruned(store, NOW + 5000 * DAY)
    assert sorted(store.polls.glance("contoso").postings) == ["1", "2", "3"]
    with store._database.read() as connection:
        for opening in opening_rows.load(connection, [OpeningId(n) for n in (1, 2, 3)]).values():
            assert opening.description
            assert opening.closed_at is None
    assert count(store, "descriptions") == count(store, "sightings") == 3
    assert count(store, "attempts") == count(store, "outbox") == 0


def test_a_text_goes_first_and_is_read_again_when_its_posting_comes_back(store: Store) -> None:
    closed(alerted(store))
    assert pruned(store, NOW + 89 * DAY, Keep(polls=100 * DAY)) == {}
    assert pruned(store, NOW + 91 * DAY)["descriptions"] == 2
    assert count(store, "descriptions") == 3
    assert shown_again(store, posting(4), posting(5), now=NOW + 92 * DAY) == 0
    assert count(store, "descriptions") == 5
    with store._database.read() as connection:
        assert (
            opening_rows.load(connection, [OpeningId(4)])[OpeningId(4)].description
            == posting(4).description
        )


def test_the_details_go_then_and_it_is_still_the_same_opening(store: Store) -> None:
    closed(alerted(store))
    dropped = pruned(store, NOW + 366 * DAY)
    assert dropped["details of openings"] == 2
    assert dropped["traces"] == sum(len(set(traces(posting(n)))) for n in (4, 5))
    kept = rows(store, "postings", "external_id, content_hash, fingerprint, opening_id")
    assert [id for id, *_ in kept] == ["1", "2", "3", "4", "5"]
    assert [hash_ for _, hash_, *_ in kept][3:] == ["", ""]
    assert count(store, "sightings") == 3
    assert not pruned(store, NOW + 366 * DAY), "once is enough"
    assert shown_again(store, posting(4), posting(5), now=NOW + 367 * DAY) == 0
    with store._database.read() as connection:
        back = opening_rows.load(connection, [OpeningId(4), OpeningId(5)])
        assert [one.title for one in back.values()] == ["Engineer 4", "Engineer 5"]
        assert {one.closed_at for one in back.values()} == {None}
    assert count(store, "traces") > 0
    waiting = [row for row in store.outbox.listed() if row["state"] != "delivered"]
    assert waiting == [], "nobody hears of it a second time"


def test_alerts_leave_that_they_were_delivered_and_no_more(store: Store) -> None:
    closed(alerted(store))
    keep = Keep(alerts=7 * DAY)
    dropped = pruned(store, NOW + 8 * DAY, keep)
    assert (dropped["alerts"], dropped["summaries and notices"]) == (4, 2)
    listed = store.outbox.listed()
    assert [(row["state"], row["ref"]) for row in listed] == [("delivered", "")] * 4
    assert not pruned(store, NOW + 8 * DAY, keep)
    assert shown_again(store, posting(4), now=NOW + 9 * DAY) == 0


def test_in_the_end_ids_are_forgotten_and_are_new_ones_after_that(store: Store) -> None:
    closed(alerted(store))
    dropped = pruned(store, NOW + 1096 * DAY)
    assert dropped["openings"] == 2
    assert sorted(store.polls.glance("contoso").postings) == ["1", "2", "3"]
    assert count(store, "outbox") == count(store, "attempts") == 0
    led_to = rows(store, "traces", "DISTINCT opening_id")
    assert led_to == [(1,), (2,), (3,)]
    assert shown_again(store, posting(4), now=NOW + 1097 * DAY) == 2
    assert max(rows(store, "openings", "id"))[0] == 6, "an id is not used again"


def test_what_a_board_still_shows_is_never_forgotten(store: Store) -> None:
    """Its last day is over, so it is closed; forgotten, it would be new at the next poll."""
    execute(alerted(store), f"UPDATE postings SET valid_through = {_ms(NOW)}")
    store.polls.expire(SEARCHES, NOW + 2 * DAY)
    assert count(store, "openings WHERE closed_at IS NOT NULL") == 5
    pruned(store, NOW + 5000 * DAY)
    pruned(store, NOW + 5001 * DAY)
    assert len(store.polls.glance("contoso").postings) == 5
    later = [posting(n) for n in range(1, 6)]
    assert shown_again(store, *later, now=NOW + 5002 * DAY) == 0


def test_what_waits_keeps_what_it_needs(store: Store) -> None:
    remember(seeded(store), posting(4), posting(5), seen=3)
    closed(store)
    first, second = store.outbox.claim(PACE, now=NOW + SECOND, limit=9)
    answer(store, first, Rejected("no", Scope.MESSAGE), NOW + SECOND)
    answer(store, second, Delivered("1"), NOW + SECOND)
    pruned(store, NOW + 5000 * DAY)
    states = Counter(row["state"] for row in store.outbox.listed())
    assert states["pending"] == 3
    taken = store.outbox.claim(PACE, now=NOW + 5001 * DAY, limit=9)
    assert taken
    for claimed in taken:
        assert claimed.alert is not None
    assert count(store, "descriptions") == 5


def test_a_dead_letter_keeps_its_opening_and_not_the_text(store: Store) -> None:
    closed(alerted(store))
    execute(store, "UPDATE outbox SET state = 'dead' WHERE opening_id = 4")
    pruned(store, NOW + 5000 * DAY)
    assert sorted(store.polls.glance("contoso").postings) == ["1", "2", "3", "4"]
    assert count(store, "descriptions") == 3
    assert store.outbox.retry([], NOW + 5000 * DAY) == 2
    taken = store.outbox.claim(PACE, now=NOW + 5001 * DAY, limit=9)
    assert [one.alert is not None for one in taken] == [True, True]


def test_what_a_person_has_joined_or_split_is_known_for_ever(store: Store) -> None:
    closed(alerted(store))
    execute(
        store,
        "UPDATE openings SET by_hand = (1 = 1) WHERE id = 4",
        "INSERT INTO openings (first_seen_at, closed_at, by_hand, merged_into) "
        f"VALUES ({_ms(NOW)}, {_ms(NOW)}, (1 = 1), 4)",
    )
    pruned(store, NOW + 5000 * DAY)
    assert sorted(store.polls.glance("contoso").postings) == ["1", "2", "3", "4"]
    with store._database.read() as connection:
        merged = opening_rows.load(connection, [OpeningId(6)])
    assert merged[OpeningId(6)].title == "Engineer 4"
    assert count(store, "descriptions") == 3


def test_the_polls_that_say_what_is_usual_are_kept(store: Store) -> None:
    seeded(store)
    for day in range(70):
        store.polls.failed("contoso", "no", now=NOW + day * DAY, next_poll_at=NOW, wait_until=None)
    assert pruned(store, NOW + 1000 * DAY)["polls"] == 21
    assert count(store, "polls") == 50


def test_attempts_go_when_their_delivery_has_ended_long_ago(store: Store) -> None:
    alerted(store)
    remember(store, posting(6), seen=5)
    (claimed,) = store.outbox.claim({"me": SECOND}, now=NOW + 9 * SECOND, limit=1)
    assert answer(store, claimed, Rejected("gone", Scope.DESTINATION), NOW)
    assert pruned(store, NOW + 91 * DAY)["attempts"] == 6
    assert count(store, "attempts") == 1, "that one still waits"


def test_a_notice_that_waited_long_ages_from_its_delivery(store: Store) -> None:
    seeded(store)
    for _ in range(3):
        store.polls.failed("contoso", "no", now=NOW, next_poll_at=NOW, wait_until=None)
    late = NOW + 300 * DAY
    (claimed,) = store.outbox.claim(PACE, now=late, limit=9)
    assert answer(store, claimed, Delivered("7"), late)
    assert pruned(store, NOW + 366 * DAY)["summaries and notices"] == 2, "those of the seeding"
    assert pruned(store, late + 366 * DAY)["summaries and notices"] == 1


def test_what_is_no_longer_configured_ages_from_its_last_poll(store: Store) -> None:
    alerted(store)
    store.register.sync_sources({"northwind": BOARD}, NOW)
    assert not pruned(store, NOW + ABANDONED - DAY)
    assert pruned(store, NOW + ABANDONED + DAY)["postings of sources that are gone"] == 5
    assert count(store, "openings WHERE closed_at IS NULL") == 0
    before = len(store.outbox.listed())
    store.register.sync_sources({"contoso": BOARD}, NOW + 40 * DAY)
    board = [posting(n) for n in range(1, 6)]
    assert shown_again(store, *board, now=NOW + 40 * DAY, seen=5) == 0, "it is summarised"
    assert count(store, "openings WHERE closed_at IS NULL") == 5
    kinds = Counter(row["kind"] for row in store.outbox.listed()[before:])
    assert set(kinds) <= {"summary"}


def test_no_step_takes_more_than_its_share(store: Store) -> None:
    seeded(store)
    many = WIDTH + 500
    empty = "''::bytea" if store._database.shared else "x''"
    execute(
        store,
        "INSERT INTO openings (id, first_seen_at, closed_at, by_hand) "
        f"WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < {99 + many}) "
        f"SELECT i, {_ms(NOW)}, {_ms(NOW)}, (1 = 0) FROM n",
        "INSERT INTO postings (source, external_id, opening_id, fingerprint, content_hash, "
        "revision, fields, first_seen_at, absences, undetailed, closed_at) "
        f"SELECT 'contoso', 'x' || id, id, {empty}, 'h', 'r', '{{}}', first_seen_at, 2, 0, "
        "closed_at "
        "FROM openings WHERE id >= 100",
    )
    looks = list(prune(store._database, KEEP, NOW + DAY))
    assert [step.count for step in looks if step.what == "openings"] == [0, 0], "steps, too"
    steps = list(prune(store._database, KEEP, NOW + 5000 * DAY))
    assert sum(step.count for step in steps if step.what == "openings") == many
    assert max(step.count for step in steps) <= 100
    assert count(store, "openings") == 3


def test_cut_off_it_goes_on_the_next_time(store: Store) -> None:
    closed(alerted(store))
    for taken in range(1, 12):
        steps = prune(store._database, KEEP, NOW + 1096 * DAY)
        for _ in range(taken):
            next(steps, None)
        del steps
    pruned(store, NOW + 1096 * DAY)
    assert sorted(store.polls.glance("contoso").postings) == ["1", "2", "3"]


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
