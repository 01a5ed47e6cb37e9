"""What the name of a place may mean, for a query, and the nearest names where it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from alertbot.places import cities, gazetteer, lines, senses
from alertbot.places.cities import City
from alertbot.places.names import key

_MOST_CITIES = 8
_OF_STATES = ("US", "CA", "AU")
_LONGEST = 40
_SHORT = 200
_REGION = 60
_CITY_AREA_KM = 40
_REACH_KM = {
    "bay area": 85, "san francisco bay": 85, "east bay": 60, "south bay": 85, "peninsula": 60,
    "dfw": 65, "metroplex": 65, "fort worth": 65, "gta": 55, "gtha": 75, "toronto": 55,
    "dmv": 50, "twin cities": 45, "puget sound": 60, "chicagoland": 60, "greater la": 60,
    "lower mainland": 70, "gva": 40, "greater london": 30, "greater paris": 30, "ncr": 60,
    "jabodetabek": 50, "tricity": 25, "trojmiasto": 25, "brandenburg": 60, "rhein main": 50,
    "rhine main": 50, "nyc metro": 50, "new york metro": 50,
}  # fmt: skip
"""How far areas about a city go, by what their names have in them; roughly, and on purpose wide."""
_IS_ABOUT = re.compile(
    r"\b(?:greater|metro|metropolitan|metropolitana|area|region|gran|grande|grand|grossraum|"
    r"stor\w{4,}|umgebung|omegn|hinterland|provincia)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a name: a group of countries, a country, a region, an area or a city.

    `countries` are alpha-2, empty for the whole world; `region` is ISO 3166-2; `city` is None
    for all but a city, and for an area that is named for none; `is_vague`: an area that is no
    region and has no bounds here, such as the Ruhr or the Midwest. `is_nickname`: it is the city
    by a name such as LA, or the area about it, which goes `km` kilometres far. `is_town`: the
    gazetteer has no such town, and the name says in which country or region it lies.
    """

    name: str
    countries: tuple[str, ...]
    region: str | None = None
    city: City | None = None
    is_vague: bool = False
    is_nickname: bool = False
    km: int = 0
    is_town: bool = False


@lru_cache(maxsize=1024)
def find(name: str) -> tuple[Candidate, ...]:
    """All that a name may mean, the likeliest first; empty where the gazetteer has no such place.

    "Georgia" is a country and a state, "ca" a country and a state, "Portland, OR" one city,
    "Bay Area" San Francisco, "DACH" three countries.
    """
    return tuple(dict.fromkeys(_meanings(name.strip())))


def _meanings(name: str) -> Iterator[Candidate]:
    short = name.upper() if len(name) <= 3 else name
    sense = senses.of(short if senses.of(short).code else name)
    if sense.group is not None:
        yield Candidate(name, sense.group)
    if sense.country:
        yield Candidate(name, (sense.country,))
    regions = list(sense.regions)
    if sense.code:
        coded = (gazetteer.coded(sense.code, country) for country in ("US", "CA", "AU"))
        regions.extend(code for code in coded if code)
    for region in regions:
        yield Candidate(name, (region[:2],), region)
    for area in sense.areas:
        within = area.code if "-" in area.code else None
        city = _central(area)
        km = reach(name) if city else 0
        yield Candidate(name, (area.code[:2],), within, city, city is None, city is not None, km)
    if "," not in name:
        for city in sense.cities[:_MOST_CITIES]:
            yield Candidate(city.name, (city.country,), city.region, city)
        return
    plain = _in_area(*name.split(",")) if name.count(",") == 1 else None
    if plain:
        yield plain
        return
    for place in lines.read(name):
        if place.country and place.city is not None:
            found = (city for city in cities.find(place.city) if city.lat == place.lat)
            known = next((one for one in found if one.lon == place.lon), None)
            is_town = known is None
            yield Candidate(place.city, (place.country,), place.region, known, is_town=is_town)
        elif place.country:
            yield Candidate(name, (place.country,), place.region)


def _in_area(town: str, area: str) -> Candidate | None:
    """ "Paris, TX" and "Paris, France": what a line of two pieces plainly means, found at once.

    None where more has to be thought of: quarters of cities, areas, codes of two countries.
    """
    within = senses.of(area.strip())
    codes = {code for code in within.regions if code[:2] in _OF_STATES}
    if within.code:
        codes |= {code for one in _OF_STATES if (code := gazetteer.coded(within.code, one))}
    codes |= {within.country} if within.country else set()
    head = senses.of(town.strip())
    if len(codes) != 1 or within.text != within.name or head.text != head.name or head.areas:
        return None
    code = codes.pop()
    if head.country or head.regions or head.code or head.is_county:
        return None
    found = [one for one in head.cities if code in (one.country, one.region)]
    if not found and (head.weight >= senses.NOTED or not town.strip().replace(" ", "").isalpha()):
        return None
    name = found[0].name if found else town.strip()
    region = found[0].region if found else code if "-" in code else None
    return Candidate(name, (code[:2],), region, found[0] if found else None, is_town=not found)


def _central(area: gazetteer.Area) -> City | None:
    found = cities.find(area.city) if area.city else ()
    return next((city for city in found if area.code in (city.region, city.country)), None)


def reach(name: str) -> int:
    """How many kilometres an area about a city goes, by its name; 0 for the city itself."""
    return _reach(name) if len(name) <= _SHORT else 0


@lru_cache(maxsize=2048)
def _reach(name: str) -> int:
    wanted = key(name)
    for words, km in _REACH_KM.items():
        if f" {words} " in f" {wanted} ":
            return km
    return _CITY_AREA_KM if _IS_ABOUT.search(wanted) else 0


def nearest(name: str, most: int = 3) -> tuple[str, ...]:
    """Names that the gazetteer has and that are spelled like one that it has not.

    They differ in one letter, or have two letters changed places; the likeliest places first.
    """
    wanted = key(name)
    if not 2 < len(wanted) <= _LONGEST:
        return ()
    is_near = partial(_is_near, wanted)
    found = {*filter(is_near, _areas(wanted)), *cities.keys_like(wanted, is_near)}
    rated = [(*rate, other) for other in found if len(other) > 2 and (rate := _weight(other))]
    best = sorted(rated, key=lambda rate: (-rate[0], rate[1]))
    return tuple(dict.fromkeys(shown for _, shown, _ in best))[:most]


def _areas(wanted: str) -> Iterator[str]:
    """The keys of what is no city and begins or ends as the name does."""
    table, first, last = gazetteer.load(), wanted[0], wanted[-1]
    every = chain(table.countries, table.groups, table.regions)
    return (other for other in every if other[:1] == first or other[-1:] == last)


def _is_near(wanted: str, other: str) -> bool:
    """Whether a letter is one more, one fewer or another one, or two have changed places."""
    if abs(len(wanted) - len(other)) > 1 or wanted == other:
        return False
    at = 0
    for one, two in zip(wanted, other, strict=False):
        if one != two:
            break
        at += 1
    ours, theirs = wanted[at:], other[at:]
    return (
        ours[1:] in (theirs, theirs[1:])
        or ours == theirs[1:]
        or (ours[2:] == theirs[2:] and ours[:2] == theirs[1::-1])
    )


def _weight(name: str) -> tuple[int, str] | None:
    """How likely somebody means the place of this key, and how it is written; None without one."""
    table = gazetteer.load()
    if name in table.countries or name in table.groups:
        return 80, name.title()
    city = cities.likeliest(name)
    if name in table.regions and (city is None or city.weight < _REGION):
        return _REGION, name.title()
    if city is None:
        return None
    return city.weight, city.name if key(city.name) == name else name.title()
