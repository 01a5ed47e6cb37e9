"""Hashtags of a posting's text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from alertbot.text import clean

_SIGN = re.compile("[#＃]")
_LONGEST = 100
# An address keeps its own #, and so does a link in Markdown or HTML.
_ADDRESS = re.compile(r"://|www\.|^[(<]?/|\]\(#|=[\"']?#|^[\w.-]+\.\w{2,}/", re.IGNORECASE)
_COLOUR = re.compile(r"(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FOR = re.compile(r"[a-f]2[a-f]")
# LinkedIn's code for the recruiter or the workplace, on many boards: #LI-Remote, #LI-AB1.
_TRACKING = re.compile(r"li-[a-z0-9]+", re.IGNORECASE)


def read(text: str) -> tuple[str, ...]:
    """The hashtags in order, lower case, without #, each once.

    Not taken for one: C# and the like, #1, colours (#ff8800), addresses' fragments, #LI- codes.
    """
    cleaned = clean(text)
    if "#" not in cleaned and "＃" not in cleaned:
        return ()
    chunks = (chunk for chunk in cleaned.split() if _SIGN.search(chunk))
    found = (tag for chunk in chunks for tag in _in_chunk(chunk))
    return tuple(dict.fromkeys(found))


def _in_chunk(chunk: str) -> Iterator[str]:
    if _ADDRESS.search(chunk[:300]):
        return
    end = -1
    for sign in _SIGN.finditer(chunk):
        start = sign.end()
        before = chunk[sign.start() - 1] if sign.start() else " "
        # "#one#two" are two tags, but the # of "C#" and "&#8211;" belongs to the word.
        begins = sign.start() == end or not (_is_part(before) or before in "#＃&")
        if not begins:
            continue
        if _TRACKING.match(chunk, start):
            continue
        after = start
        while after < len(chunk) and _is_part(chunk[after]):
            after += 1
        if after > start:
            end = after
        word = chunk[start:after].lower()
        if len(word) <= _LONGEST and _is_tag(word):
            yield word


def _is_part(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"


def _is_tag(word: str) -> bool:
    if not any(map(str.isalpha, word)):
        return False
    if not _COLOUR.fullmatch(word) or _FOR.fullmatch(word):
        return True
    # Letters alone may be a word (#add); one letter over and over is a shade of grey.
    return word.isalpha() and len(set(word)) > 1 and len(word) < 6
