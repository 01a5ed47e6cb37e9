"""A store for tests, with postings to put into it and answers to give it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alertbot import query
from alertbot.config import Search
from alertbot.delivery import settle
from alertbot.life import Poll
from alertbot.model import (
    Contents,
    Delivered,
    Outcome,
    Posting,
    Validators,
)
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.outbox import Answer, Claimed
from alertbot.store.register import Watched
from alertbot.store.state import Healthy, SourceState

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + 5 * SECOND
BOARD = Watched("contoso", "as it is", timedelta(minutes=15))
PACE = {"team": SECOND, "me": SECOND}
SEARCHES = Searches(
    [
        Search("engineers", query.parse("engineer"), ("contoso",), ("team", "me"), version="1"),
        Search("chefs", query.parse("chef"), ("contoso",), ("me",), version="1"),
    ]
)


def posting(number: int, title: str = "Engineer") -> Posting:
    return Posting(
        "contoso",
        str(number),
        f"https://x.example/{number}",
        f"{title} {number}",
        posted_at=NOW - timedelta(days=number),
        description=f"What number {number} does all day. " * 10,
    )


def shown(store: Store, source: str = "contoso", old: datetime | None = None) -> SourceState:
    """What is known of a source, with its postings. `old`: see Polls.glance."""
    return replace(store.polls.state(source), glance=store.polls.glance(source, old))


def remember(
    store: Store,
    *postings: Posting,
    now: datetime = NOW,
    seen: int = 0,
    wanted: Searches = SEARCHES,
) -> int:
    """A poll that shows `postings`, and those of number 1 to `seen` as they were."""
    state = shown(store)
    ids = {one.external_id for one in postings} | {str(n) for n in range(1, seen + 1)}
    poll = Poll("contoso", postings, frozenset(ids), complete=True, first=not state.seeded)
    remembered = store.polls.remember(
        Healthy(
            poll,
            {one.external_id: one.title.encode() for one in postings},
            touched=state.touched(poll, now=now),
            pages={"https://x.example/": (Validators(etag='"1"'), Contents())},
        ),
        wanted,
        now=now,
        next_poll_at=now + timedelta(minutes=15),
    )
    return remembered.alerts


def seeded(store: Store) -> Store:
    """With three engineers known, and the summaries of them delivered."""
    remember(store, *(posting(n) for n in (1, 2, 3)))
    store.outbox.release_summaries(NOW)
    for claimed in store.outbox.claim(PACE, now=NOW, limit=9):
        answer(store, claimed, Delivered("1"))
    return store


def answer(store: Store, claimed: Claimed, outcome: Outcome, now: datetime = NOW) -> bool:
    settled = settle(claimed.delivery, outcome, now=now, chance=0.5)
    one = Answer(claimed, settled, type(outcome).__name__, now)
    return bool(store.outbox.settle([one]))


def claim(store: Store, at: float) -> list[Claimed]:
    return store.outbox.claim(PACE, now=NOW + at * SECOND, limit=9)


def execute(store: Store, *statements: str) -> None:
    """Statements that the store itself does not make."""
    with store._database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def refusing(store: Store, table: str) -> Iterator[None]:
    """Within it the database takes no new row of a table."""
    refuse = f"CREATE TRIGGER no BEFORE INSERT ON {table} "
    if store._database.shared:
        execute(
            store,
            "CREATE OR REPLACE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''no''; END'",
            refuse + "EXECUTE FUNCTION no()",
        )
        yield
        execute(store, f"DROP TRIGGER no ON {table}")
    else:
        execute(store, refuse + "BEGIN SELECT RAISE(ABORT, 'no'); END")
        yield
        execute(store, "DROP TRIGGER no")
