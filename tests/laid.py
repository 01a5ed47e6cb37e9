"""A database with the tables and no rows, laid where a test wants it: to make one takes 60 ms."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from alertbot.store.engine import Database


def laid(file: Path) -> str:
    """Lays one at `file`, and answers its address."""
    file.write_bytes(_new())
    return f"sqlite:///{file}"


@functools.cache
def _new() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        Database(f"sqlite:///{file}").close()
        return file.read_bytes()
