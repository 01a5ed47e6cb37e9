"""From the address of a board to a source of a configuration, and to what the board has now."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from alertbot.errors import AlertbotError, FetchError, ParseError, UsageError

if TYPE_CHECKING:
    from alertbot.fetcher import Fetcher
    from alertbot.finder import Offer
    from alertbot.model import Opening, Posting
    from alertbot.sources import SourceOptions
    from alertbot.traversal import Harvest

MOST_PAGES = 5
"""Pages of a board that are looked at to try a search: a first impression has to come quickly."""


class NoBoard(AlertbotError):
    """No board that can be read is found at an address."""


@dataclass(frozen=True, slots=True)
class Board:
    """A source as the configuration will have it. `value` is its YAML, on one line."""

    name: str
    value: str
    kind: str
    options: SourceOptions
    offer: Offer

    @property
    def said(self) -> str:
        """What stands there now, for people."""
        total = self.offer.total
        count = {0: "no postings now", 1: "1 posting"}.get(total, f"{total:,} postings")
        titles = ", ".join(f'"{title}"' for title in self.offer.titles)
        employer = self.offer.employer or self.name
        return f"{employer} ({self.kind}): {count}{f', such as {titles}' if titles else ''}"


def address_of(words: str) -> str:
    """The whole address that somebody types. Raises UsageError."""
    address = words if "://" in words else f"https://{words}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    known = address.startswith(("http://", "https://"))
    if not known or " " in words or not ("." in host or ":" in host or host == "localhost"):
        raise UsageError(
            f"alertbot: {words[:80]}: not an address; copy it from the browser, such as "
            "https://boards.greenhouse.io/contoso"
        )
    return address


def find(address: str, base_url: str = "", *, taken: Collection[str] = ()) -> list[Board]:
    """The sources behind an address, the best first. Raises NoBoard.

    `taken`: names that other sources have.
    """
    try:
        boards = asyncio.run(_find(address, base_url, taken))
    except (FetchError, ParseError) as error:
        raise NoBoard(f"{address}: {error}") from None
    return boards


async def _find(address: str, base_url: str, taken: Collection[str]) -> list[Board]:
    from alertbot import sources
    from alertbot.fetcher import Fetcher
    from alertbot.finder import Finder

    kinds = sources.kinds()
    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher:
        finder = Finder(fetcher, kinds, private=True, base_url=base_url or None)
        offers = await finder.find(address)
    good = [offer for offer in offers if not offer.problem]
    if not good:
        why = "; ".join(f"as {offer.kind}: {offer.problem}" for offer in offers[:3])
        raise NoBoard(f"{address}: no board could be read there{f' ({why})' if why else ''}")
    return [await _board(offer, base_url, taken) for offer in good]


async def _board(offer: Offer, base_url: str, taken: Collection[str]) -> Board:
    from alertbot import sources
    from alertbot.finder import LAST, as_yaml

    kind = sources.kinds()[offer.kind]
    more: dict[str, object] = {}
    if base_url and offer.kind not in LAST:
        more["base_url"] = base_url
    options = kind.Options.model_validate({**offer.options, **more, "private": True})
    asked = next(iter(kind.requests(options))).url
    if await _is_private(urlsplit(asked).hostname or ""):
        more["private"] = True
    else:
        options = options.model_copy(update={"private": False})
    line = as_yaml(replace(offer, options={**offer.options, **more}))
    name, _, value = line.strip().partition(": ")
    return Board(_free(name, taken), value, offer.kind, options, offer)


def _free(name: str, taken: Collection[str]) -> str:
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


async def _is_private(host: str) -> bool:
    """Whether a host is on one's own network, which a source has to say of itself."""
    from alertbot.fetcher.guard import is_public, literal

    if (address := literal(host)) is not None:
        return not is_public(address)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    addresses = (literal(str(where[0]).partition("%")[0]) for *_, where in found)
    return any(one is not None and not is_public(one) for one in addresses)


# -- what it has now ------------------------------------------------------------------------


def openings(boards: Iterable[Board]) -> tuple[list[Opening], list[str]]:
    """What stands on the first pages of some boards, and which could not be read, and why."""
    return asyncio.run(_openings(boards))


async def _openings(boards: Iterable[Board]) -> tuple[list[Opening], list[str]]:
    from alertbot.fetcher import Fetcher
    from alertbot.model import Opening

    found: list[Opening] = []
    problems: list[str] = []
    now = datetime.now(UTC)
    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher:
        for board in boards:
            try:
                found += [Opening((one,), now) async for one in _look(fetcher, board)]
            except (FetchError, ParseError) as error:
                problems.append(f"{board.name}: {error}")
    return found, problems


async def walked(
    fetcher: Fetcher, kind: str, options: SourceOptions, enough: Callable[[Harvest], bool]
) -> tuple[Harvest, bool]:
    """What the first pages of a board hold, and whether that is all of it. Raises FetchError and
    ParseError."""
    from alertbot import sources
    from alertbot.traversal import Traversal

    its = sources.kinds()[kind]
    walk = Traversal(its, options)
    while (request := walk.next()) is not None and request.purpose != "detail":
        if enough(walk.harvest):
            return walk.harvest, False
        page = await fetcher.fetch(
            request,
            timeout=options.timeout,
            private=options.private,
            pause=its.MANNERS.pause,
            robots=its.MANNERS.robots,
        )
        if page is not None:
            walk.take(page)
    return walk.harvest, True


async def _look(fetcher: Fetcher, board: Board) -> AsyncIterator[Posting]:
    """The postings of a board's first pages, as its lists word them."""
    from alertbot.reading import read

    harvest, _ = await walked(fetcher, board.kind, board.options, lambda it: it.pages >= MOST_PAGES)
    for id in harvest.listed:
        yield read(harvest.posting(id), source=board.name, fetched_at=harvest.fetched_at[id])
