"""What a filter looks for and no opening says: a slip of the keys more often than not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from alertbot.matching.clauses import Clause
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.query import And, Condition, Demand, Leaf, Not, Or, leaves
from alertbot.query.facts import FromSource
from alertbot.query.where import In
from alertbot.query.words import Hashtag, Pattern, Scope, Words

KINDS = (Words, Pattern, Hashtag, In, FromSource)
"""What looks for something by a name; amounts, dates and the like are no such terms."""

_SHORTEST = 4
"""Letters of a word: what is near a shorter one is near it by chance."""
_MOST = 20
_LIKE = 0.75


@dataclass(frozen=True, slots=True)
class Near:
    """A word that does occur, and in how many openings."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that no opening has, and what is near it."""

    word: str
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Never:
    """A condition that no opening fits. `missing`: its words that occur nowhere.

    `among_near`: it was asked only where the rest of the filter holds, or nearly.
    """

    condition: str
    missing: tuple[Missing, ...] = ()
    among_near: bool = False


class Terms:
    """The terms of some filters, each watched until an opening fits it.

    `pool`: of what judges the openings besides, so that nothing is judged twice.
    """

    def __init__(self, conditions: Iterable[Condition], pool: Pool) -> None:
        found = {leaf for one in conditions for leaf in leaves(one) if isinstance(leaf, KINDS)}
        self._unfound: dict[Leaf, Clause] = {leaf: pool.take(leaf) for leaf in found}
        self._words: dict[Scope, Counter[str]] = {}
        self._tags: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    @property
    def are_found(self) -> bool:
        """Whether there is nothing left to look for."""
        return not self._unfound

    def look(self, seen: Seen, *, thorough: bool) -> None:
        """An opening. Descriptions are long: what looks there is asked only where `thorough`."""
        if not self._unfound:
            return
        asked = self._unfound.items()
        found = [
            one for one, clause in asked if (thorough or not is_long(one)) and clause.truth(seen)
        ]
        for leaf in found:
            del self._unfound[leaf]
        self._remember(seen)

    def _remember(self, seen: Seen) -> None:
        """The words of an opening, as far as they may stand for one that is not found."""
        kinds = {type(leaf) for leaf in self._unfound}
        for scope in {_looked_up(leaf) for leaf in self._unfound if isinstance(leaf, Words)}:
            self._words.setdefault(scope, Counter()).update(_words(seen, scope))
        if Hashtag in kinds:
            self._tags.update(seen.view.tags.keys())
        if FromSource in kinds:
            self._sources.update(seen.view.opening.sources)

    def never(self, condition: Condition, *, thorough: bool = False) -> tuple[Never, ...]:
        """Those of a condition that no opening has fitted, from left to right."""
        written = _written(condition, "") if self._unfound else ()
        return tuple(
            Never(said, self._missing(leaf), is_long(leaf) and not thorough)
            for leaf, said in dict.fromkeys(written)
            if leaf in self._unfound
        )

    def _missing(self, leaf: Leaf) -> tuple[Missing, ...]:
        match leaf:
            case Words():
                known = self._words.get(_looked_up(leaf), Counter())
                words = leaf.tokens
                last = leaf.prefix and any(word.startswith(words[-1]) for word in known)
                # A word that occurs in another spelling is not missing.
                ways = replace(leaf, scope=Scope.ANY).terms()
                there = {one for way in ways if not way.isdisjoint(known) for one in way}
                unknown = [word for word in words if word not in known and word not in there]
                if last and unknown and unknown[-1] == words[-1]:
                    unknown.pop()
                return tuple(Missing(word, _near(word, known)) for word in unknown[:_MOST])
            case Hashtag(tag=tag):
                return (Missing(f"#{tag}", _near(tag, self._tags, sign="#")),)
            case FromSource(name=name):
                return (Missing(name, _near(name, self._sources)),)
            case _:
                return ()


def _written(condition: Condition, sign: str) -> Iterator[tuple[Leaf, str]]:
    """Each leaf, and how it is written: with a - where it is excluded."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _written(part, sign)
        case Not(part):
            yield from _written(part, "" if sign else "-")
        case Demand(part):
            yield from _written(part, sign)
        case _:
            yield condition, f"{sign}{condition}"


def _looked_up(leaf: Words) -> Scope:
    """Where words like a leaf's are looked for: descriptions have too many to remember."""
    return Scope.ANY if leaf.scope is Scope.TEXT else leaf.scope


def _words(seen: Seen, scope: Scope) -> Iterable[str]:
    match scope:
        case Scope.TITLE:
            return seen.title
        case Scope.COMPANY:
            return seen.company
        case _:
            return (word for word in seen.terms if not word.startswith("#"))


def is_long(leaf: Leaf) -> bool:
    """Whether it looks at descriptions, which takes long."""
    return isinstance(leaf, Words | Pattern) and leaf.scope is Scope.TEXT


def _near(word: str, known: Counter[str], sign: str = "") -> tuple[Near, ...]:
    if len(word) < _SHORTEST:
        return ()
    alike = [one for one in known if abs(len(one) - len(word)) <= 2 and one != word]
    found = get_close_matches(word, alike, n=2, cutoff=_LIKE)
    return tuple(Near(f"{sign}{one}", known[one]) for one in found)
