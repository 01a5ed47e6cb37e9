"""The deliveries of openings that become one, or two. Each function works inside its caller's
transaction.

An opening has one delivery for a destination, an occasion and a turn. Turns count from 0; one that
was delivered under another number gets a turn below 0, which no later occasion ever has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.model import Match, Occasion, OpeningId
from alertbot.searches import Searches
from alertbot.store.tables import outbox

_WAITING = (State.PENDING, State.DEAD)


def merge(connection: sa.Connection, first: OpeningId, others: Iterable[OpeningId]) -> None:
    """Makes the deliveries of some openings those of the first, and drops what would be repeated.

    Who has heard of one of them does not hear of another as new; what waits for one destination
    several times is said once. What was delivered is kept, so that it can be found.
    """
    theirs = outbox.c.opening_id.in_([first, *others])
    edits = outbox.update().where(theirs, outbox.c.edits.is_not(None))
    connection.execute(edits.values(opening_id=first))  # each stays with its message
    query = sa.select(outbox).where(theirs, outbox.c.edits.is_(None))
    # Nobody takes one up meanwhile: what is dropped has not been sent.
    rows = connection.execute(query.order_by(outbox.c.id).with_for_update()).all()
    heard = {row.destination_id for row in rows if row.state not in _WAITING}
    groups: dict[tuple[int, str], list[sa.Row[Any]]] = {}
    for row in rows:
        groups.setdefault((row.destination_id, row.occasion), []).append(row)
    for (destination, occasion), group in groups.items():
        new = occasion == Occasion.NEW
        waiting = [row for row in group if row.state in _WAITING]
        waiting.sort(key=_standing)
        kept = None if new and destination in heard else next(iter(waiting), None)
        dropped = [row for row in waiting if row is not kept]
        gone = {row.id for row in dropped}
        if gone:
            connection.execute(outbox.delete().where(outbox.c.id.in_(gone)))
        if kept is not None and gone:
            _add_matches(connection, kept, dropped)
        _renumber(connection, first, [row for row in group if row.id not in gone], new=new)


def _standing(row: sa.Row[Any]) -> tuple[bool, bool, bool, int]:
    """Which of several that wait is kept, the least: what is said at once before a digest's.

    One that may have arrived is looked for before it is sent: that knowledge is kept.
    """
    return row.state == State.DEAD, not row.uncertain, row.digest_id is not None, row.id


def _add_matches(
    connection: sa.Connection, kept: sa.Row[Any], dropped: Iterable[sa.Row[Any]]
) -> None:
    matches = {
        match["key"]: match for row in (*dropped, kept) for match in row.payload.get("matches", ())
    }
    payload = {**kept.payload, "matches": list(matches.values())}
    connection.execute(outbox.update().where(outbox.c.id == kept.id).values(payload=payload))


def _renumber(
    connection: sa.Connection, first: OpeningId, group: Iterable[sa.Row[Any]], *, new: bool
) -> None:
    own = [row.turn for row in group if row.opening_id == first]
    lowest = min(own, default=0)
    for row in group:
        if row.opening_id == first:
            continue
        if new and 0 not in own:
            turn = 0  # the destination has heard of it, and is not to hear of it as new again
            own.append(turn)
        else:
            turn = lowest = min(lowest, 0) - 1
        moved = outbox.update().where(outbox.c.id == row.id)
        connection.execute(moved.values(opening_id=first, turn=turn))


def split(
    connection: sa.Connection,
    old: OpeningId,
    new: OpeningId,
    known: Searches,
    fits: Mapping[OpeningId, Iterable[Match]],
) -> None:
    """Gives the part that has left what waits and is due to it alone. `fits`: the two as they are.

    What was delivered, or may have been, stays with the opening that was told of.
    """
    here, there = ({match.key for match in fits[id]} for id in (old, new))
    waits = (outbox.c.state == State.PENDING.value, ~outbox.c.uncertain)
    new_ones = (outbox.c.opening_id == old, outbox.c.occasion == Occasion.NEW.value)
    query = sa.select(outbox).where(*new_ones, *waits).with_for_update()
    for row in connection.execute(query).all():
        matches = row.payload["matches"]
        stay = [match for match in matches if match["key"] in here or not _is(match, known)]
        leave = [match for match in matches if match["key"] in there]
        if not stay and leave:
            values: dict[str, Any] = {"opening_id": new, "payload": {"matches": leave}}
        elif stay and stay != matches:
            values = {"payload": {"matches": stay}}
        else:
            continue
        connection.execute(outbox.update().where(outbox.c.id == row.id).values(values))


def _is(match: Mapping[str, Any], known: Searches) -> bool:
    return match["key"] in known.by_name


def waiting(connection: sa.Connection, opening: OpeningId) -> int:
    """How many deliveries of an opening wait."""
    query = sa.select(sa.func.count()).where(
        outbox.c.opening_id == opening, outbox.c.state == State.PENDING.value
    )
    count: int = connection.execute(query).scalar_one()
    return count
