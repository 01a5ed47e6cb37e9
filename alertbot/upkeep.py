"""The upkeep of a running service: once a minute what is over ends, once a day what is old goes.

A bit at a time: what else the store has to do comes in between.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from alertbot.config import Keep
from alertbot.errors import StoreError
from alertbot.searches import Searches
from alertbot.store import Store

LOOK_EVERY = timedelta(minutes=1)
PRUNE_EVERY = timedelta(days=1)
PRUNE_FIRST = timedelta(minutes=10)
"""After the start, which has enough to do."""
LISTEN_EVERY = timedelta(hours=1)
"""So often boards are looked for that have fallen silent, the first time after PRUNE_FIRST too."""
AGAIN = timedelta(hours=1)
"""After a prune that could not be done."""

log = logging.getLogger(__name__)


class Keeper:
    """Keeps the database of a service in good order: what is old by `keep` goes. `clock` gives the
    moment."""

    def __init__(
        self, store: Store, searches: Searches, keep: Keep, *, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._upkeep = store.upkeep
        self._searches = searches
        self.keep = keep
        self._clock = clock
        self._look_at = clock()
        self._prune_at = self._listen_at = clock() + PRUNE_FIRST

    async def tick(self) -> None:
        """Does what is due, if anything is. To be called about once a second."""
        now = self._clock()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_EVERY
        try:
            scarce = await self._store.call(self._upkeep.watch_disk, now)
            await self.end()
            if now >= self._listen_at:
                self._listen_at = now + LISTEN_EVERY
                await self.listen()
            if scarce or now >= self._prune_at:
                self._prune_at = now + AGAIN
                await self.prune()
                self._prune_at = now + PRUNE_EVERY
        except StoreError as error:
            log.error("upkeep not done", extra={"error": error})

    def soon(self) -> None:
        """Looks at the disk at the next tick: the database cannot be used, and that may be why."""
        self._look_at = self._clock()

    async def end(self) -> None:
        """Closes the postings whose last day is over, and ends the bursts that were held enough."""
        await self._store.call(self._store.polls.expire, self._searches, self._clock())
        ended = await self._store.call(
            self._store.hand.release_overdue, self._searches, self._clock()
        )
        if ended:
            log.info("bursts told as a summary", extra={"bursts": ended})

    async def listen(self) -> None:
        """Looks for boards that have fallen silent."""
        steps = self._upkeep.look_for_silence(self._clock())
        while await self._store.call(next, steps, None) is not None:
            pass

    async def prune(self) -> Counter[str]:
        """Drops what is older than it is to be kept. Answers how much, by what it is."""
        dropped: Counter[str] = Counter()
        steps = self._upkeep.prune(self.keep, self._clock())
        while (step := await self._store.call(next, steps, None)) is not None:
            dropped[step.what] += step.count
        if said := {what.replace(" ", "_"): n for what, n in dropped.items() if n}:
            log.info("pruned", extra=said)
        return dropped
