"""Processes of two versions on one database, while one after the other is upgraded: see 0046."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from alertbot.errors import StoreBusy, StoreTooNew
from alertbot.model import Delivered
from alertbot.store import Store, migrating, versions
from alertbot.store import postgres as backend
from alertbot.store.engine import Database
from alertbot.store.migrating import FOLDER, HEAD, before
from alertbot.store.versions import OURS, Version
from tests.store import postgres
from tests.store.filled import NOW, SECOND, answer, claim, execute, posting, remember, seeded

NEXT = f"{int(HEAD) + 1:04}"
FIRST_THAT_ONLY_ADDS = "0005"
"""Migrations after this one are promised to add alone. What came before knew no such promise."""

# What a later alertbot may bring: each shape that a migration may have by decision 0046.
LATER = f'''"""Something that a later alertbot brings."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.add_column("openings", sa.Column("liked_at", sa.BigInteger()))
    op.add_column(
        "outbox", sa.Column("weight", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    op.create_table(
        "likes",
        sa.Column("opening_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("opening_id", "by", name="likes_pk"),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], ondelete="CASCADE"),
    )
    op.create_index("outbox_by_weight", "outbox", ["weight"])
'''


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of an alertbot that is one schema ahead."""
    folder = tmp_path / "later"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_later.py").write_text(LATER, encoding="utf-8")
    return folder


def upgrade(url: str, folder: Path, to: str = "head") -> None:
    """As another alertbot does it, beside whoever works on the database."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    engine.dispose()


def works(store: Store, first: int) -> None:
    """A poll brings two engineers, who are told of everywhere."""
    at = 60 * first
    new = posting(first), posting(first + 1)
    assert remember(store, *new, now=NOW + at * SECOND, seen=first - 1) == 4
    told = 0
    while claimed := claim(store, at + 10 * (told + 1)):
        for one in claimed:
            assert answer(store, one, Delivered(f"{one.delivery.id}"), NOW + (at + 9) * SECOND)
        told += len(claimed)
    assert told == 4


def test_an_earlier_process_goes_on_while_a_later_one_upgrades(
    store: Store, url: str, later: Path
) -> None:
    works(seeded(store), 4)
    upgrade(url, later)
    works(store, 6)
    assert {row["state"] for row in store.outbox.listed()} == {"delivered"}


def test_an_earlier_process_that_is_started_anew_goes_on_too(
    store: Store, url: str, later: Path
) -> None:
    works(seeded(store), 4)
    instance = store.instance
    upgrade(url, later)
    with closing(Store(url)) as again:
        assert again.instance == instance
        works(again, 6)


def test_two_schemas_ahead_is_too_far(store: Store, url: str) -> None:
    beyond = f"{int(HEAD) + 2:04}"
    execute(store, f"UPDATE alembic_version SET version_num = '{beyond}'")
    with pytest.raises(StoreTooNew, match=f"has schema {beyond}, this alertbot knows {HEAD}"):
        Store(url)


# -- the later process ----------------------------------------------------------------------


@pytest.fixture
def earlier(server: postgres.Server) -> Iterator[str]:
    """The address of a database of the schema before."""
    name = server.create()
    upgrade(server.url(name), FOLDER, before(HEAD))
    yield server.url(name)
    server.drop(name)


def connected(url: str, known: str) -> sa.Engine:
    """A process that works on a database, as its connection says."""
    engine = sa.create_engine(url, connect_args={"application_name": known})
    engine.connect().close()
    return engine


@pytest.mark.parametrize("known", [before(HEAD), HEAD, NEXT])
def test_it_upgrades_beside_one_of_the_schema_before(earlier: str, known: str) -> None:
    engine = connected(earlier, f"{Version(known, 1)}")
    Database(earlier).close()
    assert migrating.schema(engine) == HEAD
    engine.dispose()


@pytest.mark.parametrize("known", [f"alertbot {before(before(HEAD))}.1", "alertbot"])
def test_it_waits_for_one_of_a_schema_before_that(
    earlier: str, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "_UNSAID", (before(before(HEAD)), "1"))
    engine = connected(earlier, known)
    with pytest.raises(StoreBusy, match="end that one first"):
        Database(earlier)
    assert migrating.schema(engine) == before(HEAD), "nothing was done"
    engine.dispose()
    with closing(Database(earlier)) as database, database.read() as connection:
        assert migrating.state(connection) == (HEAD, False)


def test_others_on_the_server_are_none_of_ours(
    earlier: str, template: str, server: postgres.Server
) -> None:
    engines = [connected(earlier, "psql"), connected(server.url(template), "alertbot 0001.1")]
    Database(earlier).close()
    for engine in engines:
        engine.dispose()


def test_other_keys_are_not_made_beside_who_makes_them_as_before(on_postgresql: str) -> None:
    with closing(Store(on_postgresql)) as store:
        execute(store, "UPDATE instance SET keyed = -1")
        engine = connected(on_postgresql, f"{Version(HEAD, OURS.keys + 1)}")
        with pytest.raises(StoreBusy, match="would tell of an opening twice"):
            store.keys.renew()
        engine.dispose()


def test_each_connection_says_what_its_process_knows(on_postgresql: str) -> None:
    with closing(Database(on_postgresql)) as one, closing(Database(on_postgresql)) as other:
        with one.read() as connection:
            connection.exec_driver_sql("SELECT 1")
        with other.read() as connection:
            assert set(backend.Postgres(on_postgresql).others(connection)) == {OURS}


# -- what a migration may do ----------------------------------------------------------------


def tables(file: Path, revision: str) -> sa.MetaData:
    url = f"sqlite:///{file}"
    upgrade(url, FOLDER, revision)
    found = sa.MetaData()
    engine = sa.create_engine(url)
    found.reflect(engine)
    engine.dispose()
    return found


REVISIONS = sorted(path.name[:4] for path in FOLDER.glob("versions/[0-9]*.py"))
ADDING = [one for one in REVISIONS if one > FIRST_THAT_ONLY_ADDS]


@pytest.mark.parametrize("revision", ADDING or [HEAD])
def test_a_migration_only_adds(revision: str, tmp_path: Path) -> None:
    """So that who knows the schema before goes on: see what it may and may not do in 0046."""
    if revision not in ADDING:
        assert revision == FIRST_THAT_ONLY_ADDS
        return
    old, new = (tables(tmp_path / one, one) for one in (before(revision), revision))
    for name, table in old.tables.items():
        assert name in new.tables, f"{name} is gone"
        there = new.tables[name]
        for column in table.columns:
            assert column.name in there.columns, f"{name}.{column.name} is gone"
            other = there.columns[column.name]
            assert repr(column.type) == repr(other.type), f"{name}.{column.name} is of another type"
            assert other.nullable or not column.nullable, f"{name}.{column.name} has to be said"
        for column in there.columns:
            if column.name not in table.columns:
                said = column.nullable or column.server_default is not None
                assert said, f"{name}.{column.name}: who does not know it cannot add a row"
        assert uniques(there) <= uniques(table), f"{name} takes fewer rows than before"


def uniques(table: sa.Table) -> set[frozenset[str]]:
    """The columns that are unique together."""
    found = {
        frozenset(column.name for column in one.columns)
        for one in table.constraints
        if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    }
    return found | {
        frozenset(column.name for column in one.columns) for one in table.indexes if one.unique
    }
