"""What a supervisor hears, over a real socket."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot.supervisor import NOBODY, Pulse, Supervisor

PID = 4711
SHORT = "20000"  # microseconds


@contextmanager
def listening(address: str | bytes) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(address)
        ear.settimeout(5)
        yield ear


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "notify")


def heard(ear: socket.socket) -> list[str]:
    return ear.recv(4096).decode().split("\n")


def test_ready_and_stopping_say_what_they_are_and_a_line_for_people(place: str) -> None:
    with listening(place) as ear:
        supervisor = Supervisor({"NOTIFY_SOCKET": place}, PID)
        supervisor.ready("watches 3\nsources")
        assert heard(ear) == ["READY=1", "STATUS=watches 3 sources"]
        supervisor.stopping("ends")
        assert heard(ear) == ["STOPPING=1", "STATUS=ends"]


def test_reloading_states_the_moment_as_systemd_counts(place: str) -> None:
    with listening(place) as ear:
        before = _monotonic()
        Supervisor({"NOTIFY_SOCKET": place}, PID).reloading("reads its configuration")
        reloading, moment, status = heard(ear)
        assert (reloading, status) == ("RELOADING=1", "STATUS=reads its configuration")
        name, _, value = moment.partition("=")
        assert name == "MONOTONIC_USEC"
        assert before <= int(value) <= _monotonic()


def _monotonic() -> int:
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000


def test_a_socket_may_have_an_abstract_name() -> None:
    name = f"alertbot-test-{os.getpid()}"
    with listening(b"\0" + name.encode()) as ear:
        Supervisor({"NOTIFY_SOCKET": f"@{name}"}, PID).ready("here")
        assert heard(ear)[0] == "READY=1"


@pytest.mark.parametrize("named", ["", "vsock:2:1234", "relative/path"])
def test_nothing_is_said_where_no_socket_is_named(named: str) -> None:
    supervisor = Supervisor({"NOTIFY_SOCKET": named, "WATCHDOG_USEC": SHORT}, PID)
    supervisor.ready("")
    asyncio.run(asyncio.wait_for(supervisor.watch(lambda _: True), 5))  # it ends at once


def test_a_supervisor_that_is_gone_is_logged_and_hurts_nobody(
    place: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        Supervisor({"NOTIFY_SOCKET": place}, PID).ready("watches")
    assert [record.message for record in caplog.records] == ["supervisor not told"]


@pytest.mark.parametrize(
    ("env", "patience"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "60000000"}, timedelta(minutes=1)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(PID)}, timedelta(minutes=1)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "²"}, None),
        ({"WATCHDOG_USEC": "9" * 30}, None),
    ],
)
def test_how_long_a_supervisor_waits(env: dict[str, str], patience: timedelta | None) -> None:
    assert Supervisor(env, PID).patience == patience
    assert NOBODY.patience is None


def test_signs_of_life_end_with_the_life(place: str, caplog: pytest.LogCaptureFixture) -> None:
    asked: list[timedelta] = []
    enough = asyncio.Event()

    def alive(within: timedelta) -> bool:
        asked.append(within)
        if len(asked) == 5:
            enough.set()
        return len(asked) <= 2

    async def watched() -> None:
        supervisor = Supervisor({"NOTIFY_SOCKET": place, "WATCHDOG_USEC": SHORT}, PID)
        watching = asyncio.create_task(supervisor.watch(alive))
        await asyncio.wait_for(enough.wait(), 10)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    with listening(place) as ear:
        asyncio.run(watched())
        assert [heard(ear), heard(ear)] == [["WATCHDOG=1"], ["WATCHDOG=1"]]
        ear.setblocking(False)
        with pytest.raises(BlockingIOError):
            ear.recv(4096)
    assert set(asked) == {timedelta(milliseconds=20)}
    assert [record.message for record in caplog.records] == ["work stands still"]  # once


def test_a_pulse_is_that_of_the_slowest_work() -> None:
    now = 100.0
    pulse = Pulse("polls", "outbox", clock=lambda: now)
    minute = timedelta(minutes=1)
    assert pulse.alive(minute)
    now = 159.0
    pulse.beat("polls")
    assert pulse.alive(minute)
    now = 161.0
    assert not pulse.alive(minute)
    pulse.beat("outbox")
    assert pulse.alive(minute)
