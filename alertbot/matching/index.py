"""Which of many filters an opening fits, trying those alone that could match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.matching.truth import in_view
from alertbot.model import Match, Opening
from alertbot.query import And, Condition, Demand, Filter, Not, Or, View

_MOST_TERMS = 32
"""A filter that needs one of more terms than these is tried always."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    number: int
    filter: Filter
    terms: frozenset[str]


class Index:
    """Filters by key, each under a term that an opening needs to have to fit it.

    Of several necessary terms the one is taken that the fewest filters stand under. Filters
    without a necessary term (patterns, places, pay alone) are tried on every opening.
    """

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._by_term: dict[str, dict[str, _Entry]] = {}
        self._always: dict[str, _Entry] = {}
        self._added = 0

    def add(self, key: str, filter: Filter) -> None:  # noqa: A002 - the contract's name
        """Add a filter. One of the same key is replaced, and keeps its place in the order."""
        earlier = self._entries.get(key)
        if earlier is not None:
            self.remove(key)
            number = earlier.number
        else:
            number = self._added
            self._added += 1
        terms = min(_necessary(filter.condition), key=self._crowd, default=frozenset())
        entry = _Entry(key, number, filter, terms)
        self._entries[key] = entry
        for term in terms:
            self._by_term.setdefault(term, {})[key] = entry
        if not terms:
            self._always[key] = entry

    def _crowd(self, terms: frozenset[str]) -> tuple[int, int]:
        """How many filters stand under these terms; the longer words first where that is equal."""
        standing = sum(len(self._by_term.get(term, ())) for term in terms)
        return standing, -min(len(term) for term in terms)

    def remove(self, key: str) -> None:
        """Remove a filter. KeyError where there is none of this key."""
        entry = self._entries.pop(key)
        self._always.pop(key, None)
        for term in entry.terms:
            standing = self._by_term[term]
            del standing[key]
            if not standing:
                del self._by_term[term]

    def __len__(self) -> int:
        return len(self._entries)

    def match(self, opening: Opening, *, now: datetime) -> list[Match]:
        """The matches of all filters that the opening fits, in the order they were added in."""
        view = View(opening, now)
        candidates = dict(self._always)
        for term in view.terms:
            candidates.update(self._by_term.get(term, {}))
        found = []
        for entry in sorted(candidates.values(), key=lambda entry: entry.number):
            match = in_view(entry.filter, view)
            if match is not None:
                found.append(replace(match, key=entry.key))
        return found


def _necessary(condition: Condition) -> Sequence[frozenset[str]]:
    """Sets of terms, of each of which an opening has to have one for the condition to pass."""
    match condition:
        case And(parts):
            return [terms for part in parts for terms in _necessary(part)]
        case Or(parts):
            sets = [min(_necessary(part), key=len, default=frozenset()) for part in parts]
            union = frozenset[str]().union(*sets)
            return [union] if all(sets) and len(union) <= _MOST_TERMS else []
        case Demand(part):
            return _necessary(part)
        case Not():
            return []
        case _:
            return condition.terms()
