"""How well a row of pieces reads as one place in a given country and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alertbot.places import cities, gazetteer, oddities
from alertbot.places.cities import City, distance_km, is_suburb
from alertbot.places.gazetteer import Area
from alertbot.places.names import key
from alertbot.places.senses import Sense

# What a place costs, and what a piece adds or takes: the scale is a city's weight over twenty.
_PLACE = -2.0
_BY_NAME = 3.0
_BY_CODE = 2.0
_AGAIN = 0.5
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
_OTHER_REGION = -1.5
"""For a bare name that is a region's as well, the city lying elsewhere: "Ontario"."""

_NEAR_KM = 40.0
_NOTED = 60
"""The weight of a city that is known everywhere."""

_BARE_COUNTRY = 1.5
_BARE_STATE = 0.7


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


@dataclass(slots=True)
class _Weighing:
    row: Sequence[Sense]
    country: str | None
    region: str | None
    whole: int
    score: float = _PLACE
    areas: list[int] = field(default_factory=list)
    spots: list[tuple[int, City]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    def reading(self) -> Reading:
        """The place, with its score."""
        self._sort()
        city, at, spot = self._chosen()
        self._judge_order(at)
        region = self.region or (spot.region if spot else None)
        if region in oddities.ONE_CITY and spot and city != spot.name:
            city, spot = self._one_city(city or "", spot, oddities.ONE_CITY[region])
        pieces = tuple(sense.text for sense in self.row)
        return Reading(pieces, self.score, city, region, self.country, spot, bool(self.areas))

    def _one_city(self, written: str, spot: City, name: str) -> tuple[str, City]:
        """The city that the region is, for a part of it: "Berlin-Mitte"."""
        whole = _named(name, self.country or "", None)
        if whole is None or whole == spot or whole.weight - spot.weight < cities.MUCH_SMALLER:
            return written, spot
        first = written.replace("-", " ").split()[0] if written else ""
        return first if whole in cities.find(first) else name, whole

    def _sort(self) -> None:
        """Give each piece its part: area, city, or left over."""
        both: list[tuple[int, City, float]] = []
        for at, sense in enumerate(self.row):
            gain, city = self._as_area(sense), self._as_city(sense)
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
            if not self.spots and (again or not self._is_rather_area(self.row[at])):
                self.spots.append((at, city))
            else:
                self._add_area(at, gain)

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
            return _BY_NAME / 2 if sense.group is not None and len(self.row) == 1 else 0.0
        if self.region and self.region in sense.regions:
            return _BY_NAME
        is_code = len(self.row) > 1 and (
            sense.coded or gazetteer.coded(sense.code or "-", self.country) is not None
        )
        if not is_code and self._areas_here(sense):
            return _BY_NAME
        if sense.country == self.country:
            if self._is_state_instead(sense):
                return 0.0
            return _BY_CODE if sense.coded else _BY_NAME
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

    def _as_city(self, sense: Sense) -> City | None:
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
                return _named(area.city, self.country, self.region)
        return None

    def _areas_here(self, sense: Sense) -> list[Area]:
        return [area for area in sense.areas if area.code in (self.region, self.country)]

    def _is_rather_area(self, sense: Sense) -> bool:
        if sense.country == self.country:
            said = any(self.row[at].country == self.country for at in self.areas)
            return sense.country not in oddities.CITY_STATES and not said
        return self.region in oddities.REGION_FIRST and not any(
            self._kind(self.row[at]) == "region" for at in self.areas
        )

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
                self.score += _BY_NAME / 2
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

    def _names_a_country(self, sense: Sense) -> bool:
        """Whether a piece is another country: Mexico, and no town of that name elsewhere."""
        named = sense.country if not self.areas and len(self.row) > 1 else None
        return named not in (None, self.country) and not sense.coded

    def _is_part(self, spot: City, city: City) -> bool:
        return bool(self.areas or self.country != "US") and is_suburb(spot, city)

    def _enclosing(self, at: int, spot: City) -> tuple[int, City]:
        """Berlin for "Mitte, Berlin", where the region is the city."""
        if self.region in oddities.CITY_REGIONS or self.country in oddities.CITY_STATES:
            for area in self.areas:
                city = self._as_city(self.row[area])
                if city and city.weight > spot.weight:
                    return area, city
        return at, spot

    def _is_state(self, sense: Sense) -> bool:
        return self.country == "US" and gazetteer.coded(sense.code or "-", "US") == self.region

    def _unknown(self) -> tuple[str | None, int | None, City | None]:
        """A city that the gazetteer does not have, of the country and region that are stated."""
        if self.country in oddities.CITY_STATES and self.areas:
            self.score += sum(_LEFT_OVER for _ in self.left)
            whole = cities.find(oddities.CITY_STATES[self.country or ""])
            return (whole[0].name, None, whole[0]) if whole else (None, None, None)
        at = next((one for one in self.left if self.row[one].is_name), None)
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
            return _LEFT_OVER
        if sense.group is not None:
            return 0.0 if not sense.group else _CONFLICT
        if not sense.is_known or (sense.code and len(self.row) > 1 and not sense.country):
            return _LEFT_OVER if beside else _UNKNOWN_CITY
        only_city = bool(sense.cities) and not (sense.regions or sense.country or sense.areas)
        if not beside and sense.country and self.region and self._is_state(self.row[-1]):
            # "Cuba, NY"
            return _UNLISTED_CITY / 2
        if beside or not only_city or not self.areas or self.row[0] is not sense:
            return _CONFLICT
        if self.region or (self.whole == 2 and sense.weight < _NOTED):
            return _UNLISTED_CITY
        return _CONFLICT / 2

    def _judge_order(self, at: int | None) -> None:
        """The usual order is from the small to the large."""
        if at is not None and self.areas and self.areas[0] < at:
            self.score += _BACKWARDS


def _named(name: str, country: str, region: str | None) -> City | None:
    """The city of a name in a country, and in its region where that is known."""
    found = [city for city in cities.find(name) if city.country == country]
    return next((city for city in found if region in (None, city.region)), None)
