"""Alerts on their way into the outbox. Each function works inside its caller's transaction, so that
what is remembered and what is to be said are committed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.decide import Telling
from alertbot.delivery import MAX_AGE, State
from alertbot.model import Life, Match, News, Occasion, OpeningId
from alertbot.searches import BEST
from alertbot.store import news as news_rows
from alertbot.store.contents import matches
from alertbot.store.dialects import alone, insert
from alertbot.store.found import Found
from alertbot.store.people import without_quotes
from alertbot.store.tables import destinations, outbox
from alertbot.store.tables import searches as search_rows

NOTICE_GATHERS = timedelta(seconds=10)
NOTICE_LINES = 30

SUMMARY_GATHERS = timedelta(seconds=60)
"""How long a summary waits for further new sources, unless it is released before."""


_DESTINATIONS = sa.select(destinations.c.channel, destinations.c.id)


def _row(
    kind: str, occasion: str, destination: int, payload: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    return {
        "kind": kind,
        "occasion": occasion,
        "destination_id": destination,
        "payload": payload,
        "state": State.PENDING.value,
        "created_at": at,
        "not_before": at,
        "expires_at": at + MAX_AGE,
    }


def destination_ids(connection: sa.Connection) -> dict[str, int]:
    """The destination of each channel, by the channel's name."""
    return {row.channel: row.id for row in connection.execute(_DESTINATIONS)}


def tell(
    connection: sa.Connection,
    told: Mapping[OpeningId, Iterable[Telling]],
    searches: Mapping[str, Search],
    now: datetime,
    news: Mapping[OpeningId, Iterable[News]] = MappingProxyType({}),
) -> int:
    """Of each opening one delivery a destination, however many of its searches match, on one
    occasion of several.

    `news`: what has happened, for an alert that says what changed. Answers how many are new.
    """
    ids = destination_ids(connection)
    waiting: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for opening, tellings in told.items():
        to: dict[int, dict[Occasion, list[Match]]] = {}
        for telling in _due(connection, tellings):
            for channel in searches[telling.match.key].to:
                occasions = to.setdefault(ids[channel], {})
                occasions.setdefault(telling.occasion, []).append(without_quotes(telling.match))
        for destination, occasions in to.items():
            payloads = _payloads(occasions, news.get(opening, ()))
            waiting[opening, destination] = [
                _row("opening", occasion.value, destination, payload, now)
                | {"opening_id": opening, "turn": _turn(connection, opening, occasion)}
                for occasion, payload in payloads.items()
            ]
    added = 0
    unless_told = insert(connection, outbox).on_conflict_do_nothing()
    statement = unless_told.returning(outbox.c.opening_id, outbox.c.destination_id)
    while waiting:
        rows = [some.pop(0) for some in waiting.values()]
        fresh = {tuple(row) for row in connection.execute(statement, rows)}
        added += len(fresh)
        # Who has been told on the first of its occasions before is told on the next.
        waiting = {key: some for key, some in waiting.items() if some and key not in fresh}
    return added


def _payloads(
    occasions: Mapping[Occasion, list[Match]], news: Iterable[News]
) -> dict[Occasion, dict[str, Any]]:
    """What a delivery holds, on each of these occasions, in the order in which they count."""
    changed = [asdict(one) for each in news for one in each.differences if one.field == "pay"]
    payloads = {}
    for occasion in (one for one in Occasion if one in occasions):
        those = matches().dump_python(tuple(occasions[occasion]), mode="json")
        payloads[occasion] = {"matches": those}
        if occasion is Occasion.PAY_RAISED:
            payloads[occasion]["differences"] = changed
    return payloads


def _due(connection: sa.Connection, tellings: Iterable[Telling]) -> Iterable[Telling]:
    for telling in tellings:
        if telling.unless_known_at is not None:
            mine = search_rows.c.name == telling.match.key
            since = connection.execute(sa.select(search_rows.c.seeded_at).where(mine)).scalar()
            if since is None or since < telling.unless_known_at:
                continue
        yield telling


def _turn(connection: sa.Connection, opening: OpeningId, occasion: Occasion) -> int:
    """How often there has been such an occasion: each may be told once."""
    match occasion:
        case Occasion.NEW:
            return 0
        case Occasion.REPOSTED | Occasion.REOPENED:
            return news_rows.times(connection, opening, [Life(occasion.value)])
        case Occasion.PAY_RAISED:
            return news_rows.times(connection, opening, [Life.CHANGED])


def add_to_summaries(
    connection: sa.Connection,
    found: Mapping[str, list[Found]],
    searches: Mapping[str, Search],
    now: datetime,
    *,
    anew: bool = False,
) -> None:
    """Adds a section a search (with none found, too) to the summary of each of its destinations.

    A summary gathers until it is released or its time has come; then the next one begins. `anew`:
    a section that still waits is replaced, not added to, since the search was matched again.
    """
    alone(connection, "summaries")
    ids = destination_ids(connection)
    to: dict[int, list[str]] = {}
    for name in found:
        for channel in searches[name].to:
            to.setdefault(ids[channel], []).append(name)
    for destination, names in to.items():
        gathering = _gathering(connection, destination)
        stored = gathering.payload["sections"] if gathering else {}
        sections = {name: section for name, section in stored.items() if name in searches}
        for name in names:
            sections[name] = _merged(None if anew else sections.get(name), found[name])
        payload = {"sections": sections}
        if gathering:
            update = outbox.update().where(outbox.c.id == gathering.id)
            connection.execute(update.values(payload=payload))
        else:
            row = _row("summary", "summary", destination, payload, now)
            row["not_before"] = now + SUMMARY_GATHERS
            connection.execute(outbox.insert().values(**row))


def _gathering(connection: sa.Connection, destination: int) -> Any:
    """The summary of this destination that nobody has tried to send yet."""
    return connection.execute(
        sa.select(outbox.c.id, outbox.c.payload)
        .where(
            outbox.c.destination_id == destination,
            outbox.c.kind == "summary",
            outbox.c.state == State.PENDING.value,
            outbox.c.attempts == 0,
            ~outbox.c.uncertain,
        )
        .with_for_update(key_share=True)  # one that is just being claimed is not added to
    ).first()


def _merged(section: Mapping[str, Any] | None, found: list[Found]) -> dict[str, Any]:
    before = section or {"total": 0, "best": []}
    named = {id for _, id in before["best"]}
    recent = [one for one in found if one.rank[0] < 2 and one.opening.id not in named]
    ranked = sorted([*before["best"], *([list(one.rank), one.opening.id] for one in recent)])
    return {"total": before["total"] + len(found), "best": ranked[:BEST]}


def notify(
    connection: sa.Connection,
    operator: str | None,
    text: str,
    now: datetime,
    occasion: str,
    *,
    gather: timedelta = timedelta(),
) -> None:
    """A word to the operator; over another channel where theirs is the one that is paused.

    One that waits already for the same occasion is not said again; one that gathers takes the text
    in as a further line, since a network that is down takes all the boards with it.
    """
    if operator is None:
        return
    alone(connection, "notices")
    theirs = (destinations.c.channel == operator).desc()
    open_ones = (destinations.c.paused_at.is_(None), destinations.c.active)
    chosen = connection.execute(
        sa.select(destinations.c.id).where(*open_ones).order_by(theirs, destinations.c.id)
    ).scalar()
    if chosen is None:
        return
    waiting = (
        sa.select(outbox.c.id, outbox.c.payload)
        .where(
            outbox.c.destination_id == chosen,
            outbox.c.kind == "notice",
            outbox.c.occasion == occasion,
            outbox.c.state == State.PENDING.value,
        )
        .with_for_update(key_share=True)
    )
    row = connection.execute(waiting).first()
    if row is None:
        fresh = _row("notice", occasion, chosen, {"text": text}, now) | {"not_before": now + gather}
        connection.execute(outbox.insert().values(**fresh))
    elif gather and row.payload["text"].count("\n") < NOTICE_LINES:
        added = {"text": f"{row.payload['text']}\n{text}"}
        connection.execute(outbox.update().where(outbox.c.id == row.id).values(payload=added))
