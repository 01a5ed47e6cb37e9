"""What nobody needs any more, dropped bit by bit: docs/upkeep.md says what goes when.

Each step is one short transaction, so that a service that runs meanwhile is held up for no more
than a moment; one that is cut off goes on at the next run. Nothing here says a word to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.config import Keep
from alertbot.delivery import State
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.forgetting import AT_ONCE, Dropped, Openings, execute, spans
from alertbot.store.history import RECENT
from alertbot.store.tables import (
    attempts,
    bursts,
    openings,
    outbox,
    polls,
    postings,
    sightings,
    sources,
    validators,
)

ABANDONED = timedelta(days=30)
"""After its last poll, the postings of a source that is no longer configured count as closed."""

_delivered = outbox.c.state.in_([State.DELIVERED.value, State.LEFT.value])
_ended = sa.or_(_delivered, outbox.c.state == State.DEAD.value)


def prune(database: Database, keep: Keep, now: datetime) -> Iterator[Dropped]:
    """Drops what is older than it is to be kept, one short transaction a `next`."""
    yield from _attempts(database, now - keep.attempts)
    yield from _polls(database, now - keep.polls)
    yield from _messages(database, now - keep.alerts)
    yield from _abandon(database, now)
    yield from Openings(database, keep, now).prune()


def _attempts(database: Database, before: datetime) -> Iterator[Dropped]:
    """Those of deliveries that have ended, the last attempt included, before that moment."""
    another = attempts.alias()
    later = sa.exists().where(
        another.c.delivery_id == attempts.c.delivery_id, another.c.at >= before
    )
    ended = sa.exists().where(outbox.c.id == attempts.c.delivery_id, _ended)
    old = attempts.c.at < before
    for after, last in spans(database, attempts, old):
        mine = (attempts.c.id > after, attempts.c.id <= last)
        statement = attempts.delete().where(*mine, old, ended, ~later)
        yield Dropped("attempts", execute(database, statement))


def _polls(database: Database, before: datetime) -> Iterator[Dropped]:
    """All but the newest of each source, which say what is usual there; and bursts of then."""
    newer = polls.alias()
    enough = (
        sa.select(newer.c.id)
        .where(newer.c.source == polls.c.source, newer.c.id > polls.c.id)
        .order_by(newer.c.id)
        .offset(RECENT - 1)
        .limit(1)
        .correlate(polls)
        .scalar_subquery()
    )
    old = polls.c.at < before
    for after, last in spans(database, polls, old):
        mine = (polls.c.id > after, polls.c.id <= last)
        statement = polls.delete().where(*mine, old, enough.is_not(None))
        yield Dropped("polls", execute(database, statement))
    yield Dropped("bursts", execute(database, bursts.delete().where(bursts.c.ended_at < before)))


def _messages(database: Database, before: datetime) -> Iterator[Dropped]:
    """Summaries, notices and edits that ended before that moment."""
    later = sa.exists().where(attempts.c.delivery_id == outbox.c.id, attempts.c.at >= before)
    old = outbox.c.created_at < before
    for after, last in spans(database, outbox, old):
        mine = (outbox.c.id > after, outbox.c.id <= last)
        statement = outbox.delete().where(
            *mine, old, _delivered, outbox.c.kind != "opening", ~later
        )
        yield Dropped("summaries and notices", execute(database, statement))


def _abandon(database: Database, now: datetime) -> Iterator[Dropped]:
    """Closes what sources show that nobody reads any more, as of their last poll. Says nothing."""
    query = sa.select(sources.c.name, sources.c.polled_at).where(
        ~sources.c.active, sources.c.polled_at < now - ABANDONED
    )
    with database.read() as connection:
        left = connection.execute(query).all()
    for name, polled_at in left:
        open_ = (postings.c.source == name, postings.c.closed_at.is_(None))
        count = AT_ONCE
        while count == AT_ONCE:
            with database.write() as connection:
                alone(connection, "openings")
                some = sa.select(postings.c.id, postings.c.opening_id).where(*open_).limit(AT_ONCE)
                rows = connection.execute(some).all()
                _close(connection, {row.id: row.opening_id for row in rows}, polled_at)
                connection.execute(validators.delete().where(validators.c.source == name))
            count = len(rows)
            yield Dropped("postings of sources that are gone", count)


def _close(connection: sa.Connection, ids: Mapping[int, int], at: datetime) -> None:
    """`ids`: the openings of postings, by posting."""
    gone = {"closed_at": at}
    connection.execute(postings.update().where(postings.c.id.in_(ids)).values(gone))
    shown = (sightings.c.posting_id.in_(ids), sightings.c.until.is_(None))
    connection.execute(sightings.update().where(*shown).values(until=at))
    still = sa.exists().where(
        postings.c.opening_id == openings.c.id, postings.c.closed_at.is_(None)
    )
    theirs = (openings.c.id.in_(set(ids.values())), openings.c.closed_at.is_(None))
    connection.execute(openings.update().where(*theirs, ~still).values(gone))
