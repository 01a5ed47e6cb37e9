"""Sees to it that whoever opens a database closes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry


@contextmanager
def none_left_open() -> Iterator[None]:
    """Fails if a connection that an engine makes within it is still open at its end.

    Python says so of SQLite's from 3.13 on only, and whenever it comes upon them.
    """
    left: list[object] = []

    def made(connection: object, _entry: ConnectionPoolEntry) -> None:
        left.append(connection)

    def closed(connection: object, _entry: ConnectionPoolEntry) -> None:
        left[:] = (one for one in left if one is not connection)

    listeners = {"connect": made, "close": closed}
    for event, listener in listeners.items():
        sa.event.listen(sa.Pool, event, listener)
    try:
        yield
    finally:
        for event, listener in listeners.items():
            sa.event.remove(sa.Pool, event, listener)
    assert not left
