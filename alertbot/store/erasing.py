"""Whatever belongs to a destination, counted and erased by its key."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from alertbot.errors import StoreError
from alertbot.store.engine import Database
from alertbot.store.tables import attempts, destinations, outbox, searches


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much of each there is. `waiting`: those of the alerts that are not delivered yet."""

    destinations: int
    alerts: int
    waiting: int
    attempts: int
    searches: int


def belongings(database: Database, key: str) -> Belongings:
    """What belongs to a channel of this name, or to a subscriber with this key.

    Raises StoreError where there is none.
    """
    with database.read() as connection:
        return _count(connection, key)


def erase(database: Database, key: str) -> Belongings:
    """Erases it, in SQLite from the free pages of the file, too; what its log holds stays there.

    Raises StoreError where there is none, or where the configuration still names it.
    """
    with database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        mine = sa.or_(destinations.c.channel == key, _owned(key, destinations))
        chats = connection.execute(sa.select(destinations).where(mine)).all()
        for chat in chats:
            if chat.active and not chat.owner:
                raise StoreError(
                    f"{chat.channel} is named by the configuration: take it out there, start "
                    "alertbot anew, and then erase it"
                )
        erased = _count(connection, key)
        ids = [chat.id for chat in chats]
        told = [f"paused:{chat.channel}" for chat in chats]
        gone = sa.or_(outbox.c.destination_id.in_(ids), outbox.c.occasion.in_(told))
        connection.execute(outbox.delete().where(gone))
        connection.execute(destinations.delete().where(destinations.c.id.in_(ids)))
        connection.execute(searches.delete().where(_owned(key, searches)))
    return erased


def _owned(key: str, table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.owner == key, table.c.owner != "")


def _count(connection: sa.Connection, key: str) -> Belongings:
    mine = sa.or_(destinations.c.channel == key, _owned(key, destinations))
    theirs = outbox.c.destination_id.in_(sa.select(destinations.c.id).where(mine))
    tries = attempts.c.delivery_id.in_(sa.select(outbox.c.id).where(theirs))

    def count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(table).where(*conditions)
        found: int = connection.execute(query).scalar_one()
        return found

    found = Belongings(
        destinations=count(destinations, mine),
        alerts=count(outbox, theirs),
        waiting=count(outbox, theirs, outbox.c.state.in_(["pending", "sending"])),
        attempts=count(attempts, tries),
        searches=count(searches, _owned(key, searches)),
    )
    if not found.destinations and not found.searches:
        raise StoreError(f"nothing of {key} is stored: `alertbot outbox list` shows the channels")
    return found
