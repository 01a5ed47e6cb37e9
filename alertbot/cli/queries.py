"""A query, a search and a span of time as they are typed on the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from alertbot.errors import QueryError, UsageError

if TYPE_CHECKING:
    from alertbot.config import Config, Search
    from alertbot.query import Filter

Item = TypeVar("Item")

_HOURS = {"h": 1, "d": 24, "w": 168}
_SPAN = re.compile(r"(\d{1,5})\s?([hdw])")
_WIDTH = 76
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def parsed(text: str, config: Config | None) -> Filter:
    """The filter that a query means. UsageError points at a mistake in it."""
    from alertbot.query import Settings, parse

    try:
        return parse(text, config.settings if config else Settings())
    except QueryError as error:
        start = max(min(error.position, len(text)) - _WIDTH // 2, 0)
        shown = "".join(sign if sign.isprintable() else " " for sign in text[start:][:_WIDTH])
        caret = " " * (error.position - start)
        raise UsageError(f"alertbot: {error.message}\n  {shown}\n  {caret}^") from None


def named(name: str, config: Config) -> Search:
    """A search of the configuration. UsageError names the nearest."""
    from alertbot.config.mistakes import listed, meant, shown

    if name not in config.searches:
        near = meant(name, config.searches) or f"; there is {listed(config.searches, 'and')}"
        raise UsageError(f"alertbot: unknown search {shown(name)}{near}")
    return config.searches[name]


def since(text: str, now: datetime) -> datetime:
    """The moment so long ago, or at the beginning of a day. UsageError says how it is written."""
    if found := _SPAN.fullmatch(text.strip().lower()):
        span = timedelta(hours=int(found[1]) * _HOURS[found[2]])
        return now - span if span < now - _EARLIEST else _EARLIEST
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"alertbot: --since {text[:40]}: write 12h, 30d or 8w, or a date such as 2026-05-13"
        ) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now:
        raise UsageError(f"alertbot: --since {text[:40]}: that is still to come")
    return max(moment, _EARLIEST)


def began(since: datetime, until: datetime) -> str:
    """When a span of time began, to the day; of one of a few days to the minute."""
    is_short = until - since < timedelta(days=3)
    return f"{since:%Y-%m-%d %H:%M UTC}" if is_short else f"{since:%Y-%m-%d}"


def followed(items: Iterable[Item], total: int) -> Iterable[Item]:
    """The same items, with progress on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(items, "looking through", total=total, console=console, transient=True)


def nothing_stored(as_json: bool) -> None:
    """Says what to do where there is no opening yet."""
    print(
        "no openings are stored yet: `alertbot run` reads the boards",
        file=sys.stderr if as_json else sys.stdout,
    )
