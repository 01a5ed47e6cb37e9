"""What every kind of channel is held to when it sends and edits, ours and other packages' alike.

Each check takes a way to connect and a server that the channel speaks to, and raises
AssertionError. The server is one that takes the message when nothing is made to fail.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import TypeVar

from alertbot.channels import Editor, Sender
from alertbot.model import (
    Address,
    Delivered,
    Failed,
    Message,
    Outcome,
    Rejected,
    Scope,
    Unknown,
)
from alertbot.testing.fault import Fault
from alertbot.testing.server import Server, When

Said = TypeVar("Said")
Connect = Callable[[], AbstractAsyncContextManager[Sender]]

_KEY = "conformance-1"
_LONGEST = timedelta(seconds=4)

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
    _believes_nothing(server, posting, lambda: _sent(connect, address, message))


def edits(
    connect: Connect,
    server: Server,
    address: Address,
    message: Message,
    other: Message,
    posting: When,
) -> None:
    """What was sent is edited and deleted, each once and again; what is gone is not edited.

    `posting`: which requests carry a message that is new.
    """

    async def all_of_it(editor: Editor) -> list[Outcome]:
        sent = await editor.send(address, message, _KEY)
        assert isinstance(sent, Delivered)
        ref, lasting = sent.ref, Address(address.name, sent.address or address.resolved)
        return [
            await editor.edit(lasting, ref, other, _KEY),
            await editor.edit(lasting, ref, other, _KEY),
            await editor.edit(lasting, ref, message.plain(), _KEY),
            await editor.retract(lasting, ref, other, _KEY),
            await editor.retract(lasting, ref, other, _KEY),
            await editor.edit(lasting, ref, message, _KEY),
        ]

    *done, gone = _edited(connect, all_of_it)
    assert all(isinstance(outcome, Delivered) for outcome in done), done
    assert isinstance(gone, Rejected)
    assert gone.scope is Scope.MESSAGE
    assert _posts(server, posting) == 1, "an edit is no new message"


def never_guesses_an_edit(
    connect: Connect, server: Server, address: Address, message: Message, editing: When
) -> None:
    """The same for `edit`, and afterwards it can be made.

    `editing`: which requests edit a message.
    """

    sent = _sent(connect, address, message)
    assert isinstance(sent, Delivered)
    ref, lasting = sent.ref, Address(address.name, sent.address or address.resolved)

    def edit() -> Outcome:
        return _edited(connect, lambda editor: editor.edit(lasting, ref, message.plain(), _KEY))

    _believes_nothing(server, editing, edit)
    assert isinstance(edit(), Delivered)


def _believes_nothing(server: Server, when: When, ask: Callable[[], Outcome]) -> None:
    for fault in (*UNCERTAIN, *NOT_TAKEN):
        server.heal()
        server.fail(fault, times=None, when=when)
        before, begun = _posts(server, when), time.monotonic()
        outcome = ask()
        assert not isinstance(outcome, Delivered), fault.name
        if fault in UNCERTAIN:
            assert isinstance(outcome, Unknown), f"{fault.name}: {outcome}"
        if isinstance(outcome, Failed | Rejected | Unknown):
            assert outcome.reason, fault.name
            assert "\n" not in outcome.reason, fault.name
        assert _posts(server, when) - before == 1, f"{fault.name}: a try of its own"
        assert time.monotonic() - begun < _LONGEST.total_seconds(), fault.name
    server.heal()


def _posts(server: Server, posting: When) -> int:
    fits = posting if callable(posting) else lambda asked: posting in asked.path
    return sum(map(fits, server.requests))


def _sent(connect: Connect, address: Address, message: Message) -> Outcome:
    async def main() -> Outcome:
        async with connect() as sender:
            return await sender.send(address, message, _KEY)

    return asyncio.run(main())


def _edited(connect: Connect, work: Callable[[Editor], Awaitable[Said]]) -> Said:
    async def main() -> Said:
        async with connect() as sender:
            assert isinstance(sender, Editor)
            return await work(sender)

    return asyncio.run(main())
