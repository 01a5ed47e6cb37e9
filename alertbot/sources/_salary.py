"""schema.org's baseSalary and estimatedSalary, in the shapes that pages give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from alertbot.model import RawPay
from alertbot.sources import _json
from alertbot.sources._jsonld import Node, line, member


def read(node: Node) -> tuple[tuple[RawPay, ...], str]:
    """The pay as numbers, and what is written of it in words."""
    currency = line(member(node, "salaryCurrency"))
    found: list[RawPay] = []
    said: list[str] = []
    stated = member(node, "baseSalary")
    for one in (stated if isinstance(stated, list) else [stated])[:20]:
        amount = _amount(one, currency)
        if amount is not None:
            found.append(amount)
        elif (text := line(member(one, "value") if _json.is_object(one) else one)).strip("0."):
            said.append(text)
    if not found and not said:
        found.extend(_estimates(node, currency))
    return tuple(dict.fromkeys(found)), ", ".join(said)


def _amount(stated: object, currency: str) -> RawPay | None:
    """A MonetaryAmount, its value a QuantitativeValue, a number or digits; or a bare number."""
    if not _json.is_object(stated):
        number = _json.number(stated)
        return RawPay(number, number, currency) if number is not None else None
    value = member(stated, "value")
    if isinstance(value, list):
        value = value[0] if value else None
    inner = value if _json.is_object(value) else stated
    low, high = (_number(member(inner, name)) for name in ("minValue", "maxValue"))
    if low is None and high is None:
        low = high = _number(member(inner, "value"))
    if low is None and high is None:
        return None
    unit = member(inner, "unitText", "unitCode") or member(stated, "unitText", "unitCode")
    return RawPay(
        min=low,
        max=high,
        currency=line(member(stated, "currency", "priceCurrency"))
        or line(member(inner, "currency", "unitCurrency"))
        or currency,
        period=_unit(line(unit)),
    )


_THOUSANDS = re.compile(r"(\d{1,3}(?:[,.' ]\d{3})+)(?:[.,]\d{1,2})?|(\d{1,15}(?:\.\d{1,6})?)")


def _number(value: object) -> Decimal | None:
    """A number, also one written as "$55,000" or "55.000,00"; None for anything less plain."""
    if (number := _json.number(value)) is not None or not isinstance(value, str):
        return number
    found = _THOUSANDS.fullmatch(value[:60].strip(" $€£¥\xa0\t\n"))
    return (
        _json.number(re.sub(r"[,.' ]", "", found[1]) if found[1] else found[2]) if found else None
    )


_UNITS = {
    "ANN": "YEAR", "HUR": "HOUR", "MON": "MONTH", "WEE": "WEEK", "YEARLY": "YEAR",
    "ANNUAL": "YEAR", "ANNUALLY": "YEAR", "HOURLY": "HOUR", "MONTHLY": "MONTH",
    "WEEKLY": "WEEK", "DAILY": "DAY", "P1Y": "YEAR", "P1M": "MONTH", "PT1H": "HOUR",
}  # fmt: skip


def _unit(stated: str) -> str:
    word = stated.upper().removeprefix("PER ").strip()
    return _UNITS.get(word, word)


def _estimates(node: Node, currency: str) -> Iterator[RawPay]:
    """What the site, not the employer, thinks that the work pays."""
    stated = member(node, "estimatedSalary")
    for one in (stated if isinstance(stated, list) else [stated])[:5]:
        if not _json.is_object(one):
            continue
        if (amount := _amount(one, currency)) is not None:
            yield RawPay(amount.min, amount.max, amount.currency, amount.period, predicted=True)
            continue
        low, high = (_number(member(one, name)) for name in ("percentile10", "percentile90"))
        if low is not None or high is not None:
            unit = _unit(line(member(one, "duration", "unitText")))
            stated_currency = line(member(one, "currency")) or currency
            yield RawPay(low, high, stated_currency, unit, predicted=True)
