"""What a query is made of: conditions, and how they are joined. All of it is frozen.

A leaf is a condition about one thing; it knows how it is written and how it judges an opening.
The functions at the end join conditions so that equal meanings of brackets give equal trees.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alertbot.pay.rates import Rates
from alertbot.query.synonyms import BUILT_IN, Synonyms

if TYPE_CHECKING:  # the view is needed for a leaf's signature alone
    from alertbot.query.view import View


@dataclass(frozen=True, slots=True)
class Settings:
    """What a query means by itself; a leaf that depends on it holds it.

    `home`: where remote has to be open to. `currency` (ISO 4217): that of a floor without one.
    `rates`: what pay in another currency is compared by; None is the bundled ones. `synonyms`:
    spellings that are one word.
    """

    home: str | None = None
    currency: str = "USD"
    rates: Rates | None = None
    synonyms: Synonyms = BUILT_IN


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A leaf's answer: True, False, or None for unknown.

    `text` is what decided, as the posting words it ("" where it is an absence that decided); for
    unknown it is what was not said, in plain words.
    """

    truth: bool | None
    text: str = ""


ABSENT = Verdict(False)


class Leaf(ABC):
    """One condition about an opening. `str` writes it as a query does."""

    @abstractmethod
    def judge(self, view: View) -> Verdict:
        """Whether it holds for the opening in view."""

    def truth(self, view: View) -> bool | None:
        """The verdict's truth alone, for less where the words of it take long to find."""
        return self.judge(view).truth

    def terms(self) -> Sequence[frozenset[str]]:
        """Necessary terms: where the leaf is not false, each set has a term of `View.terms`."""
        return ()

    def vacuous(self) -> bool:
        """Whether it holds for everything, so that it requires nothing."""
        return False


@dataclass(frozen=True)
class And:
    """Holds where all parts do; two parts or more, none of them an And."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " ".join(_inside(part, Or) for part in self.parts)


@dataclass(frozen=True)
class Or:
    """Holds where one part does; two parts or more, none of them an Or.

    An And in it is written in brackets, although it binds closer: so one sees how it was read.
    """

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " OR ".join(_inside(part, And) for part in self.parts)


@dataclass(frozen=True)
class Not:
    """Holds where its part is false. Unknown stays unknown."""

    part: Condition

    def __str__(self) -> str:
        return f"-{_inside(self.part, And, Or)}"


@dataclass(frozen=True)
class Demand:
    """Its part has to be known: unknown does not pass, under a negation neither."""

    part: Condition

    def __str__(self) -> str:
        return f"{_inside(self.part, And, Or)}!"


Condition = And | Or | Not | Demand | Leaf


@dataclass(frozen=True)
class Filter:
    """A search's condition. `str` gives its query text, which parses to the same again."""

    condition: Condition

    def __str__(self) -> str:
        return str(self.condition)


def _inside(part: Condition, *bracketed: type) -> str:
    return f"({part})" if isinstance(part, bracketed) else str(part)


def all_of(parts: Sequence[Condition]) -> Condition:
    """The conditions joined by AND; at least one."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Sequence[Condition]) -> Condition:
    """The conditions joined by OR; at least one."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def none_of(part: Condition) -> Condition:
    """The condition negated."""
    return part.part if isinstance(part, Not) else Not(part)


def demanded(part: Condition) -> Condition:
    """The condition with unknown refused: (-x)! is -(x!), for both refuse the unknown."""
    if isinstance(part, Not):
        return none_of(demanded(part.part))
    return part if isinstance(part, Demand) else Demand(part)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves of a condition from left to right; equal ones each time."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Demand(part):
            yield from leaves(part)
        case _:
            yield condition


def requires(condition: Condition, *, negated: bool = False) -> bool:
    """Whether the condition asks for something, and does not only exclude."""
    match condition:
        case Not(part):
            return requires(part, negated=not negated)
        case Demand(part):
            # "pay>=0!" asks that pay be stated, whatever it is.
            stated = isinstance(part, Leaf) and not negated
            return stated or requires(part, negated=negated)
        case And(parts) | Or(parts):
            found = (requires(part, negated=negated) for part in parts)
            return any(found) if isinstance(condition, And) != negated else all(found)
        case _:
            return not negated and not condition.vacuous()
