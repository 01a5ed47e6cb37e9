"""The keys by which a posting finds those that may be the same opening, among a million."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from alertbot.identity import requisitions, texts, titles, whereabouts
from alertbot.identity.employers import Employers
from alertbot.model import Posting

NO_ALIASES = Employers()
_PIECE = 20
"""Shorter pieces of a text stand in others by chance."""
_END = 330
"""Letters at an end of a text: those at the beginning survive where it is cut at 500 characters."""


def traces(posting: Posting, employers: Employers = NO_ALIASES) -> tuple[int, ...]:
    """Keys, signed and of 64 bits, at most eight: two postings of one opening nearly always share
    one, and seldom do others. The same in every process and version of Python.

    - company, title: the opening listed again, in thirty cities, or cut short.
    - company, title, place: the same where that key leads to too many.
    - company, requisition: the opening under a title that was reworded.
    - title and a piece of text, four times: a copy under another company's name. Which piece is
      a matter of the text alone: the first and the last of all by their letters, wherever they
      stand; the longest of the beginning, for copies that are cut; the longest of the end, for
      copies with something put before.
    - company and a piece of the middle: the same text under a title that was mended. At the ends
      stands what a company says in every posting.
    """
    company = employers.fold(posting.company or "")
    title = titles.of(posting)
    letters = texts.squashed(posting.description)
    pieces = texts.coarsely_cut(letters)
    telling = [piece for piece in pieces if len(piece) >= _PIECE] or ([letters] if letters else [])
    keys: list[tuple[str, ...]] = []
    if telling:
        ends = (_longest(pieces) or telling[0], _longest(reversed(pieces)) or telling[-1])
        chosen = (min(telling), max(telling), *ends)
        keys += [("tp", title.key, piece) for piece in chosen]
    if company:
        keys += [("ct", company, title.key), ("ctw", company, title.key, _where(posting))]
        if telling:
            middle = telling[len(telling) // 3 : -(len(telling) // 3) or None]
            keys.append(("cp", company, min(middle)))
        if found := requisitions.requisition(posting, title):
            keys.append(("cr", company, found.number))
    return tuple(dict.fromkeys(_key(*parts) for parts in keys))


def _longest(pieces: Iterable[str]) -> str:
    """The longest of the telling pieces at the beginning of these, "" where there is none."""
    found = ""
    letters = 0
    for piece in pieces:
        letters += len(piece) + 1
        if letters > _END:
            break
        if len(piece) >= _PIECE:
            found = max(found, piece, key=len)
    return found


def _where(posting: Posting) -> str:
    return " ".join(min(whereabouts.spots(posting), default=("", "", "")))


def _key(*parts: str) -> int:
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big", signed=True)
