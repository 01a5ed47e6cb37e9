"""One source: fetch, parse, read what is new, decide and commit. It decides nothing itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import xxhash

from alertbot import logs
from alertbot.config import SourceConfig
from alertbot.doubt import doubt, doubted
from alertbot.errors import (
    AlertbotError,
    FetchError,
    Gone,
    ParseError,
)
from alertbot.fetcher import Fetcher
from alertbot.harvest import reaped, unread
from alertbot.health import Failure, Failures
from alertbot.lookback import Lookback
from alertbot.model import OpeningId
from alertbot.schedule import next_poll
from alertbot.searches import Searches
from alertbot.sources import SourceKind
from alertbot.sources._recall import Memory
from alertbot.store import Store
from alertbot.store.state import Healthy, Outcome, SourceState
from alertbot.traversal import Harvest, Traversal
from alertbot.walk import Walker

FRESH_AT_MOST = timedelta(hours=1)
"""A list that says it stays as it is for longer is asked all the same: it may be wrong."""

_NONE = Failures()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What a poll came to. `error` is empty where it went well, else one line for people.

    `found` counts postings, `new` openings, `joined` new postings of openings already known.
    `told`: the openings that its alerts are about.
    `unread`: how many postings its service has and does not show. `deferred`: how many wait for
    the next poll, because their details are still to be fetched. `held`: alerts that a burst holds.
    `trouble`: what of the board was not read, not understood or not believed, in one line.
    """

    source: str
    found: int = 0
    new: int = 0
    joined: int = 0
    alerts: int = 0
    told: tuple[OpeningId, ...] = ()
    held: int = 0
    unread: int = 0
    deferred: int = 0
    trouble: str = ""
    unchanged: bool = False
    error: str = ""

    @property
    def outcome(self) -> str:
        """One word for it: failed, partial, unchanged or done."""
        if self.error:
            return "failed"
        if self.trouble:
            return "partial"
        return "unchanged" if self.unchanged else "done"


class Poller:
    """Polls sources, one call a poll. `clock` gives the moment, `chance` numbers in [0, 1)."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        kinds: Mapping[str, SourceKind],
        searches: Searches,
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._store = store
        self._walker = Walker(store, fetcher, clock=clock)
        self._kinds = kinds
        self._searches = searches
        self._clock = clock
        self._chance = chance
        self._memory = Memory()
        self._lookback = Lookback(store, fetcher, searches, clock=clock)

    async def poll(self, source: SourceConfig) -> Result:
        """Polls a source and remembers what it said, its failure included.

        What is logged until the task's next poll carries this one's id.
        """
        logs.about(poll=_named(source.name, self._clock()))
        state = await self._store.call(self._store.polls.state, source.name)
        if state.wait_until and self._clock() < state.wait_until:
            until = state.wait_until.strftime("%Y-%m-%d %H:%M UTC")
            return Result(source.name, error=f"it asked us to wait until {until}; not polled")
        done: Result | None = None
        try:
            done, shown = await self._poll(source, state)
            if shown:
                manners = self._kinds[source.kind].MANNERS
                await self._lookback.look(source, manners, shown)
            return done
        except (FetchError, ParseError) as error:
            if isinstance(error, Gone):
                await self._close(source)
            wait = error.wait if isinstance(error, FetchError) else None
            return await self._failed(source, state, str(error), wait, Failure.of(error))
        except AlertbotError:
            raise
        except Exception as error:  # a bug in one kind must not end the others
            log.debug("poll failed", exc_info=True)
            reason = f"alertbot cannot handle it ({type(error).__name__}); please report this"
            if done is not None:
                return replace(done, trouble="; ".join(filter(None, (done.trouble, reason))))
            return await self._failed(source, state, reason)

    async def poll_whole(self, source: SourceConfig) -> Result:
        """Polls a source until none of its postings waits for its detail."""
        result = await self.poll(source)
        while result.deferred and not result.error:
            log.info("details left", extra={"source": source.name, "count": result.deferred})
            before, result = result, await self.poll(source)
            if result.deferred >= before.deferred:
                break
        return result

    async def _poll(
        self, source: SourceConfig, state: SourceState
    ) -> tuple[Result, Set[str] | None]:
        """What it came to, and the ids in a window, if others are to be looked for after that."""
        kind = self._kinds[source.kind]
        known = self._memory.of(source.name, source.options)
        walk = Traversal(kind, source.options, remembered=state.pages, known=known)
        state, wait = await self._walker.over(source, kind, state, walk)
        self._memory.keep(source.name, source.options, walk.texts)
        harvest = walk.harvest
        window = not kind.MANNERS.whole_board
        at_ease = window and not (wait or harvest.lost or harvest.deferred)
        shown = harvest.seen if at_ease else None
        if harvest.unchanged and harvest.unchanged == harvest.pages and not harvest.holes:
            await self._store.call(
                self._store.polls.unchanged,
                source.name,
                self._searches,
                now=self._clock(),
                next_poll_at=self._next(source, wait=wait),
                trouble=harvest.trouble,
            )
            held_back = unread(kind, harvest) or 0
            result = Result(source.name, unread=held_back, trouble=harvest.trouble, unchanged=True)
            return result, shown
        why = doubt(harvest, state, source.options.company, window=window)
        if why:
            raise ParseError(why)
        doubtful = doubted(harvest.seen, state, now=self._clock(), window=window)
        healthy = await asyncio.to_thread(
            reaped, source.name, kind, walk, state, doubtful, self._clock()
        )
        remembered = await self._store.call(
            self._store.polls.remember,
            healthy,
            self._searches,
            now=self._clock(),
            next_poll_at=self._after(source, harvest, wait),
            wait_until=self._clock() + wait if wait else None,
        )
        return _result(source.name, harvest, healthy, remembered, state), shown

    async def _close(self, source: SourceConfig) -> None:
        """Closes the one posting that a source shows, whose page says that it is gone."""
        known = await self._store.call(self._store.polls.glance, source.name)
        closed = {id for id, row in known.unsettled.items() if row.closed_at is not None}
        ids = list(known.postings.keys() - closed)
        if len(ids) == 1:
            looked, now = self._store.polls.looked, self._clock()
            await self._store.call(
                looked, source.name, ids, ids, self._searches, now=now, anew=True
            )

    async def _failed(
        self,
        source: SourceConfig,
        state: SourceState,
        error: str,
        wait: timedelta | None = None,
        why: Failure = Failure.ANSWERED,
    ) -> Result:
        now = self._clock()
        failures = state.failing.another(why, now)
        await self._store.call(
            self._store.polls.failed,
            source.name,
            error,
            now=now,
            next_poll_at=self._next(source, failures=failures, wait=wait),
            wait_until=now + wait if wait else None,
            failures=failures,
        )
        return Result(source.name, error=error)

    def _after(self, source: SourceConfig, harvest: Harvest, wait: timedelta | None) -> datetime:
        """When to poll next: at once where details are left, else when it may have changed."""
        if harvest.deferred and not wait:
            return self._clock()
        fresh = min(harvest.fresh_for, FRESH_AT_MOST)
        return self._next(source, wait=max(wait or timedelta(), fresh))

    def _next(
        self,
        source: SourceConfig,
        *,
        failures: Failures = _NONE,
        wait: timedelta | None = None,
    ) -> datetime:
        return next_poll(
            self._clock(), source.every, failures=failures, wait=wait, chance=self._chance()
        )


def _named(source: str, moment: datetime) -> str:
    """A poll's id in the log. A source is polled by one process at a time, so no two have one."""
    return xxhash.xxh32_hexdigest(f"{source} {moment.timestamp()}".encode())


def _result(
    source: str, harvest: Harvest, healthy: Healthy, remembered: Outcome, before: SourceState
) -> Result:
    doubt = "" if before.doubts else healthy.poll.doubt  # said once, not at each poll of a day
    return Result(
        source,
        found=len(harvest.seen),
        new=remembered.new,
        joined=remembered.joined,
        alerts=remembered.alerts,
        told=remembered.told,
        held=remembered.held,
        unread=healthy.unread or 0,
        deferred=len(harvest.deferred),
        trouble="; ".join(filter(None, (doubt, harvest.trouble))),
    )
