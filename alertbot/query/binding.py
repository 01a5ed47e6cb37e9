"""What a condition means by those beside it: a floor of pay is for the place that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alertbot.query.money import PayLimit
from alertbot.query.near import Near
from alertbot.query.ranges import Asked
from alertbot.query.tree import And, Condition, Demand, Not, Or
from alertbot.query.where import In, Remote


def bound(condition: Condition, around: Sequence[Asked] = ()) -> Condition:
    """The condition, each limit of pay in it told of the places that have to hold with it."""
    match condition:
        case And(parts):
            asked = [*around, *(place for part in parts for place in _asked(part))]
            return And(tuple(bound(part, asked) for part in parts))
        case Or(parts):
            return Or(tuple(bound(part, around) for part in parts))
        case Not(part):
            return Not(bound(part, around))
        case Demand(part):
            return Demand(bound(part, around))
        case PayLimit():
            asked_here = tuple(dict.fromkeys(around))
            return (
                condition if condition.asked == asked_here else replace(condition, asked=asked_here)
            )
        case _:
            return condition


def _asked(condition: Condition) -> Iterator[Asked]:
    """The places that a condition asks for, one or another of them."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked(part)
        case Demand(part):
            yield from _asked(part)
        case In() | Near():
            yield condition
        case Remote() if condition.place and not condition.is_anywhere:
            yield condition
        case _:
            return
