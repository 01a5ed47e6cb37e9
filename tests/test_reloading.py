"""When files that change are read again, and what is said of them: without a service."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.config import Config, Loaded
from alertbot.errors import StoreError
from alertbot.reloading import AGAIN, PATIENCE, SETTLED, Reloader
from tests.config.configuring import of

GOOD = "sources: {a: {kind: board, board: a}}\nchannels: {s: {kind: screen}}\nsearches:\n"
ONE, TWO = GOOD + "  cooks: {where: cook}\n", GOOD + "  cooks: {where: cook}\n  b: {where: baker}\n"
START = datetime(2026, 6, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass
class Desk:
    """A configuration that somebody edits, and the reloader that reads it."""

    folder: Path
    log: pytest.LogCaptureFixture
    now: datetime = START
    used: list[Config] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    fails: Exception | None = None
    reads: int = 0
    reloads: int = 0

    def __post_init__(self) -> None:
        self.path.write_text(ONE, encoding="utf-8")
        first = self.load()
        self.reads = 0
        self.reloader = Reloader(
            first, self.load, self.use, self.tell, clock=lambda: self.now, reloading=self.reloading
        )

    @property
    def path(self) -> Path:
        return self.folder / "alertbot.yaml"

    def load(self) -> Loaded:
        self.reads += 1
        return of(self.path)

    @contextmanager
    def reloading(self) -> Iterator[None]:
        self.reloads += 1
        yield

    async def use(self, config: Config) -> None:
        if self.fails:
            raise self.fails
        self.used.append(config)

    async def tell(self, text: str, occasion: str) -> None:
        self.told.append(text)

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    def look(self, after: timedelta = SECOND, times: int = 1, *, asked: bool = False) -> None:
        for _ in range(times):
            self.now += after
            asyncio.run(self.reloader.look(asked=asked))

    @property
    def said(self) -> list[str]:
        """What the log says of changes and mistakes."""
        fields = ("changes", "mistake", "error", "key")
        found = [
            (one.msg, *(vars(one)[it] for it in fields if it in vars(one)))
            for one in self.log.records
        ]
        self.log.clear()
        return [": ".join(map(str, one)) for one in found]


@pytest.fixture
def desk(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Desk:
    caplog.set_level(logging.INFO, "alertbot")
    return Desk(tmp_path, caplog)


def test_what_stays_as_it_is_is_not_read(desk: Desk) -> None:
    desk.look(times=3)
    os.utime(desk.path)
    desk.look(times=3)
    assert (desk.reads, desk.said) == (0, [])


def test_a_change_is_read_when_it_has_settled(desk: Desk) -> None:
    desk.write(TWO)
    desk.look()
    assert desk.used == []
    desk.look(SETTLED)
    desk.look(times=3)
    assert [list(one.searches) for one in desk.used] == [["cooks", "b"]]
    assert desk.said == ["configuration reloaded: 1 search added (b)"]


def test_a_file_of_the_same_length_and_time_is_another(desk: Desk) -> None:
    times = desk.path.stat()
    desk.write(ONE.replace("cook}", "chef}"))
    os.utime(desk.path, ns=(times.st_atime_ns, times.st_mtime_ns))
    desk.look(times=2)
    assert desk.said == ["configuration reloaded: 1 search changed (cooks)"]


@pytest.mark.parametrize("half", ["", ONE[:20], None])
def test_one_that_is_half_written_is_waited_for(desk: Desk, half: str | None) -> None:
    if half is None:
        desk.path.unlink()
    else:
        desk.write(half)
    desk.look(times=5)
    assert desk.said == []
    desk.write(TWO)
    desk.look(times=2)
    assert desk.said == ["configuration reloaded: 1 search added (b)"]
    assert desk.told == []


def test_one_that_stays_wrong_is_refused_and_said_once(desk: Desk) -> None:
    desk.write(TWO + "serches: {}\n")
    desk.look(times=round(PATIENCE / SECOND))
    assert desk.said == []
    desk.look(times=2)
    first, last = desk.said
    assert first.startswith(f"configuration refused: {desk.path}:6:1: error: unknown key 'serches'")
    assert last == "the configuration before stays in use"
    desk.look(AGAIN, times=3)
    assert (desk.said, desk.used, desk.reloads) == ([], [], 0)
    [told] = desk.told
    assert f"{desk.path}:6:1: error: unknown key 'serches'" in told


def test_another_mistake_is_logged_and_told_no_more(desk: Desk) -> None:
    for key in ("serches", "sorces"):
        desk.write(f"{TWO}{key}: {{}}\n")
        desk.look(times=7)
        assert key in desk.said[0]
    assert len(desk.told) == 1


def test_good_again_is_told_once(desk: Desk) -> None:
    desk.write("serches: {}\n")
    desk.look(times=7)
    desk.write(ONE)
    desk.look(times=3)
    assert desk.said[-1] == "configuration reloaded: nothing changed"
    assert len(desk.told) == 2
    assert desk.told[1] == "The configuration is good again, and in use."
    desk.write(TWO)
    desk.look(times=3)
    assert len(desk.told) == 2


def test_who_asks_has_it_read_at_once(desk: Desk) -> None:
    desk.write(TWO)
    desk.look(asked=True)
    desk.look(asked=True)
    desk.look(times=3)
    assert desk.said == [
        "configuration reloaded: 1 search added (b)",
        "configuration reloaded: nothing changed",
    ]
    desk.write("serches: {}\n")
    desk.look(asked=True)
    assert "configuration refused" in desk.said[0]
    assert desk.reloads == 3


def test_what_was_refused_is_read_again_though_no_file_has_changed(desk: Desk) -> None:
    """The reason may lie elsewhere: a secret's file, say."""
    desk.write(f"{TWO}include: extra.yaml\n")
    desk.look(times=7)
    assert desk.said
    (desk.folder / "extra.yaml").write_text("home: Berlin\n", encoding="utf-8")
    desk.look(AGAIN)
    desk.look()
    assert desk.said == ["configuration reloaded: 1 search added (b), home changed"]


def test_a_file_that_comes_into_a_folder(desk: Desk) -> None:
    folder = desk.folder / "more"
    folder.mkdir()
    (folder / "a.yaml").write_text("home: Berlin\n", encoding="utf-8")
    desk.write(f"{ONE}include: more\n")
    desk.look(times=4)
    (folder / ".b.yaml.swp").write_text("an editor's", encoding="utf-8")
    desk.look(times=3)
    assert desk.said == ["configuration reloaded: home changed"]
    (folder / "b.yaml").write_text("currency: EUR\n", encoding="utf-8")
    desk.look(times=4)
    assert desk.said == ["configuration reloaded: currency changed"]
    (folder / "b.yaml").unlink()
    desk.look(times=4)
    assert desk.said == ["configuration reloaded: currency changed"]
    reads = desk.reads
    desk.look(times=4)
    assert desk.reads == reads


def test_another_database_is_said_to_take_a_restart(desk: Desk) -> None:
    desk.write(f"{ONE}database: sqlite:///other.db\n")
    desk.look(times=2)
    assert desk.said == [
        "configuration reloaded: database changed",
        "not in use before a restart: database",
    ]
    desk.write(ONE)
    desk.look(times=2)
    assert desk.said == ["configuration reloaded: database changed"]


@pytest.mark.parametrize("error", [StoreError("the disk is full"), ValueError("a plug-in's")])
def test_what_cannot_be_used_yet_is_tried_again(desk: Desk, error: Exception) -> None:
    desk.fails = error
    desk.write(TWO)
    desk.look(times=4)
    assert desk.said == [f"configuration not in use yet: {type(error).__name__}: {error}"]
    desk.look(asked=True)
    desk.fails = None
    desk.look(PATIENCE)
    assert desk.said == ["configuration reloaded: 1 search added (b)"]


def test_a_secret_s_file_that_changes(desk: Desk) -> None:
    secret = desk.folder / "token"
    secret.write_text("tok-one", encoding="utf-8")
    secret.chmod(0o600)
    desk.write(
        ONE.replace("{s: {kind: screen}}", f"{{s: {{kind: chat, token: {{file: {secret}}}}}}}")
    )
    desk.look(times=5)
    assert desk.said == ["configuration reloaded: 1 channel changed (s)"]
    secret.write_text("tok-two", encoding="utf-8")
    desk.look(times=2)
    assert desk.said == ["configuration reloaded: 1 channel changed (s)"]
    assert desk.used[-1].channels["s"].options.token.reveal() == "tok-two"
    reads = desk.reads
    desk.look(times=4)
    assert desk.reads == reads
    secret.write_text("", encoding="utf-8")
    desk.look(times=7)
    assert "is empty" in desk.said[0]
    secret.write_text("tok-two", encoding="utf-8")
    desk.look(times=3)
    assert desk.said == ["configuration reloaded: nothing changed"]
