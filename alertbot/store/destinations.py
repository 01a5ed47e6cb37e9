"""The chats that alerts go to: known, paced, paused and resumed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import FallApart, Hold, Move, Pause
from alertbot.model import Scope
from alertbot.store import alerts, digests, edits
from alertbot.store.claiming import Answer
from alertbot.store.dialects import alone, later
from alertbot.store.engine import Database
from alertbot.store.tables import CAP, Moment, destinations, outbox, unedited, unsettled


@dataclass(frozen=True, slots=True)
class Destination:
    """A chat of the configuration. `credential` and `edits` as those of ChannelOptions;
    `max_per_day`: the alerts that it is told a day, None for any number."""

    channel: str
    name: str
    credential: str
    max_per_day: int | None = CAP
    edits: bool = False


class Destinations:
    """The store's methods about chats. Each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sync(self, wanted: Collection[Destination], now: datetime) -> None:
        """Makes the configured chats known. One with a new address or credential is tried anew."""
        with self._database.write() as connection:
            alone(connection, "start")
            stored = {row.channel: row for row in connection.execute(sa.select(destinations))}
            for chat in wanted:
                row = stored.get(chat.channel)
                values = {"name": chat.name, "credential": chat.credential}
                told = {"max_per_day": chat.max_per_day, "edits": chat.edits}
                if row is None:
                    connection.execute(
                        destinations.insert().values(
                            channel=chat.channel, next_at=now, **values, **told
                        )
                    )
                    continue
                if (row.max_per_day, row.edits) != (chat.max_per_day, chat.edits):
                    mine = destinations.c.id == row.id
                    connection.execute(destinations.update().where(mine).values(**told))
                if (row.name, row.credential) != (chat.name, chat.credential):
                    mine = destinations.c.id == row.id
                    connection.execute(destinations.update().where(mine).values(**values))
                    _resume(connection, [row], now)
            names = [chat.channel for chat in wanted]
            connection.execute(
                destinations.update().values(active=destinations.c.channel.in_(names))
            )

    def paused(self, channels: Collection[str] | None = None) -> list[tuple[str, str]]:
        """(channel, reason) of every paused destination, of these channels if any are named."""
        query = (
            sa.select(destinations.c.channel, destinations.c.paused_reason)
            .where(destinations.c.paused_at.is_not(None))
            .order_by(destinations.c.id)
        )
        if channels is not None:
            query = query.where(destinations.c.channel.in_(channels))
        with self._database.read() as connection:
            return [(row.channel, row.paused_reason) for row in connection.execute(query)]

    def resume(self, channels: Collection[str], now: datetime) -> list[str]:
        """Ends the pause of these channels' chats, of all if none is named. Answers which."""
        paused = sa.select(destinations).where(destinations.c.paused_at.is_not(None))
        query = paused.order_by(destinations.c.id)
        if channels:
            query = query.where(destinations.c.channel.in_(channels))
        with self._database.write() as connection:
            rows = connection.execute(query).all()
            _resume(connection, rows, now)
            return [row.channel for row in rows]


def carry_out(connection: sa.Connection, answer: Answer, operator: str | None) -> None:
    """What an answer to a delivery says about its chat, done inside the caller's transaction.

    Nothing, where the channel has another chat or credential by now than the one that answered.
    """
    effect, now, claimed = answer.settled.effect, answer.at, answer.claimed
    if effect is None:
        return
    destination, delivery = claimed.destination, answer.id
    alone(connection, "destinations")
    mine = destinations.c.id == destination
    chat = connection.execute(sa.select(destinations).where(mine)).one()
    is_other = (chat.name, chat.credential) != (claimed.address.name, claimed.credential)
    if is_other and not isinstance(effect, FallApart):
        return
    shares = sa.and_(destinations.c.credential == chat.credential, chat.credential != "")
    match effect:
        case Hold(until=until):
            others = sa.select(destinations.c.id).where(
                shares, ~mine, destinations.c.throttled_until > now
            )
            held_until = sa.literal(until, Moment)
            # Two chats throttled at once: it is the service that is full, not the chat.
            all_of_it = connection.execute(others).first() is not None
            held = sa.or_(mine, shares) if all_of_it else mine
            connection.execute(
                destinations.update()
                .where(held)
                .values(next_at=later(destinations.c.next_at, held_until))
            )
            throttled = destinations.update().where(mine).values(throttled_until=until)
            connection.execute(throttled)
        case Pause(scope=scope, reason=reason):
            paused = sa.or_(mine, shares) if scope is Scope.CREDENTIAL else mine
            connection.execute(
                destinations.update()
                .where(paused, destinations.c.paused_at.is_(None))
                .values(paused_at=now, paused_reason=reason)
            )
            if chat.paused_at is None:
                text = (
                    f"{chat.channel} is paused: {reason}. Its alerts are kept. "
                    f"When it is put right: alertbot outbox resume {chat.channel}"
                )
                alerts.notify(connection, operator, text, now, f"paused:{chat.channel}")
        case Move(address=address, anew=anew):
            connection.execute(destinations.update().where(mine).values(resolved=address))
            if anew:
                edits.out_of_reach(connection, destination)
        case FallApart():
            digests.fall_apart(connection, delivery, now)


def _resume(connection: sa.Connection, chats: Collection[sa.Row[Any]], now: datetime) -> None:
    """Ends a pause, and moves on the age of what waited by as long as it lasted.

    The lasting id is forgotten: with another token, or a chat made anew, it is another one.
    """
    for chat in chats:
        connection.execute(
            destinations.update()
            .where(destinations.c.id == chat.id)
            .values(paused_at=None, paused_reason="", next_at=now, resolved="")
        )
        if chat.paused_at is None:
            continue
        waiting = connection.execute(
            sa.select(outbox.c.id, outbox.c.created_at, outbox.c.expires_at).where(
                outbox.c.destination_id == chat.id, sa.or_(unsettled, unedited)
            )
        ).all()
        for row in waiting:
            lost = max(now - max(chat.paused_at, row.created_at), timedelta())
            due = max(now, row.created_at)  # a digest that begins to be later is not said sooner
            connection.execute(
                outbox.update()
                .where(outbox.c.id == row.id)
                .values(expires_at=row.expires_at + lost, not_before=due)
            )
