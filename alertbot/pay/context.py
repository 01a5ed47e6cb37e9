"""What the words around an amount say: whether it is pay at all, its period, whom it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alertbot.model import Period
from alertbot.pay.grammar import Range
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import NOT_AFTER, NOT_BEFORE, PAY

_BEFORE, _AFTER = 22, 7

_STOPS = frozenset({"plus", "including", "excluding", "not", "with", "as", "zzgl", "inkl"})
_MAX = ("up to", "bis zu", "bis", "jusqu'a", "hasta", "max", "maximum", "maximum of", "jusqu a")
_MIN = (
    "from", "starting at", "starting from", "starts at", "start at", "ab", "a partir de", "des",
    "desde", "min", "minimum", "minimum of", "at least", "von", "mindestens", "au moins",
    "beginning at",
)  # fmt: skip
_SURE = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD"})


@dataclass(frozen=True, slots=True)
class Context:
    """The tokens around a range: its sentence before it, what follows, the heading above."""

    before: Sequence[Token]
    after: Sequence[Token]
    heading: Sequence[Token]
    bracketed: bool = False

    def says_pay(self) -> bool:
        """Whether a word for pay comes before the amount, or directly after it."""
        near = [*self.heading, *self.before, *self.after[:4]]
        return any(token.word in PAY for token in near)

    def says_other(self) -> bool:
        """Whether the amount is said to be funding, a benefit, a budget or the like."""
        return self._after_says_other() or self._before_says_other()

    def _after_says_other(self) -> bool:
        for place, token in enumerate(self.after[:5]):
            if token.kind in (Kind.BREAK, Kind.COMMA, Kind.PLUS) or token.word in _STOPS:
                return False
            if token.word in NOT_AFTER:
                return True
            follows = self.after[place + 1] if place + 1 < len(self.after) else None
            if token.word == "per" and (follows is None or follows.kind is not Kind.PERIOD):
                return True
        return False

    def _before_says_other(self) -> bool:
        """The nearest telling word decides: "bonus, and a base salary of"."""
        for distance, token in enumerate(reversed(self.before)):
            if token.word in PAY and token.word not in ("rate", "rates", "paid", "earn"):
                return False
            if token.word in NOT_BEFORE and distance < 9:
                return True
        if self.before and any(token.kind is Kind.WORD for token in self.before[-3:]):
            return False
        for token in reversed(self.heading):
            if token.word in PAY:
                return False
            if token.word in NOT_BEFORE:
                return True
        return False

    def period(self) -> Period | None:
        """The period that is said after the amount, else before it, else in the heading."""
        for token in self.after[:6]:
            if token.kind in (Kind.BREAK, Kind.NUMBER, Kind.PLUS) or token.word in _STOPS:
                break
            if token.kind is Kind.PERIOD:
                return token.period
        for token in (*reversed(self.before), *reversed(self.heading)):
            if token.kind is Kind.PERIOD:
                return token.period
        return None

    def bound(self) -> str:
        """ "max" after "up to", "min" after "from" and the like, else ""."""
        words = [token.word for token in self.before[-3:] if token.kind is not Kind.COLON]
        tails = {" ".join(words[start:]) for start in range(len(words))}
        if tails.intersection(_MAX):
            return "max"
        onward = [token.word for token in self.after[:2]]
        if tails.intersection(_MIN) or onward in (["and", "up"], ["or", "more"], ["and", "above"]):
            return "min"
        return ""

    def alone(self) -> bool:
        """Whether the line holds hardly more than the amount."""
        words = [
            token
            for token in (*self.before, *self.after)
            if token.kind in (Kind.WORD, Kind.NUMBER) and len(token.word) > 2
        ]
        return len(words) <= 3


def around(tokens: Sequence[Token], found: Range, since: int, heading: Sequence[Token]) -> Context:
    """The context of a range. `since`: the place where the range before it ends."""
    start = found.first
    while (
        start > since and found.first - start < _BEFORE and tokens[start - 1].kind is not Kind.BREAK
    ):
        start -= 1
    before = tokens[start : found.first]
    short = sum(token.kind is Kind.WORD for token in before) < 4 and (since == 0 or start > since)
    end = min(found.after + _AFTER, len(tokens))
    return Context(before, tokens[found.after : end], heading if short else ())


def is_pay(found: Range, context: Context, period: Period | None, currency: str | None) -> bool:
    """Whether a range is what the work pays."""
    if found.high <= 0 or (found.scale >= 1_000_000 and currency in (None, *_SURE)):
        return False
    if context.says_other() or found.high > found.low * 25:
        return False
    stated = context.says_pay()
    if not found.signs:
        return stated and _plausible_bare(found, period)
    plausible = _plausible(found, period, currency)
    if stated:
        # One small number beside a word for pay is a piece rate, a count of years, a grade.
        vague = found.single and period is None and found.high < 1000 and currency in (None, *_SURE)
        return plausible and not vague
    if found.single:
        return plausible and (context.alone() or period is not None) and _ample(found, period)
    return plausible and (period is not None or _ample(found, period) or context.alone())


def _plausible_bare(found: Range, period: Period | None) -> bool:
    """A number without currency is pay only where little else can be meant."""
    big = found.low >= 5000 and not (found.high <= 2100 and found.low >= 1900)
    return big or (period is not None and not found.single and found.low >= 7)


def _plausible(found: Range, period: Period | None, currency: str | None) -> bool:
    if currency not in (None, *_SURE):
        return found.low >= 1
    top = {Period.HOUR: 2500, Period.DAY: 10_000, Period.WEEK: 50_000, Period.MONTH: 200_000}
    most = Decimal(top.get(period, 5_000_000) if period else 5_000_000)
    least = Decimal(1000) if period is Period.YEAR else Decimal(1)
    return least <= found.high <= most and found.low >= 1


def _ample(found: Range, period: Period | None) -> bool:
    """Enough to live on: smaller sums are allowances until a word for pay says otherwise."""
    least = {
        Period.HOUR: 5,
        Period.DAY: 40,
        Period.WEEK: 200,
        Period.MONTH: 700,
        Period.YEAR: 8000,
        None: 15_000,
    }
    return found.high >= least[period]


def certain_period(found: Range, currency: str | None) -> Period | None:
    """A year, where the amount leaves no other reading in its currency."""
    if (currency in _SURE and found.low >= 25_000) or (not currency and found.low >= 50_000):
        return Period.YEAR
    return None
