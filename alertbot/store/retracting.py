"""An alert that was a mistake, taken back wherever it has gone. Works inside its caller's
transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import CLOSED, Kind, State
from alertbot.model import OpeningId
from alertbot.store import edits
from alertbot.store.edits import TAKEN_BACK, Act
from alertbot.store.tables import destinations, outbox


@dataclass(frozen=True, slots=True)
class Retracted:
    """What became of the alerts about an opening.

    `deleted`: messages that will be; `edited`: digests and summaries that will be sent anew without
    it; `unsent`: alerts that waited and are not sent; `stays`: by channel, messages that nobody can
    take back.
    """

    deleted: int
    edited: int
    unsent: int
    stays: Counter[str]


def retract(connection: sa.Connection, opening: OpeningId, now: datetime) -> Retracted:
    """Takes back what was said of an opening, and does not say what waits."""
    own = (outbox.c.opening_id == opening, outbox.c.kind == Kind.OPENING.value)
    query = sa.select(outbox, destinations.c.channel).join(destinations).where(*own)
    rows = connection.execute(query.order_by(outbox.c.id).with_for_update(of=outbox)).all()
    waiting = [row for row in rows if row.state in (State.PENDING, State.DEAD)]
    out = [row for row in rows if row.state in (State.SENDING, State.DELIVERED)]
    alone = {row.id: row.channel for row in out if row.digest_id is None and _is_there(row)}
    together = {row.digest_id: row.channel for row in out if row.digest_id is not None}
    _leave(connection, [row.id for row in rows if row not in out or row.digest_id is not None])
    together |= _out_of_summaries(connection, opening)
    deleted = edits.begin(connection, alone, Act.RETRACT, now)
    edited = edits.begin(connection, together, Act.EDIT, now)
    stays = [channel for id, channel in alone.items() if id not in deleted]
    stays += [channel for id, channel in together.items() if id not in edited]
    return Retracted(len(deleted), len(edited), len(waiting), Counter(stays))


def _is_there(row: Any) -> bool:
    return bool(row.state == State.SENDING or row.reason not in (TAKEN_BACK, CLOSED))


def _leave(connection: sa.Connection, ids: list[int]) -> None:
    """These are not said, nor with a digest that is sent anew."""
    values = {"state": State.LEFT.value, "reason": TAKEN_BACK, "digest_id": None, "ref": ""}
    connection.execute(outbox.update().where(outbox.c.id.in_(ids)).values(values))


def _out_of_summaries(connection: sa.Connection, opening: OpeningId) -> dict[int, str]:
    """Takes an opening out of what summaries name. Answers with those that were sent, and where."""
    query = (
        sa.select(outbox.c.id, outbox.c.payload, outbox.c.state, outbox.c.reason)
        .add_columns(destinations.c.channel)
        .join(destinations)
        .where(outbox.c.kind == Kind.SUMMARY.value)
    )
    found = {}
    for row in connection.execute(query.with_for_update(of=outbox)).all():
        sections = (row.payload or {}).get("sections", {})
        named = [key for key, it in sections.items() if any(id == opening for _, id in it["best"])]
        for key in named:
            best = [one for one in sections[key]["best"] if one[1] != opening]
            sections[key] |= {"best": best, "total": max(sections[key]["total"] - 1, len(best))}
        if named:
            mine = outbox.update().where(outbox.c.id == row.id)
            connection.execute(mine.values(payload={"sections": sections}))
            if row.state in (State.SENDING, State.DELIVERED) and _is_there(row):
                found[row.id] = row.channel
    return found
