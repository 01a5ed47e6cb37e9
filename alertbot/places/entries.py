"""A place line cut into entries: the parts of it that name a place or more each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot.places import senses
from alertbot.places.words import NOWHERE, without_limits, without_workplace
from alertbot.text import clean, one_line

_LONGEST_ENTRY = 400
_LONGEST_TEXT = 10_000
_MOST_PARTS = 40
_LARGE, _TOWN = 60, 48
"""Weights of cities too large to be half of a name, and of those that are places themselves."""

COMMAS = re.compile(r"\s*[,，、]\s*|\s*:\s+|(?<=[^\W\d]):(?=[^\W\d])")
EDGES = ' ,;:-–—/|*·>"“”„'
_ENTRIES = re.compile(
    r" ?[;|•·‣▪] ?| / | \+ |,? (?:or|Or|oder|ou|o|eller|lub|ili|and/or) |(?<!,) OR (?!U|[0-9])"
)
_BETWEEN = re.compile(r"\s+(?:and|und|&|et|y|e|en|i|og|och|as well as|sowie)\s+|\s*/\s*|\s*&\s*")
_CODED = re.compile(r"\s*[A-Z]{2}-\S[^,]*")
_GAP = re.compile(r"-\s+-")
_DOTS = re.compile(r"\.\.+|…")
_MORE = re.compile(
    r"[\s,(&+]+(?:(?:and|und|et|y|e|og|och)\s+)?(?:[0-9]+\s+)?"
    r"(?:more|others?|etc|weitere|mehr|autres|otros|otras|outros|outras|flere|fler)\b\.?"
    r"(?:\s+(?:locations?|cities|offices|places|sites|standorte))?[\s)]*$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:(?:currently|ideally|preferably|must (?:be|live|reside|work)|living|residing|located|"
    r"based|hiring|open to|available|work|working|onsite|office|candidates|anywhere)\s+)*"
    r"(?:in|within|from|throughout|across|near)\s+(?:the\s+)?(?![-–—])",
    re.IGNORECASE,
)
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+")


def entries(text: str) -> Iterator[str]:
    """The parts of a line or list of them that signs and words such as ";" and "or" divide."""
    for line in clean(text)[:_LONGEST_TEXT].split("\n"):
        row = [entry for entry in _ENTRIES.split(one_line(_FLAGS.sub(" ", line))) if entry.strip()]
        at = 0
        while at < len(row):
            entry, behind = row[at], row[at + 1] if at + 1 < len(row) else ""
            if _is_state_of(entry, behind):
                entry = f"{entry}, {behind}"
                at += 1
            yield from _divided(_shortened(entry))
            at += 1


def _shortened(entry: str) -> str:
    """As much of an entry as is looked at, cut at a comma if it has one."""
    if len(entry) <= _LONGEST_ENTRY:
        return entry
    cut = entry[:_LONGEST_ENTRY]
    return cut[: cut.rfind(",")] if "," in cut else cut


def _is_state_of(city: str, code: str) -> bool:
    """Whether "Belo Horizonte / MG" is one place."""
    if len(code) != 2 or not code.isupper():
        return False
    known = senses.of(city.strip()).cities[:3] if len(city) < 60 else ()
    return any(one.region == f"{one.country}-{code}" for one in known)


def _divided(entry: str) -> Iterator[str]:
    """ "Bosnia and Herzegovina" is one; "US/Canada" and "CA-Fresno,WA-Tacoma" are two."""
    rows = entry.split(",")
    if len(rows) > 1 and all(map(_CODED.fullmatch, rows)):
        yield from rows
        return
    parts = _BETWEEN.split(entry)
    if len(parts) == 2 and _is_state_of(*parts):
        # "Porto Alegre/RS"
        yield ", ".join(parts)
        return
    if 1 < len(parts) < _MOST_PARTS and not _is_one(entry) and all(map(_names_a_place, parts)):
        yield from parts if _are_places(parts) else [entry]
    else:
        yield entry


def _is_one(entry: str) -> bool:
    plain = entry.strip(EDGES)
    pieces = [piece for piece in COMMAS.split(plain) if _BETWEEN.search(piece)]
    return all(senses.of(piece).is_known for piece in pieces)


def _are_places(parts: list[str]) -> bool:
    """Not "North Shore & Northern Beaches, Sydney": no North Shore is where Sydney is."""
    first, last = senses.of(bare(parts[0])), COMMAS.split(bare(parts[-1]))
    if len(parts) > 2 or len(last) < 2 or "," in parts[0]:
        return True
    if first.weight >= _LARGE or senses.of(last[0]).weight >= _TOWN:
        return True
    if first.country or first.group is not None or not first.cities:
        return True
    where = {country for piece in last for country in _countries(piece)}
    return not where or any(city.country in where for city in first.cities)


def _countries(piece: str) -> Iterator[str]:
    for words in (piece, piece.rsplit(" ", 1)[0]):
        sense = senses.of(words)
        if sense.country:
            yield sense.country
        yield from (code[:2] for code in sense.regions)
        if sense.code:
            yield from ("US", "CA", "AU")
        yield from (city.country for city in sense.cities[:1] if city.weight >= senses.NOTED)


def _names_a_place(part: str) -> bool:
    plain = bare(part)
    if not plain:
        return bool(part.strip(EDGES))
    last = [piece for piece in COMMAS.split(plain) if piece][-1:]
    return any(senses.of(piece).is_known or bool(senses.of(piece).code) for piece in last)


def bare(entry: str) -> str:
    """An entry without words for how it is worked, and without "based in" before it."""
    text = one_line(without_limits(without_workplace(_DOTS.sub(" ", entry)))).strip(EDGES)
    text = _balanced(_GAP.sub("-", text))
    if found := _MORE.search(text):
        text = _balanced(text[: found.start()].strip(EDGES))
    if found := _IN.match(text):
        text = text[found.end() :]
    return "" if NOWHERE.fullmatch(text) or not any(map(str.isalpha, text)) else text


def _balanced(text: str) -> str:
    """The text without brackets that nothing answers, or that hold all of it."""
    if text.count(")") > text.count("("):
        text = text.removesuffix(")").strip()
    if text.startswith("(") and (")" not in text or text.find(")") == len(text) - 1):
        text = text[1:].removesuffix(")").strip()
    return text.strip(EDGES)
