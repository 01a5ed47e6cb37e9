"""Which lines of a text can hold pay at all: a quick look before a close one."""

from __future__ import annotations

import re
from typing import Final

_DIGIT: Final = re.compile(r"[0-9]")
_SIGN: Final = re.compile(r"[$£€¥₹₪₩฿₱₫₴₺₽₦]")
# What stands beside a digit. Each alternative begins with the digit, so that others are skipped.
_BESIDE: Final = re.compile(
    r"[0-9](?:"
    r"\s?[kK](?![^\W_])|[kK](?:€|(?i:eur|chf|usd|gbp|pa))|\s?[kK]?[eE](?![^\W_])"
    r"|\s?[A-Z]{3}(?![^\W_])|\s?(?i:euro|kr(?![^\W_])|[lf]t?(?![^\W_]))"
    r"|(?<=[A-Z]{3}[0-9])|(?<=[A-Z]{3}\s[0-9])"
    r"|(?<=[Rr][0-9])|(?<=[Rr]\s[0-9])|(?<=[Rr][MmPpSs][0-9])|(?<=[Rr][MmPpSs]\s[0-9])"
    r"|(?<=[Rr]s\.[0-9])|(?<=[Rr]s\.\s[0-9])|(?<=[Ff][Rr][0-9])|(?<=[Ff][Rr]\s[0-9])"
    r"|(?<=[Ff]r\.[0-9])|(?<=[Ff]r\.\s[0-9])|(?<=[Ss]/[0-9])|(?<=[Ss]/\s[0-9]))"
)
_MONEY: Final = (
    "franken", "lakh", "lacs", "dollar", "peso", "francs", "keur", "teur", "zł", "kč",
)  # fmt: skip
_STEMS: Final = (
    "salar", "salá", "wage", "compens", "remun", "rémun", "gehalt", "vergüt", "vergut", "lohn",
    "entgelt", "verdien", "sueld", "retrib", "honorar", "stipend", "loon", "tarief", "wynagr",
    "stawk", "earn", "annuel", "mensuel", "horaire", "package", "fixe", "banda", "rango", "renta",
    "lön", "løn", "tagessatz", "stundensatz", "paid", "pago", "cobrar", "ganar",
)  # fmt: skip
_SHORT: Final = re.compile(
    r"(?:(?<![^\W_])|(?<=hour))(?:pay|rates?|ral|tjm|ote|ctc|lpa)(?![^\W_])|payrate|payscale"
)


def has_digits(line: str) -> bool:
    """Whether there is any digit, without which there is no amount."""
    return _DIGIT.search(line) is not None


def may_hold_pay(line: str) -> bool:
    """Whether a line with digits names money or pay, so that it has to be read closely."""
    return may_hold_money(line) or names_pay(line)


def names_pay(line: str) -> bool:
    """Whether a line has a word for pay, or part of one that is no such word."""
    low = line.lower()
    # A plain loop: it is asked for every line with digits.
    for stem in _STEMS:
        if stem in low:
            return True
    return _SHORT.search(low) is not None


def may_hold_money(line: str) -> bool:
    """Whether a line with digits can hold an amount with a currency, or thousands as 45k."""
    if _SIGN.search(line) or _BESIDE.search(line):
        return True
    low = line.lower()
    return any(word in low for word in _MONEY)
