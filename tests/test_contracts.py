"""That the contracts of .importlinter bite, and the rules that it has no words for."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import alertbot

PACKAGE = Path(alertbot.__file__).parent
LINTER = Path(sys.executable).with_name("lint-imports")


def verdict(root: Path) -> str:
    done = subprocess.run(
        [LINTER, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("contracts")
    shutil.copytree(PACKAGE, root / "alertbot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE.parent / ".importlinter", root)
    return root


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model.py", "from alertbot import errors", "Imports point down only"),
        ("identity.py", "from alertbot import decide", "Imports point down only"),
        ("poller.py", "from alertbot import dispatcher", "Imports point down only"),
        ("surprise.py", "", "not listed as layers"),
        ("sources/greenhouse.py", "from . import lever", "No source knows another"),
        ("channels/slack.py", "from . import console", "No channel knows another"),
        ("sources/lever.py", "import httpx", "A source returns requests"),
        ("poller.py", "from sqlalchemy.orm import Session", "Only the store speaks SQL"),
        ("delivery.py", "import random", "The core knows no clock"),
        ("poller.py", "import slack_sdk", "Only channels know"),
    ],
)
@pytest.mark.slow
def test_a_contract_bites(copy: Path, module: str, line: str, contract: str) -> None:
    path = copy / "alertbot" / module
    before = path.read_bytes() if path.exists() else None
    path.write_text(f"{(before or b'').decode()}\n{line}\n", encoding="utf-8")
    try:
        said = verdict(copy)
    finally:
        path.unlink() if before is None else path.write_bytes(before)
    assert "BROKEN" in said
    assert contract in said.partition("Broken contracts")[2]


def imported(path: Path) -> set[str]:
    """Every module and name that a file imports, with dots, `from . import x` written out."""
    folder = path.relative_to(PACKAGE.parent).parent.parts
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else ()
            place = ".".join((*above, *filter(None, [node.module])))
            found.update(f"{place}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("folder", ["sources", "channels"])
def test_nothing_knows_a_kind(folder: str) -> None:
    """What kinds share begins with an underscore; no module of the folder imports another kind."""
    kinds = {path.stem for path in (PACKAGE / folder).iterdir() if path.stem[0] not in "_."}
    assert kinds
    for path in (PACKAGE / folder).rglob("*.py"):
        inside = f"alertbot.{folder}."
        names = {name.removeprefix(inside) for name in imported(path) if name.startswith(inside)}
        known = {name.partition(".")[0] for name in names}
        assert known & kinds - {path.stem, path.parent.name} == set(), path


def test_sources_open_no_address() -> None:
    """urllib.parse is welcome; import-linter knows other packages only as a whole."""
    sending = ("urllib.request", "urllib.error", "http.client", "http.server", "ftplib")
    for path in (PACKAGE / "sources").rglob("*.py"):
        assert [name for name in imported(path) if name.startswith(sending)] == [], path


def test_the_core_asks_for_no_time() -> None:
    """A moment is an argument: nothing in the core calls `now`, `today` or `utcnow`."""
    shell = {"cli", "ticks.py", "testing", "poller.py", "dispatcher.py", "chat"}
    shell |= {"fetcher", "store", "channels", "logs.py"}
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] in shell:
            continue
        asked = {
            node.func.attr
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert asked & {"now", "today", "utcnow"} == set(), path
