"""Polls of a board on loopback, with a clock that the test turns."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.config import SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.poller import Poller, Result
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.register import Watched
from alertbot.testing import Board, Fault
from tests.laid import laid

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EVERY = timedelta(hours=1)
LIST = "/v1/companies/Contoso/postings"
KINDS = sources.kinds()


class Clock:
    """Goes on by `step` whenever it is looked at."""

    def __init__(self, step: timedelta = timedelta()) -> None:
        self.now = NOW
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as board:
        yield board


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(laid(tmp_path / "alertbot.db"))
    one.register.sync_sources({"contoso": Watched("asks", "reads", EVERY)}, NOW)
    yield one
    one.close()


def show(board: Board, count: int, *, size: int = 100) -> None:
    """A SmartRecruiters board with so many postings, in pages of `size`, and their details."""
    for offset in range(0, count, size):
        rows = [
            {"id": str(number), "name": f"Engineer {number}"}
            for number in range(offset, min(count, offset + size))
        ]
        listed = {"offset": offset, "limit": size, "totalFound": count, "content": rows}
        asked = size if offset else 100
        board.serve(f"{LIST}?limit={asked}&offset={offset}", json.dumps(listed).encode())
    for number in range(count):
        section = {"jobDescription": {"text": f"Text of number {number}."}}
        detail = {"id": str(number), "name": f"Engineer {number}", "jobAd": {"sections": section}}
        board.serve(f"{LIST}/{number}", json.dumps(detail).encode())


def poll(
    board: Board, store: Store, clock: Clock, times: int, every: timedelta = EVERY
) -> list[Result]:
    options = KINDS["smartrecruiters"].Options.model_validate(
        {"board": "Contoso", "base_url": board.url, "private": True}
    )
    source = SourceConfig("contoso", "smartrecruiters", options, every)

    async def scenario() -> list[Result]:
        async with Fetcher(clock=lambda: NOW) as fetcher:
            one = Poller(store, fetcher, KINDS, Searches(()), clock=clock, chance=lambda: 0.5)
            return [await one.poll(source) for _ in range(times)]

    return asyncio.run(scenario())


def details(board: Board) -> list[str]:
    paths = (asked.path for asked in board.requests)
    return [path.rpartition("/")[2] for path in paths if path.startswith(f"{LIST}/")]


def test_details_that_take_long_are_stored_between_and_never_asked_for_twice(
    board: Board, store: Store
) -> None:
    show(board, 10)
    results = poll(board, store, Clock(timedelta(minutes=2)), 5)
    left = [result.deferred for result in results]
    assert left == sorted(left, reverse=True)
    assert 0 < left[0] < 10
    assert left[-1] == 0
    assert sorted(details(board), key=int) == [str(number) for number in range(10)]
    assert store.polls.state("contoso").seeded


def test_a_source_with_details_left_is_due_at_once_unless_it_asked_to_wait(
    board: Board, store: Store
) -> None:
    show(board, 10)
    clock = Clock(timedelta(minutes=2))
    (result,) = poll(board, store, clock, 1)
    assert result.deferred
    assert store.register.claim_due(clock.now, limit=9).mine == ("contoso",)
    board.fail(Fault.status(429, {"Retry-After": "7200"}), when=f"{LIST}/")
    (result,) = poll(board, store, clock, 1)
    assert result.deferred == 0, "the list speaks for them, so that the board is summarised"
    assert store.register.claim_due(clock.now + timedelta(minutes=90), limit=9).mine == ()
    assert store.register.claim_due(clock.now + timedelta(minutes=121), limit=9).mine == (
        "contoso",
    )


def test_a_known_source_does_with_the_pages_that_can_be_read(board: Board, store: Store) -> None:
    show(board, 60, size=20)
    (first,) = poll(board, store, Clock(), 1)
    assert first.found == 60
    board.fail(Fault.status(500), when=lambda asked: "offset=20" in asked.query)
    show(board, 61, size=20)
    (result,) = poll(board, store, Clock(), 1)
    assert result.error == ""
    assert result.found == 41
    assert result.unread == 0
    assert "page 2 was not read: " in result.trouble
    assert store.register.health()[0].open == 61, "nothing is closed"


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("max-age=1800", timedelta(minutes=30)),
        ("max-age=604800", timedelta(hours=1)),  # a week of it would be a lost job
        ("max-age=60", timedelta(minutes=10)),
        ("no-cache", timedelta(minutes=10)),
    ],
)
def test_a_list_that_says_how_long_it_stays_is_left_alone_meanwhile(
    board: Board, store: Store, said: str, after: timedelta
) -> None:
    board.serve(LIST, b'{"content": [], "totalFound": 0}', headers={"Cache-Control": said})
    poll(board, store, Clock(), 1, every=timedelta(minutes=10))
    (health,) = store.register.health()
    assert after <= health.next_poll_at - NOW <= after * 1.1


def test_a_list_that_trickles_is_left_after_a_while(board: Board, store: Store) -> None:
    show(board, 20)
    poll(board, store, Clock(), 1)
    show(board, 60, size=2)
    (result,) = poll(board, store, Clock(timedelta(minutes=4)), 1)
    assert result.error == ""
    assert 2 <= result.found < 30
    assert "the list was not read to its end in 30 minutes" in result.trouble
    assert store.register.health()[0].open >= 20, "nothing is closed"


def test_a_new_board_that_trickles_fails(board: Board, store: Store) -> None:
    show(board, 60, size=2)
    (result,) = poll(board, store, Clock(timedelta(minutes=4)), 1)
    assert result.error == "the list was not read to its end in 30 minutes"
