"""Several processes on one PostgreSQL, and one with many sources on SQLite: CPU, rate and memory.

Boards answer that they are as they were (304), so what is measured is what asking and remembering
costs. The boards are another process; its CPU does not count, but takes from the same machine, so
the rate says less than the CPU. `ours` is all alertbots' CPU a poll, beside it PostgreSQL's; of
the idle ones, KB of resident memory, and CPU in thousandths of a core.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks.board import Row, jobs, payload
from tests.store import postgres

ROOT = Path(__file__).parents[2]
PROCESSES = (1, 2, 4)
SOURCES = 200
IDLE = (1000, 5000)
HOSTS = 40
SECONDS = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")

# Each host has boards of its own; the first request of a path is answered with a board.
_BOARDS = """
import asyncio, socket, sys
from pathlib import Path
body = Path(sys.argv[1]).read_bytes()
head = b"HTTP/1.1 200 OK\\r\\nETag: \\"1\\"\\r\\nContent-Type: application/json\\r\\n"
def full(request):
    name = request.split(b"/")[3]  # each board's is another employer, or all would be joined
    mine = body.replace(b"Valley Works", b"Works of " + name).replace(b"/valley/", b"/%s/" % name)
    return head + b"Content-Length: %d\\r\\n\\r\\n" % len(mine) + mine
same = b"HTTP/1.1 304 Not Modified\\r\\nETag: \\"1\\"\\r\\n\\r\\n"
polls = 0
async def serve(reader, writer):
    global polls
    try:
        while request := await reader.readuntil(b"\\r\\n\\r\\n"):
            if request.startswith(b"GET /polls "):
                said = b"%d" % polls
                length = b"Content-Length: %d" % len(said)
                writer.write(b"HTTP/1.1 200 OK\\r\\n" + length + b"\\r\\n\\r\\n" + said)
            else:
                polls += 1
                known = b"if-none-match" in request.lower()
                writer.write(same if known else full(request))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hosts = [f"127.0.0.{number}" for number in range(1, int(sys.argv[2]) + 1)]
    server = await asyncio.start_server(serve, hosts, port)
    print(port, flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def rows() -> Iterator[Row]:
    """What is measured here."""
    for count in PROCESSES:
        if not postgres.missing():
            yield _busy(count)
    for count in IDLE:
        memory, spent = _idle(count)
        yield (f"idle, {count:,} sources, KB resident", memory, "", None, None, "60 MB at 1,000")
        yield (f"idle, {count:,} sources, 1/1000 of a core", spent, "", None, None, "10 at 1,000")


def _busy(count: int) -> Row:
    with tempfile.TemporaryDirectory() as home, postgres.running(durable=True) as server:
        folder, database = Path(home), server.create()
        with _boards(folder) as port:
            _configure(folder, port, SOURCES, "1s", server.url(database))
            with _running(folder, count) as processes:
                _wait(port, SOURCES * 2)
                before = (_polls(port), _commits(server, database), time.monotonic())
                ours, theirs = _spent(processes), _server_spent(server)
                time.sleep(SECONDS)
                polls = _polls(port) - before[0]
                commits = _commits(server, database) - before[1]
                seconds = time.monotonic() - before[2]
                ours, theirs = _spent(processes) - ours, _server_spent(server) - theirs
    rate = (
        f"PostgreSQL; {polls / seconds:.0f} polls/s, {commits / max(polls, 1):.1f} commits a poll"
    )
    mine, its = ours / polls * 1e6, theirs / polls * 1e6
    return (f"304, {count} processes, CPU a poll", mine, rate, its, its / mine, "")


def _idle(count: int) -> tuple[float, float]:
    """(KB resident, thousandths of a core) of one process that has polled all, and waits."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        with _boards(folder) as port:
            _configure(folder, port, count, "1h", "sqlite:///alertbot.db")
            with _running(folder, 1) as processes:
                _wait(port, count)
                time.sleep(5)
                spent, began = _spent(processes), time.monotonic()
                time.sleep(SECONDS)
                part = (_spent(processes) - spent) / (time.monotonic() - began)
                return _resident(processes[0].pid), part * 1000


def _configure(folder: Path, port: int, count: int, every: str, database: str) -> None:
    sources = {
        f"s{number}": {
            "kind": "greenhouse",
            "board": f"b{number}",
            "base_url": f"http://127.0.0.{1 + number % HOSTS}:{port}",
            "private": True,
            "every": every,
        }
        for number in range(count)
    }
    config = {
        "database": database,
        "sources": sources,
        "channels": {"screen": {"kind": "console"}},
        "searches": {"keepers": {"where": "keeper", "to": ["screen"]}},
    }
    (folder / "alertbot.yaml").write_text(json.dumps(config), encoding="utf-8")


@contextmanager
def _boards(folder: Path) -> Iterator[int]:
    (folder / "body").write_bytes(payload(jobs(range(5))))
    words = [sys.executable, "-c", _BOARDS, str(folder / "body"), str(HOSTS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@contextmanager
def _running(folder: Path, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    words = [sys.executable, "-m", "alertbot", "run"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with (folder / "log").open("ab") as log:
        processes = [
            subprocess.Popen(words, cwd=folder, env=env, stdout=log, stderr=log)
            for _ in range(count)
        ]
    try:
        yield processes
    finally:
        for one in processes:
            one.terminate()
        for one in processes:
            one.wait(300)


def _polls(port: int) -> int:
    with urlopen(f"http://127.0.0.1:{port}/polls", timeout=30) as answer:
        return int(answer.read())


def _wait(port: int, polls: int, seconds: float = 900) -> None:
    until = time.monotonic() + seconds
    while _polls(port) < polls:
        assert time.monotonic() < until, "the polls do not come"
        time.sleep(0.2)


def _spent(processes: list[subprocess.Popen[bytes]]) -> float:
    """Seconds of CPU of these."""
    return sum(_cpu(one.pid) for one in processes)


def _server_spent(server: postgres.Server) -> float:
    """Seconds of CPU of a server with all its processes, those that have ended too."""
    postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    found = _cpu(postmaster, ended=True)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == postmaster:
                found += _cpu(int(stat.parent.name))
    return found


def _cpu(pid: int, *, ended: bool = False) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if ended else 13])) / _TICKS


def _commits(server: postgres.Server, database: str) -> int:
    asked = b"SELECT xact_commit FROM pg_stat_database WHERE datname = '" + database.encode() + b"'"
    with closing(server.connect()) as connection:
        row = connection.execute(asked).fetchone()
    assert row is not None
    return int(str(row[0]))


def _resident(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text()
    return float(next(line.split()[1] for line in text.splitlines() if "VmRSS" in line))
