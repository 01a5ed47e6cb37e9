"""Which of many filters an opening fits, trying those alone that could match.

A filter stands on a shelf under a word that an opening needs for it, the one that the fewest
filters ask for; and on the shelf in a bucket under its gate, which is its place, or else its level
or the like. An opening looks through the shelves of its words, at the buckets whose gates are open
to it. All conditions are kept once, however many filters have them, and judged once for each
opening.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import compress

from alertbot.matching import limits
from alertbot.matching.aspects import Aspects
from alertbot.matching.clauses import Clause
from alertbot.matching.gates import Gate
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.matching.shelves import Term, second
from alertbot.matching.truth import reasons
from alertbot.model import Match, Opening, Reasons
from alertbot.query import And, Condition, Filter, Leaf

Plan = tuple[Clause, ...]
"""The clauses of a filter, all of which have to pass."""
Need = tuple[Term, ...]
"""Terms of which an opening has to have one."""


class Index:
    """Filters by key. A filter's number is its place in the lists that are kept here."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = []
        self._plans: list[Plan] = []
        self._asked: list[Plan] = []
        """What each asks beside its term and its gate,"""
        self._slow: dict[int, Plan] = {}
        """and what of that is slow to say, where there is such a thing."""
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
            self._asked.append(())
            self._ages.append(self._added)
        self._added += 1
        return number

    def _put_up(self, number: int, plan: Plan) -> None:
        """Puts a filter into its bucket, or into several where one term of many is needed."""
        need = self._rarest(plan)
        gate = _gate(plan)
        asked: list[Clause] = []
        slow: list[Clause] = []
        for clause in plan:
            if clause is gate:
                self._aspects.stand(clause)
            elif clause.is_slow:
                slow.append(clause)
            elif not (clause.is_certain and clause.needs and clause.needs[0] is need):
                asked.append(clause)
                if clause.is_sure and clause.gate is not Gate.NONE:
                    self._aspects.stand(clause)
        self._asked[number] = plan if len(asked) == len(plan) else tuple(asked)
        if slow:
            self._slow[number] = tuple(slow)
        for term in need:
            term.put(gate, _second(plan, term), number)

    def _rarest(self, plan: Plan) -> Need:
        """Of what an opening needs, that which the fewest filters ask for; counts them, too."""
        best: Need = (self._always,)
        least = _MOST
        for clause in plan:
            for need in clause.needs:
                asked = 0
                for term in need:
                    asked += term.asked
                    term.asked += 1
                if asked < least:
                    best, least = need, asked
        return best

    def remove(self, key: str) -> None:
        """Remove a filter. KeyError where there is none of this key."""
        number = self._numbers.pop(key)
        self._take_down(number)
        self._keys[number] = ""
        self._plans[number] = self._asked[number] = ()
        self._free.append(number)

    def _take_down(self, number: int) -> None:
        """Takes a filter out of its buckets, and gives back what it is made of."""
        plan = self._plans[number]
        self._slow.pop(number, None)
        gate = _gate(plan)
        needs = [need for clause in plan for need in clause.needs]
        words = (None, *map(second, _telling(plan)))
        for term in (self._always, *dict.fromkeys(term for need in needs for term in need)):
            term.take(gate, words, number)
        for need in needs:
            for term in need:
                term.asked -= 1
        for clause in plan:
            if clause is gate or (clause.is_sure and clause.gate is not Gate.NONE):
                self._aspects.leave(clause)
        for clause in plan:
            self._pool.give_back(clause)

    # -- matching ---------------------------------------------------------------------------

    def match(self, opening: Opening, *, now: datetime) -> list[Match]:
        """The matches of all filters that the opening fits, in the order they were added in."""
        seen = Seen(opening, now)
        numbers = sorted(self._fitting(seen))
        if self._added > len(self._keys):  # a number was given again
            numbers.sort(key=self._ages.__getitem__)
        keys, plans, later, view = self._keys, self._plans, Match.later, seen.view

        def why(plan: Plan) -> Reasons:
            return reasons(_whole(plan), view)

        return [later(keys[number], why, plans[number]) for number in numbers]

    def _fitting(self, seen: Seen) -> set[int]:
        """The numbers of the filters that the opening fits."""
        terms = self._terms(seen)
        gates, false = self._aspects.verdicts(seen)
        for term in terms:
            if term.refuses and (term.where == "head" or seen.view.company):
                false.update(clause for clause in term.refuses if clause.truth(seen) is False)
        words = _NO_WORD.union(*(term.meets for term in terms))
        found: list[int] = []
        for term in terms:
            term.gather(gates, words, found)
        fitting = set(_passing(found, self._asked, false, seen))
        if late := list(self._slow.keys() & fitting):
            fitting.difference_update(late)
            fitting.update(_passing(late, self._slow, false, seen))
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
            words = by_word.keys() & seen.text if view.is_read else by_word
            found += map(by_word.__getitem__, words)
        return found


_NO_WORD: frozenset[str | None] = frozenset((None,))
_MOST = 10**12


def _passing(
    numbers: list[int], asked: list[Plan] | dict[int, Plan], false: set[Clause], seen: Seen
) -> Iterator[int]:
    """The filters of which no clause that is asked is false; what is false is added to those."""
    plans = [*map(asked.__getitem__, numbers)]
    clauses = set[Clause]().union(*plans)
    families = defaultdict[int, list[Clause]](list)
    for one in clauses:
        if one.family:
            families[one.family].append(one)
        elif not one.is_sure and one.truth(seen) is False:
            false.add(one)
    for alike in families.values():
        false.update(limits.refused(alike, seen))
    return compress(numbers, map(false.isdisjoint, plans))


def _gate(plan: Plan) -> Clause | None:
    """The clause that a filter stands under: of those about one thing, which tells most."""
    best, rank = None, int(Gate.NONE)
    for clause in plan:
        if clause.gate < rank:
            best, rank = clause, clause.gate
    return best


def _second(plan: Plan, first: Term) -> str | None:
    """Another word that an opening needs for a filter, the one that the fewest ask for."""
    best: Need | None = None
    least = _MOST
    for need in _telling(plan):
        asked = sum([term.asked for term in need])
        if asked < least and first not in need:
            best, least = need, asked
    return second(best) if best else None


def _telling(plan: Plan) -> Iterator[Need]:
    """What an opening needs in its head for one condition or another."""
    for clause in plan:
        if isinstance(clause.condition, Leaf):
            for need in clause.needs:
                if need[0].where in ("head", "letters"):
                    yield need


def _whole(plan: Plan) -> Condition:
    """The condition that the clauses were taken from."""
    return plan[0].condition if len(plan) == 1 else And(tuple(clause.condition for clause in plan))
