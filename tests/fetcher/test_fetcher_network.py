"""Where connections go: the guard at the moment of connecting, crowds, turns and cancelling."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from alertbot.errors import AddressRefused, Unreachable
from alertbot.fetcher import CONNECTIONS, Fetcher, Resolver
from alertbot.fetcher.network import Network, look_up, trusted
from alertbot.fetcher.transport import Transport
from alertbot.model import Page, Request, Secret
from alertbot.testing import Board, Fault

LONG = timedelta(seconds=20)


def now() -> datetime:
    return datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def answering(*answers: Sequence[str]) -> Resolver:
    """A name server that gives these answers one after another, the last one for ever."""
    left = list(answers)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


async def unknown(host: str, port: int) -> Sequence[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


HERE = answering(["127.0.0.1"])


def fetch(
    url: str,
    resolve: Resolver,
    *,
    private: bool = False,
    headers: tuple[tuple[str, str | Secret], ...] = (),
) -> Page | None:
    async def scenario() -> Page | None:
        async with Fetcher(clock=now, resolve=resolve) as fetcher:
            return await fetcher.fetch(Request(url, headers=headers), private=private)

    return asyncio.run(scenario())


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as board:
        board.page("/jobs", "<h1>Engineer</h1>")
        yield board


def port_of(board: Board) -> str:
    return board.url.rpartition(":")[2]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "127。0。0。1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "224.0.0.1",
        "[::1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_addresses_in_the_url_are_refused(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"not public; set `private: true`"):
        fetch(f"http://{host}/jobs", unknown)


@pytest.mark.parametrize("url", ["http://boards.example:8080/", "ftp://boards.example/"])
def test_ports_and_schemes_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match=r"boards\.example"):
        fetch(url, unknown)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.0.0.1", "fe80::1%1", "fd00::1"])
def test_names_that_lead_inside_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match=r"boards\.example: its address .* is not public"):
        fetch("http://boards.example/", answering([address, "127.0.0.1"]))


def test_names_that_lead_nowhere() -> None:
    with pytest.raises(Unreachable, match=r"boards\.example: there is no such name"):
        fetch("http://boards.example/", unknown)
    with pytest.raises(Unreachable, match="no address"):
        fetch("http://boards.example/", answering([]))


def test_the_system_is_asked_for_names() -> None:
    # A bare system need not know "localhost"; 127.1 is a spelling that only the system reads.
    assert asyncio.run(look_up("127.1", 80)) == ["127.0.0.1"]
    with pytest.raises(UnicodeError):
        asyncio.run(look_up(f"{'a' * 64}.example", 80))


def test_a_name_that_changes_its_answer_is_refused() -> None:
    """DNS rebinding: each connection is judged by the answer that it is made with."""
    network = Network(answering(["::ffff:0:1", "192.0.2.1"], ["127.0.0.1"]), trusted)
    for _ in range(2):
        with pytest.raises(AddressRefused):
            asyncio.run(network.connect("boards.example", 80, secure=False, private=False))


def test_the_next_address_is_tried(board: Board) -> None:
    page = fetch(
        f"http://boards.example:{port_of(board)}/jobs",
        answering(["127.0.0.2", "::1", "127.0.0.1"]),
        private=True,
    )
    assert page is not None
    assert board.requests[0].header("host") == f"boards.example:{port_of(board)}"


def test_a_private_sources_connection_serves_no_other(board: Board) -> None:
    url = f"http://boards.example:{port_of(board)}/jobs"
    transport = Transport(Network(HERE, trusted), idle=2, expiry=9)

    async def ask(*, private: bool) -> int:
        request = httpx.Request("GET", url, extensions={"private": private})
        answer = await transport.handle_async_request(request)
        await answer.aread()
        return answer.status_code

    async def scenario() -> None:
        assert await ask(private=True) == 200
        with pytest.raises(AddressRefused):
            await ask(private=False)
        assert await ask(private=True) == 200
        await transport.aclose()

    asyncio.run(scenario())


def test_secrets_stay_with_their_server(board: Board) -> None:
    headers = (
        ("X-Key", Secret("tok-123")),
        ("Cookie", "tok-456"),
        ("X-Plain", "yes"),
    )
    with Board() as other:
        other.page("/there", "<h1>x</h1>")
        board.fail(Fault.redirect("/jobs"), when="/same")
        board.fail(Fault.redirect(f"{other.url}/there"), when="/other")
        fetch(f"{board.url}/same", unknown, private=True, headers=headers)
        assert board.requests[-1].header("x-key") == "tok-123"
        fetch(f"{board.url}/other", unknown, private=True, headers=headers)
        asked = other.requests[-1]
    assert (asked.header("x-key"), asked.header("cookie")) == ("", "")
    assert asked.header("x-plain") == "yes"


def test_one_thing_at_a_time_a_host(board: Board) -> None:
    board.fail(Fault.slow(0.1), times=3)

    async def scenario() -> float:
        async with Fetcher(clock=now) as fetcher:
            request = Request(f"{board.url}/jobs")
            began = time.monotonic()
            asked = [fetcher.fetch(request, timeout=LONG, private=True) for _ in range(3)]
            await asyncio.gather(*asked)
            return time.monotonic() - began

    assert asyncio.run(scenario()) >= 0.3


def test_the_queue_does_not_count_as_slowness(board: Board) -> None:
    board.fail(Fault.slow(0.2), times=4)

    async def scenario() -> list[Page | None]:
        async with Fetcher(clock=now) as fetcher:
            request = Request(f"{board.url}/jobs")
            within = timedelta(seconds=0.6)
            asked = [fetcher.fetch(request, timeout=within, private=True) for _ in range(4)]
            return await asyncio.gather(*asked)

    assert all(asyncio.run(scenario()))


@pytest.mark.slow
def test_a_crowd_waits_for_its_turn(board: Board) -> None:
    port = port_of(board)

    async def scenario() -> list[Page | None]:
        async with Fetcher(clock=now, resolve=HERE) as fetcher:
            asked = (
                fetcher.fetch(Request(f"http://h{n % 120}.example:{port}/jobs"), private=True)
                for n in range(300)
            )
            return await asyncio.gather(*asked)

    assert all(asyncio.run(scenario()))
    assert len(board.requests) == 300


@pytest.mark.slow
def test_cancelling_leaves_nothing_behind(board: Board) -> None:
    """More fetches than there are connections are cancelled, each a little later than the last."""
    port = port_of(board)
    board.fail(Fault.silence_before(), when="/silent", times=None)
    board.fail(Fault.drip(0.01), when="/drip", times=None)

    async def cancel(fetcher: Fetcher, number: int) -> None:
        path = ("silent", "drip", "jobs")[number % 3]
        url = f"http://h{number % 60}.example:{port}/{path}"
        asked = asyncio.create_task(fetcher.fetch(Request(url), private=True))
        for _ in range(number % 40):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])

    async def scenario() -> None:
        async with Fetcher(clock=now, resolve=HERE) as fetcher:
            for number in range(4 * CONNECTIONS):
                await cancel(fetcher, number)
            await asyncio.gather(*(cancel(fetcher, n) for n in range(4 * CONNECTIONS)))
            for number in range(5):
                url = f"http://h{number}.example:{port}/jobs"
                within = timedelta(seconds=5)
                assert await fetcher.fetch(Request(url), private=True, timeout=within)

    asyncio.run(asyncio.wait_for(scenario(), 30))


def test_closing_does_not_wait_for_anybody(board: Board) -> None:
    board.fail(Fault.silence_before(), times=None)

    async def scenario() -> None:
        async with Fetcher(clock=now, resolve=HERE) as fetcher:
            asking = fetcher.fetch(Request(f"{board.url}/jobs"), private=True)
            asked = asyncio.create_task(asking)
            await asyncio.to_thread(board.wait, lambda: bool(board.requests))
        with pytest.raises(Unreachable, match="closed the connection"):
            await asked

    asyncio.run(asyncio.wait_for(scenario(), 5))
