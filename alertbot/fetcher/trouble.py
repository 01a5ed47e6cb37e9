"""What went wrong on the wire, in one plain line."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from alertbot.errors import Unreachable
from alertbot.fetcher.transport import Progress

TROUBLES = (
    OSError,  # TimeoutError and ssl.SSLError are among them
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,  # from idna, for a redirect to a mistaken punycode
)
"""What asking a server may raise beside our own errors."""

_ROUTES = {
    errno.ECONNREFUSED: "nothing answers there (connection refused)",
    errno.EHOSTUNREACH: "no way leads there from this machine",
    errno.ENETUNREACH: "no way leads there from this machine",
}


def in_words(error: Exception, host: str, progress: Progress, seconds: float) -> Unreachable:
    """One of TROUBLES as an Unreachable. `seconds` is what there was time for."""
    return Unreachable(f"{host}: {_words(error, progress, seconds)}")


def _words(error: Exception, progress: Progress, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        if progress.answered:
            return f"the page was still coming in after {seconds:g} s"
        what = "connection" if progress.connecting else "answer"
        return f"no {what} within {seconds:g} s"
    if progress.answered:
        return "the page was cut off"
    if progress.connecting:
        return _no_connection(error)
    if isinstance(error, httpcore.RemoteProtocolError) and "disconnected" not in str(error):
        return "what it answers is not HTTP"
    if isinstance(
        error, (httpcore.LocalProtocolError, httpx.HTTPError, httpx.InvalidURL, UnicodeError)
    ):
        return "the request or its redirect cannot be understood"
    return "it closed the connection before it had answered"


def _no_connection(error: Exception) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not valid ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return f"no secure connection could be agreed on ({cause.reason or 'TLS'})"
        if isinstance(cause, OSError) and cause.errno in _ROUTES:
            return _ROUTES[cause.errno]
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
