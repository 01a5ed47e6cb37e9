"""What a filter looks for and no opening says: a slip of the keys more often than not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from alertbot.query import And, Condition, Demand, Leaf, Not, Or, View
from alertbot.query.facts import FromSource
from alertbot.query.where import In
from alertbot.query.words import Hashtag, Pattern, Scope, Words
from alertbot.trial.counting import Truths, leaves

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
    """The terms of some filters, each watched until an opening fits it."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        found = (leaf for one in conditions for leaf in leaves(one))
        self._unfound = dict.fromkeys(leaf for leaf in found if isinstance(leaf, KINDS))
        self._words: dict[Scope, Counter[str]] = {}
        self._tags: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    def look(self, view: View, truths: Truths, *, thorough: bool = False) -> None:
        """An opening. `truths`: of the leaves that have judged it; others are asked.

        Descriptions are long: what looks there is asked only where `thorough`.
        """
        if not self._unfound:
            return
        for leaf in tuple(self._unfound):
            if id(leaf) in truths:
                found = truths[id(leaf)]
            elif thorough or not is_long(leaf):
                found = leaf.judge(view).truth
            else:
                continue
            if found:
                del self._unfound[leaf]
        self._remember(view)

    def _remember(self, view: View) -> None:
        """The words of an opening, as far as they may stand for one that is not found."""
        kinds = {type(leaf) for leaf in self._unfound}
        for scope in {_looked_up(leaf) for leaf in self._unfound if isinstance(leaf, Words)}:
            words = self._words.setdefault(scope, Counter())
            words.update(frozenset().union(*(one.vocabulary for one in scope.fields(view))))
        if Hashtag in kinds:
            self._tags.update(view.tags.keys())
        if FromSource in kinds:
            self._sources.update(view.opening.sources)

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


def is_long(leaf: Leaf) -> bool:
    """Whether it looks at descriptions, which takes long."""
    return isinstance(leaf, Words | Pattern) and leaf.scope is Scope.TEXT


def _near(word: str, known: Counter[str], sign: str = "") -> tuple[Near, ...]:
    if len(word) < _SHORTEST:
        return ()
    alike = [one for one in known if abs(len(one) - len(word)) <= 2 and one != word]
    found = get_close_matches(word, alike, n=2, cutoff=_LIKE)
    return tuple(Near(f"{sign}{one}", known[one]) for one in found)
