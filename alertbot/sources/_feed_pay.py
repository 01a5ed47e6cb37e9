"""Pay as fields of a feed's item state it: a range in parts, or in words."""

from __future__ import annotations

import re

from alertbot.model import RawPay
from alertbot.sources import _json
from alertbot.sources._feed_fields import line, names, there
from alertbot.sources._feed_items import Record

_LOW = names("minimumsalary", "minsalary", "salarymin", "salaryminimum", "salaryfrom", "salarylow",
        "minpay", "payfrom", "paymin", "basesalarymin", "annualsalarymin")  # fmt: skip
_HIGH = names("maximumsalary", "maxsalary", "salarymax", "salarymaximum", "salaryto", "salaryhigh",
         "maxpay", "payto", "paymax", "basesalarymax", "annualsalarymax")  # fmt: skip
_CURRENCY = names("salarycurrency", "currency", "currencycode", "salarycurrencycode", "paycurrency")
_PERIOD = names("salaryinterval", "salaryperiod", "salaryunit", "salarytype", "salaryfrequency",
           "payperiod", "payunit", "payinterval", "salaryunittext", "salarytimeframe")  # fmt: skip
_IN_WORDS = names("salary", "salaryrange", "compensation", "pay", "payrange", "payrate", "wage",
             "remuneration", "basesalary", "jobsalary", "salarytext", "salarydescription",
             "compensationrange", "gehalt", "g:salary")  # fmt: skip
PAY = names(*_LOW.order, *_HIGH.order, *_IN_WORDS.order)
_AMOUNT = re.compile(r"\s*(?:[$£€]|USD|CAD|EUR|GBP)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})"
                     r"(\.[0-9]{1,6})?\s*", re.IGNORECASE)  # fmt: skip


def pay(item: Record) -> tuple[RawPay, ...]:
    """The range that stands in fields of its own."""
    if not there(item, _LOW) and not there(item, _HIGH):
        return ()
    low, high = (_amount(line(item, sought)) for sought in (_LOW, _HIGH))
    low_number, high_number = _json.number(low), _json.number(high)
    if low_number is None and high_number is None:
        return ()
    currency, period = line(item, _CURRENCY), line(item, _PERIOD)
    return (RawPay(low_number, high_number, currency, period),)


def _amount(stated: str) -> str:
    found = _AMOUNT.fullmatch(stated)
    return found[1].replace(",", "") + (found[2] or "") if found else ""


def pay_text(item: Record) -> str:
    """Pay in words; a minimum that is no number is words too, if it has a number in it."""
    stated = line(item, _IN_WORDS)
    if not stated:
        for sought in (_LOW, _HIGH):
            plain = line(item, sought)
            if plain and not _amount(plain) and any(map(str.isdigit, plain)):
                return plain[:500]
    return stated[:500] if stated not in ("0", "0.00") else ""
