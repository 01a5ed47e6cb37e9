"""What is known of sources, and what a poll makes of it: one poll, one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from alertbot.burst import HELD_FOR, Usual
from alertbot.decide import Decision, decide
from alertbot.identity import Employers
from alertbot.life import GRACE, Belief, KnownPosting, Poll, movement
from alertbot.model import Opening
from alertbot.searches import Searches
from alertbot.store import alerts, bursts, history, leases, pages, writing
from alertbot.store import openings as opening_rows
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.found import matches
from alertbot.store.scrolled import Scrolled, listed_at, mark, scrolled
from alertbot.store.state import Glance, Healthy, Outcome, SourceState
from alertbot.store.tables import postings, sources

TELL_AFTER = 3
"""Failures, or doubtful polls, in a row before the operator hears of a source."""


class Polls:
    """The store's methods for the poller. Each is one transaction.

    `operator`: the channel that hears of trouble. `employers`: which names are one employer's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None
        self.employers = Employers()

    def state(self, source: str) -> SourceState:
        """What is known of a source, but for its postings."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            return SourceState(
                seeded=row.seeded_at is not None,
                failures=row.failures,
                wait_until=row.wait_until,
                employer=row.employer,
                pages=pages.load(connection, source),
                doubts=row.doubts,
                doubted_at=row.doubted_at,
            )

    def postings(self, source: str) -> Mapping[str, Glance]:
        """All that a source has ever shown, by external id."""
        with self._database.read() as connection:
            return opening_rows.glance(connection, source)

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
            rows = opening_rows.rows_with(connection, poll.source, healthy.touched)
            decision, outcome = self._carry_out(
                connection, poll, rows, healthy.fingerprints, wanted, now
            )
            writing.count_undetailed(connection, healthy)
            if poll.first and not poll.unfinished:
                self._summarise(connection, poll.source, wanted, now)
            pages.replace(connection, poll.source, {} if poll.doubt else healthy.pages)
            self._doubted(connection, poll, now)
            self._succeeded(
                connection,
                poll.source,
                now,
                next_poll_at,
                recorded=history.record(connection, poll, decision, now),
                complete=poll.whole,
                seeded=not (poll.first and poll.unfinished),
                unread=self._unread(connection, healthy, now),
                employer=healthy.employer,
                error=poll.doubt or healthy.trouble,
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
            recorded = False
            row = connection.execute(sa.select(sources).where(sources.c.name == source)).one()
            if row.complete:
                missed = (postings.c.absences > 0, postings.c.closed_at.is_(None))
                if rows := opening_rows.rows_of(connection, source, *missed):
                    alone(connection, "openings")
                    poll = Poll(source, (), frozenset(), complete=True, first=False)
                    decision, _ = self._carry_out(connection, poll, rows, {}, wanted, now)
                    recorded = history.record(connection, poll, decision, now)
            self._succeeded(
                connection,
                source,
                now,
                next_poll_at,
                recorded=recorded,
                complete=row.complete,
                unread=row.unread,
                employer=row.employer,
                error=trouble,
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
    ) -> None:
        """A poll that brought nothing to believe. It closes nothing and forgets nothing."""
        with self._database.write() as connection:
            if not leases.give_back(connection, self._database, source):
                return
            mine = sources.c.name == source
            row = connection.execute(sa.select(sources).where(mine)).one()
            failures = row.failures + 1
            tell = failures >= TELL_AFTER and not row.reported
            history.add(connection, source, Belief.FAILED, now, said=error)
            connection.execute(
                sources.update()
                .where(mine)
                .values(
                    polled_at=now,
                    quiet=0,
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
        new = len(decision.new)
        fresh = sum(posting.external_id not in rows for posting in poll.postings)
        holds = decision.burst and any(change.tell for change in decision.new)
        burst = bursts.begin(connection, poll.source, now) if holds else None
        ids = writing.write(
            connection, poll.source, decision, known, fingerprints, now, burst=burst
        )
        added = held = 0
        for change in () if poll.first else decision.changes:
            if burst is not None and change.before is None:
                held += bool(change.tell)
                continue
            opening = ids[change.after.id]
            added += alerts.tell(connection, opening, change.tell, wanted.by_name, now, change.news)
        if burst is not None:
            self._notify(connection, _held(poll.source, new, usual, held, now), now, "burst")
        return decision, Outcome(new, fresh - new, added, held)

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
            found[name] = [one for one in those if _is_first(source, one.opening, before)]
        alerts.add_to_summaries(connection, found, wanted.by_name, now)

    def _doubted(self, connection: sa.Connection, poll: Poll, now: datetime) -> None:
        """Counts a doubtful poll; the operator hears of a doubt that lasts, and of its end."""
        if not poll.complete:
            return
        mine = sources.c.name == poll.source
        row = connection.execute(sa.select(sources).where(mine)).one()
        if poll.doubt:
            doubts, since = row.doubts + 1, row.doubted_at or now
            if doubts == TELL_AFTER:
                text = f"Source {poll.source} is doubtful, so that nothing is closed: {poll.doubt}"
                self._notify(connection, text, now, "doubtful")
        else:
            doubts, since = 0, None
            if row.doubts >= TELL_AFTER:
                text = f"Source {poll.source} is believed again."
                self._notify(connection, text, now, "believed")
        connection.execute(sources.update().where(mine).values(doubts=doubts, doubted_at=since))

    def _succeeded(
        self,
        connection: sa.Connection,
        source: str,
        now: datetime,
        next_poll_at: datetime,
        *,
        recorded: bool,
        complete: bool,
        unread: int,
        employer: str,
        error: str,
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
                quiet=0 if recorded else row.quiet + 1,
                error=error,
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


def _is_first(source: str, opening: Opening, told: Set[str]) -> bool:
    """Whether this source has shown an opening before those sources that were told of.

    One that has joined it since has told nobody: it was no longer new.
    """
    shown = (one.source for one in opening.listed if one.source == source or one.source in told)
    return next(shown) == source


def _held(source: str, new: int, usual: Usual, held: int, now: datetime) -> str:
    """What the operator hears of a burst."""
    until = (now + HELD_FOR).strftime("%H:%M UTC")
    about = max(1, round(usual.new))
    alerts_ = "1 alert is" if held == 1 else f"{held} alerts are"
    return (
        f"Source {source} shows {new} new openings at once, where about {about} are usual; "
        f"{alerts_} held. `alertbot sources release {source}` sends them, with --summary as one "
        f"message, with --drop not at all. At {until} they go as a summary."
    )
