"""A chat service on loopback, written for these tests alone: it keeps each request as it came, and
does to it what it is told. What it says yes to, a subclass knows from the platform's documents.

It shares nothing with alertbot.testing on purpose: a mistake made there is not made again here.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

BAD_LENGTH = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came. `at`: on the monotonic clock; `method`: the end of the path."""

    at: float
    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    arguments: Mapping[str, Any] = field(repr=False)

    @property
    def method(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: a status, an object or bytes, and further headers."""

    status: int
    content: object
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> bytes:
        """The bytes of it."""
        if isinstance(self.content, bytes):
            return self.content
        return json.dumps(self.content).encode()


@dataclass(frozen=True, slots=True)
class Message:
    """A message that a chat has. `channel`: the chat's id; `text`: as a reader sees it."""

    id: str
    channel: str
    text: str
    at: float
    delivery: str = ""


Way = Callable[["Desk"], None]
"""What becomes of a request: see the functions at the end."""


@dataclass(slots=True)
class Plan:
    """A way that the next `times` calls of a method go, in one chat if one is named."""

    way: Way
    method: str
    times: int
    channel: str | None = None

    def fits(self, call: Call, channel: str) -> bool:
        return call.method == self.method and self.channel in (None, channel)


class Service:
    """The shared part: use as a context. `reply` says what the service does with a call."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.calls: list[Call] = []
        self.messages: list[Message] = []
        self.broken_rules: list[str] = []
        self.struck = 0
        self.before: Callable[[Call], None] = lambda call: None
        self._plans: list[Plan] = []
        self._server: _Listener | None = None
        self._port = 0

    def reply(self, call: Call) -> Reply:
        """What the service does. Called one at a time."""
        raise NotImplementedError

    def channel_of(self, call: Call) -> str:
        """The id of the chat that a call is about."""
        return str(call.arguments.get("channel") or call.arguments.get("chat_id") or "")

    # -- what goes wrong ----------------------------------------------------------------------

    def plan(self, way: Way, method: str, times: int = 1, channel: str | None = None) -> None:
        """The next calls of a method go this way."""
        with self.lock:
            self._plans.append(Plan(way, method, times, channel))

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        with self.lock:
            self._plans.clear()

    def taken(self, call: Call) -> Reply:
        """The call is carried out."""
        with self.lock:
            return self.reply(call)

    def way_of(self, call: Call) -> Way:
        """The way that this call goes."""
        with self.lock:
            self.calls.append(call)
            channel = self.channel_of(call)
            for plan in self._plans:
                if plan.fits(call, channel):
                    self.struck += 1
                    plan.times -= 1
                    if not plan.times:
                        self._plans.remove(plan)
                    return plan.way
        return well

    # -- life ---------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Scheme, host and port, the same after a cut."""
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Begins to answer; after `cut`, on the port it had."""
        self._server = _Listener(("127.0.0.1", self._port), self)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def cut(self) -> None:
        """Nothing listens any more, and every connection ends."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server.end_all()
            self._server = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.cut()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], service: Service) -> None:
        super().__init__(address, Desk)
        self.service = service
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes is none of our troubles."""

    def end_all(self) -> None:
        """Ends the connections that are open."""
        self.closing.set()
        for one in list(self._open):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                continue


class Desk(BaseHTTPRequestHandler):
    """One connection: reads what is asked, and lets the plan decide."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def do_POST(self) -> None:
        """A call of a method."""
        length = min(int(self.headers.get("Content-Length") or 0), BAD_LENGTH)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        arguments = _arguments(headers.get("content-type", ""), body)
        self.call = Call(time.monotonic(), self.path, headers, body, arguments)
        self.server.service.before(self.call)
        self.server.service.way_of(self.call)(self)

    def take(self) -> Reply:
        """The service does what it is asked."""
        return self.server.service.taken(self.call)

    def send(self, reply: Reply) -> None:
        """A whole answer."""
        body = reply.body
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """RST: nothing is answered."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def silent(self, seconds: float) -> None:
        """Says nothing for so long, or until the service is cut off."""
        self.server.closing.wait(seconds)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Its calls are kept; nobody reads lines."""

    def handle_one_request(self) -> None:
        """A connection may go at any time."""
        try:
            super().handle_one_request()
        except (ConnectionError, ValueError, OSError):
            self.close_connection = True


def _arguments(kind: str, body: bytes) -> dict[str, Any]:
    """The arguments of a call, JSON or a form; none where it is neither."""
    text = body.decode("utf-8", "replace")
    if kind.partition(";")[0].strip() == "application/json":
        given = json.loads(text or "{}")
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl(text, keep_blank_values=True))


# -- the ways a request can go ----------------------------------------------------------------


def well(desk: Desk) -> None:
    """As it should."""
    desk.send(desk.take())


def taken_then_reset(desk: Desk) -> None:
    """Taken; then the connection is broken off."""
    desk.take()
    desk.reset()


def taken_then(reply: Reply) -> Way:
    """Taken; and the answer says otherwise."""

    def way(desk: Desk) -> None:
        desk.take()
        desk.send(reply)

    return way


def taken_then_silent(seconds: float) -> Way:
    """Taken; and then nothing is said for so long."""

    def way(desk: Desk) -> None:
        desk.take()
        desk.silent(seconds)

    return way


def refused(reply: Reply) -> Way:
    """Not taken."""
    return lambda desk: desk.send(reply)


def reset(desk: Desk) -> None:
    """Not taken: broken off at once."""
    desk.reset()


def byte_by_byte(pause: float) -> Way:
    """Taken; its answer comes a byte at a time, until the client goes."""

    def way(desk: Desk) -> None:
        reply = desk.take()
        desk.send_response(reply.status)
        desk.send_header("Content-Type", "application/json")
        desk.send_header("Content-Length", str(len(reply.body) + 100_000))
        desk.end_headers()
        for byte in b" " * 100_000 + reply.body:
            desk.wfile.write(bytes([byte]))
            if desk.server.closing.wait(pause):
                break
        desk.close_connection = True

    return way


def never_at_once(pause: float) -> Way:
    """Not taken: an answer that drips a byte at a time and never ends."""

    def way(desk: Desk) -> None:
        desk.send_response(503)
        desk.send_header("Content-Length", "100000")
        desk.end_headers()
        while not desk.server.closing.wait(pause):
            desk.wfile.write(b" ")

    return way


def taken_late(seconds: float) -> Way:
    """Silent for so long, then taken and answered, if the client is still there."""

    def way(desk: Desk) -> None:
        desk.server.closing.wait(seconds)
        desk.send(desk.take())

    return way
