"""The clauses that filters stand under, by what they are about: which are not false, at once.

Boards say the same of many postings, so what was found out for one place, level or kind of
employment is remembered for the next.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from alertbot import places
from alertbot.matching.clauses import Clause
from alertbot.matching.gates import Gate
from alertbot.matching.seen import Seen
from alertbot.query import Leaf, leaves
from alertbot.query.where import In

_REMEMBERED = 1024
"""Values of an aspect that are remembered."""


class Aspect:
    """The clauses about one aspect of an opening."""

    def __init__(self) -> None:
        self.clauses: set[Clause] = set()
        self._known: dict[Hashable, Verdicts] = {}

    def value(self, seen: Seen) -> Hashable:
        """All that the clauses depend on."""
        raise NotImplementedError

    def add(self, clause: Clause) -> None:
        self.clauses.add(clause)
        self._known.clear()

    def remove(self, clause: Clause) -> None:
        self.clauses.discard(clause)
        self._known.clear()

    def verdicts(self, seen: Seen) -> Verdicts:
        """Which clauses are not false, and the numbers of those that are sure to be."""
        if not self.clauses:
            return _NOTHING
        value = self.value(seen)
        found = self._known.get(value)
        if found is None:
            live = frozenset(
                clause for clause in self.likely(seen) if clause.truth(seen) is not False
            )
            found = live, frozenset(one.id for one in self.clauses - live if one.is_sure)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[value] = found
        return found

    def likely(self, seen: Seen) -> Iterable[Clause]:
        """Parts of which the others are certainly false."""
        return self.clauses


class Levels(Aspect):
    def value(self, seen: Seen) -> Hashable:
        return seen.opening.level


class Kinds(Aspect):
    def value(self, seen: Seen) -> Hashable:
        return seen.opening.employment_type


class Sources(Aspect):
    def value(self, seen: Seen) -> Hashable:
        return seen.opening.sources


Area = tuple[str, str | None]
"""A country, and a region of it or None."""


class Whereabouts(Aspect):
    """Where the work is done, and how. Places lie by country and region, as far as the gazetteer
    knows."""

    def __init__(self) -> None:
        super().__init__()
        self._anywhere: set[Clause] = set()
        self._in_country: dict[str, set[Clause]] = {}
        self._in_region: dict[str, set[Clause]] = {}
        self._in_no_region: dict[str, set[Clause]] = {}
        """By country, those that no single region of it decides."""

    def value(self, seen: Seen) -> Hashable:
        return seen.where

    def add(self, clause: Clause) -> None:
        super().add(clause)
        for standing in self._standing(clause):
            standing.add(clause)

    def remove(self, clause: Clause) -> None:
        super().remove(clause)
        for standing in self._standing(clause):
            standing.discard(clause)

    def _standing(self, clause: Clause) -> Iterator[set[Clause]]:
        """The sets that a clause belongs to."""
        found = [_areas(leaf) for leaf in leaves(clause.condition)]
        for areas in found:
            if areas is None:
                yield self._anywhere
                return
        for country, region in (area for areas in found for area in areas or ()):
            yield self._in_country.setdefault(country, set())
            if region is None:
                yield self._in_no_region.setdefault(country, set())
            else:
                yield self._in_region.setdefault(region, set())

    def likely(self, seen: Seen) -> Iterable[Clause]:
        view = seen.view
        if not view.places or view.vague or None in view.countries:
            return self.clauses
        found = set(self._anywhere)
        for spot in view.spots:
            place = spot.place
            country = place.country or ""
            city = places.locate(place)
            regions = {place.region, city.region if city else None} - {None}
            if not regions or places.reach(place.text):
                found |= self._in_country.get(country, set())
                continue
            found |= self._in_no_region.get(country, set())
            for region in regions:
                found |= self._in_region.get(region or "", set())
        return found


def _areas(leaf: Leaf) -> frozenset[Area] | None:
    """Where a place has to lie, or to say no more than that it does; None for anywhere."""
    if not isinstance(leaf, In) or not all(one.countries for one in leaf.readings):
        return None
    return frozenset(
        (country, None if one.km or one.is_vague or one.is_town else one.region)
        for one in leaf.readings
        for country in one.countries
    )


class Aspects:
    """All aspects: what is open to an opening, and what is not."""

    def __init__(self) -> None:
        self._all = where, sources, levels, kinds = Whereabouts(), Sources(), Levels(), Kinds()
        self._by_gate: dict[Gate, Aspect] = {
            Gate.PLACE: where,
            Gate.WORKPLACE: where,
            Gate.SOURCE: sources,
            Gate.LEVEL: levels,
            Gate.KIND: kinds,
        }

    def add(self, clause: Clause) -> None:
        self._by_gate[clause.gate].add(clause)

    def remove(self, clause: Clause) -> None:
        self._by_gate[clause.gate].remove(clause)

    def verdicts(self, seen: Seen) -> tuple[frozenset[Clause | None], set[int]]:
        """The clauses that are not false, and None; the numbers of those that are sure to be."""
        found = [aspect.verdicts(seen) for aspect in self._all]
        live = _NO_GATE.union(*[one[0] for one in found])
        return live, set[int]().union(*[one[1] for one in found])


Verdicts = tuple[frozenset[Clause], frozenset[int]]
_NOTHING: Verdicts = frozenset(), frozenset()
_NO_GATE: frozenset[Clause | None] = frozenset((None,))
