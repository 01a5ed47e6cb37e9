"""The database: the tables, and methods of which each is one transaction. Only here is SQL spoken.

    store.register      the sources and searches that the configuration names, and how they are
    store.polls         for the poller: postings and openings
    store.outbox        for the dispatcher: deliveries
    store.destinations  the chats that they go to
    store.hand          for people: openings shown, merged and split; bursts released
    store.keys          for a start: what identity makes otherwise now
    store.upkeep        what is old goes, and the disk is watched
    store.beats         signs of life

SQLite has one writer at a time; `call` runs every method on one thread, so that writers queue here
rather than collide there, and the event loop stays free. A PostgreSQL may be shared by several
processes: what is due is claimed, and what two must not do at once they do one after the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from alertbot.store.beats import Beats
from alertbot.store.destinations import Destinations
from alertbot.store.engine import Database, copy, require, run_lock
from alertbot.store.hand import Hand
from alertbot.store.keys import Keys
from alertbot.store.others import Others
from alertbot.store.outbox import Outbox
from alertbot.store.polls import Polls
from alertbot.store.register import Register
from alertbot.store.tables import instance
from alertbot.store.upkeep import Upkeep, file_of, spare_the_start

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """An open database. Raises StoreError when it cannot be opened as it is."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        try:
            self.instance = self._database.instance()
        except BaseException:
            self._database.close()
            raise
        others = Others()
        self.register = Register(self._database, others)
        self.polls = Polls(self._database, others)
        self.destinations = Destinations(self._database)
        self.outbox = Outbox(self._database)
        self.hand = Hand(self._database)
        self.keys = Keys(self._database)
        self.beats = Beats(self._database)
        self.upkeep = Upkeep(self._database, file_of(url))

    def set_operator(self, channel: str | None) -> None:
        """The channel that hears of trouble; None: nobody does."""
        for one in (self.polls, self.outbox, self.upkeep, self.beats):
            one.operator = channel

    def write(self) -> None:
        """Writes what is there already. Raises StoreError where nothing can be written."""
        with self._database.write() as connection:
            connection.execute(instance.update().values(keyed=instance.c.keyed))

    async def call(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs one of the store's methods on its thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(method, *args, **kwargs))

    def close(self) -> None:
        self._thread.shutdown()
        self._database.close()


@contextmanager
def running(url: str) -> Iterator[Store]:
    """The database for a `run`, made if missing. Raises StoreBusy where only one may run on it."""
    with run_lock(url) as lock:
        spare_the_start(url)
        store = Store(url)
        try:
            if lock is not None:
                lock.note()
            yield store
        finally:
            store.close()


def existing(url: str) -> Store:
    """The database for any other command, which makes none. The caller closes it."""
    require(url)
    return Store(url)


__all__ = ["Store", "copy", "existing", "running"]
