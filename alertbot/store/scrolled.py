"""Postings that have scrolled out of a window: whether they are still there, their pages know.

Each function works inside its caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from alertbot.store.openings import chunks
from alertbot.store.tables import postings

MOST = 3
"""Postings that are looked for after one poll."""
SEEN_FOR = timedelta(days=1)
RESTS_FOR = timedelta(days=3)
"""Between two looks at one posting's page."""

_url = postings.c.fields["url"].as_string()
_HOST = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)


def host(url: str) -> str:
    """Host and port of an address, as it has them; empty where there is none."""
    found = _HOST.match(url)
    return found[1].lower() if found else ""


class Scrolled(NamedTuple):
    """An open posting that its window no longer shows."""

    external_id: str
    url: str
    title: str
    first_seen_at: datetime


def scrolled(
    connection: sa.Connection,
    source: str,
    shown: Set[str],
    *,
    at: str,
    now: datetime,
) -> tuple[Scrolled, ...]:
    """Some of a source whose pages are to be looked at, the least recently looked at first.

    `shown`: the ids in the window. `at`: what their addresses begin with.
    """
    c = postings.c
    due = (
        sa.select(c.external_id)
        .where(
            c.source == source,
            c.closed_at.is_(None),
            c.first_seen_at <= now - SEEN_FOR,
            sa.or_(c.looked_at.is_(None), c.looked_at <= now - RESTS_FOR),
        )
        .order_by(sa.nulls_first(c.looked_at.asc()), c.first_seen_at, c.id)
    )
    ids = [id for id in connection.execute(due).scalars() if id not in shown]
    query = sa.select(c.external_id, _url, c.fields["title"].as_string(), c.first_seen_at)
    found: list[Scrolled] = []
    for some in chunks(ids):  # the fields of a few, not of all
        mine = (c.source == source, c.external_id.in_(some))
        by_id = {row[0]: Scrolled(*row) for row in connection.execute(query.where(*mine))}
        found += [by_id[id] for id in some if by_id[id].url.startswith(at)]
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def listed_at(connection: sa.Connection, source: str, shown: Set[str], server: str) -> str:
    """The address of some posting in the window that is at a host; empty where none is."""
    for some in chunks(shown):
        mine = (postings.c.source == source, postings.c.external_id.in_(some))
        for url in connection.execute(sa.select(_url).where(*mine)).scalars():
            if host(url) == server:
                return str(url)
    return ""


def mark(connection: sa.Connection, source: str, ids: Collection[str], now: datetime) -> None:
    """Their pages have been looked at."""
    for some in chunks(ids):
        mine = (postings.c.source == source, postings.c.external_id.in_(some))
        connection.execute(postings.update().where(*mine).values(looked_at=now))
