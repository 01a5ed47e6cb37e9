"""Which openings the traces of postings lead to. Each function works inside its caller's
transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from alertbot.identity import traces
from alertbot.joining import SATURATED
from alertbot.model import Opening, OpeningId
from alertbot.store.openings import chunks, load
from alertbot.store.tables import traces as trace_rows


def add(connection: sa.Connection, wanted: Collection[tuple[int, OpeningId]]) -> None:
    """Adds (key, opening) where the key does not lead there yet, nor to too many."""
    c = trace_rows.c
    leading: dict[int, set[int]] = {}
    for some in chunks({key for key, _ in wanted}):
        for key, id in connection.execute(sa.select(c.key, c.opening_id).where(c.key.in_(some))):
            leading.setdefault(key, set()).add(id)
    rows = []
    for key, opening in wanted:
        known = leading.setdefault(key, set())
        if opening not in known and len(known) < SATURATED:
            known.add(opening)
            rows.append({"key": key, "opening_id": opening})
    if rows:
        connection.execute(trace_rows.insert(), rows)


def leading_to(connection: sa.Connection, ids: Iterable[OpeningId]) -> set[int]:
    """The traces that lead to some openings, those of earlier wordings too: no index has them."""
    query = sa.select(trace_rows.c.key).where(trace_rows.c.opening_id.in_(list(ids)))
    return set(connection.execute(query).scalars())


def merge(
    connection: sa.Connection, first: OpeningId, others: Sequence[OpeningId], keys: Iterable[int]
) -> None:
    """Makes these keys, and what else leads to the others by now, lead to the first."""
    loaded = load(connection, others).values()
    keys = {*keys, *(key for one in loaded for each in one.postings for key in traces(each))}
    for some in chunks(keys):
        theirs = (trace_rows.c.key.in_(some), trace_rows.c.opening_id.in_(others))
        connection.execute(trace_rows.delete().where(*theirs))
    add(connection, [(key, first) for key in keys])


def split(connection: sa.Connection, old: Opening, new: Opening) -> None:
    """Makes the traces of what has left lead there, and no longer to what it was part of."""
    stay, leave = (
        {key for posting in one.postings for key in traces(posting)} for one in (old, new)
    )
    for some in chunks(leave - stay):
        here = (trace_rows.c.opening_id == old.id, trace_rows.c.key.in_(some))
        connection.execute(trace_rows.delete().where(*here))
    add(connection, [(key, new.id) for key in leave])
