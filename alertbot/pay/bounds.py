"""Whether a single amount is the least or the most that is paid, by the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import GROSS, is_pay, words

Bound = Literal["min", "max", ""]

_MAX: Final = words(
    "max maximum maximal hochstens hasta bis jusqu'a ate tot do upto under maximo massimo"
)
_MAX_PHRASES: Final = (
    "up to", "bis zu", "jusqu a", "fino a", "fins a", "capped at", "as much as", "no more than",
)  # fmt: skip
_MIN: Final = words(
    "from ab desde des min minimum minimal mindestens mind vanaf od over minimo starting uber"
)
_MIN_PHRASES: Final = (
    "starting at", "starting from", "starts at", "start at", "a partir de", "a partir", "at least",
    "au moins", "beginning at", "more than", "mehr als", "plus de", "mas de", "upwards of",
    "a partire da", "au minimum", "not less", "a partir du", "minimum of", "minimum is",
)  # fmt: skip
_ONWARD: Final = (
    ("and", "up"), ("or", "more"), ("and", "above"), ("et", "plus"), ("ou", "plus"), ("o", "mas"),
    ("und", "mehr"), ("minimum",), ("aufwarts",), ("upwards",),
)  # fmt: skip
_LEAST: Final = words("min minimum minimal minimo mindest")
_MOST: Final = words("max maximum maximal maximo hochst")
_MORE: Final = words("uberzahlung uberbezahlung")


def is_bound(word: str) -> bool:
    """Whether a word says that an amount is the least or the most."""
    return word in _MIN or word in _MAX


def bound(before: Sequence[Token], after: Sequence[Token]) -> Bound:
    """ "max" after "up to", "min" after "from" and the like, else ""."""
    said = [
        token.word
        for token in before[-6:]
        if token.kind not in (Kind.COLON, Kind.OTHER, Kind.OPEN) and token.word not in GROSS
    ]
    if before and before[-1].word == ">":
        return "min"
    last, tail = said[-1] if said else "", " ".join(said[-3:])
    if last in _MAX or tail.endswith(_MAX_PHRASES) or "maximum" in said[-4:]:
        return "max"
    if last in _MIN or tail.endswith(_MIN_PHRASES) or "minimum" in said[-4:]:
        return "min"
    if _is_of_pay(before, _LEAST):
        return "min"
    if _is_of_pay(before, _MOST):
        return "max"
    onward = tuple(token.word for token in after[:3])
    if any(onward[at : at + len(one)] == one for one in _ONWARD for at in (0, 1)):
        return "min"
    return "min" if _is_tariff_minimum(before, after) else ""


def _is_of_pay(before: Sequence[Token], bounds: frozenset[str]) -> bool:
    """Whether "minimum salary" and the like leads to the amount: "the minimum pay here is"."""
    for place, token in enumerate(before):
        if token.word in bounds and any(is_pay(one.word) for one in before[place + 1 : place + 3]):
            return True
    return False


def _is_tariff_minimum(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Austria's: the least that the collective agreement allows, more being possible."""
    least = any("mindest" in token.word for token in before)
    return least or any(token.word in _MORE for token in after)
