"""Figures about openings that were found: how many a day, and what they pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from statistics import median

from alertbot import pay
from alertbot.model import Basis, Doubt, Opening, Pay
from alertbot.pay.rates import Rates

_BUCKETS = 10
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Day:
    """A day where the reader lives, and how many openings were first seen on it."""

    date: date
    count: int


def days(first_seen: Counter[date], since: datetime, until: datetime, zone: tzinfo) -> list[Day]:
    """All days from one moment to another, those without an opening too."""
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    count = max((last - first).days, 0) + 1
    each = (first + timedelta(days=number) for number in range(count))
    return [Day(day, first_seen[day]) for day in each]


def usual(counted: Sequence[Day]) -> float:
    """The median of a day."""
    return float(median(day.count for day in counted)) if counted else 0.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many pay from `low` on and less than `high`; None is open."""

    low: Decimal | None
    high: Decimal | None
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Pay by the year in one currency: the top of an opening's highest range.

    `unsaid`: how many say nothing; `incomparable`: how many say it in a way that cannot be
    compared (estimated, without a currency or period, in a currency that has no rate).
    """

    currency: str
    buckets: tuple[Bucket, ...] = ()
    unsaid: int = 0
    incomparable: int = 0


class Pays:
    """What openings pay, gathered."""

    def __init__(self, currency: str, rates: Rates) -> None:
        self._currency, self._rates = currency, rates
        self._amounts: list[Decimal] = []
        self._unsaid = self._incomparable = 0

    def add(self, opening: Opening) -> None:
        stated = [one for one in opening.pay if one.min is not None or one.max is not None]
        tops = [top for one in stated if (top := self._top(one)) is not None]
        if tops:
            self._amounts.append(max(tops))
        elif stated:
            self._incomparable += 1
        else:
            self._unsaid += 1

    def _top(self, stated: Pay) -> Decimal | None:
        doubtful = stated.basis is Basis.PREDICTED or Doubt.IMPLAUSIBLE in stated.doubts
        if doubtful or stated.currency is None:
            return None
        low, high = pay.annual(stated)
        amount = high if high is not None else low
        return amount and self._rates.convert(amount, stated.currency, self._currency)

    def histogram(self) -> Histogram:
        return Histogram(self._currency, buckets(self._amounts), self._unsaid, self._incomparable)


def buckets(amounts: Sequence[Decimal], most: int = _BUCKETS) -> tuple[Bucket, ...]:
    """At most so many buckets of equal, round width, and an open one at either end."""
    if not amounts:
        return ()
    ordered = sorted(amounts)
    low, high = (ordered[len(ordered) * part // 100] for part in (5, 95))
    step = _step((high - low) / max(most - 2, 1) or high / 10 or Decimal(1))
    first, last = low // step, high // step
    counts = Counter(min(max(amount // step, first - 1), last + 1) for amount in ordered)
    return tuple(
        Bucket(
            None if number < first else number * step,
            None if number > last else (number + 1) * step,
            counts[number],
        )
        for number in (first - 1 + place for place in range(int(last - first) + 3))
        if first <= number <= last or counts[number]
    )


def _step(least: Decimal) -> Decimal:
    """The smallest round number that is not less."""
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in _STEPS if step * power >= least)
