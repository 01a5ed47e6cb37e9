"""The outbox in hundreds: alerts enqueued, claimed and settled, beside bare SQLite doing the same.

DESIGN 11 wants at most three times the raw way, with synchronous=FULL on both sides. A transaction
has a hundred alerts, of as many openings to as many destinations; claiming reads the opening too.
The raw way has the same tables, and its JSON read as dicts. All of it is CPU.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from alertbot import query
from alertbot.config import Search
from alertbot.decide import Telling
from alertbot.delivery import settle
from alertbot.life import Poll
from alertbot.model import Delivered, Match, Occasion, OpeningId, Posting
from alertbot.searches import Searches
from alertbot.store import Store, alerts
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Answer
from alertbot.store.register import Watched
from alertbot.store.state import Healthy
from tests.benchmarks.board import Row

TOGETHER = 100
ROUNDS = 40
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_PACE = {f"chat-{number}": timedelta(0) for number in range(TOGETHER)}

Spent = dict[str, list[float]]


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder:
        ours = _measured(Path(folder) / "ours.db", _ours)
        raw = _measured(Path(folder) / "raw.db", _raw)
    for step, together in (("enqueue", TOGETHER), ("claim", TOGETHER), ("settle", TOGETHER)):
        mine, theirs = (min(each[step]) / together * 1e6 for each in (ours, raw))
        yield (f"outbox, {step}, in hundreds", mine, "raw SQLite", theirs, theirs / mine, "0.33")
    mine, theirs = (
        sum(min(each[step]) for step in ("enqueue", "claim", "settle")) / TOGETHER * 1e6
        for each in (ours, raw)
    )
    yield ("outbox, all three", mine, "raw SQLite", theirs, theirs / mine, "0.33: 3 x raw")


def _measured(file: Path, work: Callable[[Path, Spent], None]) -> Spent:
    store = Store(f"sqlite:///{file}")
    store.destinations.sync([Destination(name, name, "x") for name in _PACE], NOW)
    store.register.sync_sources({"valley": Watched("a", "r", timedelta(minutes=15))}, NOW)
    postings = tuple(_posting(number) for number in range(TOGETHER))
    ids = frozenset(one.external_id for one in postings)
    poll = Poll("valley", postings, ids, complete=True, first=True)
    healthy = Healthy(poll, dict.fromkeys(ids, b"x" * 16))
    store.polls.remember(healthy, Searches([]), now=NOW, next_poll_at=NOW)
    store.close()
    spent: Spent = {"enqueue": [], "claim": [], "settle": []}
    work(file, spent)
    return spent


def _posting(number: int) -> Posting:
    url = f"https://valley.example/{number}"
    text = f"We mend pump {number} and keep valley {number} dry. " * 40
    return Posting("valley", str(number), url, f"Keeper {number}", f"W {number}", description=text)


def _ours(file: Path, spent: Spent) -> None:
    store = Store(f"sqlite:///{file}")
    searches = {
        name: Search(name, query.parse("keeper"), ("valley",), (name,), version="1")
        for name in _PACE
    }
    told = {
        OpeningId(number): [Telling(Occasion.NEW, Match(name))]
        for number, name in enumerate(_PACE, 1)
    }
    for _ in range(ROUNDS):
        with store._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM outbox")
        began = process_time()
        with store._database.write() as connection:
            added = alerts.tell(connection, told, searches, NOW)
        enqueued = process_time()
        claimed = store.outbox.claim(_PACE, now=NOW, limit=TOGETHER)
        taken = process_time()
        done = Delivered("1")
        answers = [
            Answer(one, settle(one.delivery, done, now=NOW, chance=0.5), "Delivered", NOW)
            for one in claimed
        ]
        kept = store.outbox.settle(answers)
        assert added == len(kept) == TOGETHER, (added, len(kept))
        _note(spent, began, enqueued, taken, process_time())
    store.close()


_INSERT = """
    INSERT INTO outbox (kind, occasion, turn, destination_id, opening_id, payload, state, attempts,
      uncertain, plain, not_before, expires_at, created_at, reason, ref)
    VALUES ('opening', 'new', 0, ?, ?, ?, 'pending', 0, 0, 0, ?, ?, ?, '', '')
    ON CONFLICT DO NOTHING
"""
_DUE = """
    SELECT o.id, d.id, o.payload, o.not_before, o.expires_at, o.created_at, p.fields, t.packed
    FROM destinations d
    JOIN outbox o ON o.id = (
      SELECT id FROM outbox WHERE destination_id = d.id AND state IN ('pending', 'sending')
      AND not_before <= ? ORDER BY not_before, id LIMIT 1)
    JOIN postings p ON p.opening_id = o.opening_id
    LEFT JOIN descriptions t ON t.posting_id = p.id
    WHERE d.paused_at IS NULL AND d.next_at <= ? ORDER BY d.next_at LIMIT ?
"""
_TAKE = "UPDATE outbox SET state = 'sending', uncertain = 1, lease_until = ? WHERE id = ?"
_NEXT = "UPDATE destinations SET next_at = ? WHERE id = ?"
_SETTLE = """
    UPDATE outbox SET state = 'delivered', attempts = 1, uncertain = 0, ref = '1',
      lease_until = NULL WHERE id = ? AND state = 'sending' AND lease_until = ?
"""
_ATTEMPT = "INSERT INTO attempts (delivery_id, at, outcome, reason) VALUES (?, ?, 'Delivered', '')"


def _raw(file: Path, spent: Spent) -> None:
    now, far = round(NOW.timestamp() * 1000), round(NOW.timestamp() * 1000) + 86_400_000
    matches = json.dumps({"matches": [{"key": "s", "because": [], "unknown": []}]})
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")
        for _ in range(ROUNDS):
            raw.execute("DELETE FROM outbox")
            began = process_time()
            raw.execute("BEGIN IMMEDIATE")
            waiting = (
                (number, number, matches, now, far, now) for number in range(1, TOGETHER + 1)
            )
            raw.executemany(_INSERT, waiting)
            raw.execute("COMMIT")
            enqueued = process_time()
            raw.execute("BEGIN IMMEDIATE")
            due = raw.execute(_DUE, (now, now, TOGETHER)).fetchall()
            raw.executemany(_TAKE, ((far, row[0]) for row in due))
            raw.executemany(_NEXT, ((now, row[1]) for row in due))
            said = [
                (json.loads(row[2]), json.loads(row[6]), zlib.decompress(row[7]).decode())
                for row in due
            ]
            raw.execute("COMMIT")
            taken = process_time()
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(_SETTLE, ((row[0], far) for row in due))
            raw.executemany(_ATTEMPT, ((row[0], now) for row in due))
            raw.execute("COMMIT")
            _note(spent, began, enqueued, taken, process_time())
            assert len(said) == TOGETHER, len(said)


def _note(spent: Spent, *moments: float) -> None:
    for step, began, ended in zip(spent, moments, moments[1:], strict=False):
        spent[step].append(ended - began)
