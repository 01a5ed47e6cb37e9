"""A real service whose configuration changes while it runs, and while alerts are in flight."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from alertbot.testing import Fault, greenhouse_job
from tests.bot import SLACK_TOKEN, Bot, bot

pytestmark = pytest.mark.slow


class Service:
    """A bot's service, and what it has logged so far."""

    def __init__(self, whole: Bot) -> None:
        self.whole = whole
        self._log = whole.folder / "log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                whole.command("run"), cwd=whole.folder, env=whole.environment, stdout=log, stderr=log
            )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.log
            assert self.process.poll() is None, self.log
            time.sleep(0.05)

    def says(self, words: str, times: int = 1) -> None:
        self.until(lambda: self.log.count(words) >= times)

    def hang_up(self) -> None:
        self.process.send_signal(signal.SIGHUP)


@contextmanager
def service(whole: Bot) -> Iterator[Service]:
    """Runs it; at the end it is stopped properly, and has said no secret and no traceback."""
    whole.write()
    one = Service(whole)
    try:
        one.says("alertbot runs")
        yield one
        one.process.terminate()
        assert one.process.wait(20) == 0, one.log
    finally:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
    for secret in ("Traceback", SLACK_TOKEN, *whole.env.values()):
        assert secret not in one.log


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Bot]:
    """A bot that watches a Greenhouse board with three engineers."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [job(n) for n in range(1, 4)])
        one.source("contoso", "greenhouse", board="contoso")
        yield one


def job(number: int, what: str = "Engineer") -> dict[str, object]:
    return greenhouse_job(number, f"{what} {number}")


def texts(whole: Bot) -> list[str]:
    return [message.text for message in whole.slack.messages]


def seeded(one: Service) -> None:
    one.until(lambda: len(one.whole.slack.messages) == len(one.whole.telegram.messages) == 1)


def test_a_source_and_a_search_are_added_and_polled_at_once(whole: Bot) -> None:
    whole.board.greenhouse("fabrikam", [job(n, "Cook") for n in range(10, 13)])
    with service(whole) as one:
        seeded(one)
        whole.source("fabrikam", "greenhouse", board="fabrikam")
        whole.searches |= {"cooks": "cook"}
        whole.write()
        one.says("changes=1 source added (fabrikam), 1 search added (cooks) ")
        one.until(lambda: len(whole.slack.messages) == 2)
        assert "cooks: 3 match" in texts(whole)[1]
        whole.board.add_greenhouse("fabrikam", job(20, "Cook"))
        one.until(lambda: "Cook 20" in texts(whole)[-1])
        assert len(whole.slack.messages) == 3
