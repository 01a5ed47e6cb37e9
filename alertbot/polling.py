"""Which sources are polled now: those that are due, so many at once, one at a time of each host."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime

from alertbot.config import SourceConfig
from alertbot.errors import StoreError
from alertbot.poller import Poller, Result
from alertbot.store import Store
from alertbot.store.leases import LEASE
from alertbot.tally import Tally

AT_ONCE = 20
CLAIMED_AT_ONCE = 1000
"""Sources that are polled or wait for their host's turn; what is over is for another process."""

TOLD = 20
"""Openings that the log names of those that a poll enqueued alerts about."""

log = logging.getLogger(__name__)


class Polling:
    """The polls of one process. `hosts`: the host of each source.

    `polled` is awaited after each poll that was due. `tally` counts them.
    """

    def __init__(
        self,
        sources: Mapping[str, SourceConfig],
        hosts: Mapping[str, str],
        store: Store,
        poller: Poller,
        *,
        clock: Callable[[], datetime],
        polled: Callable[[], Awaitable[None]],
        tally: Tally | None = None,
    ) -> None:
        self._sources = sources
        self._hosts = hosts
        self._store = store
        self._poller = poller
        self._clock = clock
        self._polled = polled
        self._tally = tally or Tally()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[str, asyncio.Lock] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, datetime] = {}
        self._unstored: dict[str, str] = {}

    @property
    def idle(self) -> bool:
        """Whether no poll is under way: the round is complete."""
        return not self._under_way

    async def all(self) -> list[Result]:
        """Polls every source whole, due or not, except one that asked us to wait."""
        mine = await self._store.call(
            self._store.register.claim, self._sources.keys(), self._clock()
        )
        asked = (self._poll(it, whole=True) for it in self._sources.values() if it.name in mine)
        keeping = asyncio.create_task(self._keep(mine))
        ends = await asyncio.gather(*asked, return_exceptions=True)
        keeping.cancel()
        for failure in ends:  # raised only now, so that none is left running
            if isinstance(failure, BaseException):
                raise failure
        return [end for end in ends if isinstance(end, Result)]

    async def start_due(self) -> None:
        """Begins the polls that are due. Raises StoreError."""
        now = self._clock()
        self._resting = {name: until for name, until in self._resting.items() if until > now}
        due = await self._store.call(
            self._store.register.claim_due,
            now,
            limit=CLAIMED_AT_ONCE - len(self._under_way),
            polling=tuple(self._under_way),
            besides=tuple(self._resting),
        )
        for name in due:
            if name in self._sources:
                poll = self._poll_and_tell(self._sources[name])
                self._under_way[name] = asyncio.create_task(poll)
            else:  # a process with another configuration shares this database: it is that one's
                self._resting[name] = datetime.max.replace(tzinfo=UTC)

    async def stop(self) -> None:
        """Ends the polls that are under way; what they brought is not stored."""
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _keep(self, polling: Collection[str]) -> None:
        """Keeps for this process what it polls, until cancelled."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            try:
                await self._store.call(self._store.register.renew, polling, self._clock())
            except StoreError as error:
                log.error("polls not kept", extra={"error": error})

    async def _poll_and_tell(self, source: SourceConfig) -> None:
        try:
            _tell(await self._poll(source))
            self._is_unstored(source, None)
        except StoreError as error:
            self._is_unstored(source, error)
            # The table cannot say when it is due again, and the board is not to pay for that.
            self._resting[source.name] = self._clock() + source.every
        finally:
            del self._under_way[source.name]
        await self._polled()

    async def _poll(self, source: SourceConfig, *, whole: bool = False) -> Result:
        # Sources of one host wait for each other here, so that they hold no slots meanwhile.
        turn = self._turns.setdefault(self._hosts[source.name], asyncio.Lock())
        async with turn, self._slots:
            begun = time.monotonic()
            result = await (self._poller.poll_whole if whole else self._poller.poll)(source)
            self._tally.polled(
                source.name,
                result.outcome,
                time.monotonic() - begun,
                postings=result.new + result.joined,
                openings=result.new,
            )
            return result

    def _is_unstored(self, source: SourceConfig, error: StoreError | None) -> None:
        """Says once why polls cannot be stored, and once that all of them can be again."""
        if error and str(error) not in self._unstored.values():
            log.error("poll not stored", extra={"source": source.name, "error": error})
        if error:
            self._unstored[source.name] = str(error)
        elif self._unstored.pop(source.name, "") and not self._unstored:
            log.warning("polls stored again")


def _tell(result: Result) -> None:
    if result.error:
        log.warning("poll failed", extra={"source": result.source, "error": result.error})
        return
    if result.trouble:
        log.warning("not all read", extra={"source": result.source, "why": result.trouble})
    fields: dict[str, object] = {"source": result.source, "found": result.found}
    if not (result.new or result.joined or result.alerts):
        log.debug("nothing new", extra={**fields, "unchanged": result.unchanged})
        return
    fields |= {"new": result.new, "joined": result.joined, "alerts": result.alerts}
    if result.told:
        more = ",..." if len(result.told) > TOLD else ""
        fields["openings"] = ",".join(map(str, result.told[:TOLD])) + more
    log.info("poll done", extra=fields)
