"""One call to a chat service over HTTP: bounded in time and size, and honest about how far it got.

Both libraries speak through this instead of their own transports, for what those do not do: a
deadline for the whole call (a dripping answer outlives any timeout of a read), a limit on the
answer's size, no redirect (it would carry the token elsewhere), no proxy from the environment, and
above all the knowledge whether the request was on its way when things went wrong.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpcore
import httpx

from alertbot import text
from alertbot.model import Failed, Throttled, Unknown

_MAX_ANSWER = 4 * 1024 * 1024
_MAX_REASON = 200
_WAIT = timedelta(seconds=30)  # where a service says 429 and not for how long
_MAX_WAIT = timedelta(hours=24)
_LIBRARIES = ("httpx", "httpcore", "telegram", "slack_sdk")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, whole. The names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswer(Exception):
    """There was no answer. The outcome is Failed if nothing was sent, else Unknown."""

    def __init__(self, outcome: Failed | Unknown) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


@dataclass(slots=True)
class Call:
    """One call's time: `deadline` on the loop's clock. `sent`: from then on nobody can know."""

    deadline: float
    timeout: timedelta
    sent: bool = field(default=False, init=False)

    def lost(self, reason: str) -> NoAnswer:
        """How the call ends without an answer."""
        reason = text.cut(text.one_line(reason), _MAX_REASON)
        return NoAnswer(Unknown(reason) if self.sent else Failed(reason))

    def fence(self) -> None:
        """Raises NoAnswer once the time is over: nothing is sent any more.

        A process that was stopped, and goes on, comes here before the timers of its loop do; by
        now another may have taken up what it was about to send.
        """
        if asyncio.get_running_loop().time() >= self.deadline:
            raise self.overdue()

    def overdue(self) -> NoAnswer:
        """How the call ends when its time is over."""
        what = "no answer" if self.sent else "no connection"
        return self.lost(f"{what} within {self.timeout.total_seconds():g} s")


class Wire:
    """Connections to a service; used on the event loop that opened it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], call: Call) -> Answer:
        """POST once. Raises NoAnswer."""

        shaking: list[httpcore.AsyncNetworkStream] = []

        async def trace(event: str, told: Mapping[str, Any]) -> None:
            if event == "connection.connect_tcp.complete":
                shaking.append(told["return_value"])
            elif event.endswith("send_request_headers.started"):
                shaking.clear()
                call.fence()
                call.sent = True

        left = max(0.001, call.deadline - asyncio.get_running_loop().time())
        try:
            async with (
                asyncio.timeout_at(call.deadline),
                self._client.stream(
                    "POST",
                    url,
                    content=body,
                    headers=headers,
                    timeout=left,
                    extensions={"trace": trace},
                ) as response,
            ):
                return Answer(response.status_code, response.headers, await _read(response, call))
        except TimeoutError:
            raise call.overdue() from None
        except httpx.TimeoutException:
            raise call.overdue() from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # the last: from idna
            # None: an exception of the library may quote the address, which may hold the token.
            raise call.lost(trouble(error)) from None
        finally:
            for stream in shaking:  # httpcore, cancelled in a handshake, forgets its socket
                await stream.aclose()


@asynccontextmanager
async def opened(within: timedelta) -> AsyncIterator[Wire]:
    """A Wire for as long as the context is open."""
    fence()
    async with httpx.AsyncClient(
        # Else httpx asks for gzip, and answers are read as they come.
        headers={"Accept-Encoding": "identity"},
        verify=_tls(),
        timeout=within.total_seconds(),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=4),
        follow_redirects=False,
        trust_env=False,
    ) as client:
        yield Wire(client)


@functools.cache
def _tls() -> ssl.SSLContext:
    """One for all channels: reading the certificates takes longer than most calls."""
    return httpx.create_ssl_context(trust_env=False)


def begin(timeout: timedelta) -> Call:
    """A call whose time starts now."""
    return Call(asyncio.get_running_loop().time() + timeout.total_seconds(), timeout)


def throttled(retry_after: object) -> Throttled:
    """How long to stay away, from what the service says: seconds, at most a day, else 30 s."""
    try:
        seconds = float(str(retry_after))
    except ValueError:
        return Throttled(_WAIT)
    if not seconds >= 0:  # not a number is not, either
        return Throttled(_WAIT)
    return Throttled(timedelta(seconds=min(max(seconds, 1.0), _MAX_WAIT.total_seconds())))


def said(words: str, secret: str) -> str:
    """A service's own words, short and without the secret, should it quote it."""
    return text.cut(text.one_line(words.replace(secret, "***")), _MAX_REASON)


class _Fence(logging.Filter):
    """Lets only warnings through: below them these libraries log addresses that hold a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


_FENCE = _Fence()


def fence() -> None:
    """Quieten the libraries' own loggers, once and for all: their records may hold a token.

    The level spares the work; the filter holds even if somebody sets the level back.
    """
    # A filter holds for records logged to that very logger, so each one below needs it too.
    below = [
        name
        for name in logging.root.manager.loggerDict
        if name.startswith(tuple(f"{library}." for library in _LIBRARIES))
    ]
    for name in (*_LIBRARIES, *below):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
        if _FENCE not in logger.filters:
            logger.addFilter(_FENCE)


async def _read(response: httpx.Response, call: Call) -> bytes:
    # Raw: an answer that is compressed although we did not ask for it is not unpacked.
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _MAX_ANSWER:
            raise call.lost(f"an answer of more than {_MAX_ANSWER:,} bytes")
    return bytes(body)


def trouble(error: Exception) -> str:
    """Why there is no answer, without the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate is not valid"
        if isinstance(cause, ssl.SSLError):  # its number is not the system's
            return "no secure connection could be agreed on"
        if isinstance(cause, OSError) and cause.errno:
            # asyncio puts words of its own, with the address, into strerror; a name that is not
            # found has a negative number that the system has no words for.
            return os.strerror(cause.errno) if cause.errno > 0 else str(cause.strerror)
        cause = cause.__cause__ or cause.__context__
    if not isinstance(error, httpx.TransportError):
        return type(error).__name__
    # What is not HTTP is quoted after a colon: an echo would be our own request, and its secrets.
    return str(error).partition(":")[0]
