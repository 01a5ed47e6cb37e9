"""Where the numbers of filters stand: by a term, by a gate, and by a second word.

A term is what an opening needs for them; all that stand under it are its shelf. On the shelf they
lie by the clause that is their gate, or None, and there by another word that an opening needs in
its head, or None.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from alertbot.matching.needs import Where

if TYPE_CHECKING:  # a clause knows the terms that it needs
    from alertbot.matching.clauses import Clause

_DEAR: Mapping[Where, int] = {"head": 0, "company": 0, "letters": 10**9, "text": 2 * 10**9}
"""What counts for so many filters: where it costs more to find out whether an opening has it."""


class Term:
    """A word that openings are to have: see alertbot.matching.needs.

    `asked`: how many filters need it, or one of several that it is among; a dear one counts for
    more. `refuses`: exclusions that it may make fail. `meets`: by what a filter may lie on a shelf
    that is met by having the term (see `second`); more than are in use does no harm. `uses`: in how
    many clauses it is.
    """

    __slots__ = ("asked", "meets", "refuses", "shelf", "uses", "where", "word")

    def __init__(self, where: Where, word: str) -> None:
        self.where: Where = where
        self.word = word
        self.asked = _DEAR[where]
        self.shelf: dict[Clause | None, dict[str | None, array[int]]] = {}
        self.refuses: set[Clause] = set()
        self.meets: tuple[str, ...] = (word,)
        self.uses = 0

    def meet(self, need: str) -> None:
        """Takes note of a need that is met by having the term."""
        if need not in self.meets:
            self.meets += (need,)

    def put(self, gate: Clause | None, word: str | None, number: int) -> None:
        """Puts a filter on the shelf."""
        bucket = self.shelf.get(gate)
        if bucket is None:
            self.shelf[gate] = {word: array("I", (number,))}
        elif word in bucket:
            bucket[word].append(number)
        else:
            bucket[word] = array("I", (number,))

    def take(self, gate: Clause | None, words: Iterable[str | None], number: int) -> None:
        """Takes a filter off the shelf, if it is there. `words`: the second may be."""
        bucket = self.shelf.get(gate, {})
        for word in words:
            if number in bucket.get(word, ()):
                bucket[word].remove(number)
                if not bucket[word]:
                    del bucket[word]
                if not bucket:
                    del self.shelf[gate]
                return

    def gather(
        self, gates: frozenset[Clause | None], words: frozenset[str | None], found: list[int]
    ) -> None:
        """Adds the filters whose gate and second word are among these."""
        for gate in self.shelf.keys() & gates:
            bucket = self.shelf[gate]
            for word in bucket.keys() & words:
                found.extend(bucket[word])


def second(need: Sequence[Term]) -> str:
    """What a need is called on a shelf: by its word, or by the spellings of which one is enough."""
    return "/".join([term.word for term in need])
