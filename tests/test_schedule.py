from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from alertbot.health import Failure, Failures
from alertbot.schedule import after_start, last_day, moment, next_poll

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LONGEST = timedelta(hours=6)
CHANCE = st.floats(0, 1, exclude_max=True)
MINUTES = st.integers(1, 2000).map(lambda minutes: timedelta(minutes=minutes))


def test_failures_double_the_interval_and_the_service_has_the_last_word() -> None:
    every = timedelta(minutes=15)

    def after(failures: int, wait: timedelta | None = None) -> timedelta:
        return next_poll(NOW, every, failures=Failures(failures), wait=wait, chance=0) - NOW

    assert [after(n) for n in range(4)] == [every, every, every * 2, every * 4]
    assert after(50) == LONGEST
    assert after(50, timedelta(hours=20)) == timedelta(hours=20)
    assert after(1, timedelta(hours=20)) == timedelta(hours=20)
    assert after(0, timedelta(seconds=5)) == every


@given(MINUTES, st.integers(0, 10_000), st.sampled_from(Failure), CHANCE)
def test_never_sooner_than_asked_for(
    every: timedelta, count: int, why: Failure, chance: float
) -> None:
    failures = Failures(count, why, NOW - timedelta(days=9))
    at = next_poll(NOW, every, failures=failures, wait=None, chance=chance)
    assert NOW + every <= at <= NOW + max(every, timedelta(days=1)) * 1.1


def test_who_is_not_reached_is_asked_each_hour_and_who_is_gone_each_day() -> None:
    every = timedelta(minutes=5)

    def after(why: Failure, lasted: timedelta) -> timedelta:
        failures = Failures(99, why, NOW - lasted)
        return next_poll(NOW, every, failures=failures, wait=None, chance=0) - NOW

    hour, day = timedelta(hours=1), timedelta(days=1)
    assert after(Failure.UNREACHED, 30 * day) == hour
    assert [after(Failure.NAMELESS, lasted) for lasted in (hour, day)] == [hour, day]
    for why in (Failure.MISSING, Failure.MOVED):
        assert [after(why, lasted) for lasted in (hour, day)] == [LONGEST, day]


def test_a_start_asks_soon_what_waits_for_long_but_not_all_at_once() -> None:
    every = timedelta(hours=1)
    waiting = [after_start(NOW, NOW + 6 * every, every, f"board {n}") for n in range(1000)]
    assert all(NOW < at <= NOW + every for at in waiting)
    minutes = Counter((at - NOW) // timedelta(minutes=1) for at in waiting)
    assert len(minutes) == 60
    assert max(minutes.values()) < 40
    assert after_start(NOW, NOW + every, every, "a") == NOW + every, "its interval goes on"
    assert after_start(NOW, NOW - every, every, "a") == NOW - every


@given(
    st.integers(0, 3_000_000).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.times(),
    st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns"]),
)
def test_the_last_day_is_one_of_those_named_and_its_time_has_come(
    now: datetime, days: frozenset[int], at: time, zone: str
) -> None:
    found = last_day(now, days, at, ZoneInfo(zone))
    assert found is not None
    assert found.weekday() in days
    said = moment(found, at, ZoneInfo(zone))
    assert said is not None
    assert said <= now < said + timedelta(days=8)
    assert last_day(now + timedelta(minutes=1), days, at, ZoneInfo(zone)) in (
        found,
        *(found + timedelta(days=n) for n in range(1, 8)),
    )


def test_no_day_has_no_last() -> None:
    assert last_day(NOW, frozenset(), time(9), UTC) is None
