"""Edits of messages that were sent. Each function works inside its caller's transaction.

An edit is a row of the outbox that names the row of the message, and there is one a message: it is
begun anew whenever there is more to say, and what it says is how things are when it is made. Its
payload counts what has been done to the message.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from alertbot.decide import Decision
from alertbot.delivery import MAX_AGE, Kind, State
from alertbot.editing import Edited, due
from alertbot.model import Life, OpeningId
from alertbot.store.openings import chunks
from alertbot.store.tables import destinations, outbox

TAKEN_BACK = "taken back"
"""Why there is no message any more, or was none."""


class Act(StrEnum):
    """What is done to a message: the occasion of an edit."""

    EDIT = "edit"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent: by which delivery, and what the service calls it; empty where it has
    none. `retracted`: it is to be taken back."""

    id: int
    ref: str
    retracted: bool = False


_CORRECTED = (Life.CHANGED, Life.CLOSED, Life.REOPENED)

_sent = outbox.alias("sent")
_edit = outbox.alias("edit")
_MESSAGES = (
    sa.select(
        *(_sent.c[name] for name in ("id", "destination_id", "opening_id", "state", "ref")),
        _edit.c.id.label("edit"),
        _edit.c.occasion.label("act"),
        _edit.c.state.label("edit_state"),
        *(_edit.c[name] for name in ("payload", "attempts", "not_before")),
    )
    .select_from(
        _sent.join(destinations, destinations.c.id == _sent.c.destination_id).outerjoin(
            _edit, _edit.c.edits == _sent.c.id
        )
    )
    .where(destinations.c.edits, destinations.c.active)
    .order_by(_sent.c.id)
)


def changed(decision: Decision, ids: Mapping[OpeningId, OpeningId]) -> dict[OpeningId, bool]:
    """The openings about which what was sent is to be corrected, and whether they are closed."""
    return {
        ids[change.after.id]: change.after.closed_at is not None
        for change in decision.changes
        if change.before is not None and any(one.what in _CORRECTED for one in change.news)
    }


def enqueue(connection: sa.Connection, changed: Mapping[OpeningId, bool], now: datetime) -> None:
    """An edit of each message about these openings, as soon as it may be edited again.

    `changed`: whether the opening is closed now. What is still to be sent needs none; what is being
    sent does, since it may say what was.
    """
    for some in chunks(changed):
        mine = (_sent.c.kind == Kind.OPENING.value, _sent.c.opening_id.in_(some))
        alone = _sent.c.digest_id.is_(None)
        # Locked, so that one that is just being claimed is seen as such.
        query = _MESSAGES.where(*mine, alone).with_for_update(of=_sent, key_share=True)
        for row in connection.execute(query).all():
            if not _is_out(row) or row.act == Act.RETRACT:
                continue
            closed = changed[OpeningId(row.opening_id)]
            moment = due(edited(row.payload), closed=closed, now=now)
            if moment is not None:
                _begin(connection, row, Act.EDIT, moment, now, closed=closed)


def begin(
    connection: sa.Connection, messages: Collection[int], act: Act, now: datetime
) -> frozenset[int]:
    """An edit of these messages now, by the ids of their deliveries, however often they have been
    edited. Answers with those that can be."""
    begun = set()
    for some in chunks(messages):
        query = _MESSAGES.where(_sent.c.id.in_(some))
        for row in connection.execute(query.with_for_update(of=_sent, key_share=True)).all():
            if _is_out(row):
                _begin(connection, row, act, now, now, closed=False)
                begun.add(row.id)
    return frozenset(begun)


def _is_out(row: Any) -> bool:
    """Whether a message is there to be edited, or may just be being sent."""
    return bool(row.state == State.SENDING or (row.state == State.DELIVERED and row.ref))


def _begin(
    connection: sa.Connection,
    row: Any,
    act: Act,
    moment: datetime,
    now: datetime,
    *,
    closed: bool,
) -> None:
    """`row`: of _MESSAGES."""
    mine = outbox.c.id == row.edit
    if row.edit_state == State.SENDING:  # what it says may be older: it is begun anew when it ends
        payload = {**(row.payload or {}), "again": {"act": act.value, "closed": closed}}
        connection.execute(outbox.update().where(mine).values(payload=payload))
        return
    values: dict[str, Any] = {"occasion": act.value, "not_before": moment}
    if row.edit_state == State.PENDING:
        # One that the service could not take goes on as it was to.
        values["not_before"] = row.not_before if row.attempts else min(moment, row.not_before)
        connection.execute(outbox.update().where(mine).values(values))
        return
    values |= {"state": State.PENDING.value, "attempts": 0, "plain": False, "reason": ""}
    values |= {"created_at": now, "expires_at": moment + MAX_AGE}
    if row.edit is not None:
        connection.execute(outbox.update().where(mine).values(values))
        return
    values |= {"kind": Kind.EDIT.value, "turn": row.id, "edits": row.id, "payload": {}}
    values |= {name: getattr(row, name) for name in ("destination_id", "opening_id")}
    connection.execute(outbox.insert().values(values))


def edited(payload: Any) -> Edited:
    """What has been done to a message, from the payload of its edit."""
    done = (payload or {}).get("done")
    if not done:
        return Edited()
    return Edited(done["times"], datetime.fromtimestamp(done["last"], UTC), done["closed"])


def sent(connection: sa.Connection, rows: Collection[Any]) -> dict[int, tuple[Sent, sa.Row[Any]]]:
    """The messages that these edits are of, with their rows, by the edit's id."""
    if not rows:
        return {}
    acts = {row.id: row.occasion for row in rows}
    query = (
        sa.select(outbox, _edit.c.id.label("edit"))
        .join(_edit, _edit.c.edits == outbox.c.id)
        .where(_edit.c.id.in_(acts))
    )
    return {
        row.edit: (Sent(row.id, row.ref, acts[row.edit] == Act.RETRACT), row)
        for row in connection.execute(query)
    }


def record(connection: sa.Connection, edit: int, says: bool | None, at: datetime) -> None:
    """Counts an edit that was answered, and begins it anew where there is more to say meanwhile.

    `says`: whether the message says now that its opening is closed; None where nothing was done.
    """
    mine = outbox.c.id == edit
    row = connection.execute(sa.select(outbox).where(mine)).one()
    payload = dict(row.payload or {})
    again = payload.pop("again", None)
    if says is not None:
        times = edited(payload).times + 1
        payload["done"] = {"times": times, "last": at.timestamp(), "closed": says}
    connection.execute(outbox.update().where(mine).values(payload=payload))
    if says is not None and row.occasion == Act.RETRACT:
        gone = {"ref": "", "reason": TAKEN_BACK}
        connection.execute(outbox.update().where(outbox.c.id == row.edits).values(gone))
    elif again is not None and (again["act"] == Act.RETRACT or row.opening_id is None):
        begin(connection, [row.edits], Act(again["act"]), at)
    elif again is not None:
        enqueue(connection, {OpeningId(row.opening_id): again["closed"]}, at)


def out_of_reach(connection: sa.Connection, destination: int) -> None:
    """Messages that were sent to an address which the chat has left cannot be edited any more."""
    theirs = (outbox.c.destination_id == destination, outbox.c.state == State.DELIVERED.value)
    connection.execute(outbox.update().where(*theirs, outbox.c.ref != "").values(ref=""))
