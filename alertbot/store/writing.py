"""Carries out what a decision says of openings and postings, inside its caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from alertbot.decide import Change, Decision
from alertbot.identity import content_hash, revision
from alertbot.joining import SATURATED, Known
from alertbot.life import Movement, last_day
from alertbot.model import OpeningId, Posting
from alertbot.store import news
from alertbot.store.openings import chunks, pack, to_fields
from alertbot.store.state import Healthy
from alertbot.store.tables import descriptions, openings, postings, sightings, traces

_NEW_OPENINGS, _NEW_POSTINGS = (
    table.insert().returning(table.c.id, sort_by_parameter_order=True)
    for table in (openings, postings)
)

_LIFE = ("closed_at", "reposted_at", "changed_at")
"""What changes of the row of an opening."""


def write(
    connection: sa.Connection,
    source: str,
    decision: Decision,
    known: Known,
    fingerprints: Mapping[str, bytes],
    now: datetime,
    *,
    burst: int | None = None,
) -> dict[OpeningId, OpeningId]:
    """Writes all of it. Answers which opening of the decision has which id.

    `burst`: the id of the burst that holds what is new.
    """
    ids = _write_openings(connection, decision.changes, now, burst)
    written = [
        (posting, _values(posting, ids[change.after.id], fingerprints, known, now))
        for change in decision.changes
        for posting in change.postings
    ]
    _write_postings(connection, written, known, now)
    _write_traces(connection, decision.changes, ids, known)
    _move(connection, source, decision.moved, now)
    news.add(connection, {ids[change.after.id]: change.news for change in decision.changes})
    return ids


def _write_openings(
    connection: sa.Connection, changes: Iterable[Change], now: datetime, burst: int | None
) -> dict[OpeningId, OpeningId]:
    ids: dict[OpeningId, OpeningId] = {}
    new = []
    for change in changes:
        if change.before is None:
            new.append(change.after)
            continue
        before, after = change.before, change.after
        ids[after.id] = after.id
        was, values = ({name: getattr(one, name) for name in _LIFE} for one in (before, after))
        if was != values:
            connection.execute(openings.update().where(openings.c.id == after.id).values(values))
    if new:
        rows = [{"first_seen_at": now, "closed_at": o.closed_at, "burst_id": burst} for o in new]
        given = connection.execute(_NEW_OPENINGS, rows).scalars()
        ids |= {opening.id: OpeningId(id) for opening, id in zip(new, given, strict=True)}
    return ids


def _values(
    posting: Posting,
    opening: OpeningId,
    fingerprints: Mapping[str, bytes],
    known: Known,
    now: datetime,
) -> dict[str, Any]:
    row = known.postings.get(posting.external_id)
    return {
        "opening_id": opening,
        "fingerprint": fingerprints[posting.external_id],
        "content_hash": content_hash(posting),
        "revision": revision(posting),
        "fields": to_fields(posting),
        "valid_through": last_day(posting.valid_through, row, now=now),
    }


def _write_postings(
    connection: sa.Connection,
    written: Sequence[tuple[Posting, Mapping[str, Any]]],
    known: Known,
    now: datetime,
) -> None:
    new = [one for one in written if one[0].external_id not in known.postings]
    changed = [one for one in written if one[0].external_id in known.postings]
    ids: list[int] = []
    if new:
        rows = [
            {
                "source": posting.source,
                "external_id": posting.external_id,
                "first_seen_at": now,
                **values,
            }
            for posting, values in new
        ]
        ids = list(connection.execute(_NEW_POSTINGS, rows).scalars())
        connection.execute(sightings.insert(), [{"posting_id": id, "since": now} for id in ids])
    for posting, values in changed:
        mine = (postings.c.source == posting.source, postings.c.external_id == posting.external_id)
        update = postings.update().where(*mine).values(values).returning(postings.c.id)
        ids.append(connection.execute(update).scalar_one())
    for some in chunks(ids[len(new) :]):
        connection.execute(descriptions.delete().where(descriptions.c.posting_id.in_(some)))
    packed = [
        {"posting_id": id, "packed": pack(posting.description)}
        for id, (posting, _) in zip(ids, [*new, *changed], strict=True)
        if posting.description
    ]
    if packed:
        connection.execute(descriptions.insert(), packed)


def _write_traces(
    connection: sa.Connection,
    changes: Iterable[Change],
    ids: Mapping[OpeningId, OpeningId],
    known: Known,
) -> None:
    leading = Counter({key: len(some) for key, some in known.leads.items()})
    rows = []
    for change in changes:
        id = ids[change.after.id]
        for key in change.traces:
            if leading[key] < SATURATED and id not in known.leads.get(key, ()):
                leading[key] += 1
                rows.append({"key": key, "opening_id": id})
    if rows:
        connection.execute(traces.insert(), rows)


def _move(connection: sa.Connection, source: str, moved: Movement, now: datetime) -> None:
    c = postings.c
    by_count: dict[int, list[str]] = {}
    for id, count in moved.absences.items():
        by_count.setdefault(count, []).append(id)
    for count, ids in by_count.items():
        for some in chunks(ids):
            counted = postings.update().where(c.source == source, c.external_id.in_(some))
            connection.execute(counted.values(absences=count))
    for some in chunks(moved.closed.keys()):
        mine = (c.source == source, c.external_id.in_(some))
        connection.execute(postings.update().where(*mine).values(closed_at=now))
        shown = sightings.c.posting_id.in_(sa.select(c.id).where(*mine))
        ended = sightings.update().where(shown, sightings.c.until.is_(None))
        connection.execute(ended.values(until=now))
    for some in chunks(moved.reopened):
        mine = (c.source == source, c.external_id.in_(some))
        connection.execute(postings.update().where(*mine).values(closed_at=None))
        again = sa.select(c.id, sa.literal(now, sightings.c.since.type)).where(*mine)
        connection.execute(sightings.insert().from_select(["posting_id", "since"], again))


def count_undetailed(connection: sa.Connection, healthy: Healthy, known: Set[str]) -> None:
    """Counts a failed detail for each posting that lacks it; of the others read that are `known`,
    forgets it.

    A detail that was not asked for is none that failed, but is still to come.
    """
    mine = postings.c.source == healthy.poll.source
    failed, unasked = healthy.undetailed, healthy.unasked
    for ids, condition, tries in (
        (unasked, postings.c.undetailed == 0, sa.literal(1)),
        (
            (healthy.fingerprints.keys() & known) - failed - unasked,
            postings.c.undetailed > 0,
            sa.literal(0),
        ),
        (failed, sa.true(), postings.c.undetailed + 1),
    ):
        for some in chunks(ids):
            these = postings.update().where(mine, condition, postings.c.external_id.in_(some))
            connection.execute(these.values(undetailed=tries))
