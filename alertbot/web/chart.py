"""Counts by day as bars of an SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

UNIT = 10
"""Width of a day; the height of the highest bar is 100."""
_GAP = 2
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A day: where its bar stands, how high it is, and how both are said."""

    x: int
    y: float
    height: float
    count: int
    day: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`about`: what it shows, in one sentence, for those who do not see it."""

    title: str
    bars: tuple[Bar, ...]
    total: int
    about: str

    @property
    def width(self) -> int:
        """Of the drawing, in its own units."""
        return UNIT * len(self.bars)

    @property
    def bar(self) -> int:
        """The width of a bar."""
        return UNIT - _GAP


def chart(title: str, counts: Sequence[int], days: Sequence[datetime], zone: tzinfo) -> Chart:
    """The chart of these counts. `days`: when each day began."""
    most, total = max(counts, default=0), sum(counts)
    names = [f"{day.astimezone(zone):%-d %b}" for day in days]
    bars = tuple(
        Bar(place * UNIT, 100 - height, height, count, name)
        for place, (count, name) in enumerate(zip(counts, names, strict=True))
        for height in (max(100 * count / most, _LEAST) if count else 0,)
    )
    busiest = names[counts.index(most)] if most else ""
    said = f"{total:,} in {len(days)} days"
    if most:
        said += f", at most {most:,}, on {busiest}"
    return Chart(title, bars, total, said)
