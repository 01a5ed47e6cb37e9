"""Which of many filters an opening fits, trying those alone that could match.

A filter stands on a shelf under a word that an opening needs for it, the one that the fewest
filters ask for; and on the shelf in a bucket under its gate, which is its place, or else its level
or the like. An opening looks through the shelves of its words, at the buckets whose gates are open
to it. All conditions are kept once, however many filters have them, and judged once for each
opening.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from alertbot.matching.aspects import Aspects
from alertbot.matching.gates import Gate
from alertbot.matching.parts import Part
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.matching.shelves import Term
from alertbot.matching.truth import reasons
from alertbot.model import Match, Opening, Reasons
from alertbot.query import And, Condition, Filter

Plan = tuple[Part, ...]
"""The parts of a filter, all of which have to pass."""
Need = tuple[Term, ...]
"""Terms of which an opening has to have one."""


class Index:
    """Filters by key. A filter's number is its place in `_keys`, `_plans` and what follows there."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = []
        self._plans: list[Plan] = []
        self._sure: list[Plan] = []
        """What each asks beside its term and its gate, as far as it is found out for all at once,"""
        self._asked: list[Plan] = []
        """and what else, the slow last."""
        self._ages: array[int] = array("Q")
        self._added = 0
        self._free: list[int] = []
        self._pool = Pool()
        self._aspects = Aspects()
        self._always = Term("head", "")
        """Where filters stand that need no word."""

    def __len__(self) -> int:
        return len(self._numbers)

    # -- adding and removing ----------------------------------------------------------------

    def add(self, key: str, filter: Filter) -> None:  # noqa: A002 - the contract's name
        """Add a filter. One of the same key is replaced, and keeps its place in the order."""
        whole = filter.condition
        plan = tuple(map(self._pool.take, whole.parts if isinstance(whole, And) else (whole,)))
        number = self._numbers.get(key)
        if number is None:
            self._numbers[key] = number = self._new_number(key)
        else:
            self._take_down(number)
        self._plans[number] = plan
        self._put_up(number, plan)

    def _new_number(self, key: str) -> int:
        if self._free:
            number = self._free.pop()
            self._keys[number], self._ages[number] = key, self._added
        else:
            number = len(self._keys)
            self._keys.append(key)
            self._plans.append(())
            self._sure.append(())
            self._asked.append(())
            self._ages.append(self._added)
        self._added += 1
        return number

    def _put_up(self, number: int, plan: Plan) -> None:
        """Puts a filter into its bucket, or into several where one term of many is needed."""
        need = self._rarest(plan)
        gate = _gate(plan)
        sure, asked = [], []
        for part in plan:
            if part is gate:
                self._aspects.stand(part)
            elif part.is_sure:
                sure.append(part)
                if part.gate is not Gate.NONE:
                    self._aspects.stand(part)
            elif not (part.is_certain and part.needs and part.needs[0] is need):
                asked.append(part)
        if len(asked) > 1:
            asked.sort(key=_is_slow)
        self._asked[number] = tuple(asked)
        self._sure[number] = tuple(sure)
        for term in need:
            term.put(gate, number, self._second)

    def _rarest(self, plan: Plan) -> Need:
        """Of what an opening needs, that which the fewest filters ask for; counts them, too."""
        best: Need = (self._always,)
        least = _MOST
        for part in plan:
            for need in part.needs:
                asked = 0
                for term in need:
                    asked += term.asked
                    term.asked += 1
                if asked < least:
                    best, least = need, asked
        return best

    def _second(self, number: int, first: Term) -> str | None:
        """Another word that an opening needs for a filter, the one that the fewest ask for."""
        others = (term for term in _alone(self._plans[number]) if term is not first)
        best = min(others, key=_asked, default=None)
        return best.word if best else None

    def remove(self, key: str) -> None:
        """Remove a filter. KeyError where there is none of this key."""
        number = self._numbers.pop(key)
        self._take_down(number)
        self._keys[number] = ""
        self._plans[number] = self._sure[number] = self._asked[number] = ()
        self._free.append(number)

    def _take_down(self, number: int) -> None:
        """Takes a filter out of its buckets, and gives back what it is made of."""
        plan = self._plans[number]
        gate = _gate(plan)
        needs = [need for part in plan for need in part.needs]
        words = (None, *(term.word for term in _alone(plan)))
        for term in (self._always, *dict.fromkeys(term for need in needs for term in need)):
            term.take(gate, number, words)
        for need in needs:
            for term in need:
                term.asked -= 1
        for part in plan:
            if part is gate or (part.is_sure and part.gate is not Gate.NONE):
                self._aspects.leave(part)
        for part in plan:
            self._pool.give_back(part)

    # -- matching ---------------------------------------------------------------------------

    def match(self, opening: Opening, *, now: datetime) -> list[Match]:
        """The matches of all filters that the opening fits, in the order they were added in."""
        seen = Seen(opening, now)
        numbers = sorted(set(self._fitting(seen)))
        if self._added > len(self._keys):  # a number was given again
            numbers.sort(key=self._ages.__getitem__)
        keys, plans, later, view = self._keys, self._plans, Match.later, seen.view

        def why(plan: Plan) -> Reasons:
            return reasons(_whole(plan), view)

        return [later(keys[number], why, plans[number]) for number in numbers]

    def _fitting(self, seen: Seen) -> list[int]:
        """The numbers of the filters that the opening fits; some may come twice."""
        terms = self._terms(seen)
        gates, false = self._aspects.verdicts(seen)
        for term in terms:
            if term.refuses and (term.where == "head" or seen.view.company):
                false.update(part for part in term.refuses if not part.passes(seen))
        words = seen.terms.union(_NO_WORD, (term.word for term in terms if term.where == "letters"))
        found: list[int] = []
        for term in terms:
            term.gather(gates, words, found)
        known: dict[Part, bool] = {}
        sure, asked, is_possible = self._sure, self._asked, false.isdisjoint
        fitting = []
        for number in found:
            if is_possible(sure[number]):
                for part in asked[number]:
                    passes = known.get(part)
                    if passes is None:
                        passes = known[part] = part.passes(seen)
                    if not passes:
                        break
                else:
                    fitting.append(number)
        return fitting

    def _terms(self, seen: Seen) -> list[Term]:
        """The terms that the opening has."""
        terms, view = self._pool.terms, seen.view
        by_word = terms["head"]
        found = [self._always, *map(by_word.__getitem__, by_word.keys() & seen.terms)]
        if by_word := terms["company"]:
            words = by_word.keys() & seen.company if view.company else by_word
            found += map(by_word.__getitem__, words)
        if by_word := terms["letters"]:
            found += map(by_word.__getitem__, seen.threes(by_word))
        if by_word := terms["text"]:
            words = by_word.keys() & seen.text if view.description else by_word
            found += map(by_word.__getitem__, words)
        return found


_NO_WORD: frozenset[str | None] = frozenset((None,))
_MOST = 10**12
_asked = attrgetter("asked")
_is_slow = attrgetter("is_slow")


def _gate(plan: Plan) -> Part | None:
    """The part that a filter stands under: of those that are about one thing, which tells most."""
    best, rank = None, int(Gate.NONE)
    for part in plan:
        if part.gate < rank:
            best, rank = part, part.gate
    return best


def _alone(plan: Plan) -> Iterator[Term]:
    """What an opening needs in its head, without words of which one of several does."""
    for part in plan:
        for need in part.needs:
            if len(need) == 1 and need[0].where in ("head", "letters"):
                yield need[0]


def _whole(plan: Plan) -> Condition:
    """The condition that the parts were taken from."""
    return plan[0].condition if len(plan) == 1 else And(tuple(part.condition for part in plan))
