"""What the words around an amount say: whether it is pay at all, its period, whom it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from alertbot.model import Period
from alertbot.pay import vocabulary
from alertbot.pay.bounds import is_bound
from alertbot.pay.grammar import Range, currency_of
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import words

_BEFORE, _AFTER = 22, 24
_NEAR_AFTER = 7

_STOPS = words(
    "plus including excluding not with well zzgl inkl sowie und mit con avec mais oltre piu y et "
    "along depending & during while when if upon based subject until"
)
_HOURS = words(
    "hours hrs hr stunden std wochenstunden heures horas ore uur godzin times days tage jours dias"
)
_UNITS = words(
    "word words mile visit session article page case user seat night person unit task video "
    "project lesson class student mot artikel nacht persona km stuck piece order call shift"
)
_PER = words("/ p per a an each pro par por im al")
_SALARY = words("salary salaire gehalt")
_ONWARD = words(
    "selon depending dependent doe based en segun je nach plus according pro per par und and et y "
    "dependiendo in a ote pa or fur bei"
)
"""Words that go on after an amount without naming what it counts."""
_NEXT = words(
    "guaranteed contract contracts company home life people sales teams business industry clients "
    "policy share shares options"
)
"""After a period these begin the next thing: "per month (contract of employment)"."""
_TARGETS = frozenset({"ote", "ote's"})
_ADDED = words(
    "bonus commission commissions variable equity benefits prime primes provision incentive "
    "incentives comisiones"
)
_PAID_FOR = words("transport transportation travel relocation referral")
_PAYERS = words("customers clients users companies businesses students patients who")
_BASES = words("base basic fixed fixe fix fijo fija grundgehalt fixgehalt fixum")
_TAXED = words(
    "brutto brut bruts bruto brutos bruta brutas lordo lordi lorda netto neto netos netti"
)
"""Before or after tax: outside of English only pay is said to be so in a posting."""
CONTRACTS: Final = words("pj clt b2b uop cdi cdd w2 c2c doe ht vat mwst iva x ca circa")
"""Words for kinds of contract and tax, which say nothing against an amount beside them."""
_FILLERS = words(
    "is are of the a an at from up to in ist liegt bei von de del d' entre zwischen between circa "
    "ca c est comprise compris zu ein eine un une por per annual jahrlich range ranges and "
    "betragt es tussen tra od da dai sera ranging approx approximately about around brut brute "
    "bruto brutto bruta anual annuel annuelle gross net netto base total expected target"
)
_SURE_OF = 4
"""A verb such as "earn" has to be so near to an amount to speak of it."""
_WEAK = words("rate rates paid earn earning earns pay pays paying payment income")


@dataclass(frozen=True, slots=True)
class Context:
    """The tokens around a range: its sentence before it, what follows, the heading above."""

    before: Sequence[Token]
    after: Sequence[Token]
    heading: Sequence[Token]

    def says_pay(self, *, signed: bool) -> bool:
        """Whether a word for pay comes before the amount, or directly after it.

        `signed`: the amount has a currency, so that "base" is that of the pay.
        """
        near = [*self.heading, *self.before, *self._follows(4)]
        if any(vocabulary.is_pay(token.word) or token.word in _TARGETS for token in near):
            return True
        if signed and any(token.word in _BASES for token in near):
            return True
        beside = [*self.before[-2:], *self._follows(2)]
        return any(token.word in _TAXED for token in beside)

    def says_pay_nearby(self) -> bool:
        """Whether a word for pay is one of the last few before the amount."""
        near = [*self.heading, *self.before][-4:]
        said = any(vocabulary.is_pay(token.word) or token.word in _BASES for token in near)
        return said or self.says_pay_closely(by_period=False)

    def says_pay_closely(self, *, by_period: bool = True) -> bool:
        """Whether only a few empty words stand between a word for pay and the amount."""
        for distance, token in enumerate(reversed([*self.heading, *self.before])):
            if vocabulary.is_pay(token.word) or (by_period and token.period):
                return True
            empty = token.kind in (Kind.COLON, Kind.JOINT, Kind.OPEN, Kind.OTHER, Kind.CLOSE)
            if distance > 7 or not (empty or token.word in _FILLERS or self._bounds(token)):
                return False
        return False

    @staticmethod
    def _bounds(token: Token) -> bool:
        return is_bound(token.word) or token.kind is Kind.CURRENCY

    def says_other(self, found: Range, *, large: bool) -> bool:
        """Whether the amount is said to be funding, a benefit, a budget or the like.

        `large`: the range has a salary's size, so that "Bonus" after it begins the next thing.
        """
        if self._is_base():
            return False
        return self._after_says_other(large=large and not found.single) or self._before_says_other()

    def _is_base(self) -> bool:
        """Whether "basic", "base salary" or the like follows, and no "basic insurance"."""
        first, second = self.after[:1], self.after[1:2]
        if not any(token.word in _BASES or token.word in _SALARY for token in first):
            return False
        return not second or second[0].kind is not Kind.WORD or vocabulary.is_pay(second[0].word)

    def _follows(self, most: int) -> Iterator[Token]:
        """What follows in the same breath."""
        for token in self.after[:most]:
            if token.kind in (Kind.BREAK, Kind.PLUS) or token.word in _STOPS:
                return
            yield token

    def _after_says_other(self, *, large: bool) -> bool:
        timed = ended = False
        depth = 0
        for place, token in enumerate(self._follows(6)):
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            left = depth < 0 or token.kind is Kind.COMMA
            if left or (token.kind is Kind.NUMBER and place > 0):
                return False
            if token.kind is Kind.PERIOD:
                timed, ended = True, ended or not token.alone
                if large and not token.alone:
                    return False
            if timed and token.word in ("for", "to", "pour", "para", "per", "fur"):
                return False
            follows = self.after[place + 1] if place + 1 < len(self.after) else None
            light = (large and token.word in vocabulary.LIGHT) or (ended and token.word in _NEXT)
            based = follows is not None and follows.kind is Kind.JOINT
            if vocabulary.is_other_after(token.word) and not (light or based):
                return not (follows and follows.kind is Kind.COLON)
            if vocabulary.is_pay(token.word) and token.word not in _WEAK:
                return False
            is_per = token.word in ("per", "pro", "par", "/") and not timed
            if is_per and not _is_rate(token, follows):
                return True
        return False

    def _before_says_other(self) -> bool:
        """The nearest telling word decides: "bonus, and a base salary of"."""
        before, aside = self.before, False
        for distance, token in enumerate(reversed(before)):
            if token.kind in (Kind.OPEN, Kind.CLOSE):
                aside = token.kind is Kind.CLOSE
            if vocabulary.is_pay(token.word) or token.word in _TARGETS or token.word in _BASES:
                of_other = self._is_of_other(len(before) - 1 - distance)
                if of_other or token.word not in _WEAK or distance < _SURE_OF:
                    return of_other
            if vocabulary.is_other_before(token.word) and distance < 9 and not aside:
                return not self._is_added(len(before) - 1 - distance)
        if any(token.kind is Kind.WORD for token in before[-3:]):
            return False
        for token in reversed(self.heading):
            if vocabulary.is_pay(token.word):
                return False
            if vocabulary.is_other_before(token.word):
                return True
        return False

    def _is_of_other(self, place: int) -> bool:
        """ "Transport compensation", "customers pay": pay for something else, or of others."""
        before, word = self.before[place - 1].word if place else "", self.before[place].word
        if word in ("compensation", "pay", "payment", "package") and before in _PAID_FOR:
            return True
        after = self.before[place + 1].word if place + 1 < len(self.before) else ""
        if before in ("we", "they") and word == "pay" and after in ("for", "our"):
            return True
        return word in ("pay", "paying", "paid") and before in _PAYERS

    def _is_added(self, place: int) -> bool:
        """Whether the word at a place is one part of the pay: "Base + commission: $50,000"."""
        if self.before[place].word not in _ADDED:
            return False
        colon = any(token.kind is Kind.COLON for token in self.before[place:])
        joined = self.before[max(place - 3, 0) : place]
        return colon and any(
            vocabulary.is_pay(token.word) or token.word in _BASES for token in joined
        )

    def period(self) -> Period | None:
        """The period that is said after the amount, else before it, else in the heading."""
        for token in self._follows(_NEAR_AFTER):
            if token.kind is Kind.NUMBER or token.word[:1].isdigit():
                break
            if token.kind is Kind.PERIOD:
                return token.period
        return _last_period(self.before) or _last_period(self.heading)

    def ends_clause(self) -> bool:
        """Whether no noun follows that the number could count: "50k-100k downloads"."""
        if not self.after or self.after[0].kind is not Kind.WORD:
            return True
        word = self.after[0].word
        return vocabulary.is_pay(word) or word in vocabulary.GROSS or word in _ONWARD

    def counts_time(self) -> bool:
        """Whether what follows the number are hours or days: "20 Std./Woche"."""
        return any(token.word in _HOURS for token in self.after[:2])

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
        after = any(token.kind is Kind.PERIOD for token in self._follows(4))
        return after or any(token.kind is Kind.PERIOD for token in self.before[-3:])

    def currency_after(self) -> str | None:
        """The code that follows the period: "$3,000-$4,000/mo USD"."""
        for token in self._follows(4):
            if token.kind is Kind.CURRENCY:
                return currency_of([token.word], None)
            dull = token.word in vocabulary.GROSS or token.word in _PER
            if token.kind not in (Kind.PERIOD, Kind.OTHER) and not dull:
                break
        return None

    def currency(self, country: str | None) -> str | None:
        """The currency that is said before the amount: "Salary (EUR): 50,000 - 60,000"."""
        said = [token.word for token in self.before[-7:] if token.kind is Kind.CURRENCY]
        return currency_of(said, country) if said else None

    def is_target(self) -> bool:
        """Whether the amount is what is earned when the targets are met, bonus included."""
        for place, token in enumerate(self.after[:4]):
            if token.word in _TARGETS:
                follows = self.after[place + 1 : place + 2]
                return not (follows and follows[0].kind in (Kind.COLON, Kind.CURRENCY, Kind.NUMBER))
            if token.kind in (Kind.COMMA, Kind.BREAK, Kind.NUMBER, Kind.CLOSE):
                break
        words = [token.word for token in self.before if token.word not in ("-", "‑")]
        for place in range(len(words) - 1, max(len(words) - 10, -1), -1):
            if words[place] in _TARGETS or words[max(place - 2, 0) : place + 1] == [
                "on", "target", "earnings",
            ]:  # fmt: skip
                return True
            if words[place] in _BASES:
                return False
        return False

    def is_total(self) -> bool:
        """Whether the amount is all that is paid, bonus and equity included."""
        joined = " ".join(token.word for token in self.before[-8:])
        return "total compensation" in joined or "total comp" in joined or "total cash" in joined

    def alone(self) -> bool:
        """Whether the line holds hardly more than the amount."""
        telling = [
            token
            for token in (*self.before, *self.after)
            if token.kind in (Kind.WORD, Kind.NUMBER) and len(token.word) > 2
        ]
        return len(telling) <= 3


def around(tokens: Sequence[Token], found: Range, since: int, heading: Sequence[Token]) -> Context:
    """The context of a range. `since`: the place where the range before it ends."""
    start = found.first
    while (
        start > since and found.first - start < _BEFORE and tokens[start - 1].kind is not Kind.BREAK
    ):
        start -= 1
    before = tokens[start : found.first]
    short = sum(token.kind is Kind.WORD for token in before) < 4 and (since == 0 or start > since)
    end = min(found.after + _AFTER, len(tokens))
    return Context(before, tokens[found.after : end], heading if short else ())


def _is_rate(token: Token, follows: Token | None) -> bool:
    """Whether "per", "pro" or "/" leads to a period and not to a word or a visit."""
    if token.word == "/":
        return follows is None or follows.word not in _UNITS
    return follows is not None and (follows.kind is Kind.PERIOD or follows.word in ("rata", "-"))


def _last_period(said: Sequence[Token]) -> Period | None:
    """The last period said, that of working hours ("40 hours per week") left out."""
    for place in range(len(said) - 1, -1, -1):
        token = said[place]
        if token.kind is not Kind.PERIOD:
            continue
        if token.alone and vocabulary.is_pay(token.word):
            return token.period
        lead = said[max(place - 3, 0) : place]
        if any(one.kind is Kind.NUMBER or one.word in _HOURS for one in lead):
            continue
        if token.alone or any(vocabulary.is_pay(one.word) for one in lead):
            return token.period
    return None
