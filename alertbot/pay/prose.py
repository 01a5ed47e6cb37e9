"""Pay in running text and in pay lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import length_hint

from alertbot.model import Pay
from alertbot.pay import currencies, plausible, purpose, scope
from alertbot.pay.bounds import is_bound
from alertbot.pay.context import CONTRACTS, around
from alertbot.pay.gathering import Found, gathered
from alertbot.pay.grammar import Range, ranges
from alertbot.pay.judging import bounded, judged
from alertbot.pay.lexing import Kind, Token, tokens
from alertbot.pay.periods import PER
from alertbot.pay.setting import Setting
from alertbot.pay.vocabulary import GROSS
from alertbot.pay.worth import has_digits, may_hold_money, may_hold_pay, names_pay
from alertbot.text import clean

_MOST = 20
"""The most ranges that are read in one text."""
_LOOKED_AT = 500
"""The most amounts that are judged in one text."""
_LONGEST_LINE = 8000
_LONGEST_TEXT = 100_000
"""More than any posting has: a hostile text is not read to its end."""
_HEADING_TOKENS = 24
_HEADING = 160
_TITLE = 60
_SHORT = 14
"""A line of so few tokens may hold an amount and hardly more."""
_FIELD = 120
"""A text of one line and so few characters is a field or a title rather than a body."""
_PHRASE = 40
"""A line of so few characters is hardly a sentence, even if a full stop ends it: "60k p.a."."""
_LATIN = re.compile(
    r"\b(?:mensual|sueldo|salario|libres|l[ií]quid[oa]|renta|pesos|prestaciones|brutos?|pagas?|"
    r"remuneraci|comisiones|entre|hasta|desde)", re.IGNORECASE,
)  # fmt: skip

_BRACKETS = re.compile(r"^\s*\([^()]{0,60}\)")
_OR = frozenset({"or", "oder", "ou", "o", "and", "und", "et", "y", "lub", "/"})


def read(text: str, *, country: str | None = None, dollar: str | None = "USD") -> tuple[Pay, ...]:
    """The pay that a text states, in order, each range once, basis TEXT.

    `country` (alpha-2) decides what a bare $ is, or a dollar that the text names elsewhere; else it
    is `dollar` (docs/decisions/0018), None being: not known. Funding, benefits and bonuses are
    passed over; what would be paid with targets met counts only where the base is not said, `where`
    being OTE.
    """
    text = clean(text[:_LONGEST_TEXT])
    line = text.strip()
    ended = len(line) > _PHRASE and line.endswith((".", "!", "?"))
    brief = len(line) <= _FIELD and "\n" not in line and not ended
    found: list[Found] = []
    for one in _found(text, country, brief=brief):
        found.append(one)
        if len(found) == _MOST:
            break
    if not found and brief:
        found.extend(_only(text, country))
    return gathered(found, dollar)


def refused(text: str) -> Iterator[str]:
    """Amounts of money that a text calls pay and that are not read as such, as they stand."""
    heading, budget = "", iter(range(_LOOKED_AT))
    for line in _lines(clean(text[:_LONGEST_TEXT])):
        if not length_hint(budget):
            return
        if has_digits(line) and may_hold_money(line):
            said = tokens(line)
            above = _above(heading)
            for found, _ in zip(ranges(said), budget, strict=False):
                if not found.signs:
                    continue
                context = around(said, found, 0, above)
                other = purpose.is_other(found, context, large=False)
                counts = found.high > 0 and found.scale < 1_000_000
                if counts and not other and context.says_pay_nearby():
                    yield line[said[found.first].start : said[found.after - 1].end]
        if line.strip():
            heading = line


def _found(text: str, country: str | None, *, brief: bool) -> Iterator[Found]:
    heading, budget = "", iter(range(_LOOKED_AT))
    for number, line in enumerate(_lines(text)):
        if not line.strip():
            continue
        if not has_digits(line) or not (brief or may_hold_pay(line) or _is_of_pay(heading)):
            heading = line
            continue
        if not length_hint(budget):
            return
        any_pay = False
        for one in _in_line(line, heading, country, budget, brief=brief):
            any_pay = True
            yield replace(one, line=number)
        # Several lines may stand under one heading: "Salary", then a line a region.
        heading = heading if any_pay else line


def _is_of_pay(heading: str) -> bool:
    """Whether a line is short enough for a heading, and about pay."""
    return len(heading) <= _TITLE and names_pay(heading)


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), _LONGEST_LINE):
            yield line[start : start + _LONGEST_LINE]


def _in_line(
    line: str, heading: str, country: str | None, budget: Iterator[int], *, brief: bool
) -> Iterator[Found]:
    words = tokens(line)
    if not any(token.kind is Kind.NUMBER for token in words):
        return
    above = _above(heading)
    setting = Setting(country, brief, len(words) <= _SHORT, _LATIN.search(line) is not None)
    named = _only_currency(words)
    since = refused = 0
    last: Range | None = None
    for found, _ in zip(ranges(words), budget, strict=False):
        if refused and _are_alternatives(words[refused : found.first]):
            # "a stipend of 3,850 USD / 2,310 GBP": what was said of the first holds for both.
            refused = found.after
            continue
        context = around(words, found, since, above)
        goes_on = last is not None and _goes_on(words, found, last)
        one = judged(found, context, replace(setting, continued=goes_on, another=since > 0))
        if one is None:
            refused = found.after if found.signs else 0
            continue
        where, aside = _scope(line, heading, words, found, since)
        currency = one.currency or (None if found.in_dollars else named)
        if found.in_dollars and (nation := _nation(line, heading, words, found, since)):
            currency = nation
        elif found.in_dollars and not currency and aside and scope.is_nation(aside):
            currency = "USD"
        yield Found(
            replace(one, where=where, currency=currency),
            aside,
            in_dollars=found.in_dollars,
            swapped=found.swapped,
            target=context.is_target(),
            total=context.is_total(),
        )
        since, last = found.after, found


def _nation(
    line: str, heading: str, words: Sequence[Token], found: Range, since: int
) -> str | None:
    """The currency of the country of dollars that is named last before a range."""
    start = words[found.first].start
    label = line[words[since - 1].end : start] if since else ""
    return scope.nation(label, "") or scope.nation(line[:start], heading)


def _only_currency(words: Sequence[Token]) -> str | None:
    """The currency of a line that names but one: that of its amounts without a sign, too."""
    signs = {token.word for token in words if token.kind is Kind.CURRENCY}
    codes = {currencies.code(sign, None) for sign in signs}
    return codes.pop() if len(codes) == 1 else None


def _are_alternatives(between: Sequence[Token]) -> bool:
    """Whether amounts are the same one in two currencies: "3,850 USD / 2,310 GBP"."""
    return len(between) <= 2 and not any(
        token.kind is Kind.CLOSE or (token.kind is Kind.WORD and token.word not in _OR)
        for token in between
    )


def _goes_on(words: Sequence[Token], found: Range, last: Range) -> bool:
    """Whether "or" or "max." leads from the range before to one of its size."""
    between = words[last.after : found.first]
    joined = bool(between) and between[-1].word in _OR
    bound = 0 < len(between) < 5 and all(
        token.kind is not Kind.WORD or is_bound(token.word) for token in between
    )
    bound = bound and any(is_bound(token.word) for token in between)
    near = last.high <= found.high * 3 and found.high <= last.high * 3
    return (joined or bound) and near


def _only(text: str, country: str | None) -> Iterator[Found]:
    """The amount of a text that holds hardly anything else: a field of a source."""
    words = tokens(text)
    found = [one for one in ranges(words) if one.signs or one.scale or one.high > 16]
    if len(found) != 1 or found[0].low <= 0 or found[0].high > found[0].low * 25:
        return
    (one,) = found
    rest = [*words[: one.first], *words[one.after :]]
    context = around(words, one, 0, tuple)
    period = one.period or context.period()
    known = all(_is_empty(token) for token in rest)
    is_year = one.low >= 1900 and one.high <= 2100 and not (one.scale or one.signs)
    if not known or is_year or not (one.signs or period or one.low >= 1000):
        return
    currency = one.currency(country)
    size = plausible.size(one.low, one.high, currency, country)
    if size.high > 6_000_000 or (one.scale >= 1_000_000 and not currency):
        return
    period = period or plausible.certain_period(
        size, stated=currency is not None, dollars=one.in_dollars, scaled=one.scale == 1000,
        plain=True,
    )  # fmt: skip
    yield Found(
        bounded(one, context, currency, period), None, in_dollars=one.in_dollars,
        swapped=one.swapped,
    )  # fmt: skip


def _is_empty(token: Token) -> bool:
    """Whether a token beside the only amount of a text says nothing else: "x 13", "gross"."""
    if token.kind is Kind.NUMBER:
        return token.value <= 16
    return token.kind is not Kind.WORD or (
        token.word in GROSS or token.word in CONTRACTS or token.word in PER or is_bound(token.word)
    )


def _above(heading: str) -> Callable[[], Sequence[Token]]:
    """The words of the line above, when they are asked for: few amounts need them."""
    return cache(lambda: _last_sentence(tokens(_end(heading))))


def _end(heading: str) -> str:
    """As much of the end of a line as a heading has words."""
    return heading if len(heading) <= _HEADING else heading[-_HEADING:].partition(" ")[2]


def _last_sentence(words: Sequence[Token]) -> Sequence[Token]:
    ends = [place for place, token in enumerate(words[:-1]) if token.kind is Kind.BREAK]
    return words[max(ends[-1] + 1 if ends else 0, len(words) - _HEADING_TOKENS) :]


def _scope(
    line: str, heading: str, words: Sequence[Token], found: Range, since: int
) -> tuple[str | None, str | None]:
    """Where a range holds, and words of less weight that tell it from another."""
    start = words[found.first].start
    begin = words[since - 1].end if since else 0
    sentence = line[max(begin, start - 500) : start]
    if since:
        # What stands in brackets right after the range before belongs to that.
        sentence = _BRACKETS.sub("", sentence)
    before = scope.named_before(scope.last_sentence(sentence))
    if before is None and not sentence.strip(" :-–—•\t") and not since:
        before = scope.named_by_heading(heading)
    end = words[found.after - 1].end
    where = before or scope.named_after(line[end : end + 200])
    aside = scope.named_by_line(line)
    if where and scope.is_nation(where):
        return None, aside or where
    return where, aside
