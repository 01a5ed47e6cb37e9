"""Polls that are doubted or held, what is kept of each, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from alertbot.life import Belief
from alertbot.model import Life, Place, Posting
from alertbot.store import Store, bursts
from alertbot.store.contents import BURST
from alertbot.store.destinations import Destination
from alertbot.store.tables import outbox, polls, sources
from tests.store.boards import Boards, engineers, named
from tests.store.filled import NOW, posting
from tests.story import FIELDS


@pytest.fixture
def boards(store: Store) -> Boards:
    return Boards(store, engineers(sources=("contoso",)), "contoso")


def many(count: int, kind: str = "Chef") -> list[Posting]:
    return [named(f"{kind} {field}", f"{field} {kind}") for field in FIELDS[:count]]


def history(boards: Boards) -> list[tuple[str, int, int, int]]:
    """Of each row: the verdict, how many quiet polls went before, what was new and what closed."""
    c = polls.c
    with boards.store._database.read() as connection:
        rows = connection.execute(sa.select(c.verdict, c.quiet, c.new, c.closed).order_by(c.id))
        return [tuple(row) for row in rows]


def calm(boards: Boards, board: list[Posting], times: int = 5) -> None:
    boards.show(*board)
    for _ in range(times):
        boards.show(*board)


# -- what is kept ---------------------------------------------------------------------------


def test_polls_that_bring_something_have_a_row_and_the_quiet_ones_are_counted(
    boards: Boards,
) -> None:
    boards.show(*many(9))
    boards.show(*many(9))
    boards.show_the_same()
    boards.show(*many(9, "Engineer")[:1], *many(9))
    boards.store.polls.failed(
        "contoso", "500", now=boards.now, next_poll_at=boards.now, wait_until=None
    )
    boards.show(*many(9), complete=False)
    boards.show(*many(9))
    boards.show_the_same()
    assert history(boards) == [
        (Belief.SEEDED, 0, 9, 0),
        (Belief.BELIEVED, 2, 1, 0),
        (Belief.FAILED, 0, 0, 0),
        (Belief.BELIEVED, 1, 0, 0),
        (Belief.BELIEVED, 0, 0, 1),
    ]
    boards.show_the_same()
    with boards.store._database.read() as connection:
        assert connection.execute(sa.select(sources.c.quiet)).scalar_one() == 1


# -- doubts ---------------------------------------------------------------------------------


def test_a_third_of_a_board_gone_at_once_closes_nothing_until_it_lasts(boards: Boards) -> None:
    board = many(9)
    calm(boards, board)
    for _ in range(23):
        boards.show(*board[:6])
    boards.show(*board[:6], complete=False)
    assert boards.happened("Chef Site") == [Life.NEW]
    boards.show(*board[:6])
    boards.show(*board[:6])
    boards.show(*board[:6])
    assert boards.happened("Chef Site") == [Life.NEW, Life.CLOSED]
    lasting, over = boards.notices()
    assert "3 of the 9 postings that it listed are gone at once" in lasting
    assert over == "Source contoso is believed again."
    assert [row[0] for row in history(boards)].count(Belief.DOUBTFUL) == 23


def test_a_doubt_that_passes_is_told_to_nobody_and_leaves_nothing(boards: Boards) -> None:
    board = many(9)
    calm(boards, board)
    for _ in range(2):
        boards.show(*board[:3])
        boards.show(*board[:3])
        boards.show(*board)
    assert boards.notices() == []
    assert all(boards.happened(one.external_id) == [Life.NEW] for one in board)


def test_what_is_new_in_a_doubtful_poll_is_alerted(boards: Boards) -> None:
    calm(boards, many(9))
    assert boards.show(*many(2, "Engineer")).alerts == 2
    assert history(boards)[-1] == (Belief.DOUBTFUL, 5, 2, 0)


def test_a_small_board_may_change_and_an_empty_place_too(boards: Boards) -> None:
    boards.show(named("1", "Chef"))
    boards.show(named("2", "Gardener"))
    boards.show(named("2", "Gardener"))
    assert boards.happened("1") == [Life.NEW, Life.CLOSED]


# -- bursts ---------------------------------------------------------------------------------


def test_a_burst_is_held_reported_and_released_as_alerts(boards: Boards) -> None:
    calm(boards, many(3))
    outcome = boards.show(*many(3), *many(20, "Engineer"))
    assert (outcome.new, outcome.alerts, outcome.held) == (20, 0, 20)
    assert boards.said() == []
    (notice,) = boards.notices()
    assert "shows 20 new openings at once" in notice
    assert "20 alerts are held" in notice
    assert history(boards)[-1] == (Belief.BURST, 5, 20, 0)
    more = [*many(3), *many(20, "Engineer"), named("1", "Locomotive Engineer")]
    assert boards.show(*more).alerts == 1, "what comes after it is alerted as ever"
    with boards.store._database.write() as connection:
        (held,) = bursts.held(connection, "contoso")
        assert held.openings == 20
        bursts.end(connection, held.id, "contoso", "alerts", boards.searches, boards.now)
        assert bursts.held(connection) == []
    assert len(boards.said()) == 21


@pytest.mark.parametrize(("ending", "told"), [("summary", 20), ("dropped", None)])
def test_a_burst_ends_as_a_summary_or_unsaid(
    boards: Boards, ending: bursts.Ending, told: int | None
) -> None:
    calm(boards, many(3))
    boards.store.outbox.release_summaries(boards.now)
    with boards.store._database.write() as connection:
        connection.execute(outbox.update().values(state="delivered"))
    boards.show(*many(3), *many(20, "Engineer"))
    with boards.store._database.write() as connection:
        (held,) = bursts.held(connection)
        bursts.end(connection, held.id, "contoso", ending, boards.searches, boards.now)
    first, *later = (one["sections"] for one in boards.payloads("summary"))
    assert first["engineers"]["total"] == 0
    totals = [sections[f"engineers{BURST}contoso"]["total"] for sections in later]
    assert totals == ([] if told is None else [told])
    assert boards.said() == []


def test_a_burst_that_nobody_waits_for_is_not_reported(boards: Boards) -> None:
    calm(boards, many(3))
    assert boards.show(*many(3), *many(25, "Gardener")).held == 0
    assert boards.notices() == []
    with boards.store._database.read() as connection:
        assert bursts.held(connection) == []


def test_neither_a_new_source_nor_thirty_cities_nor_a_board_still_unknown_bursts(
    boards: Boards,
) -> None:
    board = [*many(3), *many(20, "Engineer")]
    boards.show(*many(3))
    assert boards.show(*board).alerts == 20, "what is usual is not known yet"
    for _ in range(5):
        boards.show(*board)
    cities = [
        replace(named(f"c{n}", "Locomotive Engineer"), places=(Place(f"City {n}", f"City {n}"),))
        for n in range(30)
    ]
    outcome = boards.show(*board, *cities)
    assert (outcome.new, outcome.joined, outcome.alerts, outcome.held) == (1, 29, 1, 0)


# -- what it costs --------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The write-ahead log of the store that `small` is."""
    return tmp_path / "small.db-wal"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Boards]:
    store = Store(f"sqlite:///{tmp_path}/small.db")
    store.destinations.sync([Destination("me", "42", "telegram-1")], NOW)
    yield Boards(store, engineers(sources=("contoso",)), "contoso")
    store.close()


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that the store makes within it."""
    said: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    engine = store._database._engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    yield said
    sa.event.remove(engine, "before_cursor_execute", hear)


def test_an_unchanged_poll_writes_one_page(small: Boards, log: Path) -> None:
    small.show(*many(20))
    before = log.stat().st_size
    with statements(small.store) as said:
        small.show_the_same()
    assert log.stat().st_size - before <= 4096 + 24
    assert [one.split()[0] for one in said].count("UPDATE") == 1


@pytest.mark.slow
def test_a_poll_costs_by_what_is_new_and_not_by_what_is_known(small: Boards) -> None:
    board = [posting(number) for number in range(2_000)]
    small.show(*board)
    small.show(*board)
    with statements(small.store) as idle:
        small.show(*board)
    with statements(small.store) as said:
        outcome = small.show(*board, *(posting(number, "Chef") for number in range(5_000, 5_020)))
    assert outcome.new == 20
    assert len(idle) < 20
    assert len(said) < len(idle) + 20 * 6


def test_an_opening_is_not_read_for_a_posting_that_stays_as_it_is(boards: Boards) -> None:
    boards.show(*many(20))
    with statements(boards.store) as said:
        boards.show(*many(20))
    assert not any("FROM descriptions" in one or "FROM openings" in one for one in said)
