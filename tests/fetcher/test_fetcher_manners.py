"""Manners towards a host: pauses, robots.txt, freshness; and keys that stay out of sight."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from alertbot.errors import BadStatus, Disallowed, FetchError
from alertbot.fetcher import Fetcher, answers, robots
from alertbot.model import Page, Request, Secret
from alertbot.testing import Board, Fault

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as board:
        for path in ("/jobs", "/private/jobs"):
            board.page(path, "<h1>Engineer</h1>")
        yield board


class Turned:
    """A clock that a test turns."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


def fetch_all(
    board: Board, *paths: str, clock: Turned | None = None, pause: float = 0, turn: float = 0
) -> list[Page | FetchError | None]:
    """What each path gives, asked one after another by one fetcher that obeys robots.txt."""
    moment = clock or Turned()

    async def scenario() -> list[Page | FetchError | None]:
        found: list[Page | FetchError | None] = []
        async with Fetcher(clock=moment) as fetcher:
            for path in paths:
                try:
                    page = await fetcher.fetch(
                        Request(f"{board.url}{path}"),
                        private=True,
                        robots=True,
                        pause=timedelta(seconds=pause),
                    )
                    found.append(page)
                except FetchError as error:
                    found.append(error)
                moment.now += timedelta(hours=turn)
        return found

    return asyncio.run(scenario())


def paths(board: Board) -> list[str]:
    return [asked.path for asked in board.requests]


def test_robots_txt_is_obeyed_and_read_once_a_day(board: Board) -> None:
    board.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    allowed, refused, again = fetch_all(board, "/jobs", "/private/jobs", "/jobs")
    assert isinstance(allowed, Page)
    assert isinstance(again, Page)
    assert isinstance(refused, Disallowed)
    assert "robots.txt" in str(refused)
    assert paths(board) == ["/robots.txt", "/jobs", "/jobs"]
    fetch_all(board, "/jobs", "/jobs", turn=25)
    assert paths(board)[3:] == ["/robots.txt", "/jobs", "/robots.txt", "/jobs"]


def test_rules_for_us_go_before_rules_for_all(board: Board) -> None:
    said = "User-agent: *\nDisallow: /\n\nUser-agent: AlertBot\nDisallow: /private\n"
    board.page("/robots.txt", said, "text/plain")
    allowed, refused = fetch_all(board, "/jobs", "/private/jobs")
    assert isinstance(allowed, Page)
    assert isinstance(refused, Disallowed)


def test_without_a_robots_txt_everything_is_allowed(board: Board) -> None:
    (page,) = fetch_all(board, "/jobs")
    assert isinstance(page, Page)
    assert paths(board) == ["/robots.txt", "/jobs"]


def test_a_robots_txt_that_cannot_be_had_forbids_for_now(board: Board) -> None:
    board.fail(Fault.status(503), when="robots.txt")
    refused, page = fetch_all(board, "/jobs", "/jobs")
    assert isinstance(refused, Disallowed)
    assert "503" in str(refused)
    assert isinstance(page, Page), "it is asked for again at once"


def test_a_robots_txt_of_rubbish_forbids_nothing(board: Board) -> None:
    board.page("/robots.txt", b"\xff\x00<html>Disallow: /" * 50_000, "text/plain")
    (page,) = fetch_all(board, "/jobs")
    assert isinstance(page, Page)


def test_a_robots_txt_of_thousands_of_names_and_rules_is_read_at_once() -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(15_000))
    said = f"{names}Disallow: /\n" + "Disallow: /private\n" * 15_000
    began = time.perf_counter()
    rules = robots.Rules.of(said, NOW)
    assert rules.allows("https://b.example/private")
    assert not robots.Rules.of(f"User-agent: *\n{said}", NOW).allows("https://b.example/private")
    assert time.perf_counter() - began < 5, "each rule for each name would take minutes"


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: AlertBot/1.0 # us\nDisallow: /", False),
        ("User-agent: a\nUser-agent: alertbot\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: alertbot\nDisallow:", True),
        ("User-agent: alertbot2\nDisallow: /\nUser-agent: b\nDisallow: /", True),
        ("User-agent: *\nAllow: /\nUser-agent: b\nDisallow: /", True),
        ("User-agent: *\n\n# all\nUser-agent: b\nDisallow: /", False),
    ],
)
def test_whom_rules_are_for(said: str, allowed: bool) -> None:
    assert robots.Rules.of(said, NOW).allows("https://b.example/jobs") is allowed


def test_sources_of_one_host_that_start_together_read_its_robots_txt_once(board: Board) -> None:
    board.page("/robots.txt", "", "text/plain")

    async def scenario() -> None:
        async with Fetcher(clock=lambda: NOW) as fetcher:
            request = Request(f"{board.url}/jobs")
            asked = (fetcher.fetch(request, private=True, robots=True) for _ in range(3))
            await asyncio.gather(*asked)

    asyncio.run(scenario())
    assert sorted(paths(board)) == ["/jobs", "/jobs", "/jobs", "/robots.txt"]


def test_a_crawl_delay_is_kept_and_bounded() -> None:
    def delay(said: str) -> float:
        return robots.Rules.of(f"User-agent: *\nCrawl-delay: {said}\n", NOW).delay.total_seconds()

    assert delay("2.5") == 2.5
    assert delay("86400") == 30
    assert delay("-1") == 0
    assert delay("soon") == 0


def test_requests_to_one_host_keep_a_pause(board: Board) -> None:
    board.page("/robots.txt", "", "text/plain")
    fetch_all(board, "/jobs", "/jobs", pause=0.2)
    at = [asked.at for asked in board.requests]
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(at)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.19


def test_a_key_is_sent_and_never_shown(board: Board) -> None:
    request = Request(f"{board.url}/jobs?what=sre", keys=(("app_key", Secret("canary-of-key")),))
    assert "canary" not in repr(request) + request.key

    async def scenario() -> Page | None:
        async with Fetcher(clock=lambda: NOW) as fetcher:
            return await fetcher.fetch(request, private=True)

    page = asyncio.run(scenario())
    assert page is not None
    assert page.url == request.url
    assert "canary" not in repr(page)
    assert board.requests[0].arguments() == {"what": "sre", "app_key": "canary-of-key"}


def test_a_key_does_not_follow_a_redirect(board: Board) -> None:
    board.fail(Fault.redirect(f"{board.url}/elsewhere"))
    request = Request(f"{board.url}/jobs", keys=(("app_key", Secret("canary-of-key")),))

    async def scenario() -> None:
        async with Fetcher(clock=lambda: NOW) as fetcher:
            await fetcher.fetch(request, private=True)

    with pytest.raises(BadStatus, match="not followed") as caught:
        asyncio.run(scenario())
    assert "canary" not in str(caught.value)
    assert len(board.requests) == 1


@pytest.mark.parametrize(
    ("said", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, max-age=600", "100", 500),
        ("max-age=600", "9999", 0),
        ("max-age=0, private, must-revalidate", "", 0),
        ("no-cache, max-age=600", "", 0),
        ("max-age=99999999", "", 24 * 3600),
        ('max-age="60"', "x", 60),
        ("s-maxage=5", "", 0),
        ("", "", 0),
    ],
)
def test_how_long_an_answer_stays_as_it_is(said: str, age: str, seconds: int) -> None:
    assert answers.fresh_for(said, age) == timedelta(seconds=seconds)
