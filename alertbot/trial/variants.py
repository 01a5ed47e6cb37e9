"""A condition with one thing in it other than it is: left out, or stricter or milder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alertbot.query import And, Condition, Demand, Leaf, Not, Or, leaves
from alertbot.query.tree import all_of, any_of, demanded, none_of

Rebuilt = Callable[[Condition | None], Condition | None]
"""The whole with something else in the place of a part; None: with nothing there."""


class Change(StrEnum):
    """What is other than it is."""

    WITHOUT = "without"
    """The condition is left out."""
    UNKNOWN = "unknown"
    """What a `!` demands need not be said."""
    SAID = "said"
    """What may be unknown has to be said."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The whole with one condition changed. `condition`: that one, as a query writes it."""

    change: Change
    condition: str
    subject: str
    whole: Condition

    def __str__(self) -> str:
        match self.change:
            case Change.WITHOUT:
                return f"without {self.condition}"
            case Change.UNKNOWN:
                return f"if {self.subject} may be unknown ({self.condition})"
            case Change.SAID:
                return f"if {self.subject} had to be said ({self.condition})"


def variants(condition: Condition) -> Iterator[Variant]:
    """All of them, from left to right. What leaves nothing to ask for is none."""
    for part, rebuilt, stands in _parts(condition, lambda new: new, stands=False):
        written = f"({part})" if isinstance(part, And | Or) else str(part)
        changed: list[tuple[Change, str, Condition | None]] = []
        if stands:
            changed.append((Change.WITHOUT, written, rebuilt(None)))
        if milder := _milder(part):
            changed.append((Change.UNKNOWN, written, rebuilt(milder)))
        elif _is_plain(part):
            stricter = demanded(part)
            changed.append((Change.SAID, str(stricter), rebuilt(stricter)))
        for change, said, whole in changed:
            if whole is not None:
                yield Variant(change, said, subject(part), whole)


def _milder(part: Condition) -> Condition | None:
    """What a `!` stands behind, without it; None where none does."""
    if isinstance(part, Demand):
        return part.part
    if isinstance(part, Not) and isinstance(part.part, Demand):
        return none_of(part.part.part)
    return None


def _is_plain(part: Condition) -> bool:
    """Whether it is a leaf, or one that is excluded."""
    return isinstance(part.part if isinstance(part, Not) else part, Leaf)


def strict(condition: Condition, *kinds: type[Leaf]) -> Condition:
    """The condition with all leaves of these kinds demanding that it be said."""
    match condition:
        case And(parts):
            return all_of([strict(part, *kinds) for part in parts])
        case Or(parts):
            return any_of([strict(part, *kinds) for part in parts])
        case Not(part):
            return none_of(strict(part, *kinds))
        case Demand(part):
            return demanded(strict(part, *kinds))
        case _:
            return demanded(condition) if isinstance(condition, kinds) else condition


def _parts(
    condition: Condition, rebuilt: Rebuilt, *, stands: bool
) -> Iterator[tuple[Condition, Rebuilt, bool]]:
    """Each part, how the whole is made with another one, and whether it stands beside others."""
    yield condition, rebuilt, stands
    inner: Condition = condition
    while isinstance(inner, Not | Demand):
        rebuilt = _under(none_of if isinstance(inner, Not) else demanded, rebuilt)
        inner = inner.part
    if isinstance(inner, And | Or):
        join = all_of if isinstance(inner, And) else any_of
        for place, part in enumerate(inner.parts):
            yield from _parts(part, _beside(inner.parts, place, join, rebuilt), stands=True)


def _beside(
    parts: Sequence[Condition],
    place: int,
    join: Callable[[Sequence[Condition]], Condition],
    rebuilt: Rebuilt,
) -> Rebuilt:
    def with_another(new: Condition | None) -> Condition | None:
        others = [*parts[:place], *([] if new is None else [new]), *parts[place + 1 :]]
        return rebuilt(join(others) if others else None)

    return with_another


def _under(mark: Callable[[Condition], Condition], rebuilt: Rebuilt) -> Rebuilt:
    return lambda new: rebuilt(None if new is None else mark(new))


_SUBJECTS = {
    "pay": "pay",
    "in": "the place",
    "remote": "the workplace",
    "hybrid": "the workplace",
    "onsite": "the workplace",
    "posted": "the date",
    "closes": "the last day",
    "type": "the employment type",
    "level": "the level",
    "lang": "the language",
    "company": "the company",
    "text": "the description",
}
"""What a field needs to know of an opening, in words."""
_FIELD = re.compile(r"([a-z]+)(?:\.[a-z]+)?(?=[:<>]|$)")
_ASKED = "what it asks"


def subject(condition: Condition) -> str:
    """What a condition needs to know of an opening, in words."""
    fields = (_FIELD.match(str(leaf)) for leaf in leaves(condition))
    found = {_SUBJECTS.get(field[1], _ASKED) if field else _ASKED for field in fields}
    return found.pop() if len(found) == 1 else _ASKED
