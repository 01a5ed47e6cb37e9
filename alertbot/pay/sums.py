"""One amount among the tokens of a line: a number with its currency and what scales it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alertbot.pay.lexing import Kind, Token


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount: its number as written, what it is scaled by, the signs before and after it."""

    value: Decimal
    scale: int
    signs: tuple[str, ...]
    plus: bool
    first: int
    after: int

    @property
    def amount(self) -> Decimal:
        return self.value * (self.scale or 1)


def sum_at(tokens: Sequence[Token], place: int) -> Sum | None:
    """The amount that begins at a place among the tokens, if one does."""
    first = place
    signs: list[str] = []
    while place < len(tokens) and tokens[place].kind is Kind.CURRENCY and place - first < 2:
        signs.append(tokens[place].word)
        place += 1
    if place >= len(tokens) or tokens[place].kind is not Kind.NUMBER:
        return None
    number = tokens[place]
    place += 1
    if number.word.endswith(" lakh"):
        signs.append("lakh")
    place, plus = _plus(tokens, place)
    while place < len(tokens) and _is_suffix(tokens, place):
        signs.append(tokens[place].word)
        place += 1
        if place + 1 < len(tokens) and tokens[place].word == "/":
            place += tokens[place + 1].kind is Kind.CURRENCY
    if not signs and (bracketed := _in_brackets(tokens, place)):
        signs.append(bracketed)
        place += 3
    if not plus:
        place, plus = _plus(tokens, place)
    return Sum(number.value, number.scale, tuple(signs), plus, first, place)


def _in_brackets(tokens: Sequence[Token], place: int) -> str:
    """The currency of "55-70k (€)", else "" ."""
    kinds = [token.kind for token in tokens[place : place + 3]]
    return tokens[place + 1].word if kinds == [Kind.OPEN, Kind.CURRENCY, Kind.CLOSE] else ""


def _plus(tokens: Sequence[Token], place: int) -> tuple[int, bool]:
    """Past the + of "90k+". That of "90k + bonus" is left: it adds something else."""
    is_plus = (
        place < len(tokens)
        and tokens[place].kind is Kind.PLUS
        and tokens[place].start == tokens[place - 1].end
        and not (place + 1 < len(tokens) and tokens[place + 1].kind is Kind.NUMBER)
    )
    return place + is_plus, is_plus


def _is_suffix(tokens: Sequence[Token], place: int) -> bool:
    """Whether a currency belongs to the number before it, and not to one that follows."""
    if tokens[place].kind is not Kind.CURRENCY:
        return False
    if place + 1 >= len(tokens) or tokens[place + 1].kind is not Kind.NUMBER:
        return True
    token, before, after = tokens[place], tokens[place - 1], tokens[place + 1]
    return token.start - before.end < after.start - token.end
