"""Openings and their postings, from rows. Each function works inside its caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from alertbot.identity import Employers, aliases, traces
from alertbot.joining import Known, likeliest
from alertbot.life import KnownPosting, Movement, Poll
from alertbot.model import Opening, OpeningId, Posting, PostingKey
from alertbot.store.state import Glance
from alertbot.store.tables import descriptions, openings, postings
from alertbot.store.tables import traces as trace_rows

CHUNK = 500
"""SQLite takes a bounded number of parameters; long lists of keys go in chunks."""


@cache
def _posting() -> TypeAdapter[Posting]:
    return TypeAdapter(Posting)


def to_fields(posting: Posting) -> dict[str, Any]:
    """A posting as JSON, without its description, which has a table of its own."""
    fields: dict[str, Any] = _posting().dump_python(posting, mode="json", exclude={"description"})
    return fields


def from_fields(fields: Mapping[str, Any], packed: bytes | None) -> Posting:
    description = zlib.decompress(packed).decode() if packed else ""
    return _posting().validate_python({**fields, "description": description})


def pack(description: str) -> bytes:
    """As `descriptions` keeps it; lone surrogates, which UTF-8 has not, become ?."""
    return zlib.compress(description.encode("utf-8", "replace"))


def chunks(keys: Collection[Any]) -> Iterable[list[Any]]:
    ordered = list(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def load(connection: sa.Connection, ids: Collection[OpeningId]) -> dict[OpeningId, Opening]:
    """The openings with these ids, the open postings first, then in the order first seen.

    One that was merged comes as what it is now, under the id that was asked for.
    """
    found: dict[OpeningId, list[Posting]] = {}
    gone: dict[OpeningId, set[PostingKey]] = {}
    query = (
        sa.select(
            postings.c.opening_id, postings.c.fields, postings.c.closed_at, descriptions.c.packed
        )
        .select_from(postings.outerjoin(descriptions))
        .order_by(postings.c.closed_at.is_not(None), postings.c.id)
    )
    for some in chunks(ids):
        for row in connection.execute(query.where(postings.c.opening_id.in_(some))):
            id, posting = OpeningId(row.opening_id), from_fields(row.fields, row.packed)
            found.setdefault(id, []).append(posting)
            if row.closed_at is not None:
                gone.setdefault(id, set()).add(posting.key)
    result: dict[OpeningId, Opening] = {}
    for some in chunks(found):
        for row in connection.execute(sa.select(openings).where(openings.c.id.in_(some))):
            id = OpeningId(row.id)
            result[id] = Opening(
                tuple(found[id]),
                row.first_seen_at,
                id,
                row.closed_at,
                frozenset(gone.get(id, ())),
                row.reposted_at,
                row.by_hand,
                row.burst_id is not None,
            )
    return result | _merged(connection, [id for id in ids if id not in result])


def _merged(connection: sa.Connection, ids: Collection[OpeningId]) -> dict[OpeningId, Opening]:
    into: dict[OpeningId, OpeningId] = {}
    for some in chunks(ids):
        query = sa.select(openings.c.id, openings.c.merged_into).where(
            openings.c.id.in_(some), openings.c.merged_into.is_not(None)
        )
        for row in connection.execute(query):
            into[OpeningId(row.id)] = OpeningId(row.merged_into)
    now = load(connection, set(into.values())) if into else {}
    return {id: now[other] for id, other in into.items() if other in now}


def glance(connection: sa.Connection, source: str) -> dict[str, Glance]:
    """What a poll compares of all the postings of a source, by external id, out of one index."""
    c = postings.c
    moments = (sa.type_coerce(column, sa.BigInteger()) for column in (c.closed_at, c.first_seen_at))
    columns = (c.external_id, c.fingerprint, c.absences, c.undetailed, *moments)
    rows = connection.execute(sa.select(*columns).where(c.source == source))
    return {row[0]: Glance._make(row[1:]) for row in rows}


def rows_of(
    connection: sa.Connection, source: str, *conditions: sa.ColumnElement[bool]
) -> dict[str, KnownPosting]:
    """These postings of a source, by external id."""
    c = postings.c
    columns = (c.external_id, c.opening_id, c.absences, c.closed_at, c.first_seen_at)
    query = sa.select(*columns, c.valid_through).where(c.source == source, *conditions)
    return {
        row.external_id: KnownPosting(
            row.external_id,
            OpeningId(row.opening_id),
            row.absences,
            row.closed_at is not None,
            row.first_seen_at,
            row.valid_through,
        )
        for row in connection.execute(query)
    }


def rows_with(
    connection: sa.Connection, source: str, ids: Collection[str]
) -> dict[str, KnownPosting]:
    """The postings of a source with these ids, those of them that there are."""
    found: dict[str, KnownPosting] = {}
    for some in chunks(ids):
        found |= rows_of(connection, source, postings.c.external_id.in_(some))
    return found


def known(
    connection: sa.Connection,
    poll: Poll,
    moved: Movement,
    rows: Mapping[str, KnownPosting],
    employers: Employers,
) -> Known:
    """What a poll of a source touches: see joining.Known. `rows`: the postings that it touches."""
    touched = {rows[id].opening for id in (*moved.closed, *moved.reopened)}
    keys = {posting.external_id: traces(posting) for posting in poll.postings}
    other = {posting.external_id: aliases(posting, employers) for posting in poll.postings}
    asked = chain.from_iterable((*keys.values(), *other.values()))
    leads = _leads(connection, set(asked))
    for id, some in keys.items():
        theirs = [rows[id].opening] if id in rows else likeliest((*some, *other[id]), leads)
        touched.update(theirs)
    found = load(connection, touched)
    now = {id: opening.id for id, opening in found.items()}  # one that was merged is another
    leads = {key: tuple(dict.fromkeys(now.get(id, id) for id in ids)) for key, ids in leads.items()}
    by_id = {opening.id: opening for opening in found.values()}
    return Known(rows, by_id, keys, other, leads)


def _leads(connection: sa.Connection, keys: Collection[int]) -> dict[int, tuple[OpeningId, ...]]:
    leads: dict[int, list[OpeningId]] = {}
    for some in chunks(keys):
        query = sa.select(trace_rows.c.key, trace_rows.c.opening_id).where(
            trace_rows.c.key.in_(some)
        )
        for key, id in connection.execute(query.order_by(trace_rows.c.opening_id)):
            leads.setdefault(key, []).append(OpeningId(id))
    return {key: tuple(ids) for key, ids in leads.items()}
