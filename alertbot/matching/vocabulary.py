"""The words of an opening's head, as sets. What boards repeat (names, tags) is cut once."""

from __future__ import annotations

from functools import lru_cache

from alertbot import text
from alertbot.model import Opening
from alertbot.query.rows import line
from alertbot.query.view import hashtags


def of_line(content: str) -> frozenset[str]:
    """The words of a title or a name."""
    return line(content).vocabulary


@lru_cache(maxsize=4096)
def of_hashtag(tag: str) -> frozenset[str]:
    """What a hashtag gives to find it by: itself, and its words."""
    plain = tag.lstrip("#")
    return of_line(" ".join(plain.split())) | {f"#{text.fold(plain)}"}


def of_head(opening: Opening) -> frozenset[str]:
    """The same as `View.terms`."""
    company = opening.company
    return of_line(opening.title).union(
        of_line(company) if company else (), *map(of_hashtag, hashtags(opening))
    )
