"""How a source is: its row after each poll, and what the operator hears of it. Each function works
inside its caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.health import TELL_AFTER, Failure, Failures
from alertbot.life import Poll
from alertbot.store import alerts
from alertbot.store.prepared import Prepared
from alertbot.store.state import Healthy
from alertbot.store.tables import missed, postings, sources
from alertbot.text.contacts import without_contacts

FIND = "`alertbot sources find ADDRESS` with its careers page finds where the board is read now."
LOOK = "Look at the board in a browser: if it has more than that, the source's name is not right."

# Made once: a poll that finds all as it was consists of little else. Constants again: where the
# use of a partial index hangs on a parameter, SQLite plans anew each time, which takes 25 us.
_missed = sa.exists().where(postings.c.source == sources.c.name, missed).correlate(sources)
_ROW = sa.select(sources, _missed.label("missed")).where(sources.c.name == sa.bindparam("source"))
_UPDATE = (
    sources.update()
    .where(sources.c.name == sa.bindparam("source"))
    .values(
        {
            name: sa.bindparam(name, type_=sources.c[name].type)
            for name in (
                *("seeded_at", "polled_at", "succeeded_at", "next_poll_at", "wait_until"),
                *("failures", "quiet", "error", "reported", "complete", "unread", "employer"),
                *("doubts", "doubted_at", "silence"),
            )
        }
        | {"polled": sources.c.polled + 1}
    )
)
# The same for a source in good order whose board is as it was, in one statement.
_UNTROUBLED = Prepared(
    sources.update()
    .where(
        sources.c.name == sa.bindparam("source"),
        sources.c.seeded_at.is_not(None),
        ~sources.c.reported,
        ~sa.and_(sources.c.complete, _missed),
    )
    .values(
        polled_at=sa.bindparam("now"),
        succeeded_at=sa.bindparam("now"),
        next_poll_at=sa.bindparam("next"),
        wait_until=None,
        failures=0,
        quiet=sources.c.quiet + 1,
        polled=sources.c.polled + 1,
        error=sa.bindparam("trouble"),
    )
)


def untroubled(
    connection: sa.Connection, source: str, now: datetime, next_poll_at: datetime, trouble: str
) -> bool:
    """After a poll that found all as it was, where nothing is missed and nothing is to be told.

    False where it is not so simple, and nothing is written.
    """
    said = {"source": source, "now": now, "next": next_poll_at, "trouble": trouble}
    return _UNTROUBLED.run(connection, **said) == 1


def row(connection: sa.Connection, source: str) -> sa.Row[Any]:
    """The row of a source, and whether some of its open postings were `missed`."""
    return connection.execute(_ROW, {"source": source}).one()


def failing(row: sa.Row[Any]) -> Failures:
    """The failures in a row of a source."""
    return Failures(row.failures, Failure(row.failure), row.failure_since)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the operator, where there is one, of many sources in one message: see alerts.notify."""

    connection: sa.Connection
    operator: str | None
    now: datetime

    def tell(self, text: str, occasion: str) -> None:
        alerts.notify(
            self.connection,
            self.operator,
            text,
            self.now,
            occasion,
            gather=alerts.NOTICE_GATHERS,
            apart=timedelta() if occasion == "burst" else alerts.NOTICES_APART,
        )


def answered(
    teller: Teller,
    before: sa.Row[Any],
    healthy: Healthy,
    *,
    recorded: bool,
    fresh: bool,
    next_poll_at: datetime,
    wait_until: datetime | None,
) -> None:
    """After a poll that was answered. `before`: the source's row; `recorded`: `polls` has one;
    `fresh`: it showed something that was never there before."""
    poll = healthy.poll
    doubts, doubted_at = _doubted(teller, before, poll)
    changed = {
        "complete": poll.whole,
        "error": without_contacts(poll.doubt or healthy.trouble),
        "unread": _unread(teller, before, healthy),
        "employer": healthy.employer or before.employer,
        "doubts": doubts,
        "doubted_at": doubted_at,
    }
    if fresh and before.silence:
        changed["silence"] = ""
        teller.tell(f"Source {before.name} shows new postings again.", "heard")
    if poll.first and poll.unfinished:
        changed["seeded_at"] = before.seeded_at
    succeeded(
        teller,
        before,
        changed,
        recorded=recorded,
        next_poll_at=next_poll_at,
        wait_until=wait_until,
    )


def succeeded(
    teller: Teller,
    before: sa.Row[Any],
    changed: dict[str, Any],
    *,
    recorded: bool,
    next_poll_at: datetime,
    wait_until: datetime | None = None,
) -> None:
    """After a poll that went well. `changed`: what of the row is not as `before`."""
    values = {
        "source": before.name,
        "seeded_at": before.seeded_at or teller.now,
        "polled_at": teller.now,
        "succeeded_at": teller.now,
        "next_poll_at": next_poll_at,
        "wait_until": wait_until,
        "failures": 0,
        "quiet": 0 if recorded else before.quiet + 1,
        "error": before.error,
        "reported": False,
        "complete": before.complete,
        "unread": before.unread,
        "employer": before.employer,
        "doubts": before.doubts,
        "doubted_at": before.doubted_at,
        "silence": before.silence,
    }
    teller.connection.execute(_UPDATE, values | changed)
    if before.reported:
        teller.tell(f"Source {before.name} is back after {before.failures} failed polls.", "back")


def failed(
    teller: Teller,
    before: sa.Row[Any],
    error: str,
    failures: Failures,
    *,
    next_poll_at: datetime,
    wait_until: datetime | None,
) -> None:
    """After a poll that brought nothing to believe. `failures`: with this one."""
    tell = failures.count >= TELL_AFTER and not before.reported
    teller.connection.execute(
        sources.update()
        .where(sources.c.name == before.name)
        .values(
            polled_at=teller.now,
            quiet=0,
            polled=sources.c.polled + 1,
            failures=failures.count,
            failure=failures.why.value,
            failure_since=failures.since,
            error=without_contacts(error),
            next_poll_at=next_poll_at,
            wait_until=wait_until,
            reported=before.reported or tell,
        )
    )
    if tell:
        advice = f". If it stays so: {FIND}" if failures.elsewhere else ""
        said = f"Source {before.name} has failed {failures.count} times in a row: {error}{advice}"
        teller.tell(said, "failing")


def silent(teller: Teller, source: str, why: str) -> None:
    """A source has been found silent: see health.silence."""
    mine = (sources.c.name == source, sources.c.silence == "")
    found = sources.update().where(*mine).values(silence=why)
    if teller.connection.execute(found).rowcount:
        teller.tell(f"Source {source} is silent: {why}. {LOOK} {FIND}", "silent")


def _doubted(teller: Teller, before: sa.Row[Any], poll: Poll) -> tuple[int, datetime | None]:
    """Counts a doubtful poll; the operator hears of a doubt that lasts, and of its end."""
    if not poll.complete:
        return before.doubts, before.doubted_at
    if not poll.doubt:
        if before.doubts >= TELL_AFTER:
            teller.tell(f"Source {poll.source} is believed again.", "believed")
        return 0, None
    doubts = before.doubts + 1
    if doubts == TELL_AFTER:
        teller.tell(
            f"Source {poll.source} is doubtful: {poll.doubt}. Nothing of it is closed until it "
            "shows them again, or has stayed like this for a day.",
            "doubtful",
        )
    return doubts, before.doubted_at or teller.now


def _unread(teller: Teller, before: sa.Row[Any], healthy: Healthy) -> int:
    """How many postings are not shown, as far as is known.

    The operator hears it once when a board has outgrown what its service shows.
    """
    unread: int = before.unread if healthy.unread is None else healthy.unread
    if unread and not before.unread:
        teller.tell(
            f"Source {before.name} is truncated: about {unread} of its postings are not shown by "
            "its service. Split it into several sources, each with a narrower query.",
            "truncated",
        )
    return unread
