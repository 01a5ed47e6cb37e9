"""Which process polls a source, where several share a database: taken, renewed, given back.

A process that dies gives nothing back: its leases run out, and another polls what it left. Where
one process alone polls, which SQLite's lock of `run` sees to, nothing is written for that.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.store.engine import Database
from alertbot.store.tables import sources

LEASE = timedelta(seconds=60)
"""How long a source is a process's without a word from it; long walks renew it."""

RENEWED = timedelta(seconds=40)
"""What is left of a lease when it is renewed: one try in a minute may fail."""


def free(
    connection: sa.Connection, database: Database, query: sa.Select[Any], now: datetime
) -> list[sa.Row[Any]]:
    """The sources that a query finds, in its order, except those another process has."""
    if not database.shared:
        return list(connection.execute(query))
    nobodys = sa.or_(sources.c.lease_until.is_(None), sources.c.lease_until <= now)
    locked = query.where(nobodys).with_for_update(skip_locked=True, key_share=True)
    return list(connection.execute(locked))


def take(
    connection: sa.Connection, database: Database, names: Collection[str], now: datetime
) -> None:
    """Takes these, which are free, for this process."""
    if database.shared and names:
        taken = {"lease_by": database.process, "lease_until": now + LEASE}
        connection.execute(sources.update().where(sources.c.name.in_(names)).values(taken))


def renew(
    connection: sa.Connection, database: Database, names: Collection[str], now: datetime
) -> None:
    """Prolongs what this process has taken of these and still polls, where that is soon over."""
    if database.shared and names:
        mine = (sources.c.name.in_(names), sources.c.lease_by == database.process)
        ends_soon = sources.c.lease_until < now + RENEWED  # not one that was given back: null
        renewed = sources.update().where(*mine, ends_soon).values(lease_until=now + LEASE)
        connection.execute(renewed)


def give_back(connection: sa.Connection, database: Database, source: str) -> bool:
    """Ends this process's lease within the caller's transaction, for what has been polled.

    False where another process has taken the source meanwhile: what was polled is not stored,
    since that one's poll is, or will be.
    """
    if not database.shared:
        return True
    mine = sources.c.lease_by.in_(("", database.process))
    ended = sources.update().where(sources.c.name == source, mine).values(lease_until=None)
    return connection.execute(ended).rowcount > 0
