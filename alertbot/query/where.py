"""Conditions about where: a place, and how far from it the work may be done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from alertbot import places
from alertbot.model import Workplace
from alertbot.query.tree import DEFAULTS, Leaf, Settings, Verdict
from alertbot.query.view import Spot, View, words
from alertbot.query.words import quoted

_ANYWHERE = frozenset({"anywhere", "worldwide", "global"})


_KNOWN_STATES = frozenset({"US", "CA", "AU", "IN"})
_RIVAL = 6
"""A city up to four times smaller than another of its name is as likely meant."""
_LARGE = 48
"""The weight of a city that remote work may be said to be open to."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a query's place may mean: one reading of it. Words are folded, one space between.

    `countries` is empty where it is not known where the place is: its name decides alone. `spot`
    is the city, where it is one; `is_vague`: an area that is no region, such as the Ruhr.
    """

    name: str
    countries: frozenset[str] = frozenset()
    region: str | None = None
    spot: places.City | None = None
    is_vague: bool = False


def _readings(written: str) -> tuple[_Sought, ...]:
    """All that a place may mean, one at least: Georgia is two, and CA is as well."""
    name = " ".join(words(written))
    found = places.find(written)
    areas = [one for one in found if one.city is None]
    wide = any(len(one.countries) > 1 or not one.region for one in areas) or any(
        one.countries[0] in _KNOWN_STATES for one in areas if one.countries
    )
    spots = [one for one in found if one.city is not None]
    if wide:
        spots = []
    heaviest = max((one.city.weight for one in spots if one.city), default=0)
    likely = [one for one in spots if one.city and heaviest - one.city.weight <= _RIVAL]
    sought = tuple(
        _Sought(name, frozenset(one.countries), one.region, one.city, one.is_vague)
        for one in (*areas, *likely)
        if one.countries
    )
    return sought or (_Sought(name),)


@dataclass(frozen=True)
class In(Leaf):
    """In a place: a country or a state by what it is, a city by its name."""

    place: str

    @cached_property
    def readings(self) -> tuple[_Sought, ...]:
        """What the place may be, one at least."""
        return _readings(self.place)

    def judge(self, view: View) -> Verdict:
        if not view.places:
            return Verdict(None, "place not stated")
        unsure = ""
        readings = [one for one in self.readings if _may_lie_in(view, one)]
        for spot in view.spots if readings else ():
            answers = [_lies_in(spot, sought) for sought in readings]
            if True in answers:
                return Verdict(True, spot.shown)
            if None in answers:
                unsure = unsure or spot.shown
        if unsure:
            return Verdict(None, f"place only stated as {unsure}")
        if view.vague:
            return Verdict(None, f"place not stated ({view.vague})")
        return Verdict(False, "; ".join(spot.shown for spot in view.spots[:3]))

    def __str__(self) -> str:
        return f"in:{quoted(self.place)}"


def _may_lie_in(view: View, sought: _Sought) -> bool:
    """Whether any spot is worth a look: False only where none lies in the place sought."""
    if f" {sought.name} " in view.names:
        return True
    return any(country is None or country in sought.countries for country in view.countries)


def _lies_in(spot: Spot, sought: _Sought) -> bool | None:
    """Whether a place that is named lies in the one sought; None where it does not say enough."""
    place = spot.place
    if not sought.countries:
        return _named(spot, sought.name)
    if place.country and place.country not in sought.countries:
        return False
    city = places.locate(place)
    if sought.spot:
        return _is_city(spot, city, sought, sought.spot)
    region = place.region or (city.region if city else None)
    if region and sought.region and region != sought.region:
        return False
    if sought.is_vague:
        return True if _named(spot, sought.name) else None
    known = region if sought.region else place.country
    return True if known or _named(spot, sought.name) else None


def _is_city(
    spot: Spot, city: places.City | None, sought: _Sought, wanted: places.City
) -> bool | None:
    """Whether a place is a city: by where it is, else by name. Garching bei München is not Munich.

    None where the place is the city's region or country, and says no more.
    """
    if city:
        return (city.country, city.lat, city.lon) == (wanted.country, wanted.lat, wanted.lon)
    place = spot.place
    if place.region and wanted.region and place.region != wanted.region:
        return False
    if _named(spot, sought.name) or _named(spot, " ".join(words(wanted.name))):
        return True
    return False if place.city or not place.country else None


def _named(spot: Spot, name: str) -> bool:
    """Whether the place's text or city has the words in a row; New York is not York."""
    for content in spot.names:
        at = content.find(f" {name} ")
        if at >= 0 and not content.startswith(" new ", max(at - 4, 0)):
            return True
    return False


@dataclass(frozen=True)
class Remote(Leaf):
    """Remote for the subscriber: from home, or from the place asked for."""

    place: str = ""
    settings: Settings = DEFAULTS

    @property
    def is_anywhere(self) -> bool:
        """Whether remote has to be open to everybody."""
        return self.place.lower() in _ANYWHERE

    @cached_property
    def _from(self) -> frozenset[str] | None:
        """The countries to work from, of which one is enough; empty where they are not known."""
        if not self.place and self.settings.home is None:
            return None
        return countries(self.place or self.settings.home or "")

    def judge(self, view: View) -> Verdict:
        kind, said = view.workplace
        if kind is None:
            return Verdict(None, "workplace not stated")
        if kind is not Workplace.REMOTE:
            return Verdict(False, said)
        if self._from is None and not self.is_anywhere:
            return Verdict(True, said)
        if view.open_to is None:
            return Verdict(None, "where remote is open to not stated")
        if not view.open_to:
            return Verdict(True, f"{said}, anywhere")
        listed = f"{', '.join(view.open_to[:5])}{' …' if len(view.open_to) > 5 else ''}"
        if not self._from and not self.is_anywhere:
            return Verdict(None, f"whether {self.settings.home} is among {listed}")
        fits = not self.is_anywhere and not (self._from or frozenset()).isdisjoint(view.open_to)
        return Verdict(fits, f"{said}, open to {listed}")

    def __str__(self) -> str:
        return f"remote:{quoted(self.place)}" if self.place else "remote"


def countries(written: str) -> frozenset[str]:
    """Country codes (alpha-2) of a place or group of countries; empty where none is known.

    Two letters are a country's code here, not a state's: remote:ca is Canada.
    """
    code = places.country(written.upper() if len(written) <= 3 else written)
    if code:
        return frozenset({code})
    found = places.find(written)
    spot = next((one.city for one in found[:1]), None)
    if spot and spot.weight < _LARGE and "," not in written:
        # A village somewhere that is called Mars.
        return frozenset()
    return frozenset(places.countries(written) or ())


@dataclass(frozen=True)
class At(Leaf):
    """On site or hybrid, which is not remote."""

    kind: Workplace

    def judge(self, view: View) -> Verdict:
        kind, said = view.workplace
        if kind is None:
            return Verdict(None, "workplace not stated")
        return Verdict(kind is self.kind, said)

    def __str__(self) -> str:
        return self.kind.value
