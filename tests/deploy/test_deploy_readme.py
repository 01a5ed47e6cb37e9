"""What deploy/README.md tells people to type, typed: each block, on both databases."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from alertbot.store.backup import on_a_server
from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot
from tests.store import postgres

ROOT = Path(__file__).parents[2]
README = (ROOT / "deploy" / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"^## (?P<section>.+?)$|^```sh(?P<kind> postgresql)?\n(?P<lines>.*?)^```",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.running() as one:
        yield one


@dataclass(frozen=True)
class Block:
    """Some commands: under which heading, and whether they are for PostgreSQL."""

    section: str
    server: bool
    lines: str


def blocks() -> Iterator[Block]:
    section = ""
    for found in BLOCK.finditer(README):
        if found["section"]:
            section = found["section"]
        else:
            yield Block(section, bool(found["kind"]), found["lines"])


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Bot]:
    """A bot that has said its summary and told of one opening; stopped."""
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.to = ("team",)
        one.board.greenhouse("contoso", [greenhouse_job(1, "Engineer 1")])
        assert one.once().returncode == 0
        one.board.greenhouse("contoso", [greenhouse_job(n, f"Engineer {n}") for n in (1, 2)])
        assert one.once(wait=10).returncode == 0
        yield one


def typed(one: Bot, block: Block, env: dict[str, str]) -> str:
    """What a block says on both streams, in the folder of the configuration."""
    programs = one.folder / "bin"
    programs.mkdir(exist_ok=True)
    command = programs / "alertbot"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m alertbot "$@"\n', "utf-8")
    command.chmod(0o755)
    spec = find_spec(postgres.PACKAGE)
    theirs = f":{Path(spec.origin or '').with_name('pginstall')}/bin" if spec else ""
    everything = {
        **one.env,
        **env,
        "PATH": f"{programs}{theirs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["sh", "-eu", "-c", block.lines],
        cwd=one.folder,
        env=everything,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{block.section}: {block.lines}{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_every_command_for_sqlite_does_what_it_says(told: Bot) -> None:
    said = {block.section: typed(told, block, {}) for block in blocks() if not block.server}
    assert {*said} == {"Back up", "Restore", "Upgrade", "Watch"}
    assert "checked" in said["Back up"]
    assert "the database is sound" in said["Restore"]
    assert "nothing to do" in said["Upgrade"]
    assert told.once(wait=10).returncode == 0
    assert len(told.slack.messages) == 2, "nothing is told again"


@pytest.mark.slow
def test_every_command_for_postgresql_does_what_it_says(told: Bot, server: postgres.Server) -> None:
    """In the order in which one needs them: move there, dump, restore, and back."""
    env = {"PGHOST": str(server.folder), "PGUSER": postgres.USER}
    env["DATABASE_URL"] = server.url("alertbot")
    some = [block for block in blocks() if block.server]
    moving = [block for block in some if block.section == "Move to PostgreSQL"]
    assert len(moving) == 4
    said = "".join(typed(told, block, env) for block in moving[:3])
    assert "rows, compared" in said
    told.env |= env
    told.database = "${DATABASE_URL}"
    told.board.add_greenhouse("contoso", greenhouse_job(3, "Engineer 3"))
    assert told.once(wait=10).returncode == 0
    dump, restore = (block for block in some if block.section in ("Back up", "Restore"))
    typed(told, dump, env)
    assert "is sound" in typed(told, restore, env)
    typed(told, moving[3], env)
    told.database = "sqlite:///back.db"
    assert told.once(wait=10).returncode == 0
    names = [message.text for message in told.slack.messages]
    assert len(names) == 3, "each opening was told once, whatever it was moved to"
    server.drop("alertbot")


def test_what_the_document_links_to_is_there_or_another_part_s() -> None:
    others = ("systemd", "container")
    for target in re.findall(r"\]\(([^)#]+)", README):
        assert (ROOT / "deploy" / target).exists() or target.split("/")[0] in others


def test_the_command_that_is_said_for_a_dump_is_the_one_here() -> None:
    for verb in ("backup", "restore"):
        command = on_a_server("postgresql:///alertbot", verb)
        options = command.partition(" --dbname")[0]
        assert options in README
