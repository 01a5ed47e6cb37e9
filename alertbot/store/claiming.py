"""Deliveries taken up and answered, many at a time. Each function works inside its caller's
transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot import delivery as machine
from alertbot.config import Timing
from alertbot.delivery import LEASE, Delivery, Kind, Settled, State
from alertbot.model import Address, Alert, OpeningAlert
from alertbot.schedule import carried
from alertbot.store import contents, digests, edits
from alertbot.store.dialects import later
from alertbot.store.edits import Sent
from alertbot.store.prepared import Prepared
from alertbot.store.tables import attempts, destinations, outbox, sending, unedited, unsettled
from alertbot.text.contacts import without_contacts

_AFTER = defaultdict(timedelta, {Kind.EDIT.value: timedelta(seconds=1.2)})
"""The least rest after a delivery of a kind: Slack takes fifty edits a minute, and posts more."""

Due = tuple[Any, Any]
"""The rows of a chat that can be sent to, and of the first delivery that is due to it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery taken up: whom to tell what, until when. `alert` is None where it is damaged.

    `message`: of an edit, what it edits. `credential`: by what it is to be sent.
    """

    delivery: Delivery
    destination: int
    channel: str
    address: Address
    lease_until: datetime
    alert: Alert | None
    message: Sent | None = None
    credential: str = ""


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
_theirs = outbox.c.destination_id == destinations.c.id
_due = outbox.c.not_before <= sa.bindparam("now")


def _first_of(waits: sa.TextClause) -> sa.ScalarSelect[int]:
    """The first of these that is due to a chat."""
    query = sa.select(outbox.c.id).where(_theirs, waits, _due)
    in_order = query.order_by(outbox.c.not_before, outbox.c.id).limit(1)
    return in_order.correlate(destinations).scalar_subquery()


# Edits come after alerts: a board that closes must not keep what is new.
_leased = sa.or_(
    outbox.c.lease_until > sa.bindparam("now"),
    outbox.c.id.in_(sa.bindparam("held", expanding=True)),
)
_free = ~sa.exists().where(_theirs, sending, _leased)
_first = sa.func.coalesce(_first_of(unsettled), _first_of(unedited))
_CHATS = Prepared(
    sa.select(
        *(destinations.c[name] for name in ("id", "channel", "name", "resolved", "credential"))
    )
    .where(
        destinations.c.channel.in_(sa.bindparam("channels", expanding=True)),
        destinations.c.paused_at.is_(None),
        destinations.c.next_at <= sa.bindparam("now"),
        _free,
        _first.is_not(None),
    )
    .order_by(destinations.c.next_at, destinations.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer()))
    .with_for_update(skip_locked=True, key_share=True, of=destinations)
)
_mine = destinations.c.id.in_(sa.bindparam("chats", expanding=True))
_on_its_way = sa.or_(unsettled, unedited)
_UNREAD = ("turn", "lease_until", "digest_id", "edits")
_ROWS = Prepared(
    sa.select(*(column for column in outbox.c if column.name not in _UNREAD))
    .where(outbox.c.id.in_(sa.select(_first).where(_mine, _free)), _on_its_way, _due)
    .with_for_update(skip_locked=True, key_share=True, of=outbox)
)


def _next_of(waits: sa.TextClause) -> sa.Select[datetime]:
    """When the first of these is due to a chat. By chat: there may be far more that waits."""
    first = sa.select(outbox.c.not_before).where(_theirs, waits).order_by(outbox.c.not_before)
    chats = sa.select(
        destinations.c.next_at, first.limit(1).correlate(destinations).scalar_subquery().label("at")
    ).where(
        destinations.c.channel.in_(sa.bindparam("channels", expanding=True)),
        destinations.c.paused_at.is_(None),
    )
    some = chats.subquery()
    return sa.select(sa.func.min(later(some.c.at, some.c.next_at))).where(some.c.at.is_not(None))


_NEXT = (_next_of(unsettled), _next_of(unedited))
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
_SOONER = Prepared(
    outbox.update()
    .where(
        outbox.c.destination_id == sa.bindparam("chat"),
        sa.or_(unsettled, unedited),
        outbox.c.state == sa.literal_column(f"'{State.PENDING.value}'"),
        outbox.c.attempts > 0,
        outbox.c.not_before > sa.bindparam("at"),
    )
    .values(not_before=sa.bindparam("at"))
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


def today(
    connection: sa.Connection,
    due: Sequence[Due],
    timings: Mapping[str, Collection[Timing]],
    now: datetime,
) -> list[Due]:
    """Of these, what goes now: a digest of an earlier day goes with that of today which is still to
    come. `timings`: by channel, those of the searches that report there."""
    return [
        (chat, row)
        for chat, row in due
        if row.kind != Kind.DIGEST
        or (slot := carried(row.occasion, now, timings.get(chat.channel, ()))) is None
        or not digests.carry(connection, row, slot)
    ]


def next_due(connection: sa.Connection, channels: Collection[str]) -> datetime | None:
    """When the next delivery is due to a chat that can be sent to."""
    asked = {"channels": list(channels)}
    found = (connection.execute(query, asked).scalar() for query in _NEXT)
    return min((moment for moment in found if moment is not None), default=None)


def take(
    connection: sa.Connection, due: Sequence[Due], pace: Mapping[str, timedelta], now: datetime
) -> list[Claimed]:
    """Takes these up, at least one. `pace`: by channel, the least time between two messages."""
    until = now + LEASE
    until -= timedelta(microseconds=until.microsecond % 1000)  # it is stored so, and compared
    taken = [machine.claim(delivery(row)) for _, row in due]
    them = ({"of": one.id, "uncertain": one.uncertain} for one in taken)
    _CLAIM.each(connection, them, state=State.SENDING.value, lease_until=until)
    rests = (
        {"of": chat.id, "next_at": now + max(pace[chat.channel], _AFTER[row.kind])}
        for chat, row in due
    )
    _PACE.each(connection, rests)
    together = [one for one in taken if one.kind is Kind.DIGEST]
    if together:
        digests.claim(connection, together)
    messages = edits.sent(connection, [row for _, row in due if row.kind == Kind.EDIT])
    said = contents.load_alerts(connection, [row for _, row in due], messages, now)
    return [
        Claimed(
            one,
            chat.id,
            chat.channel,
            Address(chat.name, chat.resolved),
            until,
            alert,
            messages[one.id][0] if one.id in messages else None,
            chat.credential,
        )
        for one, (chat, _), alert in zip(taken, due, said, strict=True)
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
    together = [one for one in answers if one.settled.delivery.kind is Kind.DIGEST]
    if together:
        digests.settle(connection, [settled(one.settled.delivery) for one in together])
    # A chat that takes what had failed before takes the rest of it, too: it backs off no longer.
    back = [one for one in answers if one.settled.delivery.state is State.DELIVERED]
    late = {one.claimed.destination: one.at for one in back if one.claimed.delivery.attempts}
    if late:
        _SOONER.each(connection, ({"chat": chat, "at": at} for chat, at in late.items()))
    for one in answers:
        if one.settled.delivery.kind is Kind.EDIT:
            edits.record(connection, one.id, _says(one), one.at)
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


def _says(answer: Answer) -> bool | None:
    """Whether a message says now that its opening is closed; None where it was not edited."""
    if answer.settled.delivery.state is not State.DELIVERED:
        return None
    alert = answer.claimed.alert
    return isinstance(alert, OpeningAlert) and alert.opening.closed_at is not None


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
        kind=Kind(row.kind),
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
