"""What makes two openings of two postings, however alike they are."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from alertbot.identity import texts
from alertbot.identity.titles import Title
from alertbot.identity.wording import each
from alertbot.model import Basis, EmploymentType, Level, Pay, Posting

_ORDER = list(Level)
_LEVELS_APART = 2
_ROUNDING = Decimal("0.01")
_ALIKE_TYPES = {EmploymentType.TEMPORARY: EmploymentType.CONTRACTOR}
_LANGUAGES = each(
    "arabic cantonese chinese croatian czech danish deutsch dutch english englisch finnish "
    "franzosisch french german greek hebrew hindi hungarian indonesian italian italienisch "
    "japanese korean mandarin norwegian polish portuguese romanian russian serbian slovak "
    "spanisch spanish swedish thai turkish ukrainian vietnamese"
)
_SHIFTS = each("dayshift nightshift eveningshift morningshift weekendshift lateshift earlyshift")
_NUMBER = re.compile("[0-9]+")


def levels(a: Posting, b: Posting) -> bool:
    """Whether the levels exclude each other. Two services word one level in neighbouring ways."""
    if a.level is None or b.level is None or a.level is b.level:
        return False
    apart = abs(_ORDER.index(a.level) - _ORDER.index(b.level))
    return a.source == b.source or apart >= _LEVELS_APART


def employment(a: tuple[Posting, Title], b: tuple[Posting, Title]) -> bool:
    """Whether the employment excludes each other: full and part time, an internship, a contract.

    A title that says part time is not that of an opening which does not say it anywhere.
    """
    first, second = (_type(posting, title) for posting, title in (a, b))
    if first is None or second is None:
        return "part" in (a[1].hours, b[1].hours)
    return first is not second


def _type(posting: Posting, title: Title) -> EmploymentType | None:
    said = {"full": EmploymentType.FULL_TIME, "part": EmploymentType.PART_TIME}.get(title.hours)
    found = posting.employment_type or said
    if found is EmploymentType.FULL_TIME and said is EmploymentType.PART_TIME:
        found = said
    if found is None or found is EmploymentType.OTHER:
        return None
    return _ALIKE_TYPES.get(found, found)


def pays(a: Posting, b: Posting) -> Literal["", "another", "apart"]:
    """How the pay speaks against one opening: it is another range, or one beyond the other.

    Pay that somebody guessed says nothing, nor do ranges in two currencies or periods, nor one
    range more. What fields state goes before what stands in the texts.
    """
    first, second = _ranges(a), _ranges(b)
    stated = [[pay for pay in ranges if pay.basis is Basis.STATED] for ranges in (first, second)]
    if all(stated):
        first, second = stated
    pairs = [(x, y) for x in first for y in second if _comparable(x, y)]
    if not pairs or any(_equal(x, y) for x, y in pairs):
        return ""
    return "another" if any(_overlap(x, y) for x, y in pairs) else "apart"


def _ranges(posting: Posting) -> list[Pay]:
    return [pay for pay in posting.pay if pay.basis is not Basis.PREDICTED and not pay.doubts]


def _comparable(x: Pay, y: Pay) -> bool:
    if x.period is not y.period and x.period and y.period:
        return False
    return not x.currency or not y.currency or x.currency == y.currency


def _equal(x: Pay, y: Pay) -> bool:
    bounds = [(x.min, y.min), (x.max, y.max)]
    known = [(one, other) for one, other in bounds if one is not None and other is not None]
    if not known:
        return _overlap(x, y)
    return all(abs(one - other) <= _ROUNDING * max(one, other) for one, other in known)


def _overlap(x: Pay, y: Pay) -> bool:
    low = [bound for bound in (x.min, y.min) if bound is not None]
    high = [bound for bound in (x.max, y.max) if bound is not None]
    return not low or not high or max(low) <= min(high)


def departments(a: Posting, b: Posting) -> bool:
    """Whether one board has put them under two of its departments."""
    return bool(
        a.source == b.source
        and a.department
        and b.department
        and a.department.casefold() != b.department.casefold()
    )


def words(one: str, other: str) -> str:
    """What two squashed texts, otherwise alike, say of their own: languages or shifts; else "".

    Each has to say something more often than the other: what a cut text lacks is no difference.
    """
    first, second = map(_said, texts.apart(one, other))
    for kind, known in (("languages", _LANGUAGES), ("shifts", _SHIFTS)):
        if any(first[word] > second[word] for word in known) and any(
            second[word] > first[word] for word in known
        ):
            return kind
    return ""


def _said(letters: str) -> Counter[str]:
    return Counter({word: letters.count(word) for word in _LANGUAGES | _SHIFTS if word in letters})


def numbers(one: str, other: str) -> bool:
    """Whether each of two squashed texts has numbers that the other has not, as forms filled in."""
    first, second = _numbers(one), _numbers(other)
    return bool(first - second and second - first)


@lru_cache(maxsize=256)
def _numbers(letters: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(letters))
