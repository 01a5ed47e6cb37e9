"""How well a row of pieces reads as one place in a given country and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.places import cities, gazetteer, oddities
from alertbot.places.cities import City, distance_km, is_suburb
from alertbot.places.names import key
from alertbot.places.roles import BY_NAME, Roles
from alertbot.places.senses import NOTED, Sense

# What a place costs, and what a piece adds or takes: the scale is a city's weight over twenty.
_PLACE = -2.0
_CITY = 1.0
_STATE_BEHIND = 1.0
"""For "Richmond, CA": a state's code right behind one of its cities."""
_UNKNOWN_CITY = 0.3
_UNLISTED_CITY = 2.5
"""For a name that is a city's elsewhere, before a region that has none so large."""
_SECOND_CITY = 0.5
_PART_OF_CITY = 3.0
_LEFT_OVER = -0.5
_CONFLICT = -2.0
_BACKWARDS = -0.2
_RIVAL = 12
"""How much lighter a city is than the one that its bare name means, behind a country's."""
_OTHER_REGION = -1.5
"""For a bare name that is a region's as well, the city lying elsewhere: "Ontario"."""

_NEAR_KM = 40.0
_NOTED = 60
"""The weight of a city that is known everywhere."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A place as a group of pieces means it. `city` is as written, `spot` the city that is known.

    `stated`: the words themselves say in which country.
    """

    pieces: tuple[str, ...]
    score: float
    city: str | None = None
    region: str | None = None
    country: str | None = None
    spot: City | None = None
    stated: bool = False


def weighed(
    row: Sequence[Sense], country: str | None, region: str | None, *, whole: int
) -> Reading:
    """The row as a place in this country and region, in a line of `whole` pieces."""
    return _Weighing(row, country, region, whole).reading()


class _Weighing:
    def __init__(
        self, row: Sequence[Sense], country: str | None, region: str | None, whole: int
    ) -> None:
        self.row, self.country, self.region, self.whole = row, country, region, whole
        self.roles = Roles(row, country, region, whole)
        self.areas, self.spots, self.left = self.roles.areas, self.roles.spots, self.roles.left
        self.score = _PLACE + self.roles.score

    def reading(self) -> Reading:
        """The place, with its score."""
        city, at, spot = self._chosen()
        self._judge_order(at)
        region = self.region or (spot.region if spot else None)
        if region in oddities.ONE_CITY and spot:
            city, spot = self._one_city(city or "", spot, oddities.ONE_CITY[region])
        pieces = tuple(sense.text for sense in self.row)
        stated = bool(self.areas) or any(
            self.row[one].country == self.country for one, _ in self.spots
        )
        return Reading(pieces, self.score, city, region, self.country, spot, stated)

    def _one_city(self, written: str, spot: City, name: str) -> tuple[str, City]:
        """The city that the region is, for a part of it: "Berlin-Mitte"."""
        whole = cities.named(name, self.country or "", None)
        if whole is None or whole == spot or whole.weight - spot.weight < cities.MUCH_SMALLER:
            return written, spot
        first = written.replace("-", " ").split()[0] if written else ""
        return first if whole in cities.find(first) else name, whole

    def _is_state_of_this_name(self, sense: Sense, city: City) -> bool:
        """Whether a name says its region rather than a city elsewhere: "Ontario", "Virginia"."""
        if self.region is not None or not sense.regions:
            return False
        if city.region in sense.regions:
            return city.region in oddities.REGION_FIRST
        return any(region[:2] in oddities.KNOWN_STATES for region in sense.regions)

    def _chosen(self) -> tuple[str | None, int | None, City | None]:
        """The city of the place: its name, the piece that names it, and the city if known."""
        if not self.spots:
            return self._unknown()
        at, spot = self.spots[0]
        for other, city in self.spots[1:]:
            if city == spot:
                self.score += BY_NAME / 2
                continue
            if (distance_km(spot, city) or 0.0) > _NEAR_KM:
                self.score += _CONFLICT * 2
                continue
            self.score += _SECOND_CITY
            within = spot.region in self.row[other].regions
            if not self.areas and self.country != "US" and is_suburb(city, spot):
                self.score += _PART_OF_CITY
            elif not self.areas and self.country in ("ES", "IT") and is_suburb(spot, city):
                self.score += _PART_OF_CITY + (city.weight - spot.weight) / 20
            elif not within and other == at + 1 and self._is_part(spot, city):
                self.score += _PART_OF_CITY
                at, spot = other, city
        at, spot = self._enclosing(at, spot)
        sense = self.row[at]
        self.score += _CITY + spot.weight / 20
        self.score += sum(map(self._names_a_country, self.row)) * _CONFLICT
        self.score += sum(self._left_over(self.row[one], beside=True) for one in self.left)
        if self._is_state_of_this_name(sense, spot):
            self.score += _OTHER_REGION
        if self.region and at + 1 in self.areas and self._is_state(self.row[at + 1]):
            self.score += _STATE_BEHIND
        self._judge_rivals(at, spot)
        return self._written(sense, spot), at, spot

    def _written(self, sense: Sense, spot: City) -> str:
        """The city's name as the piece has it, save for a nickname or an area about the city."""
        if spot in cities.find(sense.name) and not sense.name.isupper():
            return sense.name
        names = [area.city for area in sense.areas if area.city and area.code == spot.region]
        written = key(sense.name)
        for name in names:
            plain = key(name)
            if written not in (plain, f"{plain} city", f"{plain} yafo", f"{plain} jaffa"):
                return name
        return sense.name

    def _judge_rivals(self, at: int, spot: City) -> None:
        """ "US, London" is hardly the one in Ohio, nor "Mexico, USA" the one in Missouri."""
        if self.region or not self.areas or spot.country != self.country:
            return
        sense = self.row[at]
        if sense.country not in (None, self.country) and spot.weight < NOTED:
            self.score += 2 * _CONFLICT
        rivals = [city.weight - spot.weight for city in sense.cities[:1]]
        if self.areas[0] < at and max(rivals, default=0) >= _RIVAL:
            self.score -= max(rivals) / 20

    def _names_a_country(self, sense: Sense) -> bool:
        """Whether a piece is another country: Mexico, and no town of that name elsewhere."""
        named = sense.country if not self.areas and len(self.row) > 1 else None
        return named not in (None, self.country) and not sense.coded

    def _is_part(self, spot: City, city: City) -> bool:
        is_usual = bool(self.areas) or self.country not in ("US", "CA")
        return is_usual and is_suburb(spot, city)

    def _enclosing(self, at: int, spot: City) -> tuple[int, City]:
        """Berlin for "Mitte, Berlin", where the region is the city."""
        if self.region in oddities.CITY_REGIONS or self.country in oddities.CITY_STATES:
            for area in self.areas:
                city = self.roles.as_city(self.row[area])
                if city and city.weight > spot.weight:
                    return area, city
        return at, spot

    def _is_state(self, sense: Sense) -> bool:
        return self.country == "US" and gazetteer.coded(sense.code or "-", "US") == self.region

    def _unknown(self) -> tuple[str | None, int | None, City | None]:
        """A city that the gazetteer does not have, of the country and region that are stated."""
        if self.country in oddities.CITY_STATES and self.areas:
            self.score += sum(self._left_over(self.row[one], beside=True) for one in self.left)
            whole = cities.find(oddities.CITY_STATES[self.country or ""])
            if not whole:
                return None, None, None
            self.score += _CITY + whole[0].weight / 20 if self.left else 0.0
            return whole[0].name, None, whole[0]
        names = (one for one in self.left if self.row[one].is_name and self.row[one].group is None)
        at = next(names, None)
        for one in self.left:
            self.score += self._left_over(self.row[one], beside=one != at)
        if at is None:
            return None, None, None
        if self.region and self.country == "US" and at + 1 in self.areas:
            # "Playa Vista, CA" is in California, although Canada is as short.
            self.score += -_BACKWARDS if self._is_state(self.row[at + 1]) else 0.0
        return self.row[at].text, at, None

    def _left_over(self, sense: Sense, *, beside: bool) -> float:
        """What a piece adds that is no part of the country, the region, or a known city."""
        if sense.is_county and self.country == "US":
            return 0.0
        if self.country in oddities.CITY_STATES and not sense.country:
            return _LEFT_OVER if sense.weight < NOTED else 2 * _CONFLICT
        if sense.group is not None:
            return 0.0 if not sense.group else _CONFLICT
        if not sense.is_known or (sense.code and len(self.row) > 1 and not sense.country):
            return _LEFT_OVER if beside else _UNKNOWN_CITY
        is_here = any(code[:2] == self.country for code in sense.regions)
        only_city = bool(sense.cities) and not (is_here or sense.country or sense.areas)
        if not beside and sense.country and self.region and self._is_state(self.row[-1]):
            # "Cuba, NY"
            return _UNLISTED_CITY / 2
        is_coded = self.whole == 2 and len(self.row[0].code) == 3 and self.row[0].coded
        if beside or not only_city or not self.areas:
            return _CONFLICT
        if is_coded:
            # "CRI-Belen": so written it is one place.
            return _UNLISTED_CITY
        if self.row[0] is not sense:
            return _CONFLICT
        if self.region or (self.whole == 2 and sense.weight < _NOTED):
            return _UNLISTED_CITY
        return _CONFLICT / 2

    def _judge_order(self, at: int | None) -> None:
        """The usual order is from the small to the large."""
        if at is not None and self.areas and self.areas[0] < at:
            self.score += _BACKWARDS
