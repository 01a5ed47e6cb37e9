"""Conditions as an index keeps them: each once, however many filters have it.

A clause is a condition with all that is asked of it worked out beforehand, and with a quick way to
its truth where there is one. Its truth is that of `alertbot.matching.truth`, always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from alertbot.matching import gates, literals
from alertbot.matching.gates import Gate
from alertbot.matching.seen import Seen
from alertbot.matching.shelves import Need, Term
from alertbot.query import And, Condition, Leaf, Not, Or, View
from alertbot.query.facts import Written
from alertbot.query.words import Pattern, Scope, Words


class Clause:
    """A condition.

    `id`: a number above 0. `needs`: of each, an opening has to have a term for it to pass.
    `telling`: of a leaf, those that the head meets, by what they are called. `gate`: what the whole
    of it is about. `is_certain`: it passes where an opening has one term of its only
    need. `is_sure`: an index finds out about all such clauses at once. `is_slow`: it is to be asked
    where all else passes. `inner`: the clauses it is made of. `ways`: of an OR, the clauses of each
    of its branches, all of which pass where it does. `uses`: in filters and other clauses.
    `family`: a number above 0 that it shares with what differs in its amount alone, 0 for none; of
    those, one of more `ease` passes wherever one of less does.
    """

    __slots__ = (
        "condition",
        "ease",
        "family",
        "gate",
        "id",
        "inner",
        "is_certain",
        "is_slow",
        "is_sure",
        "needs",
        "negated",
        "telling",
        "uses",
        "ways",
    )

    def __init__(self, condition: Condition, negated: bool, inner: tuple[Clause, ...] = ()) -> None:
        self.condition = condition
        self.negated = negated
        self.inner = inner
        self.ways: tuple[tuple[Clause, ...], ...] = ()
        self.id = 0
        self.needs: tuple[Need, ...] = ()
        self.telling: tuple[tuple[str, Need], ...] = ()
        self.gate = gates.of(condition)
        self.is_slow: bool = any(clause.is_slow for clause in inner)
        self.is_sure = self.gate in (Gate.WORKPLACE, Gate.LEVEL, Gate.KIND)
        self.is_certain = False
        self.uses = 0
        self.family = 0
        self.ease = Decimal(0)

    def truth(self, seen: Seen) -> bool | None:
        """Its truth, None for unknown."""
        raise NotImplementedError


class Judged(Clause):
    """A leaf that is asked itself, unless what it needs is not there; once for an opening."""

    __slots__ = ("_ask", "_in_title", "_needed", "_of_company", "_pieces")

    def __init__(self, leaf: Leaf, negated: bool) -> None:
        super().__init__(leaf, negated)
        self._ask = leaf.truth
        self._needed = leaf.terms()
        self._of_company: Sequence[frozenset[str]] = ()
        self._in_title: Callable[[View], bool | None] | None = None
        if isinstance(leaf, Words) and leaf.scope is Scope.ANY:
            self._in_title = replace(leaf, scope=Scope.TITLE).truth
        if isinstance(leaf, Words) and leaf.scope is Scope.COMPANY:
            self._of_company = replace(leaf, scope=Scope.ANY).terms()
        self._pieces: tuple[literals.Pieces, ...] = ()
        if isinstance(leaf, Pattern) and leaf.scope is not Scope.COMPANY:
            self._pieces = literals.required(leaf.pattern)
        reads_all = isinstance(leaf, Words) and leaf.scope is Scope.TEXT
        self.is_slow = reads_all or isinstance(leaf, Pattern | Written)

    def truth(self, seen: Seen) -> bool | None:
        terms = seen.terms
        for words in self._needed:
            if words.isdisjoint(terms):
                return False
        truths = seen.truths
        if self in truths:
            return truths[self]
        truths[self] = found = self._judge(seen)
        return found

    def _judge(self, seen: Seen) -> bool | None:
        for words in self._of_company:
            if words.isdisjoint(seen.company) and seen.view.company:
                return False
        if self._pieces and not self._may_fit(seen):
            return False
        if self._in_title is not None:
            if self._in_title(seen.view):
                return True
            if not any(map(self._has_all, seen.others)):
                return False
        return self._ask(seen.view)

    def _has_all(self, words: frozenset[str]) -> bool:
        """Whether what is needed is among the words of one field."""
        return not any(map(words.isdisjoint, self._needed))

    def _may_fit(self, seen: Seen) -> bool:
        leaf = self.condition
        if isinstance(leaf, Pattern) and leaf.scope is Scope.TEXT:
            if not seen.view.is_read:
                return True
            letters = seen.all_letters
        else:
            letters = seen.letters
        for pieces in self._pieces:
            for piece in pieces:
                if piece in letters:
                    break
            else:
                return False
        return True


class Word(Clause):
    """A word or hashtag of which being there is all that is asked."""

    __slots__ = ("_scope", "_words")

    def __init__(self, leaf: Leaf, negated: bool, scope: Scope, words: frozenset[str]) -> None:
        super().__init__(leaf, negated)
        self._scope = scope
        self._words = words
        self.is_certain = scope is not Scope.TITLE
        self.is_slow = scope is Scope.TEXT

    def truth(self, seen: Seen) -> bool | None:
        if self._scope is Scope.ANY:
            return not self._words.isdisjoint(seen.terms)
        if self._scope is Scope.TITLE:
            return not self._words.isdisjoint(seen.title)
        if not self._words.isdisjoint(seen.text):
            return True
        return False if seen.view.is_read else None


def _cost(clause: Clause) -> int:
    """Those that are asked first cost less."""
    return 2 if clause.is_slow else not clause.is_certain


class Group(Clause):
    """Conditions joined by AND or OR."""

    __slots__ = ("_decides",)

    def __init__(self, condition: And | Or, negated: bool, inner: tuple[Clause, ...]) -> None:
        super().__init__(condition, negated, tuple(sorted(inner, key=_cost)))
        self._decides = isinstance(condition, Or)
        if self._decides:
            self.ways = tuple(
                one.inner if isinstance(one.condition, And) else (one,) for one in self.inner
            )

    def truth(self, seen: Seen) -> bool | None:
        decides = self._decides
        found: bool | None = not decides
        for clause in self.inner:
            truth = clause.truth(seen)
            if truth is decides:
                return truth
            if truth is None:
                found = None
        return found


class Negated(Clause):
    """A condition under NOT. `refused_by`: it passes where an opening has none of these terms."""

    __slots__ = ("refused_by",)

    def __init__(self, condition: Not, negated: bool, inner: tuple[Clause, ...]) -> None:
        super().__init__(condition, negated, inner)
        self.refused_by: tuple[Term, ...] = ()
        # A demand under a negation refuses what is not said, which no term tells.
        if not negated and isinstance(condition.part, Leaf) and inner[0].needs:
            need = inner[0].needs[0]
            if all(term.where in ("head", "company") for term in need):
                self.refused_by = need
                self.is_sure = True

    def truth(self, seen: Seen) -> bool | None:
        truth = self.inner[0].truth(seen)
        return None if truth is None else not truth


class Demanded(Clause):
    """A condition that has to be known: unknown does not pass, under a negation neither."""

    __slots__ = ()

    def truth(self, seen: Seen) -> bool | None:
        truth = self.inner[0].truth(seen)
        return self.negated if truth is None else truth
