"""Pay in running text and in pay lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alertbot.model import Basis, Pay
from alertbot.pay import currencies, scope
from alertbot.pay.context import Context, around, certain_period, is_pay
from alertbot.pay.grammar import Range, ranges
from alertbot.pay.lexing import Kind, Token, tokens
from alertbot.text import clean

_MOST = 20
"""The most ranges that are read in one text."""
_LONGEST_LINE = 8000
_LONGEST_TEXT = 100_000
"""More than any posting has: a hostile text is not read to its end."""
_HEADING_TOKENS = 24

# A line without any of these beside its digits is not looked at more closely.
_WORTH = re.compile(
    r"[$£€¥₹₪₩฿₱₫₴₺₽₦]|zł|Kč|[0-9]\s?[kK](?![^\W_])|[A-Z]{3}\s?[0-9]|[0-9]\s?[A-Z]{3}(?![^\W_])"
    r"|(?:Rs\.?|R|RM)\s?[0-9]{2}|[Ee]uros?(?![^\W_])"
    r"|[Ss]alar|[Pp]ay(?![^\W_])|[Rr]ate(?![^\W_])|[Ww]age|[Cc]ompensation|[Rr][eé]mun|[Gg]ehalt"
    r"|[Vv]ergütung|[Ll]ohn|[Ss]ueldo|[Rr]etribuci|[Hh]onorar|SALAR|COMPENSATION"
)
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class _Found:
    """Pay as it was found, with words that tell it apart should there be several like it."""

    pay: Pay
    aside: str | None
    in_dollars: bool


def read(text: str, *, country: str | None = None) -> tuple[Pay, ...]:
    """The pay that a text states, in order, each range once, basis TEXT.

    `country` (alpha-2) decides what a bare $ is; without it, and without a code beside it or
    elsewhere in the text, the currency is None. Funding, benefits and bonuses are passed over.
    """
    found = []
    for one in _found(text, country):
        found.append(one)
        if len(found) == _MOST:
            break
    return tuple(_merged(_told_apart(_with_currency(found))))


def _found(text: str, country: str | None) -> Iterator[_Found]:
    heading = ""
    for line in _lines(text):
        if not line.strip():
            continue
        if not _DIGIT.search(line) or not _WORTH.search(line):
            heading = line
            continue
        any_pay = False
        for one in _in_line(line, heading, country):
            any_pay = True
            yield one
        # Several lines may stand under one heading: "Salary", then a line a region.
        heading = heading if any_pay else line


def _lines(text: str) -> Iterator[str]:
    for line in clean(text[:_LONGEST_TEXT]).split("\n"):
        for start in range(0, max(len(line), 1), _LONGEST_LINE):
            yield line[start : start + _LONGEST_LINE]


def _in_line(line: str, heading: str, country: str | None) -> Iterator[_Found]:
    words = tokens(line)
    above = _last_sentence(tokens(heading[-300:]))
    since = refused = 0
    for found in ranges(words):
        if refused and found.first - refused <= 2:
            # "a stipend of 3,850 USD / 2,310 GBP": what was said of the first holds for both.
            refused = found.after
            continue
        context = around(words, found, since, above)
        currency = found.currency(country)
        period = found.period or context.period()
        if not is_pay(found, context, period, currency):
            refused = found.after if found.signs else 0
            continue
        period = period or certain_period(found, currency)
        low, high = found.low, found.high
        bound = context.bound() if found.single else ""
        if found.single and (found.plus or bound == "min"):
            pay = Pay(low, None, currency, period)
        elif bound == "max":
            pay = Pay(None, high, currency, period)
        else:
            pay = Pay(low, high, currency, period)
        where, aside = _scope(line, heading, words, found, since, context)
        if found.in_dollars and not currency and aside and scope.is_nation(aside):
            pay = replace(pay, currency="USD")
        yield _Found(replace(pay, where=where, basis=Basis.TEXT), aside, found.in_dollars)
        since = found.after


def _last_sentence(words: Sequence[Token]) -> Sequence[Token]:
    ends = [place for place, token in enumerate(words[:-1]) if token.kind is Kind.BREAK]
    return words[max(ends[-1] + 1 if ends else 0, len(words) - _HEADING_TOKENS) :]


def _scope(
    line: str,
    heading: str,
    words: Sequence[Token],
    found: Range,
    since: int,
    context: Context,
) -> tuple[str | None, str | None]:
    """Where a range holds, and words of less weight that tell it from another."""
    start = words[found.first].start
    begin = words[since - 1].end if since else 0
    sentence = line[max(begin, start - 500) : start]
    before = scope.named_before(_after_break(sentence))
    if before is None and not sentence.strip(" :-–—•\t") and not since:
        before = scope.named_by_heading(heading)
    end = words[found.after - 1].end
    where = before or scope.named_after(line[end : end + 200])
    aside = scope.named_by_line(line)
    if any(token.word == "ote" for token in (*context.before, *context.after[:4])):
        aside = "OTE"
    if where and scope.is_nation(where):
        return None, aside or where
    return where, aside


def _after_break(sentence: str) -> str:
    """The last sentence of a piece of text; "U.S. is" is no end of one."""
    ends = [found.end() for found in re.finditer(r"[.!?;](?=\s+[A-Z])|[•|]", sentence)]
    abbreviated = [end for end in ends if sentence[max(end - 4, 0) : end].upper() != "U.S."]
    return sentence[abbreviated[-1] :] if abbreviated else sentence


def _with_currency(found: list[_Found]) -> list[_Found]:
    """A bare $ is the one dollar that the text names elsewhere."""
    named = {
        one.pay.currency for one in found if one.pay.currency in currencies.SHARED["$"].values()
    }
    if len(named) != 1:
        return found
    (currency,) = named
    return [
        replace(one, pay=replace(one.pay, currency=currency))
        if one.in_dollars and one.pay.currency is None
        else one
        for one in found
    ]


def _told_apart(found: list[_Found]) -> list[Pay]:
    """The pay alone; where several would hold for the same, the words beside them are added."""
    distinct = {(one.pay.where, one.pay.min, one.pay.max) for one in found}
    shared = [where for where, _, _ in distinct]
    result = []
    for one in found:
        pay = one.pay
        if one.aside and shared.count(pay.where) > 1:
            pay = replace(pay, where=f"{one.aside}, {pay.where}" if pay.where else one.aside)
        result.append(pay)
    return result


def _merged(found: list[Pay]) -> list[Pay]:
    """Each range once: what is said of it in one place completes what is said in another."""
    merged: list[Pay] = []
    for pay in found:
        place = next((at for at, other in enumerate(merged) if _same(pay, other)), None)
        if place is None:
            merged.append(pay)
            continue
        other = merged[place]
        merged[place] = replace(
            other,
            currency=other.currency or pay.currency,
            period=other.period or pay.period,
        )
    return [pay for pay in merged if not any(_inside(pay, other) for other in merged)]


def _same(one: Pay, other: Pay) -> bool:
    return (
        (one.min, one.max) == (other.min, other.max)
        and (one.where == other.where or one.where is None or other.where is None)
        and _compatible(one, other)
    )


def _compatible(one: Pay, other: Pay) -> bool:
    same_currency = one.currency == other.currency or not (one.currency and other.currency)
    return same_currency and (one.period is other.period or not (one.period and other.period))


def _inside(one: Pay, other: Pay) -> bool:
    """Whether a single amount repeats a part of a range."""
    if other.min is None or other.max is None or other.min == other.max or one is other:
        return False
    if one.min is not None and one.max is not None and one.min != one.max:
        return False
    value = one.min if one.min is not None else one.max
    inside = value is not None and other.min <= value <= other.max
    return inside and one.where in (None, other.where) and _compatible(one, other)
