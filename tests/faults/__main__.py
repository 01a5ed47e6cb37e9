"""`python3 dev.py faults [PART ...]`: what can happen to a bot, done to it for real, in one table.

All parts, if none is named. It ends with 1 where anything was lost, told twice without a mark, or
went otherwise than it should.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.faults import (
    clock,
    disk,
    faketime,
    kills,
    many,
    network,
    poison,
    power,
    rate,
    refusals,
    shim,
    soak,
    stopping,
    storm,
    telegram_rules,
    unclear,
)
from tests.faults.kills import Killer, Row
from tests.faults.scene import scene
from tests.faults.steps import HALTS
from tests.store import postgres

HEAD = ("what", "tries", "hit", "lost", "duplicated", "unexpected", "recovered", "seconds")
FAST = 10.0
"""How many times as fast a bot's clock runs in long storms and cuts, if there is libfaketime."""


def _kills(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """At each step, on one database."""
    yield from _killed(folder, asked, [(name, name, asked.kills) for name in kills.names()])


def _random(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """At random, on one database."""
    yield from _killed(folder, asked, [("at random", "", asked.random)])


def _killed(
    folder: Path, asked: argparse.Namespace, sections: list[tuple[str, str, int]]
) -> Iterator[Row]:
    with scene(folder, asked.seed, quick=True) as place:
        killer = Killer(place, kills.bad_disk(folder))
        place.seed()
        for what, name, count in sections:
            times = [(name, place.chance.randint(1, 3)) for _ in range(count)]
            yield kills.section(place, killer, what, times)


def _first(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """A kill in the first round of a new database."""
    for number, name in enumerate(kills.names(edits=False)):
        yield kills.seeding(folder / f"{number}", name, 1)


def _disks(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Bad disks and locks, with a kill in the middle and without."""
    faults = [*(disk.SHIMMED if shim.COMPILER else ()), disk.LOCKED]
    if disk.may_mount():
        faults += disk.FULL
    for what in faults:
        for kill in (False, True):
            place = folder / f"{what} {kill}".replace(" ", "-")
            yield disk.spell(what, place, asked.seconds, kill=kill)
    yield disk.spell(disk.LOCKED, folder / "short", disk.BUSY / 2)


def _power(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Power cuts."""
    if shim.COMPILER:
        yield power.cuts(folder / "cuts", asked.cuts, asked.seed)


def _unclear(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Answers that leave open whether a message was taken."""
    yield unclear.spell(folder, 6)


def _storm(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Five minutes of 429."""
    yield storm.spell(folder, 300, 60, FAST if faketime.library() else 1, asked.seed)


def _network(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Ten minutes without a network, or with a bad one."""
    for number, what in enumerate(network.WHATS):
        for where in ("polling", "sending"):
            real = not faketime.library() or (what, where) == ("cut", "sending")
            speed = 1 if real else FAST
            yield network.spell(folder / f"{number}{where}", what, where, 600, speed)


def _clock(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Jumps of the clock, and the nights in which it changes."""
    for number, what in enumerate(clock.SPELLS if faketime.library() else ()):
        yield clock.spell(folder / f"{number}", what)


def _poison(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Postings that are poison."""
    yield poison.spell(folder)


def _refusals(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Chats and tokens that are refused for good."""
    for number, what in enumerate(refusals.REFUSALS):
        yield refusals.spell(folder / f"{number}", what)


def _stops(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """SIGTERM while sending, and a second bot."""
    yield stopping.sigterm(folder / "sigterm", 6)
    yield stopping.second(folder / "second")


def _rate(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """A backlog and how fast it drains."""
    yield rate.drain(folder / "many", 2000, 2)
    yield rate.drain(folder / "one", 1, 64)


def _many(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Several processes on one PostgreSQL, one dead, one standing still."""
    if postgres.missing():
        return
    yield many.halts(folder / "halts", list(HALTS), many.SHORT.lease)
    yield many.standing(folder / "short", many.SHORT, asked.seed)
    yield many.standing(folder / "long", many.LONG, asked.seed)


def _soak(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """A thousand boards for an hour."""
    yield soak.spell(folder, 1000, 60 * asked.minutes, asked.seed)


PARTS: dict[str, Callable[[Path, argparse.Namespace], Iterator[Row]]] = {
    "kills": _kills,
    "random": _random,
    "first": _first,
    "disk": _disks,
    "power": _power,
    "unclear": _unclear,
    "storm": _storm,
    "network": _network,
    "clock": _clock,
    "poison": _poison,
    "refusals": _refusals,
    "stops": _stops,
    "rate": _rate,
    "many": _many,
    "soak": _soak,
}


def line(cells: Sequence[object]) -> str:
    """A line of the table."""
    first, *rest = cells
    return f"{first!s:40}" + "".join(f"{cell!s:>11}" for cell in rest)


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=(__doc__ or "").strip())
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=20, help="at each step")
    parser.add_argument("--random", type=int, default=200, help="at random moments")
    parser.add_argument("--cuts", type=int, default=40, help="of the power")
    parser.add_argument("--seconds", type=float, default=60, help="that a disk fails")
    parser.add_argument("--minutes", type=float, default=60, help="of the soak")
    parser.add_argument("--seed", type=int, default=0, help="of all chance")
    asked = parser.parse_args(arguments)
    if strange := set(asked.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(strange))}")
    for missing in _missing():
        print(f"left out: {missing}", flush=True)
    print(line(HEAD), flush=True)
    well = True
    with tempfile.TemporaryDirectory(prefix="alertbot-faults-") as home:
        for name in asked.parts or PARTS:
            folder = Path(home, name)
            folder.mkdir()
            for row in PARTS[name](folder, asked):
                _print(row)
                well = well and row.well
    return 0 if well else 1


def _print(row: Row) -> None:
    found = row.verdict
    sets = (found.lost, found.doubled, found.unexpected, found.recovered)
    counts = [len(one) for one in sets]
    print(line((row.what, row.tries, row.hits, *counts, round(row.seconds))), flush=True)
    for wrong in found.lines:
        print(f"    {wrong}", flush=True)


def _missing() -> list[str]:
    """What cannot be had on this machine, and why."""
    found = []
    if not shim.COMPILER:
        found.append("calls that fail, power cuts and kills in the commit: there is no C compiler")
    if not disk.may_mount():
        found.append("a disk that is really full: this user may not mount one")
    if not faketime.library():
        found.append(f"clocks that jump, and the quickening of storms and cuts: {faketime.MISSING}")
    if not telegram_rules.REAL:
        found.append("Telegram's own parser, for which another stands in: tdjson is not installed")
    if why := postgres.missing():
        found.append(f"several processes: {why}")
    return found


if __name__ == "__main__":
    if not disk.may_mount() and (words := disk.unshare()):
        os.environ[disk.UNSHARED] = "1"
        again = [*words, sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        os.execv(again[0], again)
    sys.exit(main(sys.argv[1:]))
