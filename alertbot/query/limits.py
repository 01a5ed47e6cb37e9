"""How much one filter may ask for, so that no query makes parsing or matching slow."""

from __future__ import annotations

from alertbot import places
from alertbot.errors import QueryError
from alertbot.query.binding import bound
from alertbot.query.near import Near
from alertbot.query.patterns import is_tame
from alertbot.query.rows import MAX_LINE
from alertbot.query.sense import nonsense
from alertbot.query.tree import Condition, Filter, Leaf, requires
from alertbot.query.view import MAX_DESCRIPTION, MAX_TAGS
from alertbot.query.where import In, Remote
from alertbot.query.words import Pattern, Scope, Words

MAX_LENGTH = 2_000
MAX_DEPTH = 50
MAX_CONDITIONS = 200
MAX_PLACES = 60
MAX_EFFORT = 60
"""And how much work it is to read their names: see `places.effort`."""
MAX_TEXT_PHRASES = 40
MAX_TEXT_WAYS = 200
"""Ways in which those phrases can be spelled, all together."""
MAX_STEPS = 2_500_000
"""Instructions of compiled patterns, times the letters that each looks through: see `_letters`."""
_TAMED = 8
"""By so much fewer count of a pattern that every text costs the same."""


class Budget:
    """Counts what the conditions of one filter cost, and refuses what is too much."""

    def __init__(self) -> None:
        self._conditions = 0
        self._places = 0
        self._effort = 0
        self._phrases = 0
        self._ways = 0
        self._steps = 0
        self._places_of: dict[int, tuple[str, int]] = {}

    def spend(self, leaf: Leaf, position: int, path: str = "") -> Leaf:
        """The leaf, counted. QueryError where it is one too many.

        `position` is where it stands in a query, `path` the key in YAML that it stands under.
        """
        self._conditions += 1
        self._places_of[id(leaf)] = (path, position)
        if isinstance(leaf, In | Near | Remote) and leaf.place:
            self._places += 2 if isinstance(leaf, Near) else 1
            self._effort += places.effort(leaf.place)
        if isinstance(leaf, Words) and leaf.is_slow:
            self._phrases += 1
            self._ways += len(leaf.needles)
        if isinstance(leaf, Pattern):
            steps = leaf.compiled.programsize * _letters(leaf.scope)
            self._steps += steps // _TAMED if is_tame(leaf.pattern) else steps
        if self._conditions > MAX_CONDITIONS:
            raise QueryError(f"more than {MAX_CONDITIONS} conditions in one filter", position)
        if self._places > MAX_PLACES:
            raise QueryError(f"more than {MAX_PLACES} places in one filter", position)
        if self._effort > MAX_EFFORT:
            raise QueryError("the places of one filter have too long names together", position)
        if self._phrases > MAX_TEXT_PHRASES:
            reason = f"more than {MAX_TEXT_PHRASES} phrases to look through descriptions for"
            raise QueryError(reason, position)
        if self._ways > MAX_TEXT_WAYS:
            reason = "phrases that can be spelled in too many ways to look through descriptions for"
            raise QueryError(reason, position)
        if self._steps > MAX_STEPS:
            reason = "the patterns of one filter are too large together"
            if isinstance(leaf, Pattern) and leaf.scope is Scope.TEXT:
                reason = "too large a pattern to look through descriptions for"
            reason += ": name fewer alternatives, and smaller numbers in braces"
            raise QueryError(reason, position)
        return leaf

    def place(self, leaf: Leaf) -> tuple[str, int]:
        """The path and position of a leaf that was counted; no path and 0 for another."""
        return self._places_of.get(id(leaf), ("", 0))


def _letters(scope: Scope) -> int:
    """How many letters a pattern looks through at most."""
    match scope:
        case Scope.TITLE | Scope.COMPANY:
            return MAX_LINE
        case Scope.ANY:
            return 2 * MAX_LINE + MAX_TAGS
        case Scope.TEXT:
            return 2 * MAX_LINE + MAX_TAGS + MAX_DESCRIPTION


def checked(condition: Condition, budget: Budget | None = None) -> Filter:
    """The condition as a filter. QueryError where it makes no sense, or is too long written."""
    found = nonsense(condition)
    if found:
        path, position = budget.place(found.leaves[-1]) if budget else ("", 0)
        raise QueryError(f"{path}{': ' if path else ''}{found.reason}", position)
    if not requires(condition):
        raise QueryError(
            "this asks for nothing, so that it would match nearly everything: "
            "say what has to be there, not only what must not",
            0,
        )
    made = Filter(bound(condition))
    if len(str(made)) > MAX_LENGTH:
        raise QueryError(f"longer than {MAX_LENGTH} characters when written out", MAX_LENGTH)
    return made
