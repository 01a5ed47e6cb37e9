"""httpx's way to the network: HTTP/1.1 over connections that are kept for the next question.

Not httpcore's pool: a request that is cancelled while it waits there can leave a connection behind
that counts for ever, until none is left; and it searches all it has for each request. Here a
connection belongs to one request at a time, and is closed unless its answer came to its end.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpcore
import httpx

from alertbot.fetcher.network import Network


@dataclass(frozen=True, slots=True)
class _Place:
    """What a connection was opened for; it serves nothing else.

    A connection of a `private` source may lead inside, so it is never handed to another.
    """

    scheme: bytes
    host: bytes
    port: int
    private: bool


class Progress:
    """How far one exchange has got: the request extension `progress`."""

    def __init__(self) -> None:
        self.connecting = False
        self.answered = False


class Transport(httpx.AsyncBaseTransport):
    """Keeps at most `idle` connections, each for `expiry` seconds. Does not bound those in use.

    A request says by its extension `private` whether it may go to addresses that are not public.
    Errors are httpcore's, and those of `network`.
    """

    def __init__(self, network: Network, *, idle: int, expiry: float) -> None:
        self._network = network
        self._most = idle
        self._expiry = expiry
        self._idle: OrderedDict[_Place, httpcore.AsyncHTTP11Connection] = OrderedDict()
        self._busy: set[httpcore.AsyncHTTP11Connection] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer's head, its body still to come."""
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        private = bool(request.extensions.get("private"))
        place = _Place(url.raw_scheme, url.raw_host, port, private)
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.stream,
        )
        kept = await self._take(place)
        if kept is not None:
            try:
                return await self._ask(kept, place, asked)
            except (httpcore.NetworkError, httpcore.RemoteProtocolError):
                if request.method != "GET":
                    raise
                # The server has closed it just now, which says nothing about the page.
        return await self._ask(await self._open(place, request), place, asked)

    async def aclose(self) -> None:
        """Close every connection. Whoever still waits on one is told that it was cut off."""
        closing = [*self._idle.values(), *self._busy]
        self._idle.clear()
        for connection in closing:
            await connection.aclose()

    async def _take(self, place: _Place) -> httpcore.AsyncHTTP11Connection | None:
        connection = self._idle.pop(place, None)
        if connection is not None and connection.has_expired():
            await connection.aclose()
            return None
        return connection

    async def _open(self, place: _Place, request: httpx.Request) -> httpcore.AsyncHTTP11Connection:
        progress = request.extensions.get("progress", Progress())
        progress.connecting = True
        wire = await self._network.connect(
            place.host.decode("ascii"),
            place.port,
            secure=place.scheme == b"https",
            private=place.private,
        )
        progress.connecting = False
        origin = httpcore.Origin(place.scheme, place.host, place.port)
        return httpcore.AsyncHTTP11Connection(origin, wire, self._expiry)

    async def _ask(
        self, connection: httpcore.AsyncHTTP11Connection, place: _Place, asked: httpcore.Request
    ) -> httpx.Response:
        self._busy.add(connection)
        try:
            answer = await connection.handle_async_request(asked)
        except BaseException:
            self._busy.discard(connection)
            await connection.aclose()
            raise
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(self, connection, place, answer),
            extensions=answer.extensions,
        )

    async def release(self, connection: httpcore.AsyncHTTP11Connection, place: _Place) -> None:
        """Keep a connection whose answer came to its end; close any other."""
        self._busy.discard(connection)
        if not connection.is_idle():
            await connection.aclose()
            return
        leaving = [self._idle.pop(place, None)]
        self._idle[place] = connection
        if len(self._idle) > self._most:
            leaving.append(self._idle.popitem(last=False)[1])
        for other in filter(None, leaving):
            await other.aclose()


class _Body(httpx.AsyncByteStream):
    """An answer's body. Closing it gives the connection back."""

    def __init__(
        self,
        transport: Transport,
        connection: httpcore.AsyncHTTP11Connection,
        place: _Place,
        answer: httpcore.Response,
    ) -> None:
        self._transport = transport
        self._connection = connection
        self._place = place
        self._answer = answer
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            await self._answer.aclose()
        finally:
            await self._transport.release(self._connection, self._place)
