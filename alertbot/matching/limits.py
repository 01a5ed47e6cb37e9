"""Conditions that differ in an amount alone: which passes tells of others that pass, or do not.

`pay>=150k` passes wherever `pay>=160k` does, and `posted<7d` wherever `posted<1d` does.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from alertbot.query import Condition, Demand
from alertbot.query.money import PayLimit
from alertbot.query.when import Posted


@dataclass(slots=True)
class Bounds:
    """How easy a limit is that is known to pass (the hardest such), and not to (the easiest)."""

    passing: Decimal | None = None
    failing: Decimal | None = None

    def answer(self, ease: Decimal) -> bool | None:
        """Whether a limit as easy as this passes; None where that is not known."""
        if self.passing is not None and ease >= self.passing:
            return True
        return False if self.failing is not None and ease <= self.failing else None

    def learn(self, ease: Decimal, passes: bool) -> None:
        """What has been found out about a limit of which nothing was known."""
        if passes:
            self.passing = ease
        else:
            self.failing = ease


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
