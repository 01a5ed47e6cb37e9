"""The SQLite file: safe against a power cut, one `run` at a time, never begun anew by mistake."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError
from alertbot.store import Store, running
from alertbot.store.answers import opened
from alertbot.store.sqlite import RunLock
from tests.store.filled import BOARD, NOW

PAGE = 4096


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database that has run, with rows on many pages, and was closed."""
    file = tmp_path / "alertbot.db"
    with running(f"sqlite:///{file}") as store:
        boards = {f"board-{number}-{'x' * 200}": BOARD for number in range(300)}
        store.register.sync_sources(boards, NOW)
    assert not wal(file).exists()
    return file


def wal(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def in_use(file: Path) -> None:
    """The database as a process leaves it that was killed: with a log beside it."""
    copied = file.with_name("copied")
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE sources SET error = 'x'")
        raw.commit()
        shutil.copyfile(file, copied)
        shutil.copyfile(wal(file), copied.with_name("copied-wal"))
    copied.replace(file)
    copied.with_name("copied-wal").replace(wal(file))


def start(file: Path) -> None:
    with running(f"sqlite:///{file}"):
        pass


def contents(folder: Path) -> dict[str, bytes]:
    """What lies there, besides the number in the lock and a log that was opened in vain."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {
        name: held for name, held in found.items() if held and not name.endswith((".lock", "-shm"))
    }


def test_it_survives_a_power_cut(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/alertbot.db")
    with store._database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()


def no_database(file: Path) -> None:
    file.write_bytes(b"this is no database, however much one hopes" * 100)


def header_gone(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.write(bytes(100))


def page_overwritten(file: Path) -> None:
    """Each page but the first, one after the other, is tried by the test below."""
    with file.open("r+b") as raw:
        raw.seek(PAGE * (file.stat().st_size // PAGE // 2))
        raw.write(random.Random(7).randbytes(PAGE))


def cut_in_half(file: Path) -> None:
    os.truncate(file, PAGE * (file.stat().st_size // PAGE // 2))


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def emptied_in_use(file: Path) -> None:
    in_use(file)
    os.truncate(file, 0)


def gone(file: Path) -> None:
    file.unlink()


def gone_in_use(file: Path) -> None:
    in_use(file)
    file.unlink()
    file.with_name("alertbot.db.lock").unlink()


def gone_with_a_backup(file: Path) -> None:
    file.rename(file.with_name("alertbot.db.backup-2026-06-01"))
    file.with_name("alertbot.db.lock").unlink()


@pytest.mark.parametrize(
    "harm",
    [
        *(no_database, header_gone, page_overwritten, cut_in_half),
        *(emptied, emptied_in_use, gone, gone_in_use, gone_with_a_backup),
    ],
)
def test_a_damaged_or_lost_file_is_refused_and_all_is_left_alone(
    file: Path, harm: Callable[[Path], None]
) -> None:
    harm(file)
    before = contents(file.parent)
    for _ in range(2):
        with pytest.raises(StoreCorrupt, match=r"restore a backup.*begin anew") as refused:
            start(file)
        assert str(file) in str(refused.value)
        assert "\n" not in str(refused.value)
    assert contents(file.parent) == before


def test_whichever_page_is_overwritten_it_is_noticed_or_was_not_in_use(file: Path) -> None:
    whole = file.read_bytes()
    noticed = 0
    for page in range(1, len(whole) // PAGE):
        noise = random.Random(page).randbytes(PAGE)
        file.write_bytes(whole[: page * PAGE] + noise + whole[(page + 1) * PAGE :])
        try:
            Store(f"sqlite:///{file}").close()
        except StoreCorrupt:
            noticed += 1
    assert noticed >= len(whole) // PAGE - 2


def test_what_says_how_to_begin_anew_is_true(file: Path) -> None:
    file.unlink()
    with pytest.raises(StoreCorrupt, match=r"is gone, .*\(alertbot\.db\.lock\)"):
        Store(f"sqlite:///{file}")
    file.with_name("alertbot.db.lock").unlink()
    with running(f"sqlite:///{file}") as store:
        assert store.register.health() == []


def test_a_backup_put_back_is_taken(file: Path) -> None:
    kept = file.read_bytes()
    in_use(file)
    for path in (file, wal(file)):
        path.unlink()
    file.write_bytes(kept)
    with running(f"sqlite:///{file}") as store:
        assert len(store.register.health()) == 300


def test_the_log_of_a_process_that_was_killed_is_read(file: Path) -> None:
    in_use(file)
    with running(f"sqlite:///{file}") as store:
        assert {one.error for one in store.register.health()} == {"x"}


def test_a_first_start_that_was_killed_is_no_loss(tmp_path: Path) -> None:
    file = tmp_path / "alertbot.db"
    lock = RunLock(file)
    lock.acquire()
    lock.release()
    for beside in ("", "-wal", "-shm"):  # what SQLite leaves before anything is written
        file.with_name(file.name + beside).touch()
    with running(f"sqlite:///{file}") as store:
        assert store.register.health() == []


def test_a_neighbour_by_a_like_name_is_nobody_s_backup(tmp_path: Path) -> None:
    (tmp_path / "alertbot.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "alertbot.db.txt").write_text("x", encoding="utf-8")
    for name in ("alertbot", "alertbot.db"):
        Store(f"sqlite:///{tmp_path}/{name}").close()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    (tmp_path / "b.db").symlink_to(file)
    with running(f"sqlite:///{file}") as store:
        for name in ("a.db", "b.db"):
            with pytest.raises(StoreBusy, match=f"already runs .*process {os.getpid()}"):
                start(tmp_path / name)
        beside = Store(f"sqlite:///{file}")
        assert beside.instance == store.instance, "another command works beside it"
        beside.close()
    with running(f"sqlite:///{file}"):
        pass


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match="name another place"),
        running(f"sqlite:///{tmp_path}/file/alertbot.db"),
    ):
        pass


RUNS = """
import sys, time
from alertbot.store import running
with running(sys.argv[1]):
    print("ready", flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
def test_a_second_process_is_refused_within_seconds_and_the_lock_dies_with_the_first(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/alertbot.db"
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", RUNS, url]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"ready\n"
        began = time.monotonic()
        with pytest.raises(StoreBusy, match=f"process {first.pid}"), running(url):
            pass
        assert time.monotonic() - began < 5
        first.kill()
    with running(url):
        pass


def test_a_database_is_its_owners_alone(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/alertbot.db").close()
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_whoever_looks_in_as_well_leaves_the_log_where_it_is(file: Path) -> None:
    look = f"""
import sqlite3
raw = sqlite3.connect({str(file)!r})
raw.execute("SELECT count(*) FROM sources").fetchone()
raw.close()
"""
    with running(f"sqlite:///{file}") as store:
        store.register.sync_sources({"contoso": BOARD}, NOW)
        with opened(f"sqlite:///{file}") as answers:  # as the status page does, in this process
            assert answers.register.health()
        subprocess.run([sys.executable, "-c", look], check=True)
        assert wal(file).exists()
        store.register.sync_sources({"fabrikam": BOARD}, NOW)
    with closing(sqlite3.connect(file)) as raw:
        found = raw.execute("SELECT name FROM sources WHERE active").fetchall()
    assert found == [("fabrikam",)]
