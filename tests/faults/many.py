"""Three bots on one PostgreSQL, of which one is killed, and another stands still for longer than
its leases last, and goes on; openings come all the while, and messages are on their way."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults import service
from tests.faults.kills import Row
from tests.faults.program import Ended
from tests.faults.stage import DRAIN, ME, OTHERS, TEAM, Chat, Stage
from tests.faults.steps import INTERRUPTED
from tests.store import postgres

PROCESSES = 3
MINUTE = 60.0
"""Seconds of a lease, unless it is shortened."""

STARTED_IN = 180.0
"""Seconds; a machine may have much else to do."""


@dataclass(frozen=True, slots=True)
class Spell:
    """How long leases last, how long one process stands still, and for how long openings come."""

    lease: float
    still: float
    stream: float


LONG = Spell(lease=MINUTE, still=300.0, stream=360.0)
SHORT = Spell(lease=10.0, still=20.0, stream=30.0)


class Crowd(Stage):
    """Several processes of one bot. Made by `crowd`."""

    def __init__(
        self, folder: Path, chats: tuple[Chat, ...], server: postgres.Server, lease: float
    ) -> None:
        super().__init__(folder, chats, 1.0)
        self._server = server
        self._name = server.create()
        self._lease = f"{lease:g}"
        self.running: list[subprocess.Popen[bytes]] = []
        self.settings["database"] = server.url(self._name)

    def start(self, *module: str, env: Mapping[str, str] | None = None) -> None:
        """One process more."""
        super().start(*(module or ("tests.faults.leased", self._lease, "-", "1")), env=env)
        assert self.process
        self.running.append(self.process)

    def start_to_halt(self, step: str, count: int) -> subprocess.Popen[bytes]:
        """One process more, which stands still at the n-th time of a step."""
        self.start("tests.faults.leased", self._lease, step, str(count))
        return self.running[-1]

    def end(self, one: subprocess.Popen[bytes]) -> None:
        """SIGKILL, and its end awaited."""
        self.running.remove(one)
        one.kill()
        one.wait()
        self.process = self.running[-1] if self.running else None

    def stop(self) -> None:
        """SIGTERM for each; notes which does not end well."""
        for one in self.running:
            self.process = one
            super().stop()
        self.running.clear()

    def kill(self) -> None:
        """SIGKILL for each."""
        for one in [*self.running]:
            self.end(one)

    def count(self, query: str) -> int:
        """What a query for a number finds."""
        return int(self._asked(query)[0])

    def _look_for_interrupted(self) -> None:
        if self.running:
            self.interrupted |= {*self._asked(INTERRUPTED)}

    def _asked(self, query: str) -> list[int]:
        with closing(self._server.connect(self._name)) as connection:
            return [int(str(row[0])) for row in connection.execute(query.encode())]


@contextmanager
def crowd(folder: Path, *chats: Chat, lease: float) -> Iterator[Crowd]:
    """A crowd with its services up, and the first round behind it. Its end is seen to."""
    home = folder / "bot"
    home.mkdir(parents=True)
    with postgres.running() as server:
        one = Crowd(home, chats, server, lease)
        with one.board, one.slack, one.telegram:
            try:
                yield one
            finally:
                one.kill()


def standing(folder: Path, spell: Spell, seed: int) -> Row:
    """One is killed while another stands still, and is started anew; then that one goes on."""
    began, chance = time.monotonic(), Random(seed)
    with crowd(folder, TEAM, OTHERS, ME, lease=spell.lease) as place:
        place.seed()
        while len(place.running) < PROCESSES:
            place.start()
        _all_at_work(place)
        for server, method in ((place.slack, "chat.postMessage"), (place.telegram, "sendMessage")):
            server.plan(service.taken_late(0.3), method, 1_000_000)
        _stream(place, chance, spell.stream / 12)
        still = chance.choice(place.running)
        still.send_signal(signal.SIGSTOP)
        stopped = time.monotonic()
        _stream(place, chance, spell.still / 5)
        place.end(chance.choice([one for one in place.running if one is not still]))
        _stream(place, chance, spell.still / 5)
        place.start()
        _stream(place, chance, spell.still - (time.monotonic() - stopped))
        still.send_signal(signal.SIGCONT)
        _stream(place, chance, spell.stream - (time.monotonic() - began))
        place.finish(DRAIN + 2 * spell.lease)
        what = f"three, one dead, one still for {spell.still:g} s"
        return Row(what, 2, 2, place.judged(), time.monotonic() - began)


def halts(folder: Path, names: Sequence[str], lease: float) -> Row:
    """One stands still at a step until all else is told by the others, and goes on."""
    began, hits = time.monotonic(), 0
    with crowd(folder, TEAM, ME, lease=lease) as place:
        place.seed()
        place.start()
        for number, name in enumerate(names):
            one = place.start_to_halt(name, 1 + number % 2)
            hits += _halted(place, one)
            place.advertise(3)
            if not place.until(place.told, DRAIN + lease):
                place.note(f"with one still at {name}, the others did not tell all")
            one.send_signal(signal.SIGCONT)
            place.advertise(3)
            if not place.until(place.told, DRAIN + lease):
                place.note(f"after one was still at {name}, not all is told")
            place.end(one)
        if hits < len(names):
            place.note(f"{hits} of {len(names)} steps were reached")
        place.finish(DRAIN + lease)
        return Row("one still at each step", len(names), hits, place.judged(), _since(began))


def _halted(place: Crowd, one: subprocess.Popen[bytes]) -> bool:
    """Whether it stands still; openings come until it does."""
    until = time.monotonic() + STARTED_IN
    while time.monotonic() < until:
        state = Path(f"/proc/{one.pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        if state == "T":
            return True
        if place.told():  # no backlog, which would have to be told first
            place.advertise(1)
        time.sleep(0.1)
    return False


def _all_at_work(place: Crowd) -> None:
    """Waits until every process has begun to poll."""
    said = "alertbot runs"

    def all_run() -> bool:
        return place.log.read_text("utf-8", "replace").count(said) >= PROCESSES

    if not place.until(all_run, STARTED_IN):
        place.note("not all processes began")


def _stream(place: Crowd, chance: Random, seconds: float) -> None:
    """Openings come for so long, two in three seconds: a chat takes one a second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        place.advertise(1)
        try:
            place.until(lambda: False, min(2.5 * chance.random() + 0.2, until - time.monotonic()))
        except Ended as ended:
            place.note(str(ended))
            return


def _since(began: float) -> float:
    return time.monotonic() - began
