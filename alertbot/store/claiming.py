"""Deliveries taken up and answered, many at a time. Each function works inside its caller's
transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot import delivery as machine
from alertbot.delivery import LEASE, Delivery, Settled, State
from alertbot.model import Address, Alert
from alertbot.store import contents, digests
from alertbot.store.prepared import Prepared
from alertbot.store.tables import attempts, destinations, outbox, unsettled
from alertbot.text.contacts import without_contacts

Due = tuple[Any, Any]
"""The rows of a chat that can be sent to, and of the first delivery that is due to it."""


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a delivery, the name of the `outcome`, and when."""

    claimed: Claimed
    settled: Settled
    outcome: str
    at: datetime

    @property
    def id(self) -> int:
        """The delivery's."""
        return self.claimed.delivery.id


# The statements are made once: to make one takes as long as to carry it out.
_in_flight = sa.exists().where(
    outbox.c.destination_id == destinations.c.id,
    unsettled,
    outbox.c.state == State.SENDING.value,
    sa.or_(
        outbox.c.lease_until > sa.bindparam("now"),
        outbox.c.id.in_(sa.bindparam("held", expanding=True)),
    ),
)
_due = (unsettled, outbox.c.not_before <= sa.bindparam("now"))
_first = (
    sa.select(outbox.c.id)
    .where(outbox.c.destination_id == destinations.c.id, *_due)
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(1)
    .correlate(destinations)
    .scalar_subquery()
)
_CHATS = Prepared(
    sa.select(
        destinations.c.id, destinations.c.channel, destinations.c.name, destinations.c.resolved
    )
    .where(
        destinations.c.channel.in_(sa.bindparam("channels", expanding=True)),
        destinations.c.paused_at.is_(None),
        destinations.c.next_at <= sa.bindparam("now"),
        ~_in_flight,
        _first.is_not(None),
    )
    .order_by(destinations.c.next_at, destinations.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer()))
    .with_for_update(skip_locked=True, key_share=True, of=destinations)
)
_mine = destinations.c.id.in_(sa.bindparam("chats", expanding=True))
_UNREAD = ("turn", "lease_until", "digest_id")
_ROWS = Prepared(
    sa.select(*(column for column in outbox.c if column.name not in _UNREAD))
    .where(outbox.c.id.in_(sa.select(_first).where(_mine, ~_in_flight)), *_due)
    .with_for_update(skip_locked=True, key_share=True, of=outbox)
)
_id: sa.BindParameter[int] = sa.bindparam("of")
_PACE = Prepared(
    destinations.update().where(destinations.c.id == _id).values(next_at=sa.bindparam("next_at"))
)
_CLAIM = Prepared(
    outbox.update()
    .where(outbox.c.id == _id)
    .values({name: sa.bindparam(name) for name in ("state", "uncertain", "lease_until")})
)
_SETTLE = Prepared(
    outbox.update()
    .where(outbox.c.id == _id)
    .values({name: sa.bindparam(name) for name in digests.SHARED} | {"lease_until": sa.null()})
)
_LEASED = (
    sa.select(outbox.c.id, outbox.c.lease_until)
    .where(
        outbox.c.id.in_(sa.bindparam("ids", expanding=True)),
        outbox.c.state == State.SENDING.value,
    )
    .order_by(outbox.c.id)
    .with_for_update(key_share=True)
)
_TRIED = Prepared(
    attempts.insert().values(
        {name: sa.bindparam(name) for name in ("delivery_id", "at", "outcome", "reason")}
    )
)


def due(
    connection: sa.Connection,
    channels: Collection[str],
    held: Collection[int],
    now: datetime,
    limit: int,
) -> list[Due]:
    """The chats on these channels that can be sent to, each with its delivery.

    Where several processes claim, each takes chats that no other holds. What is due to them is
    asked only then: it is what the one that had a chat before has left.
    """
    asked: dict[str, Any] = {"now": now, "held": list(held)}
    chats = _CHATS.rows(connection, **asked, channels=list(channels), most=limit)
    rows = _ROWS.rows(connection, **asked, chats=[chat.id for chat in chats])
    by_chat = {row.destination_id: row for row in rows}
    return [(chat, by_chat[chat.id]) for chat in chats if chat.id in by_chat]


def take(
    connection: sa.Connection, due: Sequence[Due], pace: Mapping[str, timedelta], now: datetime
) -> list[Claimed]:
    """Takes these up, at least one. `pace`: by channel, the least time between two messages."""
    until = now + LEASE
    until -= timedelta(microseconds=until.microsecond % 1000)  # it is stored so, and compared
    taken = [machine.claim(delivery(row)) for _, row in due]
    sending = ({"of": one.id, "uncertain": one.uncertain} for one in taken)
    _CLAIM.each(connection, sending, state=State.SENDING.value, lease_until=until)
    rests = ({"of": chat.id, "next_at": now + pace[chat.channel]} for chat, _ in due)
    _PACE.each(connection, rests)
    together = [one for one, (_, row) in zip(taken, due, strict=True) if row.kind == "digest"]
    if together:
        digests.claim(connection, together)
    said = contents.load_alerts(connection, [row for _, row in due], now)
    return [
        Claimed(
            one, row.kind, chat.id, chat.channel, Address(chat.name, chat.resolved), until, alert
        )
        for one, (chat, row), alert in zip(taken, due, said, strict=True)
    ]


def still_leased(connection: sa.Connection, answers: Sequence[Answer]) -> list[Answer]:
    """The answers whose deliveries nobody has taken up since."""
    by_id = {one.id: one for one in answers}
    rows = connection.execute(_LEASED, {"ids": list(by_id)})
    return [by_id[id] for id, until in rows if until == by_id[id].claimed.lease_until]


def record(connection: sa.Connection, answers: Sequence[Answer]) -> None:
    """Records what became of these deliveries, and that they were attempted."""
    if not answers:
        return
    _SETTLE.each(connection, [settled(one.settled.delivery) for one in answers])
    together = [one.settled.delivery for one in answers if one.claimed.kind == "digest"]
    if together:
        digests.settle(connection, [settled(one) for one in together])
    tried = [
        {
            "delivery_id": one.id,
            "at": one.at,
            "outcome": one.outcome,
            "reason": without_contacts(one.settled.delivery.reason),
        }
        for one in answers
    ]
    _TRIED.each(connection, tried)


def delivery(row: Any) -> Delivery:
    """The delivery of an outbox row."""
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


def settled(done: Delivery) -> dict[str, Any]:
    """What a row keeps of what became of its delivery, and "of" which."""
    return {
        "of": done.id,
        "state": done.state.value,
        "attempts": done.attempts,
        "uncertain": done.uncertain,
        "plain": done.plain,
        "not_before": done.not_before,
        "expires_at": done.expires_at,
        "reason": without_contacts(done.reason),
        "ref": done.ref,
    }
