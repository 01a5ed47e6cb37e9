"""Pay brought to a year, and pay as a person reads it."""

from __future__ import annotations

from decimal import Decimal

from alertbot.model import Doubt, Pay, Period
from alertbot.pay.currencies import SYMBOLS

_A_YEAR = {
    Period.HOUR: 2080,
    Period.DAY: 260,
    Period.WEEK: 52,
    Period.MONTH: 12,
    Period.YEAR: 1,
}
_SAID = {
    Period.HOUR: "an hour",
    Period.DAY: "a day",
    Period.WEEK: "a week",
    Period.MONTH: "a month",
    Period.YEAR: "a year",
}
_DOUBTED = {Doubt.SWAPPED: "bounds swapped", Doubt.IMPLAUSIBLE: "implausible"}


def annual(pay: Pay) -> tuple[Decimal | None, Decimal | None]:
    """Both bounds as a full year's, in the pay's own currency; None where the period is unknown.

    2,080 hours, 260 days, 52 weeks or 12 months are a year.
    """
    if pay.period is None:
        return None, None
    times = _A_YEAR[pay.period]
    return (
        None if pay.min is None else pay.min * times,
        None if pay.max is None else pay.max * times,
    )


def display(pay: Pay) -> str:
    """The pay as it is stated: "$119,800 – $234,700 a year"; "" where there are no amounts.

    A currency whose sign others share is shown by its code; $ is the US dollar's. What is odd
    about it is said in brackets: "$75 – $95 a year (implausible)".
    """
    low, high = pay.min, pay.max
    if low is not None and high is not None and low != high:
        amounts = f"{_money(low, pay.currency)} – {_money(high, pay.currency)}"
    elif low is not None and high is not None:
        amounts = _money(low, pay.currency)
    elif low is not None:
        amounts = f"from {_money(low, pay.currency)}"
    elif high is not None:
        amounts = f"up to {_money(high, pay.currency)}"
    else:
        return ""
    said = f"{amounts} {_SAID[pay.period]}" if pay.period else amounts
    doubts = ", ".join(_DOUBTED[doubt] for doubt in pay.doubts)
    return f"{said} ({doubts})" if doubts else said


def _money(amount: Decimal, currency: str | None) -> str:
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    if currency is None:
        return number
    sign = SYMBOLS.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"
