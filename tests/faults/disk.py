"""A disk that fails while the bot runs, or a database that somebody else has locked; then it heals.

While it lasts the process goes on, says so in its log, and sends nothing that is not claimed. After
it, everything is told.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

from alertbot.cli.exits import UNAVAILABLE, USAGE
from alertbot.testing import Exchange, Fault
from tests.faults import shim
from tests.faults.kills import REACHED_IN, Row
from tests.faults.program import Ended
from tests.faults.scene import Scene, scene

BUSY = 10.0
"""The busy timeout of the product, in seconds: a lock that is shorter is waited for in silence."""

MOMENT = 3.0
"""Seconds in which the bot works undisturbed before the fault, and that a start may take."""

SHIMMED = {
    "EIO on fsync": shim.Mode.EIO_SYNC,
    "EIO on write": shim.Mode.EIO_WRITE,
    "ENOSPC on write": shim.Mode.ENOSPC_WRITE,
    "short writes": shim.Mode.SHORT_WRITE,
}
LOCKED = "locked"
RESERVED = "disk full but for the reserve"
FULL = {"disk full": 4, RESERVED: 96}
"""The megabytes of a file system that is filled up: too few for a reserve, and enough."""


@contextmanager
def shimmed(mode: shim.Mode, disk: shim.Shim) -> Iterator[None]:
    """The calls of SQLite fail for as long as this lasts."""
    disk.set(mode)
    yield
    disk.set(shim.Mode.WELL)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    # It is begun on the thread of a server and ended on another.
    other = sqlite3.connect(database, isolation_level=None, timeout=BUSY, check_same_thread=False)
    with closing(other):
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(database: Path) -> Iterator[None]:
    """The file system has not one byte left."""
    ballast = database.with_name("ballast")
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65536)):
                pass
        except OSError:  # it is full
            pass
        yield
    ballast.unlink()


def spell(what: str, folder: Path, seconds: float, *, kill: bool = False) -> Row:
    """One spell of a fault, so long, over a bot at work. `kill`: SIGKILL at the end of it, and a
    new start before it is over."""
    folder.mkdir()
    disk = shim.built(folder / "shim") if what in SHIMMED else None
    home = folder / "bot"
    home.mkdir()
    began, hits = time.monotonic(), 0
    with _filesystem(home, FULL.get(what, 0)), scene(home) as place:
        place.seed()
        place.start(env=disk.env if disk else None)
        try:
            with ExitStack() as fault:
                _break(what, place, disk, fault)
                hits = _endure(what, place, seconds, disk)
                if kill:
                    place.kill()
                    _start_anew(what, place, disk)
        except Ended as ended:
            place.note(str(ended))
        name = f"{what}, {seconds:g} s" + (", killed meanwhile" if kill else "")
        return Row(name, 1, hits, place.settle(), time.monotonic() - began)


def _break(what: str, place: Scene, disk: shim.Shim | None, fault: ExitStack) -> None:
    """Begins the fault at the worst moment: Slack has taken a message, and is about to say so."""
    begun = threading.Event()
    if disk:
        begin: AbstractContextManager[None] = shimmed(SHIMMED[what], disk)
    else:
        begin = (locked if what == LOCKED else full)(place.database)

    def strike(one: Exchange) -> None:
        answer = one.take()
        fault.enter_context(begin)
        begun.set()
        one.send(answer)

    place.until(lambda: False, MOMENT)
    place.slack.fail(Fault("the disk fails", strike), when="chat.postMessage")
    if not place.until(begun.is_set, REACHED_IN):
        place.note("no message came at which the disk could fail")


def _endure(what: str, place: Scene, seconds: float, disk: shim.Shim | None) -> int:
    """Lets the fault last. How often it was felt: calls that failed, or lines in the log."""
    since = place.log_size()
    place.until(lambda: False, seconds)
    said = place.troubles(since)
    if not said and not (what == LOCKED and seconds < BUSY):
        place.note(f"{what} for {seconds:g} s, and the log says nothing of it")
    return disk.hits if disk else max(len(said), int(what == LOCKED))


def _start_anew(what: str, place: Scene, disk: shim.Shim | None) -> None:
    """A start on a bad disk: it ends with one line and exit code 2, or works and says what fails.

    Where the little that a start writes still finds room, it can only go on and try; and where the
    reserve has been given up before, there is room, and nothing to say.
    """
    since = place.log_size()
    place.start(env=disk.env if disk else None)
    spared = what == RESERVED and not place.database.with_name("alertbot.db.reserve").exists()
    try:
        trouble = place.until(lambda: bool(place.troubles(since)), BUSY + REACHED_IN)
        if not trouble and not spared:
            place.note(f"started on {what}, the bot says nothing of it")
        place.kill()
    except Ended as ended:
        words = place.log.read_bytes()[since:].decode().splitlines()
        refused = len(words) == 1 and str(place.database) in words[0]
        refused = refused and ended.code in (USAGE, UNAVAILABLE)
        if not refused:
            place.note(f"started on {what}: {ended}")


@contextmanager
def _filesystem(folder: Path, size: int) -> Iterator[None]:
    """A file system of its own of so many megabytes, if any; only in a namespace of our own."""
    if not size:
        yield
        return
    options = ["-t", "tmpfs", "-o", f"size={size}m", "faults", str(folder)]
    subprocess.run(["mount", *options], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


UNSHARED = "ALERTBOT_FAULTS_UNSHARED"
"""Set in a process that has a namespace of mounts of its own."""


def unshare() -> list[str]:
    """The words that start a command where it may mount; none where that is not permitted."""
    if program := shutil.which("unshare"):
        for how in (["-m"], ["-rm"]):
            probe = [program, *how, "mount", "-t", "tmpfs", "faults", "/mnt"]
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                return [program, *how]
    return []


def may_mount() -> bool:
    """Whether this process may mount without anybody else seeing it."""
    return bool(os.environ.get(UNSHARED))
