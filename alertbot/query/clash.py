"""Which conditions cannot hold together, by what they mean. Pure, and blind to what is not said.

A literal is a condition and whether it is to hold. What several postings, places or sources may
give at once is no clash: an opening can be in Germany and in France. Two ranges of pay can be as
well, but who writes pay>=200k pay<=100k has made a mistake, and so it is taken as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from alertbot import pay
from alertbot.model import EmploymentType, Level, Pay, Workplace
from alertbot.query.facts import Employment, FromSource, Seniority, Written
from alertbot.query.life import Is, Story
from alertbot.query.money import PayLimit
from alertbot.query.sought import Sought
from alertbot.query.tokens import bases, words
from alertbot.query.tree import Leaf
from alertbot.query.when import Closes, Posted
from alertbot.query.where import At, In, Remote
from alertbot.query.words import Hashtag, Pattern, Scope, Words

Bound = Decimal | int | date


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition, and whether it is to hold."""

    leaf: Leaf
    holds: bool


@dataclass(frozen=True, slots=True)
class _Half:
    """A half of a line: it goes up from its end or down, and its end belongs to it or not.

    `measure` orders what is measured of a range of pay: its bottom is not above its top.
    """

    goes_up: bool
    is_closed: bool
    end: Bound
    measure: int = 0

    def is_apart(self, other: _Half) -> bool:
        """Whether two halves have nothing in common."""
        upper, lower = (self, other) if self.goes_up else (other, self)
        if not upper.goes_up or lower.goes_up or upper.measure > lower.measure:
            return False
        if upper.end == lower.end:
            return not (upper.is_closed and lower.is_closed)
        return _above(upper.end, lower.end)

    @property
    def is_below_nothing(self) -> bool:
        return not self.goes_up and not self.is_closed and self.end == 0


def _above(one: Bound, other: Bound) -> bool:
    if isinstance(one, date) or isinstance(other, date):
        return isinstance(one, date) and isinstance(other, date) and one > other
    return one > other


Clash = tuple[Literal, ...]
"""Conditions that cannot be so together: one that cannot be so at all, or more."""

_ALL: Mapping[str, frozenset[str]] = {
    "level": frozenset(Level),
    "type": frozenset(EmploymentType),
    "workplace": frozenset(Workplace),
    # What can have happened to an opening: one that was reposted may have changed as well.
    "life": frozenset((*Story, "both")),
}
_LEVELS = tuple(Level)


def aspect(leaf: Leaf) -> str:
    """What a condition is about, where conditions about the same are unknown at once."""
    match leaf:
        case Seniority():
            return "level"
        case Employment():
            return "type"
        case At() | Remote():
            return "workplace"
        case In():
            return "place"
        case Is():
            return "life"
        case PayLimit() | Posted() | Closes():
            return _line(leaf)[0]
        case _:
            return str(leaf) if may_be_unknown(leaf) else "words"


def may_be_unknown(leaf: Leaf) -> bool:
    """Whether a posting may not say enough for the condition."""
    match leaf:
        case Words(scope=scope) | Pattern(scope=scope):
            return scope in (Scope.COMPANY, Scope.TEXT)
        case Hashtag() | FromSource() | Is():
            return False
        case _:
            return True


@dataclass(slots=True)
class World:
    """Literals that can be so together. `steps`: how much comparing it took."""

    known: dict[str, Literal] = field(default_factory=dict)
    found: list[Literal] = field(default_factory=list)
    missing: list[Literal] = field(default_factory=list)
    places: list[Literal] = field(default_factory=list)
    choices: dict[str, tuple[frozenset[str], tuple[Literal, ...]]] = field(default_factory=dict)
    lines: dict[str, list[tuple[_Half, Literal]]] = field(default_factory=dict)
    steps: int = 0

    def copy(self) -> World:
        lines = {key: list(value) for key, value in self.lines.items()}
        return World(
            dict(self.known),
            list(self.found),
            list(self.missing),
            list(self.places),
            dict(self.choices),
            lines,
            self.steps,
        )

    def add(self, literal: Literal) -> Clash | None:
        """Take a literal in; what it clashes with, if anything, itself the last."""
        self.steps += 1
        leaf = literal.leaf
        if leaf.vacuous() and not literal.holds:
            return (literal,)
        other = self.known.setdefault(str(leaf), literal)
        if other is not literal:
            return None if other.holds == literal.holds else (other, literal)
        match leaf:
            case Words() | Hashtag():
                return self._wording(literal)
            case In():
                return self._place(literal)
            case Seniority() | Employment() | At() | Remote() | Is():
                return self._choice(literal)
            case PayLimit() | Posted() | Closes():
                return self._limit(literal)
            case Written():
                return self._language(literal)
            case _:
                return None

    def _wording(self, literal: Literal) -> Clash | None:
        own, others = self.found, self.missing
        if not literal.holds:
            own, others = others, own
        own.append(literal)
        for other in others:
            self.steps += 1
            is_, is_not = (literal, other) if literal.holds else (other, literal)
            if _says(is_.leaf, is_not.leaf):
                return (other, literal)
        return None

    def _place(self, literal: Literal) -> Clash | None:
        for other in self.places:
            self.steps += 1
            inner, outer = (literal, other) if literal.holds else (other, literal)
            if literal.holds != other.holds and _lies(inner.leaf, outer.leaf):
                return (other, literal)
        self.places.append(literal)
        return None

    def _choice(self, literal: Literal) -> Clash | None:
        """Levels and the like, of which a posting has one."""
        fitting = _fitting(literal)
        if fitting is None:
            return None
        name, choice = fitting
        left, alike = self.choices.get(name, (_ALL[name], ()))
        left &= choice
        self.choices[name] = left, (*alike, literal)
        return None if left else (*_fewest(alike, choice), literal)

    def _limit(self, literal: Literal) -> Clash | None:
        """Amounts and days on a line: each literal is a half of it."""
        name, half = _half(literal)
        others = self.lines.setdefault(name, [])
        for other, by in others:
            self.steps += 1
            # One that is closed already closes neither soon nor late.
            both = (literal.holds and by.holds) or not isinstance(literal.leaf, Closes)
            if both and half.is_apart(other):
                return (by, literal)
        others.append((half, literal))
        nothing = isinstance(literal.leaf, PayLimit) and half.is_below_nothing
        return (literal,) if nothing else None

    def _language(self, literal: Literal) -> Clash | None:
        said = (it for it in self.known.values() if isinstance(it.leaf, Written))
        if not literal.holds:
            return None
        return next(((it, literal) for it in said if it.holds and it is not literal), None)


def _fewest(alike: Sequence[Literal], choice: frozenset[str]) -> Sequence[Literal]:
    """Of what leaves nothing of a choice one literal, if that is enough, else all."""
    enough = [one for one in alike if not (_fitting(one) or ("", choice))[1] & choice]
    return enough[:1] or alike


# -- words ----------------------------------------------------------------------------------


def _says(one: Leaf, other: Leaf) -> bool:
    """Whether the other condition holds wherever the one does."""
    if isinstance(other, Hashtag):
        begins = isinstance(one, Hashtag) and one.folded.startswith(other.folded)
        return begins and other.prefix
    if not isinstance(other, Words):
        return False
    if isinstance(one, Hashtag):
        ways: tuple[str, ...] = (f" {' '.join(words(one.tag))}{'' if one.prefix else ' '}",)
        if other.scope not in (Scope.ANY, Scope.TEXT):
            return False
    elif isinstance(one, Words) and _reaches(one.scope, other.scope):
        ways = one.needles
    else:
        return False
    return all(any(_holds_in(wanted, way) for wanted in other.needles) for way in ways)


def _reaches(narrow: Scope, wide: Scope) -> bool:
    """Whether what stands in the one is also looked at for the other."""
    return narrow is wide or wide is Scope.TEXT or (wide is Scope.ANY and narrow is not Scope.TEXT)


def _holds_in(wanted: str, way: str) -> bool:
    return wanted in way or wanted in _bases(way)


_bases = lru_cache(maxsize=1024)(bases)


# -- places ---------------------------------------------------------------------------------


def _lies(inner: Leaf, outer: Leaf) -> bool:
    """Whether the one place lies in the other, whatever is meant by it."""
    if not isinstance(inner, In) or not isinstance(outer, In) or not inner.readings:
        return False
    return all(any(_holds(wide, one) for wide in outer.readings) for one in inner.readings)


def _holds(wide: Sought, one: Sought) -> bool:
    if wide == one:
        return True
    if wide.spot or wide.is_vague or wide.is_town or not one.countries:
        return False
    if wide.region and wide.region != (one.spot.region if one.spot else one.region):
        return False
    return one.countries <= wide.countries


# -- one of a few ---------------------------------------------------------------------------


def _fitting(literal: Literal) -> tuple[str, frozenset[str]] | None:
    """What a condition is about, and what fits it; None where it says nothing of that alone."""
    leaf = literal.leaf
    name = aspect(leaf)
    fits: frozenset[str]
    match leaf:
        case Seniority(lowest=lowest, highest=highest):
            fits = frozenset(_LEVELS[_LEVELS.index(lowest) : _LEVELS.index(highest) + 1])
        case Employment(kind=type_):
            fits = frozenset({type_})
        case At(kind=workplace):
            fits = frozenset({workplace})
        case Is(story=story):
            fits = frozenset({story} if story is Story.NEW else {story, "both"})
        case Remote():
            if not literal.holds and (leaf.place or leaf.settings.home):
                return None
            fits = frozenset({Workplace.REMOTE})
        case _:
            return None
    return name, fits if literal.holds else _ALL[name] - fits


# -- amounts and days -----------------------------------------------------------------------


def _line(leaf: Leaf) -> tuple[str, Bound]:
    """On which line a limit lies, and where."""
    match leaf:
        case PayLimit():
            currency = leaf.limit.currency or leaf.settings.currency
            limit = leaf.limit
            amount = pay.annual(Pay(limit.value, limit.value, currency, limit.period))[0]
            return f"pay {currency}", amount or Decimal(0)
        case Posted(limit=moment) | Closes(limit=moment):
            kind = "day" if isinstance(moment, date) else "age"
            return f"{type(leaf).__name__} {kind}", moment
        case _:
            raise TypeError(f"{leaf} has no limit")


_MEASURES = ("min", "mid", "max")


def _half(literal: Literal) -> tuple[str, _Half]:
    """On which line a limit lies, and the half of it that it leaves."""
    name, end = _line(literal.leaf)
    comparison = getattr(literal.leaf, "comparison", "")
    up, closed = comparison in (">", ">="), comparison in (">=", "<=")
    measure = _MEASURES.index(literal.leaf.measure) if isinstance(literal.leaf, PayLimit) else 0
    return name, _Half(up is literal.holds, closed is literal.holds, end, measure)
