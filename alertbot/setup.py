"""What the parts of a running alertbot make of a configuration: all of it at once, so that it can
be put in the place of another. Nothing is asked or sent here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from alertbot import channels, sources, watch
from alertbot.channels import ChannelKind, Sender
from alertbot.config import ChannelConfig, Config, Timing
from alertbot.outlets import Outlet
from alertbot.polling import Polled
from alertbot.rehearsal import Rehearsal, Show
from alertbot.searches import Searches
from alertbot.store.destinations import Destination


@dataclass(frozen=True, slots=True)
class Setup:
    """A configuration, as `polled` sources, indexed `searches`, and what is `kept` from being
    passed on or has to be `credited` (see watch)."""

    config: Config
    polled: Mapping[str, Polled]
    searches: Searches
    kept: frozenset[str]
    credited: Mapping[str, str]

    @classmethod
    def of(cls, config: Config) -> Setup:
        """Takes its time where there are many searches."""
        kinds = sources.kinds()
        return cls(
            config,
            {
                name: Polled(it, watch.host(it, kinds[it.kind]), watch.watched(it, kinds[it.kind]))
                for name, it in config.sources.items()
            },
            Searches(config.searches.values()),
            watch.kept(config, kinds),
            watch.credited(config, kinds),
        )

    @property
    def destinations(self) -> list[Destination]:
        """The chats of the channels."""
        return [
            Destination(
                channel.name,
                channel.options.to,
                channel.options.credential,
                channel.options.max_per_day,
                channel.options.edits,
            )
            for channel in self.config.channels.values()
        ]

    def outlets(self, senders: Mapping[str, Sender], *, rehearses: bool) -> Mapping[str, Outlet]:
        """The channels with these connections. A rehearsal waits for no pace."""
        kinds = channels.kinds()
        timings: dict[str, list[Timing]] = {name: [] for name in self.config.channels}
        for search in self.config.searches.values():
            for name in search.to:
                timings[name].append(search.timing)
        return {
            channel.name: Outlet(
                kinds[channel.kind],
                senders[channel.name],
                channel.options.timeout,
                timedelta() if rehearses else channel.options.pace,
                kept=self.kept if channel.public else frozenset(),
                credential=channel.options.credential,
                rate=None if rehearses else channel.options.rate,
                options=channel.options,
                timings=timings[channel.name],
            )
            for channel in self.config.channels.values()
        }


@asynccontextmanager
async def connected(
    kinds: Mapping[str, ChannelKind], rehearse: Show | None, channel: ChannelConfig
) -> AsyncIterator[Sender]:
    """The Sender of a channel; where it is rehearsed, one that only shows."""
    if rehearse:
        yield Rehearsal(channel.name, rehearse)
        return
    async with kinds[channel.kind].connect(channel.options) as sender:
        yield sender
