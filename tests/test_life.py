"""When a posting closes and comes back, and when pay is raised."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from alertbot.life import (
    GRACE,
    LONGEST,
    WINDOW_AGE,
    KnownPosting,
    Movement,
    Poll,
    last_day,
    movement,
    raised,
)
from alertbot.model import Basis, Doubt, OpeningId, Pay, Period
from tests.story import DAY, HOUR, NOW, posting


def poll(*seen: str, **how: Any) -> Poll:
    return replace(Poll("contoso", (), frozenset(seen), complete=True, first=False), **how)


def known(external_id: str = "1", **how: Any) -> dict[str, KnownPosting]:
    row = KnownPosting(external_id, OpeningId(7), first_seen=NOW - DAY)
    return {external_id: replace(row, **how)}


def moved(poll: Poll, rows: dict[str, KnownPosting]) -> Movement:
    return movement(poll, rows, now=NOW)


def test_two_whole_polls_without_it_close_a_posting() -> None:
    once = moved(poll("2"), known())
    assert (once.absences, once.closed) == ({"1": 1}, {})
    twice = moved(poll("2"), known(absences=1))
    assert (twice.absences, dict(twice.closed)) == ({"1": 2}, {"1": "it is no longer listed"})
    assert moved(poll("1"), known()) == Movement(), "what is shown does not move"
    assert moved(poll("1"), known(absences=1)).absences == {"1": 0}, "it begins anew"


@pytest.mark.parametrize("how", [{"complete": False}, {"window": True}, {"doubt": "all are gone"}])
def test_absence_says_nothing_where_the_whole_board_was_not_shown(how: dict[str, object]) -> None:
    assert moved(poll("2", **how), known(absences=1)) == Movement()
    assert moved(poll("1", **how), known(absences=1)).absences == {"1": 0}, "presence always does"


def test_what_closed_is_not_closed_again_and_comes_back_by_being_shown() -> None:
    closed = known(closed=True, absences=2)
    assert moved(poll("2"), closed) == Movement()
    back = moved(poll("1"), closed)
    assert back == Movement({"1": 0}, reopened=frozenset({"1"}))
    partly = moved(poll("1", complete=False), closed)
    assert partly.reopened == {"1"}, "shown is shown"


def test_what_closed_while_it_was_shown_is_missed_until_it_is_certain_that_it_is_not() -> None:
    """Retention asks for that: what is shown is not forgotten, or it would be new."""
    counts = [moved(poll("2"), known(closed=True, absences=n)).absences for n in range(3)]
    assert counts == [{"1": 1}, {"1": 2}, {}]


def test_what_its_own_page_says_outranks_the_list() -> None:
    gone = frozenset({"1"})
    assert moved(poll("1", withdrawn=gone), known()).closed == {"1": "its page says so"}
    assert moved(poll(withdrawn=gone, complete=False), known()).closed
    assert moved(poll("1", withdrawn=gone), known(closed=True)) == Movement()


def test_a_last_day_closes_when_it_is_over_even_in_the_last_time_zone() -> None:
    assert not moved(poll("1"), known(valid_through=NOW - GRACE)).closed
    over = known(valid_through=NOW - GRACE - timedelta(seconds=1))
    assert moved(poll("1"), over).closed == {"1": "its last day is over"}
    assert moved(poll(complete=False), over).closed, "nobody has to look"
    shut = {"1": replace(over["1"], closed=True)}
    assert not moved(poll("1"), shut).reopened, "and it is not back by being shown"


@pytest.mark.parametrize("stated", [NOW + DAY, None])
def test_a_last_day_that_is_moved_on_or_taken_away_opens_again(stated: datetime | None) -> None:
    over = known(valid_through=NOW - 9 * DAY, closed=True)
    worded = replace(posting("1"), valid_through=stated)
    assert moved(poll("1", postings=(worded,)), over).reopened == {"1"}
    still = replace(worded, valid_through=NOW - 9 * DAY)
    assert not moved(poll("1", postings=(still,)), over).reopened


def test_a_last_day_counts_where_it_is_plausible() -> None:
    def day(stated: datetime | None, was: datetime | None = None) -> datetime | None:
        return last_day(stated, known(valid_through=was)["1"] if was else None, now=NOW)

    assert day(None) is None
    assert day(NOW + 30 * DAY) == NOW + 30 * DAY
    assert day(NOW - 30 * DAY) is None, "a leftover"
    assert day(NOW + LONGEST + DAY) is None, "a default of the software"
    assert day(NOW - 30 * DAY, NOW - 30 * DAY) == NOW - 30 * DAY, "plausible once"
    assert day(NOW + 40 * DAY, NOW - 30 * DAY) == NOW + 40 * DAY
    assert day(NOW - 30 * DAY + HOUR, NOW - 30 * DAY) is not None, "the same day, put otherwise"


def test_a_window_closes_by_age_and_only_when_all_of_it_was_read() -> None:
    old = known(first_seen=NOW - WINDOW_AGE - DAY)
    gone = moved(poll("2", window=True), old)
    assert gone.closed == {"1": "it is older than 60 days"}
    assert gone.absences == {"1": 2}, "it is certain that it is not shown"
    assert moved(poll("1", window=True), old) == Movement(), "it is still there"
    assert moved(poll("2", window=True, complete=False), old) == Movement()
    assert moved(poll("2", window=True), known()) == Movement()
    assert moved(poll("2"), old).closed == {}, "a whole board closes by absence alone"


def test_pay_is_raised_where_its_top_is_or_where_it_appears() -> None:
    def pay(top: int | None, low: int | None = 90, **how: Any) -> tuple[Pay, ...]:
        least, most = (None if each is None else Decimal(each) for each in (low, top))
        return (replace(Pay(least, most, "USD", Period.YEAR, basis=Basis.STATED), **how),)

    assert raised((), pay(100))
    assert raised(pay(100), pay(110))
    assert raised(pay(None, 90), pay(None, 95))
    assert raised(pay(100) + pay(80, where="NV"), pay(110)), "the top of all of it"
    assert not raised(pay(100), pay(100))
    assert not raised(pay(100), pay(90))
    assert not raised(pay(100), ())
    assert not raised(pay(100), pay(140, currency="CAD")), "another currency is no more"
    assert not raised(pay(100), pay(110, basis=Basis.PREDICTED)), "a guess is none"
    assert not raised((), pay(100, doubts=(Doubt.IMPLAUSIBLE,)))
