"""Boards whose list does not say it all, and boards of several pages, the whole way."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.testing import Fault
from alertbot.traversal import DETAILS
from tests.bot import Bot
from tests.bot import bot as running

LIST = "/v1/companies/Contoso/postings"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot that watches a SmartRecruiters board, where only details say what the work is."""
    with running(tmp_path) as one:
        one.to = ("me",)
        one.source("contoso", "smartrecruiters", board="Contoso")
        one.searches = {"kafka": "engineer text:kafka"}
        yield one


def summary(number: int, title: str = "Engineer") -> dict[str, object]:
    return {
        "id": str(number),
        "name": f"{title} {number}",
        "company": {"identifier": "Contoso", "name": "Contoso"},
        "releasedDate": "2026-11-20T10:00:00.000Z",
        "location": {"city": "Berlin", "country": "de", "remote": False},
    }


def show(bot: Bot, *numbers: int, text: str = "You run Kafka.", details: bool = True) -> None:
    """Puts these on the board, in pages of a hundred, with their details."""
    for offset in range(0, max(len(numbers), 1), 100):
        page = {
            "offset": offset,
            "limit": 100,
            "totalFound": len(numbers),
            "content": [summary(number) for number in numbers[offset : offset + 100]],
        }
        bot.board.serve(f"{LIST}?limit=100&offset={offset}", json.dumps(page).encode())
    for number in numbers if details else ():
        job = {"jobAd": {"sections": {"jobDescription": {"title": "Work", "text": text}}}}
        bot.board.serve(f"{LIST}/{number}", json.dumps({**summary(number), **job}).encode())


def listing(*rows: dict[str, object], total: int = 0, offset: int = 0) -> bytes:
    found = total or len(rows)
    page = {"offset": offset, "limit": 100, "totalFound": found, "content": rows}
    return json.dumps(page).encode()


def fields(bot: Bot, id: str) -> tuple[str, bool]:
    """(title, whether there is a text) of a stored posting."""
    with contextlib.closing(sqlite3.connect(bot.folder / "alertbot.db")) as raw:
        query = (
            "SELECT fields ->> 'title', packed FROM postings "
            "LEFT JOIN descriptions ON posting_id = postings.id WHERE external_id = ?"
        )
        title, packed = raw.execute(query, (id,)).fetchone()
        return title, packed is not None


def asked_details(bot: Bot) -> list[str]:
    return [a.path.rpartition("/")[2] for a in bot.board.requests if a.path.startswith(f"{LIST}/")]


def texts(bot: Bot) -> list[str]:
    return [message.text for message in bot.telegram.messages]


def test_details_are_asked_for_once_and_decide(bot: Bot) -> None:
    show(bot, 1, 2)
    assert bot.once(5).returncode == 0
    assert "2 match now" in texts(bot)[0]
    show(bot, 1, 2, 3)
    assert bot.once(5).returncode == 0
    assert bot.once(5).returncode == 0
    assert asked_details(bot) == ["1", "2", "3"]
    assert len(texts(bot)) == 2
    assert "Engineer 3" in texts(bot)[1]


def test_a_posting_whose_detail_fails_is_alerted_from_the_list_and_tried_again(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, 1)
    assert bot.once(5).returncode == 0
    show(bot, 1, 2, details=False)
    assert bot.once(5).returncode == 0
    assert "Engineer 2" in texts(bot)[1]
    show(bot, 1, 2)
    for _ in range(3):
        assert bot.once(5).returncode == 0
    assert asked_details(bot) == ["1", "2", "2"], "once in vain, once with luck"
    assert len(texts(bot)) == 2, "that the text is there now is no news"


def test_a_detail_that_never_comes_is_given_up(bot: Bot) -> None:
    show(bot, 1, details=False)
    for _ in range(5):
        assert bot.once(5).returncode == 0
    assert asked_details(bot) == ["1", "1", "1"]


def test_an_opening_that_matches_only_by_its_late_detail_is_alerted(bot: Bot) -> None:
    show(bot, 1)
    assert bot.once(5).returncode == 0
    bot.board.fail(Fault.status(500), when=f"{LIST}/2")
    show(bot, 1, 2)
    bot.searches = {"kafka": "engineer text:kafka!"}
    assert bot.once(5).returncode == 0
    assert bot.once(5).returncode == 0
    assert sum("Engineer 2" in text for text in texts(bot)) == 1


@pytest.mark.slow
def test_a_detail_that_fails_takes_nothing_away_from_what_is_stored(bot: Bot) -> None:
    show(bot, 1)
    assert bot.once(5).returncode == 0
    bot.board.fail(Fault.status(500), when=f"{LIST}/1", times=None)
    show(bot, 1, 2)
    bot.board.serve(f"{LIST}?limit=100&offset=0", listing(summary(1, "Chief"), summary(2)))
    stored = []
    for _ in range(4):
        assert bot.once(5).returncode == 0
        stored.append(fields(bot, "1"))
    assert stored[0] == ("Engineer 1", True)
    assert stored[1] == ("Engineer 1", True)
    assert stored[2] == stored[3] == ("Chief 1", False), "after three tries the list speaks"
    assert asked_details(bot).count("1") == 4


@pytest.mark.slow
def test_a_service_that_throttles_details_loses_none(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, 1)
    assert bot.once(5).returncode == 0
    bot.board.fail(Fault.status(429, {"Retry-After": "0"}), when=f"{LIST}/", times=5)
    show(bot, 1, 2, 3)
    assert bot.once(5).returncode == 0
    assert len(texts(bot)) == 3, "alerted from the list"
    for _ in range(6):
        assert bot.once(5).returncode == 0
    assert all(has_text for _, has_text in (fields(bot, "2"), fields(bot, "3")))
    assert len(texts(bot)) == 3


@pytest.mark.slow
def test_details_that_wait_are_not_hidden_by_an_unchanged_list(bot: Bot) -> None:
    """The board rewords all of its postings at once, more than one walk has details for."""
    bot.searches = {"engineers": "engineer"}
    numbers = range(1, DETAILS + 11)
    show(bot, *numbers)
    assert bot.once(30).returncode == 0
    asked = len(asked_details(bot))
    for offset in range(0, len(numbers), 100):
        rows = [summary(n, "Chief") for n in numbers[offset : offset + 100]]
        listed = listing(*rows, total=len(numbers), offset=offset)
        bot.board.serve(f"{LIST}?limit=100&offset={offset}", listed)
    assert bot.once(30).returncode == 0
    assert len(asked_details(bot)) == asked + len(numbers)


def test_a_large_new_board_is_one_summary_however_many_walks_it_takes(bot: Bot) -> None:
    numbers = range(1, DETAILS + 51)
    show(bot, *numbers)
    assert bot.once(30).returncode == 0
    assert len(texts(bot)) == 1
    assert f"{len(numbers)} match now" in texts(bot)[0]
    assert sorted(asked_details(bot), key=int) == [str(number) for number in numbers]


def test_an_unchanged_board_of_several_pages_costs_a_304_a_page(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, *range(1, 151), details=False)
    bot.board.fail(Fault.status(404), when=f"{LIST}/", times=None)
    for _ in range(4):
        assert bot.once(5).returncode == 0
    before = len(bot.board.requests)
    assert bot.once(5).returncode == 0
    assert [asked.status for asked in bot.board.requests[before:]] == [304, 304]
    show(bot, *range(2, 152), details=False)
    assert bot.once(5).returncode == 0
    assert "Engineer 151" in texts(bot)[-1]


def test_a_page_that_fails_closes_nothing_and_hides_nothing(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, *range(1, 151))
    bot.board.fail(Fault.status(404), when=f"{LIST}/", times=None)
    assert bot.once(5).returncode == 0
    show(bot, *range(2, 152))
    bot.board.fail(Fault.status(500), when=lambda asked: "offset=100" in asked.query, times=2)
    for _ in range(2):
        done = bot.once(5)
        assert "page 2 was not read" in done.stderr
        assert "truncated" not in done.stderr, "the page was lost, not held back"
    listed = bot.run("sources", "--json").stdout
    assert json.loads(listed)["open"] == 150
    bot.once(5)
    assert "Engineer 151" in texts(bot)[-1]


@pytest.mark.slow
def test_a_board_over_its_cap_is_said_to_be_truncated_once(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    page = {"offset": 0, "limit": 100, "totalFound": 70, "content": [summary(1)]}
    bot.board.serve(f"{LIST}?limit=100&offset=0", json.dumps(page).encode())
    for _ in range(2):
        done = bot.once(15)
        assert "truncated, about 69 unread" in done.stderr
    assert sum("truncated" in text for text in texts(bot)) == 1
    health = json.loads(bot.run("sources", "--json").stdout)
    assert (health["state"], health["unread"]) == ("truncated", 69)
    assert "truncated" in bot.run("sources").stdout


def test_a_truncated_board_that_is_unchanged_is_said_to_be_truncated_again(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    page = {"offset": 0, "limit": 100, "totalFound": 70, "content": [summary(1)]}
    bot.board.serve(f"{LIST}?limit=100&offset=0", json.dumps(page).encode())
    bot.board.serve(f"{LIST}/1", json.dumps(summary(1)).encode())
    for _ in range(3):
        assert "truncated, about 69 unread" in bot.once(5).stderr


def test_what_was_not_read_is_one_line_and_stays_to_be_seen(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, *range(1, 351))
    assert bot.once(5).returncode == 0
    show(bot, *range(2, 352))
    bot.board.fail(Fault.status(500), when=lambda asked: "offset=0" not in asked.query, times=None)
    done = bot.once(5)
    bot.board.heal()
    (line,) = done.stderr.splitlines()
    assert "source contoso: page 2 was not read" in line
    assert "2 more like it" in line
    health = json.loads(bot.run("sources", "--json").stdout)
    assert (health["state"], health["failures"]) == ("partial", 0)
    assert "page 2 was not read" in bot.run("sources").stdout
    bot.once(5)
    assert json.loads(bot.run("sources", "--json").stdout)["state"] == "healthy"


def test_details_that_fail_are_said(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, 1, 2)
    bot.board.fail(Fault.status(404), when=f"{LIST}/", times=None)
    assert "the details of 2 not read: " in bot.once(5).stderr


def test_another_companys_board_is_doubted_and_closes_nothing(bot: Bot) -> None:
    bot.searches = {"engineers": "engineer"}
    show(bot, 1, 2)
    assert bot.once(5).returncode == 0
    theirs = [{**summary(9), "company": {"identifier": "Contoso", "name": "Fabrikam"}}]
    page = {"offset": 0, "limit": 100, "totalFound": 1, "content": theirs}
    bot.board.serve(f"{LIST}?limit=100&offset=0", json.dumps(page).encode())
    done = bot.once(5)
    assert done.returncode == 1
    assert "was Contoso's and is Fabrikam's now" in done.stderr
    assert len(texts(bot)) == 1
    assert json.loads(bot.run("sources", "--json").stdout)["open"] == 2
    assert "company: Fabrikam" in done.stderr
    bot.source("contoso", "smartrecruiters", board="Contoso", company="Fabrikam")
    bot.board.serve(f"{LIST}/9", json.dumps(theirs[0]).encode())
    assert bot.once(5).returncode == 0, "as it was told to"
