"""Keys made anew: at once for a new database, in chunks for one that has postings."""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from alertbot.errors import StoreTooNew
from alertbot.identity import VERSION, content_hash, revision, traces
from alertbot.joining import SATURATED
from alertbot.model import OpeningId, Posting
from alertbot.store import Store, keys
from alertbot.store import traces as stored_traces
from alertbot.store.hand import Hand
from alertbot.store.keys import Keys
from alertbot.store.tables import descriptions, instance, openings, outbox, postings
from alertbot.store.tables import traces as trace_rows
from tests.store.filled import LATER, NOW, posting, remember, seeded

ODD = 4711
"""A key of another version, which leads astray."""
EARLIER = VERSION - 5  # not 0, which says that it is under way


def renew(store: Store) -> int:
    """Makes all keys anew. Answers in how many transactions."""
    times = 1
    while Keys(store._database).renew():
        times += 1
    return times


def count(store: Store, table: sa.Table) -> int:
    with store._database.read() as connection:
        found: int = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        return found


def keyed(store: Store) -> int:
    with store._database.read() as connection:
        found: int = connection.execute(sa.select(instance.c.keyed)).scalar_one()
        return found


def outdated(store: Store) -> Store:
    """With seven postings whose keys are those of another version."""
    remember(seeded(store), *(posting(number) for number in range(4, 8)), seen=3)
    with store._database.write() as connection:
        connection.execute(postings.update().values(content_hash="-", revision="-"))
        connection.execute(trace_rows.delete())
        connection.execute(trace_rows.insert().values(key=ODD, opening_id=1))
        connection.execute(instance.update().values(keyed=EARLIER))
    return store


def expected(store: Store) -> set[tuple[int, int]]:
    with store._database.read() as connection:
        rows = connection.execute(sa.select(postings.c.external_id, postings.c.opening_id)).all()
    return {(key, row.opening_id) for row in rows for key in traces(posting(int(row.external_id)))}


def stored(store: Store) -> set[tuple[int, int]]:
    with store._database.read() as connection:
        return {(row.key, row.opening_id) for row in connection.execute(sa.select(trace_rows))}


def test_a_new_database_has_the_version_at_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="alertbot.store.keys"):
        assert renew(store) == 1
    assert keyed(store) == VERSION
    assert caplog.messages == []
    assert renew(store) == 1


def test_all_keys_are_made_anew_with_one_line_in_the_log(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 3)
    alerts = count(outdated(store), outbox)
    with caplog.at_level(logging.INFO, logger="alertbot.store.keys"):
        assert renew(store) == 4
    assert caplog.messages == ["keys are made anew"]
    assert keyed(store) == VERSION
    assert stored(store) == expected(store)
    with store._database.read() as connection:
        for row in connection.execute(sa.select(postings)):
            one = posting(int(row.external_id))
            assert (row.content_hash, row.revision) == (content_hash(one), revision(one))
        assert not sa.inspect(connection).has_table("keying")
    assert count(store, outbox) == alerts


@pytest.mark.parametrize("done", [1, 2, 3])
def test_killed_half_way_it_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 3)
    outdated(store)
    for _ in range(done):
        assert Keys(store._database).renew()
    assert keyed(store) == 0
    assert renew(store) == 4 - done, "what is done is not done again"
    assert (keyed(store), stored(store)) == (VERSION, expected(store))


def test_what_was_begun_for_another_version_is_begun_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 3)
    with monkeypatch.context() as earlier:
        earlier.setattr(keys, "VERSION", EARLIER + 1)
        assert Keys(outdated(store)._database).renew()
    with store._database.write() as connection:
        connection.execute(trace_rows.insert().values(key=ODD, opening_id=2))
    assert renew(store) == 4
    assert (keyed(store), stored(store)) == (VERSION, expected(store))


def test_those_of_a_later_alertbot_are_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier process that is started anew in a rolling upgrade, and one half-way through it."""
    outdated(store)
    monkeypatch.setattr(keys, "AT_ONCE", 3)
    with monkeypatch.context() as later:
        later.setattr(keys, "VERSION", VERSION + 1)
        assert Keys(store._database).renew()
        half = stored(store)
        later.undo()
        with pytest.raises(StoreTooNew, match="keys of version 2, this one knows 1"):
            Keys(store._database).renew()
        later.setattr(keys, "VERSION", VERSION + 1)
        assert renew(store) > 0
    assert stored(store) > half
    with pytest.raises(StoreTooNew, match="keys of version 2, this one knows 1"):
        Keys(store._database).renew()


def test_two_at_once_do_it_together(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 1)
    outdated(store)
    other = Store(url)
    with ThreadPoolExecutor() as pool:
        times = sum(pool.map(renew, (store, other)))
    other.close()
    assert times == 7 + 2
    assert (keyed(store), stored(store)) == (VERSION, expected(store))


def test_a_kill_inside_a_transaction_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    outdated(store)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as fault:
        fault.setattr(stored_traces, "add", killed)
        with pytest.raises(KeyboardInterrupt):
            Keys(store._database).renew()
    assert (keyed(store), stored(store)) == (EARLIER, {(ODD, 1)})
    renew(store)
    assert stored(store) == expected(store)


def test_without_its_text_a_posting_keeps_the_keys_that_it_can(store: Store) -> None:
    outdated(store)
    with store._database.write() as connection:
        connection.execute(descriptions.delete())
    renew(store)
    whole, short = posting(1), replace(posting(1), description="")
    assert {(key, 1) for key in traces(short)} <= stored(store)
    assert set(traces(short)) < set(traces(whole))
    with store._database.read() as connection:
        row = connection.execute(sa.select(postings).limit(1)).one()
    assert (row.content_hash, row.revision) == ("-", revision(whole))


def test_one_of_which_the_id_alone_is_left_stays_so(store: Store) -> None:
    outdated(store)
    bare = {"source": "contoso", "external_id": "1", "url": "", "title": ""}
    with store._database.write() as connection:
        first = postings.update().where(postings.c.external_id == "1")
        connection.execute(first.values(fields=bare, content_hash="", revision=""))
    renew(store)
    assert not any(id == 1 for _, id in stored(store))
    with store._database.read() as connection:
        row = connection.execute(sa.select(postings).where(postings.c.external_id == "1")).one()
    assert (row.content_hash, row.revision) == ("", "")


def test_one_that_cannot_be_read_does_not_hold_up_the_others(store: Store) -> None:
    outdated(store)
    with store._database.write() as connection:
        first = postings.c.external_id == "1"
        connection.execute(postings.update().where(first).values(fields={"title": 1}))
    renew(store)
    assert stored(store) >= {(key, 2) for key in traces(posting(2))}
    assert keyed(store) == VERSION


def test_a_trace_that_leads_to_too_many_gets_no_more(store: Store) -> None:
    same = [alike(number) for number in range(1, SATURATED + 9)]
    remember(store, *same)
    with store._database.write() as connection:
        connection.execute(instance.update().values(keyed=0))
        connection.execute(trace_rows.delete())
    assert count(store, openings) > SATURATED
    renew(store)
    assert max(Counter(key for key, _ in stored(store)).values()) == SATURATED


def alike(number: int) -> Posting:
    """Postings of one company and title that two requisitions keep apart."""
    return replace(
        posting(number), title="Engineer", company="Contoso", requisition=f"R-{1000 + number}"
    )


def test_what_is_merged_meanwhile_has_its_traces(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 3)
    Keys(outdated(store)._database).renew()
    Hand(store._database).merge([OpeningId(5), OpeningId(1)], LATER)
    renew(store)
    assert stored(store) == expected(store)
    assert remember(store, replace(posting(1), external_id="70"), seen=7, now=LATER) == 0


def test_after_it_copies_are_found_as_before(store: Store) -> None:
    renew(outdated(store))
    copy = replace(posting(4), external_id="99")
    assert remember(store, copy, seen=7, now=NOW + timedelta(hours=1)) == 0
