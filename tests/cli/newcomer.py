"""Somebody who has no configuration yet: an empty folder, boards and chat services on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alertbot.testing import (
    Board,
    SlackServer,
    TelegramServer,
    greenhouse_job,
    lever_posting,
)
from tests.bot import CHAT, SLACK_TOKEN, TELEGRAM_TOKEN, Bot, Done
from tests.cli.terminal import Terminal, terminal

CONTOSO = "https://boards.greenhouse.io/contoso"
NORTHWIND = "https://jobs.lever.co/northwind"


@dataclass
class Newcomer(Bot):
    """The configuration is what the commands make of it."""

    def write(self) -> None:
        """Nothing is written but by the command."""

    def init(self, *arguments: str, kind: str = "telegram") -> Done:
        """`alertbot init --yes`, with what stands in for the services."""
        return self.run("init", "--yes", *self.instead(kind), *arguments)

    def instead(self, kind: str) -> tuple[str, ...]:
        """The flags that lead to this test's own services."""
        service = {"telegram": self.telegram, "slack": self.slack}.get(kind)
        api = ("--api-url", service.url) if service else ()
        return ("--base-url", self.board.url, *api)

    def at_terminal(self, *arguments: str) -> AbstractContextManager[Terminal]:
        """A command at a terminal, with no token in its environment."""
        env = dict.fromkeys(self.env, "")
        return terminal(self.folder, *arguments, env=env)

    @property
    def text(self) -> str:
        """The configuration as it stands there."""
        return self.config.read_text(encoding="utf-8")

    @property
    def files(self) -> list[str]:
        """What the folder holds."""
        return sorted(file.name for file in self.folder.iterdir())


@contextmanager
def newcomer(folder: Path) -> Iterator[Newcomer]:
    """A board at two services, a Slack and a Telegram that nobody has written to."""
    with (
        Board() as board,
        SlackServer(SLACK_TOKEN) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}) as telegram,
    ):
        jobs = [greenhouse_job(1, "Kubernetes Engineer"), greenhouse_job(2, "Chef")]
        board.greenhouse("contoso", jobs)
        board.lever("northwind", [lever_posting(1)])
        yield Newcomer(folder, board, slack, telegram)
