"""How far countries and regions stretch, by the cities that lie in them: tools/gazetteer.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from alertbot.places.cities import City

_BEYOND_KM = 40.0
"""How far behind its outermost cities a region may go on."""
_DEGREE_KM = 111.2


@cache
def _table() -> Mapping[str, tuple[float, float, float, float]]:
    """For each code the degrees south, north, west and east that its cities lie between."""
    found: dict[str, tuple[float, float, float, float]] = {}
    text = files("alertbot.places").joinpath("extents.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        code, along, across = line.split("\t")
        south, north = along.split(",")
        west, east = across.split(",")
        found[code] = int(south) / 100, int(north) / 100, int(west) / 100, int(east) / 100
    return found


@dataclass(frozen=True)
class Circle:
    """All that lies within so many kilometres of a city."""

    city: City
    km: float

    @cached_property
    def _degrees(self) -> tuple[float, float, float, float]:
        """How far it reaches south and north, on which meridian it lies and how far beside it."""
        reach = (self.km + _BEYOND_KM) / _DEGREE_KM
        narrow = math.cos(math.radians(min(abs(self.city.lat) + reach, 89.0)))
        south, north = self.city.lat - reach, self.city.lat + reach
        return south, north, self.city.lon, reach / max(narrow, 0.02)

    def may_reach(self, code: str) -> bool:
        """Whether some part of a country or region may lie in it.

        Roughly: by a rectangle about its cities. One that has none reaches no other country's.
        """
        table = _table()
        found = table.get(code) or table.get(code[:2])
        if found is None:
            return code[:2] == self.city.country
        south, north, west, east = found
        lowest, highest, lon, sideways = self._degrees
        if north < lowest or south > highest:
            return False
        if west - sideways <= lon <= east + sideways:
            return True
        west, east = west - sideways, east + sideways
        return west <= lon - 360 <= east or west <= lon + 360 <= east
