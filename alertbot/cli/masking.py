"""Text for a stranger's eyes: of what a service or a board said, only alertbot's own words stay.

What a name, an address or a token looks like nobody knows for all of them. So nothing is searched
for and removed: a word is kept if alertbot itself says it, and is no word of the configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

LEFT_OUT = "…"

# Where alertbot words what went wrong. What sources and channels raise is found by the name of it.
_SPEAKERS = (
    *("errors.py", "delivery.py", "dispatcher.py", "doubt.py", "poller.py", "traversal.py"),
    *("walk.py", "harvest.py", "fetcher", "store/reasons.py", "channels/_wire.py"),
    *("channels/_slack_errors.py", "channels/_telegram_answers.py", "sources/_refusal.py"),
)
_RAISERS = ("sources", "channels", "store")
_RAISED = re.compile(
    r"(?:\w*Error|Gone|Skipped|Failed|Rejected|Throttled|Unknown|StoreCorrupt)\("
    r'\s*((?:f?"[^"\n]*"\s*)+)'
)
_QUOTED = re.compile(r'"([^"\n]*)"')
_BRACES = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[A-Za-z]+")
_NUMBER = re.compile(r"\d{1,3}")
_EDGES = ".,:;()[]'\"`!?"


def words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, in small letters; those of one or two letters are everybody's."""
    found = (word.lower() for text in texts for word in _WORD.findall(text))
    return frozenset(word for word in found if len(word) > 2)


@cache
def own() -> frozenset[str]:
    """The words in which alertbot itself says what went wrong."""
    root = files("alertbot")
    said: list[str] = []
    for name in _SPEAKERS:
        for text in _read(root.joinpath(name)):
            said += _QUOTED.findall(text)
    for name in _RAISERS:
        for text in _read(root.joinpath(name)):
            said += _RAISED.findall(text)
    found = (word.lower() for text in said for word in _WORD.findall(_BRACES.sub(" ", text)))
    return frozenset(found)


def _read(place: Traversable) -> Iterator[str]:
    """The text of a module, or of all modules of a package."""
    if place.is_file():
        if place.name.endswith(".py"):
            yield place.read_text(encoding="utf-8")
    else:
        for below in sorted(place.iterdir(), key=lambda it: it.name):
            yield from _read(below)


def masked(text: str, hidden: frozenset[str]) -> str:
    """A text in which all but alertbot's own words has become …; `hidden` words have too."""
    kept: list[str] = []
    for token in text.split():
        if _known(token.strip(_EDGES), hidden):
            kept.append(token)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return " ".join(kept)


def _known(token: str, hidden: frozenset[str]) -> bool:
    """Whether a word is alertbot's own, or a number as short as a status is."""
    if _NUMBER.fullmatch(token):
        return True
    parts = token.lower().split("-")
    return all(_WORD.fullmatch(part) and part in own() and part not in hidden for part in parts)
