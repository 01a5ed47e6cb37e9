"""A walk over a source's pages: what is fetched of it, and what becomes of a page that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from alertbot.config import SourceConfig
from alertbot.errors import FetchError, Gone, Moved, ParseError, Unreachable
from alertbot.fetcher import Fetcher
from alertbot.life import WINDOW_AGE
from alertbot.model import Page, Request
from alertbot.sources import SourceKind
from alertbot.store import Store
from alertbot.store.state import SourceState
from alertbot.traversal import Traversal

PARTLY_AFTER = 3
"""Failures in a row before a new source is taken for what can be read of it."""

DETAILS_FOR = timedelta(minutes=5)
"""How long a walk asks for details before it stores what it has: a kill costs no more than that."""

LIST_FOR = timedelta(minutes=30)
"""How long a walk reads the list itself: one that trickles must not hold others up for hours."""


class Walker:
    """Walks over the pages of sources. `clock` gives the moment."""

    def __init__(self, store: Store, fetcher: Fetcher, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock

    async def over(
        self, source: SourceConfig, kind: SourceKind, state: SourceState, walk: Traversal
    ) -> tuple[SourceState, timedelta | None]:
        """Answers what is known of the source's postings, where any page was not as before, and how
        long it asked to be left alone, if it did. Raises FetchError and ParseError.

        What fails after the first page costs only itself; but what a new source shows is summarised
        once, so that its list is read as a whole, unless that keeps failing.
        """
        compared = False
        whole = not state.seeded and state.failures < PARTLY_AFTER
        asked_to_wait: timedelta | None = None
        listed_at: datetime | None = None
        begun = self._clock()
        while (request := walk.next()) is not None:
            late = request.purpose != "detail" and self._clock() - begun > LIST_FOR
            if request.purpose == "detail":
                listed_at = listed_at or self._clock()
            try:
                if late:
                    minutes = LIST_FOR // timedelta(minutes=1)
                    raise Unreachable(f"the list was not read to its end in {minutes} minutes")
                page = await self._fetch(source, kind, request, walk)
                if page is None:
                    walk.unchanged(request)
                    continue
                if not compared:
                    compared, state = True, await self._compared(state, source.name, kind, walk)
                await _take(walk, request, page)
            except (FetchError, ParseError) as error:
                wait = error.wait if isinstance(error, FetchError) else None
                if request.purpose != "detail" and (whole or not walk.harvest.pages):
                    raise
                walk.lose(request, str(error), last=late or wait is not None)
                if wait is not None:
                    asked_to_wait = max(wait, asked_to_wait or wait)
            if listed_at and self._clock() - listed_at > DETAILS_FOR:
                walk.postpone()
        return state, asked_to_wait

    async def _compared(
        self, state: SourceState, source: str, kind: SourceKind, walk: Traversal
    ) -> SourceState:
        old = None if kind.MANNERS.whole_board else self._clock() - WINDOW_AGE
        known = replace(state, glance=await self._store.call(self._store.polls.glance, source, old))
        walk.compare(known.news, known.tries)
        return known

    async def _fetch(
        self, source: SourceConfig, kind: SourceKind, request: Request, walk: Traversal
    ) -> Page | None:
        options, manners = source.options, kind.MANNERS
        return await self._fetcher.fetch(
            request,
            validators=walk.known(request),
            timeout=options.timeout,
            private=options.private,
            pause=timedelta() if options.private else manners.pause,
            robots=manners.robots,
        )


async def _take(walk: Traversal, request: Request, page: Page) -> None:
    """Reads a page. Raises Moved, which says where to, if what is there is another one."""
    try:
        await asyncio.to_thread(walk.take, page)
    except Gone:
        raise
    except ParseError as error:
        asked, came = urlsplit(request.url), urlsplit(page.url)
        if (asked.hostname, asked.path.rstrip("/")) == (came.hostname, came.path.rstrip("/")):
            raise
        place = f"{came.scheme}://{came.netloc}{came.path}"
        raise Moved(f"it redirects to {place}, where this is found: {error}") from error
