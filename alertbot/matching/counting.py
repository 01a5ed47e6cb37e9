"""What filters make of many openings: how many fit, and which condition refuses how many. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from alertbot.matching.clauses import Clause
from alertbot.matching.explaining import conditions, wordings
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.model import Opening
from alertbot.query import Filter, Leaf, leaves
from alertbot.query.facts import Written
from alertbot.query.words import Pattern, Scope, Words


def reads_descriptions(filters: Iterable[Filter]) -> bool:
    """Whether one of the filters looks at descriptions."""
    return any(_reads(leaf) for one in filters for leaf in leaves(one.condition))


def _reads(leaf: Leaf) -> bool:
    looks_there = isinstance(leaf, Words | Pattern) and leaf.scope is Scope.TEXT
    return looks_there or isinstance(leaf, Written)


@dataclass(slots=True)
class Refusal:
    """How many openings one condition refuses: `alone`, where no other does so too, and in all."""

    condition: str
    alone: int = 0
    in_all: int = 0


@dataclass(slots=True)
class Count:
    """What one filter has made of the openings so far. `refusals`: of each condition that has to
    hold, in the order of the query."""

    refusals: tuple[Refusal, ...]
    seen: int = 0
    matched: int = 0

    def add(self, refused: Collection[Collection[str]]) -> None:
        """One opening more: by which conditions it is `refused`, in each of its wordings.

        The one that counts comes nearest to fitting.
        """
        some = ([one for one in self.refusals if one.condition in by] for by in refused)
        refusing = min(some, key=len)
        self.seen += 1
        self.matched += not refusing
        for one in refusing:
            one.in_all += 1
            one.alone += len(refusing) == 1


class Counting:
    """Counts for the searches of one configuration, where what is written alike means the same.

    Each condition is judged once for an opening, however many of the searches have it.
    """

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        self.by_name: dict[str, Count] = {}
        self._clauses: dict[str, Clause] = {}
        pool = Pool()
        for name, one in filters.items():
            parts = {str(part): part for part in conditions(one)}
            self._clauses |= {written: pool.take(part) for written, part in parts.items()}
            self.by_name[name] = Count(tuple(map(Refusal, parts)))

    def add(self, opening: Opening, *, now: datetime) -> None:
        """One opening more, which all of them see."""
        refused = [self._refused(Seen(one, now)) for one in wordings(opening)]
        for count in self.by_name.values():
            count.add(refused)

    def _refused(self, seen: Seen) -> frozenset[str]:
        some = self._clauses.items()
        return frozenset(written for written, clause in some if clause.truth(seen) is False)
