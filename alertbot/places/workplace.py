"""Remote, hybrid or on site, and from which countries: read from place lines and titles."""

from __future__ import annotations

import re

from alertbot.model import Workplace
from alertbot.places import gazetteer, lines
from alertbot.places.words import (
    HYBRID,
    ONSITE,
    REMOTE,
    UNSPACED,
    without_limits,
    without_workplace,
)
from alertbot.text import clean

_LONGEST = 2000
_MOST = 20_000
_SPACES = re.compile(r"[^\S\n]{2,}")
_ENTRY = re.compile(r"\s*[;|\n•]\s*|\s/\s")
_OR = re.compile(r"\s+(?:or|OR|oder|ou|o|and|&)\s+")
_LIST = re.compile(
    r"\s*(?:[,/;|()\[\]&+\n]|\s[-–—]\s|–|—|\b(?:and|or|und|oder|et|y|the|in|from|within)\b)\s*"
)
_WORLD = re.compile(
    r"\b(?:anywhere|worldwide|world wide|globally|global|weltweit)\b(?!\s+in\s+\w)", re.IGNORECASE
)
_ANYWHERE = re.compile(
    r"\W*(?:anywhere(?: (?:in|on) (?:the )?(?:world|earth|planet))?|world[- ]?wide|weltweit)\W*",
    re.IGNORECASE,
)
_ANYWHERE_IN = re.compile(r"\W*anywhere (?:in|within)\b", re.IGNORECASE)
_EITHER = re.compile(r"\bremote or hybrid\b|\bhybrid or remote\b", re.IGNORECASE)
_EDGES = " ,;:-–—/|.()[]"
# Codes of countries that are a time zone's as well, and mean that far more often.
_TIME_ZONES = frozenset({"EST", "ET"})


def workplace(text: str) -> tuple[Workplace | None, tuple[str, ...] | None]:
    """How a place line or title says it is worked, and the countries it is open to.

    The countries are alpha-2, () for anywhere, None where not said or not remote. Time zones alone
    ("UTC±3") say nothing of countries.
    """
    line = _tidied(text)
    if _ANYWHERE.fullmatch(line):
        return Workplace.REMOTE, ()
    unspaced = UNSPACED.search(line)
    if (HYBRID.search(line) and not _EITHER.search(line)) or (unspaced and unspaced["hybrid"]):
        return Workplace.HYBRID, None
    if ONSITE.search(line) and not REMOTE.search(ONSITE.sub(" ", line)):
        return Workplace.ONSITE, None
    if not (REMOTE.search(line) or unspaced or _ANYWHERE_IN.match(line)):
        return None, None
    return Workplace.REMOTE, _open_to(line)


def _open_to(line: str) -> tuple[str, ...] | None:
    found: list[str] = []
    for entry in _ENTRY.split(line):
        if not (REMOTE.search(entry) or UNSPACED.search(entry) or _ANYWHERE_IN.match(entry)):
            continue
        if _WORLD.search(entry):
            return ()
        for part in _OR.split(entry):
            is_remote = REMOTE.search(part) or len(entry) == len(part)
            words = without_workplace(part)
            found.extend((countries(words) if is_remote else _named(words)) or ())
    return tuple(dict.fromkeys(found)) or None


def countries(text: str) -> tuple[str, ...] | None:
    """The countries that words such as "US or Canada", "EMEA", "Berlin" name; () for anywhere.

    None where no country is named.
    """
    words = without_limits(_tidied(text))
    whole = gazetteer.group(words.strip(_EDGES))
    if whole is not None:
        return whole
    if _WORLD.search(words):
        return ()
    found = _named(words)
    if not found:
        found = [place.country for place in lines.read(words) if place.country]
    return tuple(dict.fromkeys(found)) or None


def _tidied(text: str) -> str:
    """As much of the text as is looked at, with single spaces; its lines are kept."""
    return _SPACES.sub(" ", clean(text[:_MOST])[:_LONGEST])


def _named(words: str) -> list[str]:
    """The countries that are named as such, and those of groups, in order."""
    found: list[str] = []
    for piece in _LIST.split(without_limits(words)):
        name = piece.strip(" -–—.:*")
        members = gazetteer.group(name)
        country = gazetteer.country(name) if name not in _TIME_ZONES else None
        if members:
            found.extend(members)
        elif country and not (len(name) == 2 and gazetteer.region(name, "US")):
            found.append(country)
    return found
