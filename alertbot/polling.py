"""Which sources are polled now: those that are due, so many at once, one at a time of each host.

What is polled may change while it runs: then no poll begins until all of it has changed, and what
is under way of a source that asks for something else now, or is none any more, begins anew or ends.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from alertbot.config import SourceConfig
from alertbot.errors import StoreError
from alertbot.poller import Poller, Result
from alertbot.store import Store
from alertbot.store.leases import LEASE
from alertbot.store.register import Watched
from alertbot.tally import Tally

AT_ONCE = 20
CLAIMED_AT_ONCE = 1000
"""Sources that are polled or wait for their host's turn; what is over is for another process."""

TOLD = 20
"""Openings that the log names of those that a poll enqueued alerts about."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Polled:
    """A source, the host that it asks first, and what is known by it: see store.register."""

    source: SourceConfig
    host: str
    watched: Watched


class Polling:
    """The polls of one process. `polled` is awaited after each poll that was due; `tally`
    counts them."""

    def __init__(
        self,
        store: Store,
        poller: Poller,
        *,
        clock: Callable[[], datetime],
        polled: Callable[[], Awaitable[None]],
        tally: Tally | None = None,
    ) -> None:
        self._sources: Mapping[str, Polled] = {}
        self._watched: Mapping[str, Watched] = {}
        self._store = store
        self._poller = poller
        self._clock = clock
        self._polled = polled
        self._tally = tally or Tally()
        self._beginning = asyncio.Lock()
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
        asked = (
            self._poll(self._sources[name], whole=True) for name in self._sources if name in mine
        )
        keeping = asyncio.create_task(self._keep(mine))
        ends = await asyncio.gather(*asked, return_exceptions=True)
        keeping.cancel()
        for failure in ends:  # raised only now, so that none is left running
            if isinstance(failure, BaseException):
                raise failure
        return [end for end in ends if isinstance(end, Result)]

    async def start_due(self) -> None:
        """Begins the polls that are due. Raises StoreError."""
        async with self._beginning:
            now = self._clock()
            self._resting = {name: until for name, until in self._resting.items() if until > now}
            due = await self._store.call(
                self._store.register.claim_due,
                now,
                limit=CLAIMED_AT_ONCE - len(self._under_way),
                mine=self._watched,
                polling=tuple(self._under_way),
                besides=tuple(self._resting),
            )
            for name in due.mine:
                poll = self._poll_and_tell(self._sources[name])
                self._under_way[name] = asyncio.create_task(poll)
            for name in due.others:  # a process with another configuration has made that one known
                self._resting[name] = datetime.max.replace(tzinfo=UTC)

    @asynccontextmanager
    async def changing(self, wanted: Mapping[str, Polled]) -> AsyncIterator[None]:
        """Within it the store is told of these sources, which are those polled afterwards.

        No poll begins within it; what is under way of a source that is as it was goes on, and
        of the others it ends: nothing of that is stored.
        """
        watched = {name: it.watched for name, it in wanted.items()}
        async with self._beginning:
            others = (name for name, it in self._watched.items() if watched.get(name) != it)
            ended = [name for name in others if name in self._under_way]
            await self._end(ended)
            await self._store.call(self._store.register.give_back, ended)
            yield
            self._sources, self._watched = wanted, watched
            self._resting.clear()
            hosts = {it.host for it in wanted.values()}
            self._turns = {
                host: turn for host, turn in self._turns.items() if host in hosts or turn.locked()
            }
            self._unstored = {name: why for name, why in self._unstored.items() if name in wanted}

    async def stop(self) -> None:
        """Ends the polls that are under way; what they brought is not stored."""
        await self._end(tuple(self._under_way))

    async def _end(self, names: Collection[str]) -> None:
        tasks = [self._under_way[name] for name in names]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for name in names:  # one that had not begun has not ended itself
            self._under_way.pop(name, None)

    async def _keep(self, polling: Collection[str]) -> None:
        """Keeps for this process what it polls, until cancelled."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            try:
                await self._store.call(self._store.register.renew, polling, self._clock())
            except StoreError as error:
                log.error("polls not kept", extra={"error": error})

    async def _poll_and_tell(self, polled: Polled) -> None:
        source = polled.source
        try:
            _tell(await self._poll(polled))
            self._is_unstored(source, None)
        except StoreError as error:
            self._is_unstored(source, error)
            # The table cannot say when it is due again, and the board is not to pay for that.
            self._resting[source.name] = self._clock() + source.every
        finally:
            self._under_way.pop(source.name, None)
        await self._polled()

    async def _poll(self, polled: Polled, *, whole: bool = False) -> Result:
        # Sources of one host wait for each other here, so that they hold no slots meanwhile.
        turn = self._turns.setdefault(polled.host, asyncio.Lock())
        async with turn, self._slots:
            begun = time.monotonic()
            result = await (self._poller.poll_whole if whole else self._poller.poll)(polled.source)
            self._tally.polled(
                polled.source.name,
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
