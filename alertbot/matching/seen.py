"""An opening as an index looks at it: what is asked of it many times is found out once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from alertbot.matching import vocabulary
from alertbot.model import Opening
from alertbot.query import View

if TYPE_CHECKING:  # clauses look at what is seen, and what is seen keeps the truth about clauses
    from alertbot.matching.clauses import Clause

_MANY_TAGS = 40
"""More hashtags are sooner cut into words together than looked up one by one."""


class Seen:
    """An opening at a moment, and what has been found out about it so far.

    `terms`: those of the view, and the empty one, under which filters stand that need none.
    `truths`: of clauses that were judged.
    """

    def __init__(self, opening: Opening, now: datetime) -> None:
        self.view = View(opening, now)
        is_tagged = len(opening.hashtags) > _MANY_TAGS
        self.terms = self.view.terms if is_tagged else vocabulary.of_head(opening)
        self.truths: dict[Clause, bool | None] = {}

    @cached_property
    def where(self) -> Hashable:
        """All that says where the work is done."""
        opening = self.view.opening
        return opening.places, opening.workplace, opening.remote_in

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of the title."""
        return vocabulary.of_line(self.view.opening.title)

    @cached_property
    def company(self) -> frozenset[str]:
        """The words of the company's name, none where it is not stated."""
        return vocabulary.of_line(self.view.opening.company or "")

    @cached_property
    def text(self) -> frozenset[str]:
        """All words there are."""
        fields = self.view.description
        return self.terms.union(*(field.vocabulary for field in fields))

    @cached_property
    def letters(self) -> str:
        """Title, hashtags and company without case."""
        said = (field.encoded.decode("utf-8", "ignore") for field in self.view.head)
        return "\n".join(said).casefold()

    @cached_property
    def all_letters(self) -> str:
        """The description as well."""
        said = (field.encoded.decode("utf-8", "ignore") for field in self.view.description)
        return "\n".join((self.letters, *(one.casefold() for one in said)))

    def threes(self, wanted: Collection[str]) -> Iterable[str]:
        """Which of these three letters, each behind a slash, stand in a row in the head."""
        letters = self.letters
        if len(letters) > 4 * len(wanted):
            return [three for three in wanted if three[1:] in letters]
        return {f"/{letters[at : at + 3]}" for at in range(len(letters) - 2)}.intersection(wanted)
