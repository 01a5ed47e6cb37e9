"""What the two databases say differently, each thing once. The store's other SQL is common to both.

`SELECT ... FOR NO KEY UPDATE` needs no place here: SQLAlchemy leaves it out for SQLite, where a
transaction that writes has the whole file to itself.
"""

from __future__ import annotations

import zlib
from typing import Any

import sqlalchemy as sa

_OURS = 0x616C6572
"""Our class among the advisory locks of a PostgreSQL database, which others may use too."""


def later(one: sa.ColumnElement[Any], other: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The greater of two values that are not null: max() in one, greatest() in the other."""
    return sa.case((one > other, one), else_=other)


def alone(connection: sa.Connection, what: str) -> None:
    """Waits until no other transaction does `what`, and holds all others off until this one ends.

    A writer of SQLite is alone anyhow. Taken before anything is read, so that what is read then
    is what the one before has left. Who takes several takes them in the order start, openings,
    summaries, pacing, destinations, notices.
    """
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(what.encode()) - 2**31
        # One that does a great deal is waited for longer than a row is: statement_timeout.
        patient = sa.func.set_config("lock_timeout", "0", True)
        connection.execute(sa.select(patient, sa.func.pg_advisory_xact_lock(_OURS, key)))
