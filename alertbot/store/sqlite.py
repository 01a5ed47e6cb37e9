"""SQLite: its settings, what is refused, the copy of a file, and the lock of `run`."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError
from alertbot.store.versions import Version

BUSY_MS = 10_000

CHECKED_AT_MOST = 256 * 2**20
"""Bytes of a file that is looked through when it is opened: 0.2 s. A larger one is looked through
by `alertbot db check` alone; what is damaged in it is refused where it is met."""

_BACKUPS = (".backup", "-backup", ".bak")
_WIDTH = 13  # bytes of the first line of a lock file

RESTORE = (
    "restore a backup of it (`alertbot db restore FILE`), or move it away to begin anew "
    "(all is then summarised once more)"
)


class Sqlite:
    """A SQLite file. One `run` at a time uses it, with other commands beside it."""

    shared = False

    def __init__(self, url: str) -> None:
        self._url = url
        self.file = Path(os.path.realpath(str(make_url(url).database)))

    @property
    def place(self) -> str:
        return str(self.file)

    def engine(self) -> sa.Engine:
        # Made for its owner alone, as its backups are; SQLite makes its log like it.
        os.close(os.open(self.file, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600))
        engine = sa.create_engine(self._url, paramstyle="named")  # as PostgreSQL's: see prepared
        sa.event.listen(engine, "connect", _settings)
        sa.event.listen(engine, "begin", _begin)
        return engine

    def reader(self, engine: sa.Engine) -> sa.Engine:
        return engine

    def translated(self) -> contextlib.AbstractContextManager[None]:
        return translated(self.file)

    def prepare(self) -> None:
        """Raises StoreCorrupt where a file has been lost or damaged: none is made in its place."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.file.is_dir():
            raise StoreError(f"{self.file} is a folder: name a file in 'database'")
        size = self.file.stat().st_size if self.file.exists() else None
        part = self.file.with_name(f"{self.file.name}.part")
        if not size and part.exists():
            raise StoreError(
                f"a copy into {self.file} was cut off: run `alertbot db copy` again, or remove "
                f"{part.name} beside it to begin without what was to be copied"
            )
        if not size:
            self.refuse_remains()
        if size and size <= CHECKED_AT_MOST:
            self._look_through()

    def refuse_remains(self) -> None:
        """Raises StoreCorrupt where there was a database in the place of none or an empty one."""
        if traces := self._left_behind():
            state = "is empty" if self.file.exists() else "is gone"
            raise StoreCorrupt(
                f"{self.file} {state}, and what lies beside it shows that it held something "
                f"({', '.join(traces)}): put it back or restore a backup of it (`alertbot db "
                "restore FILE`); to begin anew, move those away too"
            )

    def begin_migration(self, connection: sa.Connection) -> None:
        """Nothing: who writes has the file alone."""

    def others(self, connection: sa.Connection) -> list[Version]:
        """None: one `run` at a time."""
        return []

    def exists(self) -> bool:
        return self.file.is_file() and self.file.stat().st_size > 0

    def copy(self, target: Path) -> None:
        copy(self.file, target)

    def _left_behind(self) -> list[str]:
        """The files that tell of a database that was here: SQLite itself would delete its log."""
        name = self.file.name
        with os.scandir(self.file.parent) as folder:
            beside = sorted(entry.name for entry in folder if entry.name.startswith(name))
        found = []
        for other in map(self.file.with_name, beside):
            if other.name == f"{name}.lock":
                tells = RunLock(self.file).has_note()
            else:
                kept = other.name.startswith((f"{name}-wal", *(name + end for end in _BACKUPS)))
                tells = kept and other.stat().st_size > 0
            if tells:
                found.append(other.name)
        return found

    def _look_through(self) -> None:
        address, wait = f"{self.file.as_uri()}?mode=ro", BUSY_MS / 1000
        with contextlib.closing(sqlite3.connect(address, timeout=wait, uri=True)) as raw:
            (found,) = raw.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StoreCorrupt(damaged(self.file, " ".join(found.split())))


def damaged(file: Path, said: str) -> str:
    return f"{file} is damaged ({said}); it was left as it is: {RESTORE}"


def copy(source: Path, target: Path) -> None:
    """A consistent copy of a database file as it is now, beside whatever else uses it.

    Nothing is written beside the original either. Without a write-ahead log nobody has it open,
    and it may be taken for immutable, else SQLite would begin a log to read it.
    """
    log, shared = (source.with_name(source.name + end) for end in ("-wal", "-shm"))
    if log.exists() and not shared.exists():  # left by a process that died
        shutil.copyfile(log, target.with_name(target.name + "-wal"))
        shutil.copyfile(source, target)
        return
    how = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    with (
        translated(source),
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?{how}", uri=True)) as a,
        contextlib.closing(sqlite3.connect(target)) as b,
    ):
        a.backup(b)


def _settings(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and lazily; ours begin when we say so.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL loses acknowledged commits in a power cut (measured, PERFORMANCE.md).
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    # A writer that begins as a reader can be refused half-way; one that says so first waits.
    writes = connection.get_execution_options().get("writes", False)
    # By the driver itself: there is nothing in it for SQLAlchemy to make, and each poll says it.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Turns the driver's and the system's errors into StoreErrors that say what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}; name another place for it") from error
    except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        said = str(error.orig if isinstance(error, sa.exc.DatabaseError) else error)
        if "malformed" in said or "not a database" in said:
            raise StoreCorrupt(damaged(file, said)) from error
        if "locked" in said:
            raise StoreBusy(f"{file} is locked by another program; try again later") from error
        if "disk is full" in said:
            raise StoreError(f"{file}: the disk is full: make room on it") from error
        if "unable to open" in said or "readonly" in said:
            raise StoreError(
                f"{file} cannot be used ({said}): let this user read and write it and its folder"
            ) from error
        raise StoreError(f"{file}: {said}") from error


class RunLock:
    """The operating system's lock beside a SQLite file: one `run` at a time.

    The system frees it when the process ends, however it ends. The file's first line is the number
    of the process; the second is a note that the database has been made.
    """

    def __init__(self, database: Path) -> None:
        # By another name of the file it is the same lock.
        real = Path(os.path.realpath(database))
        self._path = real.with_name(real.name + ".lock")
        self._fd: int | None = None

    def acquire(self) -> None:
        """Raises StoreBusy at once if another process has it."""
        with translated(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.pwrite(fd, f"{os.getpid():<{_WIDTH - 1}}\n".encode(), 0)
            except BlockingIOError as error:
                holder = os.pread(fd, _WIDTH, 0).decode("ascii", "replace").strip()
                os.close(fd)
                raise StoreBusy(
                    f"alertbot already runs on this database (process {holder or 'unknown'}): "
                    "stop it first, or give this one a database of its own"
                ) from error
            except OSError:
                os.close(fd)
                raise
        self._fd = fd

    def note(self) -> None:
        """The database has been made: from now on a file that is missing has been lost."""
        if self._fd is not None:
            with translated(self._path):
                os.pwrite(self._fd, b"made\n", _WIDTH)

    def has_note(self) -> bool:
        try:
            return self._path.read_bytes()[_WIDTH:] == b"made\n"
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
