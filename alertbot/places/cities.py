"""The cities of the world by their names, from the table that tools/gazetteer.py makes.

The table is searched where it lies, in its bytes: as objects it would be ten times the size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from alertbot.model import Place
from alertbot.places.names import key

MUCH_SMALLER = 8
"""How much lighter than a city its suburbs are at least."""
_SUBURB_KM = 24.0
_EARTH_KM = 6371.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_FEW = 6_000
"""Bytes of the table, a hundred lines or so, that are sooner read than searched."""
# "Garching b. München", "Freiburg i. Br."
_BY_SOMETHING = re.compile(
    r"(.{3,40}?) (?:am|(?:am|a|an|bei|b|beim|im|i|in|ob|vor|v|upon|on|sur|s|nad|n)"
    r"(?: d| der| den| dem)? \w+)"
)
_SO_NAMED = frozenset({"DE", "AT", "CH", "GB", "FR", "BE", "NL", "CZ", "PL"})
_UMLAUT = re.compile(r"(?<=[^aeq])([aou])e(?!u)|^([aou])e(?!u)")


@dataclass(frozen=True, slots=True)
class City:
    """A city. `name` is the one in general use; `lat` and `lon` are degrees, good to a kilometre.

    `weight` is ten times the logarithm of the population, doubled in countries that post much.
    """

    name: str
    country: str
    region: str | None
    lat: float
    lon: float
    weight: int


@cache
def _table() -> bytes:
    return files("alertbot.places").joinpath("cities.tsv").read_bytes()


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[City, ...]:
    """The cities that are called so in any of the usual languages, the likeliest first."""
    wanted = key(name)
    found = tuple(_called(wanted))
    if not found and _UMLAUT.search(wanted):
        # Muenchen, Duesseldorf
        found = tuple(_called(_UMLAUT.sub(r"\1\2", wanted)))
    if not found and (long := _BY_SOMETHING.fullmatch(wanted)):
        found = tuple(city for city in _called(long[1]) if city.country in _SO_NAMED)
    return found


def named(name: str, country: str, region: str | None) -> City | None:
    """The city of a name in a country, and in its region where that is known."""
    found = [city for city in find(name) if city.country == country]
    return next((city for city in found if region in (None, city.region)), None)


def _called(wanted: str) -> Iterator[City]:
    table = _table()
    head = wanted.encode("utf-8", "replace") + b"\t"
    start = _line_at(table, head[:-1], 0, len(table))
    while wanted and table.startswith(head, start):
        end = table.index(b"\n", start)
        yield _city(table[start:end].decode())
        start = end + 1


def _line_at(table: bytes, wanted: bytes, low: int, high: int) -> int:
    """Where the first line between two of them begins whose key is not below `wanted`."""
    while low < high:
        start = max(table.rfind(b"\n", low, (low + high) // 2) + 1, low)
        if table[start : table.index(b"\t", start)] < wanted:
            low = table.index(b"\n", start) + 1
        else:
            high = start
    return low


def keys_like(wanted: str, is_near: Callable[[str], bool]) -> Iterator[str]:
    """The keys of the table that are near a key, where near is one letter off, or two swapped.

    They share its beginning up to where they differ. So where few keys begin as it does, all that
    differ from there on are among these; before, what may stand instead is looked up.
    """
    table = _table()
    low, high = 0, len(table)
    for at in range(len(wanted) + 1):
        if high - low < _FEW:
            found = table[low:high].decode().splitlines()
            yield from filter(is_near, (line.partition("\t")[0] for line in found))
            return
        for other in _differing(wanted, at):
            if is_near(other) and _is_called(other, low, high):
                yield other
        low, high = _begun(table, wanted[: at + 1].encode("utf-8", "replace"), low, high)


def _is_called(wanted: str, low: int, high: int) -> bool:
    """Whether a city is called so, between two lines of the table."""
    table, head = _table(), wanted.encode("utf-8", "replace") + b"\t"
    return table.startswith(head, _line_at(table, head[:-1], low, high))


def _begun(table: bytes, beginning: bytes, low: int, high: int) -> tuple[int, int]:
    """From where to where the lines go whose keys begin so."""
    low = _line_at(table, beginning, low, high)
    return low, _line_at(table, beginning + b"\xff", low, high)


def _differing(wanted: str, at: int) -> Iterator[str]:
    """The key with another letter at a place, one more or one fewer there, or two swapped."""
    head, tail = wanted[:at], wanted[at:]
    yield head + tail[1:]
    yield head + tail[1:2] + tail[:1] + tail[2:]
    for letter in _LETTERS:
        yield head + letter + tail[1:]
        yield head + letter + tail


def _city(line: str) -> City:
    called, code, where, weight, name = line.split("\t")
    north, east = where.split(",")
    region = code if "-" in code else None
    shown = name or called.title()
    return City(shown, code[:2], region, int(north) / 100, int(east) / 100, int(weight))


def distance_km(a: Place | City, b: Place | City) -> float | None:
    """Kilometres as the crow flies; None where it is not known where one of the two is."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, south = math.radians(a.lat), math.radians(b.lat)
    across = math.sin((south - north) / 2) ** 2
    along = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    share = across + math.cos(north) * math.cos(south) * along
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, share)))


def is_suburb(small: City, large: City) -> bool:
    """Whether a place lies at the edge of a much larger one, or in it."""
    apart = distance_km(small, large)
    much = large.weight - small.weight >= MUCH_SMALLER
    return much and apart is not None and apart <= _SUBURB_KM


_BOROUGHS = {
    "New York City": frozenset(
        {"Brooklyn", "Manhattan", "Queens", "The Bronx", "Bronx", "Staten Island"}
    ),
}
_BOROUGH_KM = 30.0


def is_borough(part: City, whole: City) -> bool:
    """Whether a city of the table is a part of another, as Brooklyn is of New York."""
    if part.name not in _BOROUGHS.get(whole.name, ()):
        return False
    return (distance_km(part, whole) or 0.0) <= _BOROUGH_KM


def likeliest(wanted: str) -> City | None:
    """The likeliest city of a name that is folded by `names.key`."""
    return next(_called(wanted), None)
