"""What is earned when the targets are met, and what all parts of the pay come to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from alertbot.pay.context import BASES, TARGETS, Context
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import words

_TOTALS: Final = words("realistic potential package gesamtpaket performers reps earners paquete")
_OF_TOTALS: Final = frozenset(
    {("total", "compensation"), ("total", "comp"), ("total", "cash"), ("total", "earnings"),
     ("total", "target"), ("target", "cash"), ("first", "year")}
)  # fmt: skip


def is_target(context: Context) -> bool:
    """Whether the amount is what is earned when the targets are met, bonus included."""
    for place, token in enumerate(context.follows(4)):
        if token.word in TARGETS:
            follows = context.after[place + 1 : place + 2]
            return not (follows and follows[0].kind in (Kind.COLON, Kind.CURRENCY, Kind.NUMBER))
        ended = token.kind in (Kind.COMMA, Kind.NUMBER, Kind.CLOSE)
        if ended or token.word in BASES or token.word in ("/", "and", "or"):
            break
    return not _is_base(context.after) and _is_led_by_target(context.before)


def _is_base(after: Sequence[Token]) -> bool:
    return any(token.word in BASES for token in after[:1])


def _is_led_by_target(before: Sequence[Token]) -> bool:
    said = [token.word for token in before if token.word not in ("-", "‑")]
    for place in range(len(said) - 1, max(len(said) - 10, -1), -1):
        phrase = said[max(place - 2, 0) : place + 1]
        if said[place] in TARGETS or phrase == ["on", "target", "earnings"]:
            return True
        if said[place] in BASES:
            return False
    return False


def is_total(context: Context) -> bool:
    """Whether the amount is all that is paid, bonus and equity included, or what some earn."""
    near = [token.word for token in context.before[-9:] if token.kind is not Kind.JOINT]
    beside = takewhile(lambda token: token.kind is not Kind.COMMA, context.follows(6))
    later = [token.word for token in beside]
    if ("first", "year") in pairwise(later) or "achievable" in later:
        return True
    for place in range(len(near) - 1, -1, -1):
        if near[place] in BASES:
            return False
        if near[place] in _TOTALS or tuple(near[place : place + 2]) in _OF_TOTALS:
            return True
    return False
