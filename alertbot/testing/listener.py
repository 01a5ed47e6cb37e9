"""The sockets and threads under a testing server."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Protocol, cast

from alertbot.testing.exchange import Answer, Asked
from alertbot.testing.fault import MEGABYTE, Fault

_LARGEST_REQUEST = 16 * MEGABYTE
_LINGER_NOT = struct.pack("ii", 1, 0)


class Service(Protocol):
    """What answers."""

    def now(self) -> datetime:
        """The moment it is."""

    def note(self, asked: Asked) -> int:
        """Keep a request; its number."""

    def note_status(self, number: int, status: int) -> None:
        """Keep what a request was answered."""

    def fault(self, asked: Asked) -> Fault | None:
        """What is to go wrong with it."""

    def take(self, asked: Asked) -> Answer:
        """Do what is asked."""

    def throttled(self, seconds: int) -> Answer:
        """Say: too many requests."""


class Listener(HTTPServer):
    """Accepts connections until told to end, without polling; a thread for each connection."""

    request_queue_size = 128

    def __init__(self, address: tuple[str, int], service: Service) -> None:
        self.service = service
        self._ending = False
        self._resets: set[socket.socket] = set()
        self._open: dict[socket.socket, threading.Thread] = {}
        self._guard = threading.Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the resolver for the host's full name, which can take seconds."""
        super(HTTPServer, self).server_bind()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def listen(self) -> None:
        """Accept until `end`."""
        while not self._ending:
            self.handle_request()

    def end(self) -> None:
        """Let `listen` return. It sleeps in select, so a connection has to wake it."""
        self._ending = True
        with contextlib.suppress(OSError):
            socket.create_connection((self.server_name, self.server_port), timeout=1).close()

    def end_connections(self) -> None:
        """Cut every open connection and wait for its thread. Only after `listen` has returned."""
        with self._guard:
            still_open = dict(self._open)
            for connection in still_open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in still_open.values():
            thread.join()

    def reset(self, connection: socket.socket) -> None:
        """Break a connection off with RST when it is closed."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self._resets.add(connection)

    def process_request(self, request: object, client_address: object) -> None:
        connection = cast(socket.socket, request)
        if self._ending:
            self.shutdown_request(connection)
            return
        thread = threading.Thread(target=self._serve, args=(connection, client_address))
        thread.daemon = True
        with self._guard:
            self._open[connection] = thread
        thread.start()

    def _serve(self, connection: socket.socket, client_address: object) -> None:
        try:
            self.finish_request(connection, cast(tuple[str, int], client_address))
        except OSError:
            pass  # the client has gone, or the server stops; a mistake of ours goes on up
        finally:
            with self._guard:
                del self._open[connection]
            self._close(connection)

    def _close(self, connection: socket.socket) -> None:
        if connection in self._resets:
            self._resets.discard(connection)
            self.close_request(connection)  # no FIN first, or the client sees an orderly end
        else:
            self.shutdown_request(connection)


class _Handler(BaseHTTPRequestHandler):
    """Reads requests off one connection, and is the Exchange of the one at hand."""

    protocol_version = "HTTP/1.1"
    server_version = "alertbot-testing"
    sys_version = ""
    disable_nagle_algorithm = True
    asked: Asked
    _number: int

    @property
    def _listener(self) -> Listener:
        return cast(Listener, self.server)

    def handle_one_request(self) -> None:
        self.close_connection = True
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            return
        try:
            body = self._body()
        except ValueError:
            self.send_error(400)
            return
        if body is None:
            return
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        service = self._listener.service
        self.asked = Asked(self.command, path, query, headers, body, service.now())
        self._number = service.note(self.asked)
        fault = service.fault(self.asked)
        if fault:
            fault.act(self)
        else:
            self.send(self.take())

    def _body(self) -> bytes | None:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            return self._chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_REQUEST:
            self.send_error(413)
            return None
        return self.rfile.read(int(length))

    def _chunks(self) -> bytes | None:
        parts: list[bytes] = []
        total = 0
        while size := int(self.rfile.readline(32).split(b";")[0].strip() or b"0", 16):
            total += size
            if total > _LARGEST_REQUEST:
                self.send_error(413)
                return None
            parts.append(self.rfile.read(size))
            self.rfile.readline(8)
        while self.rfile.readline(65537).strip():
            pass
        return b"".join(parts)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: what was asked is in `requests`."""

    # -- the Exchange -----------------------------------------------------------------------

    def take(self) -> Answer:
        return self._listener.service.take(self.asked)

    def throttled(self, seconds: int) -> Answer:
        return self._listener.service.throttled(seconds)

    def send(self, answer: Answer) -> None:
        self.wfile.write(self._head(answer, len(answer.body)) + self._shown(answer.body, answer))

    def head(self, answer: Answer, length: int | None) -> None:
        self.wfile.write(self._head(answer, length))

    def write(self, data: bytes) -> None:
        self.wfile.write(data)

    def wait(self, seconds: float) -> bool:
        """Peeks at the connection: it becomes readable when the client or the server closes it."""
        self.connection.settimeout(seconds)
        try:
            self.connection.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return True
        finally:
            self.connection.settimeout(None)
        return False

    def close(self) -> None:
        self.close_connection = True

    def reset(self) -> None:
        self.close_connection = True
        self._listener.reset(self.connection)

    def _head(self, answer: Answer, length: int | None) -> bytes:
        self._listener.service.note_status(self._number, answer.status)
        reason = http.client.responses.get(answer.status, "Unknown")
        lines = [f"HTTP/1.1 {answer.status} {reason}", f"Date: {self.date_time_string()}"]
        if answer.status not in (204, 304):
            lines.append(f"Content-Type: {answer.content_type}")
            if length is not None:
                lines.append(f"Content-Length: {length}")
        if length is None or self.close_connection:
            self.close_connection = True
            lines.append("Connection: close")
        lines += [f"{name}: {value}" for name, value in answer.headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _shown(self, body: bytes, answer: Answer) -> bytes:
        return b"" if self.command == "HEAD" or answer.status in (204, 304) else body
