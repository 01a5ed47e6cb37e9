"""The sources and searches that the configuration names: made known, due, and how they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.health import TELL_AFTER, Failure, Failures, State, state
from alertbot.schedule import after_start
from alertbot.searches import Searches
from alertbot.store import alerts, leases
from alertbot.store import openings as opening_rows
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.found import matches
from alertbot.store.health import failing
from alertbot.store.others import MISSED, Others
from alertbot.store.tables import openings, postings, searches, sources, validators


@dataclass(frozen=True, slots=True)
class Watched:
    """A source of the configuration: digests of what it asks for and of how it reads the answer."""

    asks: str
    reads: str
    every: timedelta


@dataclass(frozen=True, slots=True)
class Due:
    """Sources whose time has come: `mine`, taken for this process, and `others`, which are those
    of a process whose configuration names them, or has them ask for something else."""

    mine: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """How a source was at its last poll.

    `unread`: postings that its service does not show. `error`: why it failed, or, where `failures`
    is 0, what of it was not read, not understood or not believed. `doubts`: doubtful polls in a
    row. `failure` and `since`: see health.Failures. `silence`: why it counts as silent.
    """

    name: str
    open: int
    failures: int
    unread: int
    error: str
    polled_at: datetime | None
    succeeded_at: datetime | None
    next_poll_at: datetime
    doubts: int = 0
    failure: Failure = Failure.ANSWERED
    since: datetime | None = None
    silence: str = ""

    @property
    def state(self) -> State:
        """One word for it."""
        return state(
            Failures(self.failures, self.failure, self.since),
            read=self.succeeded_at is not None,
            doubts=self.doubts,
            silent=bool(self.silence),
            unread=self.unread,
            trouble=bool(self.error),
            at=self.polled_at,
        )

    @property
    def lasts(self) -> bool:
        """Whether it is in trouble, and not just for a moment."""
        match self.state:
            case State.FAILING:
                return self.failures >= TELL_AFTER
            case State.DOUBTFUL:
                return self.doubts >= TELL_AFTER
            case found:
                return found in (State.GONE, State.SILENT)

    @property
    def detail(self) -> str:
        """What is wrong, in one line; empty where nothing is."""
        if self.state is State.GONE and self.since is not None:
            return f"not there since {self.since:%Y-%m-%d}: {self.error}"
        if self.failures:
            times = "once" if self.failures == 1 else f"{self.failures} times in a row"
            return f"failed {times}: {self.error}"
        unread = f"about {self.unread} unread" if self.unread else ""
        return "; ".join(filter(None, (self.silence, unread, self.error)))


_AS_KNOWN = (sources.c.name, sources.c.asks, sources.c.reads)


class Register:
    """The store's methods for what the configuration names. Each is one transaction."""

    def __init__(self, database: Database, others: Others) -> None:
        self._database = database
        self._others = others

    def sync_sources(self, wanted: Mapping[str, Watched], now: datetime) -> None:
        """Makes the configured sources known; a new one is due at once.

        One that asks for something else, or was away, is new again: what it shows is summarised.
        """
        with self._database.write() as connection:
            alone(connection, "start")
            known = {row.name: row for row in connection.execute(sa.select(sources))}
            for name, source in wanted.items():
                mine, row = sources.c.name == name, known.get(name)
                digests = {"asks": source.asks, "reads": source.reads}
                if row is None:
                    connection.execute(
                        sources.insert().values(name=name, next_poll_at=now, **digests)
                    )
                    continue
                due = after_start(now, row.next_poll_at, source.every, name)
                connection.execute(sources.update().where(mine).values(next_poll_at=due, **digests))
                other = row.asks != source.asks
                if other or row.reads != source.reads or not row.active:
                    connection.execute(validators.delete().where(validators.c.source == name))
                    # What another process polls of it just now it polls as it was.
                    free = {"lease_by": self._database.process, "lease_until": None}
                    connection.execute(sources.update().where(mine).values(**free))
                if other or not row.active:
                    again = {"seeded_at": None, "next_poll_at": now, "employer": "", "unread": 0}
                    again |= {"silence": ""}
                    connection.execute(sources.update().where(mine).values(**again))
                if other:  # what it was troubled by was another's
                    calm = {"failures": 0, "error": "", "reported": False, "wait_until": None}
                    calm |= {"doubts": 0, "doubted_at": None}
                    connection.execute(sources.update().where(mine).values(**calm))
            connection.execute(sources.update().values(active=sources.c.name.in_(wanted)))

    def sync_searches(self, wanted: Searches, now: datetime) -> None:
        """Matches the stored openings against searches that are new or changed: as a summary.

        Those whose sources were never read wait for the first poll, which summarises them. One that
        has only another name goes on under it. Of one that missed what another process has found
        (see store.others) a word is said only where there is something to tell.
        """
        with self._database.write() as connection:
            alone(connection, "start")
            alone(connection, "openings")  # what a process that does not know them finds, waits
            stored = _stored(connection, wanted)
            seeded = set(
                connection.execute(
                    sa.select(sources.c.name).where(sources.c.seeded_at.is_not(None))
                ).scalars()
            )
            fresh = [
                search
                for search in wanted.by_name.values()
                if stored.get(search.name) != search.version
            ]
            with_news = [search for search in fresh if seeded.intersection(search.sources)]
            if with_news:
                still_open = sa.select(openings.c.id).where(
                    openings.c.closed_at.is_(None), openings.c.burst_id.is_(None)
                )
                found = matches(connection, with_news, still_open, now)
                alerts.add_to_summaries(
                    connection,
                    found,
                    wanted.by_name,
                    now,
                    anew=True,
                    changed=stored.keys(),
                    if_any=frozenset(name for name, of in stored.items() if of == MISSED),
                )
            gone = stored.keys() - wanted.by_name.keys() | {search.name for search in fresh}
            for names in opening_rows.chunks(gone):
                connection.execute(searches.delete().where(searches.c.name.in_(names)))
            for search in fresh:
                row = {"name": search.name, "version": search.version, "seeded_at": now}
                connection.execute(searches.insert().values(**row))
            self._others.note(connection)

    def catch_up(self, wanted: Searches, now: datetime) -> None:
        """Matches again the searches that missed what another process has found."""
        if not self._database.shared:
            return
        with self._database.read() as connection:
            missed = self._others.missed(connection)
        if any(name in wanted.by_name for name in missed):
            self.sync_searches(wanted, now)

    def claim_due(
        self,
        now: datetime,
        *,
        limit: int,
        mine: Mapping[str, Watched] | None = None,
        polling: Collection[str] = (),
        besides: Collection[str] = (),
    ) -> Due:
        """The sources whose time has come, the longest due first: they are this process's now.

        One that asked us to wait is not due, even where it is to be looked at again after a start.
        `mine`: those of this process, all if none are said; `polling`: what it still polls, which
        stays its own; `besides`: what it cannot poll now.
        """
        waits = sources.c.wait_until > now
        query = (
            sa.select(*_AS_KNOWN)
            .where(sources.c.active, sources.c.next_poll_at <= now)
            .where(sa.or_(sources.c.wait_until.is_(None), ~waits))
            .where(sources.c.name.not_in([*polling, *besides]))
            .order_by(sources.c.next_poll_at)
            .limit(limit)
        )
        return self._claimed(query, now, mine, polling)

    def claim(self, names: Collection[str], now: datetime) -> tuple[str, ...]:
        """Takes these sources, due or not, except those that another process polls just now."""
        query = sa.select(*_AS_KNOWN).where(sources.c.name.in_(names))
        return self._claimed(query, now).mine

    def renew(self, polling: Collection[str], now: datetime) -> None:
        """What this process still polls stays its own."""
        if self._database.shared:
            with self._database.write() as connection:
                leases.renew(connection, self._database, polling, now)

    def give_back(self, names: Collection[str]) -> None:
        """What this process has taken of these it does not poll after all."""
        if self._database.shared and names:
            with self._database.write() as connection:
                for name in names:
                    leases.give_back(connection, self._database, name)

    def _claimed(
        self,
        query: sa.Select[tuple[str, str, str]],
        now: datetime,
        mine: Mapping[str, Watched] | None = None,
        polling: Collection[str] = (),
    ) -> Due:
        database = self._database
        with database.write() if database.shared else database.read() as connection:
            leases.renew(connection, database, polling, now)
            found = leases.free(connection, database, query, now)
            taken = tuple(row.name for row in found if mine is None or _is_of(row, mine))
            leases.take(connection, database, taken, now)
            return Due(taken, tuple(row.name for row in found if row.name not in taken))

    def health(self) -> list[Health]:
        """How each configured source is, by name."""
        counts = (
            sa.select(postings.c.source, sa.func.count().label("open"))
            .where(postings.c.closed_at.is_(None))
            .group_by(postings.c.source)
        )
        with self._database.read() as connection:
            still_open = {row.source: row.open for row in connection.execute(counts)}
            rows = connection.execute(
                sa.select(sources).where(sources.c.active).order_by(sources.c.name)
            )
            return [_health(row, still_open.get(row.name, 0)) for row in rows]


def _health(row: sa.Row[Any], still_open: int) -> Health:
    failures = failing(row)
    return Health(
        row.name,
        still_open,
        failures.count,
        row.unread,
        row.error,
        row.polled_at,
        row.succeeded_at,
        row.next_poll_at,
        row.doubts,
        failures.why,
        failures.since if failures.count else None,
        row.silence,
    )


def _is_of(row: sa.Row[tuple[str, str, str]], mine: Mapping[str, Watched]) -> bool:
    """Whether a source is known as this process knows it."""
    its = mine.get(row.name)
    return its is not None and (its.asks, its.reads) == (row.asks, row.reads)


def _stored(connection: sa.Connection, wanted: Searches) -> dict[str, str]:
    """The version of each search that is known, by name, those renamed first that were given
    another."""
    stored = {row.name: row.version for row in connection.execute(sa.select(searches))}
    gone = {version: name for name, version in stored.items() if name not in wanted.by_name}
    renamed: dict[str, str] = {}
    for name, search in wanted.by_name.items():
        old = gone.pop(search.version, None) if name not in stored else None
        if old is not None:
            renamed[old] = name
            mine = searches.update().where(searches.c.name == old)
            connection.execute(mine.values(name=name))
    alerts.rename(connection, renamed)
    return {renamed.get(name, name): version for name, version in stored.items()}
