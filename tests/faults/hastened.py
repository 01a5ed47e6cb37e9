"""Starts alertbot with a loop whose time runs faster, and with names that can cease to be found.

    python -m tests.faults.hastened SPEED FILE run

All that the loop waits for takes a SPEED-th of its time; the clock on the wall is libfaketime's to
quicken (see faketime.py). Names below .test are this machine, unless FILE exists: then no name is
found, as where a resolver is dead.
"""

from __future__ import annotations

import asyncio
import selectors
import socket
import sys
import time
from pathlib import Path
from typing import Any

from alertbot.cli import main

_EVENTS = selectors.DefaultSelector
_FOUND = socket.getaddrinfo


def hasten(speed: float) -> None:
    """Lets the time of every loop to come run so many times as fast."""
    began = time.monotonic()

    class Selector(_EVENTS):
        def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
            return super().select(timeout if timeout is None else timeout / speed)

    def now(self: asyncio.BaseEventLoop) -> float:
        return began + (time.monotonic() - began) * speed

    setattr(selectors, "DefaultSelector", Selector)  # noqa: B010 - mypy takes it for a final name
    setattr(asyncio.BaseEventLoop, "time", now)  # noqa: B010 - a method


def resolve(dead: Path) -> None:
    """Names below .test are this machine as long as there is no such file."""

    def found(host: Any, *arguments: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.endswith(".test"):
            if dead.exists():
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
            host = "127.0.0.1"
        return _FOUND(host, *arguments, **named)

    setattr(socket, "getaddrinfo", found)  # noqa: B010 - a function of the library's


if __name__ == "__main__":
    speed, file, *command = sys.argv[1:]
    if float(speed) != 1:
        hasten(float(speed))
    resolve(Path(file))
    main(command)
