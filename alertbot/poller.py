"""One source: fetch, parse, read what is new, decide and commit. It decides nothing itself."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alertbot.config import SourceConfig
from alertbot.decide import BEST, Poll, Searches, doubt
from alertbot.errors import AlertbotError, FetchError, ParseError
from alertbot.fetcher import Fetcher
from alertbot.identity import fingerprint
from alertbot.model import Page, RawPosting, Request, Skipped, Validators
from alertbot.reading import read
from alertbot.schedule import next_poll
from alertbot.sources import SourceKind
from alertbot.store import Store
from alertbot.store.polls import SourceState

MAX_PAGES = 200
"""Of one poll: a board that never stops paging is cut off, and its absences prove nothing."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What a poll came to. `error` is empty where it went well, else one line for people.

    `found` counts postings, `new` openings, `joined` new postings of openings already known.
    """

    source: str
    found: int = 0
    new: int = 0
    joined: int = 0
    alerts: int = 0
    skipped: int = 0
    unchanged: bool = False
    error: str = ""


@dataclass(slots=True)
class _Harvest:
    """What a source's pages bring, as they come in."""

    postings: dict[str, RawPosting] = field(default_factory=dict)
    fetched_at: dict[str, datetime] = field(default_factory=dict)
    validators: dict[str, Validators] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    pages: int = 0
    cut_off: bool = False

    def take(self, page: Page, items: list[RawPosting | Request | Skipped]) -> list[Request]:
        """Sorts what a page held; answers what else to ask for."""
        self.pages += 1
        more = []
        for item in items:
            match item:
                case RawPosting():
                    self.postings.setdefault(item.external_id, item)
                    self.fetched_at.setdefault(item.external_id, page.fetched_at)
                case Skipped(reason=reason):
                    self.skipped.append(reason)
                case Request():
                    more.append(item)
        return more


class Poller:
    """Polls sources, one call a poll. `clock` gives the moment, `chance` numbers in [0, 1)."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        kinds: Mapping[str, SourceKind],
        searches: Searches,
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._kinds = kinds
        self._searches = searches
        self._clock = clock
        self._chance = chance

    async def poll(self, source: SourceConfig) -> Result:
        """Polls a source and remembers what it said, its failure included."""
        state = await self._store.call(self._store.polls.state, source.name)
        if state.wait_until and self._clock() < state.wait_until:
            until = state.wait_until.strftime("%Y-%m-%d %H:%M UTC")
            return Result(source.name, error=f"it asked us to wait until {until}; not polled")
        try:
            return await self._poll(source, state)
        except FetchError as error:
            return await self._failed(source, state, str(error), error.wait)
        except ParseError as error:
            return await self._failed(source, state, str(error), None)
        except AlertbotError:
            raise
        except Exception as error:  # a bug in one kind must not end the others
            log.debug("poll failed", exc_info=True)
            reason = f"alertbot cannot handle it ({type(error).__name__}); please report this"
            return await self._failed(source, state, reason, None)

    async def _poll(self, source: SourceConfig, state: SourceState) -> Result:
        kind = self._kinds[source.kind]
        harvest = await self._harvest(source, kind, state)
        if harvest is None:
            await self._store.call(
                self._store.polls.unchanged,
                source.name,
                now=self._clock(),
                next_poll_at=self._next(source),
            )
            return Result(source.name, unchanged=True)
        why = doubt(len(harvest.postings), state.known_open)
        if not harvest.postings and harvest.skipped:
            why = f"none of its {len(harvest.skipped)} postings is understood: {harvest.skipped[0]}"
        if why:
            raise ParseError(why)
        poll, prints = await asyncio.to_thread(_read, source.name, kind, harvest, state)
        remembered = await self._store.call(
            self._store.polls.remember,
            poll,
            prints,
            harvest.validators if harvest.pages == 1 else {},
            self._searches,
            now=self._clock(),
            next_poll_at=self._next(source),
        )
        return Result(
            source.name,
            found=len(harvest.postings),
            new=remembered.new,
            joined=remembered.joined,
            alerts=remembered.alerts,
            skipped=len(harvest.skipped),
        )

    async def _harvest(
        self, source: SourceConfig, kind: SourceKind, state: SourceState
    ) -> _Harvest | None:
        """All pages of a poll, or None where the only page is unchanged."""
        harvest = _Harvest()
        waiting = deque(kind.requests(source.options))
        # An unchanged page among several would leave its postings unseen, so only a lone one is
        # asked for conditionally.
        alone = len(waiting) == 1
        while waiting and not harvest.cut_off:
            request = waiting.popleft()
            before = state.validators.get(request.url) if alone else None
            page = await self._fetcher.fetch(
                request,
                validators=before or Validators(),
                timeout=source.options.timeout,
                private=source.options.private,
            )
            if page is None:
                return None
            alone = False
            harvest.validators[request.url] = page.validators
            items = await asyncio.to_thread(_parse, kind, source, page)
            waiting.extend(harvest.take(page, items))
            harvest.cut_off = harvest.pages >= MAX_PAGES and bool(waiting)
        return harvest

    async def _failed(
        self, source: SourceConfig, state: SourceState, error: str, wait: timedelta | None
    ) -> Result:
        now = self._clock()
        await self._store.call(
            self._store.polls.failed,
            source.name,
            error,
            now=now,
            next_poll_at=self._next(source, failures=state.failures + 1, wait=wait),
            wait_until=now + wait if wait else None,
        )
        return Result(source.name, error=error)

    def _next(
        self, source: SourceConfig, *, failures: int = 0, wait: timedelta | None = None
    ) -> datetime:
        return next_poll(
            self._clock(), source.every, failures=failures, wait=wait, chance=self._chance()
        )


def _parse(
    kind: SourceKind, source: SourceConfig, page: Page
) -> list[RawPosting | Request | Skipped]:
    return list(kind.parse(source.options, page))


def _read(
    source: str, kind: SourceKind, harvest: _Harvest, state: SourceState
) -> tuple[Poll, dict[str, bytes]]:
    """Reads what is new or worded anew, and nothing else: reading is the dear part."""
    prints = {id: fingerprint(raw) for id, raw in harvest.postings.items()}
    news = [id for id, print_ in prints.items() if state.fingerprints.get(id) != print_]
    poll = Poll(
        source=source,
        postings=tuple(
            read(harvest.postings[id], source=source, fetched_at=harvest.fetched_at[id])
            for id in news
        ),
        seen=frozenset(prints),
        complete=kind.MANNERS.whole_board and not harvest.skipped and not harvest.cut_off,
        # A board that was empty so far and is full at once is new; a few are simply its first.
        first=not state.seeded or (not state.fingerprints and len(prints) > BEST),
    )
    return poll, {id: prints[id] for id in news}
