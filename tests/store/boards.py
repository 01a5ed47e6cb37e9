"""Boards for tests of the store: what they show is polled as the poller does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from alertbot import query
from alertbot.config import Search
from alertbot.doubt import doubted
from alertbot.life import WINDOW_AGE, Poll
from alertbot.model import Life, News, Occasion, Opening, OpeningId, Posting
from alertbot.searches import Searches
from alertbot.store import Store, news, openings
from alertbot.store.state import Healthy, Outcome
from alertbot.store.tables import outbox, postings
from tests.store.filled import BOARD, NOW, shown

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TEXT = "You will own the messaging engine, from its design to its operation at night. " * 4


def named(external_id: str, title: str = "Engineer", source: str = "contoso") -> Posting:
    """Of one company, with a text of its title's own."""
    address = f"https://{source}.example/{external_id}"
    about = f"As {title} you are one of us. {TEXT}"
    return Posting(source, external_id, address, title, "Contoso", description=about)


def engineers(*again: Occasion, sources: tuple[str, ...] = ("contoso", "copy")) -> Searches:
    wanted = query.parse("engineer")
    return Searches([Search("engineers", wanted, sources, ("me",), "1", frozenset(again))])


class Boards:
    """Two boards that a store watches, and one search of both. `now` goes on with each look."""

    def __init__(self, store: Store, searches: Searches, *names: str) -> None:
        self.store = store
        self.searches = searches
        self.now = NOW
        watched = dict.fromkeys(names or ("contoso", "copy"), BOARD)
        store.register.sync_sources(watched, NOW)
        store.register.sync_searches(searches, NOW)

    def show(
        self,
        *board: Posting,
        source: str = "contoso",
        after: timedelta = HOUR,
        complete: bool = True,
        window: bool = False,
        doubt: str | None = None,
        withdrawn: frozenset[str] = frozenset(),
        unfinished: bool = False,
    ) -> Outcome:
        """A poll of a source that shows these; it is doubted as the poller would, if not said."""
        self.now += after
        state = shown(self.store, source, self.now - WINDOW_AGE if window else None)
        prints = {one.external_id: repr(one).encode() for one in board}
        if doubt is None:
            doubt = doubted(prints.keys(), state, now=self.now, window=window)
        fresh = [one for one in board if state.is_new(one.external_id, prints[one.external_id])]
        poll = Poll(
            source,
            tuple(fresh),
            frozenset(prints),
            complete=complete,
            first=not state.seeded,
            unfinished=unfinished,
            window=window,
            doubt=doubt if complete else "",
            withdrawn=withdrawn,
        )
        read = {one.external_id: prints[one.external_id] for one in fresh}
        healthy = Healthy(poll, read, touched=state.touched(poll, now=self.now))
        return self.store.polls.remember(
            healthy, self.searches, now=self.now, next_poll_at=self.now + HOUR
        )

    def show_the_same(self, source: str = "contoso", after: timedelta = HOUR) -> None:
        """A poll that is answered with 304."""
        self.now += after
        self.store.polls.unchanged(
            source, self.searches, now=self.now, next_poll_at=self.now + HOUR
        )

    def opening(self, external_id: str, source: str = "contoso") -> Opening:
        where = (postings.c.source == source, postings.c.external_id == external_id)
        with self.store._database.read() as connection:
            found = connection.execute(sa.select(postings.c.opening_id).where(*where)).scalar_one()
            return openings.load(connection, [OpeningId(found)])[OpeningId(found)]

    def news(self, external_id: str, source: str = "contoso") -> list[News]:
        opening = self.opening(external_id, source)
        with self.store._database.read() as connection:
            return news.of(connection, opening.id)

    def happened(self, external_id: str, source: str = "contoso") -> list[Life]:
        return [one.what for one in self.news(external_id, source)]

    def said(self, kind: str = "opening") -> list[tuple[int | None, str]]:
        """What has been put into the outbox, whatever became of it: opening and occasion."""
        rows = (
            sa.select(outbox.c.opening_id, outbox.c.occasion)
            .where(outbox.c.kind == kind)
            .order_by(outbox.c.id)
        )
        with self.store._database.read() as connection:
            return [(row.opening_id, row.occasion) for row in connection.execute(rows)]

    def notices(self) -> list[str]:
        return [line for one in self.payloads("notice") for line in one["text"].split("\n")]

    def payloads(self, kind: str) -> list[dict[str, Any]]:
        rows = sa.select(outbox.c.payload).where(outbox.c.kind == kind).order_by(outbox.c.id)
        with self.store._database.read() as connection:
            return list(connection.execute(rows).scalars())
