"""What every channel over HTTP is asked, whatever its service: answers that break, nobody there,
and all that could hold its secrets."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

import pytest

from alertbot.channels import Sender
from alertbot.model import Address, Message
from alertbot.testing import Fault, Server

Options = TypeVar("Options")
Answer = TypeVar("Answer")
Connect = Callable[[Options], AbstractAsyncContextManager[Sender]]

broken = pytest.mark.parametrize(
    "fault",
    [
        Fault.drop_before(),
        Fault.drop_after_accept(),
        Fault.silence_before(20),
        Fault.silence_after_accept(20),
        Fault.drip(),
        Fault.drip(head=True),
        Fault.truncated(1),
        Fault.raw(b"no HTTP at all"),
    ],
    ids=lambda fault: fault.name,
)
"""For tests of a `fault`: a service of which nobody can know whether it took the message."""


def run(
    connect: Connect[Options], options: Options, work: Callable[[Sender], Awaitable[Answer]]
) -> Answer:
    """What work with a connected sender comes to."""

    async def main() -> Answer:
        async with connect(options) as sender:
            return await work(sender)

    return asyncio.run(main())


def nobody() -> str:
    """A host and port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


def said_in_trouble(
    server: Server,
    faults: Iterable[Fault],
    send: tuple[Address, Message],
    loggers: Iterable[str],
    caplog: pytest.LogCaptureFixture,
) -> Callable[[Sender], Awaitable[list[str]]]:
    """Work that meets each of these faults, with all logs on. It answers with what a sender says of
    itself and of each."""

    async def work(sender: Sender) -> list[str]:
        said = [repr(sender)]
        for logger in ("", "httpx", "httpcore.http11", *loggers):
            caplog.set_level(logging.DEBUG, logger)
        for fault in (*faults, Fault.drop_before()):
            server.fail(fault)
            said.append(repr(await sender.send(*send, "1")))
            server.heal()
        return said

    return work
