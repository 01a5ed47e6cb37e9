"""A text as two postings of one opening have it in common: squashed, and cut into pieces.

Boards glue words, drop paragraphs, shorten and put sentences before. So a text is squashed to its
letters and digits, and cut wherever one of two letters stands: where it is cut depends on the text
around alone, so that a sentence put before, or a letter mistyped, changes the pieces beside it and
no others. How much of one text stands in another is then a matter of two sets.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from alertbot.model import Posting
from alertbot.text import squash

_LONGEST = 30_000
"""More of a text is not compared: nobody writes so much of one opening."""


squashed = lru_cache(maxsize=128)(squash)
"""Letters and digits of a text alone; the last texts are kept, since they are asked for again."""


def letters(a: Posting, b: Posting) -> tuple[str, str]:
    """The texts of two postings, squashed."""
    return squashed(a.description), squashed(b.description)


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its letters, and the pieces that it is cut into."""

    letters: str
    pieces: frozenset[str]


@lru_cache(maxsize=128)
def read(text: str) -> Text:
    """The text, squashed and cut; the last ones are kept, since they are asked for again."""
    letters = squashed(text)
    return Text(letters, frozenset(cut(letters[:_LONGEST])))


def _letters(*remainders: int) -> str:
    """The letters whose code leaves one of these remainders by 32: of a to z one each."""
    return "".join(chr(code) for code in range(0x61, 0xD800) if code & 31 in remainders)


_M, _G = ord("m") & 31, ord("g") & 31
_CUT = re.compile(f"[{_letters(_M, _G)}]")


def cut(letters: str) -> list[str]:
    """The pieces between the letters that part them: some twenty letters long each.

    Those letters are g and m of the Latin ones, and two in 32 of all others.
    """
    if letters.isascii():
        return letters.replace("g", "m").split("m")
    return _CUT.split(letters)


_COARSE = re.compile(f"[{_letters(_M)}]")
_TELLING = 20
_WINDOW = 800
"""Letters at either end of a text that are looked at; of what is longer, the rest is left out."""
_END = 330
"""Letters at an end of a text: the first are all there where it is cut at 500 characters."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Pieces of a text that hardly another has.

    `first`, `second`: of its halves. `head`, `tail`: one of its beginning, one of its end.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    head: str
    tail: str


def telling(letters: str) -> Telling:
    """What tells a text: pieces of twenty letters and more between one m and the next.

    In other scripts other letters stand for m. A short text is its own piece.
    """
    if len(letters) <= 2 * _WINDOW:
        pieces = _telling(letters) or [letters]
        half = (len(pieces) + 1) // 2
        first, second = pieces[:half], pieces[half:]
    else:
        first, second = _telling(letters[:_WINDOW])[:-1], _telling(letters[-_WINDOW:])[1:]
    head, tail = letters[:_END], letters[-_END:]
    return Telling(
        tuple(first),
        tuple(second),
        max(_telling(head.rpartition("m")[0]), key=len, default=head),
        max(_telling(tail.partition("m")[2]), key=len, default=tail),
    )


def _telling(letters: str) -> list[str]:
    pieces = letters.split("m") if letters.isascii() else _COARSE.split(letters)
    return [piece for piece in pieces if len(piece) >= _TELLING]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of two texts is in one alone, as shares of each; `fewer`, `more`: of which less is.

    `is_head`: the shorter is the beginning of the longer.
    """

    fewer: float
    more: float
    is_head: bool


def overlap(a: Text, b: Text) -> Overlap:
    """How much two texts have in common.

    By their pieces where that is plain; else, of what is left over, by every run of eight letters:
    a slip of the pen costs a whole piece, but of runs no more than eight letters.
    """
    if a.letters == b.letters:
        return Overlap(0.0, 0.0, True)
    shared = sum(map(len, a.pieces & b.pieces))
    own = [1 - shared / max(sum(map(len, each.pieces)), 1) for each in (a, b)]
    if _CONTAINED < min(own) < _FOREIGN:
        own = _exactly(a, b)
    shorter, longer = sorted((a.letters, b.letters), key=len)
    head = shorter[: max(len(shorter) - _TAIL, 1)]
    return Overlap(min(own), max(own), longer.startswith(head))


def _exactly(a: Text, b: Text) -> list[float]:
    """What each of two texts has alone, as shares of it, by the runs of the pieces left over."""
    first, second = _runs(a, b), _runs(b, a)
    return [
        min(1.0, len(own - other) / max(len(text.letters), 1))
        for own, other, text in ((first, second, a), (second, first, b))
    ]


def _runs(text: Text, other: Text) -> frozenset[str]:
    left = "m".join(piece for piece in cut(text.letters[:_LONGEST]) if piece not in other.pieces)
    return frozenset([left[at : at + _RUN] for at in range(max(len(left) - _RUN + 1, 0))])


def apart(one: str, other: str) -> tuple[str, str]:
    """Two squashed texts without what both begin and end with, but for a word of it each."""
    start = max(_common(one, other) - _WORD, 0)
    one, other = one[start:], other[start:]
    end = max(_common(one[::-1], other[::-1]) - _WORD, 0)
    return one[: len(one) - end], other[: len(other) - end]


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


_WORD = 20
"""Letters that no word is longer than which is looked for."""
_CONTAINED, _FOREIGN = 0.02, 0.6
_RUN = 8
_TAIL = 12
"""Letters at the end of a text that was cut: "... read more"."""


def middle(a: Text, b: Text) -> str:
    """What stands in the middle of both texts, letter by letter, if all before and behind differs.

    That is how an opening looks whose company has worded anew what it says of itself, since this
    stands at the ends. Two openings of one company share the ends. "" where it is not so.
    """
    first, second = (cut(text.letters[:_LONGEST]) for text in (a, b))
    at, there, count = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    length = _count(first[at : at + count])
    ends = first[:at], second[:there], first[at + count :], second[there + count :]
    shared = _count(a.pieces & b.pieces)
    least = max(_TOLD, _OWN * min(len(a.letters), len(b.letters)), _ALONE * shared)
    if length < least or min(map(_count, ends)) < _SAID:
        return ""
    start = _count(first[:at])
    return a.letters[start : start + length]


def _count(pieces: Collection[str]) -> int:
    """The letters of pieces, with those that part them."""
    return sum(map(len, pieces)) + len(pieces)


_TOLD = 250
"""Letters in which an opening is told; with fewer, many are alike."""
_OWN = 0.25
"""Share of a text that is of the opening itself."""
_ALONE = 0.9
"""Share of all that two texts have in common."""
_SAID = 60
"""Letters that a company says of itself, at either end."""

_LANGUAGES = {
    "en": (" the ", " and ", " you ", " with "),
    "de": (" der ", " und ", " die ", " mit "),
    "fr": (" les ", " et ", " des ", " vous "),
    "es": (" los ", " el ", " con ", " para "),
    "nl": (" het ", " een ", " en ", " van "),
    "pl": (" i ", " w ", " oraz ", " na "),
    "it": (" il ", " di ", " che ", " e "),
    "pt": (" os ", " um ", " com ", " para "),
}


@lru_cache(maxsize=128)
def language(text: str) -> str:
    """The language that a text seems to be in, by its small words; "" where that is not clear."""
    plain = text[:4000].lower()
    counts = sorted((sum(map(plain.count, words)), code) for code, words in _LANGUAGES.items())
    return counts[-1][1] if counts[-1][0] > 1.5 * counts[-2][0] + 2 else ""
