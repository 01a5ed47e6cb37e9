"""The clauses that filters are made of, each once, for as long as one filter uses it."""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.matching import limits, needs
from alertbot.matching.aspects import Aspects
from alertbot.matching.clauses import Clause, Demanded, Group, Judged, Negated, Word
from alertbot.matching.gates import Gate
from alertbot.matching.needs import Where
from alertbot.matching.shelves import Need, Term, called, either
from alertbot.query import And, Condition, Demand, Leaf, Not, Or


class Pool:
    """Clauses by their conditions, and the terms that they need by their words."""

    def __init__(self) -> None:
        self._clauses: tuple[dict[Condition, Clause], dict[Condition, Clause]] = {}, {}
        self._families: dict[object, int] = {}
        self._made_so_far = 0
        self.by_id: dict[int, Clause] = {}
        self.aspects = Aspects()
        """Those clauses that are about one, and stand under no negation."""
        self.terms: Mapping[Where, dict[str, Term]] = {
            "head": {}, "company": {}, "letters": {}, "text": {}
        }  # fmt: skip

    def take(self, condition: Condition, *, negated: bool = False) -> Clause:
        """The clause for a condition that stands under a negation or not; to be given back."""
        known = self._clauses[negated]
        clause = known.get(condition)
        if clause is None:
            known[condition] = clause = self._made(condition, negated)
            self._take_in(clause)
        clause.uses += 1
        return clause

    def _take_in(self, clause: Clause) -> None:
        """Gives a clause that is new its number, its terms and its place among others."""
        self._made_so_far += 1
        clause.id = self._made_so_far
        self.by_id[clause.id] = clause
        clause.needs = self._needs(clause)
        for need in clause.needs:
            for term in need:
                term.uses += 1
        if isinstance(clause.condition, Leaf):
            clause.telling = tuple((called(need), need) for need in clause.needs if need[0].is_head)
            for name, need in clause.telling:
                for term in need:
                    term.meet(name)
        if isinstance(clause, Negated):
            for term in clause.refused_by:
                term.refuses.add(clause)
        if clause.negated:
            return
        if clause.gate is not Gate.NONE:
            self.aspects.add(clause)
        if placed := limits.placed(clause.condition):
            clause.family = self._families.setdefault(placed[0], len(self._families) + 1)
            clause.ease = placed[1]

    def give_back(self, clause: Clause) -> None:
        """The opposite of `take`."""
        clause.uses -= 1
        if clause.uses:
            return
        del self._clauses[clause.negated][clause.condition], self.by_id[clause.id]
        if isinstance(clause, Negated):
            for term in clause.refused_by:
                term.refuses.discard(clause)
        if clause.gate is not Gate.NONE and not clause.negated:
            self.aspects.remove(clause)
        for one in clause.inner:
            self.give_back(one)
        for term in (term for need in clause.needs for term in need):
            term.uses -= 1
            if not term.uses:
                del self.terms[term.where][term.word]

    def _needs(self, clause: Clause) -> tuple[Need, ...]:
        """All needs of a clause, of each of which an opening has to have a term."""
        match clause.condition:
            case And() | Demand():
                return tuple(dict.fromkeys(need for one in clause.inner for need in one.needs))
            case Or():
                return either([one.needs for one in clause.inner])
            case Not():
                return ()
            case leaf:
                found = (tuple(map(self._term, sorted(need))) for need in needs.of(leaf))
                return tuple(dict.fromkeys(found))

    def _term(self, key: needs.Key) -> Term:
        where, word = key
        terms = self.terms[where]
        term = terms.get(word)
        if term is None:
            term = terms[word] = Term(where, word)
        return term

    def _made(self, condition: Condition, negated: bool) -> Clause:
        match condition:
            case And(parts) | Or(parts):
                inner = tuple(self.take(part, negated=negated) for part in parts)
                return Group(condition, negated, inner)
            case Not(part):
                return Negated(condition, negated, (self.take(part, negated=not negated),))
            case Demand(part):
                return Demanded(condition, negated, (self.take(part, negated=negated),))
            case _:
                words = needs.exact(condition)
                return Word(condition, negated, *words) if words else Judged(condition, negated)
