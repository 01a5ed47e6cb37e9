"""Opening the database: SQLite's settings, the lock of `run`, and the migrations."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError, StoreTooNew
from alertbot.store import tables

HEAD = "0002"
BUSY_MS = 10_000


def database_file(url: str) -> Path:
    """The file of a SQLite URL. Raises StoreError for any other."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StoreError("only sqlite:///FILE is supported in this version")
    return Path(parsed.database)


class Database:
    """A SQLite file (made if missing), migrated to HEAD. Every method raises StoreError only."""

    def __init__(self, url: str) -> None:
        self.file = database_file(url)
        with translated(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(url)
        sa.event.listen(self._engine, "connect", _settings)
        sa.event.listen(self._engine, "begin", _begin)
        try:
            with translated(self.file):
                migrate(self._engine)
        except StoreError:
            self._engine.dispose()
            raise

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One transaction that only reads, and sees one state."""
        with translated(self.file), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that writes: all of it or nothing."""
        options = {"writes": True}
        with (
            translated(self.file),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def instance(self) -> str:
        """What tells this database from every other; given when it is first opened."""
        with self.write() as connection:
            found: str | None = connection.execute(sa.select(tables.instance.c.id)).scalar()
            if found is None:
                found = uuid.uuid4().hex
                connection.execute(tables.instance.insert().values(id=found))
        return found

    def close(self) -> None:
        self._engine.dispose()


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
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
            raise StoreCorrupt(
                f"{file} is damaged ({said}); it was left as it is: restore a backup of it, "
                "or move it away to begin anew (everything is then summarised once more)"
            ) from error
        if "locked" in said:
            raise StoreBusy(f"{file} is locked by another program; try again later") from error
        raise StoreError(f"{file}: {said}") from error


def migrate(engine: sa.Engine) -> None:
    """Brings the schema to HEAD. Alembic is loaded only when there is something to do."""
    with engine.connect() as connection:
        known = sa.inspect(connection).get_table_names()
        version = (
            connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if "alembic_version" in known
            else None
        )
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise StoreTooNew(
            f"the database has schema {version}, this alertbot knows {HEAD}: "
            "upgrade alertbot, or restore the backup made before the upgrade"
        )
    if version is None and known:
        raise StoreError("the database holds other tables; name a file of alertbot's own")
    _upgrade(engine)


def _upgrade(engine: sa.Engine) -> None:
    from alembic import command  # 150 ms, needed once an upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


class RunLock:
    """The operating system's lock beside a SQLite file: one `run` at a time.

    The system frees it when the process ends, however it ends.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._fd: int | None = None

    def acquire(self) -> None:
        """Raises StoreBusy at once if another process has it."""
        with translated(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(fd, 32, 0).decode("ascii", "replace").strip()
            os.close(fd)
            raise StoreBusy(
                f"alertbot already runs on this database (process {holder or 'unknown'}): "
                "stop it first, or give this one a database of its own"
            ) from error
        os.ftruncate(fd, 0)
        os.pwrite(fd, str(os.getpid()).encode(), 0)
        self._fd = fd

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
