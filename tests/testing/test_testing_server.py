"""The server under the doubles: reads, keeps, waits, and ends cleanly."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from alertbot.testing import Answer, Asked, Server


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


def test_answers_and_keeps_what_it_was_asked(server: Counter, client: httpx.Client) -> None:
    answer = client.post(f"{server.url}/things?kind=a", json={"b": 1})

    assert answer.json() == {"taken": 1, "method": "POST"}
    asked = server.requests[-1]
    assert (asked.method, asked.path, asked.query, asked.status) == (
        "POST",
        "/things",
        "kind=a",
        200,
    )
    assert asked.arguments() == {"kind": "a", "b": 1}
    assert asked.header("Content-Type") == "application/json"
    assert asked.at.utcoffset() is not None


@pytest.mark.parametrize(
    ("body", "content_type", "found"),
    [
        (b"a=1&b=%C3%BC&c=", "application/x-www-form-urlencoded", {"a": "1", "b": "ü", "c": ""}),
        (b'{"a": [1]}', "application/json; charset=utf-8", {"a": [1]}),
        (b"", "", {}),
    ],
)
def test_reads_forms_and_json(
    server: Counter, client: httpx.Client, body: bytes, content_type: str, found: object
) -> None:
    client.post(server.url, content=body, headers={"Content-Type": content_type})

    assert server.requests[-1].arguments() == found


def test_reads_multipart_and_chunked(server: Counter, client: httpx.Client) -> None:
    client.post(server.url, data={"a": "1"}, files={"f": b"x"})
    client.post(server.url, content=iter([b'{"a"', b": 2}"]), headers={"Content-Type": "text/x"})

    assert server.requests[0].arguments() == {"a": "1"}
    assert server.requests[1].body == b'{"a": 2}'


def test_head_has_no_body(server: Counter, client: httpx.Client) -> None:
    assert client.head(server.url).headers["Content-Length"] == "30"
    assert client.get(server.url).json()["taken"] == 2


@pytest.mark.parametrize(
    "request_text",
    [
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_a_broken_request_is_refused(server: Counter, request_text: bytes) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=2) as connection:
        connection.sendall(request_text)
        assert b"4" in connection.recv(4096)
        connection.shutdown(socket.SHUT_WR)
    assert server.requests == ()


def test_wait_sees_what_comes(server: Counter, client: httpx.Client) -> None:
    asking = threading.Thread(target=client.get, args=(server.url,))
    asking.start()

    assert server.wait(lambda: server.taken == 1)
    assert not server.wait(lambda: server.taken == 2, timeout=0.01)
    asking.join()


def test_stops_at_once_with_open_connections_and_no_threads_left() -> None:
    before = set(threading.enumerate())
    with httpx.Client(trust_env=False) as idle, socket.socket() as silent:
        with Counter() as server:
            idle.get(server.url)
            host, port = server.url.removeprefix("http://").split(":")
            silent.connect((host, int(port)))
            begun = time.monotonic()
        assert time.monotonic() - begun < 2
        assert set(threading.enumerate()) == before


def test_down_and_up_again_at_the_same_address(client: httpx.Client) -> None:
    server = Counter().start()
    url = server.url
    server.stop()
    server.stop()

    with pytest.raises(httpx.ConnectError):
        client.get(url)

    with server:
        assert client.get(url).status_code == 200


def test_no_address_before_the_start() -> None:
    with pytest.raises(RuntimeError, match="started"):
        assert Counter().url


def test_another_process_can_use_it(server: Counter) -> None:
    ask = "import sys, urllib.request as u; u.urlopen(sys.argv[1] + '/other', timeout=5).read()"
    subprocess.run([sys.executable, "-c", ask, server.url], check=True, timeout=20)

    assert server.requests[-1].path == "/other"
