"""Where filters stand: by a gate, by a term, and by a second word.

A gate is the clause that says where to look for them, or None. Behind it they stand under a term,
which is what an opening needs for them, and there by another word that it needs in its head, or
None, in a bucket.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from alertbot.matching.needs import Where

if TYPE_CHECKING:  # a clause knows the terms that it needs
    from alertbot.matching.clauses import Clause

    _Numbers = array[int]
else:  # arrays take no parameters before Python 3.12
    _Numbers = array

ASKED = 4
"""How many clauses a row asks at once."""
ROW = 1 + ASKED + 1
"""The numbers of a row: of a filter, of the clauses it asks, and of one that is slow; 0 is none."""
_DEAR: Mapping[Where, int] = {"head": 0, "company": 0, "letters": 10**9, "text": 2 * 10**9}
"""What counts for so many filters: where it costs more to find out whether an opening has it."""


class Bucket(_Numbers):
    """Rows, one behind the other: so they are read without going from one object to the next."""

    __slots__ = ("gate", "second", "term")

    gate: Clause | None
    term: Term
    second: str | None


class Term:
    """A word that openings are to have: see alertbot.matching.needs.

    `asked`: how many filters need it, or one of several that it is among; a dear one counts for
    more. `refuses`: exclusions that it may make fail. `meets`: what the needs are called that are
    met by having it; more than are in use does no harm. `uses`: in how many clauses it is.
    """

    __slots__ = ("asked", "meets", "refuses", "uses", "where", "word")

    def __init__(self, where: Where, word: str) -> None:
        self.where: Where = where
        self.word = word
        self.asked = _DEAR[where]
        self.refuses: set[Clause] = set()
        self.meets: tuple[str, ...] = (word,)
        self.uses = 0

    @property
    def is_head(self) -> bool:
        """Whether it is looked for in the head alone."""
        return self.where in ("head", "letters")

    def meet(self, need: str) -> None:
        """Takes note of what a need is called that is met by having the term."""
        if need not in self.meets:
            self.meets += (need,)


class Shelves:
    """All buckets."""

    def __init__(self) -> None:
        self._by_gate: dict[Clause | None, dict[Term, dict[str | None, Bucket]]] = {}

    def bucket(self, gate: Clause | None, term: Term, second: str | None) -> Bucket:
        """The bucket that stands there, a new one if there was none."""
        by_term = self._by_gate.get(gate)
        if by_term is None:
            by_term = self._by_gate[gate] = {}
        shelf = by_term.get(term)
        if shelf is None:
            shelf = by_term[term] = {}
        found = shelf.get(second)
        if found is None:
            found = shelf[second] = Bucket("I")
            found.gate, found.term, found.second = gate, term, second
        return found

    def take(self, bucket: Bucket, number: int) -> None:
        """Takes a row of a filter out of its bucket, and the bucket away where it was the last."""
        at = bucket[::ROW].index(number) * ROW
        del bucket[at : at + ROW]
        if bucket:
            return
        by_term = self._by_gate[bucket.gate]
        shelf = by_term[bucket.term]
        del shelf[bucket.second]
        if not shelf:
            del by_term[bucket.term]
        if not by_term:
            del self._by_gate[bucket.gate]

    def gather(
        self,
        gates: frozenset[Clause | None],
        terms: set[Term],
        words: frozenset[str | None],
    ) -> array[int]:
        """The rows whose gate, term and second word are among these."""
        rows = array("I")
        for gate in self._by_gate.keys() & gates:
            by_term = self._by_gate[gate]
            for term in by_term.keys() & terms:
                shelf = by_term[term]
                for second in shelf.keys() & words:
                    rows.extend(shelf[second])
        return rows


Need = tuple[Term, ...]
"""Terms of which an opening has to have one."""

_MOST_TERMS = 32
"""A need of more terms than these is none: a filter stands under each of them."""


def either(branches: Sequence[Sequence[Need]]) -> tuple[Need, ...]:
    """What is needed for one of several to pass: a need of each together, the smallest."""
    if not all(branches):
        return ()
    terms = dict.fromkeys(term for needs in branches for term in min(needs, key=_size))
    return (tuple(terms),) if len(terms) <= _MOST_TERMS else ()


def _size(need: Need) -> tuple[int, int]:
    return sum(term.where != "head" for term in need), len(need)


def called(need: Sequence[Term]) -> str:
    """What a need is called on a shelf: by its word, or by the spellings of which one is enough."""
    return "/".join([term.word for term in need])
