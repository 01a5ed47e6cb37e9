"""Amounts and ranges among the tokens of a line, whatever they are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alertbot.model import Period
from alertbot.pay import currencies
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.periods import NOUNS
from alertbot.pay.vocabulary import GROSS, words

_ASIDE = 9
"""The most tokens in brackets between the two bounds of a range."""
_APART = 14
"""The most tokens between the bounds of "from $85,000 in our lowest market up to $120,000"."""
_ALTERNATIVES = frozenset({"o", "ou", "or", "oder"})
_APPROACH = words(": zu to up ca circa about around approx max maximal maximum los les 'a de")
_BESIDE = words("/ . per a an pro par al por im rising increasing going ote")
_FROM = words("from between ranges ranging range von zwischen zw entre de")
_RISING = words("rising increasing growing progressing")
_TO = frozenset({"to", "bis", "hasta", "and", "jusqu'a"})


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
    """One or two amounts that belong together. `first` and `after` are places among the tokens.

    `swapped`: the larger of the two stood first.
    """

    low: Decimal
    high: Decimal
    single: bool
    signs: tuple[str, ...]
    scale: int
    period: Period | None
    plus: bool
    first: int
    after: int
    swapped: bool = False

    def currency(self, country: str | None) -> str | None:
        """ISO 4217, where the signs agree on one or the country decides it."""
        return currency_of(self.signs, country)

    @property
    def in_dollars(self) -> bool:
        """Whether its sign is a plain $, which any dollar may be meant by."""
        return bool(self.signs) and all(sign in currencies.DOLLARS for sign in self.signs)


def currency_of(signs: Sequence[str], country: str | None) -> str | None:
    """ISO 4217, where signs that stand together agree on one or the country decides it."""
    sure = {currencies.code(sign, None) for sign in signs if sign not in currencies.SHARED}
    sure.discard(None)
    if sure:
        return sure.pop() if len(sure) == 1 else None
    shared = {currencies.code(sign, country) for sign in signs}
    return shared.pop() if len(shared) == 1 else None


def ranges(tokens: Sequence[Token]) -> Iterator[Range]:
    """Every amount or range in the line, in order."""
    place = 0
    while place < len(tokens):
        low = None
        if tokens[place].kind in (Kind.NUMBER, Kind.CURRENCY):
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
    if number.word.endswith(" lakh"):
        signs.append("lakh")
    place, plus = _plus(tokens, place)
    while place < len(tokens) and _is_suffix(tokens, place):
        signs.append(tokens[place].word)
        place += 1
        if place + 1 < len(tokens) and tokens[place].word == "/":
            place += tokens[place + 1].kind is Kind.CURRENCY
    if not signs and (bracketed := _in_brackets(tokens, place)):
        signs.append(bracketed)
        place += 3
    if not plus:
        place, plus = _plus(tokens, place)
    return Sum(number.value, number.scale, tuple(signs), plus, first, place)


def _in_brackets(tokens: Sequence[Token], place: int) -> str:
    """The currency of "55-70k (€)", else "" ."""
    kinds = [token.kind for token in tokens[place : place + 3]]
    return tokens[place + 1].word if kinds == [Kind.OPEN, Kind.CURRENCY, Kind.CLOSE] else ""


def _plus(tokens: Sequence[Token], place: int) -> tuple[int, bool]:
    """Past the + of "90k+". That of "90k + bonus" is left: it adds something else."""
    is_plus = (
        place < len(tokens)
        and tokens[place].kind is Kind.PLUS
        and tokens[place].start == tokens[place - 1].end
        and not (place + 1 < len(tokens) and tokens[place + 1].kind is Kind.NUMBER)
    )
    return place + is_plus, is_plus


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
    place, period = _past_fillers(tokens, low.after)
    high = None
    if place < len(tokens) and tokens[place].kind is Kind.JOINT:
        high = _sum(tokens, _past_approach(tokens, place + 1))
        high = high and _past_middle(tokens, low, high)
    elif place < len(tokens) and tokens[place].word == "/" and place == low.after:
        high = _after_slash(tokens, low)
    if high is None or not (_belong(low, high) and _is_bound(tokens, place, low, high, period)):
        high = _far_end(tokens, low)
        between = tokens[low.after : high.first] if high else ()
        period = next((token.period for token in between if token.kind is Kind.PERIOD), None)
    return _of(low, low, None) if high is None else _of(low, high, period)


def _past_middle(tokens: Sequence[Token], low: Sum, middle: Sum) -> Sum:
    """The top of "$50,000 (minimum) - $60,000 (midpoint) - $70,000 (maximum)"."""
    place, _ = _past_fillers(tokens, middle.after)
    if not (low.signs and middle.signs and place < len(tokens)):
        return middle
    top = _sum(tokens, place + 1) if tokens[place].kind is Kind.JOINT else None
    rising = top is not None and bool(top.signs) and low.amount < middle.amount < top.amount
    return top if top is not None and rising and top.amount <= low.amount * 5 else middle


def _is_bound(
    tokens: Sequence[Token], joint: int, low: Sum, high: Sum, period: Period | None
) -> bool:
    """Whether what follows the joint is the other bound, and not weeks or another period's pay."""
    follows = tokens[high.after : high.after + 4]
    first, last = _scaled(low, high)
    if low.signs and not high.signs and not high.scale:
        # "$19 - 12 weeks", but "$19 - 21 an hour": an is a year in French.
        timed = any(token.kind is Kind.PERIOD for token in follows[:2])
        plain = bool(follows) and follows[0].kind is Kind.WORD
        counted = plain and follows[0].word in NOUNS and not timed
        if counted or last * 5 < first:
            return False
    if last > first * 25 > 0:
        # "Level 6 - $94,409": a number of its own before the dash.
        return bool(low.signs or low.scale)
    if tokens[joint].word in _ALTERNATIVES and not first < last <= first * 3:
        return False
    after = next((token.period for token in follows if token.kind is Kind.PERIOD), None)
    return period is None or after is None or after is period


def _past_fillers(tokens: Sequence[Token], place: int) -> tuple[int, Period | None]:
    """Past "/hr", "per year", "gross" and what stands in brackets, if a joint follows them."""
    end, period = place, None
    while end < len(tokens) and end - place < 6:
        token = tokens[end]
        if token.kind is Kind.PERIOD:
            period = token.period
        elif token.kind is Kind.OPEN:
            end = _past_aside(tokens, end)
            continue
        elif token.kind is Kind.JOINT or not _is_filler(token):
            break
        end += 1
    joined = end < len(tokens) and tokens[end].kind is Kind.JOINT
    return (end, period) if joined else (place, None)


def _is_filler(token: Token) -> bool:
    return (
        token.word in GROSS
        or token.word in _BESIDE
        or (token.kind in (Kind.OTHER, Kind.COMMA) and token.word in (".", ",", "*"))
    )


def _past_aside(tokens: Sequence[Token], place: int) -> int:
    for end in range(place + 1, min(place + _ASIDE, len(tokens))):
        if tokens[end].kind is Kind.CLOSE:
            return end + 1
        if tokens[end].kind is Kind.NUMBER:
            break
    # Not an aside: as far as no joint can stand.
    return len(tokens)


def _past_approach(tokens: Sequence[Token], place: int) -> int:
    end = place
    while end < len(tokens) and end - place < 3 and tokens[end].word in _APPROACH:
        end += 1
    return end


def _after_slash(tokens: Sequence[Token], low: Sum) -> Sum | None:
    """The second amount of "35/45 K€" and "30K/35K"."""
    high = _sum(tokens, low.after + 1)
    if high is None or not (high.scale or high.signs):
        return None
    first = low.value * (low.scale or high.scale or 1)
    return high if first <= high.amount <= first * 3 else None


def _far_end(tokens: Sequence[Token], low: Sum) -> Sum | None:
    """The upper bound that stands some words after the lower, both with a currency."""
    leads = tokens[max(low.first - 3, 0) : low.first]
    led = any(token.word in _FROM for token in leads)
    if not low.signs:
        return None
    for place in range(low.after, min(low.after + _APART, len(tokens) - 1)):
        token = tokens[place]
        if token.kind in (Kind.NUMBER, Kind.BREAK, Kind.PLUS):
            return None
        if token.word in _TO and (led or tokens[place - 1].word in _RISING):
            high = _sum(tokens, _past_approach(tokens, place + 1))
            if high and high.signs and _belong(low, high) and high.amount > low.amount:
                return high
    return None


def _belong(low: Sum, high: Sum) -> bool:
    """Whether two joined sums are the bounds of one range, and not a price and a number."""
    if low.signs and high.signs and not set(low.signs) & set(high.signs):
        first, second = currency_of(low.signs, None), currency_of(high.signs, None)
        return first is None or second is None or first == second
    return True


def _of(low: Sum, high: Sum, period: Period | None) -> Range:
    first, last = _scaled(low, high)
    signs = low.signs if low is high else low.signs + high.signs
    return Range(
        low=min(first, last),
        high=max(first, last),
        single=low is high,
        signs=signs,
        scale=max(low.scale, high.scale),
        period=period,
        plus=high.plus,
        first=low.first,
        after=high.after,
        swapped=first > last,
    )


def _scaled(low: Sum, high: Sum) -> tuple[Decimal, Decimal]:
    """Both amounts, where the scale or the thousands are written once: "75-90k", "60-70.000"."""
    first, last = low.amount, high.amount
    if low is high:
        return first, last
    if not low.scale and high.scale and low.value <= high.value * 2:
        return low.value * high.scale, last
    if low.scale == 1000 and not high.scale and high.value < 1000:
        return first, high.value * low.scale
    thousands = not (low.scale or high.scale or (low.signs and high.signs)) and (
        low.value < 1000 <= high.value and high.value % 1000 == 0
    )
    if thousands and low.value * 1000 <= high.value <= low.value * 4000:
        return low.value * 1000, last
    return first, last
