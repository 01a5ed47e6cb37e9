"""The heartbeat of a service: an address that is pinged as long as all is well, and no longer; a
line when its time has come. A clock that the test turns; a server on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from alertbot import channels, sources
from alertbot.config import Config, Heartbeat, load
from alertbot.fetcher import Fetcher
from alertbot.heartbeat import FIRST_PING, NO_POLL_FOR, Heart
from alertbot.model import Secret
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.register import Watched
from alertbot.store.tables import outbox
from alertbot.store.tables import sources as source_rows
from alertbot.testing import Fault
from alertbot.testing.exchange import Answer, Asked
from alertbot.testing.server import Server
from tests.laid import laid

START = datetime(2026, 6, 1, 6, 59, tzinfo=UTC)  # a Monday, 08:59 in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOKEN = "canary-of-a-ping"

FILE = """
timezone: Europe/Berlin
database: sqlite:///alertbot.db
sources: {contoso: {kind: greenhouse, board: contoso, every: 15m}}
channels: {screen: {kind: console}}
searches: {all: {where: engineer}}
"""


class Monitor(Server):
    """A monitor that takes pings, and answers as such do."""

    def answer(self, asked: Asked) -> Answer:
        return Answer(200, b"OK", "text/plain")

    @property
    def pings(self) -> int:
        return len(self.requests)


class Service:
    """A heart that beats in a database, with a clock to turn."""

    def __init__(self, folder: Path, beat: Heartbeat) -> None:
        path = folder / "alertbot.yaml"
        path.write_text(FILE, encoding="utf-8")
        self.now = START
        self.config: Config = replace(configured(path), heartbeat=beat)
        self.store = Store(laid(folder / "alertbot.db"))
        self.store.set_operator("screen")
        self.store.destinations.sync([Destination("screen", "", "")], START)
        watched = Watched("asks", "reads", timedelta(minutes=15))
        self.store.register.sync_sources({"contoso": watched}, START)
        self.read(START)

    def read(self, at: datetime) -> None:
        """The source was read at that moment."""
        with self.store._database.write() as connection:
            values = {"succeeded_at": at, "seeded_at": START, "polled": source_rows.c.polled + 1}
            connection.execute(source_rows.update().values(values))

    def runs(self, *moments: datetime) -> None:
        """A process that is started at the first of these moments, and ticks at each."""

        async def story() -> None:
            self.now = moments[0]
            async with Fetcher(clock=self.clock) as fetcher:
                heart = Heart(self.config, self.store, fetcher, clock=self.clock)
                for self.now in moments:
                    await heart.tick()
                    if heart._pinging is not None:
                        await heart._pinging
                await heart.stop()

        asyncio.run(story())

    def clock(self) -> datetime:
        return self.now

    def lines(self) -> list[str]:
        rows = sa.select(outbox.c.payload).where(outbox.c.kind == "notice").order_by(outbox.c.id)
        with self.store._database.read() as connection:
            return [payload["text"] for payload in connection.execute(rows).scalars()]


def configured(path: Path) -> Config:
    models = {kind: module.Options for kind, module in sources.kinds().items()}
    chats = {kind: module.Options for kind, module in channels.kinds().items()}
    return load(path, sources=models, channels=chats, floors={}, env={}).config


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    with Monitor() as one:
        yield one


@pytest.fixture
def service(tmp_path: Path, monitor: Monitor) -> Iterator[Service]:
    address = Secret(f"{monitor.url}/ping/{TOKEN}?status=up")
    one = Service(tmp_path, Heartbeat(frozenset({0}), time(9), address, 5 * MINUTE))
    yield one
    one.store.close()


# -- the ping -------------------------------------------------------------------------------


def test_it_pings_at_its_interval_as_long_as_all_is_well(
    service: Service, monitor: Monitor
) -> None:
    service.runs(*(START + n * MINUTE for n in range(22)))
    assert monitor.pings == 5, "after one minute, and every five"
    (asked,) = {(one.method, one.path, one.query) for one in monitor.requests}
    assert asked == ("GET", f"/ping/{TOKEN}", "status=up")


def test_no_poll_for_long_is_silence_and_said_once(
    service: Service, monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "alertbot"):
        service.runs(*(START + n * 5 * MINUTE for n in range(1, 30)))
        before = monitor.pings
        assert before * 5 * MINUTE <= NO_POLL_FOR
        service.read(service.now)
        service.runs(service.now, service.now + HOUR)
    assert monitor.pings > before
    said = [(record.getMessage(), vars(record).get("why")) for record in caplog.records]
    assert said == [("heartbeat not pinged", "no poll has succeeded for long")]


def test_a_ping_that_fails_is_logged_once_without_its_address_and_disturbs_nothing(
    service: Service, monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    monitor.fail(Fault.status(500), times=2)
    with caplog.at_level(logging.DEBUG):
        service.runs(*(START + FIRST_PING + n * 5 * MINUTE for n in range(5)))
    ours = [record for record in caplog.records if record.name.startswith("alertbot")]
    assert [one.getMessage() for one in ours] == ["heartbeat not pinged", "heartbeat pinged again"]
    assert "500" in vars(ours[0])["why"]
    assert not any(TOKEN in str(vars(record)) for record in caplog.records)
    assert len(service.lines()) == 0, "the first line has nothing to say"


def test_an_answer_without_a_page_is_one(service: Service, monitor: Monitor) -> None:
    monitor.fail(Fault.status(204), times=None)
    service.runs(START, START + FIRST_PING)
    assert monitor.pings == 1


def test_a_monitor_that_is_away_or_hangs_holds_nothing_up(
    service: Service, monitor: Monitor
) -> None:
    monitor.fail(Fault.silence_before(), times=None)

    async def story() -> None:
        async with Fetcher(clock=service.clock) as fetcher:
            heart = Heart(service.config, service.store, fetcher, clock=service.clock)
            for n in range(30):
                service.now = START + n * MINUTE
                await asyncio.wait_for(heart.tick(), 5)
            await asyncio.wait_for(heart.stop(), 5)

    asyncio.run(story())
    assert monitor.pings <= 1


def test_a_clock_that_is_set_back_does_not_stop_it(service: Service, monitor: Monitor) -> None:
    ahead = START + 300 * DAY
    service.read(ahead)
    service.runs(ahead, ahead + FIRST_PING, START, START + 5 * MINUTE, START + 10 * MINUTE)
    assert monitor.pings == 4


# -- the line -------------------------------------------------------------------------------


def test_the_line_comes_once_a_week_over_restarts(service: Service) -> None:
    service.runs(START + MINUTE, START + HOUR)
    assert service.lines() == [], "its time had come before there was anything to say"
    week = START + MINUTE + 7 * DAY
    service.runs(week - timedelta(seconds=1))
    assert service.lines() == []
    for moment in (week, week + MINUTE, week + 2 * MINUTE, week + 3 * DAY, week + 6 * DAY):
        service.read(moment)
        service.runs(moment, moment + timedelta(seconds=1))
    assert service.lines() == ["1 poll, 0 alerts, all well."]


def test_one_that_was_missed_is_said_at_the_next_start(service: Service) -> None:
    service.runs(START + MINUTE)
    service.read(START + 9 * DAY)
    service.runs(START + 9 * DAY)
    service.runs(START + 10 * DAY)
    assert len(service.lines()) == 1


def test_a_configuration_that_asks_for_none_has_none(service: Service, monitor: Monitor) -> None:
    service.config = replace(service.config, heartbeat=Heartbeat())
    service.runs(START, START + DAY, START + 8 * DAY)
    assert service.lines() == []
    assert monitor.pings == 0
