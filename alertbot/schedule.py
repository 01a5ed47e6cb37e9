"""When a source is polled next. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST = timedelta(hours=6)


def next_poll(
    now: datetime, every: timedelta, *, failures: int, wait: timedelta | None, chance: float
) -> datetime:
    """The moment of the next poll: `every`, doubled with each failure in a row up to six hours.

    Never sooner than the service asked (`wait`). `chance` in [0, 1) spreads polls by a tenth, so
    that a thousand sources started together do not stay together.
    """
    pause = every
    if failures:
        pause = max(every, min(every * 2 ** min(failures - 1, 16), LONGEST))
    pause *= 1 + 0.1 * chance
    return now + max(pause, wait or timedelta())
