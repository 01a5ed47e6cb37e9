"""A text as two postings of one opening have it in common: squashed, and cut into pieces.

Boards glue words, drop paragraphs, shorten and put sentences before. So a text is squashed to its
letters and digits, and cut wherever one of two letters stands: where it is cut depends on the text
around alone, so that a sentence put before, or a letter mistyped, changes the pieces beside it and
no others. How much of one text stands in another is then a matter of two sets.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from alertbot.text import squash

_LONGEST = 30_000
"""More of a text is not compared: nobody writes so much of one opening."""


def _foreign(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _folded(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=4096)
def _folded(run: str) -> bytes:
    return squash(run).encode("utf-8", "surrogatepass")


# Asking Python what each of these comes to costs more than all the rest; they come to nothing.
_COMMON = "\u2019\u2018\u201c\u201d\u2013\u2014\u2022\u2026\u00a0"
codecs.register_error("alertbot.squash", _foreign)
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())


@lru_cache(maxsize=128)
def squashed(text: str) -> str:
    """The same as `alertbot.text.squash`, for long texts: fifty times as fast.

    Only what is not ASCII is folded, and that run by run: no run changes the letters beside it.
    """
    if not text.isascii():
        for sign in _COMMON:
            text = text.replace(sign, " ")
    plain = text.encode("ascii", "alertbot.squash").translate(_LOWER, _NO_LETTERS)
    return plain.decode("utf-8", "surrogatepass")


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


def _class(*remainders: int) -> re.Pattern[str]:
    """The letters whose code leaves one of these remainders by 32: of a to z one each."""
    letters = (chr(code) for code in range(0x61, 0xD800) if code & 31 in remainders)
    return re.compile(f"[{''.join(letters)}]")


_COARSE, _FINE = _class(ord("m") & 31), _class(ord("m") & 31, ord("g") & 31)


def cut(letters: str) -> list[str]:
    """The pieces between the letters that part them: some twenty letters long each.

    Those letters are g and m of the Latin ones, and two in 32 of all others.
    """
    if letters.isascii():
        return letters.replace("g", "m").split("m")
    return _FINE.split(letters)


def coarsely_cut(letters: str) -> list[str]:
    """Pieces twice as long, which few other texts have."""
    return letters.split("m") if letters.isascii() else _COARSE.split(letters)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of two texts is in one alone, as shares of each; `fewer`, `more`: of which less is.

    `is_head`: the shorter is the beginning of the longer.
    """

    fewer: float
    more: float
    is_head: bool


def overlap(a: Text, b: Text) -> Overlap:
    """How much two texts have in common."""
    if a.letters == b.letters:
        return Overlap(0.0, 0.0, True)
    shared = sum(map(len, a.pieces & b.pieces))
    own = sorted((_own(a, shared), _own(b, shared)))
    shorter, longer = sorted((a.letters, b.letters), key=len)
    head = shorter[: max(len(shorter) - _TAIL, 1)]
    return Overlap(own[0], own[1], longer.startswith(head))


def _own(text: Text, shared: int) -> float:
    whole = sum(map(len, text.pieces))
    return max(0, whole - shared - _SLACK) / max(whole, 1)


_TAIL = 12
"""Letters at the end of a text that was cut: "... read more"."""
_SLACK = 40
"""Letters that a change costs beside itself: the rest of the pieces at both its ends."""

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
