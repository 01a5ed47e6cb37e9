"""Conditions that differ in an amount alone: which passes tells of others that pass, or do not.

`pay>=150k` passes wherever `pay>=160k` does, and `posted<7d` wherever `posted<1d` does.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from alertbot.query import Condition, Demand
from alertbot.query.money import PayLimit
from alertbot.query.when import Posted

if TYPE_CHECKING:  # a clause is told its family by what is here
    from alertbot.matching.clauses import Clause
    from alertbot.matching.seen import Seen


def refused(alike: list[Clause], seen: Seen) -> list[Clause]:
    """Of limits of one family those that are false; few of them are asked."""
    alike.sort(key=_ease)
    return alike[: bisect_left(alike, 1, key=lambda one: one.truth(seen) is not False)]


_ease = attrgetter("ease")


def placed(condition: Condition) -> tuple[object, Decimal] | None:
    """The family of a limit, and how easy it is to pass among those; None for no limit."""
    leaf = condition.part if isinstance(condition, Demand) else condition
    if isinstance(leaf, PayLimit):
        family: tuple[object, ...] = (leaf.limit.currency, leaf.limit.period)
        amount = leaf.limit.value
    elif isinstance(leaf, Posted) and isinstance(leaf.limit, int):
        family, amount = (), Decimal(leaf.limit)
    else:
        return None
    others = (getattr(leaf, one.name) for one in fields(leaf) if one.name != "limit")
    easier = amount if leaf.comparison in ("<", "<=") else -amount
    return (type(condition), type(leaf), *family, *others), easier
