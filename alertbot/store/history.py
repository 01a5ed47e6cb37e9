"""What the polls of a source have brought, those that brought something. Each function works inside
its caller's transaction."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from alertbot.burst import Usual
from alertbot.decide import Decision
from alertbot.life import Belief, Poll
from alertbot.store.tables import polls, sources
from alertbot.text.contacts import without_contacts

RECENT = 50
"""Rows that say what is usual."""

_SEEDED = sa.select(sources.c.seeded_at, sources.c.quiet).where(
    sources.c.name == sa.bindparam("source")
)
_RECENT = (
    sa.select(polls.c.verdict, polls.c.new, polls.c.quiet)
    .where(polls.c.source == sa.bindparam("source"), polls.c.at > sa.bindparam("since"))
    .order_by(polls.c.id.desc())
    .limit(RECENT)
)


def record(connection: sa.Connection, poll: Poll, decision: Decision, now: datetime) -> bool:
    """A row for a poll that brought something; one that did not is to be counted. Answers which."""
    if poll.first:
        verdict = Belief.SEEDED
    elif decision.burst:
        verdict = Belief.BURST
    else:
        verdict = Belief.DOUBTFUL if poll.doubt else Belief.BELIEVED
    if verdict is Belief.BELIEVED and not (decision.changes or decision.moved.absences):
        return False
    counts = {
        "found": len(poll.seen),
        "new": len(decision.new),
        "closed": len(decision.moved.closed),
    }
    add(connection, poll.source, verdict, now, said=poll.doubt, **counts)
    return True


def add(
    connection: sa.Connection,
    source: str,
    verdict: Belief,
    now: datetime,
    *,
    said: str,
    found: int = 0,
    new: int = 0,
    closed: int = 0,
) -> None:
    """A row, with the number of the polls before it that brought nothing."""
    quiet = sa.select(sources.c.quiet).where(sources.c.name == source).scalar_subquery()
    connection.execute(
        polls.insert().values(
            source=source,
            at=now,
            verdict=verdict.value,
            quiet=quiet,
            found=found,
            new=new,
            closed=closed,
            said=without_contacts(said),
        )
    )


def usual(connection: sa.Connection, source: str) -> Usual:
    """What the polls of a source have brought, since it was last seeded."""
    row = connection.execute(_SEEDED, {"source": source}).one()
    if row.seeded_at is None:
        return Usual()
    recent = connection.execute(_RECENT, {"source": source, "since": row.seeded_at}).all()
    told = [one for one in recent if one.verdict in (Belief.BELIEVED, Belief.DOUBTFUL)]
    count = row.quiet + sum(one.quiet for one in recent) + len(told)
    brought = [one.new for one in told if one.new]
    return Usual(count, sum(brought) / len(brought) if brought else 0.0)
