"""The ranges of a whole text made one answer: told apart, completed, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from alertbot.model import Basis, Pay
from alertbot.pay import currencies, plausible
from alertbot.pay.amounts import annual

_NEAR_ENOUGH = (Decimal("0.85"), Decimal("1.18"))
"""The same pay by the hour and by the month differs so much, for nobody's month is the same."""
_DOLLARS = frozenset(currencies.SHARED["$"].values())


@dataclass(frozen=True, slots=True)
class Found:
    """Pay as it was found, with words that tell it apart should there be several like it.

    `target`: bonus included, when all targets are met. `total`: bonus and equity included.
    """

    pay: Pay
    aside: str | None
    in_dollars: bool = False
    swapped: bool = False
    target: bool = False
    total: bool = False
    line: int = 0


def gathered(found: Sequence[Found], dollar: str | None) -> tuple[Pay, ...]:
    """What was found in a text, each range once, in order. `dollar`: see prose.read."""
    kept = _without_totals(_paired(_with_currency(list(found), dollar)))
    once = _merged(_told_apart(kept))
    return tuple(pay for place, pay in enumerate(once) if not _is_said_before(pay, once[:place]))


def repeats(pay: Pay, others: Sequence[Pay]) -> bool:
    """Whether a range only says again, in part or by another period, what others say."""
    return any(_inside(pay, other) for other in others) or _is_said_before(pay, others)


def _with_currency(found: list[Found], dollar: str | None) -> list[Found]:
    """A bare $ is the one dollar that the text names elsewhere, and `dollar` if it names none."""
    named = {one.pay.currency for one in found if one.pay.currency in _DOLLARS}
    if len(named) > 1:
        return found
    currency = named.pop() if named else dollar
    return [
        replace(one, pay=replace(one.pay, currency=currency))
        if one.in_dollars and one.pay.currency is None
        else one
        for one in found
    ]


def _paired(found: list[Found]) -> list[Found]:
    """ "Minimum: $50,000" and "Maximum: $60,000" on the next line are one range."""
    pairs: list[Found] = []
    for one in found:
        last = pairs[-1] if pairs else None
        if last and _is_pair(last, one):
            pairs[-1] = replace(
                last,
                pay=replace(
                    last.pay,
                    max=one.pay.max,
                    currency=last.pay.currency or one.pay.currency,
                    period=last.pay.period or one.pay.period,
                ),
            )
        else:
            pairs.append(one)
    return pairs


def _is_pair(first: Found, second: Found) -> bool:
    low, high = first.pay, second.pay
    return (
        low.min is not None
        and low.max is None
        and high.min is None
        and high.max is not None
        and low.min < high.max <= low.min * 5
        and second.line - first.line <= 2
        and low.where == high.where
        and _compatible(low, high)
    )


def _without_totals(found: list[Found]) -> list[Found]:
    """The base counts as pay: with it there, what includes a bonus is left out."""
    base = [one for one in found if not one.target and not one.total]
    if base:
        return base
    targets = [one for one in found if one.target]
    return [
        replace(one, pay=replace(one.pay, where=_joined("OTE", one.pay.where)))
        if one.target
        else one
        for one in (targets or found)
    ]


def _told_apart(found: list[Found]) -> list[Pay]:
    """The pay alone; where several would hold for the same, the words beside them are added."""
    distinct = {(one.pay.where, one.pay.min, one.pay.max) for one in found}
    shared = [where for where, _, _ in distinct]
    result = []
    for one in found:
        pay = plausible.doubted(replace(one.pay, basis=Basis.TEXT), swapped=one.swapped)
        if one.aside and shared.count(pay.where) > 1:
            pay = replace(pay, where=_joined(one.aside, pay.where))
        result.append(pay)
    return result


def _joined(first: str, second: str | None) -> str:
    return f"{first}, {second}" if second else first


def _merged(found: list[Pay]) -> list[Pay]:
    """Each range once: what is said of it in one place completes what is said in another."""
    merged: list[Pay] = []
    for pay in found:
        place = next((at for at, other in enumerate(merged) if _same(pay, other)), None)
        if place is None:
            merged.append(pay)
            continue
        other = merged[place]
        merged[place] = replace(
            other,
            currency=other.currency or pay.currency,
            period=other.period or pay.period,
            where=other.where or pay.where,
        )
    return [pay for pay in merged if not any(_inside(pay, other) for other in merged)]


def _same(one: Pay, other: Pay) -> bool:
    return (
        (one.min, one.max) == (other.min, other.max)
        and (one.where == other.where or one.where is None or other.where is None)
        and _compatible(one, other)
    )


def _compatible(one: Pay, other: Pay) -> bool:
    same_currency = one.currency == other.currency or not (one.currency and other.currency)
    return same_currency and (one.period is other.period or not (one.period and other.period))


def _inside(one: Pay, other: Pay) -> bool:
    """Whether a single amount repeats a part of a range."""
    if other.min is None or other.max is None or other.min == other.max or one is other:
        return False
    if one.min is not None and one.max is not None and one.min != one.max:
        return False
    value = one.min if one.min is not None else one.max
    inside = value is not None and other.min <= value <= other.max
    return inside and one.where in (None, other.where) and _compatible(one, other)


def _is_said_before(pay: Pay, others: Sequence[Pay]) -> bool:
    """Whether a range is one before it, brought to another period by the posting itself."""
    for other in others:
        if pay.period is other.period or pay.period is None or other.period is None:
            continue
        if pay.currency != other.currency or pay.where not in (None, other.where):
            continue
        pairs = [
            (mine, theirs)
            for mine, theirs in zip(annual(pay), annual(other), strict=True)
            if mine is not None and theirs is not None
        ]
        if pairs and all(
            _NEAR_ENOUGH[0] * theirs <= mine <= _NEAR_ENOUGH[1] * theirs for mine, theirs in pairs
        ):
            return True
    return False
