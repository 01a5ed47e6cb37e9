from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.health import Failure, Failures
from alertbot.schedule import after_start, next_poll

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MINUTES = st.integers(1, 2000).map(lambda minutes: timedelta(minutes=minutes))


def test_failures_double_the_interval_and_the_service_has_the_last_word() -> None:
    every = timedelta(minutes=15)

    def after(failures: int, wait: timedelta | None = None) -> timedelta:
        return next_poll(NOW, every, failures=failures, wait=wait, chance=0) - NOW

    assert [after(n) for n in range(4)] == [every, every, every * 2, every * 4]
    assert after(50) == LONGEST
    assert after(1, timedelta(hours=20)) == timedelta(hours=20)
    assert after(0, timedelta(seconds=5)) == every


@given(MINUTES, st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_never_sooner_than_asked_for(every: timedelta, failures: int, chance: float) -> None:
    at = next_poll(NOW, every, failures=failures, wait=None, chance=chance)
    assert NOW + every <= at <= NOW + max(every, LONGEST) * 1.1
