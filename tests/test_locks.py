"""The lock files: complete, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).resolve().parent


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.partition("==")[0]: line for line in text.splitlines()}


def unmarked(line: str) -> str:
    """A locked package without the condition when it is installed, which may widen."""
    return re.sub(r" ;.*?(?=\s+--hash)", "", line)


def named(requirements: list[str]) -> set[str]:
    """The packages' names, as an index spells them."""
    names = (re.split(r"[^\w.-]", requirement)[0] for requirement in requirements)
    return {re.sub(r"[._]", "-", name).lower() for name in names}


def test_locks() -> None:
    """Each package is pinned and hashed, no place is named, and neither lock lags behind."""
    run, more = locked(dev.RUN_LOCK), locked(dev.DEV_LOCK)
    for line in more.values():
        assert re.fullmatch(r"[a-z0-9-]+==\S+ (; [^#:/]+)?(\s*--hash=sha256:[0-9a-f]{64})+", line)
    assert {unmarked(line) for line in run.values()} <= {unmarked(line) for line in more.values()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert named(project["project"]["dependencies"]) <= run.keys()
    assert named(project["dependency-groups"]["dev"]) <= more.keys()


@pytest.mark.parametrize(
    "line", ["--index-url https://x/simple", "a @ file:///x", "--find-links x"]
)
def test_a_lock_that_names_a_place_is_refused(line: str) -> None:
    with pytest.raises(dev.Trouble, match="would name a place"):
        dev.refuse_urls("requirements.txt", f"a==1\n{line}\n")
