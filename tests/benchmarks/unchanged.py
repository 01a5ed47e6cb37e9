"""A board that is as it was: CPU for asking, being told so (304), and remembering it; the WAL.

DESIGN 11 wants at most 0.6 ms of CPU with httpx, the store included, and at most 4 KB of WAL. The
server is another process, so that its CPU does not count.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import httpx

from alertbot import query, sources
from alertbot.config import Search, SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.poller import Poller
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from tests.benchmarks.board import Row, board

POLLS = 400
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

# Answers the first request of a path with a board, and each one after it with 304.
_SERVER = """
import asyncio, sys
from pathlib import Path
body = Path(sys.argv[1]).read_bytes()
head = b"HTTP/1.1 200 OK\\r\\nETag: \\"1\\"\\r\\nContent-Type: application/json\\r\\n"
full = head + b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body
same = b"HTTP/1.1 304 Not Modified\\r\\nETag: \\"1\\"\\r\\n\\r\\n"
async def serve(reader, writer):
    try:
        while request := await reader.readuntil(b"\\r\\n\\r\\n"):
            writer.write(same if b"if-none-match" in request.lower() else full)
    except asyncio.IncompleteReadError:
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as url:
        ours, log, bare = asyncio.run(_measured(Path(folder) / "alertbot.db", url))
    yield ("304, CPU with the store", ours, "httpx alone", bare, bare / ours, "at most 600 us")
    yield ("304, bytes of WAL", log, "", None, None, "at most 4 KB: one page and its head")


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    (folder / "board.json").write_bytes(board(100))
    command = [sys.executable, "-c", _SERVER, str(folder / "board.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        server.terminate()


async def _measured(file: Path, url: str) -> tuple[float, float, float]:
    """(our CPU, bytes of WAL, httpx's CPU) a poll, in microseconds and bytes."""
    store = Store(f"sqlite:///{file}")
    searches = Searches([Search("k", query.parse("keeper"), ("valley",), ("me",), version="1")])
    store.destinations.sync([Destination("me", "42", "x", 1_000_000)], NOW)
    store.register.sync_sources({"valley": Watched("a", "r", timedelta(minutes=15))}, NOW)
    store.register.sync_searches(searches, NOW)
    kinds = sources.kinds()
    options = kinds["greenhouse"].Options.model_validate(
        {"board": "valley", "base_url": url, "private": True}
    )
    source = SourceConfig("valley", "greenhouse", options, timedelta(minutes=15))
    async with Fetcher(clock=lambda: NOW) as fetcher:
        poller = Poller(store, fetcher, kinds, searches, clock=lambda: NOW, chance=lambda: 0.5)
        await poller.poll(source)
        await poller.poll(source)
        log = file.with_name(f"{file.name}-wal")
        before = log.stat().st_size
        began = process_time()
        for _ in range(POLLS):
            assert (await poller.poll(source)).unchanged
        spent = process_time() - began
        grown = log.stat().st_size - before
    store.close()
    async with httpx.AsyncClient() as client:
        bare = await _bare(client, f"{url}/v1/boards/valley/jobs")
    return spent / POLLS * 1e6, grown / POLLS, bare / POLLS * 1e6


async def _bare(client: httpx.AsyncClient, url: str) -> float:
    headers: dict[str, Any] = {"If-None-Match": '"1"'}
    await client.get(url, headers=headers)
    began = process_time()
    for _ in range(POLLS):
        assert (await client.get(url, headers=headers)).status_code == 304
    return process_time() - began
