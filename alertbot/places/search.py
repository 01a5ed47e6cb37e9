"""What the name of a place may mean, for a query, and the nearest names where it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alertbot.places import cities, gazetteer, lines, senses
from alertbot.places.cities import City
from alertbot.places.names import key

_MOST_CITIES = 8
_OF_STATES = ("US", "CA", "AU")
_LONGEST = 40
_REGION = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
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
    rated = [(*rate, other) for other in _one_letter_off(wanted) if (rate := _weight(other))]
    best = sorted(rated, key=lambda rate: (-rate[0], rate[1]))
    return tuple(dict.fromkeys(shown for _, shown, _ in best))[:most]


def _one_letter_off(wanted: str) -> set[str]:
    cuts = [(wanted[:at], wanted[at:]) for at in range(len(wanted) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    found |= {head + letter + tail for head, tail in cuts for letter in _LETTERS}
    return {other for other in found if other == other.strip() and len(other) > 2}


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
