"""Whatever an earlier alertbot knew, and whatever waits in its outbox, outlives the upgrade; also
one that is killed half-way. The copy that is made before it is what there was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot import query
from alertbot.config import Search
from alertbot.errors import StoreBusy, StoreError
from alertbot.model import Delivered
from alertbot.searches import Searches
from alertbot.store import Store, backup
from alertbot.store.destinations import Destination
from alertbot.store.migrating import HEAD
from alertbot.store.register import Watched
from alertbot.store.tables import metadata
from tests.store import postgres
from tests.store.dying import Dying
from tests.store.earlier import AT, POSTINGS, REVISIONS, STATES, TEXT, left_by, title, upgrade
from tests.store.filled import NOW, SECOND, answer

ROOT = Path(__file__).parents[2]
EARLIER = [one for one in REVISIONS if one != HEAD]


@pytest.fixture(params=postgres.BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds nothing."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/alertbot.db"
    else:
        server: postgres.Server = request.getfixturevalue("server")
        name = server.create()
        yield server.url(name)
        server.drop(name)


def held(url: str, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a table in the order of its first column, by which it is numbered.

    As the database has them: to ask it first of what types they are takes ten times as long.
    """
    engine = sa.create_engine(url)
    some: list[sa.ColumnElement[Any]] = [
        sa.column(name, is_literal=name == "*") for name in columns or ("*",)
    ]
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(*some).select_from(sa.table(table)).order_by(sa.text("1"))
        )
        result = [tuple(row) for row in rows]
    engine.dispose()
    return result


OUTBOX = (
    *("id", "kind", "occasion", "destination_id", "opening_id", "payload", "state", "attempts"),
    *("uncertain", "plain", "lease_until", "not_before", "expires_at", "created_at", "reason"),
    "ref",
)
KEPT = {
    "instance": ("id",),
    "openings": ("id", "first_seen_at", "closed_at"),
    "postings": (
        *("id", "source", "external_id", "opening_id", "fingerprint", "fields"),
        *("first_seen_at", "absences", "closed_at"),
    ),
    "searches": (),
    "destinations": (
        *("id", "channel", "name", "owner", "credential", "resolved", "active", "next_at"),
        *("throttled_until", "paused_at", "paused_reason"),
    ),
    "outbox": OUTBOX,
    "attempts": (),
    "sources": ("name", "asks", "reads", "seeded_at", "next_poll_at", "failures", "reported"),
}
"""What no upgrade changes, to the letter. No columns: all there are."""


def kept(url: str) -> dict[str, list[tuple[Any, ...]]]:
    return {table: held(url, table, *columns) for table, columns in KEPT.items()}


def assert_became(url: str, postings: int = POSTINGS) -> None:
    """That the rest is what it is to be at HEAD."""
    numbers = range(1, postings + 1)
    packed = held(url, "descriptions", "posting_id", "packed")
    assert [(id, zlib.decompress(text).decode()) for id, text in packed] == [
        (n, f"{TEXT}{n}") for n in numbers if n % 3
    ]
    assert held(url, "sightings", "posting_id", "since", "until") == [
        (n, AT - n, AT if n == postings else None) for n in numbers
    ]
    assert set(held(url, "outbox", "turn", "digest_id")) == {(0, None)}
    assert {cap for (cap,) in held(url, "destinations", "max_per_day")} == {30}
    since = held(url, "openings", "by_hand", "merged_into", "changed_at")
    assert set(since) == {(False, None, None)}
    assert held(url, "news") == held(url, "polls") == held(url, "bursts") == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_nothing_that_was_known_is_lost(bare: str, revision: str) -> None:
    left_by(bare, revision)
    before = kept(bare)
    Store(bare).close()
    assert kept(bare) == before
    assert_became(bare)


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_waited_goes_out_and_nothing_else(bare: str, revision: str) -> None:
    """As a start of the service does it, with the configuration that there was before."""
    left_by(bare, revision)
    store = Store(bare)
    wanted = Searches(
        Search(name, query.parse(name[:-1]), ("contoso", "northwind"), ("team",), f"of {name}")
        for name in ("cooks", "chefs")
    )
    chats = [Destination("team", "#team", "of team"), Destination("me", "#me", "of me")]
    store.destinations.sync(chats, NOW)
    store.outbox.free_leases()
    every = timedelta(minutes=15)
    names = ("contoso", "northwind")
    store.register.sync_sources({it: Watched(f"asks {it}", "r", every) for it in names}, NOW)
    store.register.sync_searches(wanted, NOW)
    assert [row["id"] for row in store.outbox.listed()] == [5, 6, 7, 8, 9, 10]
    assert store.destinations.paused() == [("me", "channel_not_found")]
    store.destinations.resume([], NOW)
    # On a shared database a lease of another process runs out by itself.
    assert sent(store, after=120) == {5: "opening", 6: "opening", 9: "summary", 10: "notice"}
    store.outbox.retry([], NOW + 240 * SECOND)
    assert sent(store, after=240) == {8: "opening"}
    store.close()


def sent(store: Store, after: int) -> dict[int, str]:
    """Delivers what is due. Answers which deliveries, and of what kind."""
    found, at = {}, NOW + after * SECOND
    while taken := store.outbox.claim({"team": SECOND, "me": SECOND}, now=at, limit=9):
        for claimed in taken:
            assert claimed.alert is not None
            found[claimed.delivery.id] = claimed.delivery.kind.value
            answer(store, claimed, Delivered("1"), at)
        at += 2 * SECOND
    return found


def test_the_numbers_go_on_where_they_were(bare: str) -> None:
    left_by(bare, EARLIER[0])
    Store(bare).close()
    engine = sa.create_engine(bare)
    with engine.begin() as connection:
        for table, last in (("outbox", 10), ("openings", POSTINGS - 1)):
            connection.exec_driver_sql("DELETE FROM attempts")
            if table == "openings":
                connection.exec_driver_sql("DELETE FROM postings")
            connection.exec_driver_sql(f"DELETE FROM {table}")
            found = metadata.tables[table]
            values = {"first_seen_at": NOW} if table == "openings" else _notice()
            given = connection.execute(found.insert().values(**values)).inserted_primary_key
            assert given is not None
            assert given[0] == last + 1, "one that is out in a chat is not used again"
    engine.dispose()


def _notice() -> dict[str, Any]:
    moments = dict.fromkeys(("not_before", "expires_at", "created_at"), NOW)
    return {
        "kind": "notice",
        "occasion": "x",
        "destination_id": 1,
        "payload": {},
        "state": "pending",
        **moments,
    }


@pytest.mark.parametrize("revision", EARLIER)
def test_it_comes_out_as_one_that_is_made_anew(bare: str, revision: str, tmp_path: Path) -> None:
    left_by(bare, revision)
    upgrade(bare, "head")
    migrated = shape(bare)
    engine = sa.create_engine(bare)
    if engine.dialect.name == "sqlite":
        other = f"sqlite:///{tmp_path}/other.db"
        fresh = sa.create_engine(other)
        metadata.create_all(fresh)
        fresh.dispose()
    else:
        other = bare
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            # The tables name it for SQLite alone.
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
        metadata.drop_all(engine)
        metadata.create_all(engine)
    engine.dispose()
    assert migrated == shape(other)


def shape(url: str) -> dict[str, Any]:
    """All that the database says of its tables, but for defaults, which an upgrade needs."""
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    found = {}
    for name in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        columns = {
            it["name"]: (str(it["type"]), it["nullable"], it.get("primary_key"))
            for it in inspector.get_columns(name)
        }
        found[name] = (
            columns,
            inspector.get_pk_constraint(name),
            sorted(map(repr, inspector.get_foreign_keys(name))),
            sorted(map(repr, inspector.get_unique_constraints(name))),
            sorted(_index(it) for it in inspector.get_indexes(name)),
            _extras(engine, name),
        )
    engine.dispose()
    return found


def _index(found: Any) -> tuple[str, str, bool, str]:
    options = found.get("dialect_options", {})
    where = next((str(it) for name, it in options.items() if name.endswith("_where")), "")
    return found["name"], repr(found["column_names"]), bool(found["unique"]), where


def _extras(engine: sa.Engine, table: str) -> tuple[bool, ...]:
    if engine.dialect.name != "sqlite":
        return ()
    with engine.connect() as connection:
        made: str = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
        ).scalar_one()
    return "AUTOINCREMENT" in made, "WITHOUT ROWID" in made


# -- killed half-way ----------------------------------------------------------------------------

MANY = 1000


@pytest.mark.slow
@pytest.mark.parametrize("revision", EARLIER)
def test_killed_anywhere_it_is_old_or_new_and_never_between(
    tmp_path: Path, revision: str, dying: Dying
) -> None:
    """At each statement of it, before and after, with descriptions packed in two chunks."""
    old = tmp_path / "old.db"
    left_by(f"sqlite:///{old}", revision, MANY)
    before = kept(f"sqlite:///{old}")
    file = tmp_path / "alertbot.db"
    whole = tmp_path / "whole.db"
    backup.backup(old, whole)
    statements = dying.opens(f"sqlite:///{whole}")
    assert statements is not None
    layouts = {revision: layout(old), HEAD: layout(whole)}
    states = set()
    sides = ("before_cursor_execute", "after_cursor_execute")
    moments = [(number, side) for number in range(1, statements) for side in sides]
    some = moments[:: len(moments) // 15 | 1]  # an odd step: both sides in turn
    assert len(some) >= 10
    for number, when in some:
        for left in tmp_path.glob("alertbot.db*"):
            left.unlink()
        backup.backup(old, file)
        assert dying.opens(f"sqlite:///{file}", number, when) is None
        with closing(sqlite3.connect(file)) as raw:
            (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert layout(file) == layouts[version], f"killed at {number}"
        states.add(version)
        assert kept(f"sqlite:///{file}") == before
        Store(f"sqlite:///{file}").close()
        assert kept(f"sqlite:///{file}") == before
        assert_became(f"sqlite:///{file}", MANY)
    assert revision in states


def layout(file: Path) -> set[str]:
    """How the tables and indexes of a database were made."""
    with closing(sqlite3.connect(file)) as raw:
        return {sql for (sql,) in raw.execute("SELECT sql FROM sqlite_master WHERE sql <> ''")}


# -- the copy before it ---------------------------------------------------------------------------


@pytest.mark.parametrize("revision", EARLIER)
def test_it_is_copied_first(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "alertbot.db"
    left_by(f"sqlite:///{file}", revision)
    before = kept(f"sqlite:///{file}")
    copied = backup.before_upgrade(file)
    assert copied == file.with_name(f"alertbot.db.backup-{revision}")
    assert copied.stat().st_mode & 0o777 == 0o600
    assert backup.check(copied) == revision
    assert kept(f"sqlite:///{copied}") == before
    assert backup.before_upgrade(file) == copied, "what is the same is not copied twice"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE instance SET id = 'another'")
    again = backup.before_upgrade(file)
    assert again == file.with_name(f"alertbot.db.backup-{revision}-2")
    assert kept(f"sqlite:///{copied}") == before, "a copy that is there is left"
    assert not list(tmp_path.glob("*.part*"))


def test_what_is_new_or_up_to_date_is_not_copied(tmp_path: Path) -> None:
    file = tmp_path / "alertbot.db"
    assert backup.before_upgrade(file) is None
    file.touch()
    assert backup.before_upgrade(file) is None
    Store(f"sqlite:///{file}").close()
    assert backup.before_upgrade(file) is None
    assert [one.name for one in tmp_path.iterdir()] == ["alertbot.db"]


def test_without_room_for_the_copy_nothing_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "alertbot.db"
    left_by(f"sqlite:///{file}", "0001")
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result((1,) * 10 + (255,)))
    with pytest.raises(StoreError, match="no room to copy it first"):
        backup.before_upgrade(file)
    assert backup.schema(file) == "0001"


@pytest.mark.slow
def test_beneath_a_service_that_runs_nothing_is_upgraded(tmp_path: Path) -> None:
    file = tmp_path / "alertbot.db"
    left_by(f"sqlite:///{file}", "0002")
    holds = (
        "import sys; from pathlib import Path; from alertbot.store.sqlite import RunLock; "
        "lock = RunLock(Path(sys.argv[1])); lock.acquire(); print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holds, str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreBusy, match=f"process {other.pid}"):
            backup.before_upgrade(file)
        other.communicate()
    assert backup.before_upgrade(file) is not None
    with backup.nobody_runs(file):
        assert backup.before_upgrade(file) is not None, "it is this process that runs"


def test_what_an_upgrade_brings_is_said(tmp_path: Path) -> None:
    first, *rest = backup.brings("0001")
    assert first.startswith("Boards of several pages")
    assert len(rest) == len(REVISIONS) - 2
    assert backup.brings(HEAD) == []


def test_every_state_is_among_the_rows() -> None:
    assert set(STATES) == {"pending", "sending", "delivered", "dead"}
    assert title(1) == title(2), "one opening's"
