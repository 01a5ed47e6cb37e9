"""What deliveries say: alerts, from the rows of the outbox. Each function works inside its caller's
transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from alertbot.delivery import Kind, State
from alertbot.identity import in_all
from alertbot.model import (
    Alert,
    Difference,
    Digest,
    Match,
    Notice,
    Occasion,
    Opening,
    OpeningAlert,
    OpeningId,
    Section,
    Summary,
)
from alertbot.schedule import why
from alertbot.searches import gathered
from alertbot.store import digests, news
from alertbot.store import openings as opening_rows
from alertbot.store.edits import Sent
from alertbot.store.tables import attempts, outbox, sources

RETRACTED = "This alert was taken back by those who run alertbot here."

_DAMAGED = (ValueError, TypeError, LookupError, AttributeError)
"""What loading a row raises that does not hold what it should."""


@cache
def matches() -> TypeAdapter[tuple[Match, ...]]:
    """From matches to JSON, and back."""
    return TypeAdapter(tuple[Match, ...])


def load_alerts(
    connection: sa.Connection,
    rows: Sequence[Any],
    messages: Mapping[int, tuple[Sent, Any]],
    now: datetime,
) -> list[Alert | None]:
    """The alerts of these outbox rows, as things are now; None for one that is damaged.

    `messages`: what edits are of, by their ids, with its row.
    """
    told = [messages[row.id][1] if row.id in messages else row for row in rows]
    ids = {OpeningId(row.opening_id) for row in told if row.kind == Kind.OPENING}
    for row in told:
        if row.kind == Kind.SUMMARY:
            ids |= _best(row)
    found = _sound(connection, ids)
    alerts: list[Alert | None] = []
    for row, its in zip(rows, told, strict=True):
        if row.id in messages and messages[row.id][0].retracted:
            alerts.append(Notice(RETRACTED))
        elif its.kind == Kind.DIGEST:
            digest = _digest(connection, its, now)
            nothing = its is not row and isinstance(digest, Digest) and not digest.total
            alerts.append(Notice(RETRACTED) if nothing else digest)
        else:
            alert = _alert(connection, its, found)
            alerts.append(alert if its is row else _since(connection, its, alert))
    return alerts


def _since(connection: sa.Connection, row: Any, alert: Alert | None) -> Alert | None:
    """The alert of a message that was sent, with what has changed since then."""
    if not isinstance(alert, OpeningAlert):
        return alert
    last = sa.select(sa.func.max(attempts.c.at, type_=attempts.c.at.type))
    tried = connection.execute(last.where(attempts.c.delivery_id == row.id)).scalar()
    went: datetime = tried or row.created_at
    happened = news.of(connection, alert.opening.id)
    later = (one for it in happened if it.at > went for one in it.differences)
    return replace(alert, differences=in_all([*alert.differences, *later]))


def _digest(connection: sa.Connection, row: sa.Row[Any], now: datetime) -> Alert | None:
    """What has closed meanwhile is left out, and so is what is damaged, which counts."""
    total, members = digests.members(connection, row.id)
    found = _sound(connection, {OpeningId(one.opening_id) for one in members})
    said = (_alert(connection, one, found) for one in members)
    alerts = (one for one in said if isinstance(one, OpeningAlert))
    try:
        return gathered(row.id, why(row.occasion), total, alerts, now=now)
    except _DAMAGED:
        return None


def _sound(connection: sa.Connection, ids: Collection[OpeningId]) -> dict[OpeningId, Opening]:
    """The openings with these ids, without those that are damaged."""
    try:
        return opening_rows.load(connection, ids)
    except _DAMAGED:
        if len(ids) == 1:
            return {}
        return {key: one for id in ids for key, one in _sound(connection, [id]).items()}


def _alert(
    connection: sa.Connection, row: sa.Row[Any], found: Mapping[OpeningId, Opening]
) -> Alert | None:
    try:
        match row.kind:
            case "opening":
                those = matches().validate_python(row.payload["matches"])
                changed = [Difference(**one) for one in row.payload.get("differences", ())]
                opening = found[row.opening_id]
                return OpeningAlert(opening, those, Occasion(row.occasion), tuple(changed))
            case "summary":
                return _summary(connection, row.payload["sections"], found)
            case "notice" if row.occasion == "dead":
                return Notice(_dead_letters(connection))
            case "notice":
                return Notice(row.payload["text"])
            case _:
                return None
    except _DAMAGED:
        return None


BURST = "\x1f"
"""Stands between the search and the source in the key of a section about a burst."""


def _best(row: sa.Row[Any]) -> set[OpeningId]:
    try:
        sections = row.payload["sections"].values()
        return {OpeningId(id) for section in sections for _, id in section["best"]}
    except _DAMAGED:
        return set()


def _summary(
    connection: sa.Connection, stored: Mapping[str, Any], found: Mapping[OpeningId, Opening]
) -> Summary:
    sections = []
    for key, section in stored.items():
        name, _, source = key.partition(BURST)
        # Two of them may have been merged since.
        best: dict[OpeningId, Opening] = {
            found[id].id: found[id] for _, id in section["best"] if id in found
        }
        known = section.get("known", 0)
        sections.append(Section(name, section["total"], tuple(best.values()), source, known))
    unread = sa.select(sa.func.count()).where(sources.c.seeded_at.is_(None), sources.c.active)
    return Summary(tuple(sections), connection.execute(unread).scalar_one())


def _dead_letters(connection: sa.Connection) -> str:
    query = sa.select(sa.func.count()).where(
        outbox.c.state == State.DEAD.value, outbox.c.kind.not_in(["notice", "digest"])
    )
    count = connection.execute(query).scalar_one()
    what = "1 alert" if count == 1 else f"{count} alerts"
    return f"{what} could not be delivered. See them with: alertbot outbox list --state dead"
