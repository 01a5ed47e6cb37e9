"""Signs of life: whether all is well, and what the operator hears of it now and then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import MAX_AGE, State
from alertbot.health import Vitals, beat_due
from alertbot.store import alerts
from alertbot.store.engine import Database
from alertbot.store.register import Health
from alertbot.store.tables import attempts, destinations, instance, outbox, sources, unsettled

LATE = timedelta(hours=1)
"""So long after its time a delivery that waits is late; a burst takes a while."""


class Beats:
    """The store's methods for signs of life. Each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None

    def beat(self, day: date, health: Collection[Health], now: datetime) -> bool:
        """Says the line of a local day, unless it has been. Answers whether it did.

        `health`: how the sources are. The first that is ever due is not said: there is nothing yet
        to say.
        """
        with self._database.write() as connection:
            row = connection.execute(sa.select(instance).with_for_update()).one()
            if not beat_due(row.beat, day):
                return False
            total = connection.execute(sa.select(sa.func.sum(sources.c.polled))).scalar() or 0
            said = {"beat": day.isoformat(), "beat_at": now, "beat_polls": int(total)}
            connection.execute(instance.update().values(said))
            if not row.beat:
                return False
            vitals = Vitals(
                polls=max(int(total) - row.beat_polls, 0),
                alerts=_alerts(connection, row.beat_at, now),
                ill={one.name: one.state for one in health if one.lasts},
                sources=len(health),
                paused=_paused(connection),
                dead=_dead(connection),
                late=_late(connection, now),
            )
            occasion = f"heartbeat/{day.isoformat()}"
            alerts.notify(connection, self.operator, vitals.line(), now, occasion)
            return True

    def unwell(self, since: datetime | None, now: datetime) -> str:
        """Why not all is well, in one line; empty where it is.

        `since`: some poll has to have succeeded since then. Raises StoreError where the database
        cannot be written.
        """
        with self._database.write() as connection:
            connection.execute(instance.update().values(keyed=instance.c.keyed))
            late = _late(connection, now)
            silent = since is not None and not _read_since(connection, since)
        if silent:
            return "no poll has succeeded for long"
        return f"alerts wait for long: {late}" if late else ""


def _read_since(connection: sa.Connection, since: datetime) -> bool:
    read = sources.c.succeeded_at >= since
    query = sa.select(sa.literal(1)).where(sources.c.active, read).limit(1)
    return connection.execute(query).scalar() is not None


def _alerts(connection: sa.Connection, since: datetime, now: datetime) -> int:
    """How many openings were told in that time, by themselves or with a digest."""
    c = attempts.c
    within = (c.outcome == "Delivered", c.at > since, c.at <= now)
    alone = sa.select(sa.func.count()).where(
        *within, c.delivery_id == outbox.c.id, outbox.c.kind == "opening"
    )
    together = sa.select(sa.func.count()).where(*within, c.delivery_id == outbox.c.digest_id)
    return sum(connection.execute(query).scalar_one() for query in (alone, together))


def _paused(connection: sa.Connection) -> tuple[str, ...]:
    c = destinations.c
    query = sa.select(c.channel).where(c.active, c.paused_at.is_not(None)).order_by(c.channel)
    return tuple(connection.execute(query).scalars())


def _dead(connection: sa.Connection) -> int:
    dead = (outbox.c.state == State.DEAD.value, outbox.c.digest_id.is_(None))
    return _count(connection, sa.select(sa.func.count()).where(*dead))


def _late(connection: sa.Connection, now: datetime) -> int:
    """How many deliveries wait for long after their time, at chats that take them."""
    ours = (destinations.c.active, destinations.c.paused_at.is_(None))
    # Its time to live runs from when it may be sent first, whatever has kept it from that.
    late = (unsettled, outbox.c.expires_at <= now - LATE + MAX_AGE)
    query = sa.select(sa.func.count()).select_from(outbox.join(destinations))
    return _count(connection, query.where(*ours, *late))


def _count(connection: sa.Connection, query: sa.Select[Any]) -> int:
    found: int = connection.execute(query).scalar_one()
    return found
