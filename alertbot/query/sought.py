"""What the place of a query may mean: its readings, by what stands beside it and by home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from alertbot import places
from alertbot.model import Place
from alertbot.places import Candidate, City
from alertbot.query.view import words

_KNOWN_STATES = frozenset({"US", "CA", "AU", "IN"})
_RIVAL = 6
"""A city up to four times smaller than another of its name is as likely meant."""
_AT_HOME = 12
"""So is one in the country of home that is up to sixteen times smaller,"""
_EVEN = 3
"""and one that is half as large at least is meant there."""
_SMALL = 44


@dataclass(frozen=True, slots=True)
class Sought:
    """One reading of a query's place. Words are folded, one space between.

    `countries` is empty for the whole world. `spot` is the city, where it is one, and `km` how far
    an area about it goes. `is_vague`: an area that is no region, such as the Ruhr. `is_town`: a
    town that the gazetteer has not, in the region or country that is named with it.
    """

    name: str
    countries: frozenset[str] = frozenset()
    region: str | None = None
    spot: City | None = None
    is_vague: bool = False
    km: int = 0
    is_town: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """The readings of a place, empty where it is not known; `by_home`: home has decided them."""

    readings: tuple[Sought, ...]
    by_home: bool = False


@lru_cache(maxsize=4096)
def meaning(written: str, home: str | None = None) -> Meaning:
    """What a place means to somebody who lives there. Georgia is two places, and CA is as well."""
    found = places.find(written)
    several = _is_list(written, found)
    likely = found if several else chosen(found)
    at_home = _by_home(found, likely, _place(home)) if home and not several else likely
    name = " ".join(words(written))
    return Meaning(tuple(_sought(one, name) for one in at_home), at_home != likely)


@lru_cache(maxsize=4096)
def centres(written: str, home: str | None = None) -> tuple[City, ...]:
    """The cities that a radius about a place may go round; empty where it is no city."""
    found = tuple(one for one in places.find(written) if one.city is not None)
    likely = found if _is_list(written, found) else chosen(found)
    if home and likely is not found:
        likely = _by_home(found, likely, _place(home))
    return tuple(dict.fromkeys(one.city for one in likely if one.city is not None))


def _is_list(written: str, found: Sequence[Candidate]) -> bool:
    """Whether it is several cities, all of which are meant: "Berlin, Hamburg"."""
    return "," in written and len({one.city.name for one in found if one.city}) > 1


def chosen(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The likely ones of what a place may mean: no town called India, no Paris in Texas."""
    areas = [one for one in found if one.city is None or one.is_nickname]
    spots = [one for one in found if one.city is not None and not one.is_nickname]
    if any(map(_is_wide, areas)):
        return tuple(areas)
    heaviest = max(map(weight, spots), default=0)
    return (*areas, *(one for one in spots if heaviest - weight(one) <= _RIVAL))


def _is_wide(one: Candidate) -> bool:
    """Whether it is a country, or a state better known than cities of its name elsewhere."""
    if one.is_nickname or one.is_town or one.is_vague:
        return False
    return len(one.countries) != 1 or not one.region or one.countries[0] in _KNOWN_STATES


def weight(one: Candidate) -> int:
    """How likely a city is meant by its name; countries and states are likelier than all."""
    return one.city.weight if one.city else 99


def _by_home(
    found: Sequence[Candidate], likely: tuple[Candidate, ...], home: Place | None
) -> tuple[Candidate, ...]:
    if home is None or not home.country or len(found) < 2:
        return likely
    heaviest = max(map(weight, likely), default=0)
    pool = [
        one
        for one in found
        if one in likely or (weight(one) >= heaviest - _AT_HOME and weight(one) >= _SMALL)
    ]
    same = [one for one in found if one.city and (one.city.lat, one.city.lon) == _at(home)]
    if same:
        return tuple(same[:1]) if same[0] not in likely or len(likely) > 1 else likely
    near = [one for one in pool if one.region and one.region == home.region]
    if near and not any(one.region is None and one.countries == (home.country,) for one in pool):
        return tuple(near)
    own = [one for one in pool if one.countries == (home.country,)]
    if own and max(map(weight, own)) >= heaviest - _EVEN:
        return tuple(one for one in own if one in likely) or tuple(own)
    return tuple(dict.fromkeys((*likely, *own)))


@lru_cache(maxsize=64)
def _place(written: str | None) -> Place | None:
    """The one place that home is."""
    found = places.read(written) if written else ()
    return found[0] if len(found) == 1 else None


def _at(place: Place) -> tuple[float | None, float | None]:
    return place.lat, place.lon


def _sought(one: Candidate, name: str) -> Sought:
    called = " ".join(words(one.name)) if one.is_town else name
    return Sought(
        called, frozenset(one.countries), one.region, one.city, one.is_vague, one.km, one.is_town
    )
