"""What every kind of channel is held to when it sends, ours and other packages' alike.

Each check takes a way to connect and a server that the channel speaks to, and raises
AssertionError. The server is one that takes the message when nothing is made to fail.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from alertbot.channels import Sender
from alertbot.model import Address, Delivered, Failed, Message, Outcome, Rejected, Unknown
from alertbot.testing.fault import Fault
from alertbot.testing.server import Server, When

Connect = Callable[[], AbstractAsyncContextManager[Sender]]

UNCERTAIN = (
    Fault.drop_after_accept(),
    Fault.silence_after_accept(20),
    Fault.drip(head=True),
)
"""The service has taken the message, and says nothing of it."""

NOT_TAKEN = (
    Fault.drop_before(),
    Fault.silence_before(20),
    Fault.raw(b"no HTTP at all"),
    Fault.status(429, {"Retry-After": "9"}),
    Fault.status(403),
    Fault.status(500),
    Fault.html(502),
    Fault.redirect("http://127.0.0.1:9/else"),
    Fault.redirect_loop(307),
)
"""The service has not taken the message."""


def delivers(connect: Connect, server: Server, address: Address, message: Message) -> None:
    """What is sent arrives, in both forms."""
    for said in (message, message.plain()):
        assert isinstance(_sent(connect, address, said), Delivered)
    assert server.requests


def never_guesses(
    connect: Connect, server: Server, address: Address, message: Message, posting: When = ""
) -> None:
    """It calls nothing delivered that is not known to be, and nothing failed that may have arrived.

    `posting`: which requests carry a message. Each is made once, and given up within the timeout.
    """
    for fault in (*UNCERTAIN, *NOT_TAKEN):
        server.heal()
        server.fail(fault, times=None, when=posting)
        before, begun = _posts(server, posting), time.monotonic()
        outcome = _sent(connect, address, message)
        assert not isinstance(outcome, Delivered), fault.name
        if fault in UNCERTAIN:
            assert isinstance(outcome, Unknown), f"{fault.name}: {outcome}"
        if isinstance(outcome, Failed | Rejected | Unknown):
            assert outcome.reason, fault.name
            assert "\n" not in outcome.reason, fault.name
        assert _posts(server, posting) - before == 1, f"{fault.name}: a try of its own"
        assert time.monotonic() - begun < _LONGEST.total_seconds(), fault.name
    server.heal()


_LONGEST = timedelta(seconds=4)


def _posts(server: Server, posting: When) -> int:
    fits = posting if callable(posting) else lambda asked: posting in asked.path
    return sum(map(fits, server.requests))


def _sent(connect: Connect, address: Address, message: Message) -> Outcome:
    async def main() -> Outcome:
        async with connect() as sender:
            return await sender.send(address, message, "conformance-1")

    return asyncio.run(main())
