"""A database moved to one of another kind, all of it or nothing.

Nobody runs on the source meanwhile, and nobody can begin to. The target has to be empty. On a
server it is filled in one transaction; a table `copying`, which goes with that transaction, lets
nobody begin there anew when it was cut off. A SQLite file is filled beside its place, and put there
when it is whole; what is left of one that was cut off stops a start in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.errors import StoreBusy, StoreError, StoreMissing, StoreTooNew
from alertbot.store import copying, postgres
from alertbot.store.backup import SKIPPED_IDS, as_single, check, new_file, nobody_runs, sync
from alertbot.store.copying import Sum
from alertbot.store.dialects import alone
from alertbot.store.engine import Backend, Database, backend
from alertbot.store.migrating import COPYING, HEAD, schema, state, upgrade
from alertbot.store.sqlite import Sqlite
from alertbot.store.tables import outbox, sources

Progress = Callable[[float], None]
"""Hears which part is done, 0 to 1."""

LOOKS = 10
"""How often, a fifth of a second apart, others are looked for: who has just ended is still seen."""

COPIED = 0.6
"""The part of the whole that copying is; the rest is comparing."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: where from and to, rows by table, rows in which a character was replaced."""

    source: str
    target: str
    rows: dict[str, int]
    mended: int


def move(source: str, target: str, now: datetime, progress: Progress) -> Moved:
    """Copies the database at one address to another, and compares what arrived. Raises StoreError.

    Neither address is quoted: it may hold a password.
    """
    old, new = backend(source), backend(target)
    if isinstance(old, Sqlite) and isinstance(new, Sqlite):
        raise StoreError("both are SQLite files: `alertbot db backup FILE` copies one")
    with _held(old, now) as reading:
        rows = _filled(new, reading, progress)
    return Moved(
        old.place,
        new.place,
        {name: one.rows for name, one in rows.items()},
        sum(one.mended for one in rows.values()),
    )


def _filled(new: Backend, reading: sa.Connection, progress: Progress) -> dict[str, Sum]:
    with _empty(new) as writing:
        total = copying.count(reading) or 1
        rows: dict[str, Sum] = {}
        done = 0
        for part in copying.copied(reading, writing):
            rows[part.table] = rows.get(part.table, Sum(part.table)) + part
            done += part.rows
            progress(min(done / total, 1.0) * COPIED)
        copying.go_on_from(writing, copying.last_numbers(reading))
        for name, found in copying.summed(writing).items():
            was = rows.setdefault(name, Sum(name))
            if not found.agrees(was):
                raise StoreError(
                    f"{new.place}: of {name}, {found.rows} rows do not read as the {was.rows} that "
                    "were written; nothing was kept: try again, and report it if it stays so"
                )
            done -= found.rows
            progress(1 - max(done / total, 0.0) * (1 - COPIED))
    progress(1.0)
    return rows


def as_restored(url: str, now: datetime) -> int:
    """After a restore by the server's own programs: what waits may have been sent since the dump,
    and no message that is out there is to be taken for one that is still to be numbered.

    Answers how many wait. Raises StoreError.
    """
    waits = outbox.c.state.in_((State.PENDING.value, State.SENDING.value))
    with _held(backend(url), now):
        pass  # nobody runs on it: what is sent now would be marked too
    with closing(Database(url)) as database, database.write() as connection:
        marked = connection.execute(outbox.update().where(waits).values(uncertain=True)).rowcount
        numbers = copying.last_numbers(connection)
        numbers[outbox.name] += SKIPPED_IDS
        copying.go_on_from(connection, numbers)
    return marked


# -- the source -----------------------------------------------------------------------------


@contextmanager
def _held(old: Backend, now: datetime) -> Iterator[sa.Connection]:
    """A transaction that sees all of a database on which nobody runs, nor can begin to."""
    if isinstance(old, Sqlite):
        old.prepare()
        if not old.exists():
            raise StoreMissing(f"{old.place} does not exist: there is nothing to copy")
        with nobody_runs(old.file), _reading(old) as reading:
            yield reading
        return
    with old.translated():
        engine = old.engine()
        try:
            _look_for_others(old, engine)
            with engine.connect() as guard, guard.begin():
                postgres.patient(guard)
                alone(guard, "start")  # which each that opens the database waits for
                with _reading(old) as reading:
                    postgres.patient(reading)
                    _nothing_leased(old, reading, now)
                    yield reading
        finally:
            engine.dispose()


@contextmanager
def _reading(old: Backend) -> Iterator[sa.Connection]:
    with old.translated():
        engine = old.engine()
        try:
            version = schema(engine)
            if version is None:
                raise StoreMissing(f"{old.place} holds nothing of alertbot's: nothing to copy")
            if version > HEAD:
                raise StoreTooNew(f"{old.place} has schema {version}: upgrade alertbot first")
            if version < HEAD:
                raise StoreError(
                    f"{old.place} has schema {version}, and {HEAD} is copied: "
                    "`alertbot db upgrade` brings it there"
                )
            with old.reader(engine).connect() as connection, connection.begin():
                yield connection
        finally:
            engine.dispose()


def _look_for_others(old: Backend, engine: sa.Engine) -> None:
    """Raises StoreBusy where an alertbot is connected to a server's database."""
    for look in range(LOOKS):
        with engine.connect() as connection:
            if not (found := old.others(connection)):
                return
            if look < LOOKS - 1:
                connection.exec_driver_sql("SELECT pg_sleep(0.2)")
    raise StoreBusy(
        f"alertbot works on {old.place} ({len(found)} connections): stop every process of it first"
    )


def _nothing_leased(old: Backend, reading: sa.Connection, now: datetime) -> None:
    """Raises StoreBusy where a process that was cut off may still be about to send."""
    sending = (outbox.c.state == State.SENDING.value, outbox.c.lease_until > now)
    for held in (
        sa.select(outbox.c.lease_until).where(*sending),
        sa.select(sources.c.lease_until).where(sources.c.lease_until > now),
    ):
        if reading.execute(held.limit(1)).first():
            raise StoreBusy(
                f"a process that has died still holds something of {old.place}: try again in a "
                "minute, when its leases have run out"
            )


# -- the target -----------------------------------------------------------------------------


def _empty(new: Backend) -> AbstractContextManager[sa.Connection]:
    return _empty_file(new) if isinstance(new, Sqlite) else _empty_server(new)


@contextmanager
def _empty_file(new: Sqlite) -> Iterator[sa.Connection]:
    """A transaction on a file that has the tables, which takes its place when all is well."""
    new.file.parent.mkdir(parents=True, exist_ok=True)
    with nobody_runs(new.file), new.translated():
        if new.exists():
            raise StoreError(f"{new.place} is not empty: move it away, or name another file")
        new.refuse_remains()
        with new_file(new.file) as part:
            beside = Sqlite(f"sqlite:///{part}")
            engine = beside.engine()
            try:
                with engine.connect().execution_options(writes=True) as writing, writing.begin():
                    upgrade(writing)
                    yield writing
            finally:
                engine.dispose()
            as_single(part)
            check(part)
            part.replace(new.file)
            sync(new.file.parent)


@contextmanager
def _empty_server(new: Backend) -> Iterator[sa.Connection]:
    """A transaction that makes the tables; the caller fills them."""
    with new.translated():
        new.prepare()
        engine = new.engine()
        try:
            with engine.connect() as connection, connection.begin():
                if not _prepared(new, connection):
                    connection.exec_driver_sql(f"CREATE TABLE {COPYING} (since text)")
            with engine.connect() as writing, writing.begin():
                _prepared(new, writing)
                writing.exec_driver_sql(f"DROP TABLE {COPYING}")
                upgrade(writing)
                yield writing
        finally:
            engine.dispose()


def _prepared(new: Backend, connection: sa.Connection) -> bool:
    """Whether a copy was begun here. Raises StoreError where the database is not empty."""
    new.begin_migration(connection)
    version, begun = state(connection)
    if version is not None:
        raise StoreError(
            f"{new.place} is not empty: name an empty database, or drop this one and make it anew "
            "(dropdb, createdb)"
        )
    return begun
