"""How all of it is at one moment: sources, searches, what waits, what was told. Each function works
inside its caller's transaction.

What is asked for is bounded, whatever is stored: see LOOKED_AT.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa

from alertbot.config import Keep
from alertbot.delivery import CLOSED, Kind, State
from alertbot.life import Belief
from alertbot.model import Alert
from alertbot.schedule import today
from alertbot.store import accounts, contents
from alertbot.store.backlogs import Backlog, backlogs
from alertbot.store.edits import TAKEN_BACK
from alertbot.store.register import Health
from alertbot.store.tables import attempts, destinations, is_a_digest, openings, outbox, polls

DAYS = 28
"""Days that are counted: what polls brought is kept longer, unless the configuration differs."""

LOOKED_AT = 10_000
"""Alerts, the newest, that are counted by search: what they hold has to be read for that."""

_DAY = timedelta(days=1)
_NO_LETTERS = (Kind.NOTICE.value, Kind.DIGEST.value)


@dataclass(frozen=True, slots=True)
class Told:
    """The alerts of a search, by day, and how many openings a day that is, on the average."""

    by_day: tuple[int, ...]
    a_day: float


@dataclass(frozen=True, slots=True)
class Paused:
    """A chat that nothing is sent to until a person resumes it."""

    channel: str
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LastDigest:
    """The last digest that was delivered, and how many openings went with it."""

    channel: str
    at: datetime
    openings: int


@dataclass(frozen=True, slots=True)
class Status:
    """`days`: when each day began that is counted, the last of them today.

    `postings`: new ones by source and day, without those that a source had when it was new.
    `alerts`: those that came up, by day. `searches`: the same by search, of the newest alone where
    they are many. `dead`: how many dead letters there are.
    """

    at: datetime
    days: tuple[datetime, ...]
    sources: tuple[Health, ...]
    postings: Mapping[str, tuple[int, ...]]
    alerts: tuple[int, ...]
    searches: Mapping[str, Told]
    waiting: tuple[Backlog, ...]
    dead: int
    paused: tuple[Paused, ...]
    digest: LastDigest | None

    @property
    def found(self) -> tuple[int, ...]:
        """New postings by day, of all sources."""
        return tuple(sum(counts) for counts in zip(*self.postings.values(), strict=True)) or tuple(
            0 for _ in self.days
        )

    def foremost(self, most: int) -> list[Health]:
        """The sources to look at first: those in trouble, then those that bring most."""
        return sorted(
            self.sources,
            key=lambda one: (not one.detail, -sum(self.postings.get(one.name, ())), one.name),
        )[:most]

    @property
    def succeeded_at(self) -> datetime | None:
        """When a source was last read."""
        return max((it.succeeded_at for it in self.sources if it.succeeded_at), default=None)


@dataclass(frozen=True, slots=True)
class Said:
    """An alert that was delivered, as it would be said once more now; None if it is damaged."""

    id: int
    channel: str
    at: datetime
    alert: Alert | None


def counted_days(now: datetime, zone: tzinfo, keep: Keep) -> tuple[datetime, ...]:
    """When each of the days began that are counted, in that zone; today is the last."""
    found = [today(now, zone)[0]]
    while len(found) < min(DAYS, keep.polls // _DAY):
        found.append(today(found[-1] - timedelta(microseconds=1), zone)[0])
    return tuple(reversed(found))


def status(
    connection: sa.Connection, sources: Sequence[Health], days: Sequence[datetime], now: datetime
) -> Status:
    """`sources`: how each is. `days`: see Status."""
    alerts, dead = _outbox(connection, days)
    return Status(
        at=now,
        days=tuple(days),
        sources=tuple(sources),
        postings=_postings(connection, days),
        alerts=alerts,
        searches=_searches(connection, days, now),
        waiting=tuple(backlogs(connection, now)),
        dead=dead,
        paused=_paused(connection),
        digest=_digest(connection),
    )


def _day(moment: sa.ColumnElement[datetime], days: Sequence[datetime]) -> sa.Case[Any]:
    """Which of these days a moment is on, from 0; None before the first."""
    last = len(days) - 1
    return sa.case(
        (moment < days[0], None),
        *((moment < end, sa.literal_column(str(place))) for place, end in enumerate(days[1:])),
        else_=sa.literal_column(str(last)),
    )


def _counted(places: Mapping[int, int], days: Sequence[datetime]) -> tuple[int, ...]:
    return tuple(places.get(place, 0) for place in range(len(days)))


def _postings(connection: sa.Connection, days: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
    day = _day(polls.c.at, days).label("day")
    query = (
        sa.select(polls.c.source, day, sa.func.sum(polls.c.new).label("new"))
        .where(polls.c.at >= days[0], polls.c.new > 0, polls.c.verdict != Belief.SEEDED.value)
        .group_by(polls.c.source, day)
    )
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.source, {})[row.day] = int(row.new)
    return {source: _counted(places, days) for source, places in found.items()}


def _outbox(connection: sa.Connection, days: Sequence[datetime]) -> tuple[tuple[int, ...], int]:
    """The alerts by day, and the dead letters, in one look at what may be a large table."""
    day = _day(outbox.c.created_at, days).label("day")
    dead = sa.and_(outbox.c.state == State.DEAD.value, outbox.c.kind.not_in(_NO_LETTERS))
    told = sa.and_(outbox.c.kind == Kind.OPENING.value, outbox.c.created_at >= days[0])
    query = (
        sa.select(day, dead.label("dead"), told.label("told"), sa.func.count().label("times"))
        .where(sa.or_(dead, told))
        .group_by(day, dead, told)
    )
    alerts, letters = Counter[int](), 0
    for row in connection.execute(query):
        letters += row.times if row.dead else 0
        if row.told:
            alerts[row.day] += row.times
    return _counted(alerts, days), letters


def _searches(
    connection: sa.Connection, days: Sequence[datetime], now: datetime
) -> dict[str, Told]:
    day = _day(outbox.c.created_at, days).label("day")
    query = (
        sa.select(outbox.c.opening_id, outbox.c.payload, outbox.c.created_at, day)
        .where(outbox.c.kind == Kind.OPENING.value, outbox.c.created_at >= days[0])
        .order_by(outbox.c.id.desc())
        .limit(LOOKED_AT)
    )
    rows = connection.execute(query).all()
    since = rows[-1].created_at if len(rows) == LOOKED_AT else max(days[0], _begun(connection, now))
    length = max((now - since) / _DAY, 1.0)
    by_day: dict[str, Counter[int]] = {}
    ids: dict[str, set[int]] = {}
    for row in rows:
        for name in accounts.searches_of(row.payload):
            by_day.setdefault(name, Counter())[row.day] += 1
            ids.setdefault(name, set()).add(row.opening_id)
    return {
        name: Told(_counted(places, days), len(ids[name]) / length)
        for name, places in by_day.items()
    }


def _begun(connection: sa.Connection, now: datetime) -> datetime:
    """Since when anything is stored."""
    first = sa.select(openings.c.first_seen_at).order_by(openings.c.id).limit(1)
    found: datetime | None = connection.execute(first).scalar()
    return found or now


def _paused(connection: sa.Connection) -> tuple[Paused, ...]:
    query = (
        sa.select(destinations)
        .where(destinations.c.paused_at.is_not(None), destinations.c.active)
        .order_by(destinations.c.channel)
    )
    rows = connection.execute(query)
    return tuple(Paused(row.channel, row.paused_at, row.paused_reason) for row in rows)


def _digest(connection: sa.Connection) -> LastDigest | None:
    delivered = outbox.c.state == State.DELIVERED.value
    query = (
        sa.select(outbox.c.id, outbox.c.created_at, destinations.c.channel)
        .select_from(outbox.join(destinations))
        .where(is_a_digest, delivered)
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    members = sa.select(sa.func.count(outbox.c.opening_id.distinct())).where(
        outbox.c.digest_id == row.id
    )
    at = _tried(connection, [row.id]).get(row.id, row.created_at)
    return LastDigest(row.channel, at, connection.execute(members).scalar_one())


def said(connection: sa.Connection, count: int) -> list[Said]:
    """The last alerts that were delivered, the newest first: see Answers.said."""
    kinds = (Kind.OPENING.value, Kind.DIGEST.value, Kind.SUMMARY.value)
    query = (
        sa.select(outbox, destinations.c.channel)
        .select_from(outbox.join(destinations))
        .where(
            outbox.c.state == State.DELIVERED.value,
            outbox.c.kind.in_(kinds),
            outbox.c.digest_id.is_(None),
            outbox.c.reason.not_in([CLOSED, TAKEN_BACK]),
        )
        .order_by(outbox.c.id.desc())
        .limit(count)
    )
    rows = connection.execute(query).all()
    tried = _tried(connection, [row.id for row in rows])
    found = []
    for row in rows:
        at = tried.get(row.id, row.created_at)
        (alert,) = contents.load_alerts(connection, [row], {}, at)
        found.append(Said(row.id, row.channel, at, alert))
    return found


def _tried(connection: sa.Connection, ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these was last tried."""
    last = sa.func.max(attempts.c.at, type_=attempts.c.at.type).label("at")
    query = sa.select(attempts.c.delivery_id, last).where(attempts.c.delivery_id.in_(ids))
    rows = connection.execute(query.group_by(attempts.c.delivery_id))
    return {row.delivery_id: row.at for row in rows}
