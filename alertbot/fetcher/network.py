"""Where connections are made: names looked up, addresses judged, and only those connected to.

The check stands at the moment of connecting, on the very address that is connected to, so that
neither a redirect nor a name that changes its answer (DNS rebinding) leads past it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from itertools import chain, islice, zip_longest

import certifi
import httpcore

from alertbot.errors import AddressRefused, NoSuchHost, Unreachable
from alertbot.fetcher import guard
from alertbot.fetcher.wire import Wire

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses, as numbers. Raises OSError where there is no such name."""

_ADDRESSES = 6
"""How many addresses of one name are tried."""

_PATIENCE = 3.0
"""Seconds for an address that is not the last: one that swallows packets must not use up all."""


async def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver, in a thread of its own.

    Not in the loop's pool of threads: a name server that is silent for half a minute would hold
    up whatever else waits for that pool, and the end of the program with it.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | OSError | UnicodeError) -> None:
        if answer.done():
            return
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def ask() -> None:
        found: Sequence[str] | OSError | UnicodeError
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = [str(entry[4][0]) for entry in entries]
        except (OSError, UnicodeError) as error:
            found = error
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=ask, name="alertbot-name", daemon=True).start()
    return await answer


class Network:
    """Opens connections: to public addresses, or where `private` says so to any.

    `trust` makes the one TLS context, when it is first needed.
    """

    def __init__(self, resolve: Resolver, trust: Callable[[], ssl.SSLContext]) -> None:
        self._resolve = resolve
        self._trust = trust
        self._tls: ssl.SSLContext | None = None

    async def connect(self, host: str, port: int, *, secure: bool, private: bool) -> Wire:
        """Connect to the first address of a host that answers.

        Raises AddressRefused, Unreachable or NoSuchHost where the name leads nowhere, and
        httpcore.ConnectError for the last address tried.
        """
        *others, last = await self._addresses(host, port, private=private)
        if secure and self._tls is None:
            self._tls = self._trust()
        tls = self._tls if secure else None
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    return await Wire.connect(address, port, tls, host)
        return await Wire.connect(last, port, tls, host)

    async def _addresses(self, host: str, port: int, *, private: bool) -> list[str]:
        number = guard.literal(host)
        found = [number] if number else [ip_address(name) for name in await self._names(host, port)]
        allowed = [address for address in found if private or guard.is_public(address)]
        if not found:
            raise NoSuchHost(f"{host}: the name has no address")
        if not allowed:
            raise AddressRefused(f"{host}: {guard.not_public(found[0])}")
        families = [[a for a in allowed if a.version == version] for version in (6, 4)]
        if allowed[0].version == 4:
            families.reverse()
        in_turns = chain.from_iterable(zip_longest(*families))
        return [str(address) for address in islice(filter(None, in_turns), _ADDRESSES)]

    async def _names(self, host: str, port: int) -> Sequence[str]:
        try:
            return await self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise Unreachable(f"{host}: the name server does not answer") from None
            raise NoSuchHost(f"{host}: there is no such name") from None
        except (OSError, UnicodeError):
            raise Unreachable(f"{host}: the name cannot be looked up") from None


def trusted() -> ssl.SSLContext:
    """Whom TLS trusts: Mozilla's list (certifi), and whomever this machine trusts besides.

    The first alone would shut out a company's own authority; the second alone fails in a bare
    container, which has none. SSL_CERT_FILE and SSL_CERT_DIR name other places for the second.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    context.set_alpn_protocols(["http/1.1"])
    return context
