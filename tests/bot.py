"""A real alertbot for tests: its own files, its own database, services on loopback."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from alertbot.cli import main
from alertbot.testing import Board, SlackServer, TelegramServer

SLACK_TOKEN = "xoxb-1234-canary-of-slack"
TELEGRAM_TOKEN = "123456789:AAcanaryOfTelegramThatIsLongEnough_x"
CHAT = 123456789

# With compiled files, as an installed alertbot has them: each test starts several processes.
_OURS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

SECRETS = {"SLACK_BOT_TOKEN": SLACK_TOKEN, "TELEGRAM_TOKEN": TELEGRAM_TOKEN}


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Bot:
    """A folder with a configuration, and the command run in it."""

    folder: Path
    board: Board
    slack: SlackServer
    telegram: TelegramServer
    sources: dict[str, str] = field(default_factory=dict)
    searches: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=lambda: dict(SECRETS))
    to: tuple[str, ...] = ("team", "me")
    timeout: str = "2s"
    database: str = "sqlite:///alertbot.db"
    max_per_day: str = "none"
    timing: dict[str, object] = field(default_factory=dict)
    slack_token: object = "${SLACK_BOT_TOKEN}"

    @property
    def config(self) -> Path:
        return self.folder / "alertbot.yaml"

    def source(self, name: str, kind: str, **options: str) -> None:
        """Adds a source on the board of this test."""
        common = {"kind": kind, "base_url": self.board.url, "private": True}
        common |= {"timeout": "8s", "every": "1s"}
        if kind == "page":
            del common["base_url"]
        self.sources[name] = json.dumps({**common, **options})

    def write(self) -> None:
        """Writes the configuration. JSON is YAML."""
        lines = [f"database: {json.dumps(self.database)}"]
        lines += ["sources:", *(f"  {name}: {text}" for name, text in self.sources.items())]
        team = {"kind": "slack", "token": self.slack_token, "to": "#job-alerts"}
        me = {"kind": "telegram", "token": "${TELEGRAM_TOKEN}", "to": CHAT}
        each = {"timeout": self.timeout, "max_per_day": self.max_per_day}
        channels = {
            "team": team | {"api_url": self.slack.url} | each,
            "screen": {"kind": "console", "max_per_day": self.max_per_day},
            "me": me | {"api_url": self.telegram.url} | each,
        }
        lines += ["channels:", *(f"  {n}: {json.dumps(channels[n])}" for n in self.to)]
        searches = {
            name: json.dumps({"where": where, "to": list(self.to), **self.timing})
            for name, where in self.searches.items()
        }
        lines += ["searches:", *(f"  {name}: {text}" for name, text in searches.items())]
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(self, *arguments: str) -> Done:
        """Runs a command to its end, and sees to it that it says no secret and no traceback.

        It runs in this process, which is quicker by what starting another one takes.
        """
        self.write()
        out, err = io.StringIO(), io.StringIO()
        hook, before = sys.excepthook, dict(os.environ)
        os.environ.update(self.env)
        try:
            with contextlib.chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
                main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            sys.excepthook = hook
            os.environ.clear()
            os.environ.update(before)
            logging.getLogger().handlers.clear()
        done = Done(code, out.getvalue(), err.getvalue())
        for secret in ("Traceback", *SECRETS.values()):
            assert secret not in done.stdout + done.stderr
            assert all(secret.encode() not in file.read_bytes() for file in self.databases())
        return done

    def databases(self) -> list[Path]:
        """The database and the files that SQLite keeps beside it."""
        return sorted(self.folder.glob("*.db*"))

    def once(self, wait: int = 0) -> Done:
        """One round: `alertbot run --once`."""
        return self.run("run", "--once", "--wait", str(wait))

    def command(self, *arguments: str) -> list[str]:
        """A command for a process of its own, to be run in the folder with the environment."""
        return [sys.executable, "-m", "alertbot", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return {**_OURS, **self.env}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command in a process of its own."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        """The service, in a process of its own. What is left of it at the end is killed."""
        self.write()
        process = self.start("run")
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.communicate()


@contextmanager
def bot(folder: Path) -> Iterator[Bot]:
    """A bot with a board, a Slack and a Telegram, and a search for engineers."""
    with (
        Board() as board,
        SlackServer(SLACK_TOKEN) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}) as telegram,
    ):
        one = Bot(folder, board, slack, telegram)
        one.searches["engineers"] = "engineer"
        yield one
