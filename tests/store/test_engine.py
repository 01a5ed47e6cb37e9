"""The database file: made, migrated, refused, locked."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError, StoreTooNew
from alertbot.store import RunLock, Store, engine
from alertbot.store.tables import metadata
from tests.store.filled import (
    execute,
    seeded,
)


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    with sa.create_engine(f"sqlite:///{store.file}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    connection.engine.dispose()
    folder = str(Path(engine.__file__).with_name("migrations"))
    assert ScriptDirectory(folder).get_current_head() == engine.HEAD


def test_the_file_survives_a_power_cut(store: Store) -> None:
    with store._database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_it_is_opened_again_as_it_was(store: Store) -> None:
    seeded(store)
    again = Store(f"sqlite:///{store.file}")
    assert again.instance == store.instance
    assert len(again.polls.state("contoso").fingerprints) == 3
    again.close()


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "alertbot.db"
    file.write_bytes(b"this is no database, however much one hopes" * 100)
    before = file.read_bytes()
    with pytest.raises(StoreCorrupt, match="restore a backup"):
        Store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_later_schema_is_refused(store: Store) -> None:
    store.close()
    execute(store.file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        Store(f"sqlite:///{store.file}")


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    execute(tmp_path / "other.db", "CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(StoreError, match="other tables"):
        Store(f"sqlite:///{tmp_path}/other.db")


def test_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path / "a.db"), RunLock(tmp_path / "a.db")
    first.acquire()
    with pytest.raises(StoreBusy, match="already runs"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
