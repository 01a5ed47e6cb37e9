"""Alerts waiting: claimed, settled, resumed. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot import delivery as machine
from alertbot.delivery import LEASE, Delivery, Settled, State
from alertbot.model import Address, Alert
from alertbot.store import alerts
from alertbot.store.destinations import carry_out
from alertbot.store.dialects import later
from alertbot.store.engine import Database
from alertbot.store.tables import attempts, destinations, outbox, postings, unsettled
from alertbot.text.contacts import without_contacts


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery taken up: whom to tell what, until when. `alert` is None where it is damaged."""

    delivery: Delivery
    kind: str
    destination: int
    channel: str
    address: Address
    lease_until: datetime
    alert: Alert | None


class Outbox:
    """The store's methods for the dispatcher and for the commands about the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None

    def free_leases(self) -> int:
        """Makes claimable what a process that died was sending, and answers how much that is.

        Only for who holds the lock of `run`; where several processes send, each lease runs out.
        """
        if self._database.shared:
            return 0
        statement = (
            outbox.update()
            .where(outbox.c.state == State.SENDING.value)
            .values(lease_until=outbox.c.created_at)
        )
        with self._database.write() as connection:
            return connection.execute(statement).rowcount

    def release_summaries(self, now: datetime) -> None:
        """Lets the summaries that still gather go out now: the round is complete."""
        with self._database.write() as connection:
            connection.execute(
                outbox.update()
                .where(
                    outbox.c.kind == "summary",
                    outbox.c.state == State.PENDING.value,
                    outbox.c.attempts == 0,
                    outbox.c.not_before > now,
                )
                .values(not_before=now)
            )

    def claim(
        self,
        pace: Mapping[str, timedelta],
        *,
        now: datetime,
        limit: int,
        held: frozenset[int] = frozenset(),
    ) -> list[Claimed]:
        """Takes up what is due: one a destination, so that no backlog starves another.

        `pace`: the channels that can send, and the least time between two messages of each.
        `held`: deliveries that the caller still works on, whatever their lease says.
        """
        with self._database.write() as connection:
            taken = []
            for chat, row in _due(connection, pace.keys(), held, now, limit):
                claimed = machine.claim(_delivery(row))
                until = now + LEASE
                connection.execute(
                    outbox.update()
                    .where(outbox.c.id == row.id)
                    .values(
                        state=claimed.state.value, uncertain=claimed.uncertain, lease_until=until
                    )
                )
                connection.execute(
                    destinations.update()
                    .where(destinations.c.id == chat.id)
                    .values(next_at=now + pace[chat.channel])
                )
                address = Address(chat.name, chat.resolved)
                alert = _alert(connection, row)
                taken.append(
                    Claimed(claimed, row.kind, chat.id, chat.channel, address, until, alert)
                )
            return taken

    def settle(self, claimed: Claimed, settled: Settled, outcome: str, now: datetime) -> bool:
        """Records an answer and its consequences. False if the lease was lost meanwhile."""
        done = settled.delivery
        with self._database.write() as connection:
            updated = connection.execute(
                outbox.update()
                .where(
                    outbox.c.id == done.id,
                    outbox.c.state == State.SENDING.value,
                    outbox.c.lease_until == claimed.lease_until,
                )
                .values(
                    state=done.state.value,
                    attempts=done.attempts,
                    uncertain=done.uncertain,
                    plain=done.plain,
                    not_before=done.not_before,
                    expires_at=done.expires_at,
                    reason=without_contacts(done.reason),
                    ref=done.ref,
                    lease_until=None,
                )
            )
            if updated.rowcount == 0:
                return False
            connection.execute(
                attempts.insert().values(
                    delivery_id=done.id,
                    at=now,
                    outcome=outcome,
                    reason=without_contacts(done.reason),
                )
            )
            if settled.effect is not None:
                carry_out(connection, claimed.destination, settled.effect, self.operator, now)
            if done.state is State.DEAD and claimed.kind != "notice":
                alerts.notify(connection, self.operator, "", now, "dead")
            return True

    def next_due(self, channels: Collection[str], before: datetime) -> datetime | None:
        """When the next delivery is due that an open destination could take, if before then."""
        due_at = later(outbox.c.not_before, destinations.c.next_at)
        query = (
            sa.select(sa.func.min(due_at))
            .select_from(outbox.join(destinations))
            .where(
                destinations.c.channel.in_(channels),
                destinations.c.paused_at.is_(None),
                unsettled,
            )
        )
        with self._database.read() as connection:
            found: datetime | None = connection.execute(query).scalar()
        return found if found is not None and found <= before else None

    def listed(self, state: State | None = None) -> list[dict[str, Any]]:
        """The outbox for people and scripts, the oldest first: the fields of `outbox list`."""
        title = (
            sa.select(postings.c.fields["title"].as_string())
            .where(postings.c.opening_id == outbox.c.opening_id)
            .order_by(postings.c.id)
            .limit(1)
            .scalar_subquery()
        )
        query = (
            sa.select(outbox, destinations.c.channel, destinations.c.name, title.label("title"))
            .select_from(outbox.join(destinations))
            .order_by(outbox.c.id)
        )
        if state is not None:
            query = query.where(outbox.c.state == state.value)
        with self._database.read() as connection:
            return [_listed(row) for row in connection.execute(query)]

    def waiting(self, channels: Collection[str]) -> list[tuple[str, str]]:
        """(channel, last reason) of what these could not send yet; not where the chat is paused."""
        query = (
            sa.select(destinations.c.channel, outbox.c.reason)
            .select_from(outbox.join(destinations))
            .where(
                unsettled,
                destinations.c.channel.in_(channels),
                destinations.c.paused_at.is_(None),
            )
            .order_by(outbox.c.id)
        )
        with self._database.read() as connection:
            return [(row.channel, row.reason) for row in connection.execute(query)]

    def retry(self, ids: Collection[int], now: datetime) -> int:
        """Brings dead letters back, all if none is named. Answers how many."""
        query = sa.select(outbox).where(outbox.c.state == State.DEAD.value)
        if ids:
            query = query.where(outbox.c.id.in_(ids))
        with self._database.write() as connection:
            rows = connection.execute(query).all()
            for row in rows:
                again = machine.retry(_delivery(row), now=now)
                connection.execute(
                    outbox.update()
                    .where(outbox.c.id == row.id)
                    .values(
                        state=again.state.value,
                        attempts=again.attempts,
                        plain=again.plain,
                        not_before=again.not_before,
                        expires_at=again.expires_at,
                    )
                )
            return len(rows)

    def drop(self, ids: Collection[int]) -> int:
        """Forgets dead letters for good. Answers how many."""
        statement = outbox.delete().where(outbox.c.id.in_(ids), outbox.c.state == State.DEAD.value)
        with self._database.write() as connection:
            return connection.execute(statement).rowcount


def _due(
    connection: sa.Connection,
    channels: Collection[str],
    held: Collection[int],
    now: datetime,
    limit: int,
) -> list[tuple[sa.Row[Any], sa.Row[Any]]]:
    """The chats that can be sent to, each with its delivery.

    Where several processes claim, each takes chats that no other holds. What is due to them is
    asked only then: it is what the one that had a chat before has left.
    """
    in_flight = sa.exists().where(
        outbox.c.destination_id == destinations.c.id,
        unsettled,
        outbox.c.state == State.SENDING.value,
        sa.or_(outbox.c.lease_until > now, outbox.c.id.in_(held)),
    )
    due = (unsettled, outbox.c.not_before <= now)
    first = (
        sa.select(outbox.c.id)
        .where(outbox.c.destination_id == destinations.c.id, *due)
        .order_by(outbox.c.not_before, outbox.c.id)
        .limit(1)
        .correlate(destinations)
        .scalar_subquery()
    )
    chats = connection.execute(
        sa.select(destinations)
        .where(
            destinations.c.channel.in_(channels),
            destinations.c.paused_at.is_(None),
            destinations.c.next_at <= now,
            ~in_flight,
            first.is_not(None),
        )
        .order_by(destinations.c.next_at, destinations.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True, of=destinations)
    ).all()
    mine = destinations.c.id.in_([chat.id for chat in chats])
    chosen = sa.select(first).where(mine, ~in_flight)
    rows = connection.execute(
        sa.select(outbox)
        .where(outbox.c.id.in_(chosen), *due)
        .with_for_update(skip_locked=True, key_share=True, of=outbox)
    )
    by_chat = {row.destination_id: row for row in rows}
    return [(chat, by_chat[chat.id]) for chat in chats if chat.id in by_chat]


def _delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        state=State(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        not_before=row.not_before,
        expires_at=row.expires_at,
        uncertain=row.uncertain,
        plain=row.plain,
        reason=row.reason,
        ref=row.ref,
    )


def _alert(connection: sa.Connection, row: sa.Row[Any]) -> Alert | None:
    try:
        return alerts.load_alert(connection, row)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _listed(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "channel": row.channel,
        "destination": row.name,
        "opening": row.opening_id,
        "title": row.title or "",
        "attempts": row.attempts,
        "reason": row.reason,
        "not_before": row.not_before.isoformat(),
        "created_at": row.created_at.isoformat(),
        "ref": row.ref,
    }
