"""The wheel and the sdist: what is in them, that they come out the same, that they run."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import dev
from alertbot import __version__

pytest.importorskip("hatchling", reason="hatchling is not installed here: see pyproject.toml")

pytestmark = pytest.mark.slow

ROOT = Path(dev.__file__).resolve().parent
MOMENT = "1767225600"
NOT_TAKEN = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis")


def build(checkout: Path, to: Path) -> tuple[Path, Path]:
    """The wheel and the sdist of a checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(to)],
        cwd=checkout,
        env={**os.environ, "SOURCE_DATE_EPOCH": MOMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,), (sdist,) = to.glob("*.whl"), to.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(ROOT, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> zipfile.ZipFile:
    return zipfile.ZipFile(built[0])


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    return email.message_from_bytes(wheel.read(f"alertbot-{__version__}.dist-info/METADATA"))


def placed() -> set[str]:
    """Where a system's own files go, as pyproject.toml says it, of a file or a folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    found: set[str] = set()
    for origin, place in shared.items():
        root = ROOT / origin
        files = [root] if root.is_file() else [it for it in root.rglob("*") if it.is_file()]
        found |= {(Path(place) / file.relative_to(root)).as_posix() for file in files}
    return found


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "alertbot").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "alertbot/py.typed" in there
    info, data = f"alertbot-{__version__}.dist-info", f"alertbot-{__version__}.data"
    more = {"METADATA", "RECORD", "WHEEL", "entry_points.txt"}
    more |= {"licenses/LICENSE", "licenses/NOTICES"}
    shared = {f"{data}/data/{place}" for place in placed()}
    assert f"{data}/data/share/man/man1/alertbot.1" in shared
    assert names == there | {f"{info}/{name}" for name in more} | shared


def test_its_metadata(metadata: Message) -> None:
    assert metadata["Name"] == "alertbot"
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE", "NOTICES"]
    assert metadata.get_all("Provides-Extra") == ["apprise", "postgres", "web"]
    assert metadata["Requires-Python"] == ">=3.11"
    needed = metadata.get_all("Requires-Dist") or []
    assert any(re.match(r"psycopg\[binary\].*extra == .postgres.", line) for line in needed)
    text = metadata.get_payload()
    assert isinstance(text, str)
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "## What it promises" in text
    assert "docs/query.md" in text
    links = re.findall(r"\]\(([^)]*)\)", text)
    assert [link for link in links if not link.startswith("https://")] == []


def test_two_builds_are_one(built: tuple[Path, Path], tmp_path: Path) -> None:
    """In another folder, at another moment, with other rights on new files."""
    shutil.copytree(ROOT, tmp_path / "elsewhere", ignore=NOT_TAKEN)
    for path in (tmp_path / "elsewhere").rglob("*"):
        os.utime(path, (1, 1))
        if path.is_file():
            path.chmod(path.stat().st_mode & 0o700)
    again = build(tmp_path / "elsewhere", tmp_path / "again")
    for one, other in zip(built, again, strict=True):
        assert one.name == other.name
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_sdist_builds_the_same_wheel_and_has_its_tests(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    with tarfile.open(built[1]) as archive:
        archive.extractall(tmp_path, filter="data")
    (inside,) = tmp_path.iterdir()
    wheel, _ = build(inside, tmp_path / "again")
    assert wheel.read_bytes() == built[0].read_bytes()
    for path in ("tests/test_documents.py", "dev.py", "docs/start.md", "config/example.yaml"):
        assert (inside / path).read_bytes() == (ROOT / path).read_bytes()
    for path in (".ci/run", ".importlinter", "requirements-dev.txt", "NOTICES", "LICENSE"):
        assert (inside / path).exists()


def test_what_somebody_left_in_the_checkout_stays_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "mine", ignore=NOT_TAKEN)
    for name in ("alertbot.yaml", "telegram-token", "alertbot.db", "notes.txt"):
        (tmp_path / "mine" / name).write_text("mine")
    _, sdist = build(tmp_path / "mine", tmp_path / "built")
    with tarfile.open(sdist) as archive:
        left = {name.partition("/")[2] for name in archive.getnames()}
    assert "deploy/container/config/alertbot.yaml" in left
    assert not left & {"alertbot.yaml", "telegram-token", "alertbot.db", "notes.txt"}


def test_it_is_installed_and_runs(built: tuple[Path, Path], tmp_path: Path) -> None:
    """In a new venv that sees the other packages of this one, from a folder of its own."""
    venv.create(tmp_path / "venv", with_pip=False)
    programs = tmp_path / "venv" / "bin"
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    install = ["-m", "pip", "--python", str(programs / "python"), "install", "--quiet"]
    done = subprocess.run(
        [sys.executable, *install, "--no-deps", "--no-index", str(built[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # Beside it are the other packages; the checkout, which a .pth of theirs names, is not.
    (site / "beside.pth").write_text(f"{Path(pytest.__file__).parents[1]}\n")
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [programs / arguments[0], *arguments[1:]],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    where = run("python", "-c", "import alertbot; print(alertbot.__file__)")
    assert Path(where.strip()).is_relative_to(site)
    assert run("alertbot", "--version") == f"alertbot {__version__}\n"
    assert "Usage: alertbot" in run("alertbot", "--help")
    seen = run("python", "-c", "from alertbot import places; print(places.read('Redmond, WA'))")
    assert "US-WA" in seen
    assert "preview" in run("alertbot", "preview", "--sample", "--help")
    assert "Usage: alertbot inspect" in run("alertbot", "inspect", "--help")
    assert (tmp_path / "venv" / "share" / "man" / "man1" / "alertbot.1").exists()
