"""What a Workday list counts its postings by, and how to cut a list that is too long into parts."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from alertbot.sources import _json

CAP = 2000
"""So many postings of a list can be read; behind them it begins again from the first."""

# Of these a posting has one value at the most, so that the parts do not overlap and their sum is
# the number of postings. Places are not among them: a posting has many.
_SINGLE = ("jobFamilyGroup", "timeType", "workerSubType", "jobFamily", "locationHierarchy1")
_MOST_PARTS = 120


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to cut: the parameter's name, and how many postings each of its values has."""

    name: str
    counts: dict[str, int]

    @property
    def sum(self) -> int:
        return sum(self.counts.values())

    @property
    def largest(self) -> int:
        return max(self.counts.values())


def read(stated: object) -> list[Facet]:
    """The facets, those inside of groups included (locationMainGroup holds `locations`)."""
    found: dict[str, Facet] = {}
    for name, group in _groups(_json.items(stated)):
        counts: dict[str, int] = {}
        for value in map(_json.obj, _json.items(group)):
            id, count = _json.identifier(value.get("id")), value.get("count")
            if id and isinstance(count, int) and not isinstance(count, bool) and 0 < count < 10**7:
                counts[id] = count
        if counts and name not in found:
            found[name] = Facet(name, counts)
    return list(found.values())


def _groups(stated: list[object], depth: int = 0) -> Iterator[tuple[str, object]]:
    for facet in map(_json.obj, stated):
        name = _json.identifier(facet.get("facetParameter"))
        if name:
            yield name, facet.get("values")
        if depth < 3:
            yield from _groups(_json.items(facet.get("values")), depth + 1)


def total(stated: int, facets: list[Facet]) -> int:
    """How many postings there are: what is stated, or more where a capped count hides them."""
    if stated < CAP:
        return stated
    return max([stated, *(facet.sum for facet in facets if facet.name in _SINGLE)])


def splitting(facets: list[Facet], used: Container[str]) -> Facet | None:
    """The facet to cut a list by that is too long; None where none leads to more of it.

    Best is one whose parts can be read to their end, do not overlap, and hold most of the list. A
    part that is too long yet is cut again.
    """
    usable = [
        facet
        for facet in facets
        if facet.name not in used and 1 < len(facet.counts) <= _MOST_PARTS and facet.sum >= CAP
    ]
    return min(usable, key=_drawbacks, default=None)


def _drawbacks(facet: Facet) -> tuple[int, bool, int]:
    excess = facet.largest if facet.largest >= CAP else 0
    overlaps = facet.name not in _SINGLE
    return excess, overlaps, len(facet.counts) if overlaps else -facet.sum
