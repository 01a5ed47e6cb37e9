"""What the supervisor of this process, systemd say, is told: ready, reloading, alive, ending.

It is sd_notify(3): a datagram to the socket that $NOTIFY_SOCKET names. Without one nothing happens.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

SEND_WITHIN = 1.0
"""Seconds that a message may wait for a supervisor that does not read."""

log = logging.getLogger(__name__)


class Supervisor:
    """The one who started this process, if there is one. `env`, `pid`: the process's own."""

    def __init__(self, env: Mapping[str, str], pid: int) -> None:
        self._address = _address(env.get("NOTIFY_SOCKET", ""))
        self.patience = _patience(env, pid)
        """How long it waits for a sign of life before it starts alertbot anew; None: for ever."""

    def ready(self, status: str) -> None:
        """The start, or a reload, is over. `status` is one line for people."""
        self._tell("READY=1", status)

    def reloading(self, status: str) -> None:
        """The configuration is read again; `ready` has to follow, whatever comes of that."""
        moment = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={moment}", status)

    def stopping(self, status: str) -> None:
        """The end has begun."""
        self._tell("STOPPING=1", status)

    async def watch(self, alive: Callable[[timedelta], bool]) -> None:
        """Gives signs of life, two in the time that there is, while `alive` says so of that time.

        Ends at once where the supervisor waits for none, else never.
        """
        if self._address is None or self.patience is None:
            return
        silent = False
        while True:
            if alive(self.patience):
                self._tell("WATCHDOG=1")
                silent = False
            elif not silent:
                log.error("work stands still", extra={"for": self.patience})
                silent = True
            await asyncio.sleep(self.patience.total_seconds() / 2)

    def _tell(self, what: str, status: str = "") -> None:
        """Never raises: no alert depends on who supervises."""
        if self._address is None:
            return
        said = f"{what}\nSTATUS={' '.join(status.split())}" if status else what
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
                way.settimeout(SEND_WITHIN)
                way.sendto(said.encode(errors="replace"), self._address)
        except OSError as error:
            log.warning("supervisor not told", extra={"what": what.split("\n")[0], "error": error})


class Pulse:
    """Whether the work goes on: when each kind of it last came round. `clock`: monotonic seconds.

    That work fails is no standstill: a database that cannot be reached is none the better for a
    restart. One that never answers is, and so is a loop that waits for what does not come.
    """

    def __init__(self, *works: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._came_round = dict.fromkeys(works, clock())

    def beat(self, work: str) -> None:
        """A kind of work has come round."""
        self._came_round[work] = self._clock()

    def alive(self, within: timedelta) -> bool:
        """Whether every kind of work has come round in that time."""
        return self._clock() - min(self._came_round.values()) <= within.total_seconds()


def _address(named: str) -> str | bytes | None:
    """The socket that is named: a path, or, after @, a name in Linux's abstract namespace."""
    if named.startswith("@"):
        return b"\0" + named[1:].encode()
    return named if named.startswith("/") else None


def _patience(env: Mapping[str, str], pid: int) -> timedelta | None:
    """What $WATCHDOG_USEC grants, unless it is meant for another process."""
    if env.get("WATCHDOG_PID", str(pid)) != str(pid):
        return None
    granted = env.get("WATCHDOG_USEC", "")
    if not (granted.isascii() and granted.isdigit() and 0 < int(granted) < 2**53):
        return None
    return timedelta(microseconds=int(granted))


NOBODY = Supervisor({}, 0)
