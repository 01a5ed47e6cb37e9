"""The service of a bot, in a process of its own, and what it logs."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bot import SLACK_TOKEN, Bot


class Service:
    """A bot's service, and what it has logged so far."""

    def __init__(self, whole: Bot) -> None:
        self.whole = whole
        self._log = whole.folder / "log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                whole.command("run"),
                cwd=whole.folder,
                env=whole.environment,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def until(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.log
            assert self.process.poll() is None, self.log
            time.sleep(0.02)

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
        assert one.process.wait(60) == 0, one.log
    finally:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
    for secret in ("Traceback", SLACK_TOKEN, *whole.env.values()):
        assert secret not in one.log
