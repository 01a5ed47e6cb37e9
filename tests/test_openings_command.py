"""`alertbot openings` and `alertbot sources release`, on what a run has stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alertbot.store import Store
from alertbot.store.tables import bursts, openings
from alertbot.testing import greenhouse_job
from tests.bot import Bot, Done, bot

TODAY = datetime.now(UTC)


def engineer(number: int) -> dict[str, object]:
    return greenhouse_job(number, f"Engineer {number}", posted=TODAY)


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Bot]:
    """A bot that has read three engineers once."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [engineer(n) for n in range(1, 4)])
        one.source("contoso", "greenhouse", board="contoso")
        assert one.once().returncode == 0
        yield one


def shown(bot: Bot, *arguments: str) -> list[dict[str, Any]]:
    done = bot.run("openings", "show", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(done: Done) -> list[str]:
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.splitlines()


def test_the_list_is_the_newest_first(read: Bot) -> None:
    listed = shown(read)
    assert [one["opening"] for one in listed] == [3, 2, 1]
    assert {one["state"] for one in listed} == {"open"}
    (one,) = shown(read, "--title", "engineer 2")
    assert (one["title"], one["sources"]) == ("Engineer 2", ["contoso"])
    assert [one["opening"] for one in shown(read, "--limit", "1")] == [3]
    table = read.run("openings", "show").stdout.splitlines()
    assert table[0].split()[:3] == ["opening", "state", "title"]
    assert "Engineer 3" in table[1]
    assert read.run("openings", "show", "--title", "cook").stdout == "no such opening\n"


def test_what_somebody_wrote_is_no_markup(read: Bot) -> None:
    job = greenhouse_job(9, "Engineer [red]now[/red] [/]")
    read.board.greenhouse("contoso", [*(engineer(n) for n in range(1, 4)), job])
    assert read.once(wait=10).returncode == 0
    assert "[red]now[/red] [/]" in read.run("openings", "show").stdout


def test_all_that_is_known_of_one(read: Bot) -> None:
    (story,) = shown(read, "2")
    (posting,) = story["postings"]
    assert (posting["source"], posting["id"], posting["because"]) == ("contoso", "2", "")
    assert [until for _, until in posting["listed"]] == [None]
    text = read.run("openings", "show", "2").stdout
    for words in ("opening 2: Engineer 2", "contoso/2  http", "listed since", "first seen"):
        assert words in text


def test_merge_and_split_and_what_a_reader_hears(read: Bot) -> None:
    merged = read.run("openings", "merge", "1", "2", "3")
    assert (merged.returncode, merged.stdout) == (0, "openings 2, 3 are opening 1 now\n")
    assert read.once().returncode == 0
    before = len(read.slack.messages)
    assert before == 1, "the summary alone"
    (story,) = shown(read, "3")
    assert (story["opening"], story["merged"], story["by_hand"]) == (1, [2, 3], True)
    text = read.run("openings", "show", "3").stdout
    assert text.startswith("opening 3 was merged into 1, which is shown\n")
    assert "merged: with 2, 3" in text

    quiet = read.run("openings", "split", "1", "contoso/3", "--quiet")
    assert quiet.stdout == "opening 4 is one of its own now: nobody is told of it\n"
    split = read.run("openings", "split", "1", "contoso/2")
    assert split.stdout == "opening 5 is one of its own now: 2 alerts of it wait\n"
    assert read.once(wait=10).returncode == 0
    assert ["Engineer 2" in one.text for one in read.slack.messages[before:]] == [True]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["show", "77"], ["there is no opening 77: `alertbot openings show` lists them"]),
        (["merge", "1"], ["name two openings at least: the first is what they become"]),
        (["merge", "1", "1", "77"], ["opening 1 is named twice", "there is no opening 77: "]),
        (["split", "1", "2"], ["2: write SOURCE/ID, as `openings show 1` prints it"]),
        (["split", "1", "contoso/1"], ["these are all postings of opening 1: one has to stay"]),
        (["split", "1", "contoso/2"], ["posting contoso/2 is one of opening 2"]),
        (["split", "1", "contoso/a/b"], ["there is no posting contoso/a/b: "]),
    ],
)
def test_mistakes_are_a_line_each_and_nothing_is_done(
    read: Bot, arguments: list[str], lines: list[str]
) -> None:
    said = refused(read.run("openings", *arguments))
    assert len(said) == len(lines)
    assert all(one.startswith(start) for one, start in zip(said, lines, strict=True))
    assert len(shown(read)) == 3


def test_without_a_database_it_says_what_makes_one(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        (said,) = refused(one.run("openings", "show"))
        assert "`alertbot run` makes it" in said
        assert one.databases() == []


def hold(bot: Bot) -> None:
    """Makes the three openings a burst that is held."""
    store = Store(f"sqlite:///{bot.folder}/alertbot.db")
    with store._database.write() as connection:
        burst = {"id": 1, "source": "contoso", "at": TODAY, "ends_at": TODAY + timedelta(hours=6)}
        connection.execute(bursts.insert().values(burst))
        connection.execute(openings.update().values(burst_id=1))
    store.close()


@pytest.mark.parametrize(
    ("options", "how", "messages"),
    [
        ([], "an alert for each that a search finds", 4),
        (["--summary"], "one summary of those that a search finds", 2),
        (["--drop"], "nobody is told of them", 1),
    ],
)
def test_a_burst_is_released(read: Bot, options: list[str], how: str, messages: int) -> None:
    hold(read)
    health = read.run("sources").stdout
    assert "holds 3 openings of a burst until" in health
    (as_json,) = (json.loads(line) for line in read.run("sources", "--json").stdout.splitlines())
    assert as_json["held"] == 3
    assert {one["state"] for one in shown(read)} == {"held"}
    done = read.run("sources", "release", "contoso", *options)
    assert (done.returncode, done.stdout) == (0, f"contoso: 3 openings released, {how}\n")
    assert read.once(wait=20).returncode == 0
    assert len(read.slack.messages) == messages
    assert "holds" not in read.run("sources").stdout


def test_mistakes_of_a_release(read: Bot) -> None:
    (nothing,) = refused(read.run("sources", "release", "contoso"))
    assert nothing.startswith("nothing of contoso is held")
    (both,) = refused(read.run("sources", "release", "contoso", "--summary", "--drop"))
    assert both == "name --summary or --drop, not both"


@pytest.mark.slow
def test_beside_a_running_service(read: Bot) -> None:
    with read.running():
        for number in (2, 3):
            assert read.run("openings", "merge", "1", str(number)).returncode == 0
    assert [one["opening"] for one in shown(read)] == [1]
