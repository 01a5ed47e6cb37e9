"""What waits for each chat, and when all of it will have gone. Works inside its caller's
transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.delivery import MAX_AGE
from alertbot.store.tables import destinations, outbox, unsettled


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due to a chat: how many messages, the oldest since when.

    `due`: when the first of them should have gone: for a digest, its time; a pause does not count.
    `next_at`: before then nothing is sent there. `paused`: why nothing is sent at all, or empty.
    """

    channel: str
    credential: str
    waiting: int
    oldest: datetime
    due: datetime
    next_at: datetime
    paused: str


@dataclass(frozen=True, slots=True)
class Speed:
    """The least time between two messages of a chat, and what its credential sends a second."""

    pace: timedelta
    rate: int | None = None


def backlogs(connection: sa.Connection, now: datetime) -> list[Backlog]:
    """The chats that something is due to, by name. What waits for its time is not due."""
    oldest = sa.func.min(outbox.c.created_at, type_=outbox.c.created_at.type)
    ends = sa.func.min(outbox.c.expires_at, type_=outbox.c.expires_at.type)
    due = (unsettled, outbox.c.created_at <= now, destinations.c.active)
    query = (
        sa.select(
            destinations,
            sa.func.count().label("waiting"),
            oldest.label("oldest"),
            ends.label("ends"),
        )
        .select_from(outbox.join(destinations))
        .where(*due)
        .group_by(*destinations.c)
        .order_by(destinations.c.channel)
    )
    return [
        Backlog(
            row.channel,
            row.credential,
            row.waiting,
            row.oldest,
            row.ends - MAX_AGE,
            row.next_at,
            row.paused_reason if row.paused_at is not None else "",
        )
        for row in connection.execute(query)
    ]


def ends(
    some: Iterable[Backlog], speeds: Mapping[str, Speed], now: datetime
) -> dict[str, datetime]:
    """By channel, when its last message that waits now can have gone at the soonest; those that are
    paused or that nobody sends to are left out."""
    open_ones = [one for one in some if not one.paused and one.channel in speeds]
    in_all = Counter[str]()
    for one in open_ones:
        in_all[one.credential] += one.waiting
    found = {}
    for one in open_ones:
        speed = speeds[one.channel]
        alone = max(one.next_at, now) + (one.waiting - 1) * speed.pace
        rate = speed.rate if one.credential else None
        together = now + in_all[one.credential] * timedelta(seconds=1) / rate if rate else now
        found[one.channel] = max(alone, together)
    return found
