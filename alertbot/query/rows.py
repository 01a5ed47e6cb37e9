"""Words in a row, in which phrases are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

_FEW = 4
"""Phrases that are sooner found letter by letter than by where their words stand."""


class Row:
    """Words in a row; `spelled` has them, each between single spaces.

    After a few phrases it is noted where each word stands, as the bits of a number: then a phrase
    costs a step for each of its words, however often those stand in the row.
    """

    def __init__(self, spelled: str) -> None:
        self.spelled = spelled
        self._asked = 0
        self._bits: dict[str, int] = {}

    def find(self, needle: str) -> int:
        """The number of the word with which a needle first begins, -1 where it is not there.

        A space stands before each word of a needle, and behind the last where that is whole.
        """
        self._asked += 1
        *whole, beginning = needle[1:].split(" ")
        if self._asked <= _FEW or len(whole) + bool(beginning) == 1:
            at = self.spelled.find(needle)
            return self.spelled.count(" ", 0, at) if at >= 0 else -1
        found = -1
        for number, word in enumerate(whole):
            found &= self._at(word) >> number
        if beginning and found:
            found &= self._begun(beginning) >> len(whole)
        return (found & -found).bit_length() - 1

    @cached_property
    def words(self) -> list[str]:
        """The words."""
        return self.spelled[1:-1].split(" ")

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The numbers of each word."""
        places = defaultdict[str, list[int]](list)
        for number, word in enumerate(self.words):
            places[word].append(number)
        return dict(places)

    def _at(self, word: str) -> int:
        """The places of a word, a bit each."""
        if word not in self._bits:
            self._bits[word] = self._mask(self._places.get(word, ()))
        return self._bits[word]

    def _begun(self, beginning: str) -> int:
        """The same of all words that begin so."""
        key = f"{beginning}*"
        if key not in self._bits:
            some = (at for word, at in self._places.items() if word.startswith(beginning))
            self._bits[key] = self._mask([number for numbers in some for number in numbers])
        return self._bits[key]

    def _mask(self, numbers: Iterable[int]) -> int:
        bits = bytearray(len(self.words) // 8 + 1)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")
