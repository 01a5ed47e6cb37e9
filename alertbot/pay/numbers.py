"""Numbers as amounts are written: 1,234.50 and 1.234,50 and 45 000 and 8,00,000, with k and M."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = (
    r"(?:[0-9]{1,3}['’´][0-9]{3}(?:\.[0-9]{3})+(?![0-9])"
    r"|[0-9]{1,3}(?:[ '’´`ʼ][0-9]{3}){1,4}(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?"
    r"|[0-9]+(?:[.,][0-9]+)*)"
    # The francs without centimes of "4'500.-" and "2.800,-".
    r"(?:[.,:][-–—]{1,2}(?![0-9]))?"
)
"""A number, with whatever parts its thousands."""

_MONEY = r"(?:EUR|Euro?s?|USD|CHF|GBP|PLN|CAD|AUD|SEK|NOK|DKK|INR|BRL|MXN|COP|AED)(?![^\W_])"
SCALE: Final = (
    rf"\s?(?:[kK](?=[€$£]|[eE](?![^\W_])|[A-Z][a-z]|{_MONEY}|pa(?![^\W_])|(?![^\W_]))|[tT](?=€|{_MONEY})"
    r"|(?:[Tt]sd\.?|[Tt]ausend|mil|[Mm]illions?|[Mm]illones|[Mm]ilhões|[Mm]illionen|[Mm]illiarden|"
    r"[Mm]illiards?|[Mm]io\.?|[Mm]rd\.?|[Mm]ln\.?|mn|tys\.?|[Mm]{1,2}|bn|[Bb]illions?|B|"
    r"[Tt]rillions?|[Ll]akhs?|[Ll]acs?|LPA|lpa|L\.P\.A\.?|L|[Cc]rores?|[Cc]r)(?![^\W_]))"
)
"""What follows a number and multiplies it. A lone T is thousands before a currency only."""

_SCALES: Final = {
    "k": 1_000, "t": 1_000, "tsd": 1_000, "tausend": 1_000, "mil": 1_000, "tys": 1_000,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "lpa": 100_000,
    "l.p.a": 100_000, "l": 100_000, "crore": 10**7, "crores": 10**7, "cr": 10**7, "b": 10**9,
    "bn": 10**9, "billion": 10**9, "billions": 10**9, "milliarden": 10**9, "milliard": 10**9,
    "milliards": 10**9, "mrd": 10**9, "trillion": 10**12, "trillions": 10**12,
}  # fmt: skip
_MILLION = 1_000_000
_OF_INDIA: Final = frozenset(
    {"lakh", "lakhs", "lac", "lacs", "lpa", "l.p.a", "l", "crore", "crores", "cr"}
)
_LONGEST = 24

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_WITH_CENTS = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3})"
    r"(?P<mark>[.,])(?P<cents>[0-9]{1,2})"
)
_NO_DIGIT = re.compile(r"[^0-9]")
_SPACED = re.compile(r"[ '’´`ʼ]")
_OF_COLOMBIA = re.compile(r"[0-9]{1,3}['’´][0-9]{3}(?:\.[0-9]{3})+")
_TAIL = re.compile(r"[.,:][-–—]{1,2}$")


def scale(suffix: str) -> int:
    """What a suffix multiplies by; 0 where there is none."""
    word = suffix.strip().rstrip(".").lower()
    return _SCALES.get(word, _MILLION if word else 0)


def is_of_india(digits: str, suffix: str) -> bool:
    """Whether a number is of rupees: counted in lakhs or crores, or parted so (8,00,000)."""
    return suffix.strip().rstrip(".").lower() in _OF_INDIA or bool(_LAKHS.fullmatch(digits))


def value(digits: str, *, scaled: bool = False) -> Decimal | None:
    """The value, with `.` and `,` as either separator; None for what is no amount, as 31.12.2026.

    One separator before three digits parts thousands, unless a suffix ("1.250k") scales them.
    """
    plain = _TAIL.sub("", digits[: 2 * _LONGEST])
    if _OF_COLOMBIA.fullmatch(plain):
        # 1'250.000: millions by an apostrophe, thousands by a dot.
        plain = plain.replace(".", "")
    plain = _SPACED.sub("", plain)
    if len(plain) > _LONGEST:
        return None
    cents = _WITH_CENTS.fullmatch(plain)
    if cents:
        # One mark for thousands and cents alike (1.234.50) is no amount.
        alike = cents["mark"] in cents["whole"]
        return None if alike else Decimal(f"{_NO_DIGIT.sub('', cents['whole'])}.{cents['cents']}")
    if _LAKHS.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    one_mark = plain.count(".") + plain.count(",") == 1
    if _THOUSANDS.fullmatch(plain) and plain[0] != "0" and not (scaled and one_mark):
        return Decimal(_NO_DIGIT.sub("", plain))
    if not _DECIMAL.fullmatch(plain):
        return None
    if plain[0] == "0" and len(plain) > 1 and plain[1] not in ".,":
        return None
    return Decimal(plain.replace(",", "."))
