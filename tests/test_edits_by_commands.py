"""What was sent stays true: real commands, a real database, and services on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

TODAY = datetime.now(UTC)
PAY = "The pay range for this role is $150,000 - $180,000 a year."


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Bot]:
    """A bot that has told of one engineer, since it knows its board."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [job(1, "Cook")])
        one.source("contoso", "greenhouse", board="contoso")
        one.searches = {"engineers": "engineer"}
        assert one.once(wait=5).returncode == 0
        one.board.greenhouse("contoso", [job(1, "Cook"), job(2, "Engineer")])
        assert one.once(wait=5).returncode == 0
        yield one


def job(number: int, title: str, pay: str = "") -> dict[str, object]:
    return greenhouse_job(number, title, pay=pay, posted=TODAY)


def alerts(bot: Bot) -> list[str]:
    """The messages on both services that are no summary, as they read now."""
    found = [one.text for one in bot.slack.messages] + [one.text for one in bot.telegram.messages]
    clean = (text.replace("\u2060", "") for text in found)
    return [text for text in clean if not text.startswith("What matches")]


def test_pay_that_appears_and_an_end_are_written_into_what_was_sent(told: Bot) -> None:
    before = alerts(told)
    assert len(before) == 2
    assert all("Pay not stated" in text for text in before)
    told.board.greenhouse("contoso", [job(1, "Cook"), job(2, "Engineer", PAY)])
    done = told.once(wait=5)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    paid = alerts(told)
    assert len(paid) == 2
    assert all("Pay now stated" in text and "180,000" in text for text in paid)
    told.board.greenhouse("contoso", [job(1, "Cook")])
    for _ in range(2):
        assert told.once(wait=5).returncode == 0
    closed = alerts(told)
    assert len(closed) == 2, "edited, and nothing said anew"
    assert all("No longer listed since" in text for text in closed)


def test_an_alert_that_was_a_mistake_is_taken_back(told: Bot) -> None:
    listed = told.run("openings", "show").stdout
    number = next(line.split()[0] for line in listed.splitlines() if "Engineer" in line)
    done = told.run("outbox", "retract", number)
    assert done.stdout == "2 messages are taken back as soon as `alertbot run` goes on\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert told.once(wait=5).returncode == 0
    assert alerts(told) == []
    assert "nobody was told" in told.run("outbox", "retract", number).stdout


def test_what_a_console_has_shown_stays(told: Bot) -> None:
    told.to = ("screen",)
    told.board.greenhouse("contoso", [job(1, "Cook"), job(2, "Engineer"), job(3, "Engineer 3")])
    assert "Engineer 3" in told.once(wait=5).stdout
    listed = told.run("openings", "show").stdout
    number = next(line.split()[0] for line in listed.splitlines() if "Engineer 3" in line)
    done = told.run("outbox", "retract", number)
    assert done.returncode == 1
    assert done.stdout == "screen keeps 1: what was sent there cannot be taken back\n"
    wrong = told.run("outbox", "retract", "99")
    assert wrong.returncode == 2
    assert "there is no opening 99" in wrong.stderr


def test_an_opening_of_a_summary_is_taken_out_of_it(told: Bot) -> None:
    listed = told.run("openings", "show").stdout
    number = next(line.split()[0] for line in listed.splitlines() if "Cook" in line)
    told.searches = {"engineers": "engineer", "cooks": "cook"}
    assert told.once(wait=5).returncode == 0
    assert any("Cook" in one.text for one in told.slack.messages)
    done = told.run("outbox", "retract", number)
    taken = "the opening is taken out of 2 digests or summaries as soon as `alertbot run` goes on"
    assert done.stdout == f"{taken}\n"
    assert told.once(wait=5).returncode == 0
    assert not any("Cook" in one.text for one in told.slack.messages)
    assert not any("Cook" in one.text for one in told.telegram.messages)
