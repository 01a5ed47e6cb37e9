"""Places of a filter that may mean several, and how each is written so that it means one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from alertbot import places, text
from alertbot.places import Candidate, City, oddities
from alertbot.query import sought
from alertbot.query.near import Near
from alertbot.query.tree import Filter, leaves
from alertbot.query.where import In

_NOTED = 47
"""The weight of a city that somebody may mean although there is a larger one of its name."""
_LARGE = 57
_ONE_PLACE_KM = 60
_MOST = 5
_STATES = frozenset({"US", "CA", "AU"})
"""Countries whose places are written with the code of their state."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place as the filter has it, and in words what it may mean and how to write which."""

    place: str
    words: str


def ambiguous(filter_: Filter, home: str | None = None) -> tuple[Doubt, ...]:
    """The doubts about the filter's places, each once. `home`: where the searcher lives."""
    places = (leaf for leaf in leaves(filter_.condition) if isinstance(leaf, In | Near))
    found = (_doubt(leaf, home) for leaf in dict.fromkeys(places))
    return tuple(doubt for doubt in found if doubt is not None)


def _doubt(leaf: In | Near, home: str | None) -> Doubt | None:
    found = [one for one in places.find(leaf.place) if isinstance(leaf, In) or one.city]
    taken = sought.chosen(found)
    meant = {(reading.countries, reading.region, reading.spot) for reading in _readings(leaf)}
    options = _apart([*taken, *(one for one in found if one not in taken)])
    if len(options) < 2 or _is_state(taken) or _is_home(options, meant, home):
        return None
    ours = [_spelled(leaf, one) for one in options if _key(one) in meant]
    others = [_spelled(leaf, one) for one in options if _key(one) not in meant]
    mine, theirs = _listed(ours), _listed(others)
    if not mine:
        return None
    if len(list(filter(None, ours))) > 1:
        more = f" (or {theirs})" if theirs else ""
        return Doubt(leaf.place, f"{leaf} may mean {mine}: write which of them{more}")
    if not theirs:
        return None
    return Doubt(leaf.place, f"{leaf} is taken for {mine}: write that, or {theirs}")


def _readings(leaf: In | Near) -> Sequence[sought.Sought]:
    if isinstance(leaf, In):
        return leaf.readings
    return [sought.Sought("", frozenset({one.country}), one.region, one) for one in leaf.centres]


def _key(one: Candidate) -> tuple[frozenset[str], str | None, object]:
    return frozenset(one.countries), one.region, one.city


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """Those that somebody may mean, without what is a part of another or the same place again."""
    kept: list[Candidate] = []
    for one in found[:40]:
        if one.is_vague or one.is_town or len(one.countries) != 1:
            continue
        if not one.is_nickname and sought.weight(one) < _NOTED and one not in found[:1]:
            continue
        if not any(_is_same(one, other) for other in kept):
            kept = [other for other in kept if not _is_same(other, one)]
            kept.append(one)
    return kept[:_MOST]


def _is_same(part: Candidate, whole: Candidate) -> bool:
    """Whether one is a part of the other, or so near to it that it makes no odds."""
    if part.countries != whole.countries:
        return False
    if part.city and whole.city:
        km = places.distance_km(part.city, whole.city)
        return km is not None and km <= _ONE_PLACE_KM
    state = part.countries[0] in _STATES
    if whole.city is None and not whole.region:
        return not state or part.city is not None
    if part.city is None and whole.city is not None:
        # A province is no other place than its city of the same name; a state is.
        return not state
    if part.city is None or part.region != whole.region:
        return False
    return part.region in oddities.CITY_REGIONS or part.city.weight < _LARGE


def _is_state(taken: Sequence[Candidate]) -> bool:
    """Whether a state of the US is meant, and nothing else: Washington and New York."""
    return len(taken) == 1 and taken[0].city is None and (taken[0].region or "").startswith("US-")


def _is_home(options: Sequence[Candidate], meant: Collection[object], home: str | None) -> bool:
    """Whether the one that is taken is the likeliest by far, and in the searcher's country."""
    at_home = places.read(home) if home else ()
    if len(at_home) != 1 or not at_home[0].country:
        return False
    ours = [one for one in options if _key(one) in meant]
    if len(ours) != 1 or ours[0].countries != (at_home[0].country,):
        return False
    likeliest = sought.weight(ours[0]) >= max(map(sought.weight, options))
    return likeliest or at_home[0].region == ours[0].region


def _spelled(leaf: In | Near, one: Candidate) -> str:
    """The condition so written that it means this one alone; "" where there is no such way."""
    for name in _names(one):
        if text.fold(name) == text.fold(leaf.place):
            continue
        if isinstance(leaf, Near):
            if one.city and [*map(_at, sought.centres(name))] == [_at(one.city)]:
                return str(replace(leaf, place=name, home=None))
        elif _means(name, one):
            return str(In(name))
    return ""


def _means(name: str, one: Candidate) -> bool:
    readings = sought.meaning(name).readings
    where = {(reading.countries, reading.region) for reading in readings}
    if where != {(frozenset(one.countries), one.region)}:
        return False
    spots = {_at(reading.spot) for reading in readings if reading.spot}
    return spots == ({_at(one.city)} if one.city else set())


def _at(city: City) -> tuple[float, float]:
    return city.lat, city.lon


def _names(one: Candidate) -> Iterator[str]:
    """Ways to write a place, the shortest first."""
    country = places.name_of(one.countries[0])
    region = places.name_of(one.region) if one.region else ""
    if one.city is None and not one.region:
        yield from (country, one.countries[0])
        return
    if one.city is None:
        yield from (region, f"{region}, {country}", f"{region} State", one.region or "")
        return
    city = one.city.name
    if one.countries[0] in _STATES and one.region:
        yield f"{city}, {one.region[3:]}"
    yield from (city, f"{city}, {country}", f"{city}, {region}", f"{city}, {region}, {country}")


def _listed(spelled: Sequence[str]) -> str:
    named = [one for one in dict.fromkeys(spelled) if one]
    return " or ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
