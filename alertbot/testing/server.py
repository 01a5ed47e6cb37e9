"""A small HTTP/1.1 server on loopback that keeps what it is asked and fails on demand.

`Server` is what Board, SlackServer and TelegramServer share: a list of what was asked and a list
of faults to come. It is a real server: another process can use its `url` too.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from alertbot.testing.exchange import HTML, Answer, Asked
from alertbot.testing.fault import Fault
from alertbot.testing.listener import Listener

Clock = Callable[[], datetime]
When = str | Callable[[Asked], bool]


def wall_clock() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Rule:
    """A fault to come: passes over `after` requests that fit, then holds for `times`."""

    fault: Fault
    times: int | None
    after: int
    when: When

    def fits(self, asked: Asked) -> bool:
        return self.when in asked.path if isinstance(self.when, str) else self.when(asked)


class Server:
    """The shared part. A subclass says in `answer` what the service does.

    Use as `with Board() as board:`, from sync and async tests alike, or `start` and `stop`.
    """

    def __init__(
        self, *, clock: Clock = wall_clock, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.lock = threading.RLock()
        self._clock = clock
        self._address = (host, port)
        self._changed = threading.Condition(self.lock)
        self._requests: list[Asked] = []
        self._rules: list[_Rule] = []
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None

    # -- what a subclass says ---------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        """What the service does with a request. Called under the lock, one at a time."""
        return Answer(404, b"not found", HTML)

    def throttled(self, seconds: int) -> Answer:
        """How the service says: too many requests."""
        return Answer(429, b"", HTML, (("Retry-After", str(seconds)),))

    # -- life -------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Scheme and host, without a slash at the end: fit for `base_url` and `api_url`."""
        if not self._listener:
            raise RuntimeError("the server has no address before it is started: use `with`")
        return f"http://{self._listener.server_name}:{self._listener.server_port}"

    def start(self) -> Self:
        """Bind and begin to answer; after a `stop`, on the port that it had."""
        self._listener = Listener(self._address, self)
        self._address = (self._listener.server_name, self._listener.server_port)
        self._thread = threading.Thread(target=self._listener.listen, name=type(self).__name__)
        self._thread.daemon = True
        self._thread.start()
        return self

    def stop(self) -> None:
        """End every connection and thread."""
        listener, thread = self._listener, self._thread
        self._thread = None
        if not listener or not thread:
            return
        listener.end()
        thread.join()
        listener.end_connections()
        listener.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # -- faults -----------------------------------------------------------------------------

    def fail(self, fault: Fault, *, times: int | None = 1, after: int = 0, when: When = "") -> None:
        """Let a fault befall the next `times` requests that fit, or all (None).

        `when` is a part of the path ("chat.postMessage") or a question to the request. `after`
        requests that fit go well before. Of several faults the one that was given first holds.
        """
        with self.lock:
            self._rules.append(_Rule(fault, times, after, when))

    def heal(self) -> None:
        """Take back every fault that has not happened yet."""
        with self.lock:
            self._rules.clear()

    def fault(self, asked: Asked) -> Fault | None:
        """What is to go wrong with a request; counts it."""
        with self.lock:
            for rule in self._rules:
                if not rule.fits(asked):
                    continue
                if rule.after:
                    rule.after -= 1
                    continue
                if rule.times is not None:
                    rule.times -= 1
                    if rule.times <= 0:
                        self._rules.remove(rule)
                return rule.fault
        return None

    # -- what it was asked ------------------------------------------------------------------

    @property
    def requests(self) -> tuple[Asked, ...]:
        """Everything that was asked, in order."""
        with self.lock:
            return tuple(self._requests)

    def wait(self, until: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Wait until a condition on this server holds; False when the time is over first.

        Blocks: from a coroutine, `await asyncio.to_thread(server.wait, ...)`.
        """
        with self._changed:
            return self._changed.wait_for(until, timeout)

    # -- what the listener calls ------------------------------------------------------------

    def now(self) -> datetime:
        """The moment it is, by this server's clock."""
        return self._clock()

    def note(self, asked: Asked) -> int:
        """Keep a request; its number."""
        with self._changed:
            self._requests.append(asked)
            self._changed.notify_all()
            return len(self._requests) - 1

    def note_status(self, number: int, status: int) -> None:
        """Keep what a request was answered."""
        with self._changed:
            self._requests[number] = replace(self._requests[number], status=status)
            self._changed.notify_all()

    def take(self, asked: Asked) -> Answer:
        """Do what is asked."""
        if hop := re.fullmatch(r"/_loop/(\d{1,6})", asked.path):
            return Answer(302, b"", HTML, (("Location", f"/_loop/{int(hop[1]) + 1}"),))
        with self._changed:
            answer = self.answer(asked)
            self._changed.notify_all()
            return answer
