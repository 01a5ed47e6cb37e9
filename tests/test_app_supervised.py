"""A real service tells who supervises it that it is ready, lives and ends; it falls silent when its
work stands still."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.app import App, opened
from alertbot.cli import configuration
from alertbot.supervisor import Supervisor
from tests.bot import bot

PATIENCE = 3
"""Seconds. A tick comes round each second, on a machine that has nothing else to do."""


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[tuple[App, Callable[[], Awaitable[str]]]]:
    """An app that is served, and a way to hear what it says next: "" after three silent seconds."""
    with bot(folder) as whole, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        whole.source("contoso", "greenhouse", board="contoso")
        whole.board.greenhouse("contoso", [])
        whole.write()
        config = configuration.loaded(whole.config, extra=whole.env).config
        ear.bind(str(folder / "notify"))
        ear.setblocking(False)
        env = {"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": str(PATIENCE * 10**6)}

        async def heard() -> str:
            said = asyncio.get_running_loop().sock_recv(ear, 4096)
            try:
                return (await asyncio.wait_for(said, PATIENCE)).decode()
            except TimeoutError:
                return ""

        async with opened(config, clock=lambda: datetime.now(UTC), chance=random.random) as app:
            stop = asyncio.Event()
            service = asyncio.create_task(app.serve(stop, Supervisor(env, 1)))
            yield app, heard
            stop.set()
            await asyncio.wait_for(service, 30)
            while (said := await heard()) == "WATCHDOG=1":
                pass
            assert said == "STOPPING=1\nSTATUS=lets what is under way end"


async def hang_the_store(app: App) -> Callable[[], None]:
    """Keeps the store's thread; answers what lets it go."""
    ends = threading.Event()
    asyncio.get_running_loop().run_in_executor(app._store._thread, ends.wait)
    return ends.set


async def hang_the_dispatcher(app: App) -> Callable[[], None]:
    await app._dispatcher._claiming.acquire()
    return app._dispatcher._claiming.release


@pytest.mark.slow
@pytest.mark.parametrize("hang", [hang_the_store, hang_the_dispatcher])
def test_signs_of_life_end_with_the_work_and_begin_again_with_it(
    tmp_path: Path, hang: Callable[[App], Awaitable[Callable[[], None]]]
) -> None:
    async def story() -> None:
        async with serving(tmp_path) as (app, heard):
            assert (await heard()).startswith("READY=1\nSTATUS=watches 1 source")
            assert [await heard(), await heard(), await heard()] == ["WATCHDOG=1"] * 3
            go_on = await hang(app)
            signs = 0
            while await heard():
                signs += 1
            assert signs <= 4, "silent after three seconds, with a sign of life every 1.5"
            go_on()
            assert await heard() == "WATCHDOG=1"

    asyncio.run(story())
