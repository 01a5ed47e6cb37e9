"""A database moved to one of the other kind: all of it or nothing, and the bot goes on there."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.errors import StoreBusy, StoreError, StoreMissing, StoreTooNew
from alertbot.model import Delivered, Rejected, Scope
from alertbot.store import Store, copying, moving, running
from alertbot.store.destinations import Destination
from alertbot.store.engine import Database, backend
from alertbot.store.migrating import HEAD, before
from alertbot.store.moving import Moved
from alertbot.store.postgres import SETTINGS
from alertbot.store.tables import Moment, metadata, outbox
from tests.laid import laid
from tests.store import postgres
from tests.store.filled import (
    BOARD,
    NOW,
    SEARCHES,
    SECOND,
    answer,
    claim,
    execute,
    posting,
    remember,
    seeded,
)

ROOT = Path(__file__).parents[2]
AT = datetime(2020, 7, 1, tzinfo=UTC)


@pytest.fixture
def server_url(server: postgres.Server) -> Iterator[str]:
    """The address of a PostgreSQL database that holds nothing."""
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there."""
    return f"sqlite:///{tmp_path}/moved/alertbot.db"


def move(source: str, target: str, now: datetime = NOW + timedelta(days=1)) -> Moved:
    return moving.move(source, target, now, lambda _: None)


@contextmanager
def opened(url: str) -> Iterator[Store]:
    with closing(Store(url)) as store:
        store.set_operator("team")
        yield store


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that a database holds, by table, in the order of its keys."""
    with closing(Database(url)) as database, database.read() as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.execute(sa.select(table))), key=repr
            )
            for table in metadata.sorted_tables
        }


def fill(url: str, seed: int, each: int = 30) -> None:
    """Rows of chance in every table, with something or nothing in each column that allows it."""
    chance = random.Random(seed)
    with closing(Database(url)) as database, database.write() as connection:
        for table in metadata.sorted_tables:
            count = 1 if table.name == "instance" else each
            made = [_row(table, number, chance) for number in range(1, count + 1)]
            connection.execute(table.insert(), made)


def _row(table: sa.Table, number: int, chance: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        unique = column.primary_key or column.unique or bool(column.foreign_keys)
        if column.nullable and chance.random() < 0.3:
            row[column.name] = None
        elif isinstance(column.type, Moment):
            row[column.name] = AT + timedelta(milliseconds=chance.randrange(-(10**12), 0))
        elif isinstance(column.type, sa.Boolean):
            row[column.name] = chance.random() < 0.5
        elif isinstance(column.type, sa.LargeBinary):
            row[column.name] = chance.randbytes(chance.randrange(40))
        elif isinstance(column.type, sa.JSON):
            row[column.name] = {_word(chance): [chance.random(), None, {"ü": _word(chance)}]}
        elif isinstance(column.type, sa.Integer):  # and of a key, one of its own
            row[column.name] = number if unique else chance.randrange(2**31)
        else:
            row[column.name] = f"{number}" if unique else f"{_word(chance)} {number}"
    return row


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("aé\U0001f98a\n\"'\\ %\u2028;–", k=chance.randrange(12)))


@pytest.mark.parametrize("seed", range(3))
def test_there_and_back_all_is_as_it_was(
    seed: int, server_url: str, file_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "TOGETHER", 7)
    begun = laid(tmp_path / "begun.db")
    fill(begun, seed)
    before = rows(begun)
    there = move(begun, server_url)
    assert there.rows == {name: len(some) for name, some in before.items()}
    assert rows(server_url) == before
    assert move(server_url, file_url).rows == there.rows
    assert rows(file_url) == before


def test_a_server_s_can_be_moved_to_another_database(on_postgresql: str, server_url: str) -> None:
    fill(on_postgresql, 1, each=3)
    before = rows(on_postgresql)
    move(on_postgresql, server_url)
    assert rows(server_url) == before


def test_numbers_that_were_given_are_not_given_again(
    store: Store, url: str, server_url: str, file_url: str
) -> None:
    seeded(store)
    execute(store, "DELETE FROM attempts", "DELETE FROM outbox")
    store.close()
    for target in (server_url, file_url):
        if backend(target).shared == backend(url).shared and not backend(url).shared:
            continue
        move(url, target)
        with opened(target) as moved:
            remember(moved, posting(7), now=NOW + 5 * SECOND, seen=3)
            assert {row["id"] for row in moved.outbox.listed()} == {3, 4}
            with moved._database.read() as connection:
                assert copying.last_numbers(connection)["openings"] == 4


def test_what_waited_goes_out_and_what_was_told_is_not_told_again(
    store: Store, url: str, server_url: str, file_url: str
) -> None:
    """As one bot that stops in the middle, and goes on from the other database."""
    seeded(store)
    remember(store, posting(4), posting(5), now=NOW + 5 * SECOND, seen=3)
    first, second = claim(store, 10)
    answer(store, first, Delivered("10.1"), NOW + 10 * SECOND)
    answer(store, second, Rejected("chat not found", Scope.DESTINATION), NOW + 10 * SECOND)
    (cut_off,) = claim(store, 20)
    instance, paused = store.instance, store.destinations.paused()
    waiting = [row["id"] for row in store.outbox.listed() if row["state"] != "delivered"]
    store.close()
    target = file_url if backend(url).shared else server_url
    move(url, target)
    with opened(target) as moved:
        assert moved.instance == instance, "or no message would be found that was sent"
        assert moved.destinations.paused() == paused != []
        moved.outbox.free_leases()
        assert remember(moved, posting(4), posting(5), now=NOW + 90 * SECOND, seen=3) == 0
        (again,) = claim(moved, 100)
        assert (again.delivery.id, again.delivery.uncertain) == (cut_off.delivery.id, True)
        answer(moved, again, Delivered("10.2"), NOW + 100 * SECOND)
        moved.destinations.resume([], NOW + 101 * SECOND)
        at = 3600
        while claimed := claim(moved, at):
            for one in claimed:
                answer(moved, one, Delivered("1"), NOW + at * SECOND)
            at += 60
        assert {*waiting} <= {row["id"] for row in moved.outbox.listed()}
        assert {row["state"] for row in moved.outbox.listed()} == {"delivered"}


def test_what_cannot_be_in_a_text_there_is_replaced_and_counted(
    tmp_path: Path, server_url: str
) -> None:
    url = laid(tmp_path / "alertbot.db")
    with opened(url) as store:
        seeded_by(store)
        with store._database.write() as connection:
            odd = {"reason": "a\0b", "payload": {"half": ["\ud800x", {"nul\0": "c\0"}]}}
            connection.execute(outbox.update().where(outbox.c.id == 1).values(odd))
    assert move(url, server_url).mended == 1
    with closing(Database(server_url)) as database, database.read() as connection:
        row = connection.execute(sa.select(outbox).where(outbox.c.id == 1)).one()
    assert row.reason == "a\ufffdb"
    assert row.payload == {"half": ["\ufffdx", {"nul\ufffd": "c\ufffd"}]}


def seeded_by(store: Store) -> None:
    store.destinations.sync([Destination("team", "#jobs", "s"), Destination("me", "42", "t")], NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    store.register.sync_searches(SEARCHES, NOW)
    seeded(store)


def test_after_a_dump_is_restored_nothing_is_taken_for_something_else(on_postgresql: str) -> None:
    """A message that went out after the dump has a number that is not given again."""
    with opened(on_postgresql) as store:
        seeded_by(store)
        remember(store, posting(4), now=NOW + 5 * SECOND, seen=3)
        waiting = [row["id"] for row in store.outbox.listed() if row["state"] == "pending"]
    assert moving.as_restored(on_postgresql, NOW) == len(waiting) == 2
    with opened(on_postgresql) as store:
        for one in claim(store, 10):
            assert one.delivery.uncertain
            answer(store, one, Delivered("1"), NOW + 10 * SECOND)
        remember(store, posting(5), now=NOW + 60 * SECOND, seen=4)
        new = [row["id"] for row in store.outbox.listed() if row["state"] == "pending"]
        assert min(new) > 1_000_000


# -- refused --------------------------------------------------------------------------------


def test_a_target_that_is_not_empty(
    tmp_path: Path, on_postgresql: str, server: postgres.Server
) -> None:
    url = laid(tmp_path / "alertbot.db")
    with pytest.raises(StoreError, match="is not empty: name an empty database"):
        move(url, on_postgresql)
    other = laid(tmp_path / "other.db")
    with pytest.raises(StoreError, match="is not empty: move it away, or name another"):
        move(on_postgresql, other)
    theirs = server.url(server.create())
    engine = sa.create_engine(theirs)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id int)")
    with pytest.raises(StoreError, match="holds other tables"):
        move(url, theirs)
    engine.dispose()
    with pytest.raises(StoreError, match="`alertbot db backup FILE` copies one"):
        move(url, f"sqlite:///{tmp_path}/third.db")


def test_a_file_whose_place_was_taken_before(tmp_path: Path, on_postgresql: str) -> None:
    (tmp_path / "alertbot.db.backup-1").write_bytes(b"kept")
    with pytest.raises(StoreError, match="shows that it held something"):
        move(on_postgresql, f"sqlite:///{tmp_path}/alertbot.db")


def test_a_source_on_which_somebody_runs(
    tmp_path: Path, on_postgresql: str, server_url: str
) -> None:
    url = f"sqlite:///{tmp_path}/alertbot.db"
    with running(url), pytest.raises(StoreBusy, match="already runs on this database"):
        move(url, server_url)
    with running(on_postgresql) as store:
        store.upkeep.set_back(NOW, SECOND)
        with pytest.raises(StoreBusy, match="stop every process of it first"):
            move(on_postgresql, f"sqlite:///{tmp_path}/new.db")


def test_what_a_process_that_died_still_holds(store: Store, url: str, server_url: str) -> None:
    remember(seeded(store), posting(4), now=NOW + 5 * SECOND, seen=3)
    assert claim(store, 10)
    shared = backend(url).shared
    store.close()
    if shared:
        with pytest.raises(StoreBusy, match="try again in a minute"):
            move(url, server_url, NOW + 60 * SECOND)
        move(url, server_url, NOW + 71 * SECOND)
    else:  # there the lock tells
        move(url, server_url, NOW + 60 * SECOND)


def test_a_source_that_is_not_there_or_of_another_schema(tmp_path: Path, server_url: str) -> None:
    with pytest.raises(StoreMissing, match="does not exist"):
        move(f"sqlite:///{tmp_path}/none.db", server_url)
    with pytest.raises(StoreMissing, match="holds nothing of alertbot's"):
        move(server_url, f"sqlite:///{tmp_path}/new.db")
    url = laid(tmp_path / "alertbot.db")
    for version, error, said in (
        (before(HEAD), StoreError, "`alertbot db upgrade` brings it there"),
        (f"{int(HEAD) + 1:04}", StoreTooNew, "upgrade alertbot first"),
    ):
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
        engine.dispose()
        with pytest.raises(error, match=said):
            move(url, server_url)


def test_nobody_can_begin_on_the_source_meanwhile(
    on_postgresql: str, file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(on_postgresql, 1, each=2)
    tried: list[str] = []

    def start(_part: float) -> None:
        if not tried:
            monkeypatch.setitem(SETTINGS, "statement_timeout", "300ms")
            with (
                closing(Database(on_postgresql)) as database,
                pytest.raises(StoreBusy, match="holds it up") as caught,
            ):
                database.instance()
            tried.append(str(caught.value))

    moving.move(on_postgresql, file_url, AT, start)
    assert len(tried) == 1


def test_what_arrives_otherwise_is_not_kept(
    tmp_path: Path, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = laid(tmp_path / "alertbot.db")
    fill(url, 2, each=3)
    whole = copying.summed

    def spoilt(connection: sa.Connection) -> dict[str, copying.Sum]:
        connection.exec_driver_sql("UPDATE outbox SET attempts = attempts + 1 WHERE id = 2")
        return whole(connection)

    monkeypatch.setattr(copying, "summed", spoilt)
    with pytest.raises(StoreError, match="of outbox, 3 rows do not read as the 3 that were"):
        move(url, server_url)
    with pytest.raises(StoreError, match="cut off: it holds nothing yet"):
        Store(server_url)
    monkeypatch.undo()
    move(url, server_url)
    assert rows(server_url) == rows(url)


# -- killed ---------------------------------------------------------------------------------

DIES = """
import os, signal, sys
import sqlalchemy as sa
from alertbot.cli import main

left = int(sys.argv[1])

def counted(connection, cursor, text, *_):
    global left
    left -= not text.startswith(("SELECT", "PRAGMA"))
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

sa.event.listen(sa.Engine, sys.argv[2], counted)
main(["db", "copy", *sys.argv[3:]])
"""


@pytest.mark.slow
@pytest.mark.parametrize("direction", ["to a server", "to a file"])
def test_killed_it_is_done_anew(
    direction: str, tmp_path: Path, server_url: str, on_postgresql: str, file_url: str
) -> None:
    source, target = laid(tmp_path / "alertbot.db"), server_url
    if direction == "to a file":
        source, target = on_postgresql, file_url
    fill(source, 3)
    before = rows(source)
    chance, kills = random.Random(5), 0
    for at in sorted(chance.sample(range(1, 60), 5)):
        when = chance.choice(["before_cursor_execute", "after_cursor_execute"])
        command = [sys.executable, "-c", DIES, f"{at}", when, source, target]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == -9, done.stderr
        kills += 1
        with pytest.raises(StoreError, match=r"was cut off.* `alertbot db copy` again"):
            Store(target)
    move(source, target)
    assert rows(target) == before == rows(source)
    assert kills == 5
