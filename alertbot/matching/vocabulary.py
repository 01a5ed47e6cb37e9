"""The words of texts, as sets. What boards repeat (names, tags, common words) is cut once.

A set here is what `View.terms` and `Field.vocabulary` hold for the same text.
"""

from __future__ import annotations

from functools import lru_cache

from alertbot import text
from alertbot.model import Opening
from alertbot.query.rows import Field, line
from alertbot.query.view import hashtags

_MOST = 32_768
"""Pieces of one word that are remembered."""
_LONGEST = 40
"""Letters of a piece between spaces that is worth remembering."""
_STRANGE = 1_000
"""Pieces that are not remembered, more than which a text is sooner cut in one go."""


def of_line(content: str) -> frozenset[str]:
    """The words of a title or a name."""
    return line(content).vocabulary


@lru_cache(maxsize=4096)
def of_hashtag(tag: str) -> frozenset[str]:
    """What a hashtag gives to find it by: itself, and its words."""
    plain = tag.lstrip("#")
    return of_line(" ".join(plain.split())) | {f"#{text.fold(plain)}"}


def of_text(field: Field) -> frozenset[str]:
    """The words of a long text. No word goes over a space, so each piece is cut by itself."""
    pieces = set(field.content.split())
    known = pieces & _single.keys()
    if len(pieces) - len(known) > _STRANGE:
        return field.vocabulary
    words = [*map(_single.__getitem__, known)]
    return frozenset(words).union(*map(_of_piece, pieces - known))


_single: dict[str, str] = {}
"""The word of a piece that has one: most have, and are not to be asked about one by one."""


def _of_piece(piece: str) -> frozenset[str]:
    if len(piece) > _LONGEST:
        return Field(piece, "").vocabulary
    found = _remembered(piece)
    if len(found) == 1:
        if len(_single) >= _MOST:
            _single.clear()
        (_single[piece],) = found
    return found


@lru_cache(maxsize=4096)
def _remembered(piece: str) -> frozenset[str]:
    return Field(piece, "").vocabulary


def of_head(opening: Opening) -> frozenset[str]:
    """The same as `View.terms`."""
    return of_line(opening.title).union(
        of_line(opening.company or ""), *map(of_hashtag, hashtags(opening))
    )
