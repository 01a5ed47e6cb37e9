"""Every fault once, seen through a real HTTP client."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from alertbot.testing import Answer, Asked, Exchange, Fault, Server


class Counter(Server):
    """Counts what it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def answer(self, asked: Asked) -> Answer:
        self.taken += 1
        return Answer.json({"taken": self.taken, "method": asked.method})


@pytest.fixture
def server() -> Iterator[Counter]:
    with Counter() as counter:
        yield counter


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=httpx.Timeout(5, read=0.1)) as one:
        yield one


@pytest.mark.parametrize(
    ("fault", "status", "body", "taken"),
    [
        (Fault.status(500), 500, b"", 0),
        (Fault.status(503, {"Retry-After": "7"}, b"later"), 503, b"later", 0),
        (Fault.throttle(9), 429, b"", 0),
        (Fault.error_after_accept(), 500, b"", 1),
        (Fault.error_after_accept(502), 502, b"", 1),
        (Fault.not_json(), 200, b"upstream connect error", 0),
        (Fault.empty(), 200, b"", 0),
        (Fault.empty(taken=True), 200, b"", 1),
        (Fault.slow(0.02), 200, b'{"taken": 1, "method": "GET"}', 1),
        (Fault.redirect("https://elsewhere.example/"), 302, b"", 0),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_wrong_answers(
    server: Counter, client: httpx.Client, fault: Fault, status: int, body: bytes, taken: int
) -> None:
    server.fail(fault)

    answer = client.get(server.url)

    assert (answer.status_code, answer.content, server.taken) == (status, body, taken)
    assert server.requests[-1].status == status
    assert client.get(server.url).status_code == 200, "a fault befalls one request"


def test_headers_of_faults(server: Counter, client: httpx.Client) -> None:
    server.fail(Fault.throttle(9))
    server.fail(Fault.redirect("https://elsewhere.example/", 301))
    server.fail(Fault.html())

    assert client.get(server.url).headers["Retry-After"] == "9"
    assert client.get(server.url).headers["Location"] == "https://elsewhere.example/"
    page = client.get(server.url)
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("fault", "error", "taken"),
    [
        (Fault.drop_before(), httpx.RemoteProtocolError, 0),
        (Fault.drop_after_accept(), httpx.ReadError, 1),
        (Fault.silence_before(60), httpx.ReadTimeout, 0),
        (Fault.silence_after_accept(60), httpx.ReadTimeout, 1),
        (Fault.silence_after_accept(0.02), httpx.RemoteProtocolError, 1),
        (Fault.slow(60), httpx.ReadTimeout, 0),
        (Fault.truncated(), httpx.RemoteProtocolError, 1),
        (Fault.truncated(0), httpx.RemoteProtocolError, 1),
        (Fault.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), httpx.RemoteProtocolError, 0),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_no_answer(
    server: Counter, client: httpx.Client, fault: Fault, error: type[Exception], taken: int
) -> None:
    server.fail(fault)

    with pytest.raises(error):
        client.post(server.url, content=b"x")

    assert server.taken == taken
    assert client.get(server.url).status_code == 200


def test_drop_after_accept_is_a_reset(server: Counter) -> None:
    server.fail(Fault.drop_after_accept())
    host, port = server.url.removeprefix("http://").split(":")

    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


@pytest.mark.parametrize("head", [False, True])
def test_drip_goes_on_and_ends_with_the_server(client: httpx.Client, head: bool) -> None:
    server = Counter().start()
    server.fail(Fault.drip(0.001, head=head))
    host, port = server.url.removeprefix("http://").split(":")

    with socket.create_connection((host, int(port)), timeout=1) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        received = b""
        while not received.endswith(b"....." if head else b"     "):
            received += connection.recv(64)
        begun = time.monotonic()
        server.stop()
        assert time.monotonic() - begun < 2


@pytest.mark.parametrize("declared", [False, True])
def test_big_is_streamed(server: Counter, client: httpx.Client, declared: bool) -> None:
    server.fail(Fault.big(2, declared=declared))
    server.fail(Fault.big(64, declared=declared))

    assert len(client.get(server.url).content) == 2 * 1024 * 1024
    with client.stream("GET", server.url) as answer:  # a client that has had enough
        assert ("Content-Length" in answer.headers) == declared
        assert len(next(answer.iter_raw(1000))) == 1000


def test_gzip_bomb_is_small_on_the_wire(server: Counter, client: httpx.Client) -> None:
    server.fail(Fault.gzip_bomb(3), times=2)

    with client.stream("GET", server.url, timeout=30) as answer:
        assert int(answer.headers["Content-Length"]) < 10_000
    assert len(client.get(server.url, timeout=30).content) == 3 * 1024 * 1024


def test_redirect_loop_never_ends(server: Counter, client: httpx.Client) -> None:
    server.fail(Fault.redirect_loop())

    with pytest.raises(httpx.TooManyRedirects):
        client.get(server.url, follow_redirects=True)

    assert len({asked.path for asked in server.requests}) > 10


def test_which_requests_a_fault_befalls(server: Counter, client: httpx.Client) -> None:
    def status(path: str, method: str = "GET") -> int:
        return client.request(method, server.url + path).status_code

    server.fail(Fault.status(500), times=None, when="/a")
    server.fail(Fault.status(501), times=2, after=1, when=lambda asked: asked.method == "PUT")

    assert [status("/a"), status("/a/b"), status("/b")] == [500, 500, 200]
    assert [status("/c", "PUT") for _ in range(4)] == [200, 501, 501, 200]
    server.heal()
    assert status("/a") == 200


def test_faults_of_ones_own(server: Counter, client: httpx.Client) -> None:
    def twice(one: Exchange) -> None:
        one.take()
        one.send(one.take())

    server.fail(Fault("twice", twice))

    assert client.get(server.url).json()["taken"] == 2


def test_the_shapes_of_the_services(server: Counter, client: httpx.Client) -> None:
    server.fail(Fault.slack_error("channel_not_found", needed="x"))
    server.fail(Fault.telegram_error(400, "Bad Request: chat not found", {"retry_after": 3}))

    assert client.get(server.url).json() == {
        "ok": False,
        "error": "channel_not_found",
        "needed": "x",
    }
    answer = client.get(server.url)
    assert answer.status_code == 400
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: chat not found",
        "parameters": {"retry_after": 3},
    }


@pytest.mark.parametrize("make", [Fault.drop_before, Fault.empty, Fault.html, Fault.truncated])
def test_a_fault_has_a_name(make: Callable[[], Fault]) -> None:
    assert make().name
