"""Signs of life of a running service: a line to the operator now and then, and an address that is
pinged as long as all is well, so that silence itself is noticed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from alertbot.config import Config
from alertbot.errors import BadStatus, FetchError, StoreError
from alertbot.fetcher import Fetcher
from alertbot.model import Request, Secret
from alertbot.schedule import last_day
from alertbot.store import Store

NO_POLL_FOR = timedelta(hours=1)
"""Without any success all is not well; for longer where every source is read more seldom."""

FIRST_PING = timedelta(minutes=1)
"""After the start: what starts again and again is not well."""

log = logging.getLogger(__name__)


class Heart:
    """Beats as a configuration asks for. `clock` gives the moment."""

    def __init__(
        self, config: Config, store: Store, fetcher: Fetcher, *, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._started = clock()
        self._said: date | None = None
        self._pinging: asyncio.Task[None] | None = None
        self._trouble = ""
        self.take(config)
        self._ping_at = self._started + min(FIRST_PING, self._beat.every)

    def take(self, config: Config) -> None:
        """From now on it beats by this configuration."""
        self._beat = config.heartbeat
        self._zone = config.timezone
        shortest = min((it.every for it in config.sources.values()), default=timedelta())
        self._patience = max(NO_POLL_FOR, 3 * shortest)

    async def tick(self) -> None:
        """Does what is due, if anything is, and waits for no answer. To be called once a second."""
        try:
            await self.beat()
        except StoreError as error:
            log.error("heartbeat not said", extra={"error": error})
        now, every = self._clock(), self._beat.every
        # Later than that only where the clock was set back.
        if self._beat.ping is not None and not now < self._ping_at <= now + every:
            self._ping_at = now + every
            if self._pinging is None or self._pinging.done():
                self._pinging = asyncio.create_task(self.ping())

    async def beat(self) -> None:
        """Says the line that is due, if one is and no process has said it."""
        now = self._clock()
        day = last_day(now, self._beat.days, self._beat.at, self._zone)
        if day is None or day == self._said:
            return
        health = await self._store.call(self._store.register.health)
        await self._store.call(self._store.beats.beat, day, health, now)
        self._said = day

    async def ping(self) -> None:
        """Asks the address, if all is well. What goes wrong is logged once."""
        now = self._clock()
        if self._beat.ping is None:
            return
        try:
            since = now - self._patience
            lately = since < self._started  # what has just started may not have read anything yet
            why = await self._store.call(self._store.beats.unwell, None if lately else since, now)
            if not why:
                await self._ask(self._beat.ping)
        except (StoreError, FetchError) as error:
            why = str(error)
        if why and not self._trouble:
            log.warning("heartbeat not pinged", extra={"why": why})
        elif self._trouble and not why:
            log.info("heartbeat pinged again")
        self._trouble = why

    async def stop(self) -> None:
        """Ends a ping that is under way."""
        if self._pinging is not None:
            self._pinging.cancel()
            await asyncio.gather(self._pinging, return_exceptions=True)

    async def _ask(self, address: Secret) -> None:
        # It is the operator's own word, so that it may be at home.
        request = Request(address.reveal())
        try:
            await self._fetcher.fetch(request, private=True)
        except BadStatus as error:
            if not 200 <= error.status < 300:  # 204 has no page, and is as good
                raise
