"""Place lines: "San Francisco, CA | Remote - Germany; US-WA-Redmond" as places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from alertbot.model import Place
from alertbot.places import cities, entries, gazetteer, meaning, pieces, senses
from alertbot.places.cities import City
from alertbot.places.names import key
from alertbot.places.weighing import Reading

_MOST = 300
"""The most places that are read in one line: real ones list every country of the world."""
_SHORT = 200
_LETTERS_A_NAME = 20
_PARTS = re.compile(r"[;|•·/&+\n]|\s(?:or|and|und|oder)\s")
_PIECES = re.compile(r"[,:()\[\]–—>»、，]|\s-\s")
_RIVAL = 12
"""How much lighter a city may be that is preferred for its country."""


def read(text: str) -> tuple[Place, ...]:
    """The places in a line or list of them, in order, each once.

    `Place.text` is the source's words. `Place.city` is as the source spells it, save that NYC, the
    Bay Area and a name in another script give the name in general use. What says nothing ("53
    Locations", "N/A") gives no place; a name that is not known is taken for a city of the country
    that stands beside it, or of an unknown one.
    """
    # Boards say the same few lines over and over; long texts are not worth their memory.
    return _read_again(text) if len(text) <= _SHORT else _read(text)


def effort(text: str, most: int = 100) -> int:
    """About how much work it is to read a line, where that of a bare name is 1; at most `most`.

    All pieces of one place are tried with one another, so that a row of six is worth thirty names.
    """
    if len(text) > most * _LETTERS_A_NAME:
        return most
    return min(most, sum(map(_effort, _PARTS.split(text))))


def _effort(part: str) -> int:
    pieces = [piece.split() for piece in _PIECES.split(part) if piece.strip()]
    row = len(pieces)
    together = row if row < 4 else row * (row + 1) if row < 7 else 12 * row - 30
    return together + sum(max(0, len(words) - 2) for words in pieces)


def _read(text: str) -> tuple[Place, ...]:
    readings: list[tuple[str, Reading]] = []
    for entry in entries.entries(text):
        readings.extend(_in_entry(entry))
        if len(readings) >= _MOST:
            break
    beside = {reading.country for _, reading in readings if reading.country and reading.stated}
    beside |= {one.country for _, one in readings if one.country and _is_plain(one)}
    found: dict[object, Place] = {}
    for words, reading in readings[:_MOST]:
        place = _place(words, _beside(reading, beside))
        found.setdefault(_identity(place), place)
    return tuple(found.values())


_read_again = lru_cache(maxsize=2048)(_read)


def _identity(place: Place) -> object:
    """What two spellings of one place have in common."""
    if place.lat is not None:
        return place.country, place.lat, place.lon
    said = (place.city, place.region, place.country)
    return said if any(said) else place.text


def locate(place: Place) -> City | None:
    """The city of the gazetteer that a place is, by its own fields; None where it has none."""
    return _located(place.city, place.region, place.country, place.lat, place.lon)


@lru_cache(maxsize=4096)
def _located(
    name: str | None, region: str | None, country: str | None, lat: float | None, lon: float | None
) -> City | None:
    if not name:
        return None
    found = [city for city in cities.find(name) if country in (None, city.country)]
    if lat is not None:
        exact = (city for city in found if (city.lat, city.lon) == (lat, lon))
        if city := next(exact, None):
            return city
    fitting = (city for city in found if region is None or city.region in (None, region))
    return next(fitting, found[0] if found and country else None)


def same(a: Place, b: Place) -> bool:
    """Whether two places are one: München and Munich, but not Garching bei München.

    Cities are compared by where the gazetteer has them, and those that it does not know by name.
    """
    first, second = locate(a), locate(b)
    if first and second:
        return (first.country, first.lat, first.lon) == (second.country, second.lat, second.lon)
    names = key(a.city or ""), key(b.city or "")
    return names[0] == names[1] and (a.region, a.country) == (b.region, b.country)


def _in_entry(entry: str) -> Iterable[tuple[str, Reading]]:
    text = entries.bare(entry)
    if not text:
        return []
    if (group := gazetteer.group(text)) is not None:
        return [(text, Reading((text,), 0.0))] if group else []
    cut = [piece for piece in pieces.pieces(text) if gazetteer.group(piece) != ()]
    if not cut:
        return []
    found = [one for one in meaning.best(cut) if _says_something(one)]
    if len(found) == 1:
        return [(text, found[0])]
    return [(", ".join(one.pieces), one) for one in found]


def _says_something(reading: Reading) -> bool:
    return bool(
        reading.city
        or reading.country
        or any(key(piece) in ("washington", "georgia") for piece in reading.pieces)
        or any(senses.of(piece).group for piece in reading.pieces)
    )


def _is_plain(reading: Reading) -> bool:
    """Whether one city is so much larger than all others of its name that it is meant."""
    if reading.spot is None or not reading.city:
        return False
    rivals = [city for city in cities.find(reading.city) if city.country != reading.country]
    return all(reading.spot.weight - city.weight > _RIVAL for city in rivals)


def _beside(reading: Reading, known: Collection[str]) -> Reading:
    """A bare name that several countries have a city for is that of the places beside it."""
    if reading.spot is None or reading.stated or not reading.city or reading.country in known:
        return reading
    for city in cities.find(reading.city):
        if city.country in known and reading.spot.weight - city.weight <= _RIVAL:
            return replace(reading, spot=city, country=city.country, region=city.region)
    return reading


def _place(words: str, reading: Reading) -> Place:
    spot = reading.spot
    name = _spelled(reading.city, spot)
    lat, lon = (spot.lat, spot.lon) if spot and name else (None, None)
    return Place(words, name, reading.region, reading.country, lat, lon)


def _spelled(name: str | None, spot: City | None) -> str | None:
    """The city's name as written; the one in general use where it is in another script."""
    if name is None:
        return None
    if spot and not any("a" <= letter <= "z" for letter in key(name)):
        return spot.name
    if len(name) > 3 and (name.isupper() or name.islower()):
        return spot.name if spot and key(spot.name) == key(name) else _titled(name.split())
    return name


def _titled(words: Sequence[str]) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in words)
