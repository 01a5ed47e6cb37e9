"""How many openings a condition lets pass, for many conditions of the same leaves at once.

Each leaf judges an opening once; what it says of thousands of them is two long integers, a bit an
opening, and a condition of these leaves is worked out for all of them with a few operations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alertbot.query import And, Condition, Demand, Not, Or, leaves

Truth = bool | None
Truths = Mapping[int, Truth]
"""By the `id` of a leaf: to look one up by what it is takes longer than to ask it."""

Bits = tuple[int, int]
"""Where a condition is true, and where it is false; a bit in neither is unknown."""

AT_ONCE = 4_096
"""Rows of a block."""


def _bits(
    condition: Condition, columns: Mapping[int, Bits], whole: int, *, negated: bool = False
) -> Bits:
    """Where a condition is true, and where it is false, as matching.truth finds it one by one."""
    match condition:
        case And(parts) | Or(parts):
            # An OR is an AND seen from the other side: true and false change places.
            here, there = (0, 1) if isinstance(condition, And) else (1, 0)
            all_, any_ = whole, 0
            for part in parts:
                found = _bits(part, columns, whole, negated=negated)
                all_ &= found[here]
                any_ |= found[there]
            return (all_, any_) if here == 0 else (any_, all_)
        case Not(part):
            true, false = _bits(part, columns, whole, negated=not negated)
            return false, true
        case Demand(part):
            true, false = _bits(part, columns, whole, negated=negated)
            unknown = whole & ~(true | false)
            return (true | unknown, false) if negated else (true, false | unknown)
        case _:
            return columns[id(condition)]


class Tally:
    """How many openings each of some conditions lets pass."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = conditions
        self._leaves = {id(leaf) for one in conditions for leaf in leaves(one)}
        self._counts = [0] * len(conditions)
        self._rows: list[Truths] = []
        self._others: list[tuple[int, Truths]] = []

    def add(self, wordings: Sequence[Truths]) -> None:
        """An opening as each of its postings words it, one at least: it passes where one does.

        Each says what all leaves say of it.
        """
        first, *others = wordings
        self._others.extend((len(self._rows), other) for other in others)
        self._rows.append(first)
        if len(self._rows) >= AT_ONCE:
            self._count()

    def counts(self) -> list[int]:
        """How many openings pass, in the order of the conditions."""
        self._count()
        return list(self._counts)

    def _count(self) -> None:
        rows = [*self._rows, *(row for _, row in self._others)]
        if not rows:
            return
        columns = {leaf: _column(leaf, rows) for leaf in self._leaves}
        whole, firsts = (1 << len(rows)) - 1, (1 << len(self._rows)) - 1
        for place, condition in enumerate(self._conditions):
            passing = whole & ~_bits(condition, columns, whole)[1]
            for row, (opening, _) in enumerate(self._others, len(self._rows)):
                passing |= (passing >> row & 1) << opening
            self._counts[place] += (passing & firsts).bit_count()
        self._rows, self._others = [], []


def _column(leaf: int, rows: Sequence[Truths]) -> Bits:
    """A leaf's truths, the first row in the lowest bit."""
    said = [row[leaf] for row in reversed(rows)]
    return (
        int("".join("1" if truth else "0" for truth in said), 2),
        int("".join("1" if truth is False else "0" for truth in said), 2),
    )
