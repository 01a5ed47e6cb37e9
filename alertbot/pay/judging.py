"""Whether an amount in its surroundings is pay, and the pay that it then is."""

from __future__ import annotations

from dataclasses import replace

from alertbot.model import Pay, Period
from alertbot.pay import plausible, purpose, unsaid
from alertbot.pay.bounds import bound
from alertbot.pay.context import Context
from alertbot.pay.grammar import Range
from alertbot.pay.setting import Setting

_LEAST_BARE = {
    Period.HOUR: 7, Period.DAY: 50, Period.WEEK: 150, Period.MONTH: 400, Period.YEAR: 5000,
}  # fmt: skip
"""Smaller numbers without a currency are hours, days and counts."""


_SHORT = frozenset({Period.HOUR, Period.DAY, Period.WEEK})
_NO_MONTH = 12_000
"""About how many euros are a year's pay, even if it comes in 14 parts."""
_MILLIONS = 400_000
"""About so many euros that are written as millions are no pay."""
_NO_WEEK = 12_000
"""About how many euros nobody is paid in a week."""


def judged(found: Range, context: Context, setting: Setting) -> Pay | None:
    """The range as pay, or None where it is something else."""
    country = setting.country
    currency, capped = found.currency(country), False
    if not found.signs:
        currency = context.currency(country)
    if found.in_dollars and (code := context.currency_after()):
        currency = code
    period = context.period() if found.period is None else found.period
    if "lakh" in found.signs and period is None:
        period = Period.YEAR
    if found.low == 0 and not found.single:
        # "$0 - $650 per day": up to so much.
        found = replace(found, low=found.high)
        capped = True
    size = plausible.size(found.low, found.high, currency, country)
    if period in _SHORT and size.low >= _NO_WEEK and not context.period_is_near():
        # "Hourly or annual base pay: $98,000": said of others.
        period = None
    if period is None and size.high < _NO_MONTH and context.counts_months():
        period = Period.MONTH
    if not _is_pay(found, context, period, size, setting, said=bool(currency)):
        return None
    period = period or plausible.certain_period(
        size,
        stated=currency is not None,
        dollars=found.in_dollars,
        scaled=found.scale == 1000,
        plain=not setting.latin,
    )
    if capped:
        return Pay(None, found.high, currency, period)
    return bounded(found, context, currency, period)


def bounded(found: Range, context: Context, currency: str | None, period: Period | None) -> Pay:
    # "Max" may stand on the line above.
    which = bound(context.before or context.heading, context.after) if found.single else ""
    if found.single and (found.plus or which == "min"):
        return Pay(found.low, None, currency, period)
    if which == "max":
        return Pay(None, found.high, currency, period)
    return Pay(found.low, found.high, currency, period)


def _is_pay(
    found: Range,
    context: Context,
    period: Period | None,
    size: plausible.Size,
    setting: Setting,
    *,
    said: bool,
) -> bool:
    """Whether a range is what the work pays."""
    if found.high <= 0 or found.high > found.low * 25 or size.high > 6_000_000:
        return False
    large = size.low >= 12_000
    if found.single and context.is_middle():
        return False
    if purpose.is_other(found, context, large=large, title=setting.brief):
        return False
    if found.scale >= 1_000_000 and size.low >= _MILLIONS:
        return False
    stated = setting.continued or context.says_pay(signed=bool(found.signs) or said)
    if not found.signs and not said:
        return _bare_is_pay(found, context, period, stated=stated, brief=setting.brief)
    if found.high < 1 or (period is None and size.high < 3 and not stated):
        return False
    if stated:
        return setting.continued or _stated_is_pay(found, context, size, period)
    return unsaid.is_pay(found, context, size, period, setting)


def _stated_is_pay(
    found: Range, context: Context, size: plausible.Size, period: Period | None
) -> bool:
    """Whether an amount near a word for pay is what that word speaks of."""
    if not found.single:
        return True
    if not plausible.ample(size, period) and not (
        context.is_led() or bound(context.before, context.after) == "min"
    ):
        return False
    # A small number beside a word for pay is a piece rate, a count of years, a grade.
    return not plausible.little(size, period) or context.says_pay_nearby()


def _bare_is_pay(
    found: Range, context: Context, period: Period | None, *, stated: bool, brief: bool
) -> bool:
    """A number without currency is pay only where little else can be meant."""
    is_year = found.low >= 1900 and found.high <= 2100 and not found.scale
    if is_year or found.low < 7:
        return False
    if context.counts_other():
        return False
    close = context.says_pay_closely()
    thousands = found.scale == 1000 and 10_000 <= found.low <= 1_000_000
    if thousands and (stated or (brief and not found.single and context.ends_clause())):
        return True
    if not close and not (brief and context.period_follows()):
        return False
    if close and not (context.ends_clause() or context.says_pay_closely(by_period=False)):
        # "40,000 tonnes a year": the number counts what follows.
        return False
    if found.low >= 5000 and found.high <= 50_000_000:
        return True
    return period is not None and found.low >= _LEAST_BARE[period]
