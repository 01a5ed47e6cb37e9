"""A small HTTP server inside the event loop of the service. It ends with the service."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from alertbot.app import App
from alertbot.config import Web
from alertbot.errors import UsageError
from alertbot.web.asking import asking
from alertbot.web.gate import Gate
from alertbot.web.site import site

CONNECTIONS = 64
"""More at once are refused: each costs a file descriptor, which the bot needs too."""
ANSWERED_AT_ONCE = 32
LIFETIME = 30
"""Seconds that a connection lasts at most, however slowly something is sent or taken."""
LARGEST_HEAD = 16_384
"""Bytes of a request before its body, which is never read."""

log = logging.getLogger(__name__)


class _Connection(H11Protocol):
    """One request, and no more: bounded in time and number."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        stream = cast(asyncio.Transport, transport)
        self._end = asyncio.get_running_loop().call_later(LIFETIME, stream.abort)
        super().connection_made(stream)
        if len(self.connections) > CONNECTIONS:
            stream.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end.cancel()
        super().connection_lost(exc)


class _Server(uvicorn.Server):
    """One that leaves the signals to the service."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(
    web: Web, app: App, *, clock: Callable[[], datetime]
) -> AsyncIterator[tuple[str, int]]:
    """Serves the pages at that address, and yields what it came to. UsageError if it is taken."""
    with bound(web) as listener:
        host, port = listener.getsockname()[:2]
        async with asking(app, clock=clock) as asked:
            gate = Gate(site(asked), web)
            server = _Server(_settings(gate))
            serve = asyncio.create_task(server.serve(sockets=[listener]))
            log.info("status page", extra={"at": f"http://{_shown(host)}:{port}/"})
            try:
                yield host, port
            finally:
                server.should_exit = True
                await serve


def _settings(gate: Gate) -> uvicorn.Config:
    plain: dict[str, Any] = {"http": _Connection, "ws": "none", "lifespan": "off", "loop": "none"}
    return uvicorn.Config(
        gate,
        **plain,
        log_config=None,
        log_level="critical",  # strangers may not fill the log; the pages log their own trouble
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=ANSWERED_AT_ONCE,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_keep_alive=1,
        timeout_graceful_shutdown=1,
    )


@contextmanager
def bound(web: Web) -> Iterator[socket.socket]:
    """A socket that listens there. UsageError says plainly why it cannot."""
    where = f"{_shown(web.host)}:{web.port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            web.host, web.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address, family=family, backlog=CONNECTIONS)
    except OSError as error:
        number = error.errno or 0  # negative where a name was not found
        reason = os.strerror(number) if number > 0 else "no such name is known"
        what = f"cannot listen on {where} ({reason[:1].lower()}{reason[1:]})"
        then = "name another address in `web: {listen: HOST:PORT}`"
        raise UsageError(f"alertbot: the status page {what}: {then}") from None
    with listener:
        yield listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
