"""Conditions about where: a place, and how far from it the work may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from alertbot import places
from alertbot.model import Place, Workplace
from alertbot.places import City
from alertbot.query.sought import Sought, meaning
from alertbot.query.tree import DEFAULTS, Leaf, Settings, Verdict
from alertbot.query.view import Spot, View, words
from alertbot.query.words import quoted

_ANYWHERE = frozenset({"anywhere", "worldwide", "global"})


_LARGE = 48
"""The weight of a city that remote work may be said to be open to."""


@dataclass(frozen=True)
class In(Leaf):
    """In a place: a country or a state by what it is, a city by its name.

    `home`: where the searcher lives, where that decides which place is meant; else None.
    """

    place: str
    home: str | None = None

    @cached_property
    def readings(self) -> tuple[Sought, ...]:
        """What the place may be, one at least."""
        return meaning(self.place, self.home).readings

    def judge(self, view: View) -> Verdict:
        if not view.places:
            return Verdict(None, "place not stated")
        unsure = ""
        readings = [one for one in self.readings if _may_lie_in(view, one)]
        for spot in view.spots if readings else ():
            answers = [lies_in(spot, sought) for sought in readings]
            if True in answers:
                return Verdict(True, spot.shown)
            if None in answers:
                unsure = unsure or spot.shown
        if unsure:
            return Verdict(None, f"place only stated as {unsure}")
        if view.vague:
            return Verdict(None, f"place not stated ({view.vague})")
        return Verdict(False, "; ".join(spot.shown for spot in view.spots[:3]))

    def vacuous(self) -> bool:
        return any(not one.countries for one in self.readings)

    def __str__(self) -> str:
        return f"in:{quoted(self.place)}"


def _may_lie_in(view: View, sought: Sought) -> bool:
    """Whether any spot is worth a look: False only where none lies in the place sought."""
    if not sought.countries:
        return True
    return any(country is None or country in sought.countries for country in view.countries)


def lies_in(spot: Spot, sought: Sought) -> bool | None:
    """Whether a place that is named lies in the one sought; None where it does not say enough."""
    place = spot.place
    if not place.country and (members := places.group(place.text)):
        return _among(members, sought)
    if not sought.countries:
        return True
    country = place.country or (place.region or "")[:2]
    if country and country not in sought.countries:
        return False
    if (sought.region or sought.spot) and _is_undecided(place):
        return None
    city = places.locate(place)
    if sought.is_town:
        return _is_town(spot, sought)
    if sought.spot:
        return _is_city(spot, city, sought, sought.spot)
    region = place.region or (city.region if city else None)
    if region and sought.region and region != sought.region:
        return False
    if sought.is_vague:
        return True if _named(spot, sought.name) else None
    known = region if sought.region else place.country
    return True if known or _named(spot, sought.name) else None


def _is_undecided(place: Place) -> bool:
    """Whether it is a bare Washington, which may be the state or the city."""
    return place.city is place.region is None and place.text.strip().lower() == "washington"


def _among(members: Sequence[str], sought: Sought) -> bool | None:
    """Whether a group of countries that a posting names lies in the place sought."""
    if not sought.countries or (sought.countries.issuperset(members) and not sought.region):
        return True
    return False if sought.countries.isdisjoint(members) else None


def _is_town(spot: Spot, sought: Sought) -> bool | None:
    """Whether a place is a town that the gazetteer has not: by its name and its region."""
    place = spot.place
    if place.region and sought.region and place.region != sought.region:
        return False
    if _named(spot, sought.name):
        return True
    return None if not place.city and place.country else False


def _is_city(spot: Spot, city: City | None, sought: Sought, wanted: City) -> bool | None:
    """Whether a place is a city: by where it is, else by name. Garching bei München is not Munich.

    None where the place is the city's region or country, or an area about it, and says no more.
    """
    place = spot.place
    if city:
        km = places.distance_km(city, wanted) or 0.0
        if km <= sought.km or places.is_borough(city, wanted):
            return city.country == wanted.country
        return None if km <= places.reach(place.text) else False
    if place.region and wanted.region and place.region != wanted.region:
        return False
    if _named(spot, sought.name) or _named(spot, " ".join(words(wanted.name))):
        return True
    return False if place.city else None


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

    @property
    def countries(self) -> frozenset[str]:
        """Those of the place asked for; empty where none is."""
        return countries(self.place) if self.place and not self.is_anywhere else frozenset()

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


@lru_cache(maxsize=1024)
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
