"""What is known of the telling of one opening: deliveries, summaries, what holds it. Each function
works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.model import Opening, OpeningId
from alertbot.store import bursts
from alertbot.store.contents import BURST
from alertbot.store.tables import (
    attempts,
    destinations,
    openings,
    outbox,
    postings,
    searches,
    sources,
)
from alertbot.store.tables import bursts as burst_rows

_SUMMARIES = 200
"""Summaries that are looked through for an opening, the newest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery about an opening. `searches`: for which. `at`: when it was last tried, if it was.

    `reason`: why it was given up, or not sent yet. `digested`: it goes with a digest, and shares
    what becomes of that.
    """

    channel: str
    destination: str
    occasion: str
    state: State
    searches: tuple[str, ...]
    at: datetime | None
    not_before: datetime
    reason: str
    digested: bool = False


@dataclass(frozen=True, slots=True)
class Summarised:
    """A section of a summary. `total`: how many it counts; `best`: those that it names."""

    channel: str
    search: str
    state: State
    begun: datetime
    total: int
    best: frozenset[OpeningId]


@dataclass(frozen=True, slots=True)
class Kept:
    """A search as the service knows it."""

    version: str
    seeded_at: datetime


@dataclass(frozen=True, slots=True)
class Burst:
    """One that an opening came with. `ended_as`: empty while it is held."""

    source: str
    ends_at: datetime
    ended_as: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of the telling of one opening, whatever the search.

    `came`: when each source first showed it. `read`: when each source was first read, None where it
    was not yet. `paused`: the reason, by channel.
    """

    told: tuple[Told, ...] = ()
    summaries: tuple[Summarised, ...] = ()
    searches: Mapping[str, Kept] = field(default_factory=dict)
    came: Mapping[str, datetime] = field(default_factory=dict)
    read: Mapping[str, datetime | None] = field(default_factory=dict)
    paused: Mapping[str, str] = field(default_factory=dict)
    burst: Burst | None = None


def of(connection: sa.Connection, opening: Opening) -> Account:
    """Whom it was told to, and all that may have kept it from being told."""
    id = opening.id
    chats = connection.execute(sa.select(destinations)).all()
    c = postings.c
    came = sa.func.min(c.first_seen_at, type_=c.first_seen_at.type)
    shown = sa.select(c.source, came.label("at")).where(c.opening_id == id)
    return Account(
        told=tuple(_told(connection, id)),
        summaries=tuple(_summaries(connection)),
        searches={
            row.name: Kept(row.version, row.seeded_at)
            for row in connection.execute(sa.select(searches))
        },
        came={row.source: row.at for row in connection.execute(shown.group_by(c.source))},
        read={row.name: row.seeded_at for row in connection.execute(sa.select(sources))},
        paused={row.channel: row.paused_reason for row in chats if row.paused_at},
        burst=_burst(connection, opening),
    )


def _told(connection: sa.Connection, id: OpeningId) -> Iterator[Told]:
    tried = (
        sa.select(sa.func.max(attempts.c.at, type_=attempts.c.at.type))
        .where(attempts.c.delivery_id == sa.func.coalesce(outbox.c.digest_id, outbox.c.id))
        .scalar_subquery()
    )
    query = (
        sa.select(outbox, destinations.c.channel, destinations.c.name, tried.label("tried"))
        .select_from(outbox.join(destinations))
        .where(outbox.c.opening_id == id, outbox.c.edits.is_(None))
        .order_by(outbox.c.id)
    )
    for row in connection.execute(query):
        yield Told(
            row.channel,
            row.name,
            row.occasion,
            State(row.state),
            tuple(searches_of(row.payload)),
            row.tried,
            row.not_before,
            row.reason,
            row.digest_id is not None,
        )


def _summaries(connection: sa.Connection) -> Iterator[Summarised]:
    """The sections of the latest summaries, the newest first."""
    query = (
        sa.select(outbox.c.payload, outbox.c.state, outbox.c.created_at, destinations.c.channel)
        .select_from(outbox.join(destinations))
        .where(outbox.c.kind == "summary")
        .order_by(outbox.c.id.desc())
        .limit(_SUMMARIES)
    )
    for row in connection.execute(query):
        for name, _, section in sections(row.payload):
            best = frozenset(OpeningId(id) for _, id in section["best"])
            state = State(row.state)
            yield Summarised(row.channel, name, state, row.created_at, section["total"], best)


def searches_of(payload: Any) -> list[str]:
    """The searches of an alert about an opening; none where retention has emptied it."""
    return [match["key"] for match in (payload or {}).get("matches", ())]


def sections(payload: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Of a summary: the search, the source of a burst or "", and what is said of it."""
    for key, section in (payload or {}).get("sections", {}).items():
        name, _, source = key.partition(BURST)
        yield name, source, section


def _burst(connection: sa.Connection, opening: Opening) -> Burst | None:
    """The burst that holds an opening, or that it came with and which ended without alerts."""
    theirs = {posting.source for posting in opening.postings}
    if opening.held:
        mine = sa.select(openings.c.burst_id).where(openings.c.id == opening.id)
        id = connection.execute(mine).scalar()
        held = [one for one in bursts.held(connection) if one.id == id]
        return Burst(held[0].source, held[0].ends_at) if held else None
    c = burst_rows.c
    ended = (
        sa.select(c.source, c.ended_at, c.ended_as)
        .where(
            c.source.in_(theirs),
            c.at <= opening.first_seen,
            c.ended_at >= opening.first_seen,
            c.ended_as.in_(["summary", "dropped"]),
        )
        .order_by(c.id)
    )
    row = connection.execute(ended).first()
    return Burst(row.source, row.ended_at, row.ended_as) if row else None
