"""A disk that fills up: said once, the reserve given up, what is old dropped, and well again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.store import Store
from alertbot.store.disk import MB, Reserve, Room, spoken
from alertbot.store.tables import outbox
from alertbot.store.upkeep import Upkeep, file_of, spare_the_start
from tests.store.filled import NOW

ROOT = Path(__file__).parents[2]
GB = 1024 * MB


@pytest.mark.parametrize(
    ("total", "mark"),
    [
        (4 * MB, 1 * MB),
        (400 * MB, 100 * MB),
        (2 * GB, 200 * MB),
        (20 * GB, 1 * GB),
        (4000 * GB, 2 * GB),
    ],
)
def test_how_much_is_little(total: int, mark: int) -> None:
    assert Room(0, total).mark == mark
    assert Room(mark - 1, total).is_low(before=False)
    assert not Room(mark, total).is_low(before=False)
    assert Room(mark, total).is_low(before=True), "well again is somewhat more than that"
    assert not Room(mark * 5 // 4, total).is_low(before=True)


def test_bytes_for_people() -> None:
    assert [spoken(n) for n in (0, 300_000, 16 * MB, 20 * GB)] == [
        *("0.0 MB", "0.3 MB", "16 MB", "20.0 GB")
    ]


def test_the_reserve_is_real_and_its_owners(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "alertbot.db", 2 * MB)
    assert not reserve.give_up()
    assert reserve.keep()
    assert reserve.keep(), "once is enough"
    assert reserve.path.name == "alertbot.db.reserve"
    found = reserve.path.stat()
    assert (found.st_blocks * 512, found.st_mode & 0o777) == (2 * MB, 0o600)
    assert reserve.give_up()
    assert not reserve.path.exists()


def test_none_is_made_where_there_is_no_room_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = Reserve(tmp_path / "alertbot.db", 2 * MB)
    with monkeypatch.context() as patched:
        patched.setattr(os, "statvfs", lambda _: _statvfs(free=5 * MB))
        assert not reserve.keep()
        assert not reserve.needed()
        patched.setattr(os, "statvfs", lambda _: _statvfs(free=MB // 2))
        assert reserve.needed()
    assert not reserve.path.exists()


def _statvfs(*, free: int, total: int = 100 * GB) -> os.statvfs_result:
    return os.statvfs_result((1, 1, total, free, free, 0, 0, 0, 0, 255))


def test_the_operator_hears_once_of_little_and_once_of_enough(
    url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(url)

    def watching() -> Upkeep:
        one = Upkeep(store._database, file)
        one.operator = "team"
        return one

    upkeep, said = watching(), []
    for free in (50 * GB, 900 * MB, 800 * MB, 2 * GB, 60 * GB, 60 * GB):
        if free == 800 * MB:
            upkeep = watching()  # started anew, it still knows
        with monkeypatch.context() as patched:
            patched.setattr(os, "statvfs", lambda _, free=free: _statvfs(free=free))
            said.append((free, upkeep.watch_disk(NOW)))
    scarce = [free for free, prune in said if prune]
    texts = [
        row.payload["text"] for row in _notices(store) if row.occasion in ("disk-low", "disk-well")
    ]
    if file is None:
        assert (scarce, texts) == ([], []), "a server watches its own disk"
        return
    assert scarce == [900 * MB]
    assert [text[:45] for text in texts] == [
        "The disk with the database is nearly full: 90",
        "The disk with the database has room again: 60",
    ]


def _notices(store: Store) -> list[sa.Row[Any]]:
    with store._database.read() as connection:
        return list(connection.execute(sa.select(outbox).order_by(outbox.c.id)))


def test_a_start_on_a_full_disk_gives_the_reserve_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "alertbot.db"
    spare_the_start(f"sqlite:///{file}")
    spare_the_start("postgresql:///jobs")
    assert Reserve(file).keep()
    spare_the_start(f"sqlite:///{file}")
    assert Reserve(file).path.exists()
    with monkeypatch.context() as patched:
        patched.setattr(os, "statvfs", lambda _: _statvfs(free=0))
        spare_the_start(f"sqlite:///{file}")
    assert not Reserve(file).path.exists()


# -- a real one ----------------------------------------------------------------------------------


def _unshared() -> list[str]:
    """The words that start a command where it may mount; none where that is not permitted."""
    if program := shutil.which("unshare"):
        for how in (["-m"], ["-rm"]):
            probe = [program, *how, "mount", "-t", "tmpfs", "try", "/mnt"]
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                return [program, *how]
    return []


@pytest.mark.slow
def test_on_a_disk_that_is_really_full_room_is_made_by_pruning(tmp_path: Path) -> None:
    """In a namespace of mounts of its own: see full_disk.py."""
    words = _unshared()
    if not words:
        pytest.skip("mounting is not permitted here")
    script = Path(__file__).with_name("full_disk.py")
    mount = f'mount -t tmpfs -o size=96m full "{tmp_path}" && exec "$@"'
    command = [*words, "sh", "-c", mount, "sh", sys.executable, str(script), str(tmp_path)]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == [*("reserved", "full", "refused", "pruned", "writes", "well")]
