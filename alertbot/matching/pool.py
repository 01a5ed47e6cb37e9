"""The parts that filters are made of, each once, for as long as one filter uses it."""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.matching import limits, needs
from alertbot.matching.needs import Where
from alertbot.matching.parts import Demanded, Group, Judged, Limit, Negated, Part, Word
from alertbot.matching.shelves import Term
from alertbot.query import And, Condition, Demand, Not, Or


class Pool:
    """Parts by their conditions, and the terms that they need by their words."""

    def __init__(self) -> None:
        self._parts: tuple[dict[Condition, Part], dict[Condition, Part]] = {}, {}
        self._families: dict[object, int] = {}
        self.terms: Mapping[Where, dict[str, Term]] = {
            "head": {}, "company": {}, "letters": {}, "text": {}
        }  # fmt: skip

    def take(self, condition: Condition, *, negated: bool = False) -> Part:
        """The part for a condition that stands under a negation or not; to be given back."""
        known = self._parts[negated]
        part = known.get(condition)
        if part is None:
            known[condition] = part = self._made(condition, negated)
            part.needs = tuple(tuple(map(self._term, need)) for need in needs.of(condition))
        part.uses += 1
        return part

    def give_back(self, part: Part) -> None:
        """The opposite of `take`."""
        part.uses -= 1
        if part.uses:
            return
        del self._parts[part.negated][part.condition]
        if isinstance(part, Negated):
            for term in part.refused_by:
                term.refuses.discard(part)
        for one in part.inner:
            self.give_back(one)
        for term in (term for need in part.needs for term in need):
            term.uses -= 1
            if not term.uses:
                del self.terms[term.where][term.word]

    def _term(self, key: needs.Key) -> Term:
        where, word = key
        terms = self.terms[where]
        term = terms.get(word)
        if term is None:
            term = terms[word] = Term(where, word)
        term.uses += 1
        return term

    def _made(self, condition: Condition, negated: bool) -> Part:
        match condition:
            case And(parts) | Or(parts):
                inner = tuple(self.take(part, negated=negated) for part in parts)
                return Group(condition, negated, inner)
            case Not(part):
                inner = (self.take(part, negated=not negated),)
                excluding = Negated(condition, negated, inner)
                for term in excluding.refused_by:
                    term.refuses.add(excluding)
                return excluding
            case Demand(part):
                made: Part = Demanded(condition, negated, (self.take(part, negated=negated),))
            case _:
                if words := needs.exact(condition):
                    return Word(condition, negated, *words)
                made = Judged(condition, negated)
        if placed := limits.placed(condition):
            family = self._families.setdefault(placed[0], len(self._families))
            return Limit(made, family, placed[1])
        return made
