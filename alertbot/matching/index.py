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
from collections.abc import Iterable
from datetime import datetime
from itertools import compress

from alertbot.matching import limits
from alertbot.matching.clauses import Clause
from alertbot.matching.gates import Gate
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.matching.shelves import ASKED, ROW, Bucket, Need, Shelves, Term
from alertbot.matching.truth import reasons
from alertbot.model import Match, Opening, Reasons
from alertbot.query import And, Condition, Filter

Plan = tuple[Clause, ...]
"""Clauses all of which have to pass."""
Kept = tuple[str, *Plan]
"""A filter: its key, and its clauses."""


class Index:
    """Filters by key. A filter's number is its place in the lists that are kept here."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._kept: list[Kept] = []
        self._buckets: list[tuple[Bucket, ...]] = []
        """Those that a filter's rows are in."""
        self._bundles: dict[int, Plan] = {}
        """The clauses that were made of several to fit a row, by filter."""
        self._ages: array[int] = array("Q")
        self._added = 0
        self._free: list[int] = []
        self._pool = Pool()
        self._shelves = Shelves()
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
            self._numbers[key] = number = self._new_number()
        else:
            self._take_down(number)
        self._kept[number] = (key, *plan)
        _count(plan, 1)
        need, clause = self._rarest(plan)
        if clause is None or not clause.ways:
            self._buckets[number] = tuple(self._put_up(number, plan, need))
            return
        others = tuple([one for one in plan if one is not clause])
        ways = [(*others, *way) for way in clause.ways]
        self._buckets[number] = tuple(
            [one for way in ways for one in self._put_up(number, way, self._rarest(way)[0])]
        )

    def _new_number(self) -> int:
        if self._free:
            number = self._free.pop()
            self._ages[number] = self._added
        else:
            number = len(self._kept)
            self._kept.append(_NOTHING)
            self._buckets.append(())
            self._ages.append(self._added)
        self._added += 1
        return number

    def _rarest(self, plan: Plan) -> tuple[Need, Clause | None]:
        """Of what an opening needs, that which the fewest filters ask for; and what clause does."""
        best: tuple[Need, Clause | None] = (self._always,), None
        least = _MOST
        for clause in plan:
            for need in clause.needs:
                asked = 0
                for term in need:
                    asked += term.asked
                if asked < least:
                    best, least = (need, clause), asked
        return best

    def _put_up(self, number: int, plan: Plan, need: Need) -> list[Bucket]:
        """Puts a filter under each term of a need, where what else the plan asks is asked."""
        gate = _gate(plan)
        asked: Plan = ()
        slow: Plan = ()
        for clause in plan:
            if clause is gate or (clause.is_certain and clause.needs[0] is need):
                continue
            if clause.is_slow:
                slow += (clause,)
            else:
                asked += (clause,)
        if len(asked) > ASKED:
            asked = (*asked[: ASKED - 1], self._bundled(number, asked[ASKED - 1 :]))
        if len(slow) > 1:
            slow = (self._bundled(number, slow),)
        row = [number, 0, 0, 0, 0, slow[0].id if slow else 0]
        for at, clause in enumerate(asked, 1):
            row[at] = clause.id
        found = []
        for term in need:
            bucket = self._shelves.bucket(gate, term, _second(plan, term))
            bucket.fromlist(row)
            found.append(bucket)
        return found

    def _bundled(self, number: int, plan: Plan) -> Clause:
        """One clause that asks all of these."""
        clause = self._pool.take(And(tuple([one.condition for one in plan])))
        self._bundles[number] = (*self._bundles.get(number, ()), clause)
        return clause

    def remove(self, key: str) -> None:
        """Remove a filter. KeyError where there is none of this key."""
        number = self._numbers.pop(key)
        self._take_down(number)
        self._kept[number], self._buckets[number] = _NOTHING, ()
        self._free.append(number)

    def _take_down(self, number: int) -> None:
        """Takes a filter out of its buckets, and gives back what it is made of."""
        _, *plan = self._kept[number]
        for bucket in self._buckets[number]:
            self._shelves.take(bucket, number)
        _count(plan, -1)
        for clause in (*plan, *self._bundles.pop(number, ())):
            self._pool.give_back(clause)

    # -- matching ---------------------------------------------------------------------------

    def match(self, opening: Opening, *, now: datetime) -> list[Match]:
        """The matches of all filters that the opening fits, in the order they were added in."""
        seen = Seen(opening, now)
        numbers = sorted(self._fitting(seen))
        if self._added > len(self._kept):  # a number was given again
            numbers.sort(key=self._ages.__getitem__)
        view = seen.view

        def why(kept: Kept) -> Reasons:
            return reasons(_whole(kept), view)

        return Match.each_later(map(self._kept.__getitem__, numbers), why)

    def _fitting(self, seen: Seen) -> set[int]:
        """The numbers of the filters that the opening fits."""
        terms = self._terms(seen)
        gates, false = self._pool.aspects.verdicts(seen)
        for term in terms:
            if term.refuses and (term.where == "head" or seen.company):
                false.update(one.id for one in term.refuses if one.truth(seen) is False)
        words = _NO_WORD.union(*[term.meets for term in terms])
        rows = self._shelves.gather(gates, {*terms, *self._of_text(seen)}, words)
        first, *others = [rows[at::ROW] for at in range(1, ASKED + 1)]
        asked = first, *filter(any, others)
        self._judge(set[int]().union(*asked), false, seen)
        passing = [*map(false.isdisjoint, zip(*asked, strict=True))]
        numbers = [*compress(rows[::ROW], passing)]
        slow = [*compress(rows[ROW - 1 :: ROW], passing)]
        if any(slow):
            self._judge(set(slow), false, seen)
            numbers = [
                number for number, one in zip(numbers, slow, strict=True) if one not in false
            ]
        return set(numbers)

    def _judge(self, asked: set[int], false: set[int], seen: Seen) -> None:
        """Adds to what is false what of the clauses that are asked is so."""
        by_id = self._pool.by_id
        asked.discard(0)
        families = defaultdict[int, list[Clause]](list)
        for one in map(by_id.__getitem__, asked):
            if one.family:
                families[one.family].append(one)
            elif not one.is_sure and one.truth(seen) is False:
                false.add(one.id)
        for alike in families.values():
            false.update(one.id for one in limits.refused(alike, seen))

    def _terms(self, seen: Seen) -> list[Term]:
        """The terms that the opening has, but for those of its text."""
        terms, opening = self._pool.terms, seen.opening
        by_word = terms["head"]
        found = [self._always, *map(by_word.__getitem__, by_word.keys() & seen.terms)]
        if by_word := terms["company"]:
            words = by_word.keys() & seen.company if opening.company else by_word
            found += map(by_word.__getitem__, words)
        if by_word := terms["letters"]:
            found += map(by_word.__getitem__, seen.threes(by_word))
        return found

    def _of_text(self, seen: Seen) -> Iterable[Term]:
        """The terms of its text; there may be a thousand."""
        by_word = self._pool.terms["text"]
        if not by_word or not seen.view.is_read:
            return by_word.values()
        return map(by_word.__getitem__, by_word.keys() & seen.text)


_NO_WORD: frozenset[str | None] = frozenset((None,))
_MOST = 10**12


_NOTHING: Kept = ("",)


def _count(plan: Iterable[Clause], by: int) -> None:
    """Counts for each term whether one filter more or less asks for it."""
    for clause in plan:
        for need in clause.needs:
            for term in need:
                term.asked += by


def _gate(plan: Plan) -> Clause | None:
    """The clause that a filter stands under: of those about one thing, which tells most."""
    best, rank = None, int(Gate.NONE)
    for clause in plan:
        if clause.gate < rank:
            best, rank = clause, clause.gate
    return best


def _second(plan: Plan, first: Term) -> str | None:
    """What another need is called that an opening has to meet, the one that the fewest ask for."""
    best: str | None = None
    least = _MOST
    for clause in plan:
        for name, need in clause.telling:
            asked = 0
            for term in need:
                asked += term.asked
            if asked < least and first not in need:
                best, least = name, asked
    return best


def _whole(kept: Kept) -> Condition:
    """The condition that the clauses were taken from."""
    _, *plan = kept
    return plan[0].condition if len(plan) == 1 else And(tuple([one.condition for one in plan]))
