"""A claim beside a backlog: 250,000 messages wait for one chat, and one comes for another.

What waits for one chat may delay another's by no more than its own pace, so the claim that takes up
both is to cost what it costs without the backlog. CPU, the least of many.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import sqlalchemy as sa

from alertbot.delivery import settle
from alertbot.model import Delivered
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Answer
from alertbot.store.tables import outbox
from tests.benchmarks.board import Row

WAITING = 250_000
ROUNDS = 50
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_PACE = {"crowded": _SECOND, "other": _SECOND}


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_claim(Path(folder) / f"{n}.db", n) * 1e6 for n in (ROUNDS, WAITING))
    yield ("claim beside 250,000 waiting", many, "beside 50", few, few / many, "0.5: at most 2 x")


def _claim(file: Path, waiting: int) -> float:
    """Seconds of CPU for a claim of one message for each of two chats."""
    spent = []
    with closing(Store(f"sqlite:///{file}")) as store:
        store.destinations.sync([Destination(name, name, name) for name in _PACE], NOW)
        _wait(store, "crowded", waiting)
        _wait(store, "other", ROUNDS)
        for number in range(ROUNDS):
            now = NOW + number * _SECOND
            started = process_time()
            claimed = store.outbox.claim(_PACE, now=now, limit=32)
            spent.append(process_time() - started)
            assert {one.channel for one in claimed} == set(_PACE)
            settled = (settle(one.delivery, Delivered("1"), now=now, chance=0.5) for one in claimed)
            answers = [
                Answer(*each, "Delivered", now) for each in zip(claimed, settled, strict=True)
            ]
            store.outbox.settle(answers)
    return min(spent)


def _wait(store: Store, channel: str, count: int) -> None:
    id = sa.text("SELECT id FROM destinations WHERE channel = :channel")
    with store._database.write() as connection:
        chat = connection.execute(id, {"channel": channel}).scalar_one()
        row = {"kind": "notice", "destination_id": chat, "payload": {"text": "."}}
        row |= {"state": "pending", "created_at": NOW, "not_before": NOW}
        row |= {"expires_at": NOW + timedelta(days=7)}
        some = [row | {"occasion": str(number)} for number in range(count)]
        connection.execute(outbox.insert(), some)
