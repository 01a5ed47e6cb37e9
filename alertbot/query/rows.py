"""Pieces of text cut into words, in which words and phrases are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from alertbot.query.tokens import bases, spellings

MAX_LINE = 1_000
"""Letters of a title or a name that are looked at."""
BREAK = "\n"
"""What ends a line of a field that is a list, among its words as in its content."""
_LINE = "0line0"
"""A word that stands for it while the text is cut; who has it for a hashtag has two."""
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


@dataclass(frozen=True, eq=False)
class Field:
    """A piece of text in which words are looked for. `shown` is what evidence says of it.

    With `is_list`, each line of the content is one by itself, and shown with a #.
    """

    content: str
    shown: str
    is_list: bool = False

    @cached_property
    def _written(self) -> str:
        """The words with the apostrophes in them, each between single spaces."""
        if not self.is_list:
            return f" {' '.join(spellings(self.content))} "
        # In one go: there may be hundreds of lines.
        together = spellings(self.content.replace(BREAK, f" {_LINE} "))
        return f" {' '.join(together)} ".replace(f" {_LINE} ", f" {BREAK} ")

    @property
    def words(self) -> list[str]:
        """The words as evidence shows them; a line of a list ends with a line break."""
        return self.rows[0].words

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The words in which phrases are looked for: as spelled, and in their bases if others."""
        spelled = Row(self.spelled)
        return (spelled,) if self.based == self.spelled else (spelled, Row(self.based))

    @cached_property
    def spelled(self) -> str:
        """The words, each between single spaces."""
        return self._written.replace("'", "")

    @cached_property
    def based(self) -> str:
        """The same in their bases, as many words."""
        return bases(self._written)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, and their bases."""
        found = frozenset(self.spelled.split())
        return found if self.based == self.spelled else found.union(self.based.split())

    @cached_property
    def lowered(self) -> str:
        """The content in lower case where that keeps each character's place, else empty."""
        lower = self.content.lower()
        return lower if len(lower) == len(self.content) else ""

    @cached_property
    def encoded(self) -> bytes:
        return self.content.encode("utf-8", "ignore")


@lru_cache(maxsize=4096)
def line(content: str) -> Field:
    """A title or a name, shown as it is; boards repeat them."""
    return Field(content[:MAX_LINE], content)
