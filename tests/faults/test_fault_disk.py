"""A disk that fails, is full or locked, for a few seconds; for a minute by `dev.py faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import disk, power, shim
from tests.faults.program import ROOT

needs_compiler = pytest.mark.skipif(
    not shim.COMPILER, reason="there is no C compiler to make a bad disk with"
)


@pytest.mark.slow
@needs_compiler
@pytest.mark.parametrize(
    ("what", "kill"), [("EIO on fsync", False), ("ENOSPC on write", True), ("short writes", True)]
)
def test_a_disk_that_fails(what: str, kill: bool, tmp_path: Path) -> None:
    row = disk.spell(what, tmp_path / "place", 3, kill=kill)
    assert row.verdict.lines == []
    assert row.hits > 0, "the fault was felt"


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [3, disk.BUSY + 2])
def test_a_database_that_another_program_has_locked(seconds: float, tmp_path: Path) -> None:
    assert disk.spell(disk.LOCKED, tmp_path / "place", seconds).verdict.lines == []


@pytest.mark.slow
@pytest.mark.parametrize("what", [*disk.FULL])
def test_a_disk_that_is_full(what: str, tmp_path: Path) -> None:
    words = disk.unshare()
    if not words:
        pytest.skip("this user may not mount a small file system")
    script = (
        "import pathlib, sys; from tests.faults import disk;"
        "row = disk.spell(sys.argv[1], pathlib.Path(sys.argv[2]), 3, kill=True);"
        "sys.exit('\\n'.join(row.verdict.lines) or (not row.hits))"
    )
    done = subprocess.run(
        [*words, sys.executable, "-c", script, what, str(tmp_path / "place")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@needs_compiler
def test_the_power_is_cut(tmp_path: Path) -> None:
    row = power.cuts(tmp_path / "place", 4)
    assert row.verdict.lines == []
    assert row.hits > 0, "something was written and not yet synced"
