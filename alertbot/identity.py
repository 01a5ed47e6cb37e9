"""Three questions, three answers (DESIGN 6): which advertisement, which opening, what news.

The key of an advertisement is (source, external id) and needs no function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from alertbot.model import Posting, RawPosting
from alertbot.text import fold, squash

# Below this many letters and digits a description is no evidence: boards that show only a title
# would make one opening of every "Software Engineer".
_TELLING = 80


def content_hash(posting: Posting) -> str:
    """Says which opening a posting is: SHA-256, hex, of company, title and description.

    Each is folded to letters and digits alone, since boards glue and split words; of a title the
    signs + and # count too, which are all that tells C, C++ and C# apart. Places and the URL are
    left out, since one opening is listed for many cities.
    """
    return _digest(*_content(posting))


def revision(posting: Posting) -> str:
    """Says whether there is news: SHA-256, hex, of what a reader would want to hear of.

    That is title, pay, places, workplace and employment type. Order does not count.
    """
    pay = sorted(
        f"{pay.min} {pay.max} {pay.currency} {pay.period} {squash(pay.where or '')}"
        for pay in posting.pay
    )
    places = sorted(squash(place.text) for place in posting.places)
    remote = "?" if posting.remote_in is None else ",".join(sorted(posting.remote_in))
    rest = (posting.workplace, remote, posting.employment_type)
    return _digest(squash(posting.title), *pay, "", *places, "", *(str(part) for part in rest))


def fingerprint(raw: RawPosting) -> bytes:
    """Tells, cheaply and before anything is read, whether a source words a posting as it did.

    The date does not count: "Posted 3 Days Ago" is another tomorrow. Nor does what is empty, so
    that a field which a later version adds makes no posting look new.
    """
    said = (f"{name}={value!r}" for name in _WORDED if (value := getattr(raw, name)))
    digest = hashlib.sha256("\x1f".join(said).encode("utf-8", "replace"))
    digest.update(raw.description.encode("utf-8", "replace"))  # long, and the dear part of a repr
    return digest.digest()[:16]


_WORDED = tuple(
    each.name
    for each in fields(RawPosting)
    if each.name not in ("posted", "detail", "markup", "description")
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two postings are one opening. `because` is a phrase for people."""

    answer: Literal["same", "different", "unsure"]
    because: str


def same_opening(a: Posting, b: Posting) -> Verdict:
    """Whether two postings advertise one opening. Symmetric; hard evidence outranks likeness."""
    if (a.source, a.external_id) == (b.source, b.external_id):
        return Verdict("same", "the same advertisement")
    if a.source == b.source and a.requisition and b.requisition and a.requisition != b.requisition:
        return Verdict("different", f"requisitions {a.requisition} and {b.requisition}")
    if _content(a) != _content(b):
        return Verdict("different", "company, title or text differ")
    if len(_folded(a.description)) < _TELLING and _places(a) != _places(b):
        return Verdict("unsure", "the same title in other places, and too little text to tell")
    return Verdict("same", "the same company, title and text")


def same_employer(one: str, other: str) -> bool:
    """Whether two names may be one employer's: they share a word that is not a legal form.

    Generous, since it is asked only to find a board that is plainly somebody else's.
    """
    first, second = (set(fold(name).replace(".", " ").split()) for name in (one, other))
    if not (first - _FORMS) & (second - _FORMS):
        return squash(one) in squash(other) or squash(other) in squash(one)
    return True


_LEGAL_FORMS = (
    "ag bv co company corp corporation gmbh inc kg limited llc ltd nv oy plc pty sa sarl se spa srl"
)
_FORMS = frozenset((_LEGAL_FORMS + " group holding international the of and de la &").split())


def _content(posting: Posting) -> tuple[str, str, str, str]:
    parts = (posting.company or "", posting.title, posting.description)
    company, title, body = map(_folded, parts)
    return company, title, "".join(sign for sign in posting.title if sign in "+#"), body


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    # A board of five hundred postings that are alike compares each with each.
    return squash(text)


def _places(posting: Posting) -> frozenset[str]:
    return frozenset(squash(place.text) for place in posting.places)


def _digest(*parts: str) -> str:
    return hashlib.sha256(_joined(parts)).hexdigest()


def _joined(parts: Iterable[str]) -> bytes:
    # A separator that no folded part contains keeps ("ab", "c") and ("a", "bc") apart.
    return "\x1f".join(parts).encode("utf-8", "replace")
