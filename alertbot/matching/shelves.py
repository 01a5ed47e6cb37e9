"""Where filters stand: by a term, by a second word, and by a gate.

A term is what an opening needs for them; all that stand under it are its shelf. On the shelf they
lie by another word that an opening needs in its head, or None, and there by the clause that is
their gate, or None, in a bucket.
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

    term: Term
    second: str | None
    gate: Clause | None

    def leave(self, number: int) -> None:
        """Takes a row of a filter out, and the bucket off its shelf where it was the last."""
        at = self[::ROW].index(number) * ROW
        del self[at : at + ROW]
        if not self:
            by_gate = self.term.shelf[self.second]
            del by_gate[self.gate]
            if not by_gate:
                del self.term.shelf[self.second]


class Term:
    """A word that openings are to have: see alertbot.matching.needs.

    `asked`: how many filters need it, or one of several that it is among; a dear one counts for
    more. `refuses`: exclusions that it may make fail. `meets`: what the needs are called that are
    met by having it; more than are in use does no harm. `uses`: in how many clauses it is.
    """

    __slots__ = ("asked", "meets", "refuses", "shelf", "uses", "where", "word")

    def __init__(self, where: Where, word: str) -> None:
        self.where: Where = where
        self.word = word
        self.asked = _DEAR[where]
        self.shelf: dict[str | None, dict[Clause | None, Bucket]] = {}
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

    def bucket(self, second: str | None, gate: Clause | None) -> Bucket:
        """The bucket on the shelf, a new one if there was none."""
        by_gate = self.shelf.get(second)
        if by_gate is None:
            by_gate = self.shelf[second] = {}
        found = by_gate.get(gate)
        if found is None:
            found = by_gate[gate] = Bucket("I")
            found.term, found.second, found.gate = self, second, gate
        return found

    def gather(
        self, words: frozenset[str | None], gates: frozenset[Clause | None], rows: array[int]
    ) -> None:
        """Adds the rows whose second word and gate are among these."""
        for second in self.shelf.keys() & words:
            by_gate = self.shelf[second]
            for gate in by_gate.keys() & gates:
                rows.extend(by_gate[gate])


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
