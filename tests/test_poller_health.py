"""What a board's fault is taken for, how it is backed off, and how it comes back: polls of a board
on loopback, with a clock that goes from one poll to the next."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.config import SourceConfig
from alertbot.fetcher import Fetcher, Resolver
from alertbot.fetcher.network import look_up
from alertbot.health import Failure, State
from alertbot.poller import Poller
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Outbox
from alertbot.store.register import Health, Watched
from alertbot.testing import Board, Fault, greenhouse_job
from tests.laid import laid

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EVERY = timedelta(minutes=15)
DAY = timedelta(days=1)
KINDS = sources.kinds()


class Watch:
    """One source, and a clock that goes on to its next poll."""

    def __init__(self, store: Store, url: str, kind: str = "greenhouse") -> None:
        options = {"base_url": url, "private": True, "timeout": "2s", "board": "contoso"}
        if kind == "page":
            options = {"url": f"{url}/jobs", "private": True, "timeout": "2s"}
        model = KINDS[kind].Options.model_validate(options)
        self.source = SourceConfig("contoso", kind, model, EVERY)
        self.store = store
        self.now = NOW
        store.set_operator("me")
        store.destinations.sync([Destination("me", "42", "telegram-1")], NOW)
        store.register.sync_sources({"contoso": Watched("asks", "reads", EVERY)}, NOW)

    async def polls(
        self, until: Callable[[Health], bool], resolve: Resolver = look_up, most: int = 300
    ) -> int:
        """Polls whenever it is due, until something holds. Answers how often."""
        async with Fetcher(clock=lambda: self.now, resolve=resolve) as fetcher:
            poller = Poller(
                self.store,
                fetcher,
                KINDS,
                Searches(()),
                clock=lambda: self.now,
                chance=lambda: 0.5,
            )
            for count in range(1, most):
                await poller.poll(self.source)
                if until(self.health):
                    return count
                self.now = max(self.health.next_poll_at, self.now)
        raise AssertionError(f"it never came to that: {self.health}")

    def until(self, until: Callable[[Health], bool]) -> int:
        return asyncio.run(self.polls(until))

    @property
    def health(self) -> Health:
        (one,) = self.store.register.health()
        return one

    @property
    def pause(self) -> timedelta:
        """How long until the next poll."""
        return self.health.next_poll_at - self.now

    def notices(self) -> list[str]:
        return notices(self.store.outbox)


def notices(outbox: Outbox) -> list[str]:
    rows = [row for row in outbox.listed() if row["kind"] == "notice"]
    return [row["title"] for row in rows]


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as one:
        one.greenhouse("contoso", [greenhouse_job(1)])
        yield one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(laid(tmp_path / "alertbot.db"))
    yield one
    one.close()


def failing(health: Health) -> bool:
    return health.failures > 0


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.status(404), Failure.MISSING),
        (Fault.status(410), Failure.MISSING),
        (Fault.status(500), Failure.ANSWERED),
        (Fault.status(429, {"Retry-After": "60"}), Failure.ANSWERED),
        (Fault.status(302, {"Location": "https://elsewhere.invalid/"}), Failure.NAMELESS),
        (Fault.status(302), Failure.MOVED),
        (Fault.drop_before(), Failure.UNREACHED),
        (Fault.silence_before(), Failure.UNREACHED),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else str(value),
)
def test_what_a_fault_is_taken_for(
    board: Board, store: Store, fault: Fault, expected: Failure
) -> None:
    watch = Watch(store, board.url)
    board.fail(fault, when="contoso")
    watch.until(failing)
    assert watch.health.failure is expected, watch.health.error


def test_a_board_that_leads_elsewhere_says_where(board: Board, store: Store) -> None:
    watch = Watch(store, board.url)
    board.serve("/careers", b"<html><body>We have moved.</body></html>", content_type="text/html")
    moved = Fault.status(301, {"Location": "/careers?session=secret"})
    board.fail(moved, when="contoso", times=None)
    watch.until(failing)
    assert watch.health.failure is Failure.MOVED
    assert f"it redirects to {board.url}/careers, where this is found" in watch.health.error
    assert "secret" not in watch.health.error


def test_robots_txt_that_cannot_be_reached_is_a_host_that_cannot_be(store: Store) -> None:
    with Board() as board:
        url = board.url
    watch = Watch(store, url, kind="page")
    watch.until(failing)
    assert watch.health.failure is Failure.UNREACHED
    assert "robots.txt" in watch.health.error


def test_a_board_that_is_gone_is_asked_once_a_day_and_comes_back_at_once(
    board: Board, store: Store
) -> None:
    watch = Watch(store, board.url)
    watch.until(lambda health: health.state is State.HEALTHY)
    board.fail(Fault.status(404), when="contoso", times=None)
    watch.until(lambda health: health.state is State.GONE)
    assert watch.now - NOW < 2 * DAY
    begun = watch.now
    asked = watch.until(lambda _: watch.now > begun + 20 * DAY)
    assert asked <= 22
    board.heal()
    watch.now = watch.health.next_poll_at
    watch.until(lambda health: health.state is State.HEALTHY)
    assert EVERY <= watch.pause <= EVERY * 1.1
    assert len(watch.notices()) == 2


@pytest.mark.parametrize(
    ("fault", "longest"),
    [
        (Fault.status(503), timedelta(hours=6)),
        (Fault.drop_before(), timedelta(hours=1)),
    ],
    ids=["answers 503", "is not reached"],
)
def test_what_fails_is_left_alone_for_longer_and_longer_up_to_a_bound(
    board: Board, store: Store, fault: Fault, longest: timedelta
) -> None:
    watch = Watch(store, board.url)
    board.fail(fault, when="contoso", times=None)
    pauses = []
    for _ in range(12):
        watch.until(failing)
        pauses.append(watch.pause)
        watch.now = watch.health.next_poll_at
    assert pauses == sorted(pauses)
    assert pauses[0] <= EVERY * 1.1
    assert longest <= pauses[-1] <= longest * 1.1
    assert watch.health.state is State.FAILING
    assert len(watch.notices()) == 1


def test_a_host_whose_name_leads_nowhere_for_a_day_is_gone(store: Store) -> None:
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    watch = Watch(store, "http://boards.contoso.example")
    asyncio.run(watch.polls(lambda health: health.state is State.GONE, nowhere))
    assert DAY <= watch.now - NOW <= DAY + timedelta(hours=2)
    assert "there is no such name" in watch.health.detail


def test_a_name_server_that_does_not_answer_makes_nobody_gone(store: Store) -> None:
    async def silent(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    watch = Watch(store, "http://boards.contoso.example")
    asyncio.run(watch.polls(lambda _: watch.now > NOW + 2 * DAY, silent))
    assert watch.health.state is State.FAILING


def test_a_company_that_smartrecruiters_does_not_know_is_told_of(store: Store) -> None:
    with Board() as board:
        empty = json.dumps({"offset": 0, "limit": 100, "totalFound": 0, "content": []})
        board.serve("/v1/companies/contoso/postings", empty.encode())
        watch = Watch(store, board.url, "smartrecruiters")
        for _ in range(4):
            watch.until(lambda health: not health.failures)
            watch.now = watch.health.next_poll_at
            for _ in store.upkeep.look_for_silence(watch.now):
                pass
    assert watch.health.state is State.SILENT
    assert "never shown a posting" in watch.health.detail
    assert len(watch.notices()) == 1
