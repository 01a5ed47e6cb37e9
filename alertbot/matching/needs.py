"""What an opening has to have for a condition not to be false: words to find filters by.

A need is a set of keys, of which the opening must have one. A key is a place and a word:

    head      a term of `View.terms`
    company   a word of the company's name; one who states no company has all of these
    text      a word of title, company, hashtags or description; the same without a description
    letters   three letters in a row in the head, behind a slash, for regular expressions
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from alertbot.matching import literals
from alertbot.query import Leaf
from alertbot.query.words import Hashtag, Pattern, Scope, Words

Where = Literal["head", "company", "text", "letters"]
Key = tuple[Where, str]
Need = frozenset[Key]

_COMMON = "etaoinsrlcdu "
"""Letters that say little, the commonest first."""


def of(leaf: Leaf) -> Iterable[Need]:
    """All needs of a leaf, of each of which an opening has to have one."""
    for terms in leaf.terms():
        yield frozenset(("head", term) for term in terms)
    match leaf:
        case Words(scope=Scope.COMPANY | Scope.TEXT as scope):
            where: Where = "company" if scope is Scope.COMPANY else "text"
            for terms in replace(leaf, scope=Scope.ANY).terms():
                yield frozenset((where, term) for term in terms)
        case Pattern(scope=Scope.ANY | Scope.TITLE):
            required = literals.required(leaf.pattern)
            for pieces in required:
                threes = [_telling(piece) for piece in pieces]
                # Two of one piece tell less than one of each of two.
                for place in (0, -1) if len(required) == 1 else (0,):
                    yield frozenset(("letters", f"/{some[place]}") for some in threes)
        case _:
            return


def _telling(piece: str) -> list[str]:
    """The two times three letters of a piece, or one of so many, that the fewest texts have."""
    threes = (piece[at : at + 3] for at in range(len(piece) - 2))
    return sorted(threes, key=lambda three: sum(map(_commonness.__getitem__, three)))[:2]


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
