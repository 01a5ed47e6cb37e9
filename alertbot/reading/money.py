"""The pay of a posting: what its source's fields state, then its pay line, then its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from alertbot import pay
from alertbot.model import Basis, Pay, RawPay
from alertbot.reading import vocabulary
from alertbot.text import one_line

_MOST = Decimal(10) ** 12


def read(raw: Iterable[RawPay], line: str, text: str, *, country: str | None) -> tuple[Pay, ...]:
    """Every range once, the stated ones first. `country` decides what a bare $ is.

    A range of the text that a field states too only completes it; one for another place is kept.
    """
    stated = list(_of_fields(raw, country))
    for found in pay.read(line, country=country):
        _add(stated, replace(found, basis=Basis.STATED))
    said = pay.read(text, country=country)
    if said or any(found.basis is Basis.STATED for found in stated):
        # Somebody's estimate counts only where the posting itself says nothing.
        stated = [found for found in stated if found.basis is Basis.STATED]
    for found in said:
        _add(stated, found)
    return tuple(stated)


def _of_fields(raw: Iterable[RawPay], country: str | None) -> Iterator[Pay]:
    for field in raw:
        low, high = _amount(field.min), _amount(field.max)
        if low is None and high is None:
            continue
        if low is not None and high is not None and low > high:
            low, high = high, low
        yield Pay(
            low,
            high,
            pay.code(one_line(field.currency).lower(), country) if field.currency else None,
            vocabulary.period(field.period),
            one_line(field.where) or None,
            Basis.PREDICTED if field.predicted else Basis.STATED,
        )


def _amount(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and 0 < value < _MOST else None


def _add(known: list[Pay], found: Pay) -> None:
    """Adds a range, or completes the same one."""
    for place, other in enumerate(known):
        if _same(other, found):
            known[place] = replace(
                other,
                currency=other.currency or found.currency,
                period=other.period or found.period,
            )
            return
    known.append(found)


def _same(one: Pay, other: Pay) -> bool:
    if (one.min, one.max) != (other.min, other.max):
        return False
    currencies = one.currency == other.currency or None in (one.currency, other.currency)
    return currencies and (one.period is other.period or None in (one.period, other.period))
