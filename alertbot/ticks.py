"""What is done again and again while the service runs. APScheduler lives here, and only ticks; what
is due lives in the tables."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

LOOKS = timedelta(seconds=1)
"""How often is looked whether the clock was set."""
SET_BACK = timedelta(seconds=5)
"""By so much or more a clock is set back; by less it is only corrected."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so often, and at once. `at_once`: how many times side by side."""

    does: Callable[[], Awaitable[None]]
    every: timedelta
    at_once: int = 1


@asynccontextmanager
async def ticking(
    jobs: Iterable[Job],
    clock: Callable[[], datetime],
    set_back: Callable[[datetime, timedelta], Awaitable[None]],
) -> AsyncIterator[None]:
    """Within it these jobs are done; at its end what has begun is waited for.

    `set_back` is awaited with the moment and the difference where `clock` has gone back, and then
    every job is done at once: none is to wait until that time comes again.
    """
    begun: set[asyncio.Task[Any]] = set()

    async def tick(does: Callable[[], Awaitable[None]]) -> None:
        if task := asyncio.current_task():  # what it claims is not to be left lying
            begun.add(task)
            task.add_done_callback(begun.discard)
        await does()

    scheduler = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        scheduler.add_job(
            tick,
            "interval",
            args=[job.does],
            seconds=job.every.total_seconds(),
            next_run_time=datetime.now(scheduler.timezone),
            max_instances=job.at_once,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    watching = asyncio.create_task(_watch(scheduler, clock, set_back))
    try:
        yield
    finally:
        watching.cancel()
        scheduler.pause()
        await asyncio.sleep(0)  # a tick that is just beginning begins
        await asyncio.gather(*begun, return_exceptions=True)
        scheduler.shutdown(wait=False)


async def _watch(
    scheduler: AsyncIOScheduler,
    clock: Callable[[], datetime],
    set_back: Callable[[datetime, timedelta], Awaitable[None]],
) -> None:
    passed = asyncio.get_running_loop().time
    ahead = clock().timestamp() - passed()
    while True:
        await asyncio.sleep(LOOKS.total_seconds())
        now = clock()
        back = timedelta(seconds=ahead - (now.timestamp() - passed()))
        ahead = now.timestamp() - passed()
        if back < SET_BACK:
            continue
        log.warning("clock set back", extra={"by": str(back).partition(".")[0]})
        await set_back(now, back)
        for job in scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(scheduler.timezone))
