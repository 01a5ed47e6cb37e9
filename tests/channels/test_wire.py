"""The wire that all channels speak through: what it asks for, and what it says went wrong."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from alertbot.channels import _wire
from alertbot.model import Failed, Outcome, Unknown
from alertbot.testing import Answer, Asked, Fault, Server
from alertbot.testing.exchange import HTML

CANARY = "CANARYofTheWire"
SOON = timedelta(seconds=5)


class Taking(Server):
    """Answers whatever it is asked."""

    def answer(self, asked: Asked) -> Answer:
        return Answer(200, b"ok", HTML)


@pytest.fixture
def server() -> Iterator[Taking]:
    with Taking() as running:
        yield running


def posted(url: str) -> _wire.Answer | Outcome:
    async def main() -> _wire.Answer | Outcome:
        async with _wire.opened(SOON) as wire:
            try:
                return await wire.post(url, b"{}", {"X-Key": CANARY}, _wire.begin(SOON))
            except _wire.NoAnswer as none:
                return none.outcome

    return asyncio.run(main())


def test_a_process_that_was_stopped_too_long_sends_nothing_any_more(
    server: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on just before it sends, on a connection that is open: no timer of its loop is first.

    Without the fence the message goes, although another process has sent it meanwhile.
    """
    short, fence = timedelta(seconds=0.2), _wire.Call.fence

    def stopped(call: _wire.Call) -> None:
        time.sleep(2 * short.total_seconds())  # as SIGSTOP, which stops the loop too
        fence(call)

    async def main() -> Outcome:
        async with _wire.opened(SOON) as wire:
            await wire.post(server.url, b"{}", {}, _wire.begin(SOON))
            monkeypatch.setattr(_wire.Call, "fence", stopped)
            with pytest.raises(_wire.NoAnswer) as caught:
                await wire.post(server.url, b"{}", {}, _wire.begin(short))
            return caught.value.outcome

    assert isinstance(asyncio.run(main()), Failed), "it is certain that nothing was sent"
    assert len(server.requests) == 1


def test_no_packing_is_asked_for_since_none_is_unpacked(server: Taking) -> None:
    posted(server.url)
    (asked,) = server.requests
    assert asked.header("accept-encoding") == "identity"


def test_what_comes_back_of_our_own_request_is_not_told(server: Taking) -> None:
    """A port that echoes: it is no HTTP, and the library quotes what it has read."""
    server.fail(Fault.raw(f"POST /services/{CANARY} HTTP/1.1\r\nX-Key: {CANARY}\r\n\r\n".encode()))
    outcome = posted(f"{server.url}/services/{CANARY}")
    assert isinstance(outcome, Unknown)
    assert outcome.reason == "illegal status line"


@pytest.mark.parametrize("host", ["xn--", "a..b", f"{'a' * 70}.example", "[::1", "x:99999999"])
def test_a_host_that_can_be_none_is_certainly_not_sent_to(host: str) -> None:
    outcome = posted(f"http://{host}/{CANARY}")
    assert isinstance(outcome, Failed)
    assert CANARY not in outcome.reason


def _wrapped(cause: OSError) -> httpx.ConnectError:
    error = httpx.ConnectError("no connection")
    error.__cause__ = cause
    return error


def test_trouble_with_tls_is_said_as_such() -> None:
    """Its number is OpenSSL's own: 1 would be "Operation not permitted"."""
    invalid = ssl.SSLCertVerificationError(1, "[SSL: X] certificate verify failed: expired (_x:1)")
    odd = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1000)")
    assert _wire.trouble(_wrapped(invalid)) == "its certificate is not valid"
    assert _wire.trouble(_wrapped(odd)) == "no secure connection could be agreed on"


def test_trouble_of_the_system_is_said_in_its_words() -> None:
    assert _wire.trouble(_wrapped(OSError(errno.ECONNREFUSED, CANARY))) == "Connection refused"
    nameless = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert _wire.trouble(_wrapped(nameless)) == "Name or service not known"


def test_plain_http_where_tls_was_expected(server: Taking) -> None:
    outcome = posted(server.url.replace("http:", "https:"))
    assert outcome == Failed("no secure connection could be agreed on")
