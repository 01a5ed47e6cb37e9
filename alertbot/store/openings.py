"""Openings and their postings, from rows. Each function works inside its caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from alertbot.identity import Employers, aliases, traces
from alertbot.joining import Known, likeliest
from alertbot.life import KnownPosting, Movement, Poll
from alertbot.model import Opening, OpeningId, Posting, PostingKey
from alertbot.store.state import Glance, Unsettled
from alertbot.store.tables import descriptions, openings, postings
from alertbot.store.tables import traces as trace_rows

CHUNK = 500
"""SQLite takes a bounded number of parameters; long lists of keys go in chunks."""

_BEGINNING = datetime.fromtimestamp(0, UTC)

_ids: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_THEIRS = (
    sa.select(postings.c.opening_id, postings.c.fields, postings.c.closed_at, descriptions.c.packed)
    .select_from(postings.outerjoin(descriptions))
    .where(postings.c.opening_id.in_(_ids))
    .order_by(postings.c.closed_at.is_not(None), postings.c.id)
)
_THEIRS_ALONE = (
    sa.select(postings.c.opening_id, postings.c.fields, postings.c.closed_at)
    .add_columns(sa.null().label("packed"))
    .where(postings.c.opening_id.in_(_ids))
    .order_by(postings.c.closed_at.is_not(None), postings.c.id)
)
_OPENINGS = sa.select(openings).where(openings.c.id.in_(_ids))
_FINGERPRINTS = sa.select(postings.c.external_id, postings.c.fingerprint).where(
    postings.c.source == sa.bindparam("source")
)
_UNSETTLED = sa.select(*(postings.c[name] for name in Unsettled._fields)).where(
    postings.c.source == sa.bindparam("source"),
    sa.or_(
        postings.c.closed_at.is_not(None),
        postings.c.absences > 0,
        postings.c.undetailed > 0,
        postings.c.first_seen_at < sa.bindparam("old"),
    ),
)
_KNOWN = sa.select(
    *(postings.c[name] for name in ("external_id", "opening_id", "absences", "closed_at")),
    *(postings.c[name] for name in ("first_seen_at", "valid_through")),
).where(postings.c.source == sa.bindparam("source"))
_KNOWN_WITH = _KNOWN.where(postings.c.external_id.in_(sa.bindparam("external_ids", expanding=True)))
_LEADS = (
    sa.select(trace_rows.c.key, trace_rows.c.opening_id)
    .where(trace_rows.c.key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(trace_rows.c.opening_id)
)


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


def load(
    connection: sa.Connection, ids: Collection[OpeningId], *, described: bool = True
) -> dict[OpeningId, Opening]:
    """The openings with these ids, the open postings first, then in the order first seen.

    One that was merged comes as what it is now, under the id that was asked for. `described`: with
    their descriptions, which take longer to read than all the rest.
    """
    theirs = _THEIRS if described else _THEIRS_ALONE
    found: dict[OpeningId, list[Posting]] = {}
    gone: dict[OpeningId, set[PostingKey]] = {}
    for some in chunks(ids):
        for row in connection.execute(theirs, {"ids": some}):
            id, posting = OpeningId(row.opening_id), from_fields(row.fields, row.packed)
            found.setdefault(id, []).append(posting)
            if row.closed_at is not None:
                gone.setdefault(id, set()).add(posting.key)
    result: dict[OpeningId, Opening] = {}
    for some in chunks(found):
        for row in connection.execute(_OPENINGS, {"ids": some}):
            id = OpeningId(row.id)
            result[id] = Opening(
                tuple(found[id]),
                row.first_seen_at,
                id,
                row.closed_at,
                frozenset(gone.get(id, ())),
                row.reposted_at,
                row.changed_at,
                row.by_hand,
                row.burst_id is not None,
            )
    missing = [id for id in ids if id not in result]
    return result | _merged(connection, missing, described=described)


def _merged(
    connection: sa.Connection, ids: Collection[OpeningId], *, described: bool
) -> dict[OpeningId, Opening]:
    into: dict[OpeningId, OpeningId] = {}
    for some in chunks(ids):
        query = sa.select(openings.c.id, openings.c.merged_into).where(
            openings.c.id.in_(some), openings.c.merged_into.is_not(None)
        )
        for row in connection.execute(query):
            into[OpeningId(row.id)] = OpeningId(row.merged_into)
    now = load(connection, set(into.values()), described=described) if into else {}
    return {id: now[other] for id, other in into.items() if other in now}


def glance(connection: sa.Connection, source: str, old: datetime | None) -> Glance:
    """What a poll compares of all the postings of a source, out of one index.

    `old`: those first seen before that are told of, as they are in a window. The driver's own rows:
    SQLAlchemy's would take longer than all the rest.
    """
    prints = connection.execute(_FINGERPRINTS, {"source": source}).cursor
    known = dict(prints.fetchall())
    rows = connection.execute(_UNSETTLED, {"source": source, "old": old or _BEGINNING}).cursor
    return Glance(known, {row[0]: Unsettled._make(row) for row in rows.fetchall()})


def rows_of(
    connection: sa.Connection, source: str, *conditions: sa.ColumnElement[bool]
) -> dict[str, KnownPosting]:
    """These postings of a source, by external id."""
    found = connection.execute(_KNOWN.where(*conditions), {"source": source})
    return {row.external_id: _known(row) for row in found}


def rows_with(
    connection: sa.Connection, source: str, ids: Collection[str]
) -> dict[str, KnownPosting]:
    """The postings of a source with these ids, those of them that there are."""
    found: dict[str, KnownPosting] = {}
    for some in chunks(ids):
        rows = connection.execute(_KNOWN_WITH, {"source": source, "external_ids": some})
        found |= {row.external_id: _known(row) for row in rows}
    return found


def _known(row: sa.Row[Any]) -> KnownPosting:
    return KnownPosting(
        row.external_id,
        OpeningId(row.opening_id),
        row.absences,
        row.closed_at is not None,
        row.first_seen_at,
        row.valid_through,
    )


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
        for key, id in connection.execute(_LEADS, {"keys": some}):
            leads.setdefault(key, []).append(OpeningId(id))
    return {key: tuple(ids) for key, ids in leads.items()}
