"""The composition root: the one module that knows all the others. APScheduler lives here, and only
ticks; what is due lives in the tables."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from alertbot import channels, sources, watch
from alertbot.channels import ChannelKind
from alertbot.config import Config, Heartbeat
from alertbot.dispatcher import Dispatcher
from alertbot.errors import StoreError
from alertbot.fetcher import Fetcher
from alertbot.heartbeat import Heart
from alertbot.outlets import Outlet
from alertbot.poller import Poller, Result
from alertbot.polling import Polling
from alertbot.rehearsal import Rehearsal, Show, rehearsing
from alertbot.searches import Searches
from alertbot.store import Store, running
from alertbot.store.destinations import Destination
from alertbot.supervisor import NOBODY, Pulse, Supervisor
from alertbot.tally import Tally
from alertbot.upkeep import Keeper

TICK = timedelta(seconds=1)
SET_BACK = timedelta(seconds=5)
"""By so much or more a clock is set back; by less it is only corrected."""
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
        poller: Poller,
        dispatcher: Dispatcher,
        keeper: Keeper,
        heart: Heart,
        clock: Callable[[], datetime],
        hosts: Mapping[str, str],
        tally: Tally,
    ) -> None:
        self.tally = tally
        self._config = config
        self._store = store
        self._dispatcher = dispatcher
        self._keeper = keeper
        self._heart = heart
        self._clock = clock
        self._polling = Polling(
            config.sources, hosts, store, poller, clock=clock, polled=self._polled, tally=tally
        )
        self._ticking: set[asyncio.Task[Any]] = set()
        self._pulse = Pulse(
            "polls", "outbox"
        )  # not the upkeep: pruning may take as long as it does
        self._unusable = ""

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

    async def serve(self, stop: asyncio.Event, supervisor: Supervisor = NOBODY) -> None:
        """Polls and sends what is due until told to stop, then lets what is under way end."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        # The outbox is served up to the next tick, which is not to be left out for the last one.
        at_once = {
            self._start_polls: 1,
            self._serve_outbox: 2,
            self._keeper.tick: 1,
            self._heart.tick: 1,
        }
        for tick, instances in at_once.items():
            scheduler.add_job(
                self._tick,
                "interval",
                args=[tick],
                seconds=TICK.total_seconds(),
                next_run_time=datetime.now(scheduler.timezone),
                max_instances=instances,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.start()
        count = len(self._config.sources)
        supervisor.ready(f"watches {count} source{'s' * (count != 1)}")
        watching = asyncio.create_task(self._watch_clock(scheduler))
        living = asyncio.create_task(supervisor.watch(self._pulse.alive))
        try:
            await stop.wait()
        finally:
            supervisor.stopping("lets what is under way end")
            watching.cancel()
            living.cancel()
            scheduler.pause()
            await asyncio.sleep(0)  # a tick that is just beginning begins
            await asyncio.gather(*self._ticking, return_exceptions=True)
            scheduler.shutdown(wait=False)
            await self._polling.stop()
            await self._heart.stop()
            await self._dispatcher.finish(FINISH_WITHIN)

    async def _watch_clock(self, scheduler: AsyncIOScheduler) -> None:
        """Where the clock is set back, what goes by it, ticks too, must not wait for hours."""
        passed = asyncio.get_running_loop().time
        ahead = self._clock().timestamp() - passed()
        while True:
            await asyncio.sleep(TICK.total_seconds())
            now = self._clock()
            back = timedelta(seconds=ahead - (now.timestamp() - passed()))
            ahead = now.timestamp() - passed()
            if back < SET_BACK:
                continue
            log.warning("clock set back", extra={"by": str(back).partition(".")[0]})
            try:
                await self._store.call(self._store.upkeep.set_back, now, back)
            except StoreError as error:
                self._is_unusable(error)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(scheduler.timezone))

    async def _tick(self, what: Callable[[], Awaitable[None]]) -> None:
        """One tick, which the end of the service waits for: what it claims is not left lying."""
        if task := asyncio.current_task():
            self._ticking.add(task)
            task.add_done_callback(self._ticking.discard)
        await what()

    async def _start_polls(self) -> None:
        try:
            await self._polling.start_due()
        except StoreError as error:
            self._is_unusable(error)
        else:
            self._is_unusable(None)
        self._pulse.beat("polls")

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
        searches = Searches(config.searches.values())
        now = clock()
        store.set_operator(config.operator if operator else None)
        store.polls.employers = config.aliases
        while await store.call(store.keys.renew):
            pass  # a transaction each, so that a stop takes effect between them
        await store.call(store.destinations.sync, _destinations(config), now)
        if not rehearse:
            await store.call(store.outbox.free_leases)
        kinds = sources.kinds()
        looked_at = {
            name: watch.watched(source, kinds[source.kind])
            for name, source in config.sources.items()
        }
        await store.call(store.register.sync_sources, looked_at, now)
        await store.call(store.register.sync_searches, searches, now)
        fetcher = await stack.enter_async_context(Fetcher(clock=clock))
        outlets = await _outlets(config, watch.kept(config, kinds), stack, rehearse)
        poller = Poller(store, fetcher, kinds, searches, clock=clock, chance=chance)
        credited = watch.credited(config, kinds)
        tally = Tally()
        dispatcher = Dispatcher(
            store,
            outlets,
            clock=clock,
            chance=chance,
            credited=credited,
            searches=config.searches.values(),
            tally=tally,
        )
        hosts = {it.name: watch.host(it, kinds[it.kind]) for it in config.sources.values()}
        keeper = Keeper(store, searches, config.keep, clock=clock)
        beating = replace(config, heartbeat=Heartbeat()) if rehearse else config
        heart = Heart(beating, store, fetcher, clock=clock)
        yield App(config, store, poller, dispatcher, keeper, heart, clock, hosts, tally)


def _destinations(config: Config) -> list[Destination]:
    return [
        Destination(
            channel.name,
            channel.options.to,
            channel.options.credential,
            channel.options.max_per_day,
            channel.options.edits,
        )
        for channel in config.channels.values()
    ]


async def _outlets(
    config: Config,
    kept: frozenset[str],
    stack: AsyncExitStack,
    rehearse: Show | None,
) -> Mapping[str, Outlet]:
    kinds = channels.kinds()
    outlets = {}
    for channel in config.channels.values():
        kind: ChannelKind = kinds[channel.kind]
        if rehearse:
            sender: channels.Sender = Rehearsal(channel.name, rehearse)
        else:
            sender = await stack.enter_async_context(kind.connect(channel.options))
        options = channel.options
        outlets[channel.name] = Outlet(
            kind,
            sender,
            options.timeout,
            timedelta() if rehearse else options.pace,
            kept=kept if channel.public else frozenset(),
            credential=options.credential,
            rate=None if rehearse else options.rate,
            options=options,
        )
    return outlets
