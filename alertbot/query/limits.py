"""How much one filter may ask for, so that no query makes parsing or matching slow."""

from __future__ import annotations

from alertbot.errors import QueryError
from alertbot.query import patterns
from alertbot.query.tree import Condition, Filter, Leaf, requires
from alertbot.query.where import In
from alertbot.query.words import Pattern, Scope, Words

MAX_LENGTH = 2_000
MAX_DEPTH = 50
MAX_CONDITIONS = 200
MAX_PLACES = 60
MAX_TEXT_PHRASES = 40


class Budget:
    """Counts what the conditions of one filter cost, and refuses what is too much."""

    def __init__(self) -> None:
        self._conditions = 0
        self._places = 0
        self._phrases = 0
        self._patterns = 0
        self._text_patterns = 0

    def spend(self, leaf: Leaf, position: int) -> Leaf:
        """The leaf, counted. QueryError where it is one too many."""
        self._conditions += 1
        self._places += isinstance(leaf, In)
        self._phrases += isinstance(leaf, Words) and leaf.is_slow
        if isinstance(leaf, Pattern):
            size = leaf.compiled.programsize
            self._patterns += size
            self._text_patterns += size if leaf.scope is Scope.TEXT else 0
        if self._conditions > MAX_CONDITIONS:
            raise QueryError(f"more than {MAX_CONDITIONS} conditions in one filter", position)
        if self._places > MAX_PLACES:
            raise QueryError(f"more than {MAX_PLACES} places in one filter", position)
        if self._phrases > MAX_TEXT_PHRASES:
            reason = f"more than {MAX_TEXT_PHRASES} phrases to look through descriptions for"
            raise QueryError(reason, position)
        if self._patterns > patterns.MAX_SIZE:
            raise QueryError("the patterns of one filter are too large together", position)
        if self._text_patterns > patterns.MAX_TEXT_SIZE:
            raise QueryError("too large a pattern to look through descriptions for", position)
        return leaf


def checked(condition: Condition) -> Filter:
    """The condition as a filter. QueryError where it requires nothing, or is too long written."""
    if not requires(condition):
        raise QueryError(
            "this asks for nothing, so that it would match nearly everything: "
            "say what has to be there, not only what must not",
            0,
        )
    made = Filter(condition)
    if len(str(made)) > MAX_LENGTH:
        raise QueryError(f"longer than {MAX_LENGTH} characters when written out", MAX_LENGTH)
    return made
