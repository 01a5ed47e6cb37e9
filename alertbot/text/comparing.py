"""Text for comparing: folded, squashed, cut into words."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from alertbot.text.cleaning import fewer_marks

# Letters that Unicode does not take apart, and signs that only decorate a word.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h",
    "ı": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
    "`": "'", "♯": "#", "™": "", "®": "", "©": "", "‐": "-", "‑": "-", "–": "-",
    "—": "-", "−": "-",
    # Blessings in Arabic, which would come apart into up to eighteen letters each.
    "\ufdfa": " ", "\ufdfb": " ",
}  # fmt: skip
# Accents; the marks that tell Japanese, Indian and Thai letters apart are kept.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)


def fold(text: str) -> str:
    """The text without case and accents, for comparing. Dashes and apostrophes become plain."""
    if text.isascii():
        return text.lower()
    plain = fewer_marks(text).casefold()
    # Asking for each letter, as translate does, costs more than all the rest.
    for letter in _LETTERS.keys() & set(plain):
        plain = plain.replace(letter, _LETTERS[letter])
    return unicodedata.normalize(
        "NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)).casefold()
    )


_NO_LETTER = re.compile(r"[\W_]+")


def squash(text: str) -> str:
    """The letters and digits of the text alone, folded: the same however it is spaced.

    Only what is not ASCII is folded, and that run by run: no run changes the letters beside it.
    """
    if not text.isascii():
        for sign in _COMMON:
            text = text.replace(sign, " ")
    plain = text.encode("ascii", "alertbot.squash").translate(_LOWER, _NO_LETTERS)
    return plain.decode("utf-8", "surrogatepass")


def _foreign(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return (_squashed_again if len(run) <= _SHORT else _squashed)(run), error.end


def _squashed(run: str) -> bytes:
    return _NO_LETTER.sub("", fold(run)).encode("utf-8", "surrogatepass")


_SHORT = 16
_squashed_again = lru_cache(maxsize=4096)(_squashed)
# Asking Python what each of these comes to costs more than all the rest; they come to nothing.
_COMMON = "\u2019\u2018\u201c\u201d\u2013\u2014\u2022\u2026\u00a0"
codecs.register_error("alertbot.squash", _foreign)
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())


_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = f"[^\\W_{_CJK}]"
_TOKEN = re.compile(
    r"(?<![^\W_])\.net(?![^\W_])"  # .NET, but the tail of a longer word stays with it
    r"|(?<![^\W_])[acfjq]#(?![^\W_])"
    rf"|{_WORD}+\+\+"
    r"|(?<![^\W_])[a-z]{1,2}&[a-z]{1,2}(?![^\W_])"  # R&D, AT&T
    r"|[0-9]+(?:\.[0-9]+)+"
    rf"|{_WORD}+(?:'(?:s|t|re|ve|ll|d|m)(?![^\W_])|\.(?:js|net|io|ai|py)(?![^\W_]))?"
    f"|[{_CJK}]+"
)


def tokens(text: str) -> list[str]:
    """The words of the text, folded, in order. "C++", "c#", ".net" and "node.js" are words.

    Hyphens, slashes and other signs part words; a run of Chinese or Japanese is one word.
    """
    return [word.replace("'", "") for word in spellings(fold(text))]


def spellings(folded: str) -> list[str]:
    """The words of a text that is folded already, with the apostrophes that stand in them."""
    return _TOKEN.findall(folded)
