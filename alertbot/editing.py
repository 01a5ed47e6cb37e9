"""When a message that was sent is edited, so that it stays true. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(hours=1)
"""The first edit goes at once; what comes within this time after one is gathered."""

MOST = 5
"""Edits of one message, but for what says that its opening has closed, or is open again."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What has been done to a message: how often it was edited, when last, and whether it says that
    its opening has closed."""

    times: int = 0
    last: datetime | None = None
    closed: bool = False


def due(before: Edited, *, closed: bool, now: datetime) -> datetime | None:
    """When a message is to be edited whose opening has changed, and is now open or `closed`.

    None where it has been edited often enough. That an opening has closed is said at once, always.
    """
    if before.times >= MOST and closed is before.closed:
        return None
    if before.last is None or (closed and not before.closed):
        return now
    return max(now, before.last + EVERY)
