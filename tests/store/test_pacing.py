"""What a credential may send in all, however many chats it serves."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from alertbot.channels import kinds
from alertbot.model import Address, CannotLook, Delivered, Look, Message, Outcome
from alertbot.outlets import Outlet, allowances
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.pacing import KEPT, Allowance
from alertbot.store.tables import outbox
from tests.store.filled import NOW, SECOND

CHATS = [f"chat{number}" for number in range(40)]
TEN = Allowance("bot", 10, frozenset(CHATS[:-1]))
MILLISECOND = timedelta(milliseconds=1)


def waiting(store: Store, each: int) -> None:
    """So many messages for each chat; the last one is another bot's."""
    chats = [Destination(name, "42", "bot") for name in CHATS[:-1]]
    store.destinations.sync([*chats, Destination(CHATS[-1], "43", "other")], NOW)
    with store._database.write() as connection:
        ids = connection.execute(sa.text("SELECT id FROM destinations WHERE channel LIKE 'chat%'"))
        rows = [
            {
                "kind": "notice",
                "occasion": str(number),
                "destination_id": id,
                "payload": {"text": "."},
                "state": "pending",
                "created_at": NOW,
                "not_before": NOW,
                "expires_at": NOW + timedelta(days=7),
            }
            for id in ids.scalars()
            for number in range(each)
        ]
        connection.execute(outbox.insert(), rows)


def claimed(store: Store, at: timedelta) -> list[str]:
    pace = dict.fromkeys(CHATS, timedelta())
    found = store.outbox.claim(pace, now=NOW + at, limit=100, allowances=[TEN])
    return [one.channel for one in found]


def test_a_bot_sends_what_it_may_in_all_and_another_bot_is_not_held(store: Store) -> None:
    waiting(store, 1)
    first = claimed(store, timedelta())
    assert Counter(name == CHATS[-1] for name in first) == {False: KEPT * 10 // SECOND, True: 1}
    assert claimed(store, 99 * MILLISECOND) == []
    assert len(claimed(store, 100 * MILLISECOND)) == 1
    assert len(claimed(store, 300 * MILLISECOND)) == 2
    assert len(claimed(store, 50 * SECOND)) == KEPT * 10 // SECOND, "old room is lost"


def test_a_clock_that_is_set_back_silences_nobody(store: Store) -> None:
    waiting(store, 1)
    claimed(store, timedelta(hours=2))
    assert claimed(store, timedelta(hours=1)) == []
    assert len(claimed(store, timedelta(hours=1) + SECOND / 10)) == 1


class Silent:
    """A sender that is never asked."""

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        return Delivered("1")

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        return CannotLook("")


def outlet(credential: str, pace: float, rate: int | None) -> Outlet:
    pause = timedelta(seconds=pace)
    return Outlet(kinds()["telegram"], Silent(), SECOND, pause, credential=credential, rate=rate)


def test_only_those_are_counted_that_could_send_too_much() -> None:
    few = {name: outlet("few", 1, 30) for name in CHATS[:30]}
    assert list(allowances(few)) == []
    many = {f"{name}!": outlet("many", 1, 30) for name in CHATS}
    groups = {f"{name}?": outlet("groups", 3, 30) for name in CHATS}
    free = {f"{name}.": outlet("free", 0, None) for name in CHATS}
    assert list(allowances(few | many | groups | free)) == [Allowance("many", 30, frozenset(many))]
