"""SIGKILL at every named step and at random moments, on one database, judged section by section."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from alertbot.testing import Exchange, Fault, Server
from tests.faults import shim
from tests.faults.judge import Verdict
from tests.faults.program import Ended
from tests.faults.scene import Scene, scene
from tests.faults.steps import FLIGHTS, STEPS, SYNC

REACHED_IN = 60.0
"""Seconds in which a step has to be reached."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: so many tries, of which so many hit, and what came of them."""

    what: str
    tries: int
    hits: int
    verdict: Verdict
    seconds: float

    @property
    def well(self) -> bool:
        return not self.verdict.lines


class Killer:
    """Kills a scene's bot. `bad_disk` is needed for SYNC alone."""

    def __init__(self, place: Scene, bad_disk: shim.Shim | None) -> None:
        self._scene = place
        self._shim = bad_disk

    def at(self, name: str, count: int) -> bool:
        """Starts the bot and lets it die at the n-th time of a step. Whether it was reached."""
        place = self._scene
        if name in STEPS:
            place.start("tests.faults.launch", name, str(count))
        elif name == SYNC:
            assert self._shim
            self._shim.set(shim.Mode.DIE, after=4 + 3 * count)
            place.start(env=self._shim.env)
        else:
            self._in_flight(name, count)
            place.start()
        return self._over(name)

    def randomly(self) -> bool:
        """Starts the bot as anybody does, and kills it at any moment of its first seconds."""
        self._scene.start("alertbot")
        self._scene.until(lambda: False, self._scene.chance.uniform(0.3, 2.7))
        self._scene.kill()
        return True

    def _over(self, name: str) -> bool:
        place = self._scene
        try:
            reached = place.died(REACHED_IN)
        except Ended as ended:
            place.note(f"{name}: {ended}")
            reached = False
        else:
            if not reached:
                place.note(f"{name} was not reached in {REACHED_IN:g} s")
        for server in (place.slack, place.telegram):
            server.heal()
        return reached

    def _in_flight(self, name: str, count: int) -> None:
        flight = FLIGHTS[name]

        def strike(one: Exchange) -> None:
            if flight.taken:
                one.take()
            self._scene.kill()
            one.reset()

        service: tuple[Server, str] = self._scene.chance.choice(
            [(self._scene.slack, flight.slack), (self._scene.telegram, flight.telegram)]
        )
        service[0].fail(Fault(f"killed when {name}", strike), after=count - 1, when=service[1])


def names() -> list[str]:
    """The steps that can be had here: without a compiler, all but one."""
    return [*STEPS, *FLIGHTS, *([SYNC] if shim.COMPILER else [])]


def bad_disk(folder: Path, *, shadow: bool = False) -> shim.Shim | None:
    """The shim, where there is a compiler."""
    return shim.built(folder / "shim", shadow=shadow) if shim.COMPILER else None


def section(place: Scene, killer: Killer, what: str, kills: Iterable[tuple[str, int]]) -> Row:
    """Kills, each followed by a new start at once; then what waits is told, and judged.

    A kill is a step and at which time; an empty step is a random moment.
    """
    began, tries, hits = time.monotonic(), 0, 0
    for name, count in kills:
        tries += 1
        hits += killer.at(name, count) if name else killer.randomly()
    return Row(what, tries, hits, place.settle(), time.monotonic() - began)


def seeding(folder: Path, name: str, count: int) -> Row:
    """A kill during the very first round of a new database: the summary comes once all the same."""
    began = time.monotonic()
    folder.mkdir()
    with scene(folder, quick=True) as place:
        reached = Killer(place, bad_disk(folder)).at(name, count)
        return Row(f"first round: {name}", 1, reached, place.settle(), time.monotonic() - began)
