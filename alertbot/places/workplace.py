"""Remote, hybrid or on site, and from which countries: read from place lines and titles."""

from __future__ import annotations

import re

from alertbot.model import Workplace
from alertbot.places import gazetteer, lines
from alertbot.places.words import HYBRID, ONSITE, REMOTE, without_limits, without_workplace
from alertbot.text import clean

_LONGEST = 2000
_ENTRY = re.compile(r"\s*[;|\n•]\s*|\s+(?:or|OR)\s+")
_LIST = re.compile(
    r"\s*(?:[,/;|()\[\]&+\n]|\s[-–—]\s|–|—|\b(?:and|or|und|et|y|the|in|from|within)\b)\s*"
)
_WORLD = re.compile(
    r"\b(?:anywhere|worldwide|globally|global|weltweit)\b(?!\s+in\s+\w)", re.IGNORECASE
)


_EITHER = re.compile(r"\bremote or hybrid\b|\bhybrid or remote\b", re.IGNORECASE)


def workplace(text: str) -> tuple[Workplace | None, tuple[str, ...] | None]:
    """How a place line or title says it is worked, and the countries it is open to.

    The countries are alpha-2, () for anywhere, None where not said or not remote.
    """
    line = clean(text)[:_LONGEST]
    if HYBRID.search(line) and not _EITHER.search(line):
        return Workplace.HYBRID, None
    if ONSITE.search(line) and not REMOTE.search(ONSITE.sub(" ", line)):
        return Workplace.ONSITE, None
    if not REMOTE.search(line):
        return None, None
    return Workplace.REMOTE, _open_to(line)


def _open_to(line: str) -> tuple[str, ...] | None:
    found: list[str] = []
    for entry in _ENTRY.split(line):
        remote = REMOTE.search(entry)
        if not remote:
            continue
        if _WORLD.search(entry):
            return ()
        found.extend(countries(without_workplace(entry)) or ())
    return tuple(dict.fromkeys(found)) or None


def countries(text: str) -> tuple[str, ...] | None:
    """The countries that words such as "US or Canada", "EMEA", "Berlin" name; () for anywhere.

    None where no country is named.
    """
    words = without_limits(clean(text)[:_LONGEST])
    whole = gazetteer.group(words.strip(" ,;:-–—/|.()[]"))
    if whole is not None:
        return whole
    if _WORLD.search(words):
        return ()
    found: list[str] = []
    for piece in _LIST.split(words):
        name = piece.strip(" -–—.:*")
        members = gazetteer.group(name)
        country = gazetteer.country(name)
        if members:
            found.extend(members)
        elif country and not (len(name) == 2 and gazetteer.region(name, "US")):
            found.append(country)
    if not found:
        found = [place.country for place in lines.read(words) if place.country]
    return tuple(dict.fromkeys(found)) or None
