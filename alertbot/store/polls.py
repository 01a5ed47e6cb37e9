"""What is known of sources, and what a poll makes of it: one poll, one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from alertbot.decide import (
    Decision,
    KnownPosting,
    Searches,
    absent,
    decide,
)
from alertbot.model import OpeningId
from alertbot.store import alerts, pages
from alertbot.store import openings as opening_rows
from alertbot.store.engine import Database
from alertbot.store.register import matches
from alertbot.store.state import DETAIL_TRIES, Healthy, Outcome, SourceState
from alertbot.store.tables import postings, sources

TELL_AFTER = 3
"""Failures in a row before the operator hears of a source."""


class Polls:
    """The store's methods for the poller. Each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None

    def state(self, source: str) -> SourceState:
        mine = postings.c.source == source
        with self._database.read() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            stored = connection.execute(
                sa.select(
                    postings.c.external_id, postings.c.fingerprint, postings.c.undetailed
                ).where(mine)
            ).all()
            still_open = sa.select(sa.func.count()).where(mine, postings.c.closed_at.is_(None))
            open_now = connection.execute(still_open).scalar_one()
            fingerprints = {p.external_id: p.fingerprint for p in stored}
            undetailed = {p.external_id: p.undetailed for p in stored if p.undetailed}
            again = any(0 < tries < DETAIL_TRIES for tries in undetailed.values())
            return SourceState(
                seeded=row.seeded_at is not None,
                failures=row.failures,
                wait_until=row.wait_until,
                open=open_now if row.seeded_at else 0,
                employer=row.employer,
                fingerprints=fingerprints,
                undetailed=undetailed,
                pages={} if again else pages.load(connection, source, fingerprints.keys()),
            )

    def remember(
        self,
        healthy: Healthy,
        wanted: Searches,
        *,
        now: datetime,
        next_poll_at: datetime,
        wait_until: datetime | None = None,
    ) -> Outcome:
        """A healthy poll: decided, remembered and enqueued together.

        What a new source shows is summarised once all of it is read; until then it counts as new.
        """
        poll = healthy.poll
        with self._database.write() as connection:
            known = opening_rows.known(connection, poll.source, poll.postings)
            decision = decide(poll, known, wanted, now=now)
            ids = opening_rows.write(connection, poll.source, decision, healthy.fingerprints, now)
            opening_rows.count_undetailed(connection, healthy)
            added = 0
            if not poll.first:
                added = _alert(connection, decision, ids, wanted, now)
            elif not poll.unfinished:
                self._summarise(connection, poll.source, wanted, now)
            pages.replace(connection, poll.source, healthy.pages)
            unread = self._unread(connection, healthy, now)
            self._succeeded(
                connection,
                poll.source,
                now,
                next_poll_at,
                complete=poll.complete,
                seeded=not (poll.first and poll.unfinished),
                unread=unread,
                employer=healthy.employer,
                trouble=healthy.trouble,
                wait_until=wait_until,
            )
            fresh_ids = [p.external_id not in known.postings for p in poll.postings]
            return Outcome(len(decision.new), sum(fresh_ids) - len(decision.new), added)

    def _unread(self, connection: sa.Connection, healthy: Healthy, now: datetime) -> int:
        """How many postings are not shown, as far as is known.

        The operator hears it once when a board has outgrown what its service shows.
        """
        source = healthy.poll.source
        before: int = connection.execute(
            sa.select(sources.c.unread).where(sources.c.name == source)
        ).scalar_one()
        unread = before if healthy.unread is None else healthy.unread
        if unread and not before:
            text = (
                f"Source {source} is truncated: about {unread} of its postings are not shown by "
                "its service. Split it into several sources, each with a narrower query."
            )
            self._notify(connection, text, now, "truncated")
        return unread

    def unchanged(
        self, source: str, *, now: datetime, next_poll_at: datetime, trouble: str = ""
    ) -> None:
        """The source shows what it showed before: its last verdict is repeated, and counts."""
        with self._database.write() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            if row.complete:
                self._count_absences(connection, source, now)
            self._succeeded(
                connection,
                source,
                now,
                next_poll_at,
                complete=row.complete,
                unread=row.unread,
                employer=row.employer,
                trouble=trouble,
            )

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
            # Not what the source showed when it looked at something else.
            postings.c.source == source,
            postings.c.closed_at.is_(None),
            postings.c.absences == 0,
        )
        found = matches(connection, wanted.looking_at(source), shown, now)
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
        unread: int,
        employer: str,
        trouble: str,
        seeded: bool = True,
        wait_until: datetime | None = None,
    ) -> None:
        mine = sources.c.name == source
        row = connection.execute(sa.select(sources).where(mine)).one()
        connection.execute(
            sources.update()
            .where(mine)
            .values(
                seeded_at=row.seeded_at or (now if seeded else None),
                polled_at=now,
                succeeded_at=now,
                next_poll_at=next_poll_at,
                wait_until=wait_until,
                failures=0,
                error=trouble,
                reported=False,
                complete=complete,
                unread=unread,
                employer=employer or row.employer,
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


def _alert(
    connection: sa.Connection,
    decision: Decision,
    ids: Mapping[OpeningId, OpeningId],
    wanted: Searches,
    now: datetime,
) -> int:
    """Enqueues what a decision has to say. `ids`: see openings.write. Answers how many are new."""
    return sum(
        alerts.alert_opening(connection, ids[change.after.id], change.matches, wanted.by_name, now)
        for change in decision.changes
    )
