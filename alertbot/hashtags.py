"""Hashtags of a posting's text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from alertbot.text import clean

_SIGN = re.compile("[#＃]")
_LONGEST = 100
# An address keeps its own #, and so does a link in Markdown or HTML.
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://|mailto:|www\.|^[(<]?/|\]\([#/]|=[\"']?#|^[\w.-]+\.\w{2,}/",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FOR = re.compile(r"[a-f]2[a-f]|2fa")
# Codes that recruiters add for LinkedIn, Built In, Indeed and the like to count applicants by
# (#LI-Remote, #LI-AB1, #BI-Hybrid). They look like hashtags, but no candidate searches for them,
# and where #LI-Remote says something, the posting's own fields say it better.
_TRACKING = re.compile(
    r"(?:li|bi|ind|indeed|gd|zr|cb|dice|ats)[-_–‑][a-z0-9]|li(?![^\W_])", re.IGNORECASE
)
# A requisition's number, and not a year: #R123456, #JR_10023, #T202603-08CMW.
_NUMBERED = re.compile(r"[a-z]{0,4}_?[0-9]{5,}[a-z0-9_]*")
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)")
# "Apt #4B", "Req #TX12": the sign stands for "number" behind these words.
_COUNTED = re.compile(
    r"(?:apartment|apt|bldg|building|case|door|floor|gate|id|issue|item|jobs?|license|lot|no|nr|"
    r"number|order|permit|pin|po|position|posting|ref|reference|req|requisition|role|rm|room|ste|"
    r"store|suite|ticket|unit|vacancy)[.:]*",
    re.IGNORECASE,
)


def read(text: str) -> tuple[str, ...]:
    """The hashtags in order, lower case, without #, each once.

    Not taken for one: C# and the like, #1 and "Req #TX12", colours (#ff8800), addresses' fragments,
    and recruiters' tracking codes (#LI-Remote).
    """
    cleaned = clean(text)
    if "#" not in cleaned and "＃" not in cleaned:
        return ()
    found: dict[str, None] = {}
    before = ""
    for chunk in cleaned.split():
        if _SIGN.search(chunk):
            counted = _COUNTED.fullmatch(before.lstrip("(")) is not None
            found.update(dict.fromkeys(_in_chunk(chunk, counted=counted)))
        before = chunk
    return tuple(found)


def _in_chunk(chunk: str, *, counted: bool) -> Iterator[str]:
    """The tags of a word; `counted`: the word before asks for a number."""
    address = _ADDRESS.search(chunk[:300])
    last = address.start() if address else len(chunk)
    end = -1
    for sign in _SIGN.finditer(chunk, 0, last):
        start = sign.end()
        before = chunk[sign.start() - 1] if sign.start() else " "
        # "#one#two" are two tags, but the # of "C#" and "&#8211;" belongs to the word.
        begins = sign.start() == end or not (_is_part(before) or before in "#＃&")
        if not begins or _TRACKING.match(chunk, start):
            continue
        after = start
        while after < len(chunk) and _is_part(chunk[after]):
            after += 1
        if after > start:
            end = after
        word = chunk[start:after].lower().strip("_")
        numbered = counted and sign.start() == 0 and any(map(str.isdigit, word))
        if len(word) <= _LONGEST and not numbered and _is_tag(word):
            yield word


def _is_part(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"


def _is_tag(word: str) -> bool:
    if not any(map(str.isalpha, word)):
        return False
    if _NUMBERED.fullmatch(word) or _ORDINAL.fullmatch(word):
        return False
    if not _COLOUR.fullmatch(word) or _FOR.fullmatch(word):
        return True
    # Letters alone may be a word (#add); one letter over and over is a shade of grey.
    return word.isalpha() and len(set(word)) > 1 and len(word) < 6
