"""How many alerts a destination has had on a local day, and which limit that reaches. Each function
works inside its caller's transaction.

What counts is what is said by itself: an alert that goes with a digest is not counted, nor are
summaries and notices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.schedule import today
from alertbot.store.prepared import Prepared
from alertbot.store.tables import outbox, told

_TODAY = (
    told,
    outbox.c.destination_id.in_(sa.bindparam("chats", expanding=True)),
    outbox.c.created_at >= sa.bindparam("since"),
    outbox.c.created_at < sa.bindparam("until"),
)
_COUNTS = Prepared(
    sa.select(outbox.c.destination_id, sa.func.count().label("times"))
    .where(*_TODAY)
    .group_by(outbox.c.destination_id)
)
_PAYLOADS = Prepared(sa.select(outbox.c.destination_id, outbox.c.payload).where(*_TODAY))
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """`most`: the alerts a day of each destination that has a limit. `counts`: how many there were
    today, by destination; by destination and search; by those and the employer."""

    most: Mapping[int, int]
    counts: Counter[tuple[int | str, ...]] = field(default_factory=Counter)

    def reached(self, destination: int, search: Search, employer: str) -> bool:
        """Whether one more alert of a search is over one of its limits, or the destination's.

        The destination's is for the searches that say none of their own.
        """
        key = destination, search.name
        limits = search.timing
        most = self.most.get(destination) if limits.max_per_day is None else None
        return (
            (most is not None and self.counts[destination,] >= most)
            or (limits.max_per_day is not None and self.counts[key] >= limits.max_per_day)
            or (
                limits.per_company is not None
                and employer != ""
                and self.counts[*key, employer] >= limits.per_company
            )
        )

    def count(self, destination: int, searches: Iterable[str], employer: str) -> None:
        """One more alert is said by itself, for these searches."""
        self.counts[destination,] += 1
        for name in searches:
            self.counts[destination, name] += 1
            self.counts[destination, name, employer] += 1


def of(
    connection: sa.Connection,
    most: Mapping[int, int],
    searches: Collection[Search],
    destinations: Collection[int],
    now: datetime,
) -> Limits:
    """The limits of these destinations and searches, at least one, and how far they are reached."""
    limits = Limits(most)
    since, until = today(now, next(iter(searches)).timing.zone)
    named = any(it.timing.max_per_day or it.timing.per_company for it in searches)
    counted = list(destinations) if named else [id for id in destinations if id in most]
    for start in range(0, len(counted), _AT_ONCE):
        some = counted[start : start + _AT_ONCE]
        asked = {"chats": some, "since": since, "until": until}
        if named:
            for row in _PAYLOADS.rows(connection, **asked):
                payload = row.payload or {}
                names = (match["key"] for match in payload.get("matches", ()))
                limits.count(row.destination_id, names, payload.get("employer", ""))
        else:
            for row in _COUNTS.rows(connection, **asked):
                limits.counts[row.destination_id,] += row.times
    return limits
