"""An open database, of whichever kind its address names."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from alertbot.errors import StoreError, StoreMissing
from alertbot.store import tables
from alertbot.store.backup import Upgrading, before_upgrade, logged
from alertbot.store.dialects import alone
from alertbot.store.migrating import migrate
from alertbot.store.sqlite import RunLock, Sqlite
from alertbot.store.versions import Version, refuse_keys


class Backend(Protocol):
    """What one kind of database does in its own way.

    `shared`: several processes may work on it at once. `place`: where it is, for people.
    """

    shared: bool

    @property
    def place(self) -> str: ...

    def engine(self) -> sa.Engine:
        """A new engine; nothing is connected yet."""

    def reader(self, engine: sa.Engine) -> sa.Engine:
        """The same, with transactions that see one state from beginning to end."""

    def translated(self) -> AbstractContextManager[None]:
        """Within it every error of the driver is a StoreError that says what to do."""

    def prepare(self) -> None:
        """Raises StoreError where the database is not to be used as it is."""

    def begin_migration(self, connection: sa.Connection) -> None:
        """Within its transaction: waits until no other process migrates. Raises StoreBusy where
        one works on it that would not know what becomes of it."""

    def others(self, connection: sa.Connection) -> list[Version]:
        """What the other alertbots that work on it know."""

    def exists(self) -> bool:
        """Whether alertbot has been here before."""

    def copy(self, target: Path) -> None:
        """Writes all of it as it is now into a SQLite file."""


def backend(url: str) -> Backend:
    """The kind of database that an address names. No error quotes it: it may hold a password."""
    try:
        parsed = make_url(url)
        name = parsed.get_backend_name()
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("'database' cannot be read as an address") from None
    if name == "sqlite" and parsed.database:
        return Sqlite(url)
    if name == "postgresql":
        from alertbot.store.postgres import Postgres  # 40 ms that no other is to pay

        return Postgres(url)
    raise StoreError("only sqlite:///FILE and postgresql://... are databases of alertbot")


def require(url: str) -> None:
    """Raises StoreMissing where alertbot has not been yet, StoreError where what it had is lost.

    Only `run` makes a database.
    """
    found = backend(url)
    if not found.exists():
        with found.translated():
            found.prepare()
        lacks = "holds nothing of alertbot's yet" if found.shared else "does not exist yet"
        raise StoreMissing(f"{found.place} {lacks}: `alertbot run` makes it")


class Database:
    """A database, migrated to HEAD. Every method raises StoreError only.

    `process`: what tells this process from the others that work on it. `upgrading` is told when
    the schema is about to change.
    """

    def __init__(self, url: str, upgrading: Upgrading = logged) -> None:
        self._backend = backend(url)
        self.process = uuid.uuid4().hex
        with self._backend.translated():
            self._backend.prepare()
            if isinstance(self._backend, Sqlite):
                before_upgrade(self._backend.file, upgrading)
            self._engine = self._backend.engine()
            try:
                migrate(self._engine, self._backend.begin_migration)
            except BaseException:
                self._engine.dispose()
                raise
        self._reader = self._backend.reader(self._engine)

    @property
    def shared(self) -> bool:
        """Whether other processes may poll and send beside this one."""
        return self._backend.shared

    def refuse_other_keys(self, connection: sa.Connection) -> None:
        """Raises StoreBusy where an alertbot works on it that makes other keys of a posting."""
        refuse_keys(self._backend.place, self._backend.others(connection))

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One transaction that only reads, and sees one state."""
        with self._backend.translated(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that writes: all of it or nothing.

        On a shared database each statement sees what others have committed before it; what must
        not be done by two at once begins with `dialects.alone`.
        """
        options = {"writes": True}
        with (
            self._backend.translated(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def instance(self) -> str:
        """What tells this database from every other; given when it is first opened."""
        with self.write() as connection:
            alone(connection, "start")
            found: str | None = connection.execute(sa.select(tables.instance.c.id)).scalar()
            if found is None:
                found = uuid.uuid4().hex
                connection.execute(tables.instance.insert().values(id=found))
        return found

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def run_lock(url: str) -> Iterator[RunLock | None]:
    """Holds what `run` needs to hold of a database: on SQLite it has to be the only one.

    Raises StoreBusy at once where another process runs on it.
    """
    found = backend(url)
    if not isinstance(found, Sqlite):
        yield None
        return
    lock = RunLock(found.file)
    lock.acquire()
    try:
        yield lock
    finally:
        lock.release()


def copy(url: str, target: Path) -> None:
    """A consistent copy of a database into a new SQLite file; none where there is no database yet.

    It is taken beside whatever else uses it, and writes nothing to it.
    """
    found = backend(url)
    if not found.exists():
        return
    if found.shared:
        Database(f"sqlite:///{target}").close()
    found.copy(target)
