"""What the name of a place may mean, for a query, and the nearest names where it means nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from alertbot.places import cities, gazetteer, lines, senses
from alertbot.places.cities import City
from alertbot.places.names import key

_MOST_CITIES = 8
_LIKE = 0.72


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a name: a group of countries, a country, a region, an area or a city.

    `countries` are alpha-2, empty for the whole world; `region` is ISO 3166-2; `city` is None
    for all but a city, and for an area that is named for none; `is_vague`: an area that is no
    region and has no bounds here, such as the Ruhr or the Midwest.
    """

    name: str
    countries: tuple[str, ...]
    region: str | None = None
    city: City | None = None
    is_vague: bool = False


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
        yield Candidate(name, (area.code[:2],), within, _central(area), not area.city)
    if "," not in name:
        for city in sense.cities[:_MOST_CITIES]:
            yield Candidate(city.name, (city.country,), city.region, city)
        return
    for place in lines.read(name):
        if place.country and place.city is not None:
            found = (city for city in cities.find(place.city) if city.lat == place.lat)
            known = next((one for one in found if one.lon == place.lon), None)
            yield Candidate(place.city, (place.country,), place.region, known)
        elif place.country:
            yield Candidate(name, (place.country,), place.region)


def _central(area: gazetteer.Area) -> City | None:
    found = cities.find(area.city) if area.city else ()
    return next((city for city in found if area.code in (city.region, city.country)), None)


def nearest(name: str, most: int = 3) -> tuple[str, ...]:
    """Names that the gazetteer has and that are spelled most like one that it has not."""
    wanted = key(name)
    if not wanted:
        return ()
    table = gazetteer.load()
    known: dict[str, int] = dict.fromkeys((*table.countries, *table.groups), 80)
    known.update(dict.fromkeys(table.regions, 60))
    shown: dict[str, str] = {}
    for called, city in cities.beginning(wanted[:1]):
        if abs(len(called) - len(wanted)) <= 2 and city.weight > known.get(called, 0):
            known[called] = city.weight
            shown[called] = city.name if key(city.name) == called else called.title()
    close = (one for one in known if abs(len(one) - len(wanted)) <= 2)
    rated = ((_likeness(wanted, one), known[one], one) for one in close)
    best = sorted((rate for rate in rated if rate[0] >= _LIKE), reverse=True)
    return tuple(shown.get(one, one.title()) for _, _, one in best[:most])


def _likeness(a: str, b: str) -> float:
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE else 0.0
