"""The words of pay: a line of text as numbers, currencies, periods, joints and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from alertbot.model import Period
from alertbot.pay import currencies
from alertbot.pay.vocabulary import ALONE, MONEY, PER
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
    """

    kind: Kind
    word: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    scale: int = 0
    period: Period | None = None


_SIGN = (
    r"(?<![A-Za-z])(?:US|U|CA|CAD|CDN|C|AU|AUD|A|NZ|NZD|S|SG|SGD|HK|HKD|R|MX|MXN|NT|USD)\$"
    r"|\$US(?![A-Za-z])|\$CA(?![A-Za-z])|U\$S|[$£€¥₹₪₩฿₱₫₴₺₽₦]|zł|Kč"
    r"|(?<![^\W_])(?:Rs\.?|RM|R|kr\.?|Fr\.|sFr)(?=\s?[0-9])"
    r"|(?<=[0-9])\s?kr(?![^\W_])"
)
_DIGITS = (
    r"[0-9]{1,3}(?:[ '’][0-9]{3}){1,5}(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?|[0-9]+(?:[.,][0-9]+)*"
)
_SCALE = (
    r"\s?(?:[kK](?=€|\$|£|(?![^\W_]))|[tT](?=€)|(?:[Tt]sd\.?|mil|millions?|Millionen|mio\.?|mln|mn|"
    r"[Mm]{1,2}|bn|[Bb]illions?|B|[Tt]rillions?|T|lakhs?|lacs?|LPA|crores?|[Cc]r)(?![^\W_]))"
)
_TOKEN = re.compile(
    rf"(?P<currency>{_SIGN})"
    rf"|(?P<number>(?:{_DIGITS}))(?P<scale>{_SCALE})?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<joint>[-‐‑‒–—−~]+|→)"
    r"|(?P<break>[.!?](?=\s+[^\W\da-z_]|\s*$)|[;•|\n])"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<plus>\+)|(?P<colon>:)|(?P<comma>,)"
    r"|(?P<other>[^\s\w])"
)
_SCALES = {
    "k": 1_000, "t": 1_000, "tsd": 1_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
    "lacs": 100_000, "lpa": 100_000, "crore": 10_000_000, "crores": 10_000_000, "cr": 10_000_000,
    "b": 10**9, "bn": 10**9, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
    "trillions": 10**12,
}  # fmt: skip
_MILLION = 1_000_000

_JOINTS = frozenset({"to", "bis", "a", "hasta", "until", "till", "thru", "through"})
_BETWEEN = frozenset({"between", "zwischen", "entre"})
_PAIR = frozenset({"and", "und", "et", "y", "e"})

_PERIODS = {
    Period.HOUR: "hour hours hourly hr hrs h std stunde stundlich stundenlohn stundensatz heure "
    "horaire hora hourpay",
    Period.DAY: "day days daily d tag taglich tagessatz tagessatze jour journalier tjm dia diario",
    Period.WEEK: "week weeks weekly wk woche wochentlich semaine hebdomadaire semana semanal",
    Period.MONTH: "month months monthly mo mth monat monatlich monatsgehalt monats monatliches "
    "mois mensuel mensuelle mensuels mes mensual mensuales pcm",
    Period.YEAR: "year years yearly yr yrs annum annual annually annualized annualised jahr "
    "jahrlich jahrliches jahresgehalt jahresbrutto jahresbruttogehalt bruttojahresgehalt "
    "jahresverdienst jahreszielgehalt an ans annuel annuels annuelle annuellement ano anual "
    "anuales pa lpa",
}
PERIODS = {word: period for period, words in _PERIODS.items() for word in words.split()}
_ABBREVIATED = re.compile(r"(?<![^\W_])p\.\s?a\.?(?![^\W_])|(?<=/)\s", re.IGNORECASE)


def tokens(line: str) -> list[Token]:
    """The tokens of one line (without "p.a." in it: that is read as "annum")."""
    found = list(_raw(_ABBREVIATED.sub(_in_full, line)))
    return [_meaning(found, place) for place in range(len(found))]


def _in_full(found: re.Match[str]) -> str:
    # The same length, so that places in the line stay true.
    return "pa".ljust(len(found[0])) if found[0].strip() else ""


def _raw(line: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(line):
        if found["number"]:
            scale = _scale(found["scale"] or "")
            value = number(found["number"], scaled=bool(scale))
            yield Token(Kind.NUMBER, found[0].lower(), found.start(), found.end(), value, scale)
        else:
            kind = Kind[(found.lastgroup or "other").upper()]
            word = fold(found[0]).strip()
            if kind is Kind.WORD and (word in MONEY or found[0] in currencies.CODES):
                kind = Kind.CURRENCY
            yield Token(kind, word, found.start(), found.end())


def _scale(suffix: str) -> int:
    word = suffix.strip().rstrip(".").lower()
    return _SCALES.get(word, _MILLION if word else 0)


def number(digits: str, *, scaled: bool = False) -> Decimal:
    """The value of digits with `.` and `,` as either separator: 1,234.50 and 1.234,50 and 45.000.

    One separator before three digits parts thousands, unless a suffix ("1.250k") scales them.
    """
    plain = re.sub(r"[ '’]", "", digits)[:30]
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, tail = plain[last], plain[last + 1 :]
    whole = re.sub(r"[.,]", "", plain[:last])
    other = "," if mark == "." else "."
    thousands = len(tail) == 3 and (plain.count(mark) > 1 or other not in plain[:last])
    if thousands and not (scaled and plain.count(mark) == 1) and whole.strip("0"):
        return Decimal(whole + tail)
    return (
        Decimal(f"{whole or '0'}.{tail or '0'}")
        if plain.count(mark) == 1
        else Decimal(whole + tail)
    )


def _meaning(found: list[Token], place: int) -> Token:
    """The token with the meaning that its neighbours give it."""
    token = found[place]
    before = found[place - 1] if place else None
    word = token.word
    if token.kind is Kind.CURRENCY and word.isalpha() and not _is_by_amount(found, place):
        return _as(token, Kind.WORD)
    if token.kind is not Kind.WORD:
        return token
    period = PERIODS.get(word)
    if period and (word in ALONE or (before and (before.word in PER or before.word == "/"))):
        return Token(Kind.PERIOD, word, token.start, token.end, period=period)
    if period and word == "pa" and before and before.kind in (Kind.NUMBER, Kind.CURRENCY):
        return Token(Kind.PERIOD, word, token.start, token.end, period=period)
    after = found[place + 1] if place + 1 < len(found) else None
    if _joins(word, before, after, found, place):
        return _as(token, Kind.JOINT)
    return token


def _is_by_amount(found: list[Token], place: int) -> bool:
    """Whether what spells a currency (TRY, PHP) stands beside an amount."""
    near = found[max(place - 2, 0) : place] + found[place + 1 : place + 3]
    return any(token.kind in (Kind.NUMBER, Kind.CURRENCY) for token in near)


def _joins(
    word: str, before: Token | None, after: Token | None, found: list[Token], place: int
) -> bool:
    if before is None or after is None or after.kind not in (Kind.NUMBER, Kind.CURRENCY, Kind.WORD):
        return False
    ended = before.kind in (Kind.NUMBER, Kind.CURRENCY, Kind.PERIOD, Kind.CLOSE, Kind.PLUS)
    if not ended and before.word not in PERIODS:
        return False
    if word in _JOINTS:
        return True
    return word in _PAIR and any(
        token.word in _BETWEEN for token in found[max(place - 7, 0) : place]
    )


def _as(token: Token, kind: Kind) -> Token:
    return Token(kind, token.word, token.start, token.end)
