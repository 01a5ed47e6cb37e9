"""The pay of a posting: what its source's fields state, then its pay line, then its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from alertbot import pay
from alertbot.model import Basis, Pay, RawPay
from alertbot.reading import vocabulary
from alertbot.text import one_line

_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Money:
    """The pay of a posting, and words about pay that were not understood, else None."""

    pay: tuple[Pay, ...]
    unread: str | None = None


def understood(raw: Iterable[RawPay], line: str, text: str, *, countries: Collection[str]) -> Money:
    """What a posting pays: every range once, the stated ones first.

    `line` is the source's own field for pay in words, `text` the body; `countries` (alpha-2), those
    that the posting is in, decide what a bare $ is. A range of the text that a field states too
    only completes it; one for another place is kept. Words that were not understood are given where
    no amount was.
    """
    country = next(iter(countries)) if len(countries) == 1 else None
    dollars = {pay.code("$", one) for one in countries} - {None}
    # In Austin and Toronto a $ may be either.
    dollar = dollars.pop() if len(dollars) == 1 else None if dollars else "USD"
    stated = list(_of_fields(raw, country))
    for found in pay.read(line, country=country, dollar=dollar):
        _add(stated, replace(found, basis=Basis.STATED))
    in_text = pay.read(text, country=country, dollar=dollar)
    if in_text or any(found.basis is Basis.STATED for found in stated):
        # Somebody's estimate counts only where the posting itself says nothing.
        stated = [found for found in stated if found.basis is Basis.STATED]
    for found in in_text:
        _add(stated, found)
    if any(found.basis is not Basis.PREDICTED for found in stated):
        return Money(tuple(stated))
    return Money(tuple(stated), pay.mention(line) or pay.mention(text))


def _of_fields(raw: Iterable[RawPay], country: str | None) -> Iterator[Pay]:
    for field in raw:
        low, high = _amount(field.min), _amount(field.max)
        if low is None and high is None:
            continue
        swapped = low is not None and high is not None and low > high
        if swapped:
            low, high = high, low
        found = Pay(
            low,
            high,
            pay.code(one_line(field.currency).lower(), country) if field.currency else None,
            vocabulary.period(field.period),
            one_line(field.where) or None,
            Basis.PREDICTED if field.predicted else Basis.STATED,
        )
        yield pay.doubted(found, swapped=swapped)


def _amount(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and 0 < value < _MOST else None


def _add(known: list[Pay], found: Pay) -> None:
    """Adds a range, or completes the same one; what only repeats a known one adds nothing."""
    for place, other in enumerate(known):
        if _same(other, found):
            known[place] = pay.doubted(
                replace(
                    other,
                    currency=other.currency or found.currency,
                    period=other.period or found.period,
                )
            )
            return
    stated = [other for other in known if other.basis is Basis.STATED]
    if pay.repeats(found, stated) or (stated and _includes_bonus(found)):
        return
    known.append(found)


def _same(one: Pay, other: Pay) -> bool:
    if (one.min, one.max) != (other.min, other.max):
        return False
    currencies = one.currency == other.currency or None in (one.currency, other.currency)
    return currencies and (one.period is other.period or None in (one.period, other.period))


def _includes_bonus(found: Pay) -> bool:
    """Whether a range is what is earned with all targets met: the stated one is the base."""
    return (found.where or "").split(",")[0] == "OTE"
