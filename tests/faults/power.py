"""Power cuts: what had not been synced is gone, wholly or in part, and the bot starts on the rest.

The shim keeps a copy of each file as it was when it was last synced. A cut is SIGKILL, after which
the files are put back to those copies; in every second one some of the sectors that had been
written since, drawn by lot, have reached the disk all the same. The chats keep what they got.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

from tests.faults import shim
from tests.faults.kills import REACHED_IN, Row
from tests.faults.program import damage
from tests.faults.scene import Scene, scene
from tests.faults.steps import TAKEN_UP

SECTOR = 512


def cuts(folder: Path, count: int, seed: int = 0) -> Row:
    """So many power cuts of a bot at work: one in four at any moment, the others where a commit
    is written and not yet synced. What hit: those that dropped something."""
    folder.mkdir()
    disk = shim.built(folder / "shim", shadow=True)
    began, dropped = time.monotonic(), 0
    home = folder / "bot"
    home.mkdir()
    with scene(home, seed) as place:
        place.seed()
        for number in range(count):
            _image(disk.shadow, place.database)
            if number % 4 == 0:
                place.start(env=disk.env)
                place.until(lambda: False, place.chance.uniform(0.5, 3.5))
                place.kill()
            else:
                disk.set(shim.Mode.DIE, after=place.chance.randint(2, 12))
                place.start(env=disk.env)
                place.died(REACHED_IN)
                disk.set(shim.Mode.WELL)
            torn = place.chance if number % 2 else None
            dropped += cut(place.database, disk.shadow, torn)
            _compare(place)
        return Row("power cut", count, dropped, place.settle(), time.monotonic() - began)


def cut(database: Path, shadow: Path, torn: Random | None) -> bool:
    """Puts the files back to what was synced; whether anything was dropped by that.

    `torn`: about half of the sectors that were written since have arrived.
    """
    database.with_name(database.name + "-shm").unlink(missing_ok=True)  # memory, not disk
    dropped = False
    for file in _files(database):
        kept = shadow / file.name
        synced, written = kept.read_bytes() if kept.exists() else b"", file.read_bytes()
        image = _torn(synced, written, torn) if torn else synced
        dropped |= image != written
        file.write_bytes(image)
    return dropped


def _torn(synced: bytes, written: bytes, chance: Random) -> bytes:
    """The synced bytes with some sectors as they were written later. A file keeps its new size
    or its old one; what is between is zeros where it did not arrive."""
    size = chance.choice((len(synced), len(written)))
    old, new = synced.ljust(size, b"\0"), written.ljust(size, b"\0")
    starts = range(0, size, SECTOR)
    return b"".join(chance.choice((old, new))[at : at + SECTOR] for at in starts)[:size]


def _image(shadow: Path, database: Path) -> None:
    """What is there when the machine starts is on the disk."""
    for file in _files(database):
        (shadow / file.name).write_bytes(file.read_bytes())


def _files(database: Path) -> Iterable[Path]:
    """The database and its write-ahead log."""
    log = database.with_name(database.name + "-wal")
    return [file for file in (database, log) if file.exists()]


def _compare(place: Scene) -> None:
    """After a cut the file is whole, and knows of every delivery that Slack has got.

    Looked at in a copy, so that it is the bot that recovers the file itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        for file in _files(place.database):
            shutil.copy(file, folder)
        copy = Path(folder, place.database.name)
        if found := damage(copy):
            place.note(found)
        with closing(sqlite3.connect(copy)) as connection:
            known = {row[0] for row in connection.execute(TAKEN_UP)}
    if gone := place.posted() - known:
        place.note(f"after a cut, deliveries that Slack has are not claimed: {sorted(gone)}")
