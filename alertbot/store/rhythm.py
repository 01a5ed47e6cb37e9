"""Boards that have fallen silent, found among what they have shown. Each function works inside its
caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.health import HISTORY, TELL_AFTER, silence
from alertbot.life import Belief
from alertbot.store import health
from alertbot.store.tables import polls, postings, sources

BARE = (
    "it has never shown a posting; a service may answer so for a name that it does not know, "
    "or where nothing fits what it is asked for"
)

_DAY = timedelta(days=1) // timedelta(milliseconds=1)
_EPOCH = date(1970, 1, 1)

_day = sa.type_coerce(postings.c.first_seen_at, sa.BigInteger) // _DAY
_last = sa.func.max(postings.c.first_seen_at, type_=postings.c.first_seen_at.type)


def names(connection: sa.Connection) -> list[str]:
    """The sources that are read and not known to be in trouble or silent."""
    at_ease = (sources.c.active, sources.c.failures == 0, sources.c.silence == "")
    read = (sources.c.seeded_at.is_not(None), sources.c.succeeded_at.is_not(None))
    return list(connection.execute(sa.select(sources.c.name).where(*at_ease, *read)).scalars())


def look(teller: health.Teller, some: Collection[str]) -> None:
    """Finds those of these sources that are silent, and tells of them."""
    for source, why in list(_silent(teller.connection, some)):
        health.silent(teller, source, why)


def _silent(connection: sa.Connection, some: Collection[str]) -> Iterator[tuple[str, str]]:
    came: dict[str, set[date]] = {}
    last: dict[str, datetime] = {}
    query = sa.select(postings.c.source, _day.label("day"), _last.label("last"))
    mine = query.where(postings.c.source.in_(some)).group_by(postings.c.source, _day)
    for row in connection.execute(mine):
        came.setdefault(row.source, set()).add(_EPOCH + timedelta(days=row.day))
        last[row.source] = max(row.last, last.get(row.source, row.last))
    rows = connection.execute(sa.select(sources).where(sources.c.name.in_(some))).all()
    bare = _bare(
        connection,
        [it.name for it in rows if it.name not in last or last[it.name] < it.seeded_at],
    )
    for row in rows:
        if row.name not in bare:
            why = _unusual(row, came.get(row.name, set()))
        else:
            why = BARE if row.quiet >= TELL_AFTER - 1 else ""
        if why:
            yield row.name, why


def _unusual(row: sa.Row[Any], came: Collection[date]) -> str:
    """Why it is unusual how long nothing new has come."""
    read: date = row.succeeded_at.date()
    first: date = row.seeded_at.date()
    days = sorted(day for day in came if day > max(first, read - HISTORY))
    watched = [first] if first > read - HISTORY else []
    return silence([*watched, *days], read)


def _bare(connection: sa.Connection, some: Collection[str]) -> frozenset[str]:
    """Those of these sources that showed nothing when they were seeded."""
    c = polls.c
    seeding = (c.verdict == Belief.SEEDED.value, c.at >= sources.c.seeded_at, c.source.in_(some))
    query = sa.select(c.source).join(sources).where(*seeding).group_by(c.source)
    nothing = query.having(sa.func.max(c.found) == 0)
    return frozenset(connection.execute(nothing).scalars())
