"""`python3 dev.py bench [NAME ...]`: one table of ours, the alternative, the ratio and the goal.

Ratios within a run are what counts; the microseconds are this machine's. Each module beside this
one has `rows()`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence

import tests.benchmarks

HEAD = ("work", "ours, us", "alternative", "its us", "ratio", "goal")


def lines(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of these modules, of all if none is named, as words."""
    found: list[tuple[str, ...]] = []
    for module in pkgutil.iter_modules(tests.benchmarks.__path__):
        if module.name.startswith("_") or (names and module.name not in names):
            continue
        for work, ours, name, theirs, ratio, goal in importlib.import_module(
            f"tests.benchmarks.{module.name}"
        ).rows():
            shown = "" if theirs is None else f"{theirs:,.1f}"
            times = "not installed" if ratio is None else f"{ratio:,.2f}"
            found.append((work, f"{ours:,.1f}", name, shown, times, goal))
    return found


def main(names: Sequence[str]) -> None:
    table = [HEAD, *lines(names)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


main(sys.argv[1:])
