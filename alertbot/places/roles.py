"""What part each piece of a row plays in a place: area, city, or left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alertbot.places import cities, gazetteer, oddities
from alertbot.places.cities import City, distance_km
from alertbot.places.gazetteer import Area
from alertbot.places.names import key
from alertbot.places.senses import Sense

# What a piece adds: the scale is a city's weight over twenty.
BY_NAME = 3.0
_BY_CODE = 2.0
_AGAIN = 0.5
_CITY = 1.0
_BARE_COUNTRY = 1.5
_BARE_STATE = 0.7

_NICKNAME_KM = 25.0
"""How far from a city it may be called for by its nickname: "Brooklyn, NYC", not "San Jose, SF"."""


@dataclass(slots=True)
class Roles:
    """The parts that the pieces of a row play in a country and region, in a line of `whole` pieces.

    `areas`, `spots` and `left` are places in the row: of the country, its regions and areas; of
    cities that are known there; of the rest. `score` is what the areas add.
    """

    row: Sequence[Sense]
    country: str | None
    region: str | None
    whole: int
    score: float = 0.0
    areas: list[int] = field(default_factory=list)
    spots: list[tuple[int, City]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give each piece its part."""
        both: list[tuple[int, City, float]] = []
        for at, sense in enumerate(self.row):
            gain, city = self._as_area(sense), self.as_city(sense)
            if gain and city is None:
                city = self._nicknamed(sense)
            if gain and city:
                both.append((at, city, gain))
            elif gain:
                self._add_area(at, gain)
            elif city:
                self.spots.append((at, city))
            else:
                self.left.append(at)
        for at, city, gain in both:
            # "New York, New York": the first is the city, if no other piece is one.
            again = sum(1 for other, _, _ in both if other != at)
            rather = not self.spots and (again or not self._is_rather_area(self.row[at]))
            if rather or self._is_another(self.row[at], city):
                self.spots.append((at, city))
            else:
                self._add_area(at, gain)

    def _is_another(self, sense: Sense, city: City) -> bool:
        """Whether a nickname names a city by itself, and no area about the city before it."""
        if not self.spots or not sense.code or not sense.areas:
            return False
        return (distance_km(self.spots[0][1], city) or 0.0) > _NICKNAME_KM

    def _add_area(self, at: int, gain: float) -> None:
        sense = self.row[at]
        said = [key(self.row[other].name) for other in self.areas]
        self.score += _AGAIN if key(sense.name) in said else gain
        self.areas.append(at)
        if self.whole == 1 and self._kind(sense) == "country":
            self.score += 0.0 if sense.coded else _BARE_COUNTRY
        elif self.whole == 1 and self.country in oddities.KNOWN_STATES:
            self.score += _BARE_STATE

    def _kind(self, sense: Sense) -> str:
        return "country" if self.country and sense.country == self.country else "region"

    def _as_area(self, sense: Sense) -> float:
        """What the piece adds as the country, the region or an area of it; 0 where it is none."""
        if self.country is None:
            return BY_NAME / 2 if sense.group is not None and len(self.row) == 1 else 0.0
        if self.region and self.region in sense.regions:
            return BY_NAME
        is_code = len(self.row) > 1 and (
            sense.coded or gazetteer.coded(sense.code or "-", self.country) is not None
        )
        if not is_code and self._areas_here(sense):
            return BY_NAME
        if sense.country == self.country:
            if self._is_state_instead(sense):
                return 0.0
            return _BY_CODE if sense.coded else BY_NAME
        if self.region and sense.code and gazetteer.coded(sense.code, self.country) == self.region:
            return _BY_CODE if self._is_usual(sense) else _BY_CODE * 0.75
        if sense.code and len(self.row) > 1 and gazetteer.country(sense.code) == self.country:
            # "paris, fr"
            return _BY_CODE * 0.75
        if sense.group and self.country in sense.group and len(self.row) > 1:
            return _CITY
        return 0.0

    def _is_usual(self, sense: Sense) -> bool:
        """Whether a region's code is one that is met without its country: in capitals, known."""
        return self.country in oddities.KNOWN_STATES and sense.code in sense.text.replace(".", "")

    def _is_state_instead(self, sense: Sense) -> bool:
        """Whether the country's code is taken for the state in this reading."""
        return bool(
            self.region
            and sense.coded
            and gazetteer.coded(sense.code, self.country or "") == self.region
            and not any(self.region in other.regions for other in self.row)
        )

    def as_city(self, sense: Sense) -> City | None:
        """The likeliest city of that name in the country and region."""
        for city in sense.cities:
            if self.country is None:
                return None
            if city.country == self.country and self.region in (None, city.region):
                return city
            if city.country == self.country and (city.region is None or self._is_finer()):
                return city
        return None

    def _is_finer(self) -> bool:
        """Whether the region is one of a level below that of the gazetteer's cities."""
        return (
            self.country in oddities.UPPER_LEVEL
            and self.region not in oddities.UPPER_LEVEL[self.country]
        )

    def _nicknamed(self, sense: Sense) -> City | None:
        """The city that an area in this country and region is named for."""
        for area in self._areas_here(sense):
            if area.city and self.country:
                return cities.named(area.city, self.country, self.region)
        return None

    def _areas_here(self, sense: Sense) -> list[Area]:
        return [area for area in sense.areas if area.code in (self.region, self.country)]

    def _is_rather_area(self, sense: Sense) -> bool:
        if sense.country == self.country:
            said = any(self.row[at].country == self.country for at in self.areas)
            return sense.country not in oddities.CITY_STATES and not said
        is_region = self.region in oddities.REGION_FIRST and self.region in sense.regions
        return is_region and not any(self._kind(self.row[at]) == "region" for at in self.areas)
