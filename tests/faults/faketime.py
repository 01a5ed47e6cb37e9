"""libfaketime: the clock on the wall as a test wants it, in a whole process.

It is looked for where Debian puts it, or in $FAKETIME_LIBRARY. Only the wall clock is false: what
is waited for is measured by the monotonic one.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

_PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
MISSING = "libfaketime is missing (apt install libfaketime, or name it in FAKETIME_LIBRARY)"


def library() -> str:
    """Where it is; empty where it is not."""
    if named := os.environ.get("FAKETIME_LIBRARY"):
        return named if Path(named).exists() else ""
    for place in _PLACES:
        for found in sorted(Path(place).glob("**/faketime/libfaketimeMT.so.1")):
            return str(found)
    return ""


class Clock:
    """A clock that a test sets while a process reads it. `file` holds what it says."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def env(self) -> dict[str, str]:
        """What a process needs to go by this clock."""
        return {
            "LD_PRELOAD": library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",  # seconds; to read the file each time is slow
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }

    def set(self, moment: datetime, speed: float = 1) -> None:
        """It is that moment now, and goes on from there, so many times as fast."""
        ahead = (moment - datetime.now(UTC)).total_seconds()
        self._write(f"{ahead:+.3f}" if speed == 1 else f"@{moment:%Y-%m-%d %H:%M:%S} x{speed:g}")

    def _write(self, words: str) -> None:
        """At once, since it is read at any time."""
        new = self._file.with_suffix(".new")
        new.write_text(words + "\n", encoding="ascii")
        new.replace(self._file)
