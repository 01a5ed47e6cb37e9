"""Faults of the services, against a real store and real senders, with a clock that the test turns.

Counted as Jepsen counts a queue: lost, duplicated, unexpected.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from alertbot import dispatcher, query
from alertbot.channels import kinds, slack, telegram
from alertbot.config import Search
from alertbot.delivery import State
from alertbot.dispatcher import Dispatcher
from alertbot.life import Poll
from alertbot.model import Address, Delivered, Look, NotFound, Outcome, Posting, Secret
from alertbot.outlets import Outlet
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from alertbot.store.state import Healthy
from alertbot.testing import Fault, SlackServer, TelegramServer
from tests.laid import laid
from tests.store.filled import execute, refusing

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
ALERTS = 3
SHORT = timedelta(seconds=0.5)
TELEGRAM_TOKEN = "123456789:AAcanaryOfTelegramThatIsLongEnough_x"


@dataclass
class Clock:
    """A clock that stands until it is turned."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


def filled(folder: Path) -> Store:
    """A store with some alerts waiting for each of two destinations."""
    store = Store(laid(folder / "alertbot.db"))
    searches = Searches([Search("all", query.parse("engineer"), ("s",), ("team", "me"), "1")])
    store.destinations.sync(
        [Destination("team", "#job-alerts", "slack-1"), Destination("me", "42", "telegram-1")],
        START,
    )
    store.register.sync_sources({"s": Watched("s", "s", timedelta(hours=1))}, START)
    for first, numbers in ((True, []), (False, range(ALERTS))):
        postings = tuple(
            Posting("s", str(n), f"https://x.example/{n}", f"Engineer {n}") for n in numbers
        )
        ids = frozenset(one.external_id for one in postings)
        store.polls.remember(
            Healthy(Poll("s", postings, ids, complete=True, first=first), dict.fromkeys(ids, b"")),
            searches,
            now=START,
            next_poll_at=START,
        )
    return store


async def drained(
    folder: Path,
    slack_server: SlackServer,
    telegram_server: TelegramServer,
    patience: timedelta = SHORT,
) -> Store:
    """Sends until nothing waits, turning the clock to what is due next."""
    clock, store = Clock(), filled(folder)
    team = slack.Options(
        to="#job-alerts",
        token=Secret(slack_server.token),
        api_url=slack_server.url,
        timeout=patience,
    )
    me = telegram.Options(
        to="42",
        token=Secret(TELEGRAM_TOKEN),
        api_url=telegram_server.url,
        timeout=patience,
    )
    async with slack.connect(team) as on_slack, telegram.connect(me) as on_telegram:
        outlets = {
            "team": Outlet(kinds()["slack"], on_slack, team.timeout, timedelta()),
            "me": Outlet(kinds()["telegram"], on_telegram, me.timeout, timedelta()),
        }
        dispatcher = Dispatcher(store, outlets, clock=clock, chance=lambda: 0.5, credited={})
        far = START + timedelta(days=30)
        while due := await store.call(store.outbox.next_due, outlets.keys(), far):
            clock.now = max(clock.now, due)
            await dispatcher.start_due()
            await dispatcher.finish(timedelta(seconds=10))
    return store


FAULTS = [
    Fault.status(500),
    Fault.status(502),
    Fault.throttle(7),
    Fault.drop_before(),
    Fault.drop_after_accept(),
    Fault.silence_before(),
    Fault.silence_after_accept(),
    Fault.error_after_accept(),
    Fault.html(),
    Fault.html(taken=True),
    Fault.not_json(),
    Fault.empty(taken=True),
    Fault.drip(),
]


TITLES = {f"Engineer {number}" for number in range(ALERTS)}


def tally(texts: list[str]) -> tuple[set[str], set[str]]:
    """(lost, duplicated): the alerts that are in none of the messages, and in more than one."""
    arrived = Counter(title for title in TITLES for text in texts if title in text)
    return TITLES - set(arrived), {title for title, times in arrived.items() if times > 1}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_loses_nothing_and_an_unmarked_alert_comes_once(
    tmp_path: Path, fault: Fault
) -> None:
    with SlackServer() as on_slack, TelegramServer(TELEGRAM_TOKEN, {42: "private"}) as on_telegram:
        on_slack.fail(fault, when="chat.postMessage", after=1, times=2)
        on_telegram.fail(fault, when="sendMessage", after=1, times=2)
        store = asyncio.run(drained(tmp_path, on_slack, on_telegram))
        rows = store.outbox.listed()
        store.close()
        assert {row["state"] for row in rows} == {State.DELIVERED.value}
        assert tally([one.text for one in on_slack.messages]) == (set(), set())
        texts = [one.text for one in on_telegram.messages]
        lost, _ = tally(texts)
        _, unmarked_twice = tally([text for text in texts if "ossibly repeated" not in text])
        assert (lost, unmarked_twice) == (set(), set())


def test_throttling_costs_no_attempt(tmp_path: Path) -> None:
    with SlackServer() as on_slack, TelegramServer(TELEGRAM_TOKEN, {42: "private"}) as on_telegram:
        on_slack.fail(Fault.throttle(90), when="chat.postMessage", times=40)
        # Long, so that a busy machine is not taken for a silent service, which would cost one.
        store = asyncio.run(drained(tmp_path, on_slack, on_telegram, timedelta(seconds=15)))
        assert {row["attempts"] for row in store.outbox.listed()} == {1}
        store.close()


@pytest.mark.slow
def test_a_service_that_is_down_for_good_ends_in_dead_letters(tmp_path: Path) -> None:
    with SlackServer() as on_slack, TelegramServer(TELEGRAM_TOKEN, {42: "private"}) as on_telegram:
        on_slack.fail(Fault.drop_before(), when="chat.postMessage", times=None)
        store = asyncio.run(drained(tmp_path, on_slack, on_telegram))
        dead = [row for row in store.outbox.listed(State.DEAD) if row["kind"] == "opening"]
        store.close()
        assert [row["channel"] for row in dead] == ["team"] * ALERTS
        assert all(row["reason"] for row in dead)
        assert tally([one.text for one in on_telegram.messages]) == (set(), set())


def test_an_answer_that_cannot_be_stored_is_kept_and_not_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "STORE_AGAIN", timedelta(seconds=0.05))

    async def scenario(on_telegram: TelegramServer) -> None:
        clock, store = Clock(), filled(tmp_path)
        options = telegram.Options(
            to="42", token=Secret(TELEGRAM_TOKEN), api_url=on_telegram.url, timeout=SHORT
        )
        async with telegram.connect(options) as sender:
            outlets = {"me": Outlet(kinds()["telegram"], sender, SHORT, timedelta())}
            one = Dispatcher(store, outlets, clock=clock, chance=lambda: 0.5, credited={})
            clock.now += timedelta(minutes=2)
            with refusing(store, "attempts"):
                assert await one.start_due() == 1
                sent = await asyncio.to_thread(on_telegram.wait, lambda: bool(on_telegram.messages))
                assert sent
                clock.now += timedelta(days=1)
                assert await one.start_due() == 0, "its lease is over, and it is still in hand"
            await one.finish(timedelta(seconds=5))
        assert [row["state"] for row in store.outbox.listed()].count("delivered") == 1
        store.close()

    with TelegramServer(TELEGRAM_TOKEN, {42: "private"}) as on_telegram:
        asyncio.run(scenario(on_telegram))
        assert len(on_telegram.messages) == 1


CHATS = tuple(f"chat-{number}" for number in range(5))


class Together:
    """A Sender whose messages all arrive at one moment."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.all_sent = asyncio.Event()
        self.arrive = asyncio.Event()

    async def send(self, address: Address, message: object, key: str) -> Outcome:
        self.sent.append(key)
        if len(self.sent) == len(CHATS):
            self.all_sent.set()
        await self.arrive.wait()
        return Delivered("1")

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        return NotFound()


def one_each(folder: Path) -> Store:
    """A store with one alert waiting for each of the chats."""
    store = Store(f"sqlite:///{folder}/alertbot.db")
    searches = Searches([Search("all", query.parse("engineer"), ("s",), CHATS, "1")])
    store.destinations.sync([Destination(name, name, name) for name in CHATS], START)
    store.register.sync_sources({"s": Watched("s", "s", timedelta(hours=1))}, START)
    for first, ids in ((True, ()), (False, ("1",))):
        found = tuple(Posting("s", id, "https://x.example/1", "Engineer") for id in ids)
        poll = Poll("s", found, frozenset(ids), complete=True, first=first)
        healthy = Healthy(poll, dict.fromkeys(ids, b""))
        store.polls.remember(healthy, searches, now=START, next_poll_at=START)
    execute(store, "DELETE FROM outbox WHERE kind = 'summary'")
    return store


async def answered_together(store: Store, during: Callable[[], Awaitable[None]]) -> Together:
    """Sends all that waits, and does something between the answers and the end."""
    sender = Together()
    outlet = Outlet(kinds()["console"], sender, SHORT, timedelta())
    one = Dispatcher(
        store, dict.fromkeys(CHATS, outlet), clock=Clock(), chance=lambda: 0.5, credited={}
    )
    assert await one.start_due() == len(CHATS)
    await sender.all_sent.wait()
    sender.arrive.set()
    await during()
    await one.finish(timedelta(seconds=5))
    assert one.delivered == len(CHATS)
    return sender


def states(store: Store) -> Counter[str]:
    return Counter(row["state"] for row in store.outbox.listed())


def test_answers_that_come_together_are_stored_together(tmp_path: Path) -> None:
    store = one_each(tmp_path)
    stored: list[str] = []

    def note(_: object, __: object, sql: str, *___: object) -> None:
        if sql.startswith("INSERT INTO attempts"):
            stored.append(sql)

    sa.event.listen(store._database._engine, "before_cursor_execute", note)

    async def nothing() -> None:
        return None

    asyncio.run(answered_together(store, nothing))
    assert states(store) == {"delivered": len(CHATS)}
    assert len(stored) == 2, "the first by itself, and those that came while it was stored"
    store.close()


def test_an_answer_that_cannot_be_stored_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "STORE_AGAIN", timedelta(seconds=0.05))
    store = one_each(tmp_path)
    refused = "WHEN NEW.delivery_id = (SELECT max(id) FROM outbox) BEGIN SELECT RAISE(ABORT, 'no')"
    execute(store, f"CREATE TRIGGER no BEFORE INSERT ON attempts {refused}; END")

    async def until_only_that_is_left() -> None:
        while await store.call(states, store) != {"delivered": len(CHATS) - 1, "sending": 1}:
            pass
        execute(store, "DROP TRIGGER no")

    sender = asyncio.run(answered_together(store, until_only_that_is_left))
    assert states(store) == {"delivered": len(CHATS)}
    assert len(sender.sent) == len(CHATS), "what has arrived is not sent again"
    store.close()
