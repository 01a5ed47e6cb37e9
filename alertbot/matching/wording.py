"""What a posting has where a condition looks, and what that means in a sentence.

A condition is known here by the field that it is written with, since the language stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from alertbot import pay
from alertbot.model import Workplace
from alertbot.query import Leaf, Verdict, View
from alertbot.query.view import shown

_MOST = 3
_FIELD = re.compile(r"#|(?:remote|hybrid|onsite)$|[a-z]+(?=(?:\.[a-z]+)?(?::|[<>]))")
_SPELLED = re.compile(r"\(([^(),=]+ = [^(),=]+(?:, [^(),=]+ = [^(),=]+)*)\)$")
_WORDS = ("", "title", "company", "text")


def field(leaf: Leaf) -> str:
    """The field that a leaf is written with: "pay" of pay.min>=1k, "" of a bare word."""
    found = _FIELD.match(str(leaf))
    return found[0] if found else ""


def value(leaf: Leaf, view: View, verdict: Verdict) -> str:
    """What the posting has there, whatever the verdict on it; "" where it has nothing."""
    opening, name = view.opening, field(leaf)
    match name:
        case "" | "text":
            about = f"a description of {len(opening.description):,} characters" if name else ""
            return ", ".join(filter(None, (opening.title, view.tag_line, opening.company, about)))
        case "title":
            return opening.title
        case "company":
            return opening.company or ""
        case "#":
            return view.tag_line or "no hashtags"
        case "in":
            return _some(map(shown, opening.places))
        case "pay":
            return _some(map(pay.display, opening.pay))
        case "source":
            return ", ".join(opening.sources)
        case _:
            return verdict.text if verdict.truth is not None else ""


def _some(words: Iterable[str]) -> str:
    told = [word for word in words if word]
    more = [f"and {len(told) - _MOST} more"] if len(told) > _MOST else []
    return "; ".join([*told[:_MOST], *more])


_SAYS = MappingProxyType(
    {
        "pay": "it pays {}",
        "in": "it is in {}",
        "posted": "it was posted on {}",
        "closes": "it closes on {}",
        "type": "it is {}",
        "level": "its level is {}",
        "source": "it is from {}",
        "is": "it was {}",
        "#": "it has {}",
        "company": "the company is {}",
    }
)


def phrase(leaf: Leaf, truth: bool, said: str) -> str:
    """A leaf's verdict as part of a sentence: "it pays $120,000 a year"; "" for nothing to say."""
    name = field(leaf)
    if not said:
        return "nothing says so" if name in _WORDS else ""
    if truth and name in _WORDS:
        return f"it says {said}"
    match name:
        case "":
            return "it is not in the title, the hashtags or the company"
        case "title":
            return "it is not in the title"
        case "text":
            return "nothing says so, the description neither"
        case "remote" | "hybrid" | "onsite":
            plain = said.startswith(tuple(Workplace))
            return f"it is {said}" if plain else f"it names {said} and no more"
        case _:
            return _SAYS.get(name, "it says {}").format(said)


def spellings(text: str) -> tuple[str, ...]:
    """The spellings that evidence says were taken for one another: ("sr = senior",)."""
    found = _SPELLED.search(text)
    return tuple(found[1].split(", ")) if found else ()
