"""Spellings that are one word, in one table. A spelling is a token as alertbot.text cuts it.

Only what is certain in a job's title stands here; variants such as plurals are other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

SYNONYMS = MappingProxyType(
    {
        "sr": "senior",
        "snr": "senior",
        "jr": "junior",
        "jnr": "junior",
        "eng": "engineer",
        "engr": "engineer",
        "ii": "2",
        "iii": "3",
        "iv": "4",
    }
)


def canonical(words: Sequence[str]) -> tuple[str, ...]:
    """The words, each in the one spelling that stands for all of its synonyms."""
    return tuple(SYNONYMS.get(word, word) for word in words)


def used(asked: Sequence[str], found: Sequence[str]) -> str:
    """Which spellings were taken for one another, such as "Sr = senior"; empty if none were."""
    pairs = zip(found, asked, strict=False)
    return ", ".join(
        dict.fromkeys(f"{theirs} = {ours}" for theirs, ours in pairs if theirs != ours)
    )
