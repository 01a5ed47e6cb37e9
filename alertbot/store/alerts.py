"""Alerts on their way into the outbox and out of it. Each function works inside its caller's
transaction, so that what is remembered and what is to be said are committed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from alertbot.config import Search
from alertbot.decide import Telling
from alertbot.delivery import MAX_AGE, State
from alertbot.model import (
    Alert,
    Difference,
    Life,
    Match,
    News,
    Notice,
    Occasion,
    Opening,
    OpeningAlert,
    OpeningId,
    Section,
    Summary,
)
from alertbot.searches import BEST
from alertbot.store import news as news_rows
from alertbot.store import openings as opening_rows
from alertbot.store.dialects import alone, insert
from alertbot.store.found import Found
from alertbot.store.people import without_quotes
from alertbot.store.tables import destinations, outbox, sources
from alertbot.store.tables import searches as search_rows

NOTICE_GATHERS = timedelta(seconds=10)
NOTICE_LINES = 30

SUMMARY_GATHERS = timedelta(seconds=60)
"""How long a summary waits for further new sources, unless it is released before."""


@cache
def _matches() -> TypeAdapter[tuple[Match, ...]]:
    return TypeAdapter(tuple[Match, ...])


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
    query = sa.select(destinations.c.channel, destinations.c.id)
    return {row.channel: row.id for row in connection.execute(query)}


def tell(
    connection: sa.Connection,
    opening: OpeningId,
    tellings: Iterable[Telling],
    searches: Mapping[str, Search],
    now: datetime,
    news: Iterable[News] = (),
) -> int:
    """One delivery a destination, however many of its searches match, on one occasion of several.

    `news`: what has happened, for an alert that says what changed. Answers how many are new.
    """
    ids = destination_ids(connection)
    to: dict[int, dict[Occasion, list[Match]]] = {}
    for telling in _due(connection, tellings):
        for channel in searches[telling.match.key].to:
            occasions = to.setdefault(ids[channel], {})
            occasions.setdefault(telling.occasion, []).append(without_quotes(telling.match))
    changed = [asdict(one) for each in news for one in each.differences if one.field == "pay"]
    added = 0
    for destination, occasions in to.items():
        for occasion in (one for one in Occasion if one in occasions):
            payload: dict[str, Any] = {
                "matches": _matches().dump_python(tuple(occasions[occasion]), mode="json")
            }
            if occasion is Occasion.PAY_RAISED:
                payload["differences"] = changed
            row = _row("opening", occasion.value, destination, payload, now)
            row |= {"opening_id": opening, "turn": _turn(connection, opening, occasion)}
            fresh = insert(connection, outbox).values(row).on_conflict_do_nothing()
            if connection.execute(fresh.returning(outbox.c.id)).first():
                added += 1
                break
    return added


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


def load_alert(connection: sa.Connection, row: sa.Row[Any]) -> Alert:
    """The alert of an outbox row, as things are now. Raises ValueError for one that is damaged."""
    try:
        match row.kind:
            case "opening":
                opening = opening_rows.load(connection, [row.opening_id])[row.opening_id]
                matches = _matches().validate_python(row.payload["matches"])
                changed = [Difference(**one) for one in row.payload.get("differences", ())]
                return OpeningAlert(opening, matches, Occasion(row.occasion), tuple(changed))
            case "summary":
                return _summary(connection, row.payload["sections"])
            case "notice" if row.occasion == "dead":
                return Notice(_dead_letters(connection))
            case "notice":
                return Notice(row.payload["text"])
            case _:
                raise ValueError(f"an alert of kind {row.kind}")
    except KeyError as error:
        raise ValueError(f"the stored alert lacks {error}") from error


def _summary(connection: sa.Connection, stored: Mapping[str, Any]) -> Summary:
    ids = {OpeningId(id) for section in stored.values() for _, id in section["best"]}
    found = opening_rows.load(connection, ids)
    sections = []
    for name, section in stored.items():
        # Two of them may have been merged since.
        best: dict[OpeningId, Opening] = {
            found[id].id: found[id] for _, id in section["best"] if id in found
        }
        sections.append(Section(name, section["total"], tuple(best.values())))
    unread = sa.select(sa.func.count()).where(sources.c.seeded_at.is_(None), sources.c.active)
    return Summary(tuple(sections), connection.execute(unread).scalar_one())


def _dead_letters(connection: sa.Connection) -> str:
    query = sa.select(sa.func.count()).where(
        outbox.c.state == State.DEAD.value, outbox.c.kind != "notice"
    )
    count = connection.execute(query).scalar_one()
    what = "1 alert" if count == 1 else f"{count} alerts"
    return f"{what} could not be delivered. See them with: alertbot outbox list --state dead"
