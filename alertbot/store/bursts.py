"""Bursts: far more new postings at once than is usual, remembered and held. Each function works
inside its caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

import sqlalchemy as sa

from alertbot.burst import Usual
from alertbot.decide import Telling
from alertbot.life import Poll
from alertbot.model import Occasion, OpeningId
from alertbot.searches import Searches
from alertbot.store import alerts
from alertbot.store.found import matches
from alertbot.store.tables import bursts, openings

Ending = Literal["alerts", "summary", "dropped"]


@dataclass(frozen=True, slots=True)
class Held:
    """A burst that waits for the operator, or for `ends_at`; how many openings it holds."""

    id: int
    source: str
    ends_at: datetime
    openings: int


def begin(connection: sa.Connection, source: str, now: datetime, until: datetime) -> int:
    """The id of the burst that holds what this source brings: one that is held already goes on."""
    mine = (bursts.c.source == source, bursts.c.ended_at.is_(None))
    held: int | None = connection.execute(sa.select(bursts.c.id).where(*mine)).scalar()
    if held is not None:
        connection.execute(bursts.update().where(*mine).values(ends_at=until))
        return held
    fresh = bursts.insert().values(source=source, at=now, ends_at=until).returning(bursts.c.id)
    id: int = connection.execute(fresh).scalar_one()
    return id


def held(connection: sa.Connection, source: str | None = None) -> list[Held]:
    """The bursts that are held, of this source if one is named."""
    waiting = (
        sa.select(sa.func.count())
        .where(openings.c.burst_id == bursts.c.id)
        .correlate(bursts)
        .scalar_subquery()
    )
    query = sa.select(bursts.c.id, bursts.c.source, bursts.c.ends_at, waiting.label("openings"))
    query = query.where(bursts.c.ended_at.is_(None)).order_by(bursts.c.id)
    if source is not None:
        query = query.where(bursts.c.source == source)
    return [
        Held(row.id, row.source, row.ends_at, row.openings) for row in connection.execute(query)
    ]


def end(
    connection: sa.Connection,
    burst: int,
    source: str,
    ending: Ending,
    wanted: Searches,
    now: datetime,
) -> int:
    """Ends a burst, and answers how many openings it held that are still open.

    `ending`: an alert for each, one summary, or not a word. What has closed meanwhile is not said.
    """
    mine = openings.c.burst_id == burst
    still = sa.select(openings.c.id).where(mine, openings.c.closed_at.is_(None))
    count = len(connection.execute(still).all())
    if ending != "dropped":
        found = matches(connection, wanted.looking_at(source), still, now)
        if ending == "summary":
            told = {name: those for name, those in found.items() if those}
            alerts.add_to_summaries(connection, told, wanted.by_name, now, burst=source)
        else:
            tell: dict[OpeningId, list[Telling]] = {}
            for one in chain.from_iterable(found.values()):
                tell.setdefault(one.opening.id, []).append(Telling(Occasion.NEW, one.match))
            alerts.tell(connection, tell, wanted.by_name, now)
    connection.execute(openings.update().where(mine).values(burst_id=None))
    ended = {"ended_at": now, "ended_as": ending}
    connection.execute(bursts.update().where(bursts.c.id == burst).values(ended))
    return count


def said(poll: Poll, new: int, usual: Usual, held: int, until: datetime) -> str:
    """What the operator hears of a burst."""
    source, ends = poll.source, until.strftime("%Y-%m-%d %H:%M UTC")
    about = f"where about {max(1, round(usual.new))} are usual"
    why = "and nothing that was there before" if poll.doubt and new == len(poll.seen) else about
    alerts_ = "1 alert is" if held == 1 else f"{held} alerts are"
    return (
        f"Source {source} shows {new} new openings at once, {why}; "
        f"{alerts_} held. `alertbot sources release {source}` sends them, with --summary as one "
        f"message, with --drop not at all. At {ends} they go as a summary."
    )
