"""Countries, their subdivisions, well-known cities and groups of countries, by name and code.

The tables beside this module are read when they are first asked for. Names are compared by `key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from alertbot.text import fold

_SIGNS = re.compile(r"[.'’]")
_GAPS = re.compile(r"[\s\-_/]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of a name: `country` alpha-2, `region` ISO 3166-2 or None."""

    country: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The tables, by key. A name may be a country's, a subdivision's and a city's at once."""

    countries: Mapping[str, str]
    alpha2: frozenset[str]
    alpha3: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    codes: frozenset[str]
    cities: Mapping[str, Spot]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def key(name: str) -> str:
    """A name for comparing: folded, without full stops and apostrophes, hyphens as spaces."""
    return _GAPS.sub(" ", _SIGNS.sub("", fold(name))).strip()


@cache
def load() -> Gazetteer:
    """The tables, read once."""
    countries: dict[str, str] = {}
    alpha3: dict[str, str] = {}
    for alpha2, code3, names in _rows("countries"):
        alpha3[code3] = alpha2
        for name in names.split("|"):
            countries.setdefault(key(name), alpha2)
    regions: dict[str, list[str]] = {}
    codes: set[str] = set()
    for code, names in _rows("subdivisions"):
        codes.add(code)
        for name in names.split("|"):
            regions.setdefault(key(name), []).append(code)
    cities: dict[str, Spot] = {}
    for code, names in _rows("cities"):
        spot = Spot(code[:2], code if "-" in code else None)
        for name in names.split("|"):
            cities.setdefault(key(name), spot)
    groups = {
        key(name): tuple(members.split())
        for members, names in _rows("groups")
        for name in names.split("|")
    }
    return Gazetteer(
        countries,
        frozenset(alpha3.values()),
        alpha3,
        {name: tuple(found) for name, found in regions.items()},
        frozenset(codes),
        cities,
        groups,
    )


def _rows(table: str) -> Iterator[list[str]]:
    text = files("alertbot.places").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield line.split("\t")


def country(name: str) -> str | None:
    """Alpha-2 of a country by its name, alpha-3 or alpha-2; codes count in capitals only."""
    table = load()
    word = name.strip()
    if word in table.alpha2:
        return word
    if word in table.alpha3:
        return table.alpha3[word]
    return table.countries.get(key(word))


def region(name: str, within: str | None) -> str | None:
    """ISO 3166-2 of a subdivision of a country by name or code ("WA", "US-WA").

    Without a country: by a name that only one country has, or by a code of the US or Canada.
    """
    table = load()
    word = name.strip()
    upper = word.upper()
    if upper in table.codes and (within is None or upper.startswith(within)):
        return upper
    if within is not None:
        code = f"{within}-{word.replace('.', '')}"
        if code in table.codes:
            return code
    elif word.isupper() and len(word.replace(".", "")) == 2:
        short = word.replace(".", "")
        return next((f"{c}-{short}" for c in ("US", "CA") if f"{c}-{short}" in table.codes), None)
    found = table.regions.get(key(word), ())
    fitting = [code for code in found if within is None or code.startswith(within)]
    return fitting[0] if len(fitting) == 1 else None


def city(name: str) -> Spot | None:
    """Where a well-known city is."""
    return load().cities.get(key(name))


def group(name: str) -> tuple[str, ...] | None:
    """The countries of the EU, EMEA and the like; () for the whole world."""
    return load().groups.get(key(name))
