"""Where an opening is, on one short line. Pure.

A few places are written out. Of many the first are named and the rest counted, and a country is
said once: "Berlin, Munich, Hamburg and 27 more (Germany)", or "US: Austin, Boston and 3 more;
Germany: Berlin, Munich and 28 more".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alertbot import places
from alertbot.channels import _words as words
from alertbot.model import Place

_WRITTEN_OUT = 3
_NAMED = 4
_COUNTRIES = 3
_OF_EACH = 2
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in words: all of them, the city's alone, and the last of what follows it."""

    whole: str
    city: str
    last: str
    country: str


def line(found: Sequence[Place], limit: int) -> str:
    """The places in at most `limit` characters; empty where there are none."""
    seen: dict[object, _Spot] = {}
    for place in found[:_LOOKED_AT]:
        # One city may be there twice, as two sources word it.
        city = (place.city, place.region, place.country) if place.city and place.country else None
        seen.setdefault(city or place, _spot(place, limit))
    spots = [spot for spot in {spot.whole: spot for spot in seen.values()}.values() if spot.whole]
    count = len(spots) + max(0, len(found) - _LOOKED_AT)
    said = "; ".join(spot.whole for spot in spots)
    if not spots or (count <= _WRITTEN_OUT and len(said) <= limit):
        return said
    forms = (*_by_country(spots, count), *_together(spots, count))
    return next((form for form in forms if len(form) <= limit), words.cut(forms[-1], limit))


def _by_country(spots: Sequence[_Spot], count: int) -> Iterator[str]:
    """Each country with some of its cities, where there are a few and all are known."""
    groups: dict[str, list[_Spot]] = {}
    for spot in spots:
        groups.setdefault(spot.country, []).append(spot)
    if 1 < len(groups) <= _COUNTRIES and "" not in groups and count == len(spots):
        for each in range(_OF_EACH, 0, -1):
            yield "; ".join(_group(code, group, each) for code, group in groups.items())


def _group(code: str, group: Sequence[_Spot], each: int) -> str:
    """A country and its cities; where the country itself is one of the places, it is the first."""
    itself = [spot for spot in group if places.country(spot.whole) == code]
    names = _names([*itself, *(spot for spot in group if spot not in itself)])
    label = "" if itself else f"{_country(code, group) or code}: "
    return label + _listed(names, each, len(group))


def _together(spots: Sequence[_Spot], count: int) -> Iterator[str]:
    """The first cities of all, one of each country before others of it; rich first, then terse."""
    first = {spot.country: spot for spot in reversed(spots)}
    ordered = sorted(spots, key=lambda spot: first[spot.country] is not spot)
    common = _common(spots)
    names = [spot.whole for spot in ordered] if common is None else _names(ordered)
    end = f" ({common})" if common else ""
    for shown in range(_NAMED, 0, -1):
        yield _listed(names, shown, count) + end


def _listed(names: Sequence[str], shown: int, count: int) -> str:
    """So many of the names, and how many more of `count` there are."""
    some = names[: shown + 1 if shown + 1 == count else shown]
    more = count - len(some)
    mark = "; " if any("," in name for name in some) else ", "
    return mark.join(some) + (f" and {more:,} more" if more > 0 else "")


def _spot(place: Place, limit: int) -> _Spot:
    said = place.text or ", ".join(filter(None, (place.city, place.region, place.country)))
    whole = words.cut(said, min(limit, 80))
    head, _, last = whole.rpartition(", ")
    city = words.cut(place.city or "", 40) or head or whole
    return _Spot(whole, city, last if head else "", words.cut(place.country or "", 40))


def _names(spots: Sequence[_Spot]) -> list[str]:
    """The cities' names; all the words where two cities have one name."""
    often = Counter(spot.city.casefold() for spot in spots)
    return [spot.city if often[spot.city.casefold()] == 1 else spot.whole for spot in spots]


def _common(spots: Sequence[_Spot]) -> str | None:
    """What can be said once for all, so that the city's name is enough; None if that is not so."""
    ends = {spot.last for spot in spots}
    if len(ends) == 1 and "" not in ends:
        return ends.pop()
    countries = sorted({spot.country for spot in spots})
    if "" in countries:
        return None
    return f"{len(countries)} countries" if len(countries) > 1 else _country(countries[0], spots)


def _country(code: str, spots: Sequence[_Spot]) -> str:
    """A country as one of the places' texts calls it; empty where none does."""
    ends = dict.fromkeys(spot.last for spot in spots if spot.country == code)
    return next((end for end in ends if end and places.country(end) == code), "")
