"""Which postings' pages are looked at, and what is remembered of it, on either database."""

from __future__ import annotations

import pytest

from alertbot.model import Life
from alertbot.store import Store
from tests.store.boards import DAY, HOUR, Boards, engineers, named

TITLES = ("Gardener", "Baker", "Glazier", "Roofer", "Tailor")


@pytest.fixture
def boards(store: Store) -> Boards:
    """A window that has shown five, and shows the last."""
    one = Boards(store, engineers())
    five = [named(str(number), title) for number, title in enumerate(TITLES)]
    for count in range(1, 6):
        one.show(*five[:count], window=True)
    one.show(five[4], window=True)
    return one


def due(boards: Boards, at: str = "http") -> list[str]:
    found = boards.store.polls.scrolled("contoso", frozenset("4"), at=at, now=boards.now)
    return [one.external_id for one in found]


def look(boards: Boards, *ids: str, gone: str = "") -> None:
    boards.store.polls.looked("contoso", ids, gone, boards.searches, now=boards.now)


def test_the_least_recently_looked_at_come_first(boards: Boards) -> None:
    assert due(boards) == []
    boards.now += DAY
    assert due(boards) == ["0", "1", "2"]
    look(boards, "0")
    boards.now += HOUR
    look(boards, "2")
    boards.now += 3 * DAY
    assert due(boards) == ["1", "3", "0"]
    look(boards, "1", "3")
    assert due(boards) == ["0", "2"]
    assert due(boards, "https://contoso.example/2") == ["2"]
    assert due(boards, "https://elsewhere.example/") == []


def test_it_comes_with_what_is_needed_to_look(boards: Boards) -> None:
    boards.now += DAY
    first, *_ = boards.store.polls.scrolled("contoso", frozenset("4"), at="http", now=boards.now)
    assert (first.url, first.title) == ("https://contoso.example/0", "Gardener")
    assert first.first_seen_at.tzinfo is not None


def test_one_that_is_gone_is_closed_once_and_for_its_page(boards: Boards) -> None:
    boards.now += DAY
    look(boards, "0", "1", gone="1")
    look(boards, "0", "1", gone="1")
    assert [one.said for one in boards.news("1") if one.what is Life.CLOSED] == ["its page says so"]
    boards.now += 4 * DAY
    assert "1" not in due(boards)
    assert boards.happened("0") == [Life.NEW]


def test_the_address_of_one_in_the_window_at_a_host(boards: Boards) -> None:
    ask = boards.store.polls.listed_at
    assert ask("contoso", frozenset("4"), "contoso.example") == "https://contoso.example/4"
    assert ask("contoso", frozenset("4"), "elsewhere.example") == ""
    assert ask("contoso", frozenset(), "contoso.example") == ""
