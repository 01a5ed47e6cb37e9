"""Whether the service polls: what a container or a script asks every half minute, so it is little
work however much is stored."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.store.engine import Database, require
from alertbot.store.tables import sources

LATE = timedelta(minutes=15)
"""A poll may be due for so long and the service be well: a long board is being read."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """`polled_at`: when a source was last polled, well or not. `due_at`: when the first is due.

    Both are None before the first start, and where no source is configured.
    """

    polled_at: datetime | None
    due_at: datetime | None

    def silent(self, now: datetime) -> timedelta | None:
        """For how long nothing was polled although something was due; None where all is well."""
        if self.due_at is None:
            return None
        since = max(self.due_at, self.polled_at or self.due_at)
        return now - since if now - since > LATE else None


def pulse(url: str) -> Pulse:
    """That of a database beside whoever runs on it. Raises StoreError where there is none."""
    require(url)
    moment = sources.c.polled_at.type
    asked = sa.select(
        sa.func.max(sources.c.polled_at, type_=moment).label("polled_at"),
        sa.func.min(sources.c.next_poll_at, type_=moment).label("due_at"),
    ).where(sources.c.active)
    with closing(Database(url)) as database, database.read() as connection:
        row = connection.execute(asked).one()
    return Pulse(row.polled_at, row.due_at)
