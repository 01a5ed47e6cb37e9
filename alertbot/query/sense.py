"""Whether a filter makes sense: none that lets everything through, or that nothing can fit.

What is not said is left out of it: level:senior level:junior would pass what states no level, and
is a mistake all the same. A filter too tangled to be seen through is taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from alertbot.query.clash import Clash, Literal, World, aspect, may_be_unknown
from alertbot.query.tree import And, Condition, Demand, Filter, Leaf, Not, Or

MAX_STEPS = 2_000
"""Comparisons of two conditions, after which a filter is taken as it is."""
MOST_COMPARED = 40
"""So many parts of one AND or OR are compared with one another for remarks."""


@dataclass(frozen=True, slots=True)
class Nonsense:
    """What is wrong with a filter, and the conditions that make it so, in the order found."""

    reason: str
    leaves: tuple[Leaf, ...]


def nonsense(condition: Condition) -> Nonsense | None:
    """Why nothing can fit a condition, or all does; None where neither is seen."""
    clash = Search().why_never([(condition, Aim.TRUE, False)])
    if clash:
        return Nonsense(f"nothing fits this: {_never(clash)}", _leaves(clash))
    clash = Search().why_never([(condition, Aim.FALSE, False)])
    if clash:
        return Nonsense(f"everything fits this: {_always(clash)}", _leaves(clash))
    return None


def _leaves(clash: Clash) -> tuple[Leaf, ...]:
    return tuple(literal.leaf for literal in clash)


def _never(clash: Clash) -> str:
    *rest, last = (_written(literal) for literal in clash)
    if not rest:
        return f"{last} never holds"
    return f"{', '.join(rest)} and {last} do not go together"


def _always(clash: Clash) -> str:
    *rest, last = (_written(Literal(literal.leaf, not literal.holds)) for literal in clash)
    if not rest:
        return f"{last} always holds"
    return f"one of {', '.join(rest)} and {last} always holds"


def _written(literal: Literal) -> str:
    return f"{'' if literal.holds else '-'}{literal.leaf}"


# -- whether a condition can come out so ----------------------------------------------------


class Aim(Enum):
    """What a condition is to come out as; the last two leave unknown open."""

    TRUE = auto()
    FALSE = auto()
    NOT_TRUE = auto()
    NOT_FALSE = auto()


_OPPOSITE = {
    Aim.TRUE: Aim.FALSE,
    Aim.FALSE: Aim.TRUE,
    Aim.NOT_TRUE: Aim.NOT_FALSE,
    Aim.NOT_FALSE: Aim.NOT_TRUE,
}
_UPWARDS = (Aim.TRUE, Aim.NOT_FALSE)

_Goal = tuple[Condition, Aim, bool]
"""A condition, what it is to come out as, and whether it stands under a negation."""
_Either = tuple[And | Or, Aim, bool]
"""One of which a single part is enough."""


class Search:
    """Looks for one way in which all goals are reached. Gives up after so many steps."""

    def __init__(self, world: type[World] = World) -> None:
        self._world = world
        self._clash: Clash | None = None

    def why_never(self, goals: Sequence[_Goal]) -> Clash | None:
        """The first clash, where there is no way; None where there is one, or it takes too long."""
        return None if self._is_reached(goals, self._world()) else self._clash

    def _is_reached(
        self, goals: Sequence[_Goal], world: World, further: Sequence[_Either] = ()
    ) -> bool:
        open_ = list(reversed(goals))
        either: list[_Either] = []
        while open_:
            condition, aim, negated = open_.pop()
            match condition:
                case Not(part):
                    open_.append((part, _OPPOSITE[aim], not negated))
                case Demand(part):
                    open_.append((part, _demanded(aim, negated=negated), negated))
                case And(parts) | Or(parts):
                    if isinstance(condition, And) == (aim in _UPWARDS):
                        open_.extend((part, aim, negated) for part in reversed(parts))
                    else:
                        either.append((condition, aim, negated))
                case _:
                    clash = _taken(condition, aim, world)
                    if clash:
                        self._clash = self._clash or clash
                        return False
        either.extend(further)
        return not either or self._is_reached_either(either, world)

    def _is_reached_either(self, either: Sequence[_Either], world: World) -> bool:
        """Whether one part of the first goal is reached together with all other goals."""
        (condition, aim, negated), *rest = either
        for part in condition.parts:
            if world.steps > MAX_STEPS:
                return True
            world.steps += 1
            branch = world.copy()
            if self._is_reached([(part, aim, negated)], branch, rest):
                return True
            world.steps = branch.steps
        return False


def _demanded(aim: Aim, *, negated: bool) -> Aim:
    """What the part of a demand is to come out as: unknown is false in it, true if negated."""
    if negated:
        return Aim.NOT_FALSE if aim in _UPWARDS else Aim.FALSE
    return Aim.TRUE if aim in _UPWARDS else Aim.NOT_TRUE


def _taken(leaf: Leaf, aim: Aim, world: World) -> Clash | None:
    """The clash of a condition that is to come out so with the world, which takes it in."""
    if aim in (Aim.NOT_TRUE, Aim.NOT_FALSE) and may_be_unknown(leaf):
        return None  # what is not said is not true and not false
    return world.add(Literal(leaf, aim in _UPWARDS))


# -- remarks --------------------------------------------------------------------------------


def remarks(filter_: Filter) -> list[str]:
    """Parts that change nothing, and parts of an OR that never hold, in words for people."""
    return list(dict.fromkeys(_remarks(filter_.condition)))


def _remarks(condition: Condition) -> Iterator[str]:
    match condition:
        case Not(part) | Demand(part):
            yield from _remarks(part)
        case And(parts) | Or(parts):
            yield from _idle(parts[:MOST_COMPARED], is_and=isinstance(condition, And))
            for part in parts:
                yield from _remarks(part)
        case _:
            return


def _idle(parts: Sequence[Condition], *, is_and: bool) -> Iterator[str]:
    """The parts that others leave nothing to do."""
    written = [str(part) for part in parts]
    literals = [_literal(part) for part in parts]
    told: set[int] = set()
    for at, part in enumerate(parts):
        if written[at] in written[:at]:
            told.add(at)
            yield f"{written[at]} stands here twice"
        elif not is_and and Search().why_never([(part, Aim.TRUE, False)]):
            told.add(at)
            yield f"{written[at]} never holds"
    for at, one in enumerate(literals):
        for by, other in enumerate(literals):
            # In an AND what follows from another part is idle, in an OR what another follows from.
            strong, weak = (other, one) if is_and else (one, other)
            if at != by and at not in told and by not in told and _follows(strong, weak):
                told.add(at)
                yield f"{written[at]} changes nothing beside {written[by]}"
    group = Or if is_and else And
    for part in parts:
        beside = [one for one in part.parts if one in parts] if isinstance(part, group) else []
        if beside:
            yield f"({part}) changes nothing beside {beside[0]}"


def _literal(part: Condition) -> Literal | None:
    """A part that is one condition, plain or negated."""
    negative = isinstance(part, Not)
    leaf = part.part if isinstance(part, Not) else part
    return Literal(leaf, not negative) if isinstance(leaf, Leaf) else None


def _follows(strong: Literal | None, weak: Literal | None) -> bool:
    """Whether the one cannot hold without the other, what is not said included."""
    if strong is None or weak is None:
        return False
    known = not may_be_unknown(strong.leaf) and not may_be_unknown(weak.leaf)
    if not known and aspect(strong.leaf) != aspect(weak.leaf):
        return False
    world = World()
    return not world.add(strong) and world.add(Literal(weak.leaf, not weak.holds)) is not None
