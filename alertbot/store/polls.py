"""What is known of sources, and what a poll makes of it: one poll, one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.decide import (
    Decision,
    KnownPosting,
    Poll,
    Searches,
    absent,
    decide,
    standing,
)
from alertbot.model import OpeningId, Validators
from alertbot.store import alerts
from alertbot.store import openings as opening_rows
from alertbot.store.engine import Database
from alertbot.store.tables import openings, postings, searches, sources, validators

TELL_AFTER = 3
"""Failures in a row before the operator hears of a source."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A source of the configuration: digests of what it asks for and of how it reads the answer."""

    asks: str
    reads: str
    every: timedelta


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source before it is polled.

    `known_open`: its postings that are open; none where it has come to look at something else.
    """

    seeded: bool
    failures: int
    wait_until: datetime | None
    known_open: int
    validators: Mapping[str, Validators]
    fingerprints: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a poll came to: new openings, new postings of known ones, alerts that now wait."""

    new: int
    joined: int
    alerts: int


class Polls:
    """The store's methods for the poller. Each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None

    def sync_sources(self, wanted: Mapping[str, Watched], now: datetime) -> None:
        """Makes the configured sources known; a new one is due at once.

        One that asks for something else, or was away, is new again: what it shows is summarised.
        """
        with self._database.write() as connection:
            known = {row.name: row for row in connection.execute(sa.select(sources))}
            for name, source in wanted.items():
                mine, row = sources.c.name == name, known.get(name)
                digests = {"asks": source.asks, "reads": source.reads}
                if row is None:
                    connection.execute(
                        sources.insert().values(name=name, next_poll_at=now, **digests)
                    )
                    continue
                connection.execute(
                    sources.update()
                    .where(mine)
                    .values(next_poll_at=min(row.next_poll_at, now + source.every), **digests)
                )
                if (row.asks, row.reads) != (source.asks, source.reads):
                    connection.execute(validators.delete().where(validators.c.source == name))
                if row.asks != source.asks or not row.active:
                    again = {"seeded_at": None, "next_poll_at": now}
                    connection.execute(sources.update().where(mine).values(**again))
            connection.execute(sources.update().values(active=sources.c.name.in_(wanted)))

    def sync_searches(self, wanted: Searches, now: datetime) -> None:
        """Matches the stored openings against searches that are new or changed: as a summary.

        Those whose sources were never read wait for the first poll, which summarises them.
        """
        with self._database.write() as connection:
            stored = {row.name: row.version for row in connection.execute(sa.select(searches))}
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
                still_open = sa.select(openings.c.id).where(openings.c.closed_at.is_(None))
                found = _matches(connection, with_news, still_open, now)
                alerts.add_to_summaries(connection, found, wanted.by_name, now, anew=True)
            gone = stored.keys() - wanted.by_name.keys() | {search.name for search in fresh}
            for names in opening_rows.chunks(gone):
                connection.execute(searches.delete().where(searches.c.name.in_(names)))
            for search in fresh:
                row = {"name": search.name, "version": search.version, "seeded_at": now}
                connection.execute(searches.insert().values(**row))

    def due(self, now: datetime) -> list[str]:
        """The configured sources whose time has come, the longest due first."""
        query = (
            sa.select(sources.c.name)
            .where(sources.c.active, sources.c.next_poll_at <= now)
            .order_by(sources.c.next_poll_at)
        )
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def state(self, source: str) -> SourceState:
        mine = postings.c.source == source
        with self._database.read() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            rows = connection.execute(sa.select(validators).where(validators.c.source == source))
            stored = connection.execute(
                sa.select(postings.c.external_id, postings.c.fingerprint).where(mine)
            )
            still_open = sa.select(sa.func.count()).where(mine, postings.c.closed_at.is_(None))
            known_open = connection.execute(still_open).scalar_one()
            return SourceState(
                seeded=row.seeded_at is not None,
                failures=row.failures,
                wait_until=row.wait_until,
                known_open=known_open if row.seeded_at else 0,
                validators={v.url: Validators(v.etag, v.last_modified, v.body_hash) for v in rows},
                fingerprints={p.external_id: p.fingerprint for p in stored},
            )

    def remember(
        self,
        poll: Poll,
        fingerprints: Mapping[str, bytes],
        fresh: Mapping[str, Validators],
        wanted: Searches,
        *,
        now: datetime,
        next_poll_at: datetime,
    ) -> Remembered:
        """A healthy poll: decided, remembered and enqueued together.

        `fresh`: the validators of its pages by URL; they replace those of the poll before.
        """
        with self._database.write() as connection:
            known = opening_rows.known(connection, poll.source, poll.postings)
            decision = decide(poll, known, wanted, now=now)
            ids = opening_rows.write(connection, poll.source, decision, fingerprints, now)
            if poll.first:
                self._summarise(connection, poll.source, wanted, now)
                added = 0
            else:
                added = sum(
                    alerts.alert_opening(
                        connection, ids[change.after.id], change.matches, wanted.by_name, now
                    )
                    for change in decision.changes
                )
            connection.execute(validators.delete().where(validators.c.source == poll.source))
            for url, page in fresh.items():
                row = {"source": poll.source, "url": url, "etag": page.etag}
                row |= {"last_modified": page.last_modified, "body_hash": page.body_hash}
                connection.execute(validators.insert().values(**row))
            self._succeeded(connection, poll.source, now, next_poll_at, complete=poll.complete)
            fresh_ids = [p.external_id not in known.postings for p in poll.postings]
            return Remembered(len(decision.new), sum(fresh_ids) - len(decision.new), added)

    def unchanged(self, source: str, *, now: datetime, next_poll_at: datetime) -> None:
        """The source shows what it showed before: its last verdict is repeated, and counts."""
        with self._database.write() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            if row.complete:
                self._count_absences(connection, source, now)
            self._succeeded(connection, source, now, next_poll_at, complete=row.complete)

    def failed(
        self,
        source: str,
        error: str,
        *,
        now: datetime,
        next_poll_at: datetime,
        wait_until: datetime | None,
    ) -> None:
        """A poll that brought nothing to believe. It closes nothing and forgets nothing."""
        with self._database.write() as connection:
            mine = sources.c.name == source
            row = connection.execute(sa.select(sources).where(mine)).one()
            failures = row.failures + 1
            tell = failures >= TELL_AFTER and not row.reported
            connection.execute(
                sources.update()
                .where(mine)
                .values(
                    polled_at=now,
                    failures=failures,
                    error=error,
                    next_poll_at=next_poll_at,
                    wait_until=wait_until,
                    reported=row.reported or tell,
                )
            )
            if tell:
                text = f"Source {source} has failed {failures} times in a row: {error}"
                self._notify(connection, text, now, "silent")

    def _summarise(
        self, connection: sa.Connection, source: str, wanted: Searches, now: datetime
    ) -> None:
        """A section for each search that looks at a source which is new, of all that it shows.

        What another source has shown to the search before was told then, and is not counted.
        """
        told = set(
            connection.execute(
                sa.select(sources.c.name).where(
                    sources.c.seeded_at.is_not(None), sources.c.name != source
                )
            ).scalars()
        )
        shown = sa.select(postings.c.opening_id).where(
            postings.c.source == source, postings.c.closed_at.is_(None)
        )
        found = _matches(connection, wanted.looking_at(source), shown, now)
        for name, those in found.items():
            before = told.intersection(wanted.by_name[name].sources)
            found[name] = [one for one in those if before.isdisjoint(one.opening.sources)]
        alerts.add_to_summaries(connection, found, wanted.by_name, now)

    def _succeeded(
        self,
        connection: sa.Connection,
        source: str,
        now: datetime,
        next_poll_at: datetime,
        *,
        complete: bool,
    ) -> None:
        mine = sources.c.name == source
        row = connection.execute(sa.select(sources).where(mine)).one()
        connection.execute(
            sources.update()
            .where(mine)
            .values(
                seeded_at=row.seeded_at or now,
                polled_at=now,
                succeeded_at=now,
                next_poll_at=next_poll_at,
                wait_until=None,
                failures=0,
                error="",
                reported=False,
                complete=complete,
            )
        )
        if row.reported:
            text = f"Source {source} is back after {row.failures} failed polls."
            self._notify(connection, text, now, "back")

    def _notify(self, connection: sa.Connection, text: str, now: datetime, occasion: str) -> None:
        gather = alerts.NOTICE_GATHERS
        alerts.notify(connection, self.operator, text, now, occasion, gather=gather)

    def _count_absences(self, connection: sa.Connection, source: str, now: datetime) -> None:
        mine = postings.c.source == source
        rows = connection.execute(
            sa.select(postings.c.external_id, postings.c.opening_id, postings.c.absences).where(
                mine, postings.c.absences > 0, postings.c.closed_at.is_(None)
            )
        )
        missing = [KnownPosting(r.external_id, OpeningId(r.opening_id), r.absences) for r in rows]
        counts, closed = absent(missing, frozenset())
        decision = Decision(absences=counts, closed=closed)
        opening_rows.write(connection, source, decision, {}, now)


def _matches(
    connection: sa.Connection, some: Iterable[Search], ids: sa.Select[tuple[int]], now: datetime
) -> dict[str, list[alerts.Standing]]:
    """What these searches find among the openings with these ids; an empty list for none."""
    matcher = Searches(some)
    found: dict[str, list[alerts.Standing]] = {name: [] for name in matcher.by_name}
    for chunk in opening_rows.chunks(connection.execute(ids.distinct()).scalars().all()):
        for opening in opening_rows.load(connection, chunk).values():
            for match in matcher.match(opening, now=now):
                rank = standing(opening, match, now=now)
                found[match.key].append(alerts.Standing(rank, opening))
    return found
