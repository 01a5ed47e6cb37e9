"""Digests: alerts that wait for each other, and go together. Each function works inside its
caller's transaction.

A digest is a row of the outbox, and so is each alert that goes with it, which shares its state. One
row is locked before those that go with it, so that two transactions do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import CLOSED, MAX_AGE, Delivery, State
from alertbot.model import Why
from alertbot.schedule import Slot
from alertbot.store.prepared import Prepared
from alertbot.store.tables import is_a_digest, openings, outbox

LOOKED_AT = 500
"""Alerts of a digest, the newest, that the best are chosen from."""

_REASONS: Mapping[Why, str] = {
    "search": "goes with a digest",
    "quiet": "came in quiet hours, goes with a digest",
    "over": "over the limit of a day, goes with a digest",
}

_mine = outbox.c.digest_id == sa.bindparam("of")
_CLAIM = Prepared(
    outbox.update()
    .where(_mine)
    .values({name: sa.bindparam(name) for name in ("state", "uncertain")})
)
SHARED = ("state", "attempts", "uncertain", "plain", "not_before", "expires_at", "reason", "ref")
"""What an alert has from the digest that it goes with."""
_SETTLE = Prepared(
    outbox.update().where(_mine).values({name: sa.bindparam(name) for name in SHARED})
)
_open = openings.c.closed_at.is_(None)
_with_openings = outbox.join(openings, openings.c.id == outbox.c.opening_id)
_COUNT = (
    sa.select(sa.func.count(outbox.c.opening_id.distinct()))
    .select_from(_with_openings)
    .where(_mine, _open)
)
_NEWEST = (
    sa.select(*(outbox.c[name] for name in ("id", "kind", "occasion", "opening_id", "payload")))
    .select_from(_with_openings)
    .where(_mine, _open)
    .order_by(outbox.c.id.desc())
    .limit(LOOKED_AT)
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A digest that takes alerts in. `due`: when it goes; `reason`: what its alerts wait for."""

    id: int
    due: datetime
    reason: str


@dataclass(slots=True)
class Gatherings:
    """The digests that alerts of this transaction go with, found or begun as they are needed."""

    connection: sa.Connection
    found: dict[tuple[int, str], Gathering | None] = field(default_factory=dict)

    def first(self, destination: int, slots: Iterator[Slot]) -> Gathering:
        """That of the first of these slots, in order, whose digest has not been begun to send."""
        return next(
            one for slot in slots if (one := self._gathering(destination, slot)) is not None
        )

    def _gathering(self, destination: int, slot: Slot) -> Gathering | None:
        key = destination, slot.key
        if key not in self.found:
            self.found[key] = self._find(destination, slot)
        return self.found[key]

    def _find(self, destination: int, slot: Slot) -> Gathering | None:
        mine = (outbox.c.destination_id == destination, outbox.c.occasion == slot.key)
        query = sa.select(outbox).where(is_a_digest, *mine)
        row = self.connection.execute(query.with_for_update(key_share=True)).first()
        if row is None:
            fresh = outbox.insert().values(**_digest(destination, slot)).returning(outbox.c.id)
            id = self.connection.execute(fresh).scalar_one()
            return Gathering(id, slot.at, _REASONS[slot.why])
        return Gathering(row.id, row.not_before, _REASONS[slot.why]) if _gathers(row) else None


def _gathers(row: sa.Row[Any]) -> bool:
    """Whether nobody has tried to send a digest yet."""
    return bool(row.state == State.PENDING.value and not row.attempts and not row.uncertain)


def _digest(destination: int, slot: Slot) -> dict[str, Any]:
    """It begins to be when it is due: until then it does not age, and it is not late."""
    return {
        "kind": "digest",
        "occasion": slot.key,
        "destination_id": destination,
        "payload": {},
        "state": State.PENDING.value,
        "created_at": slot.at,
        "not_before": slot.at,
        "expires_at": slot.at + MAX_AGE,
    }


def carry(connection: sa.Connection, digest: sa.Row[Any], slot: Slot) -> bool:
    """A digest goes with that of a later slot, all of it. False where one of the two may have gone,
    and nothing is written. Its row is locked."""
    mine = (outbox.c.destination_id == digest.destination_id, outbox.c.occasion == slot.key)
    query = sa.select(outbox).where(is_a_digest, *mine)
    other = connection.execute(query.with_for_update(key_share=True)).first()
    if not _gathers(digest) or (other is not None and not _gathers(other)):
        return False
    goes_with = digest.id if other is None else other.id
    due = slot.at if other is None else other.not_before
    shared = {"digest_id": goes_with, "not_before": due, "expires_at": due + MAX_AGE}
    connection.execute(outbox.update().where(_mine).values(**shared), {"of": digest.id})
    itself = outbox.c.id == digest.id
    if other is None:
        values = _digest(digest.destination_id, slot)
        connection.execute(outbox.update().where(itself).values(**values))
    else:
        connection.execute(outbox.delete().where(itself))
    return True


def taken_out(connection: sa.Connection, digest: int) -> datetime | None:
    """When a digest is due that an alert may still be taken out of; None where it may have gone.

    It is locked, so that it does not go meanwhile.
    """
    query = sa.select(outbox).where(outbox.c.id == digest).with_for_update(key_share=True)
    row = connection.execute(query).first()
    due: datetime | None = row.not_before if row is not None and _gathers(row) else None
    return due


def claim(connection: sa.Connection, taken: Collection[Delivery]) -> None:
    """What goes with these digests, at least one, is being sent with them."""
    sending = ({"of": one.id, "uncertain": one.uncertain} for one in taken)
    _CLAIM.each(connection, sending, state=State.SENDING.value)


def settle(connection: sa.Connection, settled: Collection[Mapping[str, Any]]) -> None:
    """What became of these digests, at least one, became of all that goes with them.

    Each says "of" which, and what is SHARED. What has closed meanwhile was not said.
    """
    _SETTLE.each(connection, [dict(one) for one in settled])
    said = [one["of"] for one in settled if one["state"] == State.DELIVERED]
    closed = sa.select(openings.c.id).where(~_open)
    left_out = outbox.update().where(outbox.c.digest_id.in_(said), outbox.c.opening_id.in_(closed))
    connection.execute(left_out.values(reason=CLOSED, ref=""))


def fall_apart(connection: sa.Connection, digest: int, now: datetime) -> None:
    """What goes with a digest that the service refuses is to be said one by one, from now on."""
    values: dict[str, Any] = {"digest_id": None, "state": State.PENDING.value, "attempts": 0}
    values |= {"plain": False, "uncertain": False, "reason": "its digest was refused"}
    values |= {"created_at": now, "not_before": now, "expires_at": now + MAX_AGE}
    connection.execute(outbox.update().where(outbox.c.digest_id == digest).values(values))


def members(connection: sa.Connection, digest: int) -> tuple[int, Sequence[sa.Row[Any]]]:
    """How many openings a digest tells of that are still open, and the newest of its alerts."""
    total: int = connection.execute(_COUNT, {"of": digest}).scalar_one()
    rows = connection.execute(_NEWEST, {"of": digest}).all() if total else ()
    return total, rows


def sizes(connection: sa.Connection) -> dict[int, int]:
    """How many alerts go with each digest."""
    query = (
        sa.select(outbox.c.digest_id, sa.func.count().label("size"))
        .where(outbox.c.digest_id.is_not(None))
        .group_by(outbox.c.digest_id)
    )
    return {row.digest_id: row.size for row in connection.execute(query)}
