"""The database, whichever it is: made, migrated, opened again, refused, copied."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from alertbot.errors import StoreError, StoreTooNew
from alertbot.store import Store, copy, existing, migrating
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.tables import metadata
from tests.store import postgres
from tests.store.filled import execute, posting, remember, seeded


@pytest.fixture(params=postgres.BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds nothing."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
    else:
        server: postgres.Server = request.getfixturevalue("server")
        name = server.create()
        yield server.url(name)
        server.drop(name)


def test_the_migrations_make_what_the_tables_say(empty: str) -> None:
    database = Database(empty)
    with database.write() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()
    assert ScriptDirectory(str(migrating.FOLDER)).get_current_head() == migrating.HEAD


def test_it_is_opened_again_as_it_was(url: str, store: Store) -> None:
    seeded(store)
    again = existing(url)
    assert again.instance == store.instance
    assert len(again.polls.glance("contoso").postings) == 3
    again.close()


def test_what_was_never_made_is_not_made_by_looking(empty: str) -> None:
    with pytest.raises(StoreError, match="yet: `alertbot run` makes it"):
        existing(empty)
    Database(empty).close()
    existing(empty).close()


def test_a_later_schema_is_refused(url: str, store: Store) -> None:
    execute(store, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        Store(url)


@pytest.mark.parametrize("statement", ["CREATE TABLE theirs (id INTEGER)", ""])
def test_somebody_elses_database_is_refused(empty: str, statement: str) -> None:
    engine = sa.create_engine(empty)
    with engine.begin() as connection:
        if statement:
            connection.exec_driver_sql(statement)
        else:  # theirs is migrated by Alembic, too
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('ae1027a6acf')")
    engine.dispose()
    with pytest.raises(StoreError, match="other tables"):
        Store(empty)


def test_one_migrates_and_the_others_wait(empty: str) -> None:
    opened: list[str] = []
    barrier = threading.Barrier(4)

    def start() -> None:
        barrier.wait()
        store = Store(empty)
        opened.append(store.instance)
        store.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(opened) == 4
    assert len(set(opened)) == 1, "and all of them see one instance"


def test_a_migration_that_fails_half_way_leaves_nothing(empty: str) -> None:
    class CutOffError(Exception):
        pass

    def cut_off(_connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
        if "sightings" in statement:
            raise CutOffError

    sa.event.listen(sa.Engine, "before_cursor_execute", cut_off)
    try:
        with pytest.raises(CutOffError):
            Database(empty)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", cut_off)
    engine = sa.create_engine(empty)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()
    Database(empty).close()


def test_two_transactions_that_must_be_alone_come_one_after_the_other(url: str) -> None:
    """Two processes that look for what is known, and then add it: it is added once."""
    databases = [Database(url), Database(url)]
    barrier = threading.Barrier(2)

    def add(database: Database) -> None:
        barrier.wait()
        for name in "abcdefgh":
            with database.write() as connection:
                alone(connection, "test")
                counted = connection.exec_driver_sql(
                    f"SELECT count(*) FROM searches WHERE version = '{name}'"
                ).scalar_one()
                if not counted:
                    connection.exec_driver_sql(
                        "INSERT INTO searches (name, owner, version, seeded_at) "
                        f"VALUES ('{database.process}{name}', '', '{name}', 0)"
                    )

    threads = [threading.Thread(target=add, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with databases[0].read() as connection:
        versions = connection.exec_driver_sql("SELECT version FROM searches ORDER BY version")
        assert list(versions.scalars()) == list("abcdefgh")
    for database in databases:
        database.close()


def test_a_reader_sees_one_state(url: str, store: Store) -> None:
    seeded(store)
    other = Database(url)
    count = sa.text("SELECT count(*) FROM postings")
    with other.read() as connection:
        before = connection.execute(count).scalar_one()
        remember(store, posting(4), seen=3)
        assert connection.execute(count).scalar_one() == before
    with other.read() as connection:
        assert connection.execute(count).scalar_one() == before + 1
    other.close()


def test_what_fails_half_way_is_not_done_at_all(store: Store) -> None:
    def half() -> None:
        with store._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM searches")
            connection.exec_driver_sql("DELETE FROM nowhere")

    with pytest.raises(StoreError, match="nowhere"):
        half()
    with store._database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM searches").scalar() == 2


def test_the_copy_for_a_dry_run_holds_all_that_is_stored(
    url: str, store: Store, tmp_path: Path
) -> None:
    seeded(store)
    target = tmp_path / "copy.db"
    copy(url, target)
    copied = Database(f"sqlite:///{target}")
    with store._database.read() as connection, copied.read() as other:
        for table in metadata.sorted_tables:
            query = sa.select(table).order_by(*table.primary_key.columns)
            assert other.execute(query).all() == connection.execute(query).all(), table.name
    copied.close()
    again = Store(f"sqlite:///{target}")
    remember(again, posting(4), seen=3)
    assert len(again.polls.glance("contoso").postings) == 4
    assert len(store.polls.glance("contoso").postings) == 3
    again.close()


def test_there_is_nothing_to_copy_before_the_first_run(empty: str, tmp_path: Path) -> None:
    copy(empty, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
