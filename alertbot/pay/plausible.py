"""What work can pay: which period an amount must be for, and when nobody is paid so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from alertbot.model import Doubt, Pay, Period
from alertbot.pay import currencies
from alertbot.pay.vocabulary import words

_SURE_YEAR: Final = {
    "USD": 13_000, "CHF": 30_000, "SGD": 25_000, "ILS": 30_000, "AED": 30_000, "SAR": 30_000,
    "QAR": 30_000, "KWD": 30_000, "BHD": 30_000, "OMR": 30_000, "INR": 5_000, "PKR": 5_000,
    "HKD": 16_000,
}  # fmt: skip
"""About how many euros no month pays in a currency, so that a year must be meant."""
_SURE_YEAR_ELSEWHERE: Final = 12_000
_DEAR: Final = words("EUR USD GBP CHF CAD AUD NZD SGD SEK NOK DKK ISK ILS JPY HKD AED QAR")
"""Currencies of countries where little money buys no year of work."""

# In euros. Below the first, or above the second, nobody is paid.
_DEAR_BOUNDS: Final = {
    Period.HOUR: (Decimal(1), Decimal(1_500)),
    Period.DAY: (Decimal(8), Decimal(12_000)),
    Period.WEEK: (Decimal(25), Decimal(50_000)),
    Period.MONTH: (Decimal(90), Decimal(60_000)),
    Period.YEAR: (Decimal(2_700), Decimal(8_000_000)),
}
_ANY_BOUNDS: Final = {
    Period.HOUR: (Decimal("0.1"), Decimal(1_500)),
    Period.DAY: (Decimal("0.8"), Decimal(12_000)),
    Period.WEEK: (Decimal(4), Decimal(50_000)),
    Period.MONTH: (Decimal(15), Decimal(60_000)),
    Period.YEAR: (Decimal(200), Decimal(8_000_000)),
}
_MOST: Final = Decimal(8_000_000)
_WIDEST: Final = 25
"""A range whose top is so many times its bottom is a mistake, or no range."""


_AMPLE: Final = {
    Period.HOUR: 4, Period.DAY: 40, Period.WEEK: 150, Period.MONTH: 450, Period.YEAR: 7_000,
    None: 13_000,
}  # fmt: skip


_LITTLE: Final = {Period.MONTH: 90, Period.YEAR: 2_700, None: 400}


@dataclass(frozen=True, slots=True)
class Size:
    """Amounts in about euros; the currency is guessed from the country where it is not said."""

    low: Decimal
    high: Decimal
    currency: str | None


def size(low: Decimal, high: Decimal, currency: str | None, country: str | None = None) -> Size:
    """How much it is, give or take half. Without any currency the numbers themselves are taken."""
    guess = currency or currencies.own(country)
    weight = currencies.ROUGHLY.get(guess or "", Decimal(1))
    return Size(low / weight, high / weight, guess)


def certain_period(
    amounts: Size, *, stated: bool, dollars: bool, scaled: bool, plain: bool
) -> Period | None:
    """A year, where the amount leaves no other reading.

    `stated`: the currency is said. `dollars`: by a bare $. `scaled`: the amount has a k.
    `plain`: the text does not look like one of a country whose peso has a $ for its sign.
    """
    if stated or amounts.currency:
        least = _SURE_YEAR.get(amounts.currency or "", _SURE_YEAR_ELSEWHERE)
    elif scaled or (dollars and plain):
        least = 15_000
    else:
        least = 50_000
    if not stated and amounts.high > 900_000:
        return None
    return Period.YEAR if amounts.low >= least else None


def little(amounts: Size, period: Period | None) -> bool:
    """Too little for a month's or a year's pay: what is so small is hardly more than a perk."""
    return amounts.high < _LITTLE.get(period, 0)


def ample(amounts: Size, period: Period | None) -> bool:
    """Enough to live on: smaller sums are allowances until a word for pay says otherwise."""
    cheap = period is not None and amounts.currency is not None and amounts.currency not in _DEAR
    return amounts.high >= Decimal(_AMPLE[period]) / (2 if cheap else 1)


def doubted(pay: Pay, *, swapped: bool = False) -> Pay:
    """The pay with what is odd about it: its amounts in their period, its bounds `swapped`."""
    found = [Doubt.SWAPPED] if swapped or Doubt.SWAPPED in pay.doubts else []
    if _is_implausible(pay):
        found.append(Doubt.IMPLAUSIBLE)
    return replace(pay, doubts=tuple(found))


def _is_implausible(pay: Pay) -> bool:
    bounds = [bound for bound in (pay.min, pay.max) if bound is not None]
    if not bounds:
        return False
    amounts = size(min(bounds), max(bounds), pay.currency)
    if amounts.low * _WIDEST < amounts.high:
        return True
    if pay.period is None:
        return pay.currency is not None and amounts.low > _MOST
    table = _DEAR_BOUNDS if pay.currency in _DEAR else _ANY_BOUNDS
    least, most = table[pay.period]
    if pay.currency is None:
        # It may be yen or rupiahs: only what is too little for any currency is odd for sure.
        return amounts.high < least or (pay.period is Period.HOUR and amounts.low >= 100_000)
    return amounts.high < least or amounts.low > most
