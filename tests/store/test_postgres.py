"""PostgreSQL: what goes wrong is told in one line, without the password, and passes when the
server is back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from alertbot.errors import StoreBusy, StoreError, StoreTooNew
from alertbot.store import Store, copy, dialects
from alertbot.store import postgres as backend
from alertbot.store.engine import Database
from tests.store import postgres
from tests.store.filled import execute

PASSWORD = "canary-pass"


@pytest.fixture
def own() -> Iterator[postgres.Server]:
    """A server that the test may stop."""
    few = ("max_connections=8", "superuser_reserved_connections=0")
    with postgres.running(durable=True, settings=few) as one:
        yield one


def refused(url: str) -> str:
    """What a person reads who starts it with this address."""
    with pytest.raises(StoreError) as caught:
        Store(url)
    said = str(caught.value)
    assert "\n" not in said
    error: BaseException | None = caught.value
    while error is not None:
        assert PASSWORD not in f"{error}{error!r}"
        error = error.__cause__ or error.__context__
    return said


@pytest.fixture
def locked(server: postgres.Server) -> Iterator[None]:
    """A user who needs a password."""
    server.execute(sql.SQL("CREATE ROLE locked LOGIN PASSWORD 'right'"))
    yield
    server.execute(sql.SQL("DROP ROLE locked"))


@pytest.mark.usefixtures("locked")
def test_a_password_that_is_wrong_or_missing(server: postgres.Server, template: str) -> None:
    for password in (PASSWORD, ""):
        said = refused(server.url(template, "locked", password))
        assert "refuses the user or the password: correct them in 'database'" in said


@pytest.mark.usefixtures("locked")
def test_a_user_who_may_make_no_tables(server: postgres.Server) -> None:
    name = server.create()
    said = refused(server.url(name, "locked", "right"))
    assert "make it the owner of the database" in said
    server.drop(name)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:{}@127.0.0.1:1/a", "at 127.0.0.1:1, database a cannot be reached"),
        ("postgresql://me:{}@nowhere.invalid/a", "cannot be found: correct the host"),
        ("postgresql://me@/a?host=/nowhere&password={}", "at /nowhere, database a cannot be reach"),
    ],
)
def test_a_server_that_is_not_there(url: str, said: str) -> None:
    assert said in refused(url.format(PASSWORD))


def test_a_database_that_is_not_there(server: postgres.Server) -> None:
    assert "does not exist: make it (createdb)" in refused(server.url("nothing"))


def test_a_user_that_is_not_there(server: postgres.Server, template: str) -> None:
    assert "does not let this user in" in refused(server.url(template, "nobody", PASSWORD))


def test_an_address_that_cannot_be_read() -> None:
    for url in (f"post gres://me:{PASSWORD}", f"postgresql://me:{PASSWORD}@db:five/a"):
        assert "cannot be read" in refused(url)
    assert "only sqlite" in refused(f"mysql://me:{PASSWORD}@db/a")


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_text(server: postgres.Server, encoding: str) -> None:
    name, keeps = sql.Identifier(encoding.lower()), sql.Literal(encoding)
    statement = sql.SQL("CREATE DATABASE {} ENCODING {} TEMPLATE template0")
    server.execute(statement.format(name, keeps))
    assert f"keeps text as {encoding}" in refused(server.url(encoding.lower()))
    server.drop("latin")


def test_tables_of_another_schema_trouble_nobody(server: postgres.Server) -> None:
    name = server.create()
    server.execute(sql.SQL("CREATE SCHEMA theirs CREATE TABLE theirs.openings (id INT)"), name)
    Database(server.url(name)).close()
    server.drop(name)


def test_a_server_that_only_reads_is_told_and_left(on_postgresql: str) -> None:
    store = Store(on_postgresql)
    before = served_by(store)
    with pytest.raises(StoreError, match="is a standby, which only reads: name the primary"):
        execute(store, "SET TRANSACTION READ ONLY", "DELETE FROM searches")
    assert served_by(store) != before, "it was connected to anew"
    execute(store, "DELETE FROM searches")
    store.close()


def served_by(store: Store) -> int:
    with store._database.read() as connection:
        pid: int = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return pid


@pytest.mark.slow
@pytest.mark.parametrize("signal", ["INT", "QUIT"])
def test_a_server_that_was_restarted_is_used_on(own: postgres.Server, signal: str) -> None:
    store = Store(own.url(own.create()))
    own.stop(signal)
    with pytest.raises(StoreError, match="cannot be reached: see that it runs"):
        store.instance = store._database.instance()
    own.start()
    assert store._database.instance() == store.instance, "at the first try"
    store.close()


@pytest.mark.slow
def test_a_server_that_ends_in_the_middle_of_a_poll_has_nothing_of_it(own: postgres.Server) -> None:
    store = Store(own.url(own.create()))

    def cut_off() -> None:
        with store._database.write() as connection:
            connection.exec_driver_sql("INSERT INTO searches VALUES ('a', '', '1', 0)")
            own.stop("QUIT")
            connection.exec_driver_sql("INSERT INTO searches VALUES ('b', '', '1', 0)")

    with pytest.raises(StoreError, match="cannot be reached"):
        cut_off()
    own.start()
    with store._database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM searches").scalar() == 0
    store.close()


@pytest.mark.slow
def test_a_server_without_a_free_connection_is_busy(own: postgres.Server) -> None:
    store = Store(own.url(own.create()))
    store._database._engine.dispose()
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                stack.enter_context(contextlib.closing(own.connect()))
        with pytest.raises(StoreBusy, match="has no connection left: raise its max_connections"):
            store._database.instance()
    assert store._database.instance() == store.instance
    store.close()


def test_nothing_waits_for_ever(on_postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(backend.SETTINGS, "lock_timeout", "50ms")
    monkeypatch.setitem(backend.SETTINGS, "statement_timeout", "300ms")
    one, other = Database(on_postgresql), Database(on_postgresql)

    def waits(statement: str) -> None:
        with other.write() as connection:
            if statement:
                connection.exec_driver_sql(statement)
            else:
                dialects.alone(connection, "test")

    with one.write() as connection:
        connection.exec_driver_sql("LOCK TABLE searches")
        dialects.alone(connection, "test")
        for statement in ("SELECT * FROM searches", ""):
            with pytest.raises(StoreBusy, match="holds it up"):
                waits(statement)
    with pytest.raises(StoreBusy, match="holds it up"):
        waits("SELECT pg_sleep(60)")
    one.close()
    other.close()


def test_two_that_wait_for_each_other_do_not_for_long(on_postgresql: str) -> None:
    databases = [Database(on_postgresql), Database(on_postgresql)]
    with databases[0].write() as connection:
        for name in "ab":
            connection.exec_driver_sql(f"INSERT INTO searches VALUES ('{name}', '', '1', 0)")
    with ThreadPoolExecutor(2) as pool:
        both = [contextlib.ExitStack(), contextlib.ExitStack()]
        with both[0], both[1]:
            ends = []
            opened = [
                stack.enter_context(database._engine.begin())
                for stack, database in zip(both, databases, strict=True)
            ]
            for connection, name in zip(opened, "ab", strict=True):
                connection.exec_driver_sql(f"UPDATE searches SET owner = 'x' WHERE name = '{name}'")
            for connection, name in zip(opened, "ba", strict=True):
                statement = f"UPDATE searches SET owner = 'y' WHERE name = '{name}'"
                ends.append(pool.submit(connection.exec_driver_sql, statement))
            failed = [end.exception(60) for end in ends]
            assert sum(error is not None for error in failed) == 1
    database = databases[0]
    (error,) = filter(None, failed)
    with (
        pytest.raises(StoreBusy, match="let another transaction go first"),
        database._backend.translated(),
    ):
        raise error
    for database in databases:
        database.close()


def test_a_dry_run_wants_the_schema_of_today(on_postgresql: str, tmp_path: Path) -> None:
    store = Store(on_postgresql)
    execute(store, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StoreError, match="has an older schema: start `alertbot run` once"):
        copy(on_postgresql, tmp_path / "copy.db")
    execute(store, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        copy(on_postgresql, tmp_path / "other.db")
    store.close()


def test_where_it_is_never_shows_a_password() -> None:
    for url in (
        f"postgresql://me:{PASSWORD}@db.example:5433/a?sslmode=require",
        f"postgresql://me@/a?host=/run/x&password={PASSWORD}",
        f"postgresql:///?host=a:1&host=b:2&user=me&password={PASSWORD}",
    ):
        one = backend.Postgres(url)
        assert PASSWORD not in one.place
        assert PASSWORD not in repr(one.engine())
