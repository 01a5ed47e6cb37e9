"""Whether two titles are one title spelt in two ways, or two titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from alertbot.identity.titles import Title
from alertbot.identity.wording import each

Likeness = Literal["same", "spelt", "doubtful", "other"]
"""Two titles: one, one as far as the texts agree, perhaps one if the texts tell, or two."""

# What titles are made of. A word beside them that is one letter off is mistyped, not another.
_COMMON = each(
    """
    accountant administrator architect assistant associate business consultant controller
    coordinator customer database designer developer
    development director distributed electrical electrician engineer engineering enterprise
    executive experience financial frontend fullstack infrastructure machine maintenance
    manager manufacturing marketing operations principal product production professional programmer
    project recruiter registered reliability representative research scientist security senior
    software solutions specialist strategist supervisor support technical technician technology
    therapist warehouse entwickler ingenieur mitarbeiter sachbearbeiter verkaufer kaufmann
    projektleiter
    """
)
_COMMON_LENGTH = 6
_PLURAL_LENGTH = 5
_RARE_LENGTH = 8
_CUT_LENGTH = 12


def likeness(a: Title, b: Title, letters: Callable[[], tuple[str, str]]) -> Likeness:
    """How alike two titles are. `letters` answers with the two texts, squashed, which tell a word
    from a slip; seldom are they asked for.

    "Health" and "Wealth" are two words, however alike: a slip is one that leaves a known word on
    one side alone, or a word that both texts use on one side, and on the other one that neither
    does.
    """
    one, other = "".join(a.words), "".join(b.words)
    if one == other:
        return "same"
    if _is_cut(a, one, other) or _is_cut(b, other, one):
        return "spelt"
    left = [word for word in a.words if word not in b.words]
    right = [word for word in b.words if word not in a.words]
    if not left and not right:
        return "spelt"
    if len(left) == len(right) == 1:
        return _slip(left[0], right[0], letters)
    return "other"


def _is_cut(title: Title, one: str, other: str) -> bool:
    return title.is_cut and len(one) >= _CUT_LENGTH and other.startswith(one)


def _slip(one: str, other: str, letters: Callable[[], tuple[str, str]]) -> Likeness:
    if not (one.isalpha() and other.isalpha()):
        return "other"
    if min(len(one), len(other)) >= _PLURAL_LENGTH and _is_plural(one, other):
        return "spelt"
    change = _change(one, other)
    if change is None:
        return "other"
    known = (one in _COMMON) + (other in _COMMON)
    shorter, longer = sorted((len(one), len(other)))
    needed = _RARE_LENGTH if change == "another letter" else _COMMON_LENGTH
    if known == 1 and shorter >= needed:
        return "spelt"
    if known or change == "another letter" or longer < _RARE_LENGTH:
        return "other"
    texts = letters()
    used = [all(word in text for text in texts) for word in (one, other)]
    unused = [not any(word in text for text in texts) for word in (one, other)]
    told = (used[0] and unused[1]) or (used[1] and unused[0])
    return "spelt" if told else "doubtful"


def _is_plural(one: str, other: str) -> bool:
    return one + "s" == other or other + "s" == one


def _change(one: str, other: str) -> str | None:
    """The one slip of a finger that makes one word of the other, if there is one."""
    if abs(len(one) - len(other)) > 1:
        return None
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        if one[start + 1 :] == other[start + 1 :]:
            return "another letter"
        swapped = one[start : start + 2] == other[start : start + 2][::-1]
        return "swapped" if swapped and one[start + 2 :] == other[start + 2 :] else None
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return "one more" if long[start + 1 :] == short[start:] else None
