"""A board's life, as the store sees it: it falls silent, comes back, was never there, is gone. The
operator hears once of each, and once when it is over."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from alertbot.health import Failure, Failures, State
from alertbot.model import Posting
from alertbot.store import Store, alerts
from alertbot.store.register import Health, Watched
from alertbot.store.tables import outbox, sources
from tests.store.boards import DAY, HOUR, Boards, engineers, named
from tests.store.filled import BOARD, NOW


@pytest.fixture
def boards(store: Store) -> Boards:
    return Boards(store, engineers(sources=("contoso",)), "contoso")


def listen(boards: Boards) -> None:
    for _ in boards.store.upkeep.look_for_silence(boards.now):
        pass


def health(boards: Boards, name: str = "contoso") -> Health:
    return next(one for one in boards.store.register.health() if one.name == name)


def lives(boards: Boards, weeks: int, numbers: Iterator[int], board: list[Posting]) -> None:
    """So many weeks, from a Monday on, with a new posting each working day; listened to in each."""
    for _ in range(5 * weeks):
        board[:] = [*board[-3:], named(f"e{next(numbers)}", "Engineer")]
        boards.show(*board, after=DAY)
        if boards.now.weekday() == 4:
            listen(boards)
            boards.now += 2 * DAY


def stays(boards: Boards, weeks: int) -> None:
    """So many weeks without anything new."""
    for _ in range(weeks):
        boards.show_the_same(after=7 * DAY)
        listen(boards)


# -- silence --------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_year_of_a_board_that_falls_silent_twice(boards: Boards, url: str) -> None:
    numbers, board = itertools.count(), [named("e", "Engineer")]
    boards.show(*board)
    lives(boards, 12, numbers, board)
    assert boards.notices() == [], "it lives"
    stays(boards, 1)
    assert boards.notices() == [], "a week off"
    stays(boards, 5)
    (said,) = boards.notices()
    assert said.startswith("Source contoso is silent: nothing new since ")
    assert "each day" in said
    assert "`alertbot sources find ADDRESS`" in said
    assert health(boards).state is State.SILENT
    assert health(boards).detail.startswith("nothing new since ")

    again = Store(url)  # another start, or another process
    again.set_operator("team")
    boards.store.close()
    boards.store = again
    stays(boards, 4)
    assert len(boards.notices()) == 1, "it is said once"
    lives(boards, 12, numbers, board)
    assert boards.notices()[1:] == ["Source contoso shows new postings again."]
    assert health(boards).state is State.HEALTHY
    stays(boards, 3)
    assert len(boards.notices()) == 3, "one accident is no habit"
    again.close()


def test_a_board_of_one_posting_a_month_is_not_silent_for_two(boards: Boards) -> None:
    board = [named("e")]
    boards.show(*board)
    for number in range(8):
        stays(boards, 3)
        board.append(named(f"m{number}", "Engineer"))
        boards.show(*board, after=7 * DAY)
    stays(boards, 8)
    assert boards.notices() == []


def test_what_fails_is_not_silent_too(boards: Boards) -> None:
    numbers, board = itertools.count(), [named("e", "Engineer")]
    boards.show(*board)
    lives(boards, 6, numbers, board)
    for _ in range(10):
        boards.now += 7 * DAY
        boards.store.polls.failed(
            "contoso", "500", now=boards.now, next_poll_at=boards.now, wait_until=None
        )
        listen(boards)
    (said,) = boards.notices()
    assert said == "Source contoso has failed 3 times in a row: 500"
    boards.show(*board, named("new", "Engineer"), after=DAY)
    listen(boards)
    assert boards.notices()[1:] == ["Source contoso is back after 10 failed polls."]


# -- never anything -------------------------------------------------------------------------


def test_a_board_that_never_showed_anything_is_told_of_once(boards: Boards) -> None:
    boards.show()
    listen(boards)
    boards.show()
    listen(boards)
    assert boards.notices() == [], "it may be empty just now"
    for _ in range(5):
        boards.show()
        boards.show_the_same()
        listen(boards)
    (said,) = boards.notices()
    assert said.startswith("Source contoso is silent: it has never shown a posting")
    assert "a name that it does not know" in said
    boards.show(named("e", "Engineer"))
    assert boards.notices()[1:] == ["Source contoso shows new postings again."]
    assert health(boards).state is State.HEALTHY


def test_also_where_the_source_showed_something_before_its_name_was_changed(
    boards: Boards,
) -> None:
    boards.show(named("a"), named("b"))
    boards.now += DAY
    other = Watched("asks for another", BOARD.reads, BOARD.every)
    boards.store.register.sync_sources({"contoso": other}, boards.now)
    for _ in range(6):  # what it showed as another closes meanwhile
        boards.show()
        listen(boards)
    (said,) = boards.notices()
    assert "never shown a posting" in said
    boards.store.register.sync_sources({"contoso": BOARD}, boards.now)
    assert health(boards).silence == "", "it is another's"
    for _ in range(3):
        boards.show(named("a"), named("b"))
        listen(boards)
    assert len(boards.notices()) == 1


def test_a_board_that_emptied_over_time_is_not_taken_for_one_that_never_was(
    boards: Boards,
) -> None:
    boards.show(named("a"))
    for _ in range(9):
        boards.show(doubt="")
        listen(boards)
    assert boards.notices() == []


# -- gone -----------------------------------------------------------------------------------


def test_a_board_that_is_not_there_for_a_day_is_gone_and_told_of_once(boards: Boards) -> None:
    boards.show(named("a"))
    failures, states = Failures(), []
    for _ in range(15):
        boards.now += 2 * HOUR
        failures = failures.another(Failure.MISSING, boards.now)
        boards.store.polls.failed(
            "contoso",
            "boards.example: 404",
            now=boards.now,
            next_poll_at=boards.now,
            wait_until=None,
            failures=failures,
        )
        states.append(health(boards).state)
    assert states == [State.FAILING] * 12 + [State.GONE] * 3
    (said,) = boards.notices()
    assert "boards.example: 404" in said
    assert "`alertbot sources find ADDRESS`" in said
    assert boards.store.polls.state("contoso").failing == failures
    since = f"{boards.now - 28 * HOUR:%Y-%m-%d}"
    assert health(boards).detail == f"not there since {since}: boards.example: 404"
    boards.show(named("a"))
    assert health(boards).state is State.HEALTHY
    assert boards.notices()[1:] == ["Source contoso is back after 15 failed polls."]


# -- many at once ---------------------------------------------------------------------------


def test_a_network_that_is_down_is_few_messages_however_many_boards_there_are(
    store: Store,
) -> None:
    """Sixty boards fail in the course of an hour."""
    names = [f"board-{n}" for n in range(60)]
    store.register.sync_sources(dict.fromkeys(names, BOARD), NOW)
    with store._database.write() as connection:
        connection.execute(sources.update().values(failures=2, seeded_at=NOW, succeeded_at=NOW))
    for number, name in enumerate(names):
        at = NOW + number * timedelta(seconds=50)
        deliver(store, at)
        store.polls.failed(name, "no answer", now=at, next_poll_at=at, wait_until=None)
    first, second = (text.splitlines() for text in notices(store))
    assert len(first) == 1, "who waits is told at once"
    *some, last = second
    assert len(some) == alerts.NOTICE_LINES
    assert last == f"and {59 - len(some)} more: `alertbot sources` has all"


def deliver(store: Store, now: datetime) -> None:
    """As the dispatcher does with what is due."""
    with store._database.write() as connection:
        due = outbox.update().where(outbox.c.not_before <= now)
        connection.execute(due.values(state="delivered"))


def notices(store: Store) -> list[str]:
    rows = sa.select(outbox.c.payload).where(outbox.c.kind == "notice").order_by(outbox.c.id)
    with store._database.read() as connection:
        return [payload["text"] for payload in connection.execute(rows).scalars()]


def test_each_poll_is_counted(boards: Boards) -> None:
    boards.show(named("a"))
    boards.show(named("a"))
    boards.show_the_same()
    boards.store.polls.failed(
        "contoso", "no", now=boards.now, next_poll_at=boards.now, wait_until=None
    )
    with boards.store._database.read() as connection:
        polled = sa.select(sources.c.polled).where(sources.c.name == "contoso")
        assert connection.execute(polled).scalar_one() == 4
