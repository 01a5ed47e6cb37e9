"""A title as two postings of one opening have it in common: its words, and what stands beside them.

"Sr. Software Engineer II (m/w/d) - Berlin [R-10023]" has the words senior, software, engineer, 2;
a place, and a number. Only the words say which opening it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alertbot.identity import employers, whereabouts
from alertbot.identity.wording import (
    AREAS,
    ASKING,
    CODES,
    DECORATION,
    FILLING,
    FIRST_OF_JOINED,
    JOINED,
    PAID,
    PAYING,
    SHORT,
    WHERE,
    WORKPLACES,
    each,
    hours,
    without_genders,
    without_sums,
)
from alertbot.model import Posting
from alertbot.places import cities, country
from alertbot.text import fold, tokens

_LONGEST = 300
_LARGE = 52
"""Ten times the logarithm of the population of a city that is known for one without its country."""
# Cities that a title means something else by.
_NO_CITIES = each(
    """
    mobile reading nice orange enterprise media bath split essen hamm halle sandwich buffalo aurora
    surprise summit independence liberty union commerce industry corona eden hull salvador leon
    merida florence columbia lincoln madison jackson eugene irving garland plano carolina central
    bari male como vigo sale delivery marketing general banks sandy delta support bank security
    online palm nova data retail core cloud progress spring pace price golden normal apex champion
    stone field hospital model
    """
)
_NUMBER = re.compile(
    r"(?:(?<=[\s(\[|,:/-])|^)(?:#\s?|(?:requisition|req|reference|ref|job|vacancy|posting|position|"
    r"jr|r|id|nr|no)(?![a-z])[\s.:#_-]{0,3}(?:(?:id|no|nr|number|code)(?![a-z])[\s.:#_-]{0,3})?)"
    r"(?P<number>[a-z]{0,3}-?[0-9]{3,14}(?:-[0-9]{1,3})?)(?![a-z0-9])"
)
_PARTS = re.compile(r",(?![0-9]{3})|[;()\[\]{}|•·~<>!@]+|\s[-/:*+&]+\s|\s[-*]+|[-*]+\s|:\s|…|\.{3}")
_DIGIT = re.compile("[0-9]")  # most titles have none, and the search for numbers is dear
_BARE_NUMBER = re.compile(r"[a-z]{0,3}[0-9]{4,14}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, understood.

    `words`: those that say which opening it is. `territories`: countries (alpha-2) and larger areas
    that it names beside. `number`: a requisition or the like. `hours`: "full", "part" or "".
    `is_cut`: it ends in dots.
    """

    words: tuple[str, ...]
    territories: frozenset[str] = frozenset()
    number: str = ""
    hours: str = ""
    is_cut: bool = False

    @property
    def key(self) -> str:
        """The words as one value, whatever their order."""
        return " ".join(sorted(self.words))


def of(posting: Posting, known: frozenset[str] | None = None) -> Title:
    """The title of a posting, understood. `known`: folded names of places, its own if left out."""
    places = whereabouts.names(posting) if known is None else known
    return _understood(posting.title[:_LONGEST], employers.words(posting.company or ""), places)


@lru_cache(maxsize=2048)
def _understood(title: str, employer: tuple[str, ...], known: frozenset[str]) -> Title:
    plain, said = hours(without_sums(without_genders(fold(title))))
    number = ""
    if _DIGIT.search(plain) and (named := _NUMBER.search(plain)):
        number = named["number"].replace("-", "")
        plain = f"{plain[: named.start()]} , {plain[named.end() :]}"
    parts = [found for part in _PARTS.split(plain) if (found := _joined(tokens(part)))]
    _drop_employer(parts, employer)
    kept: list[list[str]] = []
    places: list[str] = []
    after_place = False
    for at, words in enumerate(parts):
        rest = len(kept) + len(parts) - at - 1
        is_place = bool(rest) and _is_place(words, known, first=not kept, after_place=after_place)
        if is_place:
            places.extend((" ".join(words), *words))
        elif rest and not number and _is_number(words):
            number = words[-1]
        elif not (rest and _is_decoration(words)):
            kept.append(words)
        after_place = is_place
    for words in kept:
        _drop_ends(words, known)
    flat = [short for words in kept for word in _written_out(words) for short in word.split()]
    territories = frozenset(map(_territory, places)) - {""}
    cut = title.rstrip().endswith(("…", "..."))
    return Title(tuple(_bare(flat)), territories, number, said, cut)


def _joined(words: Sequence[str]) -> list[str]:
    """The words, those put together that are written as one, as two, or with a hyphen."""
    if FIRST_OF_JOINED.isdisjoint(words):
        return list(words)
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in (3, 2):
            if one := JOINED.get(tuple(words[at : at + length])):
                found.append(one)
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return found


def _written_out(words: Sequence[str]) -> Iterable[str]:
    """The words, short ones written out: a Tech Lead is technical, a Lab Tech a technician."""
    *others, last = words
    yield from (SHORT.get(word, word) for word in others)
    yield "technician" if last == "tech" else SHORT.get(last, last)


def _bare(words: Sequence[str]) -> list[str]:
    """The words without those that fill, and without a workplace in front."""
    if len(words) > 2 and words[0] in ("remote", "hybrid") and words[1] not in _REMOTELY:
        words = words[1:]
    said = dict.fromkeys(words)  # once each: "Registered Nurse (RN)"
    return [word for word in said if word not in FILLING] or list(said)


_REMOTELY = each(
    "sensing support monitoring desktop access patient pilot operations work worker team teams "
    "control hands infrastructure cloud cars vehicle mobile app first sales"
)


def _drop_employer(parts: list[list[str]], employer: tuple[str, ...]) -> None:
    """Takes the employer's own name off both ends: "Contoso: Engineer", "Engineer at Contoso"."""
    if not employer:
        return
    name = list(employer)
    if len(parts) > 1 and parts[0] == name:
        del parts[0]
    for start in range(len(parts) - 1, 0, -1):
        said = [word for part in parts[start:] for word in part]
        if said == name or (len(said) > 1 and said == name[: len(said)]):
            del parts[start:]
            return
    last = parts[-1] if parts else []
    if last[-len(name) :] == name and last[-len(name) - 1 : -len(name)] in (["at"], ["bei"]):
        del last[-len(name) - 1 :]


def _is_decoration(words: Sequence[str]) -> bool:
    """Whether a part of a title praises the opening: "URGENT", "$5,000 sign-on bonus"."""
    if all(word in DECORATION or word.isdigit() for word in words):
        return not DECORATION.isdisjoint(words)
    return not PAID.isdisjoint(words) and all(
        word in PAYING or word.rstrip("k").replace(".", "").isdigit() for word in words
    )


def _is_number(words: Sequence[str]) -> bool:
    return (
        len(words) == 1
        and _BARE_NUMBER.fullmatch(words[0]) is not None
        and not _YEAR.fullmatch(words[0])
    )


def _is_place(
    words: Sequence[str], known: frozenset[str], *, first: bool, after_place: bool
) -> bool:
    """Whether a part of a title is a place: one of the posting's own, or one well known.

    Codes are words as well (OR, IT, HR), so they count behind a place alone: "Portland, OR".
    """
    rest = [word for word in words if word not in WHERE]
    name = " ".join(rest or words)
    if len(name) < _SHORTEST and name not in CODES:
        return after_place and (name in known or len(name) == _CODE)
    if not rest:
        return any(word in WORKPLACES for word in words)
    if name in known or all(word in known for word in rest):
        return True
    if first or len(rest) > _MOST_WORDS:
        return False
    return _is_well_known(name) or all(word in known or _is_well_known(word) for word in rest)


_SHORTEST = 4
_CODE = 2
_MOST_WORDS = 4


@lru_cache(maxsize=4096)
def _is_well_known(name: str) -> bool:
    if name in CODES:
        return True
    if name in _NO_CITIES or len(name) < _SHORTEST:
        return False
    if country(name):
        return True
    found = cities.find(name)
    return bool(found) and found[0].weight >= _LARGE


@lru_cache(maxsize=4096)
def _territory(name: str) -> str:
    """The country or larger area that a name is, "" where it is a city."""
    return AREAS.get(name) or country(name) or ""


def _drop_ends(words: list[str], known: frozenset[str]) -> None:
    """Takes off a part's ends what is no title: "Engineer in Berlin", "Cook wanted"."""
    while len(words) > 1 and (words[-1] in ASKING or words[-1] in ("in", "at", "bei")):
        words.pop()
    while len(words) > 1 and words[0] in ASKING:
        del words[0]
    for length in (3, 2, 1):
        name = " ".join(words[-length:])
        if len(words) > length and len(name) >= _SHORTEST and name in known:
            if words[-length - 1] not in ("of", "for", "to", "and", "de", "fur"):
                del words[-length:]
                if len(words) > 1 and words[-1] in ("in", "at", "near", "a", "en", "bei"):
                    words.pop()
            return
