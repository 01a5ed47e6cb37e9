"""The disk under a SQLite file: how much room is left, and a reserve for when there is none.

SQLite needs room to delete: what is deleted is written to its log first. So a file of no use lies
beside the database, and is given up when the disk is full; what is old can be dropped then.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MB = 2**20
RESERVE = 16 * MB
"""Four times what the log of SQLite grows to."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: those that are free for us, and those that there are."""

    free: int
    total: int

    @property
    def mark(self) -> int:
        """Less than this is little: a twentieth of the disk, within 200 MB and 2 GB.

        Of a small disk a quarter is enough.
        """
        return min(max(self.total // 20, 200 * MB), 2048 * MB, self.total // 4)

    def is_low(self, *, before: bool) -> bool:
        """Whether little is left. `before`: it was so; then some more has to be free again."""
        return self.free < (self.mark * 5 // 4 if before else self.mark)


def room(folder: Path) -> Room:
    """What is left where a folder lies. Raises OSError."""
    found = os.statvfs(folder)
    return Room(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize)


def spoken(size: int) -> str:
    """A number of bytes for people."""
    if size >= 1000 * MB:
        return f"{size / (1024 * MB):.1f} GB"
    return f"{size / MB:.0f} MB" if size >= 10 * MB else f"{size / MB:.1f} MB"


class Reserve:
    """The file beside a database that is given up when the disk is full. `size` in bytes."""

    def __init__(self, database: Path, size: int = RESERVE) -> None:
        self.path = database.with_name(f"{database.name}.reserve")
        self._size = size

    def needed(self) -> bool:
        """Whether the disk is so full that the reserve is for now."""
        return room(self.path.parent).free < self._size // 2

    def give_up(self) -> bool:
        """Frees its room. Answers whether there was any to free."""
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        return True

    def keep(self) -> bool:
        """Makes it, where the disk has room for it and more. Answers whether it is there."""
        with suppress(FileNotFoundError):
            if self.path.stat().st_size >= self._size:
                return True
        # So much that it is not needed again as soon as it is there.
        if room(self.path.parent).free < 3 * self._size:
            return False
        fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(fd, 0, self._size)
        except OSError:  # it was not to be, and half of it is of no use
            self.path.unlink(missing_ok=True)
            return False
        finally:
            os.close(fd)
        return True

    @contextmanager
    def spent(self) -> Iterator[bool]:
        """Within it the reserve is given up if it is needed, and made again afterwards if it can
        be. Yields whether it was given up."""
        yield self.needed() and self.give_up()
        self.keep()


def empty_log(file: Path) -> None:
    """Moves what SQLite's log holds into the database, and cuts it off, unless others use it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def shrink(file: Path) -> tuple[int, int]:
    """Gives what is free within a database back to the disk. Answers its size before and after.

    For a while it takes as much room again. Only for who has the database alone.
    """
    before = file.stat().st_size
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as raw:
        raw.execute("VACUUM")
    empty_log(file)
    return before, file.stat().st_size
