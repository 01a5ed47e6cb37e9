"""The composition root: the one module that knows all the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from alertbot import channels, sources
from alertbot.config import Config, Heartbeat
from alertbot.dispatcher import Dispatcher
from alertbot.errors import StoreError
from alertbot.fetcher import Fetcher
from alertbot.heartbeat import Heart
from alertbot.outlets import Connections
from alertbot.poller import Poller, Result
from alertbot.polling import Polling
from alertbot.rehearsal import Show, rehearsing
from alertbot.searches import Searches
from alertbot.setup import Setup, connected
from alertbot.store import Store, running
from alertbot.supervisor import NOBODY, Pulse, Supervisor
from alertbot.tally import Tally
from alertbot.ticks import Job, ticking
from alertbot.upkeep import Keeper

TICK = timedelta(seconds=1)
CATCH_UP = timedelta(seconds=30)
"""How often is asked whether a process with an older configuration has found something."""
FINISH_WITHIN = timedelta(seconds=8)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What `run --once` did. `waiting`: alerts that could not be sent yet, with the last reason."""

    polls: tuple[Result, ...]
    delivered: int
    dead: int
    paused: tuple[tuple[str, str], ...]
    waiting: tuple[tuple[str, str], ...]

    @property
    def failed(self) -> bool:
        return bool(
            self.dead or self.paused or self.waiting or any(poll.error for poll in self.polls)
        )


class App:
    """A running alertbot: open database, connected channels, ready to poll. Made by `opened`.

    `tally`: what it has done so far.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        searches: Searches,
        connections: Connections,
        poller: Poller,
        dispatcher: Dispatcher,
        keeper: Keeper,
        heart: Heart,
        clock: Callable[[], datetime],
        *,
        tally: Tally,
        rehearses: bool,
        tells: bool,
    ) -> None:
        self.tally = tally
        self._config = config
        self._store = store
        self._searches = searches
        self._connections = connections
        self._dispatcher = dispatcher
        self._keeper = keeper
        self._heart = heart
        self._clock = clock
        self._rehearses = rehearses
        self._tells = tells
        self._polling = Polling(store, poller, clock=clock, polled=self._polled, tally=tally)
        self._pulse = Pulse("polls", "outbox")  # not the upkeep: pruning takes its time
        self._unusable = ""

    async def use(self, config: Config) -> None:
        """Works by this configuration from now on; its database is the one that is open.

        Nothing that is under way is disturbed, nothing begins meanwhile, and where it fails all is
        as before. Raises StoreError, and what a channel raises that cannot be connected.
        """
        setup = await asyncio.to_thread(Setup.of, config)
        dispatcher = self._dispatcher
        async with self._connections.changing(config.channels.values(), dispatcher.ended) as open_:
            outlets = setup.outlets(open_, rehearses=self._rehearses)
            async with (
                self._polling.changing(setup.polled),
                dispatcher.changing(outlets, setup.credited),
            ):
                await self._store.call(self._make_known, setup, self._clock())
        self._config = config
        self._keeper.keep = config.keep
        self._heart.take(_beating(config, self._rehearses))

    async def change(self, config: Config) -> None:
        """The same for a service that runs: what is new is polled at once."""
        await self.use(config)
        await self._start_polls()

    def _make_known(self, setup: Setup, now: datetime) -> None:
        """On the thread of the store: what comes after it finds the new searches."""
        store, config = self._store, setup.config
        store.destinations.sync(setup.destinations, now)
        watched = {name: one.watched for name, one in setup.polled.items()}
        store.register.sync_sources(watched, now)
        store.register.sync_searches(setup.searches, now)
        self._searches.become(setup.searches)
        store.polls.employers = config.aliases
        store.set_operator(config.operator if self._tells else None)

    async def tell(self, text: str, occasion: str) -> None:
        """A word to the operator. Raises StoreError."""
        await self._store.call(self._store.outbox.notice, text, occasion, self._clock())

    @property
    def config(self) -> Config:
        """What it watches, and whom it tells."""
        return self._config

    @property
    def store(self) -> Store:
        """The open database."""
        return self._store

    @property
    def delivered(self) -> int:
        """How many alerts were delivered since the start."""
        return self._dispatcher.delivered

    async def once(self, wait: timedelta) -> Report:
        """Polls every source, due or not, except one that asked us to wait; drains; ends."""
        polls = await self._polling.all()
        await self._keeper.end()
        await self._keeper.listen()
        await self._heart.beat()
        await self._store.call(self._store.outbox.release_summaries, self._clock())
        try:
            await self._dispatcher.drain(self._clock() + wait)
        finally:
            await self._dispatcher.finish(FINISH_WITHIN)
        names = self._config.channels.keys()
        waiting = await self._store.call(self._store.outbox.waiting, names)
        paused = await self._store.call(self._store.destinations.paused, names)
        if not waiting and not all(poll.error for poll in polls):
            await self._heart.ping()
        return Report(
            polls=tuple(polls),
            delivered=self._dispatcher.delivered,
            dead=self._dispatcher.dead,
            paused=tuple(paused),
            waiting=tuple(waiting),
        )

    @property
    def status(self) -> str:
        """What it does, in one line for people."""
        return f"watches {len(self._config.sources)} sources"

    async def serve(
        self,
        stop: asyncio.Event,
        supervisor: Supervisor = NOBODY,
        beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        """Polls and sends what is due until told to stop, then lets what is under way end.

        `beside` goes on until then, too: it changes the configuration, say.
        """
        # The outbox is served up to the next tick, which is not to be left out for the last one.
        jobs = (
            Job(self._start_polls, TICK),
            Job(self._serve_outbox, TICK, at_once=2),
            Job(self._keeper.tick, TICK),
            Job(self._heart.tick, TICK),
            Job(self._catch_up, CATCH_UP),
        )
        try:
            async with ticking(jobs, self._clock, self._set_back):
                supervisor.ready(self.status)
                others = [asyncio.create_task(supervisor.watch(self._pulse.alive))]
                others += [asyncio.create_task(beside())] if beside else []
                try:
                    await stop.wait()
                finally:
                    supervisor.stopping("lets what is under way end")
                    for other in others:
                        other.cancel()
                    await asyncio.gather(*others, return_exceptions=True)
        finally:
            await self._polling.stop()
            await self._heart.stop()
            await self._dispatcher.finish(FINISH_WITHIN)

    async def _set_back(self, now: datetime, back: timedelta) -> None:
        """The clock was set back: what goes by it must not wait for hours."""
        try:
            await self._store.call(self._store.upkeep.set_back, now, back)
        except StoreError as error:
            self._is_unusable(error)

    async def _start_polls(self) -> None:
        try:
            await self._polling.start_due()
        except StoreError as error:
            self._is_unusable(error)
        else:
            self._is_unusable(None)
        self._pulse.beat("polls")

    async def _catch_up(self) -> None:
        try:
            await self._store.call(self._store.register.catch_up, self._searches, self._clock())
        except StoreError as error:
            self._is_unusable(error)

    async def _polled(self) -> None:
        if self._polling.idle:  # this was the last one of the round
            await self._release()
        await self._dispatch()

    async def _release(self) -> None:
        try:
            await self._store.call(self._store.outbox.release_summaries, self._clock())
        except StoreError as error:
            log.error("summaries not released", extra={"error": error})

    async def _serve_outbox(self) -> None:
        try:
            await self._dispatcher.serve(self._clock() + TICK)
        except StoreError as error:
            self._is_unusable(error)
        self._pulse.beat("outbox")

    async def _dispatch(self) -> None:
        try:
            await self._dispatcher.start_due()
        except StoreError as error:
            self._is_unusable(error)

    def _is_unusable(self, error: StoreError | None) -> None:
        """Says once that the database cannot be used, and once that it can be again."""
        said = str(error) if error else ""
        if said and said != self._unusable:
            log.error("database unusable", extra={"error": error})
            self._keeper.soon()
        elif self._unusable and not said:
            log.warning("database usable again")
        self._unusable = said


@asynccontextmanager
async def opened(
    config: Config,
    *,
    clock: Callable[[], datetime],
    chance: Callable[[], float],
    rehearse: Show | None = None,
    operator: bool = True,
) -> AsyncIterator[App]:
    """Everything, connected. Raises StoreError where the database is taken or cannot be used.

    `rehearse` makes it a dry run, which shows there what it would send: see rehearsal.
    """
    async with AsyncExitStack() as stack:
        using = rehearsing if rehearse else running
        store = stack.enter_context(using(config.database))
        while await store.call(store.keys.renew):
            pass  # a transaction each, so that a stop takes effect between them
        if not rehearse:
            await store.call(store.outbox.free_leases)
        fetcher = await stack.enter_async_context(Fetcher(clock=clock))
        connections = Connections(partial(connected, channels.kinds(), rehearse))
        stack.push_async_callback(connections.close)
        searches, tally = Searches(()), Tally()
        app = App(
            config,
            store,
            searches,
            connections,
            Poller(store, fetcher, sources.kinds(), searches, clock=clock, chance=chance),
            Dispatcher(store, {}, clock=clock, chance=chance, credited={}, tally=tally),
            Keeper(store, searches, config.keep, clock=clock),
            Heart(_beating(config, rehearse), store, fetcher, clock=clock),
            clock,
            tally=tally,
            rehearses=rehearse is not None,
            tells=operator,
        )
        await app.use(config)
        yield app


def _beating(config: Config, rehearses: object) -> Config:
    """The configuration; for a rehearsal, without a sign of life."""
    return replace(config, heartbeat=Heartbeat()) if rehearses else config
