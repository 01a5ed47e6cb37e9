"""From the address of a careers page to the source that reads it, tried on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.finder import Offer, as_yaml
from alertbot.testing import Board, greenhouse_job, lever_posting
from tests.bot import Bot
from tests.bot import bot as running

POSTING = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Ship's Cook",
        "hiringOrganization": {"name": "Northwind"},
        "description": "<p>Cooks on ships, and has done so for long.</p>" * 5,
    }
)


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot, and a server that is a Greenhouse and a Lever with a board each."""
    with running(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(number) for number in (1, 2)])
        one.board.lever("northwind", [lever_posting(1)])
        yield one


@pytest.fixture
def board(bot: Bot) -> Board:
    return bot.board


def find(bot: Bot, address: str, *more: str) -> tuple[int, str, str]:
    done = bot.run("sources", "find", address, "--base-url", bot.board.url, *more)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://boards.greenhouse.io/contoso", "{kind: greenhouse, board: contoso}"),
        ("boards.greenhouse.io/contoso/jobs/4012?gh_src=x", "{kind: greenhouse, board: contoso}"),
        ("https://jobs.lever.co/northwind", "{kind: lever, site: northwind}"),
    ],
)
def test_an_address_says_it_all(bot: Bot, board: Board, address: str, said: str) -> None:
    code, out, err = find(bot, address)
    assert (code, err) == (0, "")
    assert said in out
    assert "posting" in out.splitlines()[1]


def test_what_is_printed_can_be_pasted(bot: Bot, board: Board) -> None:
    _, out, _ = find(bot, "https://boards.greenhouse.io/contoso")
    bot.config.write_text(
        f"{out}channels: {{screen: {{kind: console}}}}\nsearches: {{all: {{where: engineer}}}}\n"
    )
    bot.write = lambda: None  # type: ignore[method-assign] # the file is this test's own
    assert bot.run("check").returncode == 0


@pytest.mark.parametrize(
    ("employer", "value", "line"),
    [
        ("3M", ["a b", "C"], "  themuse-3m: {kind: themuse, x: ['a b', C]}"),
        ("Null", {"f g": ["1"]}, "  themuse-null: {kind: themuse, x: {'f g': ['1']}}"),
        ("日本", "don't", "  themuse: {kind: themuse, x: 'don''t'}"),
    ],
)
def test_options_of_any_form_are_yaml(employer: str, value: object, line: str) -> None:
    assert as_yaml(Offer("themuse", {"x": value}, employer)) == line


def test_a_page_cannot_send_us_into_the_network_behind(bot: Bot, board: Board) -> None:
    """The host that was typed may be private; what its page names is the page's word."""
    inside = board.url.replace("127.0.0.1", "127.1")  # the same server
    board.page("/careers", f'<iframe src="{inside}/admin"></iframe><p>Work with us')
    code, _, _ = find(bot, f"{board.url}/careers")
    assert code == 1
    assert not [asked for asked in board.requests if asked.path == "/admin"]
    board.page("/careers", f'<iframe src="{board.url}/admin"></iframe><p>Work with us')
    find(bot, f"{board.url}/careers")
    assert [asked for asked in board.requests if asked.path == "/admin"]


@pytest.mark.parametrize(
    "source",
    [
        '<script src="https://boards.greenhouse.io/embed/job_board/js?for=contoso"></script>',
        '<iframe src="https://boards.greenhouse.io/embed/job_board?for=contoso&amp;b=1"></iframe>',
        '<script>var x = {"url":"https:\\/\\/boards.greenhouse.io\\/contoso"}</script>',
    ],
)
def test_a_careers_page_names_its_board(bot: Bot, board: Board, source: str) -> None:
    board.page("/careers", f"<html><title>Careers</title><body>{source}</body></html>")
    code, out, _ = find(bot, f"{board.url}/careers")
    assert code == 0
    assert "{kind: greenhouse, board: contoso}" in out


def test_a_page_is_looked_into_for_the_page_that_names_it(bot: Bot, board: Board) -> None:
    board.page("/", '<a href="/about">About</a> <a href="/en/careers">Work with us</a>')
    board.page("/en/careers", '<a href="https://jobs.lever.co/northwind/1">Cook</a>')
    code, out, _ = find(bot, f"{board.url}/")
    assert code == 0
    assert "{kind: lever, site: northwind}" in out


def test_a_saved_page_will_do(bot: Bot, board: Board, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text('<a href="https://jobs.lever.co/northwind/1">Cook</a>')
    code, out, _ = find(bot, str(saved), "--url", "https://northwind.example/careers")
    assert code == 0
    assert "{kind: lever, site: northwind}" in out


def test_a_saved_page_that_says_where_it_is_from_needs_no_address(bot: Bot, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text('<link rel="canonical" href="https://jobs.lever.co/northwind"><h1>Jobs</h1>')
    code, out, _ = find(bot, str(saved))
    assert code == 0
    assert "{kind: lever, site: northwind}" in out


def test_a_page_with_postings_of_its_own(bot: Bot, board: Board) -> None:
    board.page("/jobs/1", f'<script type="application/ld+json">{POSTING}</script>')
    code, out, _ = find(bot, f"{board.url}/jobs/1")
    assert code == 0
    assert "kind: page" in out
    assert "Ship's Cook" in out


def test_a_feed(bot: Bot, board: Board) -> None:
    feed = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Jobs</title><item>"
        "<title>Cook</title><link>https://x.example/1</link><guid>1</guid></item></channel></rss>"
    )
    board.page("/feed.xml", feed, "application/rss+xml")
    assert "kind: rss" in find(bot, f"{board.url}/feed.xml")[1]
    board.page("/", '<link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Jobs')
    assert "kind: rss" in find(bot, f"{board.url}/")[1]


def test_json_for_scripts(bot: Bot, board: Board) -> None:
    _, out, _ = find(bot, "https://jobs.lever.co/northwind", "--json")
    offer = json.loads(out)
    assert (offer["kind"], offer["options"]) == ("lever", {"site": "northwind"})
    assert offer["total"] == 1


def test_what_is_named_and_cannot_be_read_is_shown_all_the_same(bot: Bot, board: Board) -> None:
    code, out, err = find(bot, "https://boards.greenhouse.io/nobody")
    assert code == 1
    assert "{kind: greenhouse, board: nobody}" in out
    assert "404" in err


def test_nothing_is_found_where_nothing_is(bot: Bot, board: Board) -> None:
    board.page("/", "<title>Hello</title><p>Welcome to our bakery.")
    code, out, err = find(bot, f"{board.url}/")
    assert code == 1
    assert out == ""
    assert "nothing that could be read was found" in err
    assert find(bot, "ftp://x.example/")[0] == 2
