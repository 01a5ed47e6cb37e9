"""Which of several ranges of pay applies to the place that a filter asks for, or to home."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from alertbot import places
from alertbot.model import Workplace
from alertbot.query.near import Near
from alertbot.query.sought import Sought, meaning
from alertbot.query.view import MAX_EFFORT, PayRange, Spot, View
from alertbot.query.where import In, Remote, lies_in

Asked = In | Near | Remote

_MOST_RANGES = 12
_MOST_PLACES = 8
"""More of either, and none is chosen: this bounds the time that one posting takes."""
_LONGEST = 120
_OTHERS = re.compile(
    r"^(?:(?:the|all|any|rest|remainder|other|elsewhere) )*(?:of |in )?", re.IGNORECASE
)
_CITY, _REGION, _COUNTRY, _GROUP = 4, 3, 2, 1


def applying(view: View, asked: Sequence[Asked], home: str | None) -> tuple[PayRange, ...]:
    """The ranges that hold where the work is looked for; all of them where that cannot be said.

    The range for the smallest place that it lies in, and those for places inside it; where there
    is none of either, the ranges that are not said to be for some place.
    """
    ranges = view.pay
    if not 1 < len(ranges) <= _MOST_RANGES or not any(one.stated.where for one in ranges):
        return ranges
    key = (tuple(asked), home)
    if key not in view.chosen_pay:
        view.chosen_pay[key] = _chosen(view, asked, home)
    return view.chosen_pay[key]


def _chosen(view: View, asked: Sequence[Asked], home: str | None) -> tuple[PayRange, ...]:
    ranges = view.pay
    where = [(one.stated.where or "")[:_LONGEST] for one in ranges]
    if sum(map(places.effort, where)) > MAX_EFFORT:
        return ranges
    spots = [_spots(one) for one in where]
    wanted = (_wanted(view, asked) or _at_home(view, home)) if any(spots) else []
    if not wanted or len(wanted) > _MOST_PLACES:
        return ranges
    around = [max((_around(spot, wanted) for spot in its), default=0) for its in spots]
    closest = max(around)
    found = tuple(
        one
        for one, its, rank in zip(ranges, spots, around, strict=True)
        if (rank and rank == closest) or any(_inside(spot, wanted) for spot in its)
    )
    return found or tuple(one for one, its in zip(ranges, spots, strict=True) if not its) or ranges


@lru_cache(maxsize=1024)
def _spots(where: str) -> tuple[Spot, ...]:
    """The places that the words beside a range name; none where they name a level."""
    plain = _OTHERS.sub("", where)
    if plain.strip().lower() == "washington":
        # Beside pay it is the state that has a law about it.
        plain = "Washington State"
    return tuple(
        Spot(place, where)
        for place in places.read(plain)
        if place.country or places.group(place.text)
    )


def _wanted(view: View, asked: Sequence[Asked]) -> list[Sought]:
    """What the filter's places may mean, of those that the opening may lie in."""
    found: list[Sought] = []
    for leaf in asked[:_MOST_PLACES]:
        if leaf.judge(view).truth is False:
            continue
        match leaf:
            case In():
                found.extend(leaf.readings)
            case Near():
                found.extend(
                    Sought("", frozenset({one.country}), one.region, one, km=round(leaf.radius.km))
                    for one in leaf.centres
                )
            case Remote():
                found.append(Sought("", leaf.countries))
    return [one for one in found if one.countries]


def _at_home(view: View, home: str | None) -> list[Sought]:
    """Home, where the work may be done there."""
    if home is None:
        return []
    found = [one for one in meaning(home).readings if one.countries]
    if view.workplace[0] is Workplace.REMOTE or not view.spots:
        return found
    return [one for one in found if any(lies_in(spot, one) is not False for spot in view.spots)]


def _around(spot: Spot, wanted: Sequence[Sought]) -> int:
    """How closely a range's place lies about one that is wanted, 0 where it does not."""
    return max(_closeness(spot, one) for one in wanted)


def _closeness(spot: Spot, wanted: Sought) -> int:
    place, city = spot.place, places.locate(spot.place)
    if city and wanted.spot:
        km = places.distance_km(city, wanted.spot)
        near = km is not None and km <= max(places.reach(place.text), wanted.km)
        return _CITY if near else 0
    is_state = place.region and place.city and places.name_of(place.region) == place.city
    if place.city and not is_state:
        return 0
    if place.region:
        return _REGION if place.region == wanted.region else 0
    if place.country:
        return _COUNTRY if wanted.countries == {place.country} else 0
    return _GROUP if wanted.countries.issubset(places.group(place.text) or ()) else 0


def _inside(spot: Spot, wanted: Sequence[Sought]) -> bool:
    return any(lies_in(spot, one) is True for one in wanted)
