"""What is known of openings, for people. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from alertbot.identity import Employers, same_opening
from alertbot.joining import COMPARED
from alertbot.model import News, Opening, OpeningId, Posting
from alertbot.store import news
from alertbot.store import openings as opening_rows
from alertbot.store.tables import attempts, destinations, openings, outbox, postings, sightings
from alertbot.text import fold

Standing = Literal["open", "closed", "held", "reposted"]


@dataclass(frozen=True, slots=True)
class Line:
    """An opening in a list."""

    opening: Opening
    state: Standing


@dataclass(frozen=True, slots=True)
class Listing:
    """A posting of an opening. `times`: from when to when it was listed, the oldest first.

    `because`: why it is of this opening, as far as a likeness to an earlier posting says.
    """

    posting: Posting
    times: tuple[tuple[datetime, datetime | None], ...]
    because: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A delivery about an opening. `at`: when it was last tried; None where it waits untried."""

    channel: str
    destination: str
    occasion: str
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of an opening. `merged`: the openings that have become it."""

    opening: Opening
    state: Standing
    merged: tuple[OpeningId, ...]
    listings: tuple[Listing, ...]
    news: tuple[News, ...]
    heard: tuple[Heard, ...]


def listed(
    connection: sa.Connection, source: str | None, words: str, *, closed: bool, limit: int
) -> list[Line]:
    """Openings, the newest first, at most `limit`: those that are open, or the `closed` too.

    `source`: those that it has shown. `words`: all of them stand in a title.
    """
    ids: list[OpeningId] = []
    for id in _found(connection, source, words, closed=closed):
        ids.append(id)
        if len(ids) == limit:
            break
    loaded, states = opening_rows.load(connection, ids), _states(connection, ids)
    return [Line(loaded[id], states[id]) for id in ids if id in loaded]


def _found(
    connection: sa.Connection, source: str | None, words: str, *, closed: bool
) -> Iterator[OpeningId]:
    title = postings.c.fields["title"].as_string().label("title")
    query = sa.select(postings.c.opening_id, title).order_by(postings.c.opening_id.desc())
    if not closed:
        query = query.join(openings).where(openings.c.closed_at.is_(None))
    if source is not None:
        query = query.where(postings.c.source == source)
    asked = fold(words).split()
    last = None
    rows = connection.execution_options(yield_per=opening_rows.CHUNK).execute(query)
    with rows:
        for row in rows:
            said = fold(row.title or "") if asked and row.opening_id != last else ""
            if row.opening_id != last and all(word in said for word in asked):
                last = row.opening_id
                yield OpeningId(last)


def _states(connection: sa.Connection, ids: list[OpeningId]) -> dict[OpeningId, Standing]:
    found: dict[OpeningId, Standing] = {}
    for some in opening_rows.chunks(ids):
        for row in connection.execute(sa.select(openings).where(openings.c.id.in_(some))):
            state: Standing = "reposted" if row.reposted_at is not None else "open"
            if row.closed_at is not None:
                state = "closed"
            elif row.burst_id is not None:
                state = "held"
            found[OpeningId(row.id)] = state
    return found


def story(connection: sa.Connection, id: OpeningId, employers: Employers) -> Story | None:
    """All that is known of an opening; of one that was merged, as what it is now. None: it is not
    there."""
    opening = opening_rows.load(connection, [id]).get(id)
    if opening is None:
        return None
    merged = sa.select(openings.c.id).where(openings.c.merged_into == opening.id)
    return Story(
        opening,
        _states(connection, [opening.id])[opening.id],
        tuple(OpeningId(each) for each in connection.execute(merged).scalars()),
        tuple(_listings(connection, opening, employers)),
        tuple(news.of(connection, opening.id)),
        tuple(_heard(connection, opening.id)),
    )


def _listings(
    connection: sa.Connection, opening: Opening, employers: Employers
) -> Iterator[Listing]:
    c = postings.c
    query = (
        sa.select(c.source, c.external_id, sightings.c.since, sightings.c.until)
        .select_from(postings.join(sightings))
        .where(c.opening_id == opening.id)
        .order_by(sightings.c.id)
    )
    times: dict[tuple[str, str], list[tuple[datetime, datetime | None]]] = {}
    for row in connection.execute(query):
        times.setdefault((row.source, row.external_id), []).append((row.since, row.until))
    for place, posting in enumerate(opening.postings):
        because = _because(posting, opening.postings[:place][:COMPARED], employers)
        if place and not because:
            because = "by hand" if opening.by_hand else "as it was when it was first listed"
        yield Listing(posting, tuple(times.get(posting.key, ())), because)


def _because(posting: Posting, others: tuple[Posting, ...], employers: Employers) -> str:
    verdicts = (same_opening(posting, other, employers) for other in others)
    return next((verdict.because for verdict in verdicts if verdict.answer == "same"), "")


def _heard(connection: sa.Connection, opening: OpeningId) -> Iterator[Heard]:
    tried = (
        sa.select(sa.func.max(attempts.c.at, type_=attempts.c.at.type))
        .where(attempts.c.delivery_id == outbox.c.id)
        .scalar_subquery()
    )
    query = (
        sa.select(outbox, destinations.c.channel, destinations.c.name, tried.label("tried"))
        .select_from(outbox.join(destinations))
        .where(outbox.c.opening_id == opening)
        .order_by(outbox.c.id)
    )
    for row in connection.execute(query):
        yield Heard(row.channel, row.name, row.occasion, row.state, row.tried)
