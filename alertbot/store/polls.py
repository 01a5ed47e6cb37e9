"""What is known of sources, and what a poll makes of it: one poll, one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from alertbot.decide import Change, Decision, Telling, decide
from alertbot.health import Failure, Failures
from alertbot.identity import Employers
from alertbot.life import GRACE, Belief, KnownPosting, Poll, movement
from alertbot.model import Life, Occasion, OpeningId
from alertbot.searches import Searches
from alertbot.store import (
    alerts,
    bursts,
    edits,
    health,
    history,
    leases,
    pages,
    seeding,
    telling,
    writing,
)
from alertbot.store import openings as opening_rows
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.others import Others
from alertbot.store.scrolled import Scrolled, listed_at, mark, scrolled
from alertbot.store.state import Glance, Healthy, Outcome, SourceState
from alertbot.store.tables import postings, sources, validators

# Made once: an unchanged board costs little else.
_STATE = (
    sa.select(
        *(sources.c[name] for name in ("seeded_at", "failures", "wait_until", "employer")),
        *(sources.c[name] for name in ("doubts", "doubted_at", "failure", "failure_since")),
        *(column for column in validators.c if column.name != "source"),
    )
    .select_from(sources.outerjoin(validators))
    .where(sources.c.name == sa.bindparam("source"))
)


class Polls:
    """The store's methods for the poller. Each is one transaction.

    `operator`: the channel that hears of trouble. `employers`: which names are one employer's.
    """

    def __init__(self, database: Database, others: Others) -> None:
        self._database = database
        self._others = others
        self.operator: str | None = None
        self.employers = Employers()

    def state(self, source: str) -> SourceState:
        """What is known of a source, but for its postings."""
        with self._database.read() as connection:
            row, *more = connection.execute(_STATE, {"source": source}).all()
            return SourceState(
                seeded=row.seeded_at is not None,
                failures=row.failures,
                wait_until=row.wait_until,
                employer=row.employer,
                pages=pages.load([row, *more]),
                doubts=row.doubts,
                doubted_at=row.doubted_at,
                failure=Failure(row.failure),
                failure_since=row.failure_since,
            )

    def glance(self, source: str, old: datetime | None = None) -> Glance:
        """All that a source has ever shown; what it has shown since before `old` is unsettled."""
        with self._database.read() as connection:
            return opening_rows.glance(connection, source, old)

    def remember(
        self,
        healthy: Healthy,
        wanted: Searches,
        *,
        now: datetime,
        next_poll_at: datetime,
        wait_until: datetime | None = None,
    ) -> Outcome:
        """A poll that was answered: decided, remembered and enqueued together.

        What a new source shows is summarised once all of it is read; until then it counts as new.
        """
        poll = healthy.poll
        with self._database.write() as connection:
            if not leases.give_back(connection, self._database, poll.source):
                return Outcome(0, 0, 0)
            alone(connection, "openings")
            before = health.row(connection, poll.source)
            rows = opening_rows.rows_with(connection, poll.source, healthy.touched)
            decision, outcome = self._carry_out(
                connection, poll, rows, healthy.fingerprints, wanted, now
            )
            writing.count_undetailed(connection, healthy, rows.keys())
            if poll.first and not poll.unfinished:
                seeding.summarise(connection, poll.source, wanted, now)
            pages.replace(connection, poll.source, {} if poll.doubt else healthy.pages)
            health.answered(
                self._teller(connection, now),
                before,
                healthy,
                recorded=history.record(connection, poll, decision, now),
                fresh=outcome.new + outcome.joined > 0,
                next_poll_at=next_poll_at,
                wait_until=wait_until,
            )
            return outcome

    def unchanged(
        self,
        source: str,
        wanted: Searches,
        *,
        now: datetime,
        next_poll_at: datetime,
        trouble: str = "",
    ) -> None:
        """The source shows what it showed before: its last verdict is repeated, and counts.

        Where nothing is missed, the row of the source is all that is written.
        """
        with self._database.write() as connection:
            if not leases.give_back(connection, self._database, source):
                return
            if health.untroubled(connection, source, now, next_poll_at, trouble):
                return
            recorded = False
            before = health.row(connection, source)
            if before.complete and before.missed:
                alone(connection, "openings")
                missed = (postings.c.absences > 0, postings.c.closed_at.is_(None))
                rows = opening_rows.rows_of(connection, source, *missed)
                poll = Poll(source, (), frozenset(), complete=True, first=False)
                decision, _ = self._carry_out(connection, poll, rows, {}, wanted, now)
                recorded = history.record(connection, poll, decision, now)
            health.succeeded(
                self._teller(connection, now),
                before,
                {"error": trouble},
                recorded=recorded,
                next_poll_at=next_poll_at,
            )

    def expire(self, wanted: Searches, now: datetime) -> int:
        """Closes the postings whose last day is over. Answers how many."""
        over = (postings.c.valid_through < now - GRACE, postings.c.closed_at.is_(None))
        with self._database.write() as connection:
            alone(connection, "openings")
            names = connection.execute(sa.select(postings.c.source).where(*over).distinct())
            count = 0
            for source in names.scalars().all():
                rows = opening_rows.rows_of(connection, source, *over)
                poll = Poll(source, (), frozenset(), complete=False, first=False)
                decision, _ = self._carry_out(connection, poll, rows, {}, wanted, now)
                count += len(decision.moved.closed)
            return count

    def scrolled(
        self, source: str, shown: Set[str], *, at: str, now: datetime
    ) -> tuple[Scrolled, ...]:
        """A few open postings whose pages are to be looked at: see store.scrolled."""
        with self._database.read() as connection:
            return scrolled(connection, source, shown, at=at, now=now)

    def listed_at(self, source: str, shown: Set[str], host: str) -> str:
        """The address of a posting in the window at a host; empty where there is none."""
        with self._database.read() as connection:
            return listed_at(connection, source, shown, host)

    def looked(
        self,
        source: str,
        ids: Collection[str],
        gone: Collection[str],
        wanted: Searches,
        *,
        now: datetime,
        anew: bool = False,
    ) -> None:
        """The pages of these have been looked at; those that are gone, as they say, are closed.

        `anew`: the source is read as a whole next time, also where it is as it was before.
        """
        with self._database.write() as connection:
            if gone:
                alone(connection, "openings")
                rows = opening_rows.rows_with(connection, source, gone)
                shown = Poll(source, (), frozenset(), complete=False, first=False)
                poll = replace(shown, withdrawn=frozenset(rows))
                self._carry_out(connection, poll, rows, {}, wanted, now)
            mark(connection, source, ids, now)
            if anew:
                pages.replace(connection, source, {})

    def failed(
        self,
        source: str,
        error: str,
        *,
        now: datetime,
        next_poll_at: datetime,
        wait_until: datetime | None,
        failures: Failures | None = None,
    ) -> None:
        """A poll that brought nothing to believe. It closes nothing and forgets nothing.

        `failures`: those in a row, with this one; one more that says nothing else, if left out.
        """
        with self._database.write() as connection:
            if not leases.give_back(connection, self._database, source):
                return
            history.add(connection, source, Belief.FAILED, now, said=error)
            before = health.row(connection, source)
            health.failed(
                self._teller(connection, now),
                before,
                error,
                failures or health.failing(before).another(Failure.ANSWERED, now),
                next_poll_at=next_poll_at,
                wait_until=wait_until,
            )

    def _carry_out(
        self,
        connection: sa.Connection,
        poll: Poll,
        rows: Mapping[str, KnownPosting],
        fingerprints: Mapping[str, bytes],
        wanted: Searches,
        now: datetime,
    ) -> tuple[Decision, Outcome]:
        moved = movement(poll, rows, now=now)
        known = opening_rows.known(connection, poll, moved, rows, self.employers)
        usual = history.usual(connection, poll.source)
        decision = decide(
            poll, moved, known, wanted, now=now, usual=usual, employers=self.employers
        )
        if self._database.shared and (decision.changes or poll.first):
            self._others.mark(connection, wanted)
        new = len(decision.new)
        fresh = sum(posting.external_id not in rows for posting in poll.postings)
        holds = decision.burst and any(change.tell for change in decision.new)
        until = now + decision.held_for
        burst = bursts.begin(connection, poll.source, now, until) if holds else None
        ids = writing.write(
            connection, poll.source, decision, known, fingerprints, now, burst=burst
        )
        held = 0
        told = {}
        for change in () if poll.first else decision.changes:
            is_held = burst is not None if change.before is None else change.before.held
            if is_held:
                held += bool(change.tell)
            elif change.tell or any(one.what is Life.REOPENED for one in change.news):
                told[ids[change.after.id]] = change
        tellings = {
            id: (*change.tell, *_after_all(connection, id, change, wanted, now))
            for id, change in told.items()
        }
        happened = {id: change.news for id, change in told.items()}
        added = alerts.tell(connection, tellings, wanted.by_name, now, happened) if told else 0
        edits.enqueue(connection, edits.changed(decision, ids), now)
        if burst is not None:
            said = bursts.said(poll, new, usual, held, until)
            self._teller(connection, now).tell(said, "burst")
        return decision, Outcome(new, fresh - new, added, held, tuple(told))

    def _teller(self, connection: sa.Connection, now: datetime) -> health.Teller:
        return health.Teller(connection, self.operator, now)


def _after_all(
    connection: sa.Connection, id: OpeningId, change: Change, wanted: Searches, now: datetime
) -> Iterable[Telling]:
    """Of an opening that is open again: as new for those who were not told since it had closed."""
    if any(one.what is Life.REOPENED for one in change.news):
        names = telling.unsaid(connection, id)
        for match in wanted.match(change.after, now=now) if names else ():
            if match.key in names:
                yield Telling(Occasion.NEW, match)
