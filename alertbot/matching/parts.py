"""Conditions as an index keeps them: each once, however many filters have it.

A part is a condition with all that is asked of it worked out beforehand, and with a quick way to
its truth where there is one. Its truth is that of `alertbot.matching.truth`, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from alertbot.matching import gates, limits, literals
from alertbot.matching.gates import Gate
from alertbot.matching.seen import Seen
from alertbot.matching.shelves import Term
from alertbot.query import And, Condition, Leaf, Not, Or
from alertbot.query.words import Pattern, Scope, Words


class Part:
    """A condition.

    `needs`: of each, an opening has to have a term for it to pass. `gate`: what the whole of it is
    about. `is_certain`: it passes where an opening has one term of its only need. `is_slow`: it may have to read a description. `is_sure`: an index finds out about all such
    parts at once. `inner`: the parts it is made of. `uses`:
    in filters and other parts.
    """

    __slots__ = ("condition", "gate", "inner", "is_certain", "is_slow", "is_sure", "needs", "negated", "uses")

    def __init__(self, condition: Condition, negated: bool, inner: tuple[Part, ...] = ()) -> None:
        self.condition = condition
        self.negated = negated
        self.inner = inner
        self.needs: tuple[tuple[Term, ...], ...] = ()
        self.gate = gates.of(condition)
        self.is_slow: bool = any(part.is_slow for part in inner)
        self.is_sure = self.gate in (Gate.WORKPLACE, Gate.LEVEL, Gate.KIND)
        self.is_certain = False
        self.uses = 0

    def passes(self, seen: Seen) -> bool:
        """Whether it is not false."""
        return seen.truth(self) is not False

    def judge(self, seen: Seen) -> bool | None:
        """Its truth, worked out anew; None for unknown."""
        raise NotImplementedError


class Judged(Part):
    """A leaf that is asked itself, unless what it needs is not there."""

    __slots__ = ("_ask", "_needed", "_of_company", "_pieces")

    def __init__(self, leaf: Leaf, negated: bool) -> None:
        super().__init__(leaf, negated)
        self._ask = leaf.judge
        self._needed = leaf.terms()
        self._of_company: Sequence[frozenset[str]] = ()
        if isinstance(leaf, Words) and leaf.scope is Scope.COMPANY:
            self._of_company = replace(leaf, scope=Scope.ANY).terms()
        self._pieces: tuple[literals.Pieces, ...] = ()
        if isinstance(leaf, Pattern) and leaf.scope is not Scope.COMPANY:
            self._pieces = literals.required(leaf.pattern)
        self.is_slow = isinstance(leaf, Words | Pattern) and leaf.scope is Scope.TEXT

    def judge(self, seen: Seen) -> bool | None:
        for words in self._needed:
            if words.isdisjoint(seen.terms):
                return False
        for words in self._of_company:
            if words.isdisjoint(seen.company) and seen.view.company:
                return False
        if self._pieces and not self._may_fit(seen):
            return False
        return self._ask(seen.view).truth

    def _may_fit(self, seen: Seen) -> bool:
        leaf = self.condition
        if isinstance(leaf, Pattern) and leaf.scope is Scope.TEXT:
            if not seen.view.description:
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


class Word(Part):
    """A word or hashtag of which being there is all that is asked."""

    __slots__ = ("_scope", "_words")

    def __init__(self, leaf: Leaf, negated: bool, scope: Scope, words: frozenset[str]) -> None:
        super().__init__(leaf, negated)
        self._scope = scope
        self._words = words
        self.is_certain = scope is Scope.ANY
        self.is_slow = scope is Scope.TEXT

    def passes(self, seen: Seen) -> bool:
        return self.judge(seen) is not False

    def judge(self, seen: Seen) -> bool | None:
        match self._scope:
            case Scope.ANY:
                return not self._words.isdisjoint(seen.terms)
            case Scope.TITLE:
                return not self._words.isdisjoint(seen.title)
            case _:
                if not self._words.isdisjoint(seen.text):
                    return True
                return False if seen.view.description else None


class Group(Part):
    """Conditions joined by AND or OR."""

    __slots__ = ("_decides",)

    def __init__(self, condition: And | Or, negated: bool, inner: tuple[Part, ...]) -> None:
        super().__init__(condition, negated, inner)
        self._decides = isinstance(condition, Or)
        self.is_certain = self._decides and all(part.is_certain for part in inner)

    def judge(self, seen: Seen) -> bool | None:
        found: bool | None = not self._decides
        for part in self.inner:
            truth = seen.truth(part)
            if truth is self._decides:
                return truth
            if truth is None:
                found = None
        return found


class Negated(Part):
    """A condition under NOT. `refused_by`: it passes where an opening has none of these terms."""

    __slots__ = ("refused_by",)

    def __init__(self, condition: Not, negated: bool, inner: tuple[Part, ...]) -> None:
        super().__init__(condition, negated, inner)
        self.refused_by: tuple[Term, ...] = ()
        # A demand under a negation refuses what is not said, which no term tells.
        if not negated and isinstance(condition.part, Leaf) and inner[0].needs:
            need = inner[0].needs[0]
            if all(term.where in ("head", "company") for term in need):
                self.refused_by = need
                self.is_sure = True

    def passes(self, seen: Seen) -> bool:
        return seen.truth(self.inner[0]) is not True

    def judge(self, seen: Seen) -> bool | None:
        truth = seen.truth(self.inner[0])
        return None if truth is None else not truth


class Demanded(Part):
    """A condition that has to be known: unknown does not pass, under a negation neither."""

    __slots__ = ()

    def judge(self, seen: Seen) -> bool | None:
        truth = seen.truth(self.inner[0])
        return self.negated if truth is None else truth


class Limit(Part):
    """A limit, demanded or not: what is known of others of its family answers for it."""

    __slots__ = ("_ease", "_family", "_plain")

    def __init__(self, plain: Part, family: int, ease: Decimal) -> None:
        super().__init__(plain.condition, plain.negated, plain.inner)
        self._plain = plain
        self._family = family
        self._ease = ease

    def passes(self, seen: Seen) -> bool:
        bounds = seen.bounds.get(self._family)
        if bounds is None:
            bounds = seen.bounds[self._family] = limits.Bounds()
        known = bounds.answer(self._ease)
        if known is None:
            known = self.judge(seen) is not False
            bounds.learn(self._ease, known)
        return known

    def judge(self, seen: Seen) -> bool | None:
        return self._plain.judge(seen)
