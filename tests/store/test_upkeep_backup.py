"""Copies of a database: taken beside a service that writes, put back, and what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError, StoreTooNew
from alertbot.model import Delivered
from alertbot.store import Store, backup
from alertbot.store.destinations import Destination
from alertbot.store.sqlite import RunLock
from tests.laid import laid
from tests.store.earlier import left_by
from tests.store.filled import (
    BOARD,
    NOW,
    PACE,
    SEARCHES,
    SECOND,
    answer,
    claim,
    posting,
    remember,
    seeded,
)

ROOT = Path(__file__).parents[2]
DUMP = "pg_dump --format=custom --file=alertbot.dump"


def opened(file: Path) -> Store:
    store = Store(f"sqlite:///{file}")
    store.destinations.sync([Destination("team", "#jobs", "s"), Destination("me", "4", "t")], NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    store.register.sync_searches(SEARCHES, NOW)
    return store


def ids(file: Path, table: str = "postings") -> list[int]:
    with closing(sqlite3.connect(file)) as raw:
        return [id for (id,) in raw.execute(f"SELECT id FROM {table} ORDER BY id")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with three engineers, whose service has ended."""
    one = tmp_path / "alertbot.db"
    laid(one)
    seeded(opened(one)).close()
    return one


def test_a_backup_is_one_file_for_its_owner_alone(file: Path) -> None:
    target = backup.default_target(file, NOW)
    assert target.name == "alertbot.db.backup-20260601T120000Z"
    parts: list[float] = []
    assert backup.backup(file, target, parts.append) == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    assert parts[-1] == 1
    assert ids(target) == [1, 2, 3]
    assert {one.name for one in file.parent.iterdir()} == {"alertbot.db", target.name}


def test_nothing_is_overwritten_and_nothing_is_left_of_a_failure(file: Path) -> None:
    target = file.with_name("mine.db")
    target.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup.backup(file, target)
    assert target.read_text() == "mine"
    with pytest.raises(StoreError, match="name another place"):
        backup.backup(file, file.with_name("no") / "such.db")
    with pytest.raises(StoreError, match="does not exist yet"):
        backup.backup(file.with_name("other.db"), file.with_name("new.db"))
    assert {one.name for one in file.parent.iterdir()} == {"alertbot.db", "mine.db"}


def test_it_is_of_one_moment_although_others_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    store = opened(tmp_path / "alertbot.db")
    remember(store, *(posting(n) for n in range(1, 200)))
    copying, wrote = threading.Event(), threading.Event()

    def write() -> None:
        copying.wait(60)
        remember(store, posting(1000), seen=199)
        wrote.set()

    def progress(_: float) -> None:
        copying.set()
        assert wrote.wait(60), "who writes does not wait for the copy"

    writer = threading.Thread(target=write)
    writer.start()
    backup.backup(tmp_path / "alertbot.db", tmp_path / "copy.db", progress)
    writer.join()
    store.close()
    assert len(ids(tmp_path / "copy.db")) == 199
    with closing(sqlite3.connect(tmp_path / "copy.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_what_the_log_of_a_dead_process_holds_is_in_it(tmp_path: Path) -> None:
    dies = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from tests.store.test_upkeep_backup import opened\n"
        "from tests.store.filled import seeded\n"
        "store = seeded(opened(Path(sys.argv[1])))\n"
        "os._exit(0)\n"
    )
    file = tmp_path / "alertbot.db"
    subprocess.run([sys.executable, "-c", dies, str(file)], check=True, cwd=ROOT)
    assert file.with_name("alertbot.db-wal").stat().st_size
    backup.backup(file, tmp_path / "copy.db")
    assert ids(tmp_path / "copy.db") == [1, 2, 3]


def test_a_backup_that_is_put_back_is_what_there_was(file: Path) -> None:
    target = file.with_name("copy.db")
    backup.backup(file, target)
    store = opened(file)
    remember(store, posting(4), seen=3)
    assert backup.restore(file, target, NOW) is not None
    store.close()
    again = opened(file)
    assert sorted(again.polls.glance("contoso").postings) == ["1", "2", "3"]
    assert again.instance == store.instance
    again.close()
    (old,) = file.parent.glob("alertbot.db.backup-replaced-*[0-9]Z")
    assert ids(old) == [1, 2, 3, 4], "the one before it is kept, with what its log held"


def test_the_log_of_the_old_one_is_not_put_upon_it(file: Path) -> None:
    target = file.with_name("copy.db")
    backup.backup(file, target)
    store = opened(file)  # as if its process had died: the log stays
    remember(store, posting(4), seen=3)
    assert file.with_name("alertbot.db-wal").stat().st_size
    backup.restore(file, target, NOW)
    assert not file.with_name("alertbot.db-wal").exists()
    assert not file.with_name("alertbot.db-shm").exists()
    assert ids(file) == [1, 2, 3]
    store.close()


def test_what_may_have_gone_out_since_is_looked_for_first(file: Path) -> None:
    store = opened(file)
    remember(store, posting(4), seen=3)
    target = file.with_name("copy.db")
    backup.backup(file, target)
    last = store.outbox.listed()[-1]["id"]
    for claimed in claim(store, 5):
        answer(store, claimed, Delivered("9"), NOW + 5 * SECOND)
    store.close()
    backup.restore(file, target, NOW)
    again = opened(file)
    waiting = again.outbox.claim(PACE, now=NOW + 9 * SECOND, limit=9)
    assert [one.delivery.uncertain for one in waiting] == [True, True]
    remember(again, posting(5), seen=4)
    assert again.outbox.listed()[-1]["id"] > last + backup.SKIPPED_IDS, (
        "no message that is out there carries the number of one that is still to be sent"
    )
    again.close()


@pytest.mark.parametrize("moment", ["rename", "replace"])
def test_cut_off_it_leaves_one_that_a_start_refuses_or_a_whole_one(
    file: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class CutOffError(Exception):
        pass

    def cut_off(*_: object) -> None:
        raise CutOffError

    target = file.with_name("copy.db")
    backup.backup(file, target)
    lock = RunLock(file)
    lock.acquire()
    lock.note()
    lock.release()
    with monkeypatch.context() as patched:
        patched.setattr(Path, moment, cut_off)
        with pytest.raises(CutOffError):
            backup.restore(file, target, NOW)
    if moment == "rename":
        assert ids(file) == [1, 2, 3]
    else:
        with pytest.raises(StoreCorrupt, match="is gone"):
            Store(f"sqlite:///{file}")
    assert not list(file.parent.glob("*.part*"))
    backup.restore(file, target, datetime.fromtimestamp(NOW.timestamp() + 1, NOW.tzinfo))
    assert ids(file) == [1, 2, 3]


def test_what_is_no_backup_is_refused(file: Path) -> None:
    other = file.with_name("other.db")
    with pytest.raises(StoreError, match="does not exist: name a backup"):
        backup.restore(file, other, NOW)
    with closing(sqlite3.connect(other)) as raw, raw:
        raw.execute("CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(StoreError, match="no database of alertbot's"):
        backup.restore(file, other, NOW)
    with pytest.raises(StoreError, match="the database itself"):
        backup.restore(file, file, NOW)
    other.write_bytes(b"not a database at all, and long enough to be looked at" * 100)
    with pytest.raises(StoreCorrupt):
        backup.restore(file, other, NOW)
    newer = file.with_name("newer.db")
    backup.backup(file, newer)
    with closing(sqlite3.connect(newer)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        backup.restore(file, newer, NOW)
    assert ids(file) == [1, 2, 3]


def test_one_that_is_damaged_is_found_out(file: Path) -> None:
    target = file.with_name("copy.db")
    backup.backup(file, target)
    with target.open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(b"\xff" * 4096 * 4)
    with pytest.raises(StoreCorrupt, match="is damaged"):
        backup.restore(file, target, NOW)
    assert ids(file) == [1, 2, 3]


def test_an_earlier_one_can_be_put_back_and_is_upgraded(file: Path) -> None:
    earlier = file.with_name("earlier.db")
    left_by(f"sqlite:///{earlier}", "0001")
    backup.restore(file, earlier, NOW)
    assert backup.schema(file) == "0001"
    Store(f"sqlite:///{file}").close()
    assert len(ids(file)) == 5


@pytest.mark.slow
def test_nobody_else_may_run_meanwhile(file: Path) -> None:
    lock = RunLock(file)
    lock.acquire()
    with pytest.raises(StoreBusy, match="already runs"), backup.nobody_runs(file):
        pass
    lock.release()
    with backup.nobody_runs(file):
        pass


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "postgresql+psycopg://bot:geheim@db.example:5433/jobs",
            f"{DUMP} --host=db.example --port=5433 --username=bot --dbname=jobs",
        ),
        (
            "postgresql:///jobs?host=/run/postgresql",
            f"{DUMP} --host=/run/postgresql --dbname=jobs",
        ),
    ],
)
def test_a_server_has_programs_for_it(address: str, says: str) -> None:
    assert backup.on_a_server(address, "backup") == says
    put_back = backup.on_a_server(address, "restore")
    assert put_back.startswith("pg_restore ")
    assert "geheim" not in says + put_back
