"""Conditions that say where a filter has to be looked for: places, levels and the like.

Many filters share each of them, and what an opening says of it decides all of those at once.
"""

from __future__ import annotations

from enum import IntEnum

from alertbot.query import And, Condition, Demand, Leaf, Not, Or, leaves
from alertbot.query.facts import Employment, FromSource, Seniority
from alertbot.query.near import Near
from alertbot.query.where import At, In, Remote


class Gate(IntEnum):
    """What a condition is about, those that tell most first."""

    PLACE = 1
    SOURCE = 2
    WORKPLACE = 3
    LEVEL = 4
    KIND = 5
    NONE = 6


_GATES: dict[type[Leaf], Gate] = {
    In: Gate.PLACE,
    Near: Gate.PLACE,
    FromSource: Gate.SOURCE,
    Remote: Gate.WORKPLACE,
    At: Gate.WORKPLACE,
    Seniority: Gate.LEVEL,
    Employment: Gate.KIND,
}
_WHERE = {Gate.PLACE, Gate.WORKPLACE}


def of(condition: Condition) -> Gate:
    """What the whole condition is about, NONE where that is several things, or something else."""
    found = {_GATES.get(type(leaf), Gate.NONE) for leaf in leaves(condition)}
    if _excludes(condition) or (len(found) != 1 and found != _WHERE):
        return Gate.NONE
    return max(found)


def _excludes(condition: Condition) -> bool:
    """Whether there is a negation in it: what only excludes is open to nearly everything."""
    match condition:
        case And(parts) | Or(parts):
            return any(map(_excludes, parts))
        case Demand(part):
            return _excludes(part)
        case _:
            return isinstance(condition, Not)
