"""Databases as earlier alertbots left them: openings that are open, closed and joined, chats that
are open and paused, and alerts at every point of their way."""

from __future__ import annotations

import zlib
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from alertbot.store import migrating
from tests.store.filled import NOW

AT = round(NOW.timestamp() * 1000)
MINUTE = 60_000
REVISIONS = sorted(path.name[:4] for path in migrating.FOLDER.glob("versions/[0-9]*.py"))
TEXT = "Cooks on ships — and häs done so for long. " * 30
POSTINGS = 5
STATES = ("pending", "sending", "delivered", "dead")

Row = dict[str, Any]


def upgrade(url: str, revision: str) -> None:
    """Brings the schema of a database to that of a revision, by its migrations."""
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def left_by(url: str, revision: str, postings: int = POSTINGS) -> None:
    """A database of that revision with its rows. The last posting is closed, and the first two are
    one opening's."""
    upgrade(url, revision)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        theirs = sa.MetaData()
        theirs.reflect(connection)
        for name, some in _rows(revision, postings).items():
            table = theirs.tables[name]
            if some:
                # JSON is reflected as such by both, the moments as the integers that they are.
                connection.execute(table.insert(), some)
        if engine.dialect.name == "postgresql":  # whose numbers do not follow what is inserted
            for name in ("openings", "postings", "destinations", "outbox", "attempts"):
                last = f"(SELECT max(id) FROM {name})"
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"
                )
    engine.dispose()


def _rows(revision: str, postings: int) -> dict[str, list[Row]]:
    """What each table holds, the tables in an order in which it may be inserted."""
    openings = range(1, postings)  # the first two postings share one
    return {
        "instance": [
            {"id": "abc"}
            | _since(revision, "0003", keyed=1)
            | _since(revision, "0006", beat="2026-05-25", beat_at=AT, beat_polls=3)
        ],
        "sources": [_source("contoso", revision), _source("northwind", revision, failures=3)],
        "validators": [_page(revision)],
        "openings": [
            {"id": n, "first_seen_at": AT - n, "closed_at": AT if n == postings - 1 else None}
            | _since(revision, "0003", by_hand=False)
            for n in openings
        ],
        "postings": [_posting(n, revision, closed=n == postings) for n in range(1, postings + 1)],
        "searches": [
            {"name": name, "owner": "", "version": f"of {name}", "seeded_at": AT - MINUTE}
            for name in ("cooks", "chefs")
        ],
        "destinations": [
            _chat(1, "team") | _since(revision, "0004", max_per_day=30),
            _chat(2, "me", paused=True) | _since(revision, "0004", max_per_day=30),
        ],
        "outbox": [
            *(_alert(n, state, revision) for n, state in enumerate(STATES, start=5)),
            _alert(9, "pending", revision, kind="summary"),
            _alert(10, "pending", revision, kind="notice"),
        ],
        "attempts": [
            {"id": n, "delivery_id": id, "at": AT, "outcome": "Failed", "reason": "no answer"}
            for n, id in enumerate((5, 7, 8, 8), start=1)
        ],
        **_later(revision, postings),
    }


def _since(revision: str, first: str, **values: Any) -> Row:
    return values if revision >= first else {}


def _source(name: str, revision: str, failures: int = 0) -> Row:
    row = {
        "name": name,
        "asks": f"asks {name}",
        "reads": "r",
        "seeded_at": AT,
        "polled_at": AT,
        "succeeded_at": None if failures else AT,
        "next_poll_at": AT + MINUTE,
        "wait_until": None,
        "failures": failures,
        "reported": bool(failures),
        "error": "503" if failures else "",
        "complete": not failures,
        "active": True,
    }
    row |= _since(revision, "0002", unread=0, employer="Contoso")
    row |= _since(revision, "0003", quiet=0, doubts=0, lease_by="")
    missing = {"failure": "missing", "failure_since": AT} if failures else {"failure": ""}
    return row | _since(revision, "0006", silence="", polled=7, **missing)


def _page(revision: str) -> Row:
    row = {"source": "contoso", "etag": '"1"', "last_modified": "", "body_hash": "f0"}
    if revision < "0002":
        return row | {"url": "https://contoso.example/jobs"}
    shown = {"ids": ["1"], "more": [], "skipped": [], "total": None}
    return row | {"request": "https://contoso.example/jobs", "shown": shown}


def title(number: int) -> str:
    return f"Ship's Cook {max(number, 2)}"


def _posting(number: int, revision: str, *, closed: bool) -> Row:
    key: Row = {"source": "contoso" if number != 2 else "northwind", "external_id": str(number)}
    fields = {
        **key,
        "url": f"https://contoso.example/jobs/{number}",
        "title": title(number),
        "company": "Contoso Ships",
        "places": [{"text": "Kiel", "city": "Kiel", "region": None, "country": "DE"}],
        "pay": [{"min": "50000", "max": None, "currency": "EUR", "period": "year"}],
        "hashtags": ["ships"],
    }
    row: Row = {
        "id": number,
        **key,
        "opening_id": max(number - 1, 1),
        "fingerprint": b"\0" + bytes([number % 250]),
        "content_hash": f"h{max(number, 2)}",
        "revision": "r",
        "fields": fields,
        "first_seen_at": AT - number,
        "absences": 2 if closed else 0,
        "closed_at": AT if closed else None,
    }
    if revision < "0003":
        row["description"] = TEXT + str(number) if number % 3 else ""
    row |= _since(revision, "0002", undetailed=0)
    return row | _since(revision, "0003", valid_through=None)


def _chat(number: int, channel: str, *, paused: bool = False) -> Row:
    return {
        "id": number,
        "channel": channel,
        "name": f"#{channel}",
        "owner": "",
        "credential": f"of {channel}",
        "resolved": "C1",
        "active": True,
        "next_at": AT,
        "throttled_until": None,
        "paused_at": AT - MINUTE if paused else None,
        "paused_reason": "channel_not_found" if paused else "",
    }


def _alert(number: int, state: str, revision: str, kind: str = "opening") -> Row:
    matches = [{"key": "cooks", "because": [{"condition": "cook", "text": "Cook"}], "unknown": []}]
    payloads: dict[str, Row] = {
        "opening": {"matches": matches},
        "summary": {"sections": {"cooks": {"total": 7, "best": [[[0, 0, 1.0], 1]]}}},
        "notice": {"text": "Source northwind has failed 3 times in a row: 503"},
    }
    row: Row = {
        "id": number,
        "kind": kind,
        "occasion": "new" if kind == "opening" else kind,
        "destination_id": 1 if number % 2 else 2,
        "opening_id": 1 + number % 3 if kind == "opening" else None,
        "payload": payloads[kind],
        "state": state,
        "attempts": {"delivered": 1, "dead": 30}.get(state, 0),
        "uncertain": state == "sending",
        "plain": False,
        "lease_until": AT + MINUTE if state == "sending" else None,
        "not_before": AT,
        "expires_at": AT + 7 * 24 * 60 * MINUTE,
        "created_at": AT,
        "reason": "message refused" if state == "dead" else "",
        "ref": "1700000000.1" if state == "delivered" else "",
    }
    return row | _since(revision, "0003", turn=0)


def _later(revision: str, postings: int) -> dict[str, list[Row]]:
    if revision < "0003":
        return {}
    numbers = range(1, postings + 1)
    return {
        "descriptions": [
            {"posting_id": n, "packed": zlib.compress((TEXT + str(n)).encode())}
            for n in numbers
            if n % 3
        ],
        "sightings": [
            {"posting_id": n, "since": AT - n, "until": AT if n == postings else None}
            for n in numbers
        ],
    }
