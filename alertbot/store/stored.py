"""The openings that are stored, a few at a time: for whoever asks what a search would have found.

Nothing is written. Each chunk is a transaction of its own, so that a service that runs beside it is
held up by none, and memory stays the same however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from alertbot.model import Opening, OpeningId
from alertbot.store import openings as opening_rows
from alertbot.store.engine import Database, require
from alertbot.store.tables import openings, outbox, postings, searches, sources

_STANDING = openings.c.merged_into.is_(None)


class Stored:
    """What is stored, to be read only. Every method raises StoreError only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(
        self, moment: datetime, *, sources: Collection[str] | None = None, described: bool = True
    ) -> Iterator[Opening]:
        """The openings first seen at that moment or later, in the order of their numbers.

        Those that are closed now are among them, as they are known; those of which no more than
        their ids has been kept are not. `sources`: only those that one of these has shown.
        `described`: with their descriptions.
        """
        after = 0
        while True:
            with self._database.read() as connection:
                ids = _chunk(connection, moment, sources, after)
                found = opening_rows.load(connection, ids, described=described) if ids else {}
            if not ids:
                return
            after = ids[-1]
            # One that was merged between two chunks comes as what it is now, which comes itself.
            yield from (
                found[id] for id in ids if id in found and found[id].id == id and found[id].title
            )

    def count(self, moment: datetime, *, sources: Collection[str] | None = None) -> int:
        """How many `since` has to look at."""
        with self._database.read() as connection:
            count = sa.select(sa.func.count()).select_from(openings)
            found = count.where(*_conditions(moment, sources))
            return int(connection.execute(found).scalar_one())

    def reach(self) -> datetime | None:
        """When the first of all openings was seen; None where there is none."""
        with self._database.read() as connection:
            first = sa.func.min(openings.c.first_seen_at, type_=openings.c.first_seen_at.type)
            found: datetime | None = connection.execute(sa.select(first)).scalar()
            return found

    def seeded(self, moment: datetime) -> frozenset[OpeningId]:
        """Those since then that came when a source was new: told in a summary, not one by one."""
        with self._database.read() as connection:
            query = (
                sa.select(postings.c.opening_id)
                .select_from(
                    postings.join(openings).join(sources, sources.c.name == postings.c.source)
                )
                .where(
                    openings.c.first_seen_at >= moment,
                    postings.c.first_seen_at <= openings.c.first_seen_at,
                    postings.c.first_seen_at <= sources.c.seeded_at,
                )
            )
            return frozenset(OpeningId(id) for id in connection.execute(query).scalars())

    def searches(self) -> dict[str, str]:
        """The version of each search that was there when the service last started, by name."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(searches.c.name, searches.c.version))
            return {row.name: row.version for row in rows}

    def alerted(self, moment: datetime) -> dict[str, frozenset[OpeningId]]:
        """By search, the openings since then of which somebody was told one by one."""
        told: dict[str, set[OpeningId]] = {}
        query = (
            sa.select(outbox.c.opening_id, outbox.c.payload)
            .select_from(outbox.join(openings, openings.c.id == outbox.c.opening_id))
            .where(outbox.c.kind == "opening", openings.c.first_seen_at >= moment)
            .execution_options(yield_per=opening_rows.CHUNK)
        )
        with self._database.read() as connection:
            for row in connection.execute(query):
                for match in _matches(row.payload):
                    told.setdefault(match["key"], set()).add(OpeningId(row.opening_id))
        return {name: frozenset(ids) for name, ids in told.items()}


def _matches(payload: Any) -> list[dict[str, Any]]:
    """The matches of a delivery; none where retention has emptied it."""
    found: list[dict[str, Any]] = (payload or {}).get("matches", [])
    return found


def _chunk(
    connection: sa.Connection, moment: datetime, of: Collection[str] | None, after: int
) -> list[OpeningId]:
    query = (
        sa.select(openings.c.id)
        .where(openings.c.id > after, *_conditions(moment, of))
        .order_by(openings.c.id)
        .limit(opening_rows.CHUNK)
    )
    return [OpeningId(id) for id in connection.execute(query).scalars()]


def _conditions(moment: datetime, of: Collection[str] | None) -> tuple[sa.ColumnElement[bool], ...]:
    conditions: tuple[sa.ColumnElement[bool], ...] = (
        _STANDING,
        openings.c.first_seen_at >= moment,
    )
    if of is None:
        return conditions
    theirs = postings.c.opening_id == openings.c.id
    return (*conditions, sa.exists().where(theirs, postings.c.source.in_(list(of))))


@contextmanager
def reading(url: str) -> Iterator[Stored]:
    """What is stored in a database, beside whoever runs on it. StoreError where there is none."""
    require(url)
    with closing(Database(url)) as database:
        yield Stored(database)
