"""Query text to Filter: a descent by hand, one method a rule.

alternatives  sequence { OR sequence }
sequence      negation { [AND] negation }
negation      { - | NOT } demand
demand        primary { ! }
primary       ( alternatives ) | field value | field:( alternatives of values ) | value
"""

from __future__ import annotations

import re
from dataclasses import replace

from alertbot.errors import QueryError
from alertbot.query import fields, limits, money
from alertbot.query.scan import Atom, Kind, Scanner, mistaken
from alertbot.query.tree import (
    DEFAULTS,
    Condition,
    Filter,
    Leaf,
    Settings,
    all_of,
    any_of,
    demanded,
    none_of,
)

_OF_PAY = frozenset({"pay", "pay.max", "pay.min", "pay.mid"})
_EITHER_SEX = re.compile(r"(?:in|innen)(?=[\s)!]|$)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<=[^\W\d]),(?=\w)|(?<=\w),(?=[^\W\d])")


def parse(text: str, settings: Settings = DEFAULTS) -> Filter:
    """The filter that a query says. Raises QueryError with the index of the wrong character."""
    budget = limits.Budget()
    return limits.checked(condition(text, settings, budget), budget)


def condition(text: str, settings: Settings, budget: limits.Budget, path: str = "") -> Condition:
    """The same as a part of a filter, which may by itself ask for nothing. `path`: its YAML key."""
    if len(text) > limits.MAX_LENGTH:
        reason = f"a query is at most {limits.MAX_LENGTH} characters long"
        raise QueryError(reason, limits.MAX_LENGTH)
    if not text.strip():
        raise QueryError("the query is empty: say what to look for", 0)
    return _Parser(text, settings, budget, path).whole()


class _Parser:
    def __init__(self, text: str, settings: Settings, budget: limits.Budget, path: str) -> None:
        self._scan = Scanner(text)
        self._settings = settings
        self._budget = budget
        self._path = path
        self._depth = 0
        self._field: fields.Reader | None = None

    def whole(self) -> Condition:
        condition = self._alternatives()
        if self._scan.next:
            raise QueryError("this bracket closes none", self._scan.position)
        return condition

    def _alternatives(self) -> Condition:
        parts = [self._sequence()]
        while self._operator("OR"):
            parts.append(self._sequence())
        return any_of(parts)

    def _sequence(self) -> Condition:
        parts = [self._negation()]
        while True:
            self._scan.skip_space()
            joined = self._operator("AND")
            ends = self._scan.next in ("", ")") or self._scan.keyword() == "OR"
            if ends and not joined:
                return all_of(parts)
            parts.append(self._negation())

    def _operator(self, word: str) -> bool:
        self._scan.skip_space()
        if self._scan.keyword() != word:
            return False
        self._scan.position += len(word)
        return True

    def _negation(self) -> Condition:
        negative = False
        while True:
            self._scan.skip_space()
            start = self._scan.position
            if self._operator("NOT"):
                negative = not negative
            elif self._scan.take("-"):
                if not self._scan.next.strip():
                    reason = "a - stands directly before what it excludes; quote it if it is text"
                    raise QueryError(reason, start)
                negative = not negative
            else:
                break
        condition = self._demand()
        return none_of(condition) if negative else condition

    def _demand(self) -> Condition:
        word = self._scan.keyword()
        if word:
            raise QueryError(f"{word} stands between two conditions", self._scan.position)
        condition = self._group() if self._scan.next == "(" else self._single()
        while self._scan.take("!"):
            condition = demanded(condition)
        return condition

    def _group(self) -> Condition:
        start = self._scan.position
        self._scan.take("(")
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise QueryError(f"more than {limits.MAX_DEPTH} brackets in one another", start)
        self._scan.skip_space()
        if self._scan.next == ")":
            raise QueryError("there is nothing between these brackets", start)
        condition = self._alternatives()
        if not self._scan.take(")"):
            raise QueryError("this bracket is never closed", start)
        self._depth -= 1
        return condition

    def _single(self) -> Condition:
        start = self._scan.position
        found = self._scan.field()
        if found is None or self._is_either_sex(found, start):
            return self._budget.spend(self._value(), start, self._path)
        if self._field is not None:
            raise QueryError("in the brackets of a field stand its values alone", start)
        name, operator = found
        reader = fields.reader(name, operator, start)
        self._scan.skip_space()
        if self._scan.next in ("", ")", "!"):
            raise QueryError(f"{name}{operator} needs a value", start)
        if self._scan.next == "(" and operator == ":":
            self._field = reader
            group = self._group()
            self._field = None
            return group
        atom = self._scan.atom()
        if operator == ":":
            _refuse_several(atom, name)
        else:
            if name in _OF_PAY and money.is_apart(self._scan.rest):
                atom.refuse(f"an amount has no space in it: {name}{operator}{atom.content[:20]}k")
            code = money.following_currency(self._scan.rest)
            self._scan.position += len(code)
            atom = replace(atom, content=atom.content + code)
        return self._budget.spend(reader(atom, operator, self._settings), start, self._path)

    def _is_either_sex(self, found: tuple[str, str], start: int) -> bool:
        """Whether it is a word, such as Entwickler:in, and no field: it is then yet to be read."""
        name, operator = found
        if operator != ":" or name in fields.NAMED or not _EITHER_SEX.match(self._scan.rest):
            return False
        self._scan.position = start
        return True

    def _value(self) -> Leaf:
        """A value without a field before it: of the field whose brackets are open, or a word."""
        atom = self._scan.atom()
        _refuse_several(atom)
        if self._field is not None:
            if self._scan.is_behind(",;") and self._scan.next != ")":
                atom.refuse("values are joined by OR: title:(sre OR devops)")
            return self._field(atom, ":", self._settings)
        bare = atom.kind is Kind.WORD
        if bare and (wrong := mistaken(atom.content)):
            atom.refuse(wrong)
        place = fields.workplace(atom.content, self._settings) if bare else None
        return place or fields.term(atom, self._settings)


def _refuse_several(atom: Atom, name: str = "") -> None:
    """A comma between words: "Redmond,WA" is a place, and anything else is two values in one."""
    if name != "in" and atom.kind is Kind.WORD and _SEVERAL.search(atom.content):
        either = " OR ".join(atom.content[:40].split(",")[:2])
        written = f"{name}:({either})" if name else either
        atom.refuse(f"a comma does not join values: write {written}, or put it in quotes")
