"""What the sources and chat services of a configuration answer: asked once, nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alertbot.cli import boards, drawing
from alertbot.errors import FetchError, Mistake, ParseError

if TYPE_CHECKING:
    from alertbot.config import ChannelConfig, Loaded, SourceConfig
    from alertbot.fetcher import Fetcher
    from alertbot.traversal import Harvest

AT_ONCE = 8
"""Sources that are asked at a time. The fetcher minds how often a host is."""

Said = tuple[str, str]
"""A severity, and the words that follow the name."""


def ask(found: Loaded, say: Callable[[Mistake], None]) -> None:
    """Says what each source and channel answers, in the order of the configuration, as it comes.

    Of severity "error" where one failed, "info" where all is well.
    """
    asyncio.run(_ask(found, say))


async def _ask(found: Loaded, say: Callable[[Mistake], None]) -> None:
    from alertbot.fetcher import Fetcher

    config, free = found.config, asyncio.Semaphore(AT_ONCE)

    async def answer(section: str, name: str, asking: Coroutine[None, None, Said]) -> Mistake:
        async with free:
            severity, words = await asking
        place = found.places.get((section, name), (str(config.path), 0, 0))
        said = drawing.safe(f"{section.removesuffix('s')} {name}: {words}")
        return Mistake(*place, said, severity)

    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher, asyncio.TaskGroup() as group:
        asked = [
            answer("sources", name, _source(fetcher, it)) for name, it in config.sources.items()
        ]
        asked += [answer("channels", name, _channel(it)) for name, it in config.channels.items()]
        for task in [group.create_task(one) for one in asked]:
            say(await task)


async def _source(fetcher: Fetcher, source: SourceConfig) -> Said:
    def has_some(harvest: Harvest) -> bool:
        shows = bool(harvest.listed or harvest.skipped)
        return shows or harvest.pages >= boards.MOST_PAGES

    try:
        harvest, whole = await boards.walked(fetcher, source.kind, source.options, has_some)
    except FetchError as error:
        return "error", str(error)
    except ParseError as error:
        return "error", f"{error}; look whether this is a board of kind {source.kind}"
    if harvest.skipped and not harvest.listed:
        return "error", f"none of its postings is understood: {harvest.skipped[0]}"
    count = max(harvest.total or 0, len(harvest.listed))
    if not count:
        return "warning", "no postings now: look whether the board shows some to you"
    least = "" if whole or harvest.total else "at least "
    return "info", f"{least}{count:,} posting{'' if count == 1 else 's'}"


async def _channel(channel: ChannelConfig) -> Said:
    from alertbot import channels
    from alertbot.channels import Meeting
    from alertbot.channels._chats import NotTold

    kind = channels.kinds()[channel.kind]
    try:
        met = await kind.meet(channel.options) if isinstance(kind, Meeting) else None
    except NotTold as why:
        return "error", str(why)
    if met is None:
        if channel.kind == "console":
            return "info", "writes to the terminal"
        return "info", f"cannot be tried without posting: alertbot send-test {channel.name}"
    where = f" in {met.bot.home}" if met.bot.home else ""
    said = f"@{met.bot.name}{where} writes to {met.chat.name}"
    return ("warning", f"{said}, but {met.doubt}") if met.doubt else ("info", said)
