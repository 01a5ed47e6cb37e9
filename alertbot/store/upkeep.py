"""What keeps a database in good order: what is old goes, and the disk is watched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from alertbot.config import Keep
from alertbot.store import alerts, clock, pruning, rhythm
from alertbot.store.disk import Reserve, empty_log, room, spoken
from alertbot.store.engine import Database, backend
from alertbot.store.forgetting import Dropped
from alertbot.store.health import Teller
from alertbot.store.sqlite import Sqlite, translated
from alertbot.store.tables import outbox

LOW, WELL = "disk-low", "disk-well"
SOURCES_AT_ONCE = 20
"""That one transaction looks at: some milliseconds."""

log = logging.getLogger(__name__)


def file_of(url: str) -> Path | None:
    """The file of a database; None where it is a server's."""
    found = backend(url)
    return found.file if isinstance(found, Sqlite) else None


def spare_the_start(url: str) -> None:
    """Gives the reserve up where the disk is too full for a database to be opened."""
    if (file := file_of(url)) and file.parent.exists():
        with translated(file):
            reserve = Reserve(file)
            if reserve.needed() and reserve.give_up():
                log.warning("disk full, reserve given up", extra={"reserve": reserve.path})


class Upkeep:
    """The store's methods for its own upkeep. `operator`: the channel that hears of trouble.

    `file`: that of the database; None where a server keeps it, and watches its own disk.
    """

    def __init__(self, database: Database, file: Path | None, reserve: Reserve | None = None):
        self._database = database
        self._file = file
        self._reserve = reserve or (Reserve(file) if file else None)
        self._low: bool | None = None
        self.operator: str | None = None

    def prune(self, keep: Keep, now: datetime) -> Iterator[Dropped]:
        """Drops what is older than it is to be kept: each `next` is one short transaction."""
        yield from pruning.prune(self._database, keep, now)
        if self._file:
            with translated(self._file):
                empty_log(self._file)

    def look_for_silence(self, now: datetime) -> Iterator[int]:
        """Finds the boards that have fallen silent: each `next` is one short transaction.

        The operator hears once of each.
        """
        with self._database.read() as connection:
            names = rhythm.names(connection)
        for start in range(0, len(names), SOURCES_AT_ONCE):
            some = names[start : start + SOURCES_AT_ONCE]
            with self._database.write() as connection:
                rhythm.look(Teller(connection, self.operator, now), some)
            yield len(some)

    def set_back(self, now: datetime, by: timedelta) -> None:
        """The clock was set back: see store.clock. Where several processes share a database their
        clocks have to agree, and nothing is moved."""
        if not self._database.shared:
            with self._database.write() as connection:
                clock.set_back(connection, now, by)

    def watch_disk(self, now: datetime) -> bool:
        """Looks at the disk. Answers whether what is old is to go now, since there is little left.

        The operator hears once that there is little left, and once that it is well again.
        """
        if self._file is None or self._reserve is None:
            return False
        with translated(self._file):
            spent = self._reserve.needed() and self._reserve.give_up()
            if not spent:
                self._reserve.keep()
            left = room(self._file.parent)
        if spent:
            log.warning("disk full, reserve given up", extra={"reserve": self._reserve.path})
        if self._low is None:
            self._low = self._was_low()
        low = left.is_low(before=self._low)
        if low != self._low:
            fields = {"free": spoken(left.free), "file": self._file}
            if low:
                log.warning("disk nearly full", extra=fields)
            else:
                log.warning("disk has room again", extra=fields)
            if not spent:  # else there is no room yet to write it down; the next look will
                self._tell(low, spoken(left.free), now)
                self._low = low
                return low
        return spent

    def _was_low(self) -> bool:
        """What the operator was told last."""
        query = (
            sa.select(outbox.c.occasion)
            .where(outbox.c.kind == "notice", outbox.c.occasion.in_([LOW, WELL]))
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar() == LOW

    def _tell(self, low: bool, free: str, now: datetime) -> None:
        text = (
            f"The disk with the database is nearly full: {free} are free. When nothing is left, "
            "boards are not read and alerts wait until there is room; none is lost. Make room, "
            "or keep less (`keep:`)."
            if low
            else f"The disk with the database has room again: {free} are free."
        )
        with self._database.write() as connection:
            alerts.notify(connection, self.operator, text, now, LOW if low else WELL)
