"""The parts that filters stand under, by what they are about: which are not false, at once.

Boards say the same of many postings, so what was found out for one place, level or kind of
employment is remembered for the next.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from alertbot import places
from alertbot.matching.gates import Gate, leaves
from alertbot.matching.parts import Part
from alertbot.matching.seen import Seen
from alertbot.model import Opening
from alertbot.query import Leaf
from alertbot.query.where import In

_REMEMBERED = 1024
"""Values of an aspect that are remembered."""


class Aspect:
    """The parts about one aspect of an opening."""

    def __init__(self) -> None:
        self.parts: set[Part] = set()
        self._known: dict[Hashable, Verdicts] = {}

    def value(self, opening: Opening) -> Hashable:
        """All that the parts depend on."""
        raise NotImplementedError

    def add(self, part: Part) -> None:
        self.parts.add(part)
        self._known.clear()

    def remove(self, part: Part) -> None:
        self.parts.discard(part)
        self._known.clear()

    def verdicts(self, seen: Seen) -> Verdicts:
        """Which parts are not false, and which are."""
        if not self.parts:
            return _NOTHING
        value = self.value(seen.view.opening)
        found = self._known.get(value)
        if found is None:
            live = frozenset(part for part in self.likely(seen) if part.passes(seen))
            found = live, frozenset(self.parts - live)
            if len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[value] = found
        return found

    def likely(self, seen: Seen) -> Iterable[Part]:
        """Parts of which the others are certainly false."""
        return self.parts


class Workplaces(Aspect):
    def value(self, opening: Opening) -> Hashable:
        return opening.places, opening.workplace, opening.remote_in


class Levels(Aspect):
    def value(self, opening: Opening) -> Hashable:
        return opening.level


class Kinds(Aspect):
    def value(self, opening: Opening) -> Hashable:
        return opening.employment_type


class Sources(Aspect):
    def value(self, opening: Opening) -> Hashable:
        return opening.sources


Area = tuple[str, str | None]
"""A country, and a region of it or None."""


class Places(Aspect):
    """By country and region, as far as the gazetteer knows."""

    def __init__(self) -> None:
        super().__init__()
        self._anywhere: set[Part] = set()
        self._in_country: dict[str, set[Part]] = {}
        self._in_region: dict[str, set[Part]] = {}
        self._in_no_region: dict[str, set[Part]] = {}
        """By country, those that no single region of it decides."""

    def value(self, opening: Opening) -> Hashable:
        return opening.places, opening.workplace, opening.remote_in

    def add(self, part: Part) -> None:
        super().add(part)
        for standing in self._standing(part):
            standing.add(part)

    def remove(self, part: Part) -> None:
        super().remove(part)
        for standing in self._standing(part):
            standing.discard(part)

    def _standing(self, part: Part) -> Iterator[set[Part]]:
        """The sets that a part belongs to."""
        found = [_areas(leaf) for leaf in leaves(part.condition)]
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

    def likely(self, seen: Seen) -> Iterable[Part]:
        view = seen.view
        if not view.places or view.vague or None in view.countries:
            return self.parts
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
        self._by_gate: dict[Gate, Aspect] = {
            Gate.PLACE: Places(),
            Gate.SOURCE: Sources(),
            Gate.WORKPLACE: Workplaces(),
            Gate.LEVEL: Levels(),
            Gate.KIND: Kinds(),
        }
        self._all = tuple(self._by_gate.values())
        self._standing: dict[Part, int] = {}

    def stand(self, part: Part) -> None:
        """One filter more stands under a part."""
        count = self._standing.get(part, 0)
        self._standing[part] = count + 1
        if not count:
            self._by_gate[part.gate].add(part)

    def leave(self, part: Part) -> None:
        """One filter less stands under a part."""
        self._standing[part] -= 1
        if not self._standing[part]:
            del self._standing[part]
            self._by_gate[part.gate].remove(part)

    def verdicts(self, seen: Seen) -> tuple[frozenset[Part | None], set[Part]]:
        """The parts that are not false, and None; and those of a few values that are."""
        places, sources, *few = (aspect.verdicts(seen) for aspect in self._all)
        live = _NO_GATE.union(places[0], sources[0], *(one[0] for one in few))
        return live, set[Part]().union(*(one[1] for one in few))


Verdicts = tuple[frozenset[Part], frozenset[Part]]
_NOTHING: Verdicts = frozenset(), frozenset()
_NO_GATE: frozenset[Part | None] = frozenset((None,))
