"""The words of pay: a line of text as numbers, currencies, periods, joints and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from alertbot.model import Period
from alertbot.pay import currencies, numbers, periods
from alertbot.pay.vocabulary import GROSS, MONEY, words
from alertbot.text import fold


class Kind(Enum):
    NUMBER = auto()
    CURRENCY = auto()
    PERIOD = auto()
    JOINT = auto()
    OPEN = auto()
    CLOSE = auto()
    PLUS = auto()
    COLON = auto()
    COMMA = auto()
    BREAK = auto()
    WORD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line. `word` is folded; `value` belongs to numbers, `period` to periods.

    `scale`: what the number's suffix multiplies by ("k" is 1,000), 0 where it has none.
    `alone`: a period's word means it by itself ("hourly"), not only after "per".
    `capital`: it begins with one, as what boards glue together from several fields.
    """

    kind: Kind
    word: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    scale: int = 0
    period: Period | None = None
    alone: bool = False
    capital: bool = False


_SIGN = (
    r"(?<![A-Za-z])(?:US|U|CA|CAD|CDN|C|AU|AUD|A|NZ|NZD|S|SG|SGD|HK|HKD|R|BRL|MX|MXN|NT|RD|ARS?|"
    r"CLP|COP|COL|USD)\s?\$|\$\s?(?:USD?|CAD?|AUD|MXN)(?![A-Za-z])|U\$[SD]|S/\.?(?=\s?[0-9])"
    r"|[$£€¥₹₪₩฿₱₫₴₺₽₦]|zł|Kč"
    r"|(?<![^\W_])(?:R[sp]\.?|RM|R|[kK]r\.?|[Ss]?[Ff]r\.?)(?=\s?[0-9])"
    r"|(?:(?<=[0-9][kK])|(?<=[0-9]\s[kK]))[eE](?![^\W_])|(?<=[0-9])\s?(?:kr(?![^\W_])\.?|zl(?![^\W_])|Kc(?![^\W_])|Ft(?![^\W_]))"
)
_TOKEN = re.compile(
    r"(?P<plan>40[13]\s?\(?[kKbB]\)?(?![^\W_]))"
    rf"|(?P<currency>{_SIGN})"
    rf"|(?P<number>{numbers.DIGITS})(?P<scale>{numbers.SCALE})?"
    r"|(?P<word>[^\W\d_]+?(?<=[a-z])(?=[A-Z][a-z])|[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<joint>[-‐‑‒–—−~〜]+>?|→|\.\.\.?|…)"
    r"|(?P<break>[.!?](?=\s+[^\W\da-z_]|\s*$)|[;•|\n])"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<plus>\+)|(?P<colon>:)|(?P<comma>,)"
    r"|(?P<other>[^\s\w])"
)
_KINDS = {kind.name.lower(): kind for kind in Kind} | {"plan": Kind.WORD}
_JOINTS = frozenset({"to", "bis", "hasta", "until", "till", "thru", "through"})
_CLOSE_JOINTS = frozenset({"a", "al", "ai", "ate", "tot", "do", "o", "ou", "oder", "or"})
"""Joints that mean much else: they join only what they stand right between."""
_BETWEEN = words(
    "between zwischen zw entre tussen tra fra pomiedzy miedzy from ranges compris compreso"
)
_PAIR = frozenset({"and", "und", "et", "y", "e", "en", "i", "&"})
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:p\.\s?(?P<of>[ahdwm])\.?|[pb]/(?P<slash>[ahdwmu]))(?![^\W_])", re.IGNORECASE
)
_SHORTENED = words(
    "approx bzw c ca circa entspr evtl gem ggf lt max. nr sog st tel vgl est exkl incl "
    "inkl jahrl max mind min mindest mtl monatl std u.s us zzgl "
    "zw brut env ab aprox gross incl. hr yr"
)
"""Words that a full stop shortens, so that it ends no sentence."""
_TECHNICAL = frozenset({"php", "try"})
"""Codes of currencies that stand in brackets for something else."""
_TAXES = frozenset({"vat", "mwst", "ust", "iva", "tva", "btw", "gst"})
"""What is added to an amount without being a part of the pay."""
_SLASHES = str.maketrans({"⁄": "/", "∕": "/", "／": "/"})


def tokens(line: str) -> list[Token]:
    """The tokens of one line (without "p.a." in it: that is read as "pa")."""
    line = _ABBREVIATED.sub(_in_full, line.translate(_SLASHES))
    found = list(_raw(line))
    return [_meaning(found, place) for place in range(len(found))]


def _in_full(found: re.Match[str]) -> str:
    # The same length, so that places in the line stay true.
    letter = found["of"] or found["slash"]
    return f"p{letter}".ljust(len(found[0]))


def _raw(line: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(line):
        group = found.lastgroup or "other"
        if group in ("number", "scale"):
            yield _number(line, found)
            continue
        kind = _KINDS[group]
        word = "401k" if group == "plan" else fold(found[0]).strip()
        if kind is Kind.CURRENCY:
            word = re.sub(r"\s", "", word).rstrip(".")
        capital = False
        if kind is Kind.WORD:
            capital = found[0].istitle()
            if word in MONEY or found[0] in currencies.CODES:
                kind = Kind.CURRENCY
        yield Token(kind, word, found.start(), found.end(), capital=capital)


def _number(line: str, found: re.Match[str]) -> Token:
    """A number that can be an amount; what is part of an id, a date or a share is OTHER."""
    suffix = found["scale"] or ""
    scale = numbers.scale(suffix)
    start, end = found.start(), found.end()
    value = numbers.value(found["number"], scaled=bool(scale))
    before = line[start - 1] if start else " "
    after = line[end : end + 2].lstrip()[:1]
    if value is None or before in "_#=@&%" or after in ("%", "°", "²"):
        return Token(Kind.OTHER, "#", start, end)
    word = found[0].lower()
    if numbers.is_of_india(found["number"], suffix):
        word += " lakh"
    return Token(Kind.NUMBER, word, start, end, value, scale)


def _meaning(found: list[Token], place: int) -> Token:
    """The token with the meaning that its neighbours give it."""
    token = found[place]
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    if token.kind is Kind.NUMBER:
        return replace(token, kind=Kind.OTHER) if _is_glued(before, token, after) else token
    if token.kind is Kind.BREAK and before and _is_no_end(found, place, before):
        return replace(token, kind=Kind.OTHER)
    if token.kind is Kind.CURRENCY and token.word.isalpha() and not _is_by_amount(found, place):
        return replace(token, kind=Kind.WORD)
    if token.kind is Kind.PLUS and after and after.word in _TAXES:
        return replace(token, kind=Kind.OTHER)
    if token.kind is not Kind.WORD:
        return token
    period = _period(found, place, before)
    if period:
        return period
    if token.word in _JOINTS or token.word in _CLOSE_JOINTS or token.word in _PAIR:
        return replace(token, kind=Kind.JOINT) if _joins(found, place) else token
    return token


def _is_no_end(found: list[Token], place: int, before: Token) -> bool:
    """Whether a full stop shortens a word, or makes an ordinal of a number: "1. Lehrjahr"."""
    if before.word in _SHORTENED:
        return True
    ordinal = before.kind is Kind.NUMBER and before.word.isdigit() and before.value <= 31
    return ordinal and not (place > 1 and found[place - 2].kind is Kind.CURRENCY)


def _is_glued(before: Token | None, token: Token, after: Token | None) -> bool:
    """Whether a number is a part of a word: E13, B2B, 24x7, 16GB, 5th."""
    has_sign = after is not None and after.kind is Kind.CURRENCY
    if before and before.end == token.start and before.kind is Kind.WORD and not has_sign:
        return True
    if after is None or after.start != token.end or after.kind is not Kind.WORD:
        return False
    # "$137,900.00Compensation" is two fields that a board has glued together.
    signed = before is not None and before.kind is Kind.CURRENCY
    has_mark = signed and (not token.word.isdigit() or token.value >= 1000)
    follows = periods.short(after.word) or after.word in GROSS or after.word in _JOINTS
    return not (follows or (has_mark and after.capital and len(after.word) > 2))


def _period(found: list[Token], place: int, before: Token | None) -> Token | None:
    token = found[place]
    period = periods.alone(token.word)
    if period:
        return replace(token, kind=Kind.PERIOD, period=period, alone=True)
    after = found[place + 1] if place + 1 < len(found) else None
    if after is not None and after.word in ("rate", "rates") and token.word in periods.NOUNS:
        # "Day rate £540".
        return replace(token, kind=Kind.PERIOD, period=periods.NOUNS[token.word], alone=True)
    if before is None:
        return None
    if token.word == "pa" and after is not None and after.kind is Kind.NUMBER:
        # Pennsylvania and its postal code.
        return None
    period = periods.after(before.word, token.word)
    if period is None and token.word in periods.BARE and _is_signed(found, place):
        hyphen = after is not None and after.kind is Kind.JOINT and after.start == token.end
        period = None if hyphen else periods.BARE[token.word]
    if (
        period is None
        and periods.short(token.word)
        and (_is_money(found, place) or (token.word == "pa" and _follows_money(found, place)))
    ):
        period = periods.short(token.word)
    return replace(token, kind=Kind.PERIOD, period=period) if period else None


def _is_money(found: list[Token], place: int) -> bool:
    """Whether what stands before is surely an amount: 5 pm is none, £5 pm and 60k pa are."""
    before = found[place - 1]
    if before.kind is Kind.CURRENCY:
        return place > 1 and found[place - 2].kind is Kind.NUMBER
    if before.kind is not Kind.NUMBER:
        return before.word in GROSS and place > 1 and _is_money(found, place - 1)
    first = found[place - 2] if place > 1 else None
    return (
        bool(before.scale)
        or before.value >= 100
        or (first is not None and first.kind is Kind.CURRENCY)
    )


def _is_signed(found: list[Token], place: int) -> bool:
    """Whether an amount with a currency stands right before: "$25 hr"."""
    near = [token.kind for token in found[max(place - 2, 0) : place]]
    return near in ([Kind.CURRENCY, Kind.NUMBER], [Kind.NUMBER, Kind.CURRENCY])


def _follows_money(found: list[Token], place: int) -> bool:
    """Whether an amount is among the last few tokens: "$75,661 pro-rata p.a."."""
    near = found[max(place - 5, 0) : place]
    return any(token.kind is Kind.NUMBER and token.value >= 1000 for token in near)


def _is_by_amount(found: list[Token], place: int) -> bool:
    """Whether what spells a currency (TRY, PHP) stands beside an amount."""
    near = found[max(place - 4, 0) : place] + found[place + 1 : place + 4]
    if any(
        token.kind is Kind.NUMBER or (token.kind is Kind.CURRENCY and not token.word.isalpha())
        for token in near
    ):
        return True
    if _is_in_brackets(found, place):
        return True
    # The second of "CAD/USD".
    pair = found[max(place - 2, 0) : place]
    return [token.kind for token in pair] == [Kind.CURRENCY, Kind.OTHER] and pair[1].word == "/"


def _is_in_brackets(found: list[Token], place: int) -> bool:
    """Whether a code stands alone in brackets, as over a column of amounts: "Pay range (USD)"."""
    beside = [token.kind for token in found[max(place - 1, 0) : place + 2]]
    alone = beside == [Kind.OPEN, Kind.CURRENCY, Kind.CLOSE]
    return alone and found[place].word not in _TECHNICAL


def _is_beside_amount(word: str) -> bool:
    """Whether a word may stand between an amount and the joint to another."""
    if word in periods.NOUNS or word in GROSS or word in ("rising", "increasing", "going", "ote"):
        return True
    return bool(periods.alone(word) or periods.short(word))


def _joins(found: list[Token], place: int) -> bool:
    """Whether a word joins two amounts."""
    if place == 0 or place + 1 >= len(found):
        return False
    word, before, after = found[place].word, found[place - 1], found[place + 1]
    ended = before.kind in (Kind.NUMBER, Kind.CURRENCY, Kind.CLOSE, Kind.PLUS)
    if not ended and not _is_beside_amount(before.word):
        return False
    right_before = after.kind in (Kind.NUMBER, Kind.CURRENCY)
    if word in _JOINTS:
        return right_before or after.kind is Kind.WORD
    if word in _CLOSE_JOINTS:
        return right_before
    between = any(token.word in _BETWEEN for token in found[max(place - 9, 0) : place])
    return between and (right_before or after.word in ("up", "los", "les"))
