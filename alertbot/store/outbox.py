"""Alerts waiting: claimed, settled, resumed. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from alertbot import delivery as machine
from alertbot.config import Timing
from alertbot.delivery import Kind, State
from alertbot.errors import UsageError
from alertbot.model import OpeningId
from alertbot.store import alerts, claiming, digests, pacing
from alertbot.store.claiming import Answer, Claimed
from alertbot.store.destinations import carry_out
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.pacing import Allowance
from alertbot.store.retracting import Retracted, retract
from alertbot.store.tables import destinations, openings, outbox, postings, unedited, unsettled

_NO_TIMINGS: Mapping[str, Collection[Timing]] = MappingProxyType({})


class Outbox:
    """The store's methods for the dispatcher and for the commands about the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.operator: str | None = None

    def free_leases(self) -> int:
        """Makes claimable what a process that died was sending, and answers how much that is.

        Only for who holds the lock of `run`; where several processes send, each lease runs out.
        """
        if self._database.shared:
            return 0
        statement = (
            outbox.update()
            .where(outbox.c.state == State.SENDING.value)
            .values(lease_until=outbox.c.created_at)
        )
        with self._database.write() as connection:
            return connection.execute(statement).rowcount

    def release_summaries(self, now: datetime) -> None:
        """Lets the summaries that still gather go out now: the round is complete."""
        with self._database.write() as connection:
            connection.execute(
                outbox.update()
                .where(
                    outbox.c.kind == "summary",
                    outbox.c.state == State.PENDING.value,
                    outbox.c.attempts == 0,
                    outbox.c.not_before > now,
                    outbox.c.reason != alerts.IN_QUIET,
                )
                .values(not_before=now)
            )

    def claim(
        self,
        pace: Mapping[str, timedelta],
        *,
        now: datetime,
        limit: int,
        held: frozenset[int] = frozenset(),
        allowances: Collection[Allowance] = (),
        timings: Mapping[str, Collection[Timing]] = _NO_TIMINGS,
        credentials: Mapping[str, str] | None = None,
    ) -> list[Claimed]:
        """Takes up what is due: one a destination, so that no backlog starves another.

        `pace`: the channels that can send, and the least time between two messages of each.
        `held`: deliveries that the caller still works on, whatever their lease says.
        `allowances`: what credentials may send in all that have many chats. `timings`: by channel,
        those of the searches that report there. `credentials`: by what each channel signs in here,
        where another process may have been given a new one meanwhile.
        """
        with self._database.write() as connection:
            room = pacing.room(connection, allowances, now)
            due = claiming.due(connection, pace.keys() - room.full(), held, now, limit)
            if credentials is not None and self._database.shared:
                due = [one for one in due if credentials[one[0].channel] == one[0].credential]
            admitted = room.admitted(chat.channel for chat, _ in due)
            due = [one for one, may in zip(due, admitted, strict=True) if may]
            due = claiming.today(connection, due, timings, now)
            pacing.use(connection, room, (chat.channel for chat, _ in due))
            return claiming.take(connection, due, pace, now) if due else []

    def notice(self, text: str, occasion: str, now: datetime) -> None:
        """A word to the operator: see alerts.notify."""
        with self._database.write() as connection:
            alerts.notify(connection, self.operator, text, now, occasion)

    def settle(self, answers: Sequence[Answer]) -> frozenset[int]:
        """Records answers and their consequences. Answers with the deliveries of which it did: of
        the others the lease was lost meanwhile."""
        with self._database.write() as connection:
            kept = claiming.still_leased(connection, answers)
            claiming.record(connection, kept)
            for one in kept:
                carry_out(connection, one, self.operator)
                done = one.settled.delivery
                if done.state is State.DEAD and done.kind is not Kind.NOTICE:
                    alerts.notify(connection, self.operator, "", one.at, "dead")
            return frozenset(one.id for one in kept)

    def next_due(self, channels: Collection[str], before: datetime) -> datetime | None:
        """When the next delivery is due that an open destination could take, if before then."""
        with self._database.read() as connection:
            found = claiming.next_due(connection, channels)
        return found if found is not None and found <= before else None

    def listed(self, state: State | None = None, digest: int | None = None) -> list[dict[str, Any]]:
        """The outbox for people and scripts, the oldest first: the fields of `outbox list`.

        `digest`: only what goes with that one.
        """
        title = (
            sa.select(postings.c.fields["title"].as_string())
            .where(postings.c.opening_id == outbox.c.opening_id)
            .order_by(postings.c.id)
            .limit(1)
            .scalar_subquery()
        )
        query = (
            sa.select(outbox, destinations.c.channel, destinations.c.name, title.label("title"))
            .select_from(outbox.join(destinations))
            .order_by(outbox.c.id)
        )
        if state is not None:
            query = query.where(outbox.c.state == state.value)
        if digest is not None:
            query = query.where(outbox.c.digest_id == digest)
        with self._database.read() as connection:
            sizes = digests.sizes(connection)
            return [_listed(row, sizes.get(row.id, 0)) for row in connection.execute(query)]

    def waiting(self, channels: Collection[str]) -> list[tuple[str, str]]:
        """(channel, last reason) of what these could not send yet; not where the chat is paused.

        A digest or summary that waits for its time is not one that could not be sent.
        """
        quiet = outbox.c.reason == alerts.IN_QUIET
        gathers = sa.or_(sa.and_(outbox.c.kind == "digest", outbox.c.reason == ""), quiet)
        query = (
            sa.select(destinations.c.channel, outbox.c.reason)
            .select_from(outbox.join(destinations))
            .where(
                sa.or_(unsettled, unedited),
                ~gathers,
                destinations.c.channel.in_(channels),
                destinations.c.paused_at.is_(None),
            )
            .order_by(outbox.c.id)
        )
        with self._database.read() as connection:
            return [(row.channel, row.reason) for row in connection.execute(query)]

    def retry(self, ids: Collection[int], now: datetime) -> int:
        """Brings dead letters back, all if none is named. Answers how many.

        A digest comes back with all that went with it; what went with one and is named, by itself.
        """
        query = sa.select(outbox).where(outbox.c.state == State.DEAD.value)
        named = outbox.c.id.in_(ids) if ids else outbox.c.digest_id.is_(None)
        with self._database.write() as connection:
            rows = connection.execute(query.where(named).with_for_update()).all()
            for row in rows:
                again = machine.retry(claiming.delivery(row), now=now)
                values = claiming.settled(again)
                del values["of"]
                mine = outbox.update().where(outbox.c.id == row.id)
                connection.execute(mine.values(**values, digest_id=None))
                if row.kind == "digest":
                    digests.settle(connection, [claiming.settled(again)])
            return len(rows)

    def retract(self, opening: OpeningId, now: datetime) -> Retracted:
        """Takes back what was said of an opening: see store.retracting. Raises UsageError where
        there is none."""
        with self._database.write() as connection:
            alone(connection, "openings")
            if connection.execute(sa.select(openings.c.id).where(openings.c.id == opening)).first():
                return retract(connection, opening, now)
        raise UsageError(f"there is no opening {opening}: `alertbot openings show` lists them")

    def drop(self, ids: Collection[int]) -> int:
        """Forgets dead letters for good, a digest with what went with it. Answers how many."""
        dead = (outbox.c.id.in_(ids), outbox.c.state == State.DEAD.value)
        with self._database.write() as connection:
            of_digests = sa.select(outbox.c.id).where(*dead, outbox.c.kind == "digest")
            gone = connection.execute(of_digests).scalars().all()
            count = connection.execute(outbox.delete().where(*dead)).rowcount
            connection.execute(outbox.delete().where(outbox.c.digest_id.in_(gone)))
            return count


def _listed(row: sa.Row[Any], size: int) -> dict[str, Any]:
    """`size`: of a digest, how many alerts go with it."""
    openings = f"{size} opening{'' if size == 1 else 's'}" if row.kind == "digest" else ""
    return {
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "channel": row.channel,
        "destination": row.name,
        "opening": row.opening_id,
        "title": row.title or openings,
        "attempts": row.attempts,
        "reason": row.reason,
        "not_before": row.not_before.isoformat(),
        "created_at": row.created_at.isoformat(),
        "ref": row.ref,
        "digest": row.digest_id,
    }


__all__ = ["Answer", "Claimed", "Outbox"]
