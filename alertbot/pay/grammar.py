"""Amounts and ranges among the tokens of a line, whatever they are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alertbot.model import Period
from alertbot.pay import currencies
from alertbot.pay.lexing import Kind, Token

_ASIDE = 9
"""The most tokens in brackets between the two bounds of a range."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount: its number as written, what it is scaled by, the signs before and after it."""

    value: Decimal
    scale: int
    signs: tuple[str, ...]
    plus: bool
    first: int
    after: int

    @property
    def amount(self) -> Decimal:
        return self.value * (self.scale or 1)


@dataclass(frozen=True, slots=True)
class Range:
    """One or two amounts that belong together. `first` and `after` are places among the tokens."""

    low: Decimal
    high: Decimal
    single: bool
    signs: tuple[str, ...]
    scale: int
    period: Period | None
    plus: bool
    first: int
    after: int

    def currency(self, country: str | None) -> str | None:
        """ISO 4217, where the signs agree on one or the country decides it."""
        sure = {
            currencies.SIGNS.get(sign, sign.upper())
            for sign in self.signs
            if sign not in currencies.SHARED
        }
        if sure:
            return sure.pop() if len(sure) == 1 else None
        shared = {currencies.code(sign, country) for sign in self.signs}
        return shared.pop() if len(shared) == 1 else None

    @property
    def in_dollars(self) -> bool:
        """Whether its sign is a plain $, which any dollar may be meant by."""
        return bool(self.signs) and all(sign in ("$", "dollars") for sign in self.signs)


def ranges(tokens: Sequence[Token]) -> Iterator[Range]:
    """Every amount or range in the line, in order."""
    place = 0
    while place < len(tokens):
        if tokens[place].kind not in (Kind.NUMBER, Kind.CURRENCY):
            place += 1
            continue
        low = _sum(tokens, place)
        if low is None:
            place += 1
            continue
        found = _range(tokens, low)
        yield found
        place = found.after


def _sum(tokens: Sequence[Token], place: int) -> Sum | None:
    first = place
    signs: list[str] = []
    while place < len(tokens) and tokens[place].kind is Kind.CURRENCY and place - first < 2:
        signs.append(tokens[place].word)
        place += 1
    if place >= len(tokens) or tokens[place].kind is not Kind.NUMBER:
        return None
    number = tokens[place]
    place += 1
    if number.word.endswith("lpa"):
        signs.append("lpa")
    plus = place < len(tokens) and tokens[place].kind is Kind.PLUS
    place += plus
    while place < len(tokens) and _is_suffix(tokens, place):
        signs.append(tokens[place].word)
        place += 1
        if place + 1 < len(tokens) and tokens[place].word == "/":
            place += tokens[place + 1].kind is Kind.CURRENCY
    return Sum(number.value, number.scale, tuple(signs), plus, first, place)


def _is_suffix(tokens: Sequence[Token], place: int) -> bool:
    """Whether a currency belongs to the number before it, and not to one that follows."""
    if tokens[place].kind is not Kind.CURRENCY:
        return False
    if place + 1 >= len(tokens) or tokens[place + 1].kind is not Kind.NUMBER:
        return True
    token, before, after = tokens[place], tokens[place - 1], tokens[place + 1]
    return token.start - before.end < after.start - token.end


def _range(tokens: Sequence[Token], low: Sum) -> Range:
    """The range that begins with a sum, or the sum alone."""
    place, period = _skip_period(tokens, low.after)
    if place < len(tokens) and tokens[place].kind is Kind.OPEN:
        place = _skip_aside(tokens, place)
    high = None
    if place < len(tokens) and tokens[place].kind is Kind.JOINT:
        high = _sum(tokens, place + 1)
    if high is None or not _belong(low, high):
        return _of(low, low, None)
    return _of(low, high, period)


def _belong(low: Sum, high: Sum) -> bool:
    """Whether two joined sums are the bounds of one range, and not a price and a number."""
    if low.signs and high.signs and not set(low.signs) & set(high.signs):
        return not ({*low.signs} - {"$"} and {*high.signs} - {"$"})
    return True


def _of(low: Sum, high: Sum, period: Period | None) -> Range:
    first, last = low.amount, high.amount
    # "75-90k" and "$5 - $6K": the scale is written once.
    if not low.scale and high.scale and low.value <= high.value * 2:
        first = low.value * high.scale
    elif low.scale and not high.scale and high.value < 1000 and low.scale == 1000:
        last = high.value * low.scale
    return Range(
        low=min(first, last),
        high=max(first, last),
        single=low is high,
        signs=low.signs if low is high else low.signs + high.signs,
        scale=max(low.scale, high.scale),
        # Lakhs per annum.
        period=Period.YEAR if "lpa" in high.signs else period,
        plus=high.plus,
        first=low.first,
        after=high.after,
    )


def _skip_period(tokens: Sequence[Token], place: int) -> tuple[int, Period | None]:
    """Past "/hr" or "per year" between two bounds."""
    end = place
    while end < len(tokens) and end - place < 3:
        token = tokens[end]
        if token.kind is Kind.PERIOD:
            return end + 1, token.period
        if token.kind not in (Kind.WORD, Kind.OTHER):
            break
        end += 1
    return place, None


def _skip_aside(tokens: Sequence[Token], place: int) -> int:
    for end in range(place + 1, min(place + _ASIDE, len(tokens))):
        if tokens[end].kind is Kind.CLOSE:
            return end + 1
        if tokens[end].kind is Kind.NUMBER:
            break
    return place
