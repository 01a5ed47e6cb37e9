"""Facts at the head of an item's text, under labels: "Company: ...", "Location: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources._feed_draft import Draft
from alertbot.sources._feed_fields import EMPLOYMENT, said
from alertbot.sources._labels import LABELS

_WORKPLACE = re.compile(r"remote|hybrid|site", re.IGNORECASE)
_HEAD = 2500
_OTHERS = 3
"""Lines in a row without a label: the facts at the head are over."""
_TAGS = re.compile(r"<[^<>]{0,500}>")
_BLANK = re.compile(r"(?:\s|<[^<>]{0,500}>)*+")
_BLOCKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,200}>|\n", re.IGNORECASE)


def labelled(draft: Draft) -> None:
    """What the first lines of the text say under labels, where no field says it."""
    facts: dict[str, str] = {}
    for name, value in _facts(draft.description[:_HEAD]):
        facts.setdefault(name, value)
    if not facts:
        return
    get = facts.get
    draft.company = draft.company or get("company", "")
    place = RawPlace(*(get(name, "") for name in ("place", "city", "region", "country")))
    if not draft.places and place != RawPlace():
        draft.places = (place,)
    if not draft.pay:
        draft.pay_text = draft.pay_text or get("pay", "")
    if EMPLOYMENT.search(get("employment", "")):
        draft.employment_type = draft.employment_type or facts["employment"]
    if _WORKPLACE.search(get("workplace", "")):
        draft.workplace = draft.workplace or facts["workplace"]
    draft.posted = draft.posted or get("posted", "")
    draft.valid_through = draft.valid_through or get("until", "")
    draft.requisition = draft.requisition or get("requisition", "")
    draft.department = draft.department or get("department", "")


def _facts(head: str) -> Iterator[tuple[str, str]]:
    if ":" not in head:
        return
    head = words.unescape(head)
    at, others = 0, 0
    while at < len(head) and others < _OTHERS:
        cut = _BLOCKS.search(head, at)
        part = head[at : cut.start() if cut else len(head)]
        at = cut.end() if cut else len(head)
        if ":" not in part:
            others += not _BLANK.fullmatch(part)
            continue
        line = said(_TAGS.sub("", part))
        label, colon, value = line.partition(":")
        name = _meaning(label[:40]) if colon else ""
        if name and 0 < len(value.strip()) <= 300:
            others = 0
            yield name, value.strip()
        elif line:
            others += 1


@lru_cache(maxsize=1024)
def _meaning(label: str) -> str:
    return LABELS.get(words.fold(label).strip(" *•-"), "")
