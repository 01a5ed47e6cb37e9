"""Pay as fields of a feed's item state it: a range in parts, or in words."""

from __future__ import annotations

import re
from decimal import Decimal

from alertbot.model import RawPay
from alertbot.sources import _json
from alertbot.sources._feed_fields import line, names, there
from alertbot.sources._feed_items import Record

_LOW = names("minimumsalary", "minsalary", "salarymin", "salaryminimum", "salaryfrom", "salarylow",
        "minpay", "payfrom", "paymin", "basesalarymin", "annualsalarymin", "mincompensation",
        "compensationmin")  # fmt: skip
_HIGH = names("maximumsalary", "maxsalary", "salarymax", "salarymaximum", "salaryto", "salaryhigh",
         "maxpay", "payto", "paymax", "basesalarymax", "annualsalarymax", "maxcompensation",
         "compensationmax")  # fmt: skip
_CURRENCY = names("salarycurrency", "currency", "currencycode", "salarycurrencycode", "paycurrency",
                  "compensationcurrency")  # fmt: skip
_PERIOD = names("salaryinterval", "salaryperiod", "salaryunit", "salarytype", "salaryfrequency",
           "payperiod", "payunit", "payinterval", "salaryunittext", "salarytimeframe",
           "salaryschedule", "compensationtimeframe", "compensationperiod")  # fmt: skip
_IN_WORDS = names("salary", "salaryrange", "compensation", "pay", "payrange", "payrate", "wage",
             "remuneration", "basesalary", "jobsalary", "salarytext", "salarydescription",
             "compensationrange", "gehalt", "g:salary")  # fmt: skip
PAY = names(*_LOW.order, *_HIGH.order, *_IN_WORDS.order)
_AMOUNT = re.compile(r"\s*(?:[$£€]|USD|CAD|EUR|GBP)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})"
                     r"(\.[0-9]{1,6})?\s*(k?)\s*", re.IGNORECASE)  # fmt: skip


def pay(item: Record) -> tuple[RawPay, ...]:
    """The range that stands in fields of its own."""
    if not there(item, _LOW) and not there(item, _HIGH):
        return ()
    low, high = (_amount(line(item, sought)) for sought in (_LOW, _HIGH))
    if low is None and high is None:
        return ()
    return (RawPay(low, high, line(item, _CURRENCY), line(item, _PERIOD)),)


def _amount(stated: str) -> Decimal | None:
    """ "22.50", "$90,000", "90K"; None for what is no single amount."""
    found = _AMOUNT.fullmatch(stated)
    if not found:
        return None
    number = _json.number(found[1].replace(",", "") + (found[2] or ""))
    return number * 1000 if number is not None and found[3] else number


def pay_text(item: Record) -> str:
    """Pay in words; a minimum that is no number is words too, if it has a number in it."""
    stated = line(item, _IN_WORDS)
    if not stated:
        for sought in (_LOW, _HIGH):
            plain = line(item, sought)
            if plain and not _AMOUNT.fullmatch(plain) and any(map(str.isdigit, plain)):
                return plain[:500]
    return stated[:500] if stated not in ("0", "0.00") else ""
