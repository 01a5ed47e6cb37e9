"""Where the numbers of filters stand: by a term, by a gate, and where they are many by a word.

A term is what an opening needs for them; all that stand under it are its shelf. On the shelf they
lie in buckets by the part that is their gate, or None. A bucket that fills up is divided by a second
word that an opening needs in its head, or None.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from alertbot.matching.needs import Where

if TYPE_CHECKING:  # a part knows the terms that it needs
    from alertbot.matching.parts import Part

Second = Callable[[int, "Term"], str | None]
"""Another word that the filter with a number needs than that of a term."""

_FULL = 4
"""Filters in a bucket before it is divided."""
_DEAR: Mapping[Where, int] = {"head": 0, "company": 0, "letters": 10**9, "text": 2 * 10**9}
"""What counts for so many filters: where it costs more to find out whether an opening has it."""


class Term:
    """A word that openings are to have: see alertbot.matching.needs.

    `asked`: how many filters need it, or one of several that it is among; a dear one counts for
    more. `refuses`: exclusions that it may make fail. `uses`: in how many parts it is.
    """

    __slots__ = ("asked", "refuses", "shelf", "uses", "where", "word")

    def __init__(self, where: Where, word: str) -> None:
        self.where: Where = where
        self.word = word
        self.asked = _DEAR[where]
        self.shelf: dict[Part | None, array[int] | dict[str | None, array[int]]] = {}
        self.refuses: set[Part] = set()
        self.uses = 0

    def put(self, gate: Part | None, number: int, second: Second) -> None:
        """Puts a filter on the shelf."""
        bucket = self.shelf.get(gate)
        if bucket is None:
            self.shelf[gate] = array("I", (number,))
        elif isinstance(bucket, array):
            bucket.append(number)
            if len(bucket) == _FULL:
                divided: dict[str | None, array[int]] = {}
                for one in bucket:
                    _append(divided, second(one, self), one)
                self.shelf[gate] = divided
        else:
            _append(bucket, second(number, self), number)

    def take(self, gate: Part | None, number: int, words: Collection[str | None]) -> bool:
        """Takes a filter off the shelf; False where it is not there. `words`: the second may be."""
        bucket = self.shelf.get(gate)
        if bucket is None:
            return False
        if isinstance(bucket, array):
            found = _removed(bucket, number)
        else:
            found = False
            for word in words:
                if word in bucket and _removed(bucket[word], number):
                    found = True
                    if not bucket[word]:
                        del bucket[word]
                    break
        if not bucket:
            del self.shelf[gate]
        return found

    def gather(
        self, gates: frozenset[Part | None], words: frozenset[str | None], found: list[int]
    ) -> None:
        """Adds the filters whose gate and second word are among these."""
        shelf = self.shelf
        for gate in shelf.keys() & gates if len(shelf) < len(gates) else gates:
            bucket = shelf.get(gate)
            if bucket is None:
                continue
            if isinstance(bucket, array):
                found.extend(bucket)
            else:
                for word in bucket.keys() & words:
                    found.extend(bucket[word])


def _append(divided: dict[str | None, array[int]], word: str | None, number: int) -> None:
    numbers = divided.get(word)
    if numbers is None:
        divided[word] = array("I", (number,))
    else:
        numbers.append(number)


def _removed(numbers: array[int], number: int) -> bool:
    try:
        numbers.remove(number)
    except ValueError:
        return False
    return True
