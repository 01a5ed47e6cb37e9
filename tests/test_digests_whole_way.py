"""From a board to a digest, with real commands, a real database, and services on loopback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

TODAY = datetime.now(UTC)
NIGHT = " - ".join(f"{TODAY + hours * timedelta(hours=1):%H:%M}" for hours in (-2, 3))


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Bot]:
    """A bot that has read its board, on which two more engineers are looked for since."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(1, "Engineer 1", posted=TODAY)])
        one.source("contoso", "greenhouse", board="contoso")
        one.searches = {"engineers": "engineer"}
        assert one.once(wait=5).returncode == 0
        for number in (2, 3):
            job = greenhouse_job(number, f"Messaging Engineer {number}", posted=TODAY)
            one.board.add_greenhouse("contoso", job)
        yield one


def rows(whole: Bot, *arguments: str) -> list[dict[str, object]]:
    listed = whole.run("outbox", "list", "--json", *arguments).stdout
    found: list[dict[str, object]] = [json.loads(line) for line in listed.splitlines()]
    return [row for row in found if row["kind"] != "summary"]


def ends(whole: Bot) -> None:
    """Whatever is waited for, its time comes."""
    with closing(sqlite3.connect(whole.folder / "alertbot.db")) as raw:
        raw.execute("UPDATE outbox SET not_before = 1 WHERE kind = 'digest'")
        raw.commit()


def said(whole: Bot) -> list[str]:
    """The texts of the messages after the summaries, without what keeps words from being live."""
    texts = [one.text for one in whole.slack.messages[1:]]
    texts += [one.text for one in whole.telegram.messages[1:]]
    return [text.replace("\u2060", "") for text in texts]


def test_what_comes_in_the_night_is_said_together_when_it_ends(whole: Bot) -> None:
    whole.timing = {"quiet": NIGHT}
    done = whole.once()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "to wait is no failure"
    assert said(whole) == []
    digests = [row for row in rows(whole) if row["kind"] == "digest"]
    assert [(row["state"], row["title"]) for row in digests] == [("pending", "2 openings")] * 2
    (first, second) = rows(whole, "--digest", str(digests[0]["id"]))
    assert (first["state"], second["digest"]) == ("pending", digests[0]["id"])
    told = whole.run("explain", str(first["opening"]), "--search", "engineers").stdout
    assert "came in quiet hours, goes with a digest" in " ".join(told.split())
    ends(whole)
    assert whole.once(wait=5).returncode == 0
    assert len(said(whole)) == 2
    for text in said(whole):
        assert "2 openings from the quiet hours" in text
        assert "Messaging Engineer 2" in text
        assert "Messaging Engineer 3" in text
    assert {row["state"] for row in rows(whole)} == {"delivered"}
    assert whole.run("db", "check").returncode == 0


def test_what_is_over_a_limit_waits_for_the_evening(whole: Bot) -> None:
    whole.max_per_day = "1"
    assert whole.once(wait=5).returncode == 0
    assert len(said(whole)) == 2, "one a chat"
    waiting = [row for row in rows(whole, "--state", "pending") if row["kind"] == "opening"]
    assert [row["reason"] for row in waiting] == ["over the limit of a day, goes with a digest"] * 2
    ends(whole)
    assert whole.once(wait=5).returncode == 0
    assert len(said(whole)) == 4
    assert all("Messaging Engineer" in text and "openings" not in text for text in said(whole))


def test_where_all_of_a_digest_has_closed_nothing_is_sent(whole: Bot) -> None:
    whole.timing = {"quiet": NIGHT}
    whole.once()
    with closing(sqlite3.connect(whole.folder / "alertbot.db")) as raw:
        raw.execute("UPDATE openings SET closed_at = 1 WHERE id > 1")
        raw.commit()
    ends(whole)
    assert whole.once(wait=5).returncode == 0
    assert said(whole) == []
    assert {(row["state"], row["reason"]) for row in rows(whole)} == {
        ("delivered", "closed before it went")
    }
