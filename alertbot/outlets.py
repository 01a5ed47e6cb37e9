"""Connected channels: what each may send, and how fast."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any

from alertbot.channels import ChannelKind, ChannelOptions, Sender
from alertbot.config import ChannelConfig, Timing
from alertbot.model import Alert, Context, Message
from alertbot.searches import public
from alertbot.store.pacing import Allowance

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A connected channel. `timeout`: the longest that one call of its sender takes; `pace`: the
    least time between two messages to its destination; `rate`: messages a second that its
    credential may send in all. `kept`: the sources whose postings may not be shown there, which has
    readers beyond one's own. `options` may have a wording of their own. `timings`: those of the
    searches that report there."""

    kind: ChannelKind
    sender: Sender
    timeout: timedelta
    pace: timedelta
    kept: frozenset[str] = frozenset()
    credential: str = ""
    rate: int | None = None
    options: ChannelOptions = field(default_factory=ChannelOptions)
    timings: Collection[Timing] = ()

    def render(self, alert: Alert, context: Context) -> Message:
        """The alert as it is said there."""
        return self.options.rendered(self.kind.render, public(alert, self.kept), context)

    @property
    def most(self) -> float:
        """Messages a second that its destination may be sent."""
        return _SECOND / self.pace if self.pace else float("inf")


def allowances(outlets: Mapping[str, Outlet]) -> Iterator[Allowance]:
    """What credentials may send in all whose destinations could be sent more than that together."""
    for credential in dict.fromkeys(outlet.credential for outlet in outlets.values()):
        own = {name: one for name, one in outlets.items() if one.credential == credential}
        rates = [one.rate for one in own.values() if one.rate is not None]
        if rates and sum(one.most for one in own.values()) > min(rates):
            yield Allowance(credential, min(rates), frozenset(own))


Connect = Callable[[ChannelConfig], AbstractAsyncContextManager[Sender]]


@dataclass(frozen=True, slots=True)
class _Connection:
    """A connected channel, open until `closing` is set: then `task` ends, which opened it. What a
    library opens in one task it need not be able to close in another."""

    channel: ChannelConfig
    sender: Sender
    closing: asyncio.Event
    task: asyncio.Task[None]

    async def close(self) -> None:
        self.closing.set()
        await asyncio.gather(self.task, return_exceptions=True)


class Connections:
    """The connections of the channels. One whose options stay as they are keeps its own."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._open: dict[str, _Connection] = {}
        self._leaving: dict[asyncio.Task[None], list[_Connection]] = {}

    @asynccontextmanager
    async def changing(
        self, channels: Collection[ChannelConfig], unused: Callable[[], Awaitable[object]]
    ) -> AsyncIterator[Mapping[str, Sender]]:
        """The senders of these channels, by name: those there are afterwards.

        Those that are no longer used are closed when `unused` has ended, and nothing waits for it.
        Where the context is left by an error all is as before. Raises what `connect` raises.
        """
        fresh: list[_Connection] = []
        wanted = {}
        try:
            for channel in channels:
                one = self._open.get(channel.name)
                if one is None or one.channel != channel:
                    one = await self._opened(channel)
                    fresh.append(one)
                wanted[channel.name] = one
            yield {name: one.sender for name, one in wanted.items()}
        except BaseException:
            await _close(fresh)
            raise
        old = [one for name, one in self._open.items() if wanted.get(name) is not one]
        self._open = wanted
        if old:
            leaving = asyncio.create_task(_close_after(unused, old))
            self._leaving[leaving] = old
            leaving.add_done_callback(self._leaving.pop)

    async def close(self) -> None:
        """Closes all of them, used or not."""
        leaving = dict(self._leaving)
        for task in leaving:
            task.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        await _close(chain(self._open.values(), *leaving.values()))

    async def _opened(self, channel: ChannelConfig) -> _Connection:
        ready: asyncio.Future[Sender] = asyncio.get_running_loop().create_future()
        closing = asyncio.Event()
        task = asyncio.create_task(self._hold(channel, ready, closing))
        either: set[asyncio.Future[Any]] = {task, ready}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if task.done():
            await task  # raises why
        return _Connection(channel, await ready, closing, task)

    async def _hold(
        self, channel: ChannelConfig, ready: asyncio.Future[Sender], closing: asyncio.Event
    ) -> None:
        async with self._connect(channel) as sender:
            ready.set_result(sender)
            await closing.wait()


async def _close(connections: Iterable[_Connection]) -> None:
    await asyncio.gather(*(one.close() for one in connections))


async def _close_after(
    unused: Callable[[], Awaitable[object]], connections: Collection[_Connection]
) -> None:
    await unused()
    await _close(connections)
