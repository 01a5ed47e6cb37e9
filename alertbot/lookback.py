"""What has scrolled out of a window: is it still there? Its own page is asked, now and then.

After a poll, a few pages at most; the poll is stored by then, and waits for nothing here. Whatever
a page does not say plainly proves nothing. docs/decisions/0026-withdrawn.md has the reasons.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alertbot.config import SourceConfig
from alertbot.errors import BadStatus, FetchError, ParseError
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Request
from alertbot.searches import Searches
from alertbot.sources import Manners, _withdrawn
from alertbot.store import Store
from alertbot.store.scrolled import Scrolled, host

PAUSE = timedelta(seconds=1)
WITHIN = timedelta(seconds=20)
"""All of it, the waiting for turns included."""
PAGE_WITHIN = timedelta(seconds=10)
FAILURES = 2
"""Of one host, before it is asked no more after this poll."""
WAITS_FOR = timedelta(hours=1)
"""How long a host is left alone that is asked too often, and does not say for how long."""
TOO_SLOW_FOR = timedelta(days=1)
"""How long a host is left alone whose pause, or whose pages, take all the time there is."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Round:
    """The look back after one poll. `shows`: by host, whether it shows the pages of what is there.

    `asking`: the host whose answer is awaited.
    """

    source: SourceConfig
    manners: Manners
    shown: Set[str]
    gone: set[str] = field(default_factory=set)
    failures: Counter[str] = field(default_factory=Counter)
    shows: dict[str, bool] = field(default_factory=dict)
    asking: str = ""


class Lookback:
    """Looks at the pages of postings that a window no longer shows, and closes what is gone."""

    def __init__(
        self, store: Store, fetcher: Fetcher, searches: Searches, *, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._searches = searches
        self._clock = clock
        self._left_alone: dict[str, datetime] = {}

    async def look(self, source: SourceConfig, manners: Manners, shown: Set[str]) -> None:
        """Asks for the pages of a few postings that are not among those shown.

        Whether or not a page answers, it is then left alone for some days. A source whose host is
        stood in for (`base_url`) asks nobody else.
        """
        now = self._clock()
        stands_in = source.options.base_url
        postings = await self._store.call(
            self._store.polls.scrolled,
            source.name,
            shown,
            at=f"{stands_in}/" if stands_in else "http",
            now=now,
        )
        if not postings:
            return
        self._left_alone = {one: end for one, end in self._left_alone.items() if end > now}
        round_ = _Round(source, manners, shown)
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                for posting in postings:
                    if await self._is_gone(round_, posting):
                        round_.gone.add(posting.external_id)
        except TimeoutError:
            self._left_alone[round_.asking] = now + TOO_SLOW_FOR
        ids = [posting.external_id for posting in postings]
        await self._store.call(
            self._store.polls.looked,
            source.name,
            ids,
            round_.gone,
            self._searches,
            now=self._clock(),
        )
        if round_.gone:
            log.info("withdrawn", extra={"source": source.name, "count": len(round_.gone)})

    async def _is_gone(self, round_: _Round, posting: Scrolled) -> bool:
        try:
            page = await self._ask(round_, posting.url)
        except BadStatus as error:
            if error.status == 410:
                return True
            return error.status == 404 and await self._shows_pages(round_, posting)
        except FetchError:
            return False
        if page is None:
            return False
        try:
            since = posting.first_seen_at
            said = await asyncio.to_thread(_withdrawn.why, page, posting.title, since=since)
        except ParseError:
            return False
        return bool(said)

    async def _shows_pages(self, round_: _Round, posting: Scrolled) -> bool:
        """Whether the host of one that it denies shows the page of another, still in the window.

        One that answers 404 to that too hides all of them, or has moved.
        """
        server = host(posting.url)
        if server not in round_.shows:
            url = await self._store.call(
                self._store.polls.listed_at, round_.source.name, round_.shown, server
            )
            try:
                round_.shows[server] = not url or await self._ask(round_, url) is not None
            except FetchError:
                round_.shows[server] = False
        return round_.shows[server]

    async def _ask(self, round_: _Round, url: str) -> Page | None:
        """The page; None where its host is to be left alone. Raises FetchError.

        robots.txt is asked whatever the kind's manners: they are those of its interface, and this
        is a page for people.
        """
        server = round_.asking = host(url)
        if server in self._left_alone or round_.failures[server] >= FAILURES:
            return None
        options = round_.source.options
        try:
            return await self._fetcher.fetch(
                Request(url, purpose="detail"),
                timeout=min(options.timeout, PAGE_WITHIN),
                private=options.private,
                pause=timedelta() if options.private else max(round_.manners.pause, PAUSE),
                robots=True,
            )
        except FetchError as error:
            status = error.status if isinstance(error, BadStatus) else 0
            if error.wait is not None or status == 429:
                self._left_alone[server] = self._clock() + (error.wait or WAITS_FOR)
            round_.failures[server] += status not in (404, 410)
            raise
