"""Alerts on their way into the outbox. Each function works inside its caller's transaction, so that
what is remembered and what is to be said are committed together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.delivery import MAX_AGE, State
from alertbot.schedule import quiet_until
from alertbot.searches import BEST, OLD
from alertbot.store import told
from alertbot.store.contents import BURST
from alertbot.store.dialects import alone
from alertbot.store.found import Found
from alertbot.store.tables import destinations, outbox
from alertbot.store.telling import destination_ids, tell

NOTICE_GATHERS = timedelta(seconds=10)
NOTICES_APART = timedelta(hours=1)
"""Of sources: what comes up meanwhile is one message, however many of them it is about."""
NOTICE_LINES = 15

SUMMARY_GATHERS = timedelta(seconds=60)
"""How long a summary waits for further new sources, unless it is released before."""

IN_QUIET = "came in quiet hours, goes at their end"
"""Why a summary waits that is not released before."""


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


def add_to_summaries(
    connection: sa.Connection,
    found: Mapping[str, list[Found]],
    searches: Mapping[str, Search],
    now: datetime,
    *,
    anew: bool = False,
    changed: Collection[str] = (),
    if_any: Collection[str] = (),
    burst: str = "",
) -> None:
    """Adds a section a search (with none found, too) to the summary of each of its destinations.

    A summary gathers until it is released or its time has come; then the next one begins. In the
    quiet hours of all its searches it waits for their end. `anew`:
    a section that still waits is replaced, not added to, since the search was matched again.
    `changed`: searches of which a section tells what its destination has not been told of, and only
    counts the rest; `if_any`: those of them of which nothing is said where that is nothing.
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
        known: set[int] = set()
        if asked := {one.opening.id for name in changed if name in names for one in found[name]}:
            others = (section for key, section in sections.items() if key not in names)
            besides = gathering.id if gathering else 0
            known = told.named(others) | told.known(connection, destination, asked, besides=besides)
        for name in names:
            key = f"{name}{BURST}{burst}" if burst else name
            unsaid = [it for it in found[name] if name not in changed or it.opening.id not in known]
            if name in if_any and not unsaid:
                continue
            recent = [one for one in unsaid if burst or one.rank[0] < OLD]
            before = None if anew else sections.get(key)
            said = len(found[name]) - len(unsaid)
            sections[key] = _merged(before, recent, len(unsaid), said)
        if not sections:
            continue
        values: dict[str, Any] = {"payload": {"sections": sections}}
        quiet = quiet_until(now, [searches[name].timing for name in names])
        if gathering is None:
            row = _row("summary", "summary", destination, {}, quiet or now) | values
            row |= {
                "not_before": quiet or now + SUMMARY_GATHERS,
                "reason": IN_QUIET if quiet else "",
            }
            connection.execute(outbox.insert().values(**row))
            continue
        if gathering.reason == IN_QUIET and quiet is None:  # another search may say it now
            values |= {"not_before": now + SUMMARY_GATHERS, "reason": ""}
        connection.execute(outbox.update().where(outbox.c.id == gathering.id).values(values))


def _gathering(connection: sa.Connection, destination: int) -> Any:
    """The summary of this destination that nobody has tried to send yet."""
    return connection.execute(
        sa.select(outbox.c.id, outbox.c.payload, outbox.c.reason)
        .where(
            outbox.c.destination_id == destination,
            outbox.c.kind == "summary",
            outbox.c.state == State.PENDING.value,
            outbox.c.attempts == 0,
            ~outbox.c.uncertain,
        )
        .with_for_update(key_share=True)  # one that is just being claimed is not added to
    ).first()


def _merged(
    section: Mapping[str, Any] | None, fit: Iterable[Found], count: int, known: int
) -> dict[str, Any]:
    before = section or {"total": 0, "best": []}
    named = {id for _, id in before["best"]}
    found = ([list(one.rank), one.opening.id] for one in fit if one.opening.id not in named)
    return {
        "total": before["total"] + count,
        "best": sorted([*before["best"], *found])[:BEST],
        "known": before.get("known", 0) + known,
    }


def rename(connection: sa.Connection, names: Mapping[str, str]) -> None:
    """Gives searches their new names in the summaries that gather; by their old ones."""
    for destination in destination_ids(connection).values() if names else ():
        gathering = _gathering(connection, destination)
        if gathering:
            keys = {key: key.partition(BURST) for key in gathering.payload["sections"]}
            sections = {
                "".join((names.get(name, name), *rest)): gathering.payload["sections"][key]
                for key, (name, *rest) in keys.items()
            }
            update = outbox.update().where(outbox.c.id == gathering.id)
            connection.execute(update.values(payload={"sections": sections}))


def notify(
    connection: sa.Connection,
    operator: str | None,
    text: str,
    now: datetime,
    occasion: str,
    *,
    gather: timedelta = timedelta(),
    apart: timedelta = timedelta(),
) -> None:
    """A word to the operator; over another channel where theirs is the one that is paused.

    One that waits already for the same occasion is not said again; one that gathers takes the text
    in as a further line, since a network that is down takes all the boards with it. `apart`: the
    next for the same occasion gathers for so long since the one before began to.
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
    mine = (outbox.c.kind == "notice", outbox.c.occasion == occasion)
    waiting = (
        sa.select(outbox.c.id, outbox.c.payload)
        .where(*mine, outbox.c.destination_id == chosen, outbox.c.state == State.PENDING.value)
        .with_for_update(key_share=True)
    )
    row = connection.execute(waiting).first()
    if row is None:
        at = now + gather
        if apart:
            recent = sa.select(outbox.c.created_at).where(*mine, outbox.c.created_at <= now)
            last = connection.execute(recent.order_by(outbox.c.id.desc()).limit(1)).scalar()
            at = max(at, last + apart) if last else at
        fresh = _row("notice", occasion, chosen, {"text": text}, now) | {"not_before": at}
        connection.execute(outbox.insert().values(**fresh))
    elif gather:
        added = _with_a_line(row.payload, text)
        connection.execute(outbox.update().where(outbox.c.id == row.id).values(payload=added))


def _with_a_line(notice: Mapping[str, Any], line: str) -> dict[str, Any]:
    """A notice with one line more; of those that are too many it says how many they are."""
    text, more = notice["text"], notice.get("more", 0)
    if more:
        text = text.rpartition("\n")[0]
    elif text.count("\n") + 1 < NOTICE_LINES:
        return {"text": f"{text}\n{line}"}
    return {"text": f"{text}\nand {more + 1:,} more: `alertbot sources` has all", "more": more + 1}


__all__ = ["add_to_summaries", "destination_ids", "notify", "tell"]
