"""What an opening has to have for a condition not to be false: words to find filters by.

A need is a set of keys, of which the opening must have one. A key is a place and a word:

    head      a term of `View.terms`
    company   a word of the company's name; one who states no company has all of these
    text      a word of title, company, hashtags or description; the same without a description
    letters   three letters in a row in the head, behind a slash, for regular expressions
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from alertbot.matching import literals
from alertbot.query import And, Condition, Demand, Leaf, Not, Or
from alertbot.query.words import Hashtag, Pattern, Scope, Words

Where = Literal["head", "company", "text", "letters"]
Key = tuple[Where, str]
Need = frozenset[Key]

_MOST_KEYS = 32
"""A need of more keys than these is none: a filter stands under each of them."""
_COMMON = "etaoinsrlcdu "
"""Letters that say little, the commonest first."""


def of(condition: Condition) -> tuple[Need, ...]:
    """All needs of a condition, of each of which an opening has to have one."""
    match condition:
        case And(parts):
            return tuple(dict.fromkeys(need for part in parts for need in of(part)))
        case Or(parts):
            return _of_either([of(part) for part in parts])
        case Demand(part):
            return of(part)
        case Not():
            return ()
        case _:
            return tuple(_of_leaf(condition))


def _of_either(branches: Sequence[tuple[Need, ...]]) -> tuple[Need, ...]:
    """One need of each branch together, the smallest of each."""
    if not all(branches):
        return ()
    union = frozenset[Key]().union(*(min(needs, key=_size) for needs in branches))
    return (union,) if len(union) <= _MOST_KEYS else ()


def _size(need: Need) -> tuple[int, int]:
    return sum(where != "head" for where, _ in need), len(need)


def _of_leaf(leaf: Leaf) -> Iterable[Need]:
    for terms in leaf.terms():
        yield frozenset(("head", term) for term in terms)
    match leaf:
        case Words(scope=Scope.COMPANY | Scope.TEXT as scope):
            where: Where = "company" if scope is Scope.COMPANY else "text"
            for terms in replace(leaf, scope=Scope.ANY).terms():
                yield frozenset((where, term) for term in terms)
        case Pattern(scope=Scope.ANY | Scope.TITLE):
            for pieces in literals.required(leaf.pattern):
                yield frozenset(("letters", f"/{_telling(piece)}") for piece in pieces)
        case _:
            return


def _telling(piece: str) -> str:
    """The three letters of a piece that the fewest texts have."""
    threes = (piece[at : at + 3] for at in range(len(piece) - 2))
    return min(threes, key=lambda three: sum(map(_commonness.__getitem__, three)))


class _Commonness(dict[str, float]):
    def __missing__(self, letter: str) -> float:
        return 1 / (1 + _COMMON.find(letter)) if letter in _COMMON else 0.0


_commonness = _Commonness()


def exact(leaf: Leaf) -> tuple[Scope, frozenset[str]] | None:
    """Where a leaf looks for words of which having one is all it asks; None for another leaf.

    It is true where one is there; else false, or under TEXT unknown without a description.
    """
    match leaf:
        case Hashtag(prefix=False):
            scope = Scope.ANY
        case Words(prefix=False, scope=Scope.ANY | Scope.TITLE | Scope.TEXT as scope):
            if len(leaf.tokens) != 1 or any(len(other.split()) != 1 for other in leaf.others):
                return None
            leaf = replace(leaf, scope=Scope.ANY)
        case _:
            return None
    terms = leaf.terms()
    return (scope, terms[0]) if len(terms) == 1 else None
