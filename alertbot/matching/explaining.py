"""Why an opening fits a filter, or does not: every condition judged, none passed over. Pure.

`explain` gives a tree whose root is false exactly where `matches` gives None; `match` reads from
such a tree what `matches` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.matching.wording import phrase, value
from alertbot.model import Evidence, Match, Opening
from alertbot.query import And, Condition, Demand, Filter, Leaf, Not, Or, View


@dataclass(frozen=True, slots=True)
class Explained:
    """A condition as it was judged; its truth by Kleene's rules, None for unknown.

    `text` is what decided, as the posting words it, or what was not said. `value`: what the posting
    has there at all, "" for a group. `refused`: a Demand that took what was not said as a no.
    """

    condition: Condition
    truth: bool | None
    text: str = ""
    value: str = ""
    parts: tuple[Explained, ...] = ()
    refused: bool = False

    @property
    def literal(self) -> bool:
        """Whether it is about one thing: a leaf, or one that is negated or demanded."""
        match self.condition:
            case Not() | Demand():
                return self.parts[0].literal
            case And() | Or():
                return False
            case _:
                return True

    @property
    def said(self) -> str:
        """What a literal rests on, in a few words: what decided, else what there is."""
        if self.refused:
            return f"{self.text}, and the ! demands it"
        match self.condition:
            case Not() | Demand():
                return self.parts[0].said
            case _:
                return self.text or self.value


def explain(filter_: Filter, opening: Opening, *, now: datetime) -> Explained:
    """Every condition of a filter, as it is judged for an opening."""
    return _explained(filter_.condition, View(opening, now), negated=False)


def _explained(condition: Condition, view: View, *, negated: bool) -> Explained:
    """`negated`: whether it stands under a negation, where a demand makes unknown true."""
    match condition:
        case And(inner) | Or(inner):
            parts = tuple(_explained(part, view, negated=negated) for part in inner)
            return Explained(condition, _kleene(parts, isinstance(condition, Or)), parts=parts)
        case Not(part):
            of = _explained(part, view, negated=not negated)
            truth = None if of.truth is None else not of.truth
            return Explained(condition, truth, of.text, of.value, (of,))
        case Demand(part):
            of = _explained(part, view, negated=negated)
            refused = of.truth is None
            truth = negated if refused else of.truth
            text = of.text or (", ".join(_unknown(of)) if refused else "")
            return Explained(condition, truth, text, of.value, (of,), refused)
        case _:
            verdict = condition.judge(view)
            said = value(condition, view, verdict)
            return Explained(condition, verdict.truth, verdict.text, said)


def _kleene(parts: Iterable[Explained], decides: bool) -> bool | None:
    """AND and OR at once: one part that is `decides` settles it (False for AND, True for OR)."""
    truths = {part.truth for part in parts}
    if decides in truths:
        return decides
    return None if None in truths else not decides


# -- what follows from a tree ---------------------------------------------------------------


def match(root: Explained) -> Match | None:
    """What `matches` gives for the same filter and opening."""
    if root.truth is False:
        return None
    return Match("", tuple(dict.fromkeys(_because(root))), tuple(dict.fromkeys(_unknown(root))))


def _because(node: Explained, *, negated: bool = False, mark: str = "") -> Iterator[Evidence]:
    match node.condition:
        case And() | Or():
            for part in _telling(node):
                yield from _because(part, negated=negated)
        case Not():
            yield from _because(node.parts[0], negated=not negated)
        case Demand(part):
            if not node.refused:
                mark = "!" if isinstance(part, Leaf) else ""
                yield from _because(node.parts[0], negated=negated, mark=mark)
        case leaf:
            if node.truth is not None and node.truth is not negated and node.text:
                yield Evidence(f"{'-' if negated else ''}{leaf}{mark}", node.text)


def _telling(node: Explained) -> Sequence[Explained]:
    """The parts of a group that it rests on: the one that settles it, else all that may hold."""
    decides = isinstance(node.condition, Or)
    for part in node.parts:
        if part.truth is decides:
            return [part]
    unsure = [part for part in node.parts if part.truth is None]
    return unsure if decides and unsure else node.parts


def _unknown(node: Explained) -> Iterator[str]:
    """What was not said, where that leaves the node unknown."""
    if node.truth is None:
        if node.parts:
            for part in node.parts:
                yield from _unknown(part)
        else:
            yield node.text


def blamed(root: Explained) -> list[Explained]:
    """The conditions because of which it is false: all that would have to be otherwise."""
    if root.truth is not False:
        return []
    match root.condition:
        case And():
            return [one for part in root.parts for one in blamed(part)]
        case Demand() if not root.refused and not root.literal:
            return blamed(root.parts[0])
        case _:
            return [root]


_MOST = 3
"""Conditions that a sentence names."""


def sentence(root: Explained) -> str:
    """The verdict in plain words, after "matches: " or "does not match: "; may be empty."""
    if root.truth is False:
        return _listed([_fault(one) for one in blamed(root)])
    found = match(root)
    because = [f"{one.condition} ({one.text})" for one in found.because] if found else []
    unknown = ", ".join(found.unknown) if found else ""
    passed = f"passed although unknown: {unknown}" if unknown else ""
    return "; ".join(filter(None, (_listed(because), passed)))


def _listed(some: Sequence[str]) -> str:
    more = len(some) - _MOST
    return "; ".join([*some[:_MOST], *([f"and {more} more"] if more > 0 else [])])


def _fault(node: Explained) -> str:
    match node.condition:
        case Or():
            return f"none of {node.condition} holds"
        case Not() if not node.literal:
            held = _listed([f"{one.condition} ({one.text})" for one in _because(node.parts[0])])
            return f"{node.condition} is false{', since it has ' if held else ''}{held}"
        case _:
            return _literal_fault(node)


def _literal_fault(node: Explained) -> str:
    leaf = node
    while leaf.parts and node.literal:
        leaf = leaf.parts[0]
    said = node.said
    if isinstance(leaf.condition, Leaf) and leaf.truth is not None:
        said = phrase(leaf.condition, leaf.truth, leaf.said)
    return f"{node.condition} is false{', ' if said else ''}{said}"


# -- what a search tries ----------------------------------------------------------------------


def conditions(filter_: Filter) -> tuple[Condition, ...]:
    """The conditions of a filter all of which have to hold."""
    whole = filter_.condition
    return whole.parts if isinstance(whole, And) else (whole,)


def wordings(opening: Opening) -> Iterator[Opening]:
    """The opening as each of its listed postings names it: one may have been given another title.

    A search finds it where it fits one of these.
    """
    for title in dict.fromkeys(posting.title for posting in opening.listed):
        one = next(posting for posting in opening.listed if posting.title == title)
        others = (posting for posting in opening.postings if posting is not one)
        yield opening if one is opening.lead else replace(opening, postings=(one, *others))
