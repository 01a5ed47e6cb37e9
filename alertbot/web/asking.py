"""What the pages show, asked of the database beside the service: in a thread and on a connection of
its own, and no more often than it is cheap."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from alertbot.app import App
from alertbot.config import Config
from alertbot.errors import StoreError
from alertbot.store.answers import Answers, opened
from alertbot.store.status import Status, counted_days
from alertbot.tally import Tally
from alertbot.web.readiness import late
from alertbot.web.shown import Seen, seen

T = TypeVar("T")

LEAST = 5.0
"""Seconds that an answer is good for, at least."""
SHARE = 20
"""And so many times as long as it took: asking takes a twentieth of a thread at most."""
PATIENCE = 10.0
"""Seconds that a request waits for an answer."""
WRITES_WITHIN = 5.0
"""Seconds in which the database has to take a line."""
ALERTS = 4
"""The last alerts that are shown."""


class Busy(Exception):
    """An answer is still being made."""


class Kept(Generic[T]):
    """An answer that is asked for again only when it is no longer good. Many wait for one."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self._ask = ask
        self._until = 0.0
        self._asking: asyncio.Task[T] | None = None

    async def get(self) -> T:
        """The answer. Raises Busy where it takes too long, and what asking raised."""
        if self._asking is None or (self._asking.done() and time.monotonic() >= self._until):
            self._asking = asyncio.create_task(self._timed())
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), PATIENCE)
        except TimeoutError:
            raise Busy("the database is slow to answer; try again") from None

    async def _timed(self) -> T:
        begun = time.monotonic()
        try:
            return await self._ask()
        finally:
            ended = time.monotonic()
            self._until = ended + max(LEAST, SHARE * (ended - begun))


class Asked:
    """What the pages ask of a running service."""

    def __init__(
        self, app: App, answers: Answers, thread: ThreadPoolExecutor, clock: Callable[[], datetime]
    ) -> None:
        self._app = app
        self._answers = answers
        self._thread = thread
        self._clock = clock
        self._started_at = clock()
        self._status = Kept(partial(self._call, self._ask_status))
        self._seen = Kept(partial(self._call, self._ask_seen))
        self._unwritten = Kept(self._write)

    @property
    def config(self) -> Config:
        """What the service watches now."""
        return self._app.config

    @property
    def tally(self) -> Tally:
        """What this process has done so far."""
        return self._app.tally.taken()

    async def status(self) -> Status:
        """How all of it is. Raises StoreError and Busy."""
        return await self._status.get()

    async def seen(self) -> tuple[Seen, ...]:
        """The last alerts, as they looked. Raises StoreError and Busy."""
        return await self._seen.get()

    async def amiss(self) -> tuple[str, ...]:
        """Why the service does not do its work, in words; nothing where it does."""
        unwritten = await self._unwritten.get()
        try:
            status = await self.status()
        except (StoreError, Busy) as error:
            return (unwritten or str(error),)
        found = late(status, self.config, started_at=self._started_at, now=self._clock())
        return tuple(filter(None, (unwritten, *found)))

    async def _write(self) -> str:
        """Why nothing can be written to the database; empty where it can."""
        store = self._app.store
        try:
            await asyncio.wait_for(store.call(store.write), WRITES_WITHIN)
        except StoreError as error:
            return f"the database cannot be written: {error}"
        except TimeoutError:
            return f"the database has taken nothing for {WRITES_WITHIN:.0f} s"
        return ""

    async def _call(self, ask: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)

    def _ask_status(self) -> Status:
        now = self._clock()
        days = counted_days(now, self.config.timezone, self.config.keep)
        return self._answers.status(days, now)

    def _ask_seen(self) -> tuple[Seen, ...]:
        return tuple(seen(self._answers.said(ALERTS), self.config))


@asynccontextmanager
async def asking(app: App, *, clock: Callable[[], datetime]) -> AsyncIterator[Asked]:
    """The questions of the pages, for as long as the context is open."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="web") as thread:
        call = partial(asyncio.get_running_loop().run_in_executor, thread)
        found = opened(app.config.database)
        answers = await call(found.__enter__)
        try:
            yield Asked(app, answers, thread, clock)
        finally:
            await call(found.__exit__, None, None, None)
