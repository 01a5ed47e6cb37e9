"""`python3 dev.py faults [PART ...]`: kills, bad disks and power cuts, in one table.

Parts are kills, random, first, disk and power; all of them if none is named. It ends with 1 where
anything was lost, told twice without a mark, or went otherwise than it should.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults import disk, kills, power, shim
from tests.faults.kills import Killer, Row
from tests.faults.scene import scene

HEAD = ("what", "tries", "hit", "lost", "duplicated", "unexpected", "recovered", "seconds")
PARTS = ("kills", "random", "first", "disk", "power")


def _kills(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """At each step, and at random, on one database."""
    folder.mkdir()
    with scene(folder, asked.seed, quick=True) as place:
        killer = Killer(place, kills.bad_disk(folder))
        place.seed()
        if "kills" in asked.parts:
            for name in kills.names():
                times = [(name, place.chance.randint(1, 3)) for _ in range(asked.kills)]
                yield kills.section(place, killer, name, times)
        if "random" in asked.parts:
            yield kills.section(place, killer, "at random", [("", 0)] * asked.random)


def _spells(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Bad disks and locks, with a kill in the middle and without."""
    folder.mkdir()
    faults = [*(disk.SHIMMED if shim.COMPILER else ()), disk.LOCKED]
    if disk.may_mount():
        faults += disk.FULL
    for what in faults:
        for kill in (False, True):
            place = folder / f"{what} {kill}".replace(" ", "-")
            yield disk.spell(what, place, asked.seconds, kill=kill)
    yield disk.spell(disk.LOCKED, folder / "short", disk.BUSY / 2)


def rows(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """The rows of the parts that are asked for, as they are had."""
    if {"kills", "random"} & set(asked.parts):
        yield from _kills(folder / "kills", asked)
    if "first" in asked.parts:
        for number, name in enumerate(kills.names()):
            yield kills.seeding(folder / f"first-{number}", name, 1)
    if "disk" in asked.parts:
        yield from _spells(folder / "disk", asked)
    if "power" in asked.parts and shim.COMPILER:
        yield power.cuts(folder / "power", asked.cuts, asked.seed)


def line(cells: Sequence[object]) -> str:
    """A line of the table."""
    first, *rest = cells
    return f"{first!s:36}" + "".join(f"{cell!s:>11}" for cell in rest)


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=(__doc__ or "").strip())
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=20, help="at each step")
    parser.add_argument("--random", type=int, default=200, help="at random moments")
    parser.add_argument("--cuts", type=int, default=40, help="of the power")
    parser.add_argument("--seconds", type=float, default=60, help="that a disk fails")
    parser.add_argument("--seed", type=int, default=0, help="of all chance")
    asked = parser.parse_args(arguments)
    if strange := set(asked.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(strange))}")
    asked.parts = asked.parts or list(PARTS)
    for missing in _missing():
        print(f"left out: {missing}", flush=True)
    print(line(HEAD), flush=True)
    well = True
    with tempfile.TemporaryDirectory(prefix="alertbot-faults-") as folder:
        for row in rows(Path(folder), asked):
            found = row.verdict
            sets = (found.lost, found.doubled, found.unexpected, found.recovered)
            counts = [len(one) for one in sets]
            print(line((row.what, row.tries, row.hits, *counts, round(row.seconds))), flush=True)
            for wrong in found.lines:
                print(f"    {wrong}", flush=True)
            well = well and row.well
    return 0 if well else 1


def _missing() -> list[str]:
    """What cannot be had on this machine, and why."""
    found = []
    if not shim.COMPILER:
        found.append("calls that fail, power cuts and kills in the commit: there is no C compiler")
    if not disk.may_mount():
        found.append("a disk that is really full: this user may not mount one")
    return found


if __name__ == "__main__":
    if not disk.may_mount() and (words := disk.unshare()):
        os.environ[disk.UNSHARED] = "1"
        again = [*words, sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        os.execv(again[0], again)
    sys.exit(main(sys.argv[1:]))
