"""A search that is changed tells each chat what that chat does not know yet, in one summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from alertbot import query
from alertbot.config import Search
from alertbot.errors import StoreError
from alertbot.model import Delivered, OpeningAlert, Posting, Section, Summary
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.tables import searches
from tests.store.boards import Boards, named
from tests.store.filled import NOW, PACE, answer, execute, refusing

TITLES = ("Cloud", "Data", "Network", "Radio", "Power", "Rail", "Steel", "Marine")


def board(*some: str, kind: str = "Engineer") -> tuple[Posting, ...]:
    found = (named(f"{kind} {name}", f"{name} {kind}") for name in some)
    return tuple(replace(one, posted_at=NOW - timedelta(days=1)) for one in found)


def wanted(**queries: str) -> Searches:
    """Searches of these queries for both chats."""
    return Searches(search(name, text) for name, text in queries.items())


def search(name: str, text: str, *to: str) -> Search:
    return Search(name, query.parse(text), ("contoso",), to or ("me", "team"), version=text)


def deliver(store: Store, boards: Boards) -> list[tuple[str, object]]:
    """All that waits, delivered: channel and alert."""
    store.outbox.release_summaries(boards.now)
    found: list[tuple[str, object]] = []
    for _ in range(40):
        boards.now += timedelta(seconds=5)
        claimed = store.outbox.claim(PACE, now=boards.now, limit=9)
        if not claimed:
            return found
        for one in claimed:
            found.append((one.channel, one.alert))
            answer(store, one, Delivered("1"), boards.now)
    raise AssertionError("it never ends")


def sections(store: Store, boards: Boards) -> dict[str, list[Section]]:
    """What summaries say, by channel; there is one each at most, and nothing else."""
    said = deliver(store, boards)
    found = dict(said)
    assert len(found) == len(said), "one message a chat"
    result = {}
    for channel, alert in found.items():
        assert isinstance(alert, Summary)
        result[channel] = list(alert.sections)
    return result


def figures(some: list[Section]) -> list[tuple[str, int, int, int]]:
    return [(one.search, one.total, one.known, len(one.best)) for one in some]


@pytest.fixture
def boards(store: Store) -> Boards:
    """Three cooks told one by one to both chats, after a board of eight engineers."""
    some = Boards(store, wanted(s="cook"), "contoso")
    some.show(*board(*TITLES))
    deliver(store, some)
    some.show(*board(*TITLES), *board("Ship", "Chief", "Night", kind="Cook"))
    told = deliver(store, some)
    assert len(told) == 6
    assert all(isinstance(alert, OpeningAlert) for _, alert in told)
    return some


def change(boards: Boards, now: Searches) -> None:
    boards.searches = now
    boards.store.register.sync_searches(now, boards.now)


def test_it_names_what_is_not_known_and_counts_the_rest(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook OR engineer"))
    said = sections(store, boards)
    assert {channel: figures(some) for channel, some in said.items()} == {
        "me": [("s", 8, 3, 5)],
        "team": [("s", 8, 3, 5)],
    }
    assert {one.title.split()[1] for one in said["me"][0].best} == {"Engineer"}


def test_what_it_named_is_known_and_what_it_counted_is_not(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook OR engineer"))
    first = sections(store, boards)["me"][0].best
    change(boards, wanted(s="engineer"))
    (then,) = sections(store, boards)["me"]
    assert figures([then]) == [("s", 3, 5, 3)]
    assert not {one.id for one in first} & {one.id for one in then.best}
    change(boards, wanted(s="engineer OR cook"))
    assert figures(sections(store, boards)["me"]) == [("s", 0, 11, 0)]


def test_a_new_search_counts_all_that_fits(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook", more="cook OR engineer"))
    assert figures(sections(store, boards)["me"]) == [("more", 11, 0, 5)]


def test_each_chat_knows_what_it_was_told(store: Store, boards: Boards) -> None:
    some = Searches([search("s", "cook"), search("mine", "chef", "me")])
    change(boards, some)
    deliver(store, boards)
    boards.show(*board(*TITLES), *board("Ship", "Chief", "Night", kind="Cook"))
    change(boards, Searches([search("s", "engineer"), search("mine", "cook", "me", "team")]))
    said = sections(store, boards)
    assert figures(said["me"]) == [("s", 8, 0, 5), ("mine", 0, 3, 0)]
    assert figures(said["team"]) == [("s", 8, 0, 5), ("mine", 0, 3, 0)]


def test_what_waits_is_known_and_what_was_given_up_is_not(store: Store, boards: Boards) -> None:
    cooks = board("Ship", "Chief", "Night", "Pastry", "Grill", kind="Cook")
    boards.show(*board(*TITLES), *cooks)
    grill = boards.opening("Cook Grill").id
    execute(store, f"UPDATE outbox SET state = 'dead' WHERE opening_id = {grill}")
    change(boards, wanted(s="cook OR chef"))
    *_, payload = boards.payloads("summary")
    section = payload["sections"]["s"]
    assert (section["total"], section["known"]) == (1, 4)
    assert [id for _, id in section["best"]] == [grill]


def test_edited_again_before_it_went_it_is_said_once_and_as_it_is(
    store: Store, boards: Boards
) -> None:
    change(boards, wanted(s="cook OR engineer"))
    change(boards, wanted(s="engineer"))
    change(boards, wanted(s="engineer OR cook"))
    assert figures(sections(store, boards)["me"]) == [("s", 8, 3, 5)]


def test_a_start_with_the_same_searches_says_nothing(store: Store, boards: Boards) -> None:
    for _ in range(2):
        change(boards, wanted(s="cook"))
        assert deliver(store, boards) == []


def test_a_search_with_another_name_goes_on(store: Store, boards: Boards) -> None:
    with store._database.read() as connection:
        since = connection.execute(sa.select(searches.c.seeded_at)).scalar_one()
    change(boards, Searches([replace(search("cooks", "cook"), sources=("contoso", "copy"))]))
    assert deliver(store, boards) == []
    with store._database.read() as connection:
        rows = connection.execute(sa.select(searches.c.name, searches.c.seeded_at)).all()
    assert [tuple(row) for row in rows] == [("cooks", since)]
    boards.show(*board(*TITLES), *board("Ship", "Chief", "Night", "Pastry", kind="Cook"))
    assert len(deliver(store, boards)) == 2


def test_a_summary_that_waits_takes_the_new_name(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook OR engineer", other="chef"))
    change(boards, wanted(t="cook OR engineer", other="pilot"))
    assert sorted(figures(sections(store, boards)["me"])) == [("other", 0, 0, 0), ("t", 8, 3, 5)]


def test_two_searches_may_swap_their_names(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook", e="engineer"))
    deliver(store, boards)
    change(boards, wanted(s="engineer", e="cook"))
    said = sections(store, boards)["me"]
    assert figures(said) == [("s", 3, 5, 3), ("e", 0, 3, 0)]


def test_what_fails_in_the_middle_comes_once(store: Store, boards: Boards) -> None:
    now = wanted(s="cook OR engineer")
    with refusing(store, "searches"), pytest.raises(StoreError):
        store.register.sync_searches(now, boards.now)
    assert deliver(store, boards) == []
    change(boards, now)
    assert figures(sections(store, boards)["me"]) == [("s", 8, 3, 5)]
    change(boards, now)
    assert deliver(store, boards) == []


def test_what_was_summarised_is_not_alerted_afterwards(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook OR engineer"))
    deliver(store, boards)
    boards.show(*board(*TITLES), *board("Ship", "Chief", "Night", kind="Cook"))
    assert deliver(store, boards) == []


def test_what_a_summary_that_waits_names_is_known(store: Store, boards: Boards) -> None:
    change(boards, wanted(s="cook", more="cook OR engineer"))
    waiting = boards.payloads("summary")[-1]["sections"]["more"]
    names = {id for _, id in waiting["best"]}
    change(boards, wanted(s="engineer OR cook", more="cook OR engineer"))
    cooks = {boards.opening(f"Cook {name}").id for name in ("Ship", "Chief", "Night")}
    known = len(names | cooks)
    rest = 11 - known
    assert figures(sections(store, boards)["me"])[1:] == [("s", rest, known, min(rest, 5))]
    assert known > len(cooks)
