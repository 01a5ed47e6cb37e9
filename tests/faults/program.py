"""A bot in a process of its own: started, waited for, killed and stopped; and what its log says."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from tests.faults.steps import INTERRUPTED, TROUBLE

ROOT = Path(__file__).parents[2]
STOP_WITHIN = 10.0
"""Seconds in which a bot that is told to stop has ended."""

_ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Ended(Exception):
    """The bot has ended although nobody killed it, with this exit code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"the bot ended with {code}: {words}")
        self.code = code


class Program:
    """`alertbot run` in a folder, as often as it is started. `module`: what starts it, with the
    words that come before `run`; `env`: its secrets and whatever else it is given."""

    def __init__(self, folder: Path, module: tuple[str, ...], env: Mapping[str, str]) -> None:
        self.folder = folder
        self.database = folder / "alertbot.db"
        self.log = folder.with_name(f"{folder.name}.log")  # not on a disk that is filled up
        self.log.touch()
        self.process: subprocess.Popen[bytes] | None = None
        self.interrupted: set[int] = set()
        self._module = module
        self._env = dict(env)
        self._odd: set[str] = set()

    def start(self, *module: str, env: Mapping[str, str] | None = None) -> None:
        """Starts `alertbot run`, or a module that does so in its own way."""
        self._look_for_interrupted()
        command = [sys.executable, "-m", *(module or self._module), "run"]
        everything = {**_ENV, **self._env, "PYTHONPATH": str(ROOT), **(env or {})}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=everything, stdout=log, stderr=log
            )

    def ended(self) -> bool:
        """Whether no bot runs."""
        return self.process is None or self.process.poll() is not None

    def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Waits while the bot runs. False when the time is over. Raises Ended."""
        limit = time.monotonic() + seconds
        while not condition():
            if self.process and (code := self.process.poll()) is not None:
                raise Ended(code, self.last_words())
            if time.monotonic() > limit:
                return False
            time.sleep(0.02)
        return True

    def died(self, seconds: float) -> bool:
        """Whether the process is killed within that time; else it is killed now. Raises Ended."""
        assert self.process
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        if code != -signal.SIGKILL:
            raise Ended(code, self.last_words())
        return True

    def kill(self) -> None:
        """SIGKILL, and its end awaited."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """SIGTERM; notes it where the bot does not end well, and in time."""
        assert self.process
        self.process.terminate()
        try:
            code = self.process.wait(1.5 * STOP_WITHIN)  # the machine has other things to do
        except subprocess.TimeoutExpired:
            self.kill()
            code = -signal.SIGKILL
        if code:
            self.note(f"told to stop, the bot ended with {code}: {self.last_words()}")

    def note(self, line: str) -> None:
        """Something unexpected."""
        self._odd.add(line)

    # -- what it leaves -----------------------------------------------------------------------

    def last_words(self) -> str:
        """The end of the log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-2:])

    def log_size(self) -> int:
        """Where the log ends now."""
        return self.log.stat().st_size

    def troubles(self, since: int) -> list[str]:
        """The lines about the database that the log got since then."""
        text = self.log.read_bytes()[since:].decode("utf-8", "replace")
        return [line for line in text.splitlines() if re.search(TROUBLE, line)]

    def log_says(self, pattern: str) -> bool:
        """Whether the log has a line with such words."""
        return bool(re.search(pattern, self.log.read_text(encoding="utf-8", errors="replace")))

    def oddities(self, secrets: Iterable[str]) -> set[str]:
        """All that was noted, and what the files show: damage, tracebacks, secrets."""
        self._look_for_interrupted()
        odd = set(self._odd)
        if found := damage(self.database):
            odd.add(found)
        text = self.log.read_text(encoding="utf-8", errors="replace")
        odd |= set(re.findall(r"Traceback.*|.*a mistake in alertbot.*|.*please report.*", text))
        files = [self.log, *self.folder.glob("alertbot.db*")]
        for file in files:
            content = file.read_bytes()
            if any(secret.encode() in content for secret in secrets):
                odd.add(f"a secret stands in {file.name}")
        return odd

    def _look_for_interrupted(self) -> None:
        """Keeps which deliveries an attempt has failed of, or was cut off.

        Looked at in a copy, so that it is the bot that recovers the file itself; and copied by
        another process: this one would give up every lock that it holds on a file by closing it.
        """
        if not self.database.exists():
            return
        with tempfile.TemporaryDirectory() as folder:
            files = [self.folder / name for name in ("alertbot.db", "alertbot.db-wal")]
            subprocess.run(["cp", *filter(Path.exists, files), folder], check=True)
            with closing(sqlite3.connect(Path(folder, "alertbot.db"))) as connection:
                try:
                    self.interrupted |= {row[0] for row in connection.execute(INTERRUPTED)}
                except sqlite3.OperationalError:  # a kill came before its tables were made
                    return


def damage(database: Path) -> str:
    """What SQLite's own check finds; nothing where all is well."""
    with closing(sqlite3.connect(database)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchall()
    return "" if said == [("ok",)] else f"integrity_check: {said[:3]}"
