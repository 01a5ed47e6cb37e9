"""Databases that are opened, and perhaps upgraded, by processes that are killed at a statement.

To start Python and to import the store takes longer than the upgrade itself. So one process imports
it, and forks for each that is to die; before that it has no threads and has opened nothing. What is
killed is a process of its own all the same.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Answers each line of [address, statement, event] with [return code, statements that were written].
FORKS = """
import json, os, signal, sys
import alembic.command
import sqlalchemy as sa
from alertbot.store import Store

def opens(url, statement, when):
    count = 0

    def counted(connection, cursor, text, *_):
        nonlocal count
        count += not text.startswith(("SELECT", "PRAGMA"))
        if statement and count == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, when, counted)
    Store(url).close()
    return count

for line in sys.stdin:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, str(opens(*json.loads(line))).encode())
        os._exit(0)
    os.close(write)
    with open(read) as said:
        count = int(said.read() or 0)
    _, status = os.waitpid(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), count]), flush=True)
"""


class Dying:
    """Has databases opened in processes that are killed. To be closed."""

    def __init__(self) -> None:
        self._forks = subprocess.Popen(
            [sys.executable, "-c", FORKS],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def opens(
        self, url: str, statement: int = 0, when: str = "before_cursor_execute"
    ) -> int | None:
        """Opens a database in a process that is killed at its n-th statement that writes, before or
        after it; 0: at none. Answers how many there were, None where it was killed."""
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(json.dumps([url, statement, when]) + "\n")
        self._forks.stdin.flush()
        code, count = json.loads(self._forks.stdout.readline())
        assert code in (0, -signal.SIGKILL), f"it ended with {code}"
        return None if code else count

    def close(self) -> None:
        self._forks.communicate(timeout=60)
