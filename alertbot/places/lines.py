"""Place lines: "San Francisco, CA | Remote - Germany; US-WA-Redmond" as places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from alertbot.model import Place
from alertbot.places import gazetteer
from alertbot.places.words import NOWHERE, without_limits, without_workplace
from alertbot.text import clean, one_line

_MOST = 300
"""The most places that are read in one line: real ones list every country of the world."""
_LONGEST = 200
_LONGEST_TEXT = 20_000

_ENTRIES = re.compile(r" ?[;|•·] ?| / | (?:or|OR|Or|oder|ou) ")
_BETWEEN = re.compile(r"\s+(?:and|und|&|et|y)\s+|\s*/\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_DASHES = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*|(?<=\w)[-.](?=\w)")
_POSTCODE = re.compile(r"(?<=[A-Za-z.])\s+[0-9]{5}(?:-[0-9]{4})?\s*$")
# "80331 München", "D-10115 Berlin", "75011 Paris"
_LEADING_POSTCODE = re.compile(r"^\s*(?:[A-Z]{1,2}-)?[0-9]{4,5}\s+(?=[^\W\d])")
_OFFICE = re.compile(
    r"(?<=\w)\s+(?:office|hub|hq|headquarters|campus|metro area|area)\s*$", re.IGNORECASE
)
_STATE_COUNTRY = re.compile(r"([A-Z]{2}) (USA?|U\.S\.A?\.?|Canada|United States)")
# "USA VA Chantilly", "DEU Wiesbaden"
_COUNTRY_CITY = re.compile(r"([A-Z]{3}) (?:([A-Z]{2}) )?(\S[^,]*)")
_EDGES = " ,;:-–—/|.()[]*"


def read(text: str) -> tuple[Place, ...]:
    """The places in a line or list of them, in order, each once.

    `Place.text` is the source's words. What says nothing ("53 Locations", "N/A") gives no place;
    a name that is not known is taken for a city of an unknown country.
    """
    found: dict[Place, None] = {}
    for entry in _entries(text):
        for place in _in_entry(entry):
            found.setdefault(place)
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def _entries(text: str) -> Iterator[str]:
    lines = clean(text)[:_LONGEST_TEXT].split("\n")
    entries = (entry for line in lines for entry in _ENTRIES.split(one_line(line)))
    for entry in (entry[:_LONGEST] for entry in entries):
        parts = _BETWEEN.split(entry)
        # "Bosnia and Herzegovina" is one; "US/Canada" and "London and Paris" are two.
        if len(parts) > 1 and not _known(entry) and all(map(_known, parts)):
            yield from parts
        else:
            yield entry


def _known(name: str) -> bool:
    plain = without_workplace(name).strip(_EDGES)
    last = plain.split(",")[-1].strip()
    return bool(plain) and (
        gazetteer.city(plain) is not None
        or gazetteer.country(last) is not None
        or gazetteer.region(last, None) is not None
        or gazetteer.group(plain) is not None
    )


def _in_entry(entry: str) -> list[Place]:
    text = one_line(without_limits(without_workplace(entry))).strip(
        _EDGES.replace(".", "").replace(")", "")
    )
    if text.count(")") > text.count("("):
        text = text.removesuffix(")").strip()
    if not any(map(str.isalpha, text)) or NOWHERE.fullmatch(text):
        return []
    if gazetteer.group(text) is not None:
        return [Place(text)] if gazetteer.group(text) else []
    parts = _parts(text)
    if not parts:
        return []
    countries = [gazetteer.group(part) or gazetteer.country(part) for part in parts]
    if all(countries) and len(set(countries)) > 1:
        return [Place(part, None, None, gazetteer.country(part)) for part in parts]
    drafts = _country_first(parts) or _in_sequence(parts)
    if len(drafts) == 1:
        return [drafts[0].place(text)]
    return [draft.place(", ".join(draft.parts)) for draft in drafts]


def _parts(text: str) -> list[str]:
    """The pieces of one entry: by commas, else by dashes or full stops where a country is named."""
    asides = [inside or other for inside, other in _BRACKETS.findall(text)]
    plain = _BRACKETS.sub(" ", text) if asides else text
    parts = [piece for part in plain.split(",") for piece in _apart(part)]
    if len(parts) == 1 and not _whole(parts[0]):
        parts = _by_dashes(parts[0])
    for aside in asides:
        if gazetteer.country(aside) or gazetteer.region(aside, None):
            parts.append(aside.strip())
    return [part for part in parts if not NOWHERE.fullmatch(part)]


def _apart(part: str) -> list[str]:
    """A piece between commas, cut where state, country and postcode stand without any."""
    bare = _POSTCODE.sub("", _LEADING_POSTCODE.sub("", part))
    name = one_line(_OFFICE.sub("", bare)).strip(_EDGES.replace(".", ""))
    if not any(map(str.isalpha, name)):
        return []
    if found := _STATE_COUNTRY.fullmatch(name):
        return [found[1], found[2]]
    if (found := _COUNTRY_CITY.fullmatch(name)) and gazetteer.country(found[1]):
        return [piece for piece in (found[1], found[2], found[3]) if piece]
    return [name]


def _whole(name: str) -> bool:
    return gazetteer.country(name) is not None or gazetteer.city(name) is not None


def _by_dashes(text: str) -> list[str]:
    pieces = [piece for piece in _DASHES.split(text) if piece.strip()]
    if len(pieces) < 2:
        return [text]
    if gazetteer.country(pieces[0]) or gazetteer.region(pieces[0], None):
        return _with_hyphens(pieces)
    spaced = re.split(r"\s+[-–—]+\s+", text)
    if len(spaced) > 1 and (gazetteer.country(spaced[-1]) or gazetteer.region(spaced[-1], None)):
        return spaced
    return [text]


def _with_hyphens(pieces: list[str]) -> list[str]:
    """US-NC-Winston-Salem: behind country and region the rest is one name."""
    within = gazetteer.country(pieces[0])
    head = 2 if len(pieces) > 2 and gazetteer.region(pieces[1], within) else 1
    rest = "-".join(pieces[head:])
    return [*pieces[:head], *([rest] if gazetteer.city(rest) or head == 2 else pieces[head:])]


@dataclass(slots=True)
class _Draft:
    """A place that is being put together. `parts` are the words it is made of."""

    parts: list[str] = field(default_factory=list)
    cities: list[str] = field(default_factory=list)
    region: str | None = None
    country: str | None = None

    def place(self, text: str) -> Place:
        """The place, completed by what is known of its city."""
        known = [name for name in self.cities if self._fits(gazetteer.city(name))]
        name = known[0] if known else (self.cities[0] if self.cities else None)
        spot = gazetteer.city(name) if known and name else None
        if name and gazetteer.key(name) == "washington" and self.region is None:
            # The state as likely as the city.
            return Place(text, None, None, self.country or "US")
        country = self.country or (self.region[:2] if self.region else None)
        region = self.region
        if spot is not None:
            country, region = spot.country, region or spot.region
        return Place(text, name, region, country)

    def _fits(self, spot: gazetteer.Spot | None) -> bool:
        """Whether a well-known city of this name is the one that is meant."""
        if spot is None:
            return False
        if self.region is not None:
            return spot.region == self.region or (
                not spot.region and spot.country == self.region[:2]
            )
        return self.country in (None, spot.country)


def _country_first(parts: list[str]) -> list[_Draft]:
    """ "United States, Washington, Redmond" and "CA, ON, Toronto"; [] where it is not that."""
    if len(parts) < 2:
        return []
    first = gazetteer.country(parts[0])
    if first is None or (gazetteer.country(parts[1]) and not gazetteer.region(parts[1], first)):
        return []
    region = gazetteer.region(parts[1], first)
    known = gazetteer.city(parts[1])
    if parts[0] == "CA" and region is None and (known is None or known.country != "CA"):
        # California, where no province of Canada follows.
        return [_Draft(parts, parts[1:2], "US-CA", "US")]
    if region is None and gazetteer.city(parts[0]) is None and (known or len(parts) == 2):
        return [_Draft(parts, parts[1:], None, first)]
    rest = parts[2:] if region else parts[1:]
    if gazetteer.city(parts[0]) is not None and region is None:
        return []
    if region and not rest and known and known.country == first:
        rest = parts[1:]
    return [_Draft(parts, rest, region, first)]


def _in_sequence(parts: list[str]) -> list[_Draft]:
    """City, region, country: one place after another, as far as a line has several."""
    drafts: list[_Draft] = []
    draft = _Draft()
    for part in parts:
        if not _take(draft, part):
            drafts.append(draft)
            draft = _Draft()
            _take(draft, part)
        draft.parts.append(part)
    drafts.append(draft)
    return drafts


def _take(draft: _Draft, part: str) -> bool:
    """Makes the part the draft's country, region or city; False where it begins another place."""
    started = bool(draft.cities)
    if draft.country is None and (started or draft.region) and _take_area(draft, part):
        return True
    closed = draft.region is not None or draft.country is not None
    if not started and not closed:
        return _take_first(draft, part)
    if closed:
        spot = gazetteer.city(part)
        if started or draft.country or spot is None or spot.region != draft.region:
            return False
        # "WA, Redmond"
        draft.cities.append(part)
        return True
    known = [gazetteer.city(name) for name in (*draft.cities[-1:], part)]
    if all(known) and known[0] != known[1]:
        return False
    draft.cities.append(part)
    return True


def _take_first(draft: _Draft, part: str) -> bool:
    table = gazetteer.load()
    name = gazetteer.key(part)
    country = gazetteer.country(part)
    regions = table.regions.get(name, ())
    if gazetteer.city(part) is not None:
        draft.cities.append(part)
    elif country and all(code[:2] == country for code in regions):
        draft.country = country
    elif name == "washington":
        draft.cities.append(part)
    elif not country and len(regions) == 1:
        draft.region = regions[0]
    elif not country and not regions and gazetteer.region(part, None):
        draft.region = gazetteer.region(part, None)
    elif not country:
        draft.cities.append(part)
    return True


def _take_area(draft: _Draft, part: str) -> bool:
    """A region or country behind a city; the city decides what "DE" and "Georgia" mean."""
    spots = [spot for name in draft.cities if (spot := gazetteer.city(name))]
    country = gazetteer.country(part)
    if country and any(spot.country == country for spot in spots):
        draft.country = country
        return True
    own = gazetteer.city(part)
    if own and spots and own.region and not any(own.region == spot.region for spot in spots):
        # "Munich, Hamburg": two cities, although one has the name of its state.
        return False
    within = next((spot.country for spot in spots), None)
    region = draft.region is None and (
        gazetteer.region(part, within) or gazetteer.region(part, None)
    )
    if draft.region is None and region and not (country and within != "CA" and region[:2] == "CA"):
        draft.region = region
        return True
    if country and (draft.region is None or draft.region.startswith(country)):
        draft.country = country
        return True
    return False
