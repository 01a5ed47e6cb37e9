"""Text without what cannot be seen, and cut to a length."""

from __future__ import annotations

import re
import unicodedata

from alertbot.text.mending import mend

# Control characters, zero-width ones, soft hyphens, bidi controls, tags, surrogates, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]+"
)
# Those of them that count as letters, marks or signs.
_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
_ODD_ASCII = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d+|\u200d+(?![{_EMOJI}])")
_WHITE = re.compile(r"\s+")
# Sorting a long run of marks costs its square; no writing system stacks more than a few.
_MAYBE_MARKS = re.compile(r"[^\x00-\x7f\w\s]{32,}")
_MOST_MARKS = 8


def clean(text: str) -> str:
    """The text in NFC without what cannot be seen, odd spaces made plain; line breaks are kept."""
    if text.isascii() and not _ODD_ASCII.search(text):
        return text
    if text.replace("\n", " ").isprintable() and not any(sign in text for sign in _PRINTABLE):
        # Nearly every text that is not ASCII ends here, at a tenth of the price.
        return _composed(text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if "\u200d" in text:
        text = _STRAY_JOINER.sub("", text)
    return _composed(text)


def _composed(text: str) -> str:
    # Where marks are out of order, the quick check says no before anything is sorted.
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", fewer_marks(text))


def one_line(text: str) -> str:
    """The text mended and cleaned, in one line, with single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # nearly every field is so, and nothing is to be done to it
    return _WHITE.sub(" ", clean(mend(text))).strip()


def fewer_marks(text: str) -> str:
    """The text with at most eight combining marks on a letter: sorting more costs squares."""
    return text if text.isascii() else _MAYBE_MARKS.sub(_first_marks, text)


def _first_marks(found: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in found[0]:
        # Not only those with a class: some Tibetan ones have none, and come apart into two.
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


_CLINGS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def cut(text: str, limit: int) -> str:
    """The text, or as much of it as fits into `limit` characters, cut at a word and with "…"."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    end = limit - 1
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    end = space if space > end // 2 else _between_signs(text, end)
    return text[:end].rstrip(" \n,;:–—-") + "…"


def _between_signs(text: str, end: int) -> int:
    """The last place up to `end`, and near it, that is not inside an emoji or accented letter."""
    for place in range(end, max(end - 40, 0), -1):
        if _CLINGS.match(text, place) or text[place - 1] == "\u200d":
            continue
        flags = 0
        while flags < place and flags < 40 and _FLAG.match(text, place - 1 - flags):
            flags += 1
        if flags % 2 and _FLAG.match(text, place):
            continue
        return place
    return end
