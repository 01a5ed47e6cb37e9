"""What the words around an amount say: whether it is pay at all, its period, whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from alertbot.model import Period
from alertbot.pay import vocabulary
from alertbot.pay.bounds import is_bound
from alertbot.pay.grammar import Range, currency_of
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.timing import HOURS, last_period
from alertbot.pay.vocabulary import words

_BEFORE, _AFTER = 22, 24
_NEAR_AFTER = 7
_LABEL = 4
"""A line that says fewer words before an amount leaves it to the line above what it is."""

_STOPS = words(
    "plus mas including excluding not with well zzgl inkl sowie und mit con avec mais oltre piu "
    "y et along zuzuglich inklusive exklusive excl incl exkl inclusive exclusive hors ademas "
    "alongside together nebst depending & during while when if upon based subject until"
)
_PEOPLE = words("salaries employees people collaborateurs mitarbeiter empleados personas staff")
_PER = words("/ p per a an each pro par por im al")
_ONWARD = words(
    "selon depending dependent doe based en segun je nach plus according pro per par und and et y "
    "dependiendo in a ote pa or fur bei sur"
)
"""Words that go on after an amount without naming what it counts."""
TARGETS = frozenset({"ote", "ote's"})
BASES = words("base basic fixed fixe fixes fix fijo fija grundgehalt fixgehalt fixum")
_TAXED = words(
    "brutto brut bruts bruto brutos bruta brutas lordo lordi lorda netto neto netos netti rata"
)
"""Before or after tax, or pro rata: hardly anything but pay is said to be so in a posting."""
CONTRACTS: Final = words("pj clt b2b uop cdi cdd w2 c2c doe ht vat mwst iva x ca circa")
"""Words for kinds of contract and tax, which say nothing against an amount beside them."""
FILLERS = words(
    "is are of the a an at from up to in ist liegt bei von de del d' entre zwischen between circa "
    "ca c est comprise compris zw zu ein eine un une por per annual jahrlich range ranges and "
    "betragt es tussen tra od da dai sera ranging approx approximately about around brut brute "
    "bruto brutto bruta anual annuel annuelle gross net netto base total expected target for this "
    "role position job will be starts starting beginning partir moins least more than budgeted full"
)


_TOTALS = words("package gesamtpaket performers reps earners paquete")
_OF_TOTALS = frozenset(
    {("total", "compensation"), ("total", "comp"), ("total", "cash"), ("total", "earnings"),
     ("first", "year")}
)  # fmt: skip
_EMPLOYERS = words("company employer fully")
_PARTS = words("actual actually fte rata rated prorata prorated")
"""Words for what part-timers are paid of the full-time pay before."""
_AND = words("and with plus und sowie mit et avec y con mas e com en met & as")
"""Words after which the next thing begins."""
_LATER = words("progression progressing discretionary")
_MIDDLES = words("midpoint mid median")
_MONTHLY = words(
    "x × pagas mensualidades mensilita gehalter monatsgehalter monatslohne monatsgehaltern mois"
)
"""Words beside a number of months that are paid in a year."""
EMPTY = frozenset({Kind.COLON, Kind.JOINT, Kind.OPEN, Kind.OTHER, Kind.CLOSE, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Context:
    """The tokens around a range: its sentence before it, what follows, the heading above.

    `goes_on`: what stands before it begins right after another range.
    `first`: the place in the line where the range begins.
    """

    before: Sequence[Token]
    after: Sequence[Token]
    heading: Sequence[Token]
    goes_on: bool = False
    first: int = 0

    def says_pay(self, *, signed: bool) -> bool:
        """Whether a word for pay comes before the amount, or directly after it.

        `signed`: the amount has a currency, so that "base" is that of the pay.
        """
        near = [*self.heading, *self.before, *self.follows(4)]
        if any(
            (vocabulary.is_pay(token.word) and not _is_paid_by(near, place))
            or token.word in TARGETS
            for place, token in enumerate(near)
        ):
            return True
        if signed and any(token.word in BASES for token in near):
            return True
        beside = [*self.before[-2:], *self.follows(3)]
        return any(token.word in _TAXED for token in beside)

    def is_led(self) -> bool:
        """Whether nothing parts it from the word for pay before it: "a salary and $500" is not."""
        parted = False
        for token in reversed(self.before):
            if vocabulary.is_pay(token.word) or token.word in BASES or token.kind is Kind.COLON:
                return not parted
            parted = token.kind is not Kind.OPEN and (
                parted or token.word in _AND or token.kind is Kind.COMMA
            )
        return True

    def says_pay_nearby(self) -> bool:
        """Whether a word for pay is one of the last few before the amount."""
        near = [*self.heading, *self.before][-4:]
        said = any(vocabulary.is_pay(token.word) or token.word in BASES for token in near)
        return said or self.says_pay_closely(by_period=False)

    def says_pay_closely(self, *, by_period: bool = True) -> bool:
        """Whether only a few empty words stand between a word for pay and the amount."""
        for distance, token in enumerate(reversed([*self.heading, *self.before])):
            if vocabulary.is_pay(token.word) or (by_period and token.period):
                return True
            empty = token.kind in EMPTY
            if distance > 7 or not (empty or token.word in FILLERS or self.bounds(token)):
                return False
        return False

    @staticmethod
    def bounds(token: Token) -> bool:
        """Whether a token says that the amount is the least or the most, or is its currency."""
        return is_bound(token.word) or token.kind is Kind.CURRENCY

    def adds(self) -> bool:
        """Whether a + makes it an addition to what was said: "60k + 10k", no mark of a list."""
        if self.goes_on and self._restates():
            return True
        if self.before and self.before[-1].kind is Kind.PLUS:
            return self.goes_on or self.before[-1].end == self.first
        # "60k + a variable part of 10k" as well, but not "60k + equity, in Ohio: 50k".
        if not self.goes_on or not self.before or self.before[0].kind is not Kind.PLUS:
            return False
        return not any(
            token.kind in (Kind.COLON, Kind.COMMA, Kind.PLUS)
            or token.word in TARGETS
            or vocabulary.is_pay(token.word)
            for token in self.before[1:]
        )

    def _restates(self) -> bool:
        """Whether it only says what part-timers get of the pay before, or what it may grow to."""
        beside = [*self.before[-3:], *self.follows(1)]
        return any(token.word in _PARTS for token in beside) or any(
            token.word in _LATER for token in self.before
        )

    def belongs_to_last(self, place: int) -> bool:
        """Whether the word at a place is added to the range before: "$90k + equity Ohio: $80k"."""
        colon = any(token.kind is Kind.COLON for token in self.before[place + 2 :])
        return self.goes_on and place == 1 and self.before[0].kind is Kind.PLUS and colon

    def follows(self, most: int) -> Iterator[Token]:
        """What follows in the same breath."""
        for token in self.after[:most]:
            if token.kind in (Kind.BREAK, Kind.PLUS) or token.word in _STOPS:
                return
            yield token

    def period(self) -> Period | None:
        """The period that is said after the amount, else before it, else in the heading."""
        for token in self.follows(_NEAR_AFTER):
            if token.kind is Kind.NUMBER or token.word[:1].isdigit():
                break
            if token.kind is Kind.PERIOD:
                # "Hourly rate: $25 - $30 Annual allowance": a capital begins the next thing.
                begins = token.alone and token.capital and not self.goes_on
                return (begins and last_period(self.before[-4:])) or token.period
        return last_period(self.before) or last_period(self.heading)

    def counts_months(self) -> bool:
        """Whether so many months' pay a year are said beside it: "x 13", "14 pagas"."""
        near = [*self.before[-3:], *self.after[:6]]
        for place, token in enumerate(near):
            if token.kind is not Kind.NUMBER or token.scale or not 12 <= token.value <= 16:
                continue
            beside = [one.word for one in near[max(place - 1, 0) : place + 2]]
            if any(word in _MONTHLY for word in beside):
                return True
        return False

    def ends_clause(self) -> bool:
        """Whether no noun follows that the number could count: "50k-100k downloads"."""
        if not self.after or self.after[0].kind is not Kind.WORD:
            return True
        word = self.after[0].word
        return vocabulary.is_pay(word) or word in vocabulary.GROSS or word in _ONWARD

    def is_middle(self) -> bool:
        """Whether the amount is the middle of a range, between bounds that are said as well."""
        return any(token.word in _MIDDLES for token in self.before[-3:])

    def counts_other(self) -> bool:
        """Whether what follows the number are hours, days or people: "20 Std./Woche"."""
        people = any(token.word in _PEOPLE for token in self.after[:1])
        return people or any(
            token.word in HOURS and token.kind is not Kind.PERIOD for token in self.after[:2]
        )

    def period_follows(self) -> bool:
        """Whether nothing but "per", "/" and the like stands between the amount and a period."""
        for token in self.after[:3]:
            if token.kind is Kind.PERIOD:
                return True
            if token.word not in _PER and token.word not in vocabulary.GROSS:
                break
        return False

    def period_is_near(self) -> bool:
        """Whether the period is said right beside the amount."""
        after = any(token.kind is Kind.PERIOD for token in self.follows(4))
        return after or any(token.kind is Kind.PERIOD for token in self.before[-3:])

    def currency_after(self) -> str | None:
        """The code that follows the period: "$3,000-$4,000/mo USD"."""
        for token in self.follows(4):
            if token.kind is Kind.CURRENCY:
                return currency_of([token.word], None)
            dull = token.word in vocabulary.GROSS or token.word in _PER
            if token.kind not in (Kind.PERIOD, Kind.OTHER) and not dull:
                break
        return None

    def currency(self, country: str | None) -> str | None:
        """The currency that is said before the amount: "Salary (EUR): 50,000 - 60,000"."""
        near = [*self.heading, *self.before][-8:]
        said = [
            token.word
            for place, token in enumerate(near[1:], 1)
            if token.kind is Kind.CURRENCY
            and Kind.NUMBER not in (near[place - 1].kind, near[min(place + 1, len(near) - 1)].kind)
        ]
        return currency_of(said, country) if said else None

    def is_target(self) -> bool:
        """Whether the amount is what is earned when the targets are met, bonus included."""
        for place, token in enumerate(self.follows(4)):
            if token.word in TARGETS:
                follows = self.after[place + 1 : place + 2]
                return not (follows and follows[0].kind in (Kind.COLON, Kind.CURRENCY, Kind.NUMBER))
            ended = token.kind in (Kind.COMMA, Kind.NUMBER, Kind.CLOSE)
            if ended or token.word in BASES or token.word in ("/", "and", "or"):
                break
        if any(token.word in BASES for token in self.after[:1]):
            return False
        words = [token.word for token in self.before if token.word not in ("-", "‑")]
        for place in range(len(words) - 1, max(len(words) - 10, -1), -1):
            if words[place] in TARGETS or words[max(place - 2, 0) : place + 1] == [
                "on", "target", "earnings",
            ]:  # fmt: skip
                return True
            if words[place] in BASES:
                return False
        return False

    def is_total(self) -> bool:
        """Whether the amount is all that is paid, bonus and equity included, or what some earn."""
        near = [token.word for token in self.before[-9:] if token.kind is not Kind.JOINT]
        later = [token.word for token in self.follows(6)]
        if ("first", "year") in pairwise(later):
            return True
        for place in range(len(near) - 1, -1, -1):
            if near[place] in BASES:
                return False
            if near[place] in _TOTALS or tuple(near[place : place + 2]) in _OF_TOTALS:
                return True
        return False


def around(
    tokens: Sequence[Token], found: Range, since: int, heading: Callable[[], Sequence[Token]]
) -> Context:
    """The context of a range. `since`: the place where the range before it ends."""
    start = found.first
    while (
        start > since and found.first - start < _BEFORE and tokens[start - 1].kind is not Kind.BREAK
    ):
        start -= 1
    before = tokens[start : found.first]
    said = sum(token.kind is Kind.WORD for token in tokens[since : found.first])
    short = said < _LABEL and (since == 0 or start > since)
    end = min(found.after + _AFTER, len(tokens))
    goes_on = since > 0 and start == since
    first = tokens[found.first].start
    return Context(before, tokens[found.after : end], heading() if short else (), goes_on, first)


def _is_paid_by(near: Sequence[Token], place: int) -> bool:
    """Whether "paid" is said of a benefit: "employer-paid", "company paid"."""
    lead = [token.word for token in near[max(place - 2, 0) : place] if token.kind is Kind.WORD]
    return near[place].word == "paid" and any(word in _EMPLOYERS for word in lead)
