"""schema.org's baseSalary and estimatedSalary, in the shapes that pages give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from alertbot.model import RawPay
from alertbot.sources import _json
from alertbot.sources._jsonld import Node, line, member


def read(node: Node) -> tuple[tuple[RawPay, ...], str]:
    """The pay of a JobPosting as numbers, and what is written of it in words."""
    stated, guessed = node.get("baseSalary"), node.get("estimatedSalary")
    if stated is None and guessed is None:
        return (), ""
    currency = line(node.get("salaryCurrency"))
    found: list[RawPay] = []
    said: list[str] = []
    for one in (stated if isinstance(stated, list) else [stated])[:20]:
        amount = _amount(one, currency)
        if amount is not None:
            found.append(amount)
        elif (text := _in_words(one)).strip("0."):
            said.append(text)
    if not found and not said:
        found.extend(_estimates(guessed, currency))
    return tuple(dict.fromkeys(found)), ", ".join(said)


def _in_words(stated: object) -> str:
    """What is no number, with the unit that stands beside it: "£12 - £13" "HOUR"."""
    if not _json.is_object(stated):
        return line(stated)
    value = member(stated, "value")
    said = line(value)
    unit = line(member(value, "unitText")) or line(member(stated, "unitText"))
    if not said or not unit or any(map(str.isalpha, said)):
        return said
    return f"{said} per {_unit(unit).lower()}"


def _amount(stated: object, currency: str) -> RawPay | None:
    """A MonetaryAmount, its value a QuantitativeValue, a number or digits; or a bare number."""
    if not _json.is_object(stated):
        number = _json.number(stated)
        return RawPay(number, number, currency) if number is not None else None
    value = member(stated, "value")
    if isinstance(value, list) and value and _json.is_object(value[0]):
        value = value[0]
    inner = value if _json.is_object(value) else stated
    low = _number(member(inner, "minValue", "minPrice"))
    high = _number(member(inner, "maxValue", "maxPrice"))
    plain = member(inner, "value", "price")
    if low is None and high is None:
        low, high = _range(plain)
    if low is None and high is None:
        return None
    unit = member(inner, "unitText", "unitCode") or member(stated, "unitText", "unitCode")
    return RawPay(
        min=low,
        max=high,
        currency=line(member(stated, "currency", "priceCurrency"))
        or line(member(inner, "currency", "unitCurrency"))
        or currency
        or _sign(plain, member(inner, "minValue"), member(inner, "maxValue")),
        period=_unit(line(unit)),
    )


_BETWEEN = re.compile(r"\s{0,3}[-\u2013\u2014]\s{0,3}")


def _range(value: object) -> tuple[Decimal | None, Decimal | None]:
    """One amount as both ends, or the two of "$50,000 - $60,000" or [50000, 60000]."""
    if isinstance(value, list):
        ends = [_number(one) for one in value[:3]]
        return (ends[0], ends[-1]) if ends and None not in ends[:2] and len(ends) < 3 else _NOTHING
    if (number := _number(value)) is not None or not isinstance(value, str):
        return number, number
    ends = [_number(part) for part in _BETWEEN.split(value[:80])]
    return (ends[0], ends[1]) if len(ends) == 2 and None not in ends else _NOTHING


def _sign(*values: object) -> str:
    """The sign of the currency in front of or behind an amount."""
    said = "".join(value for value in values if isinstance(value, str))[:200]
    return next((sign for sign in "€£¥$" if sign in said), "")


_NOTHING = (None, None)
_WRITTEN = re.compile(
    r"(\d{1,3}(?:[,.'\u2019\xa0 ]\d{3})+)(?:[.,]\d{1,2})?|(\d{1,15}(?:\.\d{1,6})?)"
    r"|(\d{1,9}),(\d{1,2})"
)


def _number(value: object) -> Decimal | None:
    """A number, also one written as "$55,000", "55.000,00" or "90k"; else None."""
    if not isinstance(value, str):
        return _json.number(value)
    said = value[:60].strip(" $€£¥\xa0\t\n")
    thousands = said[-1:] in ("k", "K")
    found = _WRITTEN.fullmatch(said[:-1].rstrip() if thousands else said)
    if found is None:
        return None
    whole, plain, before, behind = found.groups()
    digits = plain or (re.sub(r"\D", "", whole) if whole else f"{before}.{behind}")
    number = _json.number(digits)
    return number * 1000 if number is not None and thousands else number


_UNITS = {
    "ANN": "YEAR", "HUR": "HOUR", "MON": "MONTH", "WEE": "WEEK", "YEARLY": "YEAR",
    "ANNUAL": "YEAR", "ANNUALLY": "YEAR", "HOURLY": "HOUR", "MONTHLY": "MONTH",
    "WEEKLY": "WEEK", "DAILY": "DAY", "P1Y": "YEAR", "P1M": "MONTH", "P1W": "WEEK",
    "P1D": "DAY", "PT1H": "HOUR", "Y": "YEAR", "YRS": "YEAR", "MO": "MONTH", "MTH": "MONTH",
    "W": "WEEK", "D": "DAY", "DAYS": "DAY", "H": "HOUR",
}  # fmt: skip


def _unit(stated: str) -> str:
    word = stated.upper().removeprefix("PER ").strip()
    return _UNITS.get(word, word)


def _estimates(stated: object, currency: str) -> Iterator[RawPay]:
    """What the site, not the employer, thinks that the work pays."""
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
