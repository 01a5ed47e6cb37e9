"""Whether the service does its work, and if not, what it does not do. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from alertbot.config import Config
from alertbot.store.status import Status

LATE = timedelta(minutes=10)
"""An alert that should have gone so long ago is late. What quiet hours, a digest or a paused chat
keep is not."""

READ_WITHIN = timedelta(hours=1)
"""In so long, or in three times the shortest interval, some source has to have been read."""


def late(status: Status, config: Config, *, started_at: datetime, now: datetime) -> Iterator[str]:
    """What has not been done for too long, in words; nothing where all is well."""
    for one in status.waiting:
        if not one.paused and one.channel in config.channels and now - one.due > LATE:
            yield (
                f"the oldest alert for {one.channel} should have gone {_ago(now - one.due)} ago: "
                f"`alertbot outbox list --state pending` says why"
            )
    shortest = min(source.every for source in config.sources.values())
    within = max(READ_WITHIN, 3 * shortest)
    read = max(filter(None, (status.succeeded_at, started_at)))
    if now - read > within:
        yield f"no source has been read for {_ago(now - read)}: `alertbot sources` says why"


def overdue(status: Status, config: Config, now: datetime) -> timedelta:
    """For how long the alert should have gone that is most overdue: see LATE."""
    waits = (
        now - one.due for one in status.waiting if not one.paused and one.channel in config.channels
    )
    return max(waits, default=timedelta())


def _ago(length: timedelta) -> str:
    minutes = int(length / timedelta(minutes=1))
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
