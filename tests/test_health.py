"""How a source is by its own history: what is silent, what is gone, and what a line says of all."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.health import (
    FEWEST,
    GONE_AFTER,
    HISTORY,
    PATIENCE,
    TELL_AFTER,
    Failure,
    Failures,
    State,
    Vitals,
    beat_due,
    patience,
    silence,
    state,
    working_days,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FIRST = date(2026, 1, 5)  # a Monday
DAY = timedelta(days=1)
GAPS = st.lists(st.integers(1, 60), min_size=FEWEST, max_size=80)


def silent_after(arrivals: list[date]) -> int | None:
    """So many days after the last arrival a board counts as silent; None if never in two years."""
    looks = range(1, 730)
    return next((n for n in looks if silence(arrivals, arrivals[-1] + n * DAY)), None)


# -- silence --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "count", "least", "most"),
    [
        (1, 60, 8, 10),  # posts daily: a week or so
        (2, 60, 8, 10),
        (7, 26, 25, 40),  # each Monday: some weeks
        (30, 12, 120, None),  # once a month: not in a quarter
    ],
)
def test_a_board_is_silent_by_its_own_rhythm(
    every: int, count: int, least: int, most: int | None
) -> None:
    found = silent_after([FIRST + every * n * DAY for n in range(count)])
    if most is None:
        assert found is None or found >= least
    else:
        assert found is not None
        assert least <= found <= most


def test_neither_a_weekend_nor_the_turn_of_the_year_nor_a_week_off_is_a_silence() -> None:
    daily = [day for n in range(400) if (day := date(2026, 1, 5) + n * DAY).weekday() < 5]
    a_friday = [day for day in daily if day <= date(2026, 5, 8)]
    assert not silence(a_friday, date(2026, 5, 17)), "the Sunday after a week off"
    assert silence(a_friday, date(2026, 5, 18))
    at_christmas = [day for day in daily if day <= date(2026, 12, 23)]
    assert not silence(at_christmas, date(2027, 1, 8))
    assert silence(at_christmas, date(2027, 1, 11))


def test_what_has_no_rhythm_yet_is_not_silent() -> None:
    assert silent_after([FIRST]) is None
    assert silent_after([FIRST + n * DAY for n in range(FEWEST)]) is None


def test_a_silence_says_since_when_and_what_is_usual() -> None:
    daily = [FIRST + n * DAY for n in range(40)]
    assert silence(daily, daily[-1] + 30 * DAY) == (
        f"nothing new since {daily[-1].isoformat()}, where each day something was"
    )
    weekly = [FIRST + 7 * n * DAY for n in range(20)]
    assert "about every 7 days" in silence(weekly, weekly[-1] + 200 * DAY)


def test_one_accident_does_not_blunt_it_and_two_long_gaps_are_a_habit() -> None:
    days = [FIRST + n * DAY for n in range(60)]
    broken = [*days, *(days[-1] + (40 + n) * DAY for n in range(60))]
    twice = [*broken, *(broken[-1] + (40 + n) * DAY for n in range(60))]
    once, habit = silent_after(broken), silent_after(twice)
    assert once is not None
    assert once <= 10
    assert habit is None or habit > 80


@given(GAPS, st.randoms(use_true_random=False))
def test_patience_is_of_the_gaps_whatever_their_order(
    gaps: list[int], chance: random.Random
) -> None:
    mixed = gaps.copy()
    chance.shuffle(mixed)
    assert patience(mixed) == patience(gaps) >= max(PATIENCE, sorted(gaps)[-2])


@given(GAPS)
def test_the_same_rhythm_seen_for_longer_makes_less_patient(gaps: list[int]) -> None:
    assert patience(gaps * 4) <= patience(gaps * 2)


@given(GAPS, st.integers(0, 400), st.integers(0, 400))
def test_who_is_silent_stays_so_until_something_comes(gaps: list[int], a: int, b: int) -> None:
    days = [FIRST + n * DAY for n in accumulate([0, *gaps])]
    sooner, later = sorted((a, b))
    assert not silence(days, days[-1] + sooner * DAY) or silence(days, days[-1] + later * DAY)
    assert not silence([*days, days[-1] + later * DAY], days[-1] + later * DAY)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_working_days_add_up(first: date, a: int, b: int) -> None:
    middle, last = first + a * DAY, first + (a + b) * DAY
    assert working_days(first, last) == working_days(first, middle) + working_days(middle, last)
    assert working_days(first, last) <= a + b


# -- how often it is wrong ------------------------------------------------------------------


def by_chance(rate: float) -> Callable[[random.Random], Iterator[date]]:
    """Working days that bring something, of a board with so many postings a day (Poisson)."""

    def days(chance: random.Random) -> Iterator[date]:
        for n in range(3 * 365):
            day = FIRST + n * DAY
            if day.weekday() < 5 and chance.random() < 1 - math.exp(-rate):
                yield day

    return days


def in_bursts(rate: float) -> Callable[[random.Random], Iterator[date]]:
    """The same, where weeks of much follow weeks of little, ten times as much and as little."""

    def days(chance: random.Random) -> Iterator[date]:
        busy, ends = True, 0.0
        for n in range(3 * 365):
            if n >= ends:
                busy, ends = not busy, n + chance.expovariate(1 / 28)
            day = FIRST + n * DAY
            much = rate * (1.8 if busy else 0.18)
            if day.weekday() < 5 and chance.random() < 1 - math.exp(-much):
                yield day

    return days


def false_alarms(board: Callable[[random.Random], Iterator[date]], boards: int) -> float:
    """How often a year a board is called silent that lives, once a silence."""
    alarms = 0
    for seed in range(boards):
        days = [FIRST, *board(random.Random(seed))]
        for place in range(FEWEST, len(days)):
            if days[place] - days[place - 1] <= 7 * DAY:
                continue  # that is no silence for anybody
            # It is silent in a gap if it is at the gap's end, just before the next one comes.
            since = days[place] - HISTORY
            known = [day for day in days[:place] if day > since]
            alarms += bool(silence(known, days[place] - DAY))
    return alarms / (3 * boards)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [5, 1, 0.5, 0.2, 0.07])
def test_a_board_that_lives_is_seldom_called_silent(rate: float) -> None:
    """0.02 a year is what is aimed at; of 120 years that is 2.4."""
    assert false_alarms(by_chance(rate), 40) <= 0.06
    assert false_alarms(in_bursts(rate), 40) <= 0.5


# -- failing and gone -----------------------------------------------------------------------


def test_failures_of_one_kind_count_since_the_first_of_them() -> None:
    failures = Failures()
    for n in range(3):
        failures = failures.another(Failure.ANSWERED, NOW + n * DAY)
    assert failures == Failures(3, Failure.ANSWERED, NOW)
    failures = failures.another(Failure.MISSING, NOW + 3 * DAY)
    assert failures == Failures(4, Failure.MISSING, NOW + 3 * DAY)
    assert not failures.gone(NOW + 3 * DAY)
    assert failures.gone(NOW + 4 * DAY)


def test_what_is_left_of_failures_that_are_over_counts_for_nothing() -> None:
    """After a success their number is 0, whatever else still stands in the row."""
    over = Failures(0, Failure.MISSING, NOW - 9 * DAY)
    assert not over.gone(NOW)
    assert over.another(Failure.MISSING, NOW) == Failures(1, Failure.MISSING, NOW)


@given(st.integers(0, 50), st.sampled_from(Failure), st.integers(0, 72))
def test_gone_takes_the_right_failure_some_of_them_and_a_day(
    count: int, why: Failure, hours: int
) -> None:
    failures = Failures(count, why, NOW - timedelta(hours=hours))
    elsewhere = why in (Failure.NAMELESS, Failure.MISSING, Failure.MOVED)
    lasts = timedelta(hours=hours) >= GONE_AFTER
    assert failures.gone(NOW) == (elsewhere and lasts and count >= TELL_AFTER)


@pytest.mark.parametrize(
    ("failures", "read", "doubts", "silent", "unread", "trouble", "expected"),
    [
        (Failures(), False, 0, False, 0, False, State.NEW),
        (Failures(), True, 0, False, 0, False, State.HEALTHY),
        (Failures(), True, 0, False, 0, True, State.PARTIAL),
        (Failures(), True, 0, False, 7, True, State.TRUNCATED),
        (Failures(), True, 0, True, 7, True, State.SILENT),
        (Failures(), True, 1, True, 7, True, State.DOUBTFUL),
        (Failures(1), False, 1, True, 7, True, State.FAILING),
        (Failures(9, Failure.MISSING, NOW - DAY), True, 1, True, 7, True, State.GONE),
        (Failures(9, Failure.UNREACHED, NOW - 9 * DAY), True, 0, True, 0, False, State.FAILING),
    ],
)
def test_the_gravest_word_is_the_one(
    failures: Failures,
    read: bool,
    doubts: int,
    silent: bool,
    unread: int,
    trouble: bool,
    expected: State,
) -> None:
    found = state(
        failures, read=read, doubts=doubts, silent=silent, unread=unread, trouble=trouble, at=NOW
    )
    assert found is expected


# -- the line -------------------------------------------------------------------------------


def test_the_line_says_what_was_and_that_all_is_well() -> None:
    assert Vitals(1204, 31, 7).line() == "1,204 polls, 31 alerts, all well."
    assert Vitals(1, 1, 7).line() == "1 poll, 1 alert, all well."


def test_or_what_is_not_well() -> None:
    ill = {f"b{n}": State.FAILING for n in range(7)} | {"x": State.SILENT}
    line = Vitals(3, 0, 9, ill, ("team",), late=2, dead=1).line()
    assert line == (
        "3 polls, 0 alerts. Not well: 7 sources failing (b0, b1, b2, b3, b4 and 2 more); "
        "1 source silent (x); channel team is paused; 2 alerts late; 1 alert given up. "
        "`alertbot status` says more."
    )
    assert "nothing was read" in Vitals(0, 0, 9).line()


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(-3000, 3000))
def test_a_day_is_said_once_also_by_a_clock_that_is_set_back(day: date, ahead: int) -> None:
    said = (day + ahead * DAY).isoformat()
    assert beat_due(said, day) == (not 0 <= ahead <= 7)
    assert beat_due("", day)
