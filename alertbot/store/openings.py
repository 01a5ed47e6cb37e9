"""Openings and their postings, from rows and to rows. Each function works inside its caller's
transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from alertbot.decide import Change, Decision, Known, KnownPosting
from alertbot.identity import content_hash, revision
from alertbot.model import Opening, OpeningId, Posting
from alertbot.store.state import Healthy
from alertbot.store.tables import openings, postings

CHUNK = 500
"""SQLite takes a bounded number of parameters; long lists of keys go in chunks."""


@cache
def _posting() -> TypeAdapter[Posting]:
    return TypeAdapter(Posting)


def to_fields(posting: Posting) -> dict[str, Any]:
    """A posting as JSON, without its description, which has a column of its own."""
    fields: dict[str, Any] = _posting().dump_python(posting, mode="json", exclude={"description"})
    return fields


def from_fields(fields: Mapping[str, Any], description: str) -> Posting:
    return _posting().validate_python({**fields, "description": description})


def chunks(keys: Collection[Any]) -> Iterable[list[Any]]:
    ordered = list(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def load(connection: sa.Connection, ids: Collection[OpeningId]) -> dict[OpeningId, Opening]:
    """The openings with these ids, the open postings first, then in the order first seen."""
    found: dict[OpeningId, list[Posting]] = {}
    for some in chunks(ids):
        query = (
            sa.select(postings.c.opening_id, postings.c.fields, postings.c.description)
            .where(postings.c.opening_id.in_(some))
            .order_by(postings.c.closed_at.is_not(None), postings.c.id)
        )
        for row in connection.execute(query):
            posting = from_fields(row.fields, row.description)
            found.setdefault(OpeningId(row.opening_id), []).append(posting)
    result: dict[OpeningId, Opening] = {}
    for some in chunks(found):
        for row in connection.execute(sa.select(openings).where(openings.c.id.in_(some))):
            id = OpeningId(row.id)
            result[id] = Opening(tuple(found[id]), row.first_seen_at, id, row.closed_at)
    return result


def known(connection: sa.Connection, source: str, new: Iterable[Posting]) -> Known:
    """What a poll of a source touches: see decide.Known."""
    query = sa.select(
        postings.c.external_id, postings.c.opening_id, postings.c.absences, postings.c.closed_at
    ).where(postings.c.source == source)
    rows = {
        row.external_id: KnownPosting(
            row.external_id, OpeningId(row.opening_id), row.absences, row.closed_at is not None
        )
        for row in connection.execute(query)
    }
    touched = {rows[posting.external_id].opening for posting in new if posting.external_id in rows}
    for hashes in chunks({content_hash(p) for p in new if p.external_id not in rows}):
        alike = sa.select(postings.c.opening_id).where(postings.c.content_hash.in_(hashes))
        touched.update(OpeningId(id) for id in connection.execute(alike).scalars())
    return Known(rows, load(connection, touched))


def write(
    connection: sa.Connection,
    source: str,
    decision: Decision,
    fingerprints: Mapping[str, bytes],
    now: datetime,
) -> dict[OpeningId, OpeningId]:
    """Carries out what a decision says of openings and postings. Answers which new opening (by its
    negative id in the decision) got which id."""
    ids: dict[OpeningId, OpeningId] = {}
    for change in decision.changes:
        ids[change.after.id] = _write_opening(connection, change, now)
        for posting in change.postings:
            fingerprint = fingerprints[posting.external_id]
            _write_posting(connection, posting, ids[change.after.id], fingerprint, now)
    mine = postings.c.source == source
    for external_id, count in decision.absences.items():
        values: dict[str, Any] = {"absences": count}
        if external_id in decision.closed:
            values["closed_at"] = now
        if external_id in decision.reopened:
            values["closed_at"] = None
        connection.execute(
            postings.update().where(mine, postings.c.external_id == external_id).values(values)
        )
    close(connection, source, decision.closed | decision.reopened, now)
    return ids


def count_undetailed(connection: sa.Connection, healthy: Healthy) -> None:
    """Counts a failed detail for each posting that lacks it; of the others read, forgets it.

    A detail that was not asked for is none that failed, but is still to come.
    """
    mine = postings.c.source == healthy.poll.source
    failed, unasked = healthy.undetailed, healthy.unasked
    for some in chunks(unasked):
        never = postings.c.undetailed == 0
        connection.execute(
            postings.update()
            .where(mine, never, postings.c.external_id.in_(some))
            .values(undetailed=1)
        )
    for some in chunks(healthy.fingerprints.keys() - failed - unasked):
        had = postings.c.undetailed > 0
        connection.execute(
            postings.update()
            .where(mine, had, postings.c.external_id.in_(some))
            .values(undetailed=0)
        )
    for some in chunks(failed):
        connection.execute(
            postings.update()
            .where(mine, postings.c.external_id.in_(some))
            .values(undetailed=postings.c.undetailed + 1)
        )


def close(
    connection: sa.Connection, source: str, external_ids: Collection[str], now: datetime
) -> None:
    """Closes the openings of these postings that have no open posting left, and opens the rest."""
    for some in chunks(external_ids):
        touched = sa.select(postings.c.opening_id).where(
            postings.c.source == source, postings.c.external_id.in_(some)
        )
        still_open = (
            sa.exists()
            .where(postings.c.opening_id == openings.c.id, postings.c.closed_at.is_(None))
            .correlate(openings)
        )
        touched_openings = openings.update().where(openings.c.id.in_(touched))
        connection.execute(
            touched_openings.where(~still_open, openings.c.closed_at.is_(None)).values(
                closed_at=now
            )
        )
        connection.execute(touched_openings.where(still_open).values(closed_at=None))


def _write_opening(connection: sa.Connection, change: Change, now: datetime) -> OpeningId:
    if change.before is not None:
        if change.before.closed_at and len(change.after.postings) > len(change.before.postings):
            reopened = openings.update().where(openings.c.id == change.after.id)
            connection.execute(reopened.values(closed_at=None))
        return change.after.id
    statement = openings.insert().values(first_seen_at=now).returning(openings.c.id)
    return OpeningId(connection.execute(statement).scalar_one())


def _write_posting(
    connection: sa.Connection,
    posting: Posting,
    opening: OpeningId,
    fingerprint: bytes,
    now: datetime,
) -> None:
    values = {
        "fingerprint": fingerprint,
        "content_hash": content_hash(posting),
        "revision": revision(posting),
        "fields": to_fields(posting),
        "description": posting.description,
    }
    key = (postings.c.source == posting.source, postings.c.external_id == posting.external_id)
    updated = connection.execute(postings.update().where(*key).values(values))
    if updated.rowcount == 0:
        connection.execute(
            postings.insert().values(
                source=posting.source,
                external_id=posting.external_id,
                opening_id=opening,
                first_seen_at=now,
                **values,
            )
        )
