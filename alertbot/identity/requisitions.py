"""Requisitions: the numbers under which an employer keeps its openings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alertbot.identity.titles import Title
from alertbot.model import Posting
from alertbot.text import squash

Likeness = Literal["same", "different", "unsaid", "unlike"]

_HEAD = re.compile(r"^(?:requisition|req|ref|job|jr|r|id|nr|no|num)+(?=[0-9])")
_COPY = re.compile(r"(?<=[0-9]{4})-[0-9]{1,2}$")
_IN_TEXT = re.compile(
    r"\b(?:requisition|req|job(?: req| requisition| posting)?|reference|ref|vacancy|position)"
    r"[ .]{0,2}(?:id|number|no|nr|num|code|#)[ .:#-]{0,4}([A-Z]{0,4}[-_]?[0-9]{3,14})\b",
    re.IGNORECASE,
)
_LONGEST = 30_000
_TELLING = 3
"""Two openings share a shorter number by chance."""


@dataclass(frozen=True, slots=True)
class Requisition:
    """A requisition as it is written, and folded. `is_field`: the source has a field for it."""

    text: str
    number: str
    is_field: bool


def requisition(posting: Posting, title: Title) -> Requisition | None:
    """The requisition that a posting names in its field, else in its title; None: in neither."""
    if posting.requisition:
        number = _folded(posting.requisition)
        if any(map(str.isdigit, number)):
            return Requisition(posting.requisition, number, True)
    return Requisition(title.number, _folded(title.number), False) if title.number else None


@lru_cache(maxsize=256)
def in_text(text: str) -> frozenset[str]:
    """The requisitions that a text names: "Job ID: JR-10023"."""
    return frozenset(map(_folded, _IN_TEXT.findall(text[:_LONGEST])))


def compare(a: Requisition | None, b: Requisition | None, *, at_one_source: bool) -> Likeness:
    """How two requisitions of one employer, or at one source, compare.

    "unlike": they are numbers of two kinds, as those of two services are, and say nothing.
    """
    if a is None or b is None:
        return "unsaid"
    if a.number == b.number:
        return "same" if len(a.number) >= _TELLING else "unsaid"
    if _is_tail(a.number, b.number) or _is_tail(b.number, a.number):
        return "same"
    if (at_one_source and a.is_field and b.is_field) or _shape(a.number) == _shape(b.number):
        return "different"
    return "unlike"


def _is_tail(short: str, long: str) -> bool:
    """Whether a number is another without the letters in front: 20415, VC-20415."""
    head = long.removesuffix(short)
    return len(short) > _TELLING and head != long and head.isalpha()


def _folded(number: str) -> str:
    plain = squash(_COPY.sub("", number.strip()))
    return _HEAD.sub("", plain).lstrip("0")


def _shape(number: str) -> str:
    return re.sub("[a-z]", "a", re.sub("[0-9]", "9", number))
