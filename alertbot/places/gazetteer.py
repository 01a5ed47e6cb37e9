"""Countries, their regions, areas such as the Ruhr, and groups of countries, by name and code.

The tables beside this module are read when they are first asked for. Names are compared by `key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from alertbot.places.names import key

_CODE = re.compile(r"[A-Z]{2,4}")


@dataclass(frozen=True, slots=True)
class Area:
    """A metropolitan area, county or nickname: the country or ISO 3166-2 region it lies in.

    `city` is the one that it is named for, empty where it is none.
    """

    code: str
    city: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The tables, by key. A name may be a country's, a region's and a city's at once.

    `short` has the codes of regions that are not ISO's but in use, with their country before them.
    """

    countries: Mapping[str, str]
    alpha2: frozenset[str]
    alpha3: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    codes: frozenset[str]
    short: Mapping[str, str]
    areas: Mapping[str, tuple[Area, ...]]
    groups: Mapping[str, tuple[str, ...]]


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
    short: dict[str, str] = {}
    for code, _, names in _rows("subdivisions"):
        codes.add(code)
        for name in names.split("|"):
            if _CODE.fullmatch(name):
                short[f"{code[:2]}-{name}"] = code
            if len(name) > 2:
                regions.setdefault(key(name), []).append(code)
    areas: dict[str, list[Area]] = {}
    for code, city, names in _rows("areas"):
        for name in names.split("|"):
            areas.setdefault(key(name), []).append(Area(code, city))
    groups = {
        key(name): tuple(members.split())
        for members, names in _rows("groups")
        for name in names.split("|")
    }
    return Gazetteer(
        countries,
        frozenset(alpha3.values()),
        alpha3,
        {name: tuple(dict.fromkeys(found)) for name, found in regions.items()},
        frozenset(codes),
        short,
        {name: tuple(found) for name, found in areas.items()},
        groups,
    )


def _rows(table: str) -> Iterator[list[str]]:
    text = files("alertbot.places").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield line.split("\t")


@cache
def _names() -> Mapping[str, str]:
    found = {code: names.split("|")[0] for code, _, names in _rows("countries")}
    found.update((code, names.split("|")[0]) for code, _, names in _rows("subdivisions"))
    return found


def name_of(code: str) -> str:
    """The English name of a country (alpha-2) or region (ISO 3166-2); the code if it has none."""
    return _names().get(code, code)


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
    """ISO 3166-2 of a region of a country by name or code ("WA", "US-WA").

    Without a country: by a name that only one country has, or by a code of the US or Canada.
    """
    table = load()
    word = name.strip()
    upper = word.upper()
    if upper in table.codes and (within is None or upper.startswith(within)):
        return upper
    if within is not None:
        if code := coded(word, within):
            return code
    elif word.isupper() and len(word.replace(".", "")) == 2:
        found = (coded(word, within) for within in ("US", "CA"))
        return next((code for code in found if code), None)
    fitting = [code for code in regions(word) if within is None or code.startswith(within)]
    return fitting[0] if len(fitting) == 1 else None


def coded(code: str, within: str) -> str | None:
    """ISO 3166-2 of a region by its code within a country: "WA", "D.C."."""
    table = load()
    whole = f"{within}-{code.replace('.', '')}"
    return whole if whole in table.codes else table.short.get(whole)


_KIND = re.compile(
    r"^(?:(?:the )?(?:state|province|county|canton|region|community|commonwealth|prefecture|"
    r"principality|emirate|governorate|government|district|department) of (?:the )?|"
    r"(?:estado|provincia|prov|comunidad|region|departamento|principado|comunidad autonoma) "
    r"(?:de|di|del|do|da) (?:la )?|(?:region|departement|province) (?:de |du |des |d)(?:la |l)?|"
    r"kanton |canton |land |bundesland |wojewodztwo |woj |provinz |provincie |prov )"
    r"|(?: (?:province|region|voivodeship|wojewodztwo|prefecture|governorate|oblast|department|"
    r"state|district|division|krai|kray|kraj|lan|county|canton|emirate|provincia|province|"
    r"municipality|territory))+$"
)


def regions(name: str) -> tuple[str, ...]:
    """ISO 3166-2 of all regions that are called so, "State of" and "Province" set aside."""
    table = load()
    wanted = key(name)
    found = table.regions.get(wanted)
    if found is None and len(wanted) < 80:
        found = table.regions.get(_KIND.sub("", wanted))
    return found or ()


def areas(name: str) -> tuple[Area, ...]:
    """The metropolitan areas, counties and the like that are called so."""
    return load().areas.get(key(name), ())


def group(name: str) -> tuple[str, ...] | None:
    """The countries of the EU, EMEA and the like; () for the whole world."""
    return load().groups.get(key(name))
