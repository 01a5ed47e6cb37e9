"""What nobody needs any more, dropped bit by bit: docs/keeping.md says what goes when.

Each step is one short transaction, so that a service that runs meanwhile is held up for no more
than a moment; one that is cut off goes on at the next run. Nothing here says a word to anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.config import Keep
from alertbot.delivery import State
from alertbot.life import ABSENCES_TO_CLOSE
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.history import RECENT
from alertbot.store.openings import chunks
from alertbot.store.tables import (
    attempts,
    bursts,
    descriptions,
    news,
    openings,
    outbox,
    polls,
    postings,
    sightings,
    sources,
    traces,
    validators,
)

ABANDONED = timedelta(days=30)
"""After its last poll, the postings of a source that is no longer configured count as closed."""

WIDTH = 2000
"""Rows that one step looks at."""
AT_ONCE = 100
"""Openings that one transaction strips or forgets: some 10 ms."""

_ended = outbox.c.state.in_([State.DELIVERED.value, State.DEAD.value])
_delivered = outbox.c.state == State.DELIVERED.value
_of_opening = outbox.c.opening_id == openings.c.id


@dataclass(frozen=True, slots=True)
class Dropped:
    """What one step has dropped. `what`: a plural, for people."""

    what: str
    count: int


def prune(database: Database, keep: Keep, now: datetime) -> Iterator[Dropped]:
    """Drops what is older than it is to be kept, one short transaction a `next`."""
    yield from _attempts(database, now - keep.attempts)
    yield from _polls(database, now - keep.polls)
    yield from _messages(database, now - keep.alerts)
    yield from _abandon(database, now)
    yield from _Openings(database, keep, now).prune()


def _spans(
    database: Database, table: sa.Table, old: sa.ColumnElement[bool] | None = None
) -> Iterator[tuple[int, int]]:
    """(after, up to) for ids that follow each other, WIDTH rows each.

    `old`: the walk ends at the first span without such a row, where ids rise with time.
    """
    after = 0
    while True:
        span = sa.select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(WIDTH)
        with database.read() as connection:
            last: int | None = connection.execute(
                sa.select(sa.func.max(span.subquery().c.id))
            ).scalar()
            if last is None:
                return
            within = (table.c.id > after, table.c.id <= last)
            if old is not None and not connection.execute(
                sa.select(sa.literal(1)).where(*within, old).limit(1)
            ).scalar():
                return
        yield after, last
        after = last


def _attempts(database: Database, before: datetime) -> Iterator[Dropped]:
    """Those of deliveries that have ended, the last attempt included, before that moment."""
    another = attempts.alias()
    later = sa.exists().where(
        another.c.delivery_id == attempts.c.delivery_id, another.c.at >= before
    )
    ended = sa.exists().where(outbox.c.id == attempts.c.delivery_id, _ended)
    old = attempts.c.at < before
    for after, last in _spans(database, attempts, old):
        mine = (attempts.c.id > after, attempts.c.id <= last)
        statement = attempts.delete().where(*mine, old, ended, ~later)
        yield Dropped("attempts", _execute(database, statement))


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
    for after, last in _spans(database, polls, old):
        mine = (polls.c.id > after, polls.c.id <= last)
        statement = polls.delete().where(*mine, old, enough.is_not(None))
        yield Dropped("polls", _execute(database, statement))
    yield Dropped("bursts", _execute(database, bursts.delete().where(bursts.c.ended_at < before)))


def _messages(database: Database, before: datetime) -> Iterator[Dropped]:
    """Summaries and notices that were delivered before that moment."""
    later = sa.exists().where(attempts.c.delivery_id == outbox.c.id, attempts.c.at >= before)
    old = outbox.c.created_at < before
    for after, last in _spans(database, outbox, old):
        mine = (outbox.c.id > after, outbox.c.id <= last)
        statement = outbox.delete().where(
            *mine, old, _delivered, outbox.c.kind != "opening", ~later
        )
        yield Dropped("summaries and notices", _execute(database, statement))


def _execute(database: Database, statement: sa.Delete) -> int:
    with database.write() as connection:
        return connection.execute(statement).rowcount


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


class _Openings:
    """The four ages of a closed opening: its text goes, its alerts, what it was, and its ids.

    What is still shown somewhere is not forgotten, or it would be new again; nor is what an alert
    that waits needs, nor the ids of what a person has joined or split.
    """

    def __init__(self, database: Database, keep: Keep, now: datetime) -> None:
        self._database = database
        self._keep, self._now = keep, now
        self._in_summaries: frozenset[int] = frozenset()
        self._merged: frozenset[int] = frozenset()

    def prune(self) -> Iterator[Dropped]:
        with self._database.read() as connection:
            self._in_summaries = _in_summaries(connection)
            into = sa.select(openings.c.merged_into).where(openings.c.merged_into.is_not(None))
            self._merged = frozenset(connection.execute(into.distinct()).scalars())
        changed = 0
        for after, last in _spans(self._database, openings):
            for what, ids in self._due(after, last).items():
                for start in range(0, len(ids), AT_ONCE):
                    count = self._drop(what, ids[start : start + AT_ONCE])
                    changed += count if what in ("details of openings", "openings") else 0
                    yield Dropped(what, count)
        if changed:
            yield from _sweep(self._database)

    def _due(self, after: int, last: int) -> dict[str, list[int]]:
        """The openings of a span that a step has something to do about, by what it drops."""
        closed = (openings.c.closed_at.is_not(None), openings.c.merged_into.is_(None))
        mine = (openings.c.id > after, openings.c.id <= last, *closed)
        due = {}
        with self._database.read() as connection:
            for what, conditions in self._conditions().items():
                query = sa.select(openings.c.id).where(*mine, *conditions)
                due[what] = list(connection.execute(query).scalars())
        kept = self._in_summaries | self._merged
        for what in ("details of openings", "openings"):
            due[what] = [id for id in due[what] if id not in kept]
        return due

    def _conditions(self) -> dict[str, tuple[sa.ColumnElement[bool], ...]]:
        keep, now, closed_at = self._keep, self._now, openings.c.closed_at
        theirs = postings.c.opening_id == openings.c.id
        waits = sa.exists().where(_of_opening, ~_ended)
        undelivered = sa.exists().where(_of_opening, ~_delivered)
        watched = sa.select(sources.c.name).where(sources.c.active)
        perhaps_shown = sa.exists().where(
            theirs, postings.c.absences < ABSENCES_TO_CLOSE, postings.c.source.in_(watched)
        )
        told = sa.exists().where(_of_opening, _delivered, _has_contents())
        described = sa.exists().where(theirs, descriptions.c.posting_id == postings.c.id)
        whole = sa.exists().where(theirs, postings.c.content_hash != "")
        nobodys = (~openings.c.by_hand, ~undelivered)
        return {
            "descriptions": (closed_at < now - keep.descriptions, described, ~waits),
            "alerts": (closed_at < now - keep.alerts, told),
            "details of openings": (closed_at < now - keep.closed, whole, *nobodys),
            "openings": (closed_at < now - keep.ids, ~perhaps_shown, *nobodys),
        }

    def _drop(self, what: str, ids: Collection[int]) -> int:
        """Drops that of these openings, if they are still as they were found. Answers how much."""
        with self._database.write() as connection:
            alone(connection, "openings")
            query = sa.select(openings.c.id).where(
                openings.c.id.in_(ids), openings.c.closed_at.is_not(None), *self._conditions()[what]
            )
            still = list(connection.execute(query).scalars())
            match what:
                case "descriptions":
                    return _drop_descriptions(connection, still)
                case "alerts":
                    mine = (outbox.c.opening_id.in_(still), _delivered, _has_contents())
                    empty = {"payload": {}, "reason": "", "ref": ""}
                    return connection.execute(outbox.update().where(*mine).values(empty)).rowcount
                case "details of openings":
                    _strip(connection, still)
                case _:
                    _forget(connection, still)
            return len(still)


def _has_contents() -> sa.ColumnElement[bool]:
    return sa.cast(outbox.c.payload, sa.Text) != "{}"


def _in_summaries(connection: sa.Connection) -> frozenset[int]:
    """The openings that summaries name which are still to be delivered."""
    query = sa.select(outbox.c.payload).where(~_delivered, outbox.c.kind == "summary")
    return frozenset(
        id
        for payload in connection.execute(query).scalars()
        for section in payload.get("sections", {}).values()
        for _, id in section.get("best", ())
    )


def _drop_descriptions(connection: sa.Connection, ids: Collection[int]) -> int:
    theirs = sa.select(postings.c.id).where(postings.c.opening_id.in_(ids))
    _read_anew(connection, ids)
    dropped = descriptions.delete().where(descriptions.c.posting_id.in_(theirs))
    return connection.execute(dropped).rowcount


def _read_anew(connection: sa.Connection, ids: Collection[int]) -> None:
    """What is shown no more is read anew if it comes back, since it is not known whole."""
    gone = (postings.c.opening_id.in_(ids), postings.c.absences >= ABSENCES_TO_CLOSE)
    connection.execute(postings.update().where(*gone).values(fingerprint=b""))


def _strip(connection: sa.Connection, ids: Collection[int]) -> None:
    """Leaves of openings what recognises their postings, and that they have been told.

    The turns of what may be told again are counted by the news, and begin anew with them.
    """
    _drop_descriptions(connection, ids)
    mine = postings.c.opening_id.in_(ids)
    query = sa.select(postings.c.id, postings.c.source, postings.c.external_id).where(mine)
    rows = [
        {
            "its": row.id,
            "bare": {"source": row.source, "external_id": row.external_id, "url": "", "title": ""},
        }
        for row in connection.execute(query)
    ]
    if not rows:
        return
    bare = postings.update().where(postings.c.id == sa.bindparam("its"))
    values = {"fields": sa.bindparam("bare"), "content_hash": "", "revision": ""}
    connection.execute(bare.values(values), rows)
    theirs = sa.select(postings.c.id).where(mine)
    connection.execute(sightings.delete().where(sightings.c.posting_id.in_(theirs)))
    connection.execute(news.delete().where(news.c.opening_id.in_(ids)))
    again = (outbox.c.opening_id.in_(ids), outbox.c.occasion != "new")
    connection.execute(outbox.delete().where(*again))


def _forget(connection: sa.Connection, ids: Collection[int]) -> None:
    """Drops openings with all that is theirs, but for their traces, which have no such index."""
    for table in (outbox, postings, news):
        connection.execute(table.delete().where(table.c.opening_id.in_(ids)))
    connection.execute(openings.delete().where(openings.c.id.in_(ids)))


def _sweep(database: Database) -> Iterator[Dropped]:
    """Drops the traces that lead to openings which are gone, or of which only the ids are left."""
    whole = sa.exists().where(
        postings.c.opening_id == openings.c.id, postings.c.content_hash != ""
    )
    leads = sa.exists().where(
        openings.c.id == traces.c.opening_id,
        sa.or_(openings.c.closed_at.is_(None), openings.c.merged_into.is_not(None), whole),
    )
    after: int | None = None
    while True:
        beyond = sa.true() if after is None else traces.c.key > after
        span = sa.select(traces.c.key).where(beyond).order_by(traces.c.key).limit(WIDTH)
        with database.read() as connection:
            last: int | None = connection.execute(
                sa.select(sa.func.max(span.subquery().c.key))
            ).scalar()
        if last is None:
            return
        statement = traces.delete().where(beyond, traces.c.key <= last, ~leads)
        yield Dropped("traces", _execute(database, statement))
        after = last
