"""Alerts on their way into the outbox. Each function works inside its caller's transaction, so that
what is remembered and what is to be said are committed together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.decide import Telling
from alertbot.delivery import MAX_AGE, State
from alertbot.model import Life, Match, News, Occasion, OpeningId
from alertbot.searches import BEST, OLD
from alertbot.store import news as news_rows
from alertbot.store.contents import BURST, matches
from alertbot.store.dialects import alone, insert
from alertbot.store.found import Found
from alertbot.store.openings import chunks
from alertbot.store.people import without_quotes
from alertbot.store.tables import destinations, outbox
from alertbot.store.tables import searches as search_rows

NOTICE_GATHERS = timedelta(seconds=10)
NOTICE_LINES = 30

SUMMARY_GATHERS = timedelta(seconds=60)
"""How long a summary waits for further new sources, unless it is released before."""


_DESTINATIONS = sa.select(destinations.c.channel, destinations.c.id)
_TOLD = sa.select(
    outbox.c.opening_id, outbox.c.destination_id, outbox.c.occasion, outbox.c.turn
).where(outbox.c.opening_id.in_(sa.bindparam("openings", expanding=True)))


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
    before = _told(connection, told)
    rows = []
    for opening, tellings in told.items():
        to: dict[int, dict[Occasion, list[Match]]] = {}
        for telling in _due(connection, tellings):
            for channel in searches[telling.match.key].to:
                occasions = to.setdefault(ids[channel], {})
                occasions.setdefault(telling.occasion, []).append(without_quotes(telling.match))
        for destination, occasions in to.items():
            for occasion in (one for one in Occasion if one in occasions):
                turn = _turn(connection, opening, occasion)
                if (opening, destination, occasion.value, turn) in before:
                    continue
                payload = _payload(occasion, occasions[occasion], news.get(opening, ()))
                rows.append(
                    {
                        "occasion": occasion.value,
                        "turn": turn,
                        "destination_id": destination,
                        "opening_id": opening,
                        "payload": payload,
                        "expires_at": now + MAX_AGE,
                    }
                )
                break
    if rows:
        waiting = insert(connection, outbox).on_conflict_do_nothing().values(_waiting(now))
        connection.execute(waiting, rows)
    return len(rows)


def _waiting(now: datetime) -> dict[str, sa.ColumnElement[Any]]:
    """What is the same in all rows, said once: what is said of each row takes its time."""
    at = sa.bindparam("at", now, type_=outbox.c.created_at.type)
    return {
        "kind": sa.literal_column("'opening'"),
        "state": sa.literal_column(f"'{State.PENDING.value}'"),
        "attempts": sa.literal_column("0"),
        "uncertain": sa.false(),
        "plain": sa.false(),
        "reason": sa.literal_column("''"),
        "ref": sa.literal_column("''"),
        "created_at": at,
        "not_before": at,
    }


def _told(
    connection: sa.Connection, openings: Collection[OpeningId]
) -> set[tuple[int, int, str, int]]:
    """What there has been to say of these openings: opening, destination, occasion, turn."""
    found: set[tuple[int, int, str, int]] = set()
    for some in chunks(openings):
        rows = connection.execute(_TOLD, {"openings": some})
        found.update((id, to, occasion, turn) for id, to, occasion, turn in rows)
    return found


def _payload(occasion: Occasion, fitting: Iterable[Match], news: Iterable[News]) -> dict[str, Any]:
    payload = {"matches": matches().dump_python(tuple(fitting), mode="json")}
    if occasion is Occasion.PAY_RAISED:
        differences = (one for each in news for one in each.differences)
        payload["differences"] = [asdict(one) for one in differences if one.field == "pay"]
    return payload


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
    burst: str = "",
) -> None:
    """Adds a section a search (with none found, too) to the summary of each of its destinations.

    A summary gathers until it is released or its time has come; then the next one begins. `anew`:
    a section that still waits is replaced, not added to, since the search was matched again.
    `burst`: the source of the burst that these came with.
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
        sections = {
            key: section for key, section in stored.items() if key.partition(BURST)[0] in searches
        }
        for name in names:
            key = f"{name}{BURST}{burst}" if burst else name
            recent = [one for one in found[name] if burst or one.rank[0] < OLD]
            before = None if anew else sections.get(key)
            sections[key] = _merged(before, recent, len(found[name]))
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


def _merged(section: Mapping[str, Any] | None, fit: Iterable[Found], count: int) -> dict[str, Any]:
    before = section or {"total": 0, "best": []}
    named = {id for _, id in before["best"]}
    found = ([list(one.rank), one.opening.id] for one in fit if one.opening.id not in named)
    return {"total": before["total"] + count, "best": sorted([*before["best"], *found])[:BEST]}


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
