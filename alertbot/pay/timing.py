"""The period that the words before an amount leave it with, and hours that are only worked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from alertbot.model import Period
from alertbot.pay import vocabulary
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import words

HOURS: Final = words(
    "hours hrs hr stunden std wochenstunden heures horas ore uur godzin times days tage jours dias"
)


def _since_comma(said: Sequence[Token]) -> Sequence[Token]:
    """The words after the last comma: "Grade 10, monthly" is no "10 hours monthly"."""
    commas = [place for place, token in enumerate(said) if token.kind is Kind.COMMA]
    return said[commas[-1] + 1 :] if commas else said


def last_period(said: Sequence[Token]) -> Period | None:
    """The last period said, that of working hours ("40 hours per week") left out."""
    for place in range(len(said) - 1, -1, -1):
        token = said[place]
        if token.kind is not Kind.PERIOD:
            continue
        if token.alone and vocabulary.is_pay(token.word):
            return token.period
        lead = _since_comma(said[max(place - 3, 0) : place])
        if any(one.kind is Kind.NUMBER or one.word in HOURS for one in lead):
            continue
        if token.alone or any(vocabulary.is_pay(one.word) for one in lead):
            return token.period
    return None
