"""A running service with its pages, at the end of an invented month."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import sqlalchemy as sa

from alertbot.app import App, opened
from alertbot.config import Config
from alertbot.web import server
from tests.web import month

TOKEN = "a-canary-of-the-status-page"


@dataclass
class Clock:
    """One that stands."""

    now: datetime = month.NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Site:
    """`client` asks it. `clock` is what it goes by: the end of the month, unless it is set."""

    url: str
    config: Config
    client: httpx.AsyncClient
    app: App
    clock: Clock

    def change(self, *statements: sa.Insert | sa.Update) -> None:
        month.change(self.config.database, *statements)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=headers)


@asynccontextmanager
async def site(
    folder: Path, *, web: str = '{listen: "127.0.0.1:0"}', boards: tuple[str, ...] = month.BOARDS
) -> AsyncIterator[Site]:
    """The pages, as that key of the configuration says."""
    config = month.loaded(month.written(folder, boards=boards, more=f"web: {web}\n"))
    assert config.web is not None
    month.lived(config)
    clock = Clock()
    async with (
        opened(config, clock=clock, chance=lambda: 0.5) as app,
        server.listening(config.web, app, clock=clock) as (host, port),
        httpx.AsyncClient(base_url=f"http://{host}:{port}") as client,
    ):
        yield Site(f"http://{host}:{port}", config, client, app, clock)
