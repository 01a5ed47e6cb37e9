"""Conditions about pay: amounts as people write them, compared by the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

from alertbot import pay
from alertbot.model import Basis, Doubt, Pay, Period
from alertbot.pay import currencies, rates
from alertbot.query.ranges import Asked, applying
from alertbot.query.tree import DEFAULTS, Leaf, Settings, Verdict
from alertbot.query.view import Measured, PayRange, View
from alertbot.query.words import USUAL_CODES

Measure = Literal["max", "min", "mid"]
Comparison = Literal[">=", "<=", ">", "<"]

_AMOUNT = re.compile(
    r"(?P<before>[^\d\s.,/-]{1,4}\s?)?(?P<number>\d{1,15}(?:[.,'’]\d{1,15}){0,4})"
    r"(?P<scale>[kKmM](?![A-Za-z]{2}(?![A-Za-z])))?(?P<after>\s?[^\d\s.,/-]{1,4})?"
    r"(?:\s?/\s?(?P<period>[A-Za-z]{1,5}))?(?P<last>\s[A-Z]{3})?"
)
_RANGE = re.compile(r"([^\s–-]{1,20})[–-]([^\s–-]{1,20})")
_FOLLOWING = re.compile(r"\s+([A-Za-z]{3})(?=[\s)!]|$)")
_APART = re.compile(r"\s+[kKmM](?=[\s)!/]|$)")
_GROUPED = re.compile(r"\d{1,3}([.,'’])\d{3}(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,3})?")
_SHOWN = 60
_RANK = {True: 2, None: 1, False: 0}
_LARGEST = Decimal(10) ** 12
_PERIODS = {
    "h": Period.HOUR, "hr": Period.HOUR, "hour": Period.HOUR, "d": Period.DAY, "day": Period.DAY,
    "w": Period.WEEK, "wk": Period.WEEK, "week": Period.WEEK, "m": Period.MONTH,
    "mo": Period.MONTH, "month": Period.MONTH, "y": Period.YEAR, "yr": Period.YEAR,
    "year": Period.YEAR,
}  # fmt: skip
_SUFFIX: Final = {
    Period.HOUR: "/h", Period.DAY: "/day", Period.WEEK: "/week", Period.MONTH: "/month",
    Period.YEAR: "",
}  # fmt: skip
_SIGNS: Final = {"EUR": "€", "GBP": "£", "INR": "₹"}
"""Signs that no other currency shares: $ means what the settings say."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much a period; `currency` is None where the settings decide it."""

    value: Decimal
    currency: str | None = None
    period: Period = Period.YEAR

    def __str__(self) -> str:
        thousands = self.value >= 1000 and self.value % 100 == 0
        number = self.value / 1000 if thousands else self.value
        written = f"{number.normalize():f}{'k' if thousands else ''}"
        sign = _SIGNS.get(self.currency or "")
        code = f" {self.currency}" if self.currency and not sign else ""
        return f"{sign or ''}{written}{_SUFFIX[self.period]}{code}"


def amount(written: str, settings: Settings) -> Amount:
    """Reads 150k, €60k, 45/h, 150,000 USD and the like. ValueError says what is wrong."""
    plain = written.strip()
    found = _AMOUNT.fullmatch(plain)
    if plain.endswith("+"):
        raise ValueError(f"at least is written >= alone: leave the + behind {plain[:20]} out")
    if range_ := _RANGE.fullmatch(plain):
        raise ValueError(f"a range is two conditions: pay>={range_[1]} pay<={range_[2]}")
    if found is None:
        raise ValueError("an amount is written like 150k, €60k, 45/h or 150k USD")
    value = _number(found["number"], found["scale"] or "")
    if value >= _LARGEST:
        raise ValueError("this amount is larger than any pay")
    period = _PERIODS.get((found["period"] or "year").lower())
    if period is None:
        raise ValueError(f"unknown period '{found['period']}': write /h, /day, /week or /month")
    signs = [sign.strip() for sign in found.group("before", "after", "last") if sign]
    if len(signs) > 1:
        raise ValueError("an amount has one currency")
    return Amount(value, _currency(signs[0], settings) if signs else None, period)


def _number(digits: str, scale: str) -> Decimal:
    if _GROUPED.fullmatch(digits) and not (scale and len(_DECIMAL.sub("", digits)) == 0):
        return Decimal(re.sub(r"\D", "", digits)) * _scale(scale)
    if _DECIMAL.fullmatch(digits):
        number = Decimal(digits.replace(",", "."))
        if scale or number == round(number, 2):
            return number * _scale(scale)
    raise ValueError(f"'{digits}' is not an amount: write 150k or 150,000")


def _scale(scale: str) -> int:
    return {"": 1, "k": 1_000, "m": 1_000_000}[scale.lower()]


def _currency(sign: str, settings: Settings) -> str:
    if sign == "$" and (settings.currency == "USD" or settings.currency[-1:] != "D"):
        return "USD"
    if sign == "$":
        return settings.currency
    code = currencies.code(sign.lower(), None)
    if code is None:
        raise ValueError(f"unknown currency '{sign}': write its code, such as 150k USD")
    return code


def following_currency(rest: str) -> str:
    """The space and currency code at the start of `rest` that belong to the amount before it."""
    found = _FOLLOWING.match(rest)
    if found and found[1] in USUAL_CODES:
        return found[0].upper()
    return found[0] if found and found[1] in currencies.CODES else ""


def is_apart(rest: str) -> bool:
    """Whether a thousand or a million stands behind a space: "100 k"."""
    return _APART.match(rest) is not None


@dataclass(frozen=True)
class PayLimit(Leaf):
    """A floor or a ceiling, for the top (`max`), the bottom (`min`) or the middle of a range.

    `asked`: the places that have to hold beside it, which choose among ranges for several places.
    """

    comparison: Comparison
    limit: Amount
    measure: Measure = "max"
    settings: Settings = DEFAULTS
    asked: tuple[Asked, ...] = ()

    @cached_property
    def _by_year(self) -> Decimal | None:
        limit = self.limit
        return pay.annual(Pay(limit.value, limit.value, self._currency, limit.period))[0]

    @property
    def _currency(self) -> str:
        return self.limit.currency or self.settings.currency

    def judge(self, view: View) -> Verdict:
        if not view.pay:
            return Verdict(None, "pay not stated")
        ranked = [(self._truth(one), one) for one in self._measured(view)]
        upward = 1 if self.comparison in (">", ">=") else -1
        truth, one = max(
            ranked,
            key=lambda found: (_RANK[found[0]], upward * (found[1].high or found[1].low or 0)),
        )
        said = one.reason or (f"pay only {one.shown}" if truth is None else one.shown)
        where = one.stated.where if len(view.pay) > 1 else None
        return Verdict(truth, f"{said} ({where[:_SHOWN]})" if where else said)

    def truth(self, view: View) -> bool | None:
        truths = [self._truth(one) for one in self._measured(view)] if view.pay else []
        return True if True in truths else None if None in truths or not truths else False

    def _truth(self, one: Measured) -> bool | None:
        limit = self._by_year
        if one.reason or limit is None:
            return None
        return _compare(one.low, one.high, self.comparison, limit)

    def _measured(self, view: View) -> tuple[Measured, ...]:
        """The ranges that apply, in the limit's currency; the same for limits of any amount."""
        settings = self.settings
        key = (self.asked, settings.home, settings.rates, self._currency, self.measure)
        if key not in view.measured_pay:
            ranges = applying(view, self.asked, settings.home)
            view.measured_pay[key] = tuple(map(self._measure, ranges))
        return view.measured_pay[key]

    def _measure(self, one: PayRange) -> Measured:
        stated = one.stated
        reason = self._incomparable(one)
        low, high, shown = one.low, one.high, one.shown
        if not reason and stated.currency and stated.currency != self._currency:
            converted = self._converted(one, stated.currency)
            if converted is None:
                reason = f"pay in {stated.currency}, not compared"
            else:
                low, high, shown = converted
        low, high = self._interval(low, high)
        if not reason and low is None and high is None:
            reason = f"pay not comparable ({one.shown})"
        return Measured(stated, None if reason else low, None if reason else high, shown, reason)

    def _incomparable(self, one: PayRange) -> str:
        """Why a range says nothing about the limit, "" where it does."""
        stated = one.stated
        if stated.basis is Basis.PREDICTED:
            return "pay only estimated"
        if Doubt.IMPLAUSIBLE in stated.doubts:
            return f"pay {one.shown}"
        if stated.currency is None:
            return f"currency of pay not stated ({one.shown})"
        if stated.period is None:
            return f"period of pay not stated ({one.shown})"
        return ""

    def _converted(
        self, one: PayRange, currency: str
    ) -> tuple[Decimal | None, Decimal | None, str] | None:
        """A range by the year in the limit's currency, and in words; None without a rate."""
        by = self.settings.rates or rates.bundled()
        low, high = (
            None if bound is None else by.convert(bound, currency, self._currency)
            for bound in (one.low, one.high)
        )
        if low is None and high is None:
            return None
        about = Pay(_rounded(low), _rounded(high), self._currency, Period.YEAR)
        return low, high, f"about {pay.display(about)} at ECB rates of {by.date:%Y-%m-%d}"

    def _interval(
        self, low: Decimal | None, high: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None]:
        """Between what the measured amount lies, by the year; None is open."""
        if low is None or high is None:
            known = high if self.measure == "max" else low if self.measure == "min" else None
            return (low, high) if known is None else (known, known)
        exact = {"max": high, "min": low, "mid": (low + high) / 2}[self.measure]
        return exact, exact

    def vacuous(self) -> bool:
        return self.comparison == ">=" and self.limit.value == 0

    def __str__(self) -> str:
        name = "pay" if self.measure == "max" else f"pay.{self.measure}"
        return f"{name}{self.comparison}{self.limit}"


def _rounded(amount: Decimal | None) -> Decimal | None:
    """To three digits that count: what a rate of some day is good for."""
    if not amount:
        return amount
    return round(amount, 2 - amount.adjusted())


def _compare(
    low: Decimal | None, high: Decimal | None, comparison: Comparison, limit: Decimal
) -> bool | None:
    """Whether all, or none, of what lies between holds; None where some may."""
    if comparison in ("<", "<="):
        opposite = _compare(low, high, ">=" if comparison == "<" else ">", limit)
        return None if opposite is None else not opposite
    reaches = limit.__le__ if comparison == ">=" else limit.__lt__
    if low is not None and reaches(low):
        return True
    return False if high is not None and not reaches(high) else None
