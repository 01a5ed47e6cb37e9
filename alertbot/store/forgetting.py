"""The four ages of a closed opening, as docs/upkeep.md has them: its text goes, then its alerts,
what it was, and at last its ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alertbot.config import Keep
from alertbot.delivery import State
from alertbot.life import ABSENCES_TO_CLOSE
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.tables import (
    descriptions,
    news,
    openings,
    outbox,
    postings,
    sightings,
    sources,
    traces,
)

WIDTH = 2000
"""Rows that one step looks at."""
AT_ONCE = 100
"""Openings that one transaction strips or forgets: some 10 ms."""

_delivered = outbox.c.state.in_([State.DELIVERED.value, State.LEFT.value])
_ended = sa.or_(_delivered, outbox.c.state == State.DEAD.value)
_of_opening = outbox.c.opening_id == openings.c.id


@dataclass(frozen=True, slots=True)
class Dropped:
    """What one step has dropped. `what`: a plural, for people."""

    what: str
    count: int


def spans(
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
            if (
                old is not None
                and not connection.execute(
                    sa.select(sa.literal(1)).where(*within, old).limit(1)
                ).scalar()
            ):
                return
        yield after, last
        after = last


def execute(database: Database, statement: sa.Delete) -> int:
    """One transaction of its own. Answers how many rows are gone."""
    with database.write() as connection:
        return connection.execute(statement).rowcount


class Openings:
    """The openings of a database, to be pruned.

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
        for after, last in spans(self._database, openings):
            due = self._due(after, last)
            yield Dropped("openings", 0)  # to look took a moment, too
            for what, ids in due.items():
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
    whole = sa.exists().where(postings.c.opening_id == openings.c.id, postings.c.content_hash != "")
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
        yield Dropped("traces", execute(database, statement))
        after = last
