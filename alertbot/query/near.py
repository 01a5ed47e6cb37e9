"""A condition about a distance: within so many kilometres of a city."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from alertbot import places
from alertbot.model import Place
from alertbot.places import Circle, City
from alertbot.query import sought
from alertbot.query.tree import Leaf, Verdict
from alertbot.query.view import Spot, View
from alertbot.query.words import quoted

_KM = {"km": Decimal(1), "mi": Decimal("1.609344")}
_UNITS = {
    **dict.fromkeys(("km", "kms", "kilometer", "kilometre", "kilometers", "kilometres"), "km"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
}
_RADIUS = re.compile(r"(\d{1,9}(?:\.\d{1,2})?)\s?([A-Za-z]{0,12})")
_LEAST, _MOST = 1, 500


@dataclass(frozen=True, slots=True)
class Radius:
    """A distance as somebody wrote it; `unit` is km or mi."""

    value: Decimal
    unit: str

    @property
    def km(self) -> float:
        return float(self.value * _KM[self.unit])

    def __str__(self) -> str:
        return f"~{self.value.normalize():f}{self.unit}"


def radius(written: str) -> Radius:
    """Reads 50km, ~30mi, 50 km. ValueError says how one is written."""
    found = _RADIUS.fullmatch(written.strip().removeprefix("~").strip())
    if found is None:
        raise ValueError("a radius is written like ~50km or ~30mi")
    if not found[2]:
        raise ValueError(f"a radius has a unit: write ~{found[1]}km or ~{found[1]}mi")
    unit = _UNITS.get(found[2].lower())
    if unit is None:
        raise ValueError(f"unknown unit '{found[2]}' of a radius: write ~{found[1]}km")
    made = Radius(Decimal(found[1]), unit)
    if not _LEAST <= made.km <= _MOST:
        raise ValueError(f"a radius is between {_LEAST} and {_MOST} km")
    return made


@dataclass(frozen=True)
class Near(Leaf):
    """Within a radius of a city. `home`: where the searcher lives, where that decides which."""

    place: str
    radius: Radius
    home: str | None = None

    @cached_property
    def centres(self) -> tuple[City, ...]:
        """The cities that may be meant, one at least."""
        return sought.centres(self.place, self.home)

    @cached_property
    def _circles(self) -> tuple[Circle, ...]:
        return tuple(Circle(centre, self.radius.km) for centre in self.centres)

    def judge(self, view: View) -> Verdict:
        if not view.places:
            return Verdict(None, "place not stated")
        unsure = ""
        away: list[tuple[float, str]] = []
        for spot in view.spots:
            km = self._distance(spot.place)
            if km is None:
                unsure = unsure or (spot.shown if self._may_be_near(spot) else "")
            elif km <= self.radius.km:
                return Verdict(True, f"{spot.shown} (about {km:.0f} km)")
            else:
                away.append((km, spot.shown))
        if unsure:
            return Verdict(None, f"place only stated as {unsure}")
        if view.vague:
            return Verdict(None, f"place not stated ({view.vague})")
        return Verdict(False, f"{min(away)[1]} (about {min(away)[0]:.0f} km)" if away else "far")

    def _distance(self, place: Place) -> float | None:
        """Kilometres to the nearest centre; None where it is not known where the place is."""
        spot = place if place.lat is not None and place.lon is not None else places.locate(place)
        if spot is None:
            return None
        found = (places.distance_km(spot, centre) for centre in self.centres)
        return min((km for km in found if km is not None), default=None)

    def _may_be_near(self, spot: Spot) -> bool:
        """Whether a place that only says its region or country has a part in the circle."""
        place = spot.place
        area = place.region or place.country
        members = (area,) if area else places.group(place.text)
        if not members:
            return True
        return any(circle.may_reach(code) for code in members for circle in self._circles)

    def __str__(self) -> str:
        return f"in:{quoted(self.place)}{self.radius}"
