"""A month of an invented alertbot: boards that are well and boards that are not, alerts told and
alerts that wait. Times are as at NOW."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from alertbot.channels import kinds as channel_kinds
from alertbot.config import Config, load
from alertbot.delivery import MAX_AGE
from alertbot.model import OpeningAlert
from alertbot.samples import SAMPLES
from alertbot.sources import kinds as source_kinds
from alertbot.store import Store
from alertbot.store.engine import Database
from alertbot.store.tables import attempts, destinations, openings, outbox, polls, searches, sources
from alertbot.watch import watched
from tests.bot import SECRETS
from tests.store import filled

NOW = filled.NOW
FILE = "month.yaml"
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
BOARDS = ("contoso", "northwind", "fabrikam", "adventure-works", "tailspin", "litware", "proseware")
SEARCHES = ("sre", "platform-team", "remote-python", "payroll")

Row = dict[str, Any]


def written(folder: Path, *, boards: tuple[str, ...] = BOARDS, more: str = "") -> Path:
    """The configuration whose month it is, with its secrets."""
    lines = [
        "timezone: Europe/Berlin",
        "sources:",
        *(f"  {name}: {{kind: greenhouse, board: {name}}}" for name in boards),
        "channels:",
        "  team: {kind: slack, token: '${SLACK_BOT_TOKEN}', to: '#job-alerts'}",
        "  me: {kind: telegram, token: '${TELEGRAM_TOKEN}', to: 123456789}",
        "searches:",
        "  sre: {where: '(\"site reliability\" OR sre) pay>=90k', to: [team, me]}",
        "  platform-team: {where: 'platform engineer', to: team}",
        "  remote-python: {where: 'python', to: me}",
        "  payroll: {where: 'payroll clerk', to: me}",
    ]
    file = folder / FILE
    file.write_text("\n".join(lines) + f"\n{more}", encoding="utf-8")
    return file


def loaded(file: Path) -> Config:
    """The configuration in a file."""
    kinds = source_kinds()
    return load(
        file,
        sources={name: kind.Options for name, kind in kinds.items()},
        channels={name: kind.Options for name, kind in channel_kinds().items()},
        floors={name: (kind.MANNERS.every, kind.MANNERS.floor) for name, kind in kinds.items()},
        env=SECRETS,
    ).config


def lived(config: Config, *, now: datetime = NOW) -> None:
    """Fills the database with it. Always the same for the same boards."""
    chance, url, boards = random.Random(7), config.database, tuple(config.sources)
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(sources.insert(), [*_sources(config, now)])
        known = ((name, one.version, now - 60 * DAY) for name, one in config.searches.items())
        names = ("name", "version", "seeded_at")
        connection.execute(searches.insert(), [dict(zip(names, row, strict=True)) for row in known])
        connection.execute(polls.insert(), [*_polls(boards, now, chance)])
        connection.execute(destinations.insert(), [*_destinations(now)])
        rows = [*_outbox(now, chance)]
        there = ({"id": row["id"], "first_seen_at": now - 40 * DAY} for row in rows)
        connection.execute(openings.insert(), [*there])
        connection.execute(outbox.insert(), rows)
        told = [row for row in rows if row["state"] == "delivered"]
        tried = [
            {"delivery_id": row["id"], "at": row["created_at"], "outcome": "Delivered"}
            for row in told
        ]
        connection.execute(attempts.insert(), tried)
    if "contoso" in boards:
        _told(url)


def _told(url: str) -> None:
    """The last alerts, of openings that are stored."""
    shown = [
        replace(alert.opening.lead, source="contoso", external_id=f"R-{number}")
        for number, name in enumerate(("plain", "long-title", "emoji"))
        for alert in (SAMPLES[name][0],)
        if isinstance(alert, OpeningAlert)
    ]
    with closing(Store(url)) as store:
        filled.remember(store, *shown)
    waits = outbox.c.state == "pending"
    ids = sa.select(outbox.c.id, outbox.c.created_at, sa.literal("Delivered"), sa.literal(""))
    columns = ["delivery_id", "at", "outcome", "reason"]
    change(
        url,
        attempts.insert().from_select(columns, ids.where(waits)),
        outbox.update().where(waits).values(state="delivered"),
    )


def _sources(config: Config, now: datetime) -> Iterator[Row]:
    troubles: dict[str, Row] = {
        "fabrikam": {
            "failures": 4,
            "error": "careers.fabrikam.example: HTTP 500, it says that it is broken",
            "succeeded_at": now - 2 * DAY,
        },
        "litware": {"unread": 120},
    }
    kinds = source_kinds()
    for place, (name, source) in enumerate(config.sources.items()):
        known = watched(source, kinds[source.kind])
        read = now - (place % 15 + 1) * MINUTE
        yield {
            "name": name,
            "asks": known.asks,
            "reads": known.reads,
            "seeded_at": now - 60 * DAY,
            "polled_at": read,
            "succeeded_at": read,
            "next_poll_at": now + 10 * MINUTE,
            "failures": 0,
            "error": "",
            "unread": 0,
            **troubles.get(name, {}),
        }


def _polls(boards: tuple[str, ...], now: datetime, chance: random.Random) -> Iterator[Row]:
    for place, name in enumerate(boards):
        common = {"source": name, "quiet": 3, "closed": 0}
        seeded = {"verdict": "seeded", "found": 900, "new": 900, "at": now - 27 * DAY}
        yield common | seeded
        for day in range(28):
            at = now - day * DAY - timedelta(hours=chance.randrange(1, 9))
            if at.weekday() < 5 and chance.random() < 0.8:
                new = chance.randrange(0, max(12 - place, 2))
                yield common | {"verdict": "believed", "found": 40, "new": new, "at": at}


def _destinations(now: datetime) -> Iterator[Row]:
    common: Row = {"next_at": now, "active": True, "credential": ""}
    yield {"id": 1, "channel": "team", "name": "#job-alerts", **common}
    yield {"id": 2, "channel": "me", "name": "123456789", **common}


def _outbox(now: datetime, chance: random.Random) -> Iterator[Row]:
    id = 0
    for day in reversed(range(28)):
        for _ in range(chance.randrange(0, 7)):
            id += 1
            at = now - day * DAY - timedelta(minutes=chance.randrange(5, 600))
            search = chance.choices(SEARCHES, weights=(4, 2, 3, 0))[0]
            yield alert(id, at, search, destination=1 + id % 2, opening_id=id)


def alert(
    id: int, at: datetime, search: str = "sre", *, destination: int = 1, **values: Any
) -> Row:
    """A row of the outbox: it was delivered at once, unless the values say otherwise."""
    return {
        "id": id,
        "kind": "opening",
        "occasion": "new",
        "turn": 0,
        "destination_id": destination,
        "opening_id": None,
        "payload": {"matches": [{"key": search, "because": [], "unknown": []}]},
        "state": "delivered",
        "attempts": 1,
        "not_before": at,
        "expires_at": at + MAX_AGE,
        "created_at": at,
        "reason": "",
        "digest_id": None,
        **values,
    }


def change(url: str, *statements: sa.Insert | sa.Update) -> None:
    """Carries these out."""
    with closing(Database(url)) as database, database.write() as connection:
        for statement in statements:
            connection.execute(statement)
