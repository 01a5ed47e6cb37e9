"""An entry of a place line cut into pieces: city, region, country, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot.places import gazetteer, senses
from alertbot.places.cities import is_suburb
from alertbot.places.entries import COMMAS, EDGES
from alertbot.places.words import NOWHERE

_MOST_PIECES = 400
_KNOWN = 48
"""The same for a letter or two: "Aarhus C"."""

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|[（【]([^（）【】]*)[）】]")
_SPACED_DASHES = re.compile(r"\s+[-–—>»]+\s+|\s*[–—>»]\s*")
_CUTS = re.compile(rf"{COMMAS.pattern}|{_SPACED_DASHES.pattern}")
_SPACED = re.compile(r"\s[-–—>»]+\s")
_AND = re.compile(r"(?:and|und|et|y|e|en|i|og|och|or|oder|ou|o|&|\+)\s+(?=\S)", re.IGNORECASE)
_DASHES = re.compile(r"(?<=\w)[-_./·](?=\w)")
_STREET = re.compile(
    r"[0-9]+[a-z]?(?:-[0-9]+)? .*|.*\b(?:street|st|str|avenue|ave|road|rd|boulevard|blvd|lane|"
    r"drive|dr|way|parkway|pkwy|suite|ste|floor|fl|building|bldg|unit|room|level|hwy|highway|plaza|rue|"
    r"calle|via|avenida|allee|platz|weg|gate|tower|square|block|plot|phase|sector)\b\.?.*[0-9].*|"
    r".*(?:stra(?:ß|ss)e|str\.|platz|weg|allee|gasse|straat|laan) ?[0-9]+.*",
    re.IGNORECASE,
)
_POSTCODE = (
    r"[0-9]{4} ?[A-Z]{2}|(?:[A-Z]{1,3}[- ])?[0-9]{2}-[0-9]{3}|"
    r"(?:[A-Z]{1,2}-)?[0-9]{4,6}(?:-[0-9]{3,4})?|[0-9]{3} [0-9]{2,3}|"
    r"[A-Z]{1,2}[0-9][0-9A-Z]?(?: ?[0-9][A-Z]{2})?|[A-Z][0-9][A-Z](?: ?[0-9][A-Z][0-9])?|"
    r"[0-9]{5}-?[0-9]{3}"
)
_LEADING_POSTCODE = re.compile(rf"(?:(?:{_POSTCODE}) +|[0-9]{{2}} ?- ?)(?=[^\W\d])")
_TRAILING_POSTCODE = re.compile(
    rf"(?<=[^\W\d][. ]) *(?:{_POSTCODE}|[0-9]{{1,3}}(?:er?|[eè]me|th|st|nd|rd)?)$|(?<=[^\W\d] )#.*$"
)
_NUMBERED = re.compile(r"([^\W\d][^\d]*[^\W\d]) [0-9]{1,2}(?:er?|[eè]me)?", re.IGNORECASE)
_METRO = re.compile(
    r"(?:greater|metro) .+|.+ (?:area|region|metro|metropolitan area)", re.IGNORECASE
)
_JOINING = frozenset({"en", "de", "of", "in", "la", "les", "sur", "der"})
"""Words that make "Roissy-en-France" one name."""
_OUTSKIRTS = re.compile(
    r".{1,60}\b(?:suburbs|district|corridor|shire) ([^\d]{3,40})", re.IGNORECASE
)
_ARTICLES = frozenset({"LA", "LE", "EL", "AL", "DE", "DA"})
_HOUSE_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}$")
_NUMBER = re.compile(r"[0-9]{1,3} +")
_ONLY_NUMBERS = re.compile(rf"{_POSTCODE}|[0-9A-Z]{{0,3}}[0-9]+[0-9A-Z]{{0,4}}")
_TOWN = 44
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|se|inc|ltd|llc|plc|bv|sa|sas|group|bank|school|university|universität|college|"
    r"hospital|clinic|financial|capital|partners|exchange|media|institute|stock|times|airways)\b",
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")


def pieces(text: str) -> list[str]:
    """The pieces of a bare entry: by commas and brackets, then as far as they make sense."""
    if len(text) < 60 and not _CUTS.search(text) and senses.of(text).is_known:
        return [text]
    found: list[str] = []
    for part, is_aside in _unbracketed(text):
        for row in COMMAS.split(part):
            before = found[-1:] if is_aside else []
            whole = not _SPACED.search(row) and senses.of(row).is_known
            for piece in [row] if whole else _SPACED_DASHES.split(row):
                cut = _apart(piece, is_aside=is_aside)
                if not (before and len(cut) == 1 and _is_part(before[-1], cut[0])):
                    found.extend(cut)
                before = cut or before
    return found[:_MOST_PIECES]


def _is_part(city: str, part: str) -> bool:
    """Whether a name behind a city's is that of a quarter of it: "Stuttgart-Vaihingen"."""
    wholes, parts = senses.of(city).cities[:1], senses.of(part).cities
    return any(is_suburb(small, large) for large in wholes for small in parts)


def _unbracketed(text: str) -> Iterator[tuple[str, bool]]:
    """The text in and between brackets; a bracket that belongs to a name stays."""
    at = 0
    for bracket in _BRACKETS.finditer(text):
        before = text[at : bracket.start()]
        tail = COMMAS.split(before)[-1]
        if tail and senses.of(f"{tail.strip()} {bracket[0]}").is_known:
            continue
        yield before, False
        yield next(filter(None, bracket.groups()), ""), True
        at = bracket.end()
    yield text[at:], False


def _apart(piece: str, *, is_aside: bool) -> list[str]:
    """A piece between commas, without postcodes, cut further where that makes it known."""
    name = piece.strip(EDGES)
    if (joined := _AND.match(name)) and not senses.of(name).is_known:
        name = name[joined.end() :]
    if not name or NOWHERE.fullmatch(name):
        return []
    if (numbered := _NUMBERED.fullmatch(name)) and senses.of(numbered[1]).cities:
        # "Lyon 3e", "Dublin 2"
        return [numbered[1]]
    if senses.of(name).is_known:
        return [name]
    outskirts = _OUTSKIRTS.fullmatch(name)
    if outskirts and senses.of(outskirts[1]).weight >= senses.NOTED:
        return [outskirts[1]]
    plain = without_postcode(name)
    if _HOUSE_NUMBER.search(name) and not any(senses.of(one).is_known for one in _cut(plain)):
        # "Keizersgracht 123"
        return []
    name = plain
    if not any(map(str.isalpha, name)) or _ONLY_NUMBERS.fullmatch(name):
        return []
    if _STREET.fullmatch(name) and not senses.of(name).is_known:
        return []
    found = [one for one in _cut(name) if not NOWHERE.fullmatch(one)]
    if is_aside:
        return [one for one in found if senses.of(one).is_known or senses.of(one).code]
    return found


def without_postcode(name: str) -> str:
    """A piece without a postcode or the number of a département before or behind it."""
    if (number := _NUMBER.match(name)) and senses.of(name[number.end() :]).cities:
        name = name[number.end() :]
    name = _LEADING_POSTCODE.sub("", name, count=1) if _LEADING_POSTCODE.match(name) else name
    return _TRAILING_POSTCODE.sub("", name).strip(EDGES)


def _cut(name: str) -> list[str]:
    """A name by its hyphens and full stops, or by the words for country and state in it."""
    if senses.of(name).is_known or len(name) > 80 or senses.WARD.search(name):
        return [name]
    marks = [part for part in _DASHES.split(name) if part]
    if len(marks) > 1:
        first = senses.of(marks[0])
        if first.country or (first.code and len(marks) > 2) or gazetteer.region(marks[0], None):
            return _with_hyphens(marks)
        if len(marks) == 2 and _is_part(*marks):
            return marks[:1]
        head = senses.of(marks[0])
        if head.weight and _METRO.fullmatch(name):
            # "Greater Palm Bay-Melbourne-Titusville Area"
            return marks[:1]
        if all(senses.of(mark).is_known for mark in marks):
            return marks
        if first.cities and first.weight >= 50:
            return marks[:1]
        last = senses.of(marks[-1])
        if last.country and not last.coded:
            is_joined = len(marks) > 2 and marks[-2].lower() in _JOINING
            return [name if is_joined else name[: -len(marks[-1]) - 1], marks[-1]]
    return _by_words(name)


def _with_hyphens(marks: list[str]) -> list[str]:
    """US-NC-Winston-Salem: behind country and region the rest is one name."""
    within = gazetteer.country(marks[0])
    if len(marks) > 2 and within and gazetteer.country(marks[1]) == within:
        # "CRI-Costa Rica-Belen"
        marks = [marks[0], *marks[2:]]
    head = 2 if len(marks) > 2 and _is_region(marks[1], within) else 1
    rest = "-".join(marks[head:])
    for size in range(len(marks) - head - 1, 0, -1):
        # "USA-NY-New York-One Vanderbilt"
        city = "-".join(marks[head : head + size])
        if head == 2 and senses.of(city).cities and not senses.of(rest).is_known:
            rest = city
            break
    return [*marks[:head], *([rest] if senses.of(rest).is_known or head == 2 else marks[head:])]


def _is_region(name: str, within: str | None) -> bool:
    return gazetteer.region(name, within) is not None


def _by_words(name: str) -> list[str]:
    """ "Austin TX", "USA VA Chantilly", "Okinawa Island Japan": cut where a part is an area."""
    words = name.split()
    if len(words) == 1 and not name.isascii():
        return _beginnings(name)
    if not 1 < len(words) <= 8:
        return [name]
    for size in (4, 3, 2, 1):
        if size < len(words) and _is_area(" ".join(words[-size:])):
            return [*_cut(" ".join(words[:-size])), " ".join(words[-size:])]
    for size in (4, 3, 2, 1):
        start, rest = " ".join(words[:size]), " ".join(words[size:])
        if name.isupper() and start in _ARTICLES:
            # "LA ROCHELLE"
            continue
        if size < len(words) and _is_area(start) and (start.isupper() or _is_place(rest)):
            return [" ".join(words[:size]), *_cut(" ".join(words[size:]))]
    for size in (3, 2, 1):
        start = " ".join(words[:size])
        found = senses.of(start).cities
        if _COMPANY.search(name) or (found and found[0].country == "US"):
            continue
        if {"&", "and"} & {*words[size - 1 : size + 1]}:
            continue
        least = senses.NOTED if sum(map(len, words[size:])) > 2 else _KNOWN
        if size < len(words) and senses.of(start).weight >= least and not start[:1].islower():
            # "Berlin Kreuzberg", "Copenhagen K"
            return [start]
    return [name]


def _is_place(name: str) -> bool:
    sense = senses.of(name)
    return bool(sense.country or sense.regions or sense.weight >= _TOWN)


def _beginnings(name: str) -> list[str]:
    """The country and city that a name without spaces begins with: 北京市海淀区 is in 北京."""
    found = _beginning(name)
    if found != name and senses.of(found).country:
        inner = _beginning(name[len(found) :])
        if senses.of(inner).is_known:
            return [inner, found]
    return [found]


def _beginning(name: str) -> str:
    starts = (name[:size] for size in range(6, 1, -1) if not name[:size].isascii())
    unspaced = (start for start in starts if _UNSPACED.fullmatch(start))
    return next((start for start in unspaced if senses.of(start).is_known), name)


def _is_area(name: str) -> bool:
    sense = senses.of(name)
    if sense.text != sense.name:
        return False
    short = bool(sense.code) and sense.text.isupper()
    if short:
        return bool(sense.country or gazetteer.region(sense.code, None)) or _is_state(sense.code)
    return bool(sense.country) or (bool(sense.regions) and len(name) > 4)


def _is_state(code: str) -> bool:
    return any(gazetteer.coded(code, country) for country in ("US", "CA", "AU", "IN", "CH"))
