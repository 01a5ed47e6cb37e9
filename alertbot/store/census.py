"""A database counted, for a report of a mistake: it is read as it stands, and not upgraded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.errors import StoreError
from alertbot.store.engine import Backend, backend
from alertbot.store.migrating import HEAD, schema
from alertbot.store.tables import attempts, destinations, metadata, outbox, polls, sources

LAST = 10
"""Errors of each sort that are shown, the last."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A source's row. `error` and `silence` are as they are stored."""

    name: str
    active: bool
    failures: int
    doubts: int
    unread: int
    polled_at: datetime | None
    succeeded_at: datetime | None
    wait_until: datetime | None
    failure: str
    silence: str
    error: str


@dataclass(frozen=True, slots=True)
class Census:
    """What a database holds. `rows` by table; `states`: deliveries by state. `paused`: reasons by
    channel. `errors`: the last, and when.

    Where the schema is not the one that this alertbot knows, there are `rows` alone; it is None
    where it is newer, or no schema of alertbot's.
    """

    schema: str | None
    rows: Mapping[str, int]
    states: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Polled, ...] = ()
    employers: tuple[str, ...] = ()
    paused: tuple[tuple[str, str], ...] = ()
    errors: tuple[tuple[datetime, str], ...] = ()


def census(url: str) -> Census:
    """Counts a database. Raises StoreError where there is none, or where it cannot be read."""
    found = backend(url)
    if not found.exists():
        raise StoreError("it does not exist yet")
    with found.translated(), _reading(found) as connection:
        try:
            return _counted(connection, schema(connection.engine))
        except StoreError:  # it is newer, or something else: counted all the same
            return _counted(connection, None)


@contextmanager
def _reading(found: Backend) -> Iterator[sa.Connection]:
    engine = found.engine()
    try:
        with found.reader(engine).connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _counted(connection: sa.Connection, version: str | None) -> Census:
    there = set(sa.inspect(connection).get_table_names())
    rows = {
        table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name in there
    }
    if version != HEAD:
        return Census(version, rows)
    kept = [sources.c[name] for name in Polled.__slots__]
    by_state = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
    counts = {row[0]: row[1] for row in connection.execute(by_state)}
    seen = connection.execute(sa.select(*kept).order_by(sources.c.name)).all()
    return Census(
        version,
        rows,
        states={state.value: counts.get(state.value, 0) for state in State},
        sources=tuple(Polled(*row) for row in seen),
        employers=tuple(connection.execute(sa.select(sources.c.employer)).scalars()),
        paused=tuple(
            (row.channel, row.paused_reason)
            for row in connection.execute(
                sa.select(destinations).where(destinations.c.paused_at.is_not(None))
            )
        ),
        errors=_errors(connection),
    )


def _errors(connection: sa.Connection) -> tuple[tuple[datetime, str], ...]:
    """The last of the polls that failed and of the attempts that did, the newest first."""
    found: list[tuple[datetime, str]] = []
    for table, said in ((polls, polls.c.said), (attempts, attempts.c.reason)):
        query = sa.select(table.c.at, said).where(said != "").order_by(table.c.id.desc())
        found += ((row[0], row[1]) for row in connection.execute(query.limit(LAST)))
    return tuple(sorted(found, reverse=True))
