"""`alertbot replay`, on what a run has stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

FIRST = [greenhouse_job(1, "Kubernetes Engineer"), greenhouse_job(2, "Chef")]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that read two at first, and one engineer more since."""
    with bot(tmp_path_factory.mktemp("replay")) as one:
        one.board.greenhouse("contoso", FIRST)
        one.source("contoso", "greenhouse", board="contoso")
        one.searches |= {"cooks": "chef", "engineers": "engineer"}
        assert one.once().returncode == 0
        one.board.greenhouse("contoso", [*FIRST, greenhouse_job(3, "Java Engineer")])
        one.once()  # what it has to say waits for its turn: nobody needs to hear it
        yield one


def changed(read: Bot, **queries: str) -> Path:
    """A configuration beside the bot's own, with these searches."""
    before = dict(read.searches)
    read.searches.clear()
    read.searches |= queries
    read.write()
    new = read.folder / "new.yaml"
    new.write_text(read.config.read_text())
    read.searches.clear()
    read.searches |= before
    read.write()
    return new


def objects(read: Bot, *arguments: str) -> list[dict[str, Any]]:
    done = read.run("replay", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_against_the_usual_configuration(read: Bot) -> None:
    new = changed(read, engineers="engineer -java", cooks="chef", javas="jva OR java")
    first, *rest = objects(read, "-c", str(new))
    assert (first["against"], first["looked_at"]) == ("alertbot.yaml", 3)
    assert [(one["search"], one["state"], one["added"], one["removed"]) for one in rest] == [
        ("engineers", "changed", 0, 1),
        ("cooks", "unchanged", 0, 0),
        ("javas", "new", 1, 0),
    ]
    assert rest[0]["newest_removed"][0]["title"] == "Java Engineer"
    assert [one["condition"] for one in rest[2]["never"]] == ["jva"]


def test_in_words(read: Bot) -> None:
    new = changed(read, engineers="engineer", all="engineer OR chef", kubs="kubernets pay>=1")
    done = read.run("replay", "-c", str(new), "--against", "alertbot.yaml")
    assert done.returncode == 0
    assert all(len(line) <= 80 for line in done.stdout.splitlines()[1:])
    for words in (
        "engineers  unchanged  2 now",
        "all        new        3 added, 0 removed, 3 now",
        "cooks      gone       1 removed",
        "! no opening says 'kubernets'; 'kubernetes' is in 1 (kubernets)",
        "all 2 of engineers are among the 3 of all",
    ):
        assert words in done.stdout


def test_against_what_was_really_alerted(read: Bot) -> None:
    changed(read)
    first, *rest = objects(read)
    assert first["against"] is None
    assert {one["search"]: one["state"] for one in rest} == {
        "cooks": "unchanged",
        "engineers": "unchanged",
    }


def test_a_configuration_that_is_wrong_says_where(read: Bot) -> None:
    new = changed(read, engineers="titel:engineer")
    done = read.run("replay", "-c", str(new))
    assert (done.returncode, done.stdout) == (2, "")
    assert "new.yaml" in done.stderr
    assert "did you mean 'title'?" in done.stderr
