"""Channels that change while they are used: who is as before keeps its connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from alertbot.channels import ChannelOptions, Sender
from alertbot.config import ChannelConfig
from alertbot.model import Address, Delivered, Look, Message, NotFound, Outcome
from alertbot.outlets import Connections


class Line:
    """A Sender that is only there."""

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        return Delivered("1")

    async def look(self, address: Address, key: str, age: object) -> Look:
        return NotFound()


@dataclass
class Exchange:
    """Connects channels, and knows which are open, by name and address. `dead`: that one is not
    there."""

    open: list[tuple[str, str]] = field(default_factory=list)
    dead: str = ""
    used: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def connect(self, channel: ChannelConfig) -> AsyncIterator[Sender]:
        if channel.name == self.dead:
            raise ValueError("no such number")
        task = asyncio.current_task()
        one = channel.name, channel.options.to
        self.open.append(one)
        yield Line()
        self.open.remove(one)
        assert asyncio.current_task() is task, "closed where it was opened"

    async def unused(self) -> None:
        await self.used.wait()


def channel(name: str, to: str = "here") -> ChannelConfig:
    return ChannelConfig(name, "screen", ChannelOptions(to=to))


async def change(
    one: Connections, exchange: Exchange, *some: ChannelConfig
) -> Mapping[str, Sender]:
    async with one.changing(some, exchange.unused) as senders:
        return senders


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def _one_that_changes() -> None:
    exchange = Exchange()
    one = Connections(exchange.connect)
    first = await change(one, exchange, channel("a"), channel("b"))
    then = await change(one, exchange, channel("a"), channel("b", "there"), channel("c"))
    assert then["a"] is first["a"]
    assert then["b"] is not first["b"]
    await settle()
    assert exchange.open == [("a", "here"), ("b", "here"), ("b", "there"), ("c", "here")]
    exchange.used.set()
    await settle()
    assert exchange.open == [("a", "here"), ("b", "there"), ("c", "here")]
    await one.close()
    assert exchange.open == []


def test_one_that_changes_gets_another_and_the_old_one_is_left_until_unused() -> None:
    asyncio.run(_one_that_changes())


async def _failing() -> None:
    exchange = Exchange(dead="c")
    one = Connections(exchange.connect)
    first = await change(one, exchange, channel("a"))
    with pytest.raises(ValueError, match="no such number"):
        await change(one, exchange, channel("b"), channel("c"))
    assert exchange.open == [("a", "here")]
    with pytest.raises(RuntimeError):
        async with one.changing([channel("b")], exchange.unused):
            raise RuntimeError
    assert exchange.open == [("a", "here")]
    assert (await change(one, exchange, channel("a")))["a"] is first["a"]
    await change(one, exchange)
    await one.close()  # although nobody has said that it is unused
    assert exchange.open == []


def test_where_it_fails_all_is_as_before() -> None:
    asyncio.run(_failing())
