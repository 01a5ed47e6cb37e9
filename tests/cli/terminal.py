"""A command on a real pseudo-terminal, and somebody who reads what it shows and types."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
_PATIENCE = 60.0
_BEGIN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # its controlling terminal, so that Ctrl-C means something
os.execv(sys.executable, [sys.executable, "-m", "alertbot", *sys.argv[1:]])
"""


class Terminal:
    """What a command shows, and what is typed into it."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self.process = process
        self._handle = handle
        self._read = 0
        self.shown = ""

    def until(self, words: str) -> str:
        """Reads on until it shows these words. Answers what it showed up to there, since before."""
        deadline = time.monotonic() + _PATIENCE
        while (at := self._plain().find(words, self._read)) < 0:
            assert time.monotonic() < deadline, f"waited for {words!r}:\n{self._plain()}"
            assert self._more(deadline), f"it ended before {words!r}:\n{self._plain()}"
        before, self._read = self._read, at + len(words)
        return self._plain()[before : self._read]

    def type(self, words: str) -> None:
        """Types a line."""
        os.write(self._handle, f"{words}\n".encode())

    def answer(self, question: str, words: str) -> str:
        """Waits for a question, and answers it."""
        shown = self.until(question)
        self.type(words)
        return shown

    def confide(self, question: str, words: str) -> None:
        """Answers a question that hides what is typed: before it does, it takes nothing."""
        self.until(question)
        while termios.tcgetattr(self._handle)[3] & termios.ECHO:
            time.sleep(0.01)
        self.type(words)

    def interrupt(self) -> None:
        """Presses Ctrl-C, and again while that ends nothing: Python misses one that comes in the
        moment before it begins to wait for a line."""
        deadline = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            os.write(self._handle, b"\x03")
            again = time.monotonic() + 3
            while self.process.poll() is None and time.monotonic() < again:
                self._more(time.monotonic() + 0.05)

    def hang_up(self) -> None:
        """Presses Ctrl-D."""
        os.write(self._handle, b"\x04")

    def close(self) -> None:
        """Closes the terminal, as when its window is."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1

    def end(self) -> tuple[int, str]:
        """The exit code, and all that was shown."""
        while self._more(time.monotonic() + _PATIENCE):
            pass
        return self.process.wait(_PATIENCE), self._plain()

    def _plain(self) -> str:
        return _CODES.sub("", self.shown)

    def _more(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], max(0.0, deadline - time.monotonic()))
        try:
            data = os.read(self._handle, 65_536) if ready else b""
        except OSError:  # Linux says so where the other end has closed
            data = b""
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def terminal(
    folder: Path, *arguments: str, env: Mapping[str, str], width: int = 100
) -> Iterator[Terminal]:
    """`alertbot ...` on a terminal of its own; what is left of it at the end is killed."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, width))
    # pytest-xdist tells its workers a width of its own, which would count for more than this one.
    ours_alone = {"COLUMNS", "LINES"}
    around = {name: value for name, value in os.environ.items() if name not in ours_alone}
    process = subprocess.Popen(
        [sys.executable, "-c", _BEGIN, *arguments],
        cwd=folder,
        env={**around, "TERM": "xterm", "LC_ALL": "C.UTF-8", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    one = Terminal(process, ours)
    try:
        yield one
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        one.close()
