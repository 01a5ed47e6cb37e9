"""Where postings are, for comparing: the same spot, one within the other, or elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from alertbot.model import Place, Posting, Workplace
from alertbot.places import locate
from alertbot.text import fold, tokens

_MOST = 60
_NOWHERE = {("", "", "")}
Relation = Literal["same", "near", "unsaid", "elsewhere"]


@lru_cache(maxsize=4096)
def spot(place: Place) -> tuple[str, str, str]:
    """(city, region, country) of a place, "" where unsaid: the same however it is spelt."""
    region, country = place.region or "", place.country or ""
    if not place.city:
        return "", region, country
    if city := locate(place):
        return city.name, city.region or "", city.country
    return " ".join(tokens(place.city)), region, country


def spots(posting: Posting) -> frozenset[tuple[str, str, str]]:
    """Where a posting is; what says nothing is left out."""
    return frozenset(map(spot, posting.places[:_MOST])) - _NOWHERE


def compare(a: Posting, b: Posting) -> Relation:
    """How the places of two postings lie to each other.

    "same": they share one, or both are remote for the same countries. "near": a place of one may
    be within a place of the other ("Germany", "Berlin"). "unsaid": one of them names none.
    """
    first, second = spots(a), spots(b)
    remote = a.workplace is b.workplace is Workplace.REMOTE
    if first & second or (remote and not (first or second) and a.remote_in == b.remote_in):
        return "same"
    if not first or not second:
        return "unsaid"
    return "near" if any(_within(one, other) for one in first for other in second) else "elsewhere"


def _within(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether what both say agrees."""
    return all(not x or not y or x == y for x, y in zip(one, other, strict=True)) and (
        any(x and x == y for x, y in zip(one, other, strict=True))
    )


def names(posting: Posting) -> frozenset[str]:
    """The names of a posting's places as a title may say them, folded."""
    return frozenset().union(*map(_names, posting.places[:_MOST]))


@lru_cache(maxsize=4096)
def _names(place: Place) -> frozenset[str]:
    found = {" ".join(tokens(name)) for name in (place.city or "", *place.text.split(","))}
    if city := locate(place):
        found.add(" ".join(tokens(city.name)))
    codes = {fold(code) for code in (place.country or "", (place.region or "")[3:])}
    return frozenset(name for name in found | codes if name and not name.isdigit())
