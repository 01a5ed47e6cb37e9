"""An opening as an index looks at it: what is asked of it many times is found out once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from alertbot.matching import vocabulary
from alertbot.model import Opening
from alertbot.query import View
from alertbot.query.view import hashtags

if TYPE_CHECKING:  # clauses look at what is seen, and what is seen keeps the truth about clauses
    from alertbot.matching.clauses import Clause

_MANY_TAGS = 40
"""More hashtags are sooner cut into words together than looked up one by one."""


class Seen:
    """An opening at a moment, and what has been found out about it so far.

    `title`, `company`: their words, of the company none where it is not stated. `others`: the words
    of the company, and of each hashtag; of many hashtags, all there are in one. `terms`: those of
    the view. `truths`: of clauses that were judged.
    """

    def __init__(self, opening: Opening, now: datetime) -> None:
        self.opening = opening
        self.view = View(opening, now)
        self.tags = hashtags(opening)
        self.title = vocabulary.of_line(opening.title)
        self.company = vocabulary.of_line(opening.company or "")
        self.others: tuple[frozenset[str], ...]
        if len(self.tags) > _MANY_TAGS:
            self.terms = self.view.terms
            self.others = (self.terms,)
        else:
            self.others = (self.company, *map(vocabulary.of_hashtag, self.tags))
            self.terms = self.title.union(*self.others)
        self.truths: dict[Clause, bool | None] = {}

    @cached_property
    def where(self) -> Hashable:
        """All that says where the work is done."""
        opening = self.opening
        return opening.places, opening.workplace, opening.remote_in

    @cached_property
    def text(self) -> frozenset[str]:
        """All words there are."""
        fields = self.view.description
        return self.terms.union(*(vocabulary.of_text(field) for field in fields))

    @cached_property
    def letters(self) -> str:
        """Title, hashtags and company without case."""
        return _letters((self.opening.title, *self.tags, self.opening.company or ""))

    @cached_property
    def all_letters(self) -> str:
        """The description as well."""
        return _letters((self.letters, *(field.content for field in self.view.description)))

    def threes(self, wanted: Collection[str]) -> Iterable[str]:
        """Which of these three letters, each behind a slash, stand in a row in the head."""
        letters = self.letters
        if len(letters) > len(wanted):
            return [three for three in wanted if three[1:] in letters]
        return {f"/{letters[at : at + 3]}" for at in range(len(letters) - 2)}.intersection(wanted)


def _letters(said: Iterable[str]) -> str:
    """Texts without case, and without what a regular expression does not see."""
    together = "\n".join(said)
    if not together.isascii():
        together = together.encode("utf-8", "ignore").decode()
    return together.casefold()
