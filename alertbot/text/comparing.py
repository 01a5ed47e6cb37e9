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
_COMMON_ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030c\u0323\u0327"


def fold(text: str) -> str:
    """The text without case and accents, for comparing. Dashes and apostrophes become plain."""
    if text.isascii():
        return text.lower()
    plain = fewer_marks(text).casefold()
    # Asking for each letter, as translate does, costs more than all the rest.
    for letter in _LETTERS.keys() & set(plain):
        plain = plain.replace(letter, _LETTERS[letter])
    apart = unicodedata.normalize("NFKD", plain)
    for mark in _COMMON_ACCENTS:  # one by one they are quicker gone than run by run
        apart = apart.replace(mark, "")
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart).casefold())


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


def _token(letter: str, beside: str, last: str = "") -> re.Pattern[str]:
    """A word of such letters. `beside`: what goes on with one; `last`: what else may be one."""
    return re.compile(
        rf"\.net(?<!{beside}\.net)(?!{beside})"  # .NET, but the tail of a longer word stays with it
        rf"|[acfjq]#(?<!{beside}[acfjq]#)(?!{beside})"
        rf"|[a-z]&(?<!{beside}[a-z]&)[a-z]{{1,2}}(?!{beside})"  # R&D, AT&T
        rf"|[a-z]{{2}}&(?<!{beside}[a-z]{{2}}&)[a-z]{{1,2}}(?!{beside})"
        r"|[0-9]+(?:\.[0-9]+)+"
        rf"|{letter}+(?:\+\+|'(?:s|t|re|ve|ll|d|m)(?!{beside})|\.(?:js|net|io|ai|py)(?!{beside}))?"
        rf"|\n{last}"
    )


_TOKEN = _token(f"[^\\W_{_CJK}]", r"[^\W_]", f"|[{_CJK}]+")
_ASCII_TOKEN = _token("[A-Za-z0-9]", "[A-Za-z0-9]")
_RUN = re.compile(f"[{_CJK}]")
_PARTING = '"()[]{}<>*|/\\-:;,!?_=%$@^~`'
"""Signs that are in no word."""
_TO_SPACES = str.maketrans(dict.fromkeys(_PARTING, " "))
_TRAILING = ".'&"


def tokens(text: str) -> list[str]:
    """The words of the text, folded, in order. "C++", "c#", ".net" and "node.js" are words.

    Hyphens, slashes and other signs part words; a run of Chinese or Japanese is one word.
    """
    return [word.replace("'", "") for word in spellings(fold(text))]


def spellings(folded: str) -> list[str]:
    """The words of a text that is folded already, with the apostrophes that stand in them.

    Most pieces between spaces are words as they are; the rest is taken apart in one go.
    """
    pieces = [piece.rstrip(_TRAILING) for piece in _parted(folded).split()]
    is_plain = folded.isascii() or not _RUN.search(folded)
    odd = [
        at
        for at, piece in enumerate(pieces)
        if not (piece.isalnum() and (is_plain or piece.isascii()))
    ]
    if not odd:
        return pieces
    together = "\n".join([pieces[at] for at in odd])
    found = iter((_ASCII_TOKEN if together.isascii() else _TOKEN).findall(together))
    words: list[str] = []
    start = 0
    for at in odd:
        words += pieces[start:at]
        words += iter(found.__next__, "\n")
        start = at + 1
    return words + pieces[start:]


def _parted(folded: str) -> str:
    """The text with a space for each sign that is in no word."""
    if folded.isascii():
        return folded.translate(_TO_SPACES)
    for sign in _PARTING:
        folded = folded.replace(sign, " ")
    return folded
