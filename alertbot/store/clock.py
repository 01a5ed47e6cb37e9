"""A clock that is set back: what was to be done in a minute must not wait for hours. Works inside
its caller's transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import Kind, State
from alertbot.store.alerts import IN_QUIET
from alertbot.store.tables import Moment, destinations, outbox, sources


def set_back(connection: sa.Connection, now: datetime, by: timedelta) -> None:
    """Moves what is still to come as far back as the clock was: polls, pauses that services asked
    for, paces, back-offs and leases. A digest keeps its time, which is that of a clock on a wall.
    """
    gathers = sa.or_(
        sa.and_(outbox.c.kind == Kind.DIGEST.value, outbox.c.attempts == 0),
        outbox.c.digest_id.is_not(None),
        outbox.c.reason == IN_QUIET,
    )
    waits = (outbox.c.state == State.PENDING.value, ~gathers)
    for column, conditions in (
        (sources.c.next_poll_at, ()),
        (sources.c.wait_until, ()),
        (sources.c.lease_until, ()),
        (destinations.c.next_at, ()),
        (destinations.c.throttled_until, ()),
        (outbox.c.not_before, waits),
        (outbox.c.lease_until, (outbox.c.state == State.SENDING.value,)),
    ):
        table: Any = column.table
        coming = (column > sa.literal(now, Moment), *conditions)
        for row in connection.execute(sa.select(*table.primary_key, column).where(*coming)).all():
            mine = [key == value for key, value in zip(table.primary_key, row, strict=False)]
            earlier = max(row[-1] - by, now)
            connection.execute(table.update().where(*mine).values({column.name: earlier}))
