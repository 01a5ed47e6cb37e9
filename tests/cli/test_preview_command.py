"""`alertbot preview`: samples without anything else, and openings that a real run has stored."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.model import OpeningAlert
from alertbot.samples import SAMPLES
from alertbot.testing import greenhouse_job
from tests.bot import CHAT, Bot, Done, bot

NAMES = (
    *("plain", "no-pay", "several-pay-ranges", "thirty-places", "long-title", "emoji"),
    *("right-to-left", "cjk", "hostile", "pay-raised", "closed", "reopened", "reposted"),
    *("digest-of-3", "digest-of-60", "summary", "notice"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that has stored opening 1, which two searches find. Not to be changed."""
    with bot(tmp_path_factory.mktemp("previewed")) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.searches |= {"seniors": "senior pay>=100k"}
        job = greenhouse_job(8, "Sr. Kafka Engineer", pay="", posted=datetime.now(UTC))
        cook = greenhouse_job(9, "Cook", posted=datetime.now(UTC))
        one.board.greenhouse("contoso", [job, cook])
        assert one.once(wait=5).returncode == 0
        yield one


def said(done: Done) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(done: Done) -> str:
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


def heads(words: str) -> list[str]:
    """The lines outside the messages, without their figures."""
    lines = [line for line in words.splitlines() if line and line[0] not in "│┃▌"]
    return [line.partition(": ")[0] for line in lines]


# -- samples ----------------------------------------------------------------------------------


def test_what_was_promised_is_among_the_samples() -> None:
    assert set(NAMES) <= set(SAMPLES)
    alert, _ = SAMPLES["long-title"]
    assert isinstance(alert, OpeningAlert)
    assert len(alert.opening.title) in range(280, 301)


@pytest.mark.slow
def test_without_a_word_and_without_a_configuration_it_shows_a_sample(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alertbot", "preview"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert heads(done.stdout) == ["plain", "Slack", "Telegram"]
    assert "--sample" in done.stderr
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*command, "--sample", "cjk"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env=ascii_only,
    )
    assert "| ???????(?????)\n| \n| ???????? - ???\n" in done.stdout


def test_all_samples_are_shown_each_in_both(told: Bot) -> None:
    shown = heads(said(told.run("preview", "--sample")))
    assert shown == [line for name in SAMPLES for line in (name, "Slack", "Telegram")]


@pytest.mark.parametrize("words", [["--sample", "notice"], ["--sample=notice"]])
def test_one_sample_in_one_kind(told: Bot, words: list[str]) -> None:
    assert said(told.run("preview", "--kind", "slack", *words)) == (
        "notice\n\n"
        "Slack: 162 of 12,000 characters, 1 of 50 blocks\n"
        "│ Slack #job-alerts is paused: is_archived.\n"
        "│ Resume it with: alertbot outbox resume\n"
    )


# -- openings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["1", "8", "contoso/8"])
def test_a_stored_opening_is_shown_with_the_searches_that_find_it(told: Bot, word: str) -> None:
    words = said(told.run("preview", word, "--kind", "slack"))
    assert words.startswith("Sr. Kafka Engineer: opening 1, found by engineers, seniors\n\nSlack: ")
    assert "│ Pay not stated · posted " in words
    assert "│ Matches engineers: engineer (Sr. Kafka Engineer)\n" in words


def test_what_no_search_finds_is_shown_all_the_same(told: Bot) -> None:
    words = said(told.run("preview", "2", "--kind", "telegram"))
    assert words.startswith("Cook: opening 2, which no search finds\n")
    assert "Matches" not in words


def test_a_channel_gets_what_its_own_searches_find(told: Bot) -> None:
    words = said(told.run("preview", "1", "--channel", "me"))
    assert heads(words)[1] == f"Telegram, me ({CHAT})"
    assert "Matches engineers" in words
    other = told.config.read_text().replace('"to": ["team", "me"]', '"to": ["team"]')
    config = told.folder / "other.yaml"
    config.write_text(other.replace('"to": 123456789', '"silent": true, "to": 123456789'))
    words = said(told.run("preview", "1", "--channel", "me", "-c", str(config)))
    assert "which no search finds" in words
    assert "entities, sent without a sound\n" in words


def test_a_message_is_what_was_sent(told: Bot) -> None:
    """The summary of the run was sent by the same renderer: its links are in the preview's page."""
    (sent,) = told.telegram.messages
    page = said(told.run("preview", "1", "--html"))
    (address,) = {one.url for one in sent.entities if one.url and one.url.endswith("/8")}
    assert f'href="{address}"' in page


# -- pages ------------------------------------------------------------------------------------


def test_a_page_goes_to_a_file_a_pipe_or_standard_output(told: Bot) -> None:
    path = told.folder / "page.html"
    done = told.run("preview", "1", "--html", str(path))
    assert (done.returncode, done.stdout) == (0, "")
    assert "page.html" in done.stderr
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert "Sr. Kafka Engineer" in page
    ages = re.compile("posted (?:just now|[0-9a-z ]+ ago)|[0-9]{2}:[0-9]{2}")
    for words in (["--html"], ["--html", "-"], ["--html", "--kind", "slack"]):
        again = ages.sub("", said(told.run("preview", "1", *words)))
        assert (again == ages.sub("", page)) is ("slack" not in words)


# -- mistakes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (["nope"], "nope: there is no opening of this number"),
        (["1", "--channel", "mee"], "unknown channel 'mee', did you mean 'me'?"),
        (["--kind", "telegramm"], "unknown kind of channel 'telegramm', did you mean 'telegram'?"),
        (["--sample", "plian"], "unknown sample 'plian', did you mean 'plain'?"),
        (["1", "--sample", "plain"], "name an opening or --sample, not both"),
        (["--kind", "slack", "--channel", "me"], "name --channel or --kind, not both"),
        (["1", "--html", "/nowhere/page.html"], "/nowhere/page.html: No such file or directory"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    told: Bot, words: list[str], mistake: str
) -> None:
    assert refused(told.run("preview", *words)).startswith(f"alertbot: {mistake}")


def test_an_address_that_cannot_be_read_is_a_failure(told: Bot) -> None:
    done = told.run("preview", "http://127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("alertbot: http://127.0.0.1:1/x: ")
