"""The keys by which a posting finds those that may be the same opening, among a million."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from xxhash import xxh3_64_intdigest

from alertbot.identity import requisitions, texts, titles, whereabouts
from alertbot.identity.employers import Employers
from alertbot.model import Posting

_NO_ALIASES = Employers()


def aliases(posting: Posting, employers: Employers) -> tuple[int, ...]:
    """The traces that a posting would have under the other names of its employer.

    They are looked for beside its own, so that what is stored need not change when the
    configuration joins names, or parts them.
    """
    others = employers.names(posting.company or "")
    renamed = (traces(replace(posting, company=name)) for name in others)
    return tuple(dict.fromkeys(chain.from_iterable(renamed)))


def traces(posting: Posting) -> tuple[int, ...]:
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
    company = _NO_ALIASES.fold(posting.company or "")
    title = titles.of(posting)
    words = title.key
    letters = texts.squashed(posting.description)
    keys: list[tuple[str, ...]] = []
    if letters:
        told = texts.telling(letters)
        pieces = told.first + told.second
        chosen = (min(pieces), max(pieces), told.head, told.tail)
        keys += [("tp", words, piece) for piece in chosen]
        if company:
            middle = told.first[len(told.first) // 2 :] + told.second[: len(told.second) // 2]
            keys.append(("cp", company, min(middle or pieces)))
    if company:
        keys += [("ct", company, words), ("ctw", company, words, _where(posting))]
        if found := requisitions.requisition(posting, title):
            keys.append(("cr", company, found.number))
    return tuple(dict.fromkeys(_key(*parts) for parts in keys))


def _where(posting: Posting) -> str:
    return " ".join(min(whereabouts.spots(posting), default=("", "", "")))


def _key(*parts: str) -> int:
    key = xxh3_64_intdigest("\x1f".join(parts).encode("utf-8", "replace"))
    return key - (key >> 63 << 64)
