"""What a bot in a container watches and tells: a board and a Slack on loopback."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from alertbot.testing import Board, SlackServer, greenhouse_job

TOKEN = "xoxb-4321-a-secret-that-came-by-a-file"
NOBODY = 10001
"""The user that the image runs as."""
PATIENCE = 60.0
"""Seconds in which whatever is waited for has come, on a machine with much else to do."""


@dataclass
class Town:
    """`posted`: the titles that the board has had, beyond those that it had at first."""

    board: Board
    slack: SlackServer
    posted: list[str] = field(default_factory=list)

    def configure(self, folder: Path) -> None:
        """Writes what a user would: the configuration, and the token in a file of its own."""
        source = {"kind": "greenhouse", "board": "contoso", "base_url": self.board.url}
        team = {"kind": "slack", "token": {"file": "slack-token"}, "to": "#job-alerts"}
        lines = {
            "database": "${ALERTBOT_DATABASE}",
            "sources": {"contoso": source | {"private": True, "every": "1s"}},
            "channels": {"team": team | {"api_url": self.slack.url, "max_per_day": "none"}},
            "searches": {"engineers": {"where": "engineer", "to": "team"}},
        }
        (folder / "config/alertbot.yaml").write_text(json.dumps(lines), encoding="utf-8")
        token = folder / "secrets/slack-token"
        token.write_text(TOKEN + "\n", encoding="utf-8")
        os.chown(token, NOBODY, NOBODY)
        token.chmod(0o400)

    def post(self, count: int) -> None:
        """Puts so many more jobs on the board."""
        for _ in range(count):
            title = f"Engineer number{len(self.posted):05}"
            job = greenhouse_job(100_000 + len(self.posted), title)
            self.board.add_greenhouse("contoso", job)
            self.posted.append(title)

    def told(self) -> Counter[str]:
        """How often Slack was told of each title."""
        texts = [json.dumps(message.arguments) for message in self.slack.messages]
        return Counter({title: sum(title in text for text in texts) for title in self.posted})

    def await_all(self) -> None:
        """Until all that was posted is told."""
        until("all is told", lambda: all(self.told().values()))

    def verdict(self) -> str:
        """How much was lost and how much told twice."""
        counts = self.told().values()
        lost, doubled = sum(not count for count in counts), sum(count > 1 for count in counts)
        return f"{len(self.posted)} posted, lost {lost}, doubled {doubled}"

    @property
    def well(self) -> bool:
        return set(self.told().values()) == {1}


@contextmanager
def town() -> Iterator[Town]:
    """A board with three jobs, which are only summarised, and a Slack that takes TOKEN alone."""
    with Board() as board, SlackServer(TOKEN) as slack:
        board.greenhouse("contoso", [greenhouse_job(number) for number in (1, 2, 3)])
        yield Town(board, slack)


def until(what: str, holds: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Waits until something holds; how many seconds that took. Raises AssertionError."""
    start = time.monotonic()
    while not holds():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"after {seconds:.0f} s it is not so that {what}")
        time.sleep(0.05)
    return time.monotonic() - start
