"""Where the posting of a feed's item is, by the fields and groups that are places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot.model import RawPlace
from alertbot.sources._feed import Group, Record
from alertbot.sources._feed_fields import line, names, of, said, there

_LOCATIONS = frozenset(
    {"location", "joblocation", "locations", "address", "place", "office", "postaladdress"}
)
_CITY = names(
    "city", "locationcity", "joblocationcity", "town", "jobcity", "addresslocality", "ort"
)
_REGION = names(
    "state", "region", "province", "locationstate", "stateprovince", "jobstate", "addressregion",
    "locationregion", "county",
)  # fmt: skip
_COUNTRY = names(
    "country", "locationcountry", "jobcountry", "addresscountry", "countryname", "countrycode",
)  # fmt: skip
_TEXT = names(
    "location", "joblocation", "locations", "locationname", "place", "jobgeo", "dutystation",
    "workplacelocation", "locationrestriction", "locationrestrictions", "candidatelocation",
    "candidaterequiredlocation", "geo",
)  # fmt: skip
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]+\\s*")
_NOWHERE = re.compile(
    r"(?:various|multiple|several|many|all)(?: (?:locations?|cities|counties|sites|work sites))?"
    r"|state-?wide|county-?wide|city-?wide|see (?:job )?(?:description|posting|below)|tbd|other",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{2,3}")


_BEFORE_ZIP = re.compile(r"\s+-\s+(?=\d{5})")
_TOWN = re.compile(r"[^\W\d_][^\d,/|()]{0,60}")
_PARTED = re.compile(r"[|;\n]|<br\b[^<>]{0,9}>")
PLACES = names(*_CITY.order, *_REGION.order, *_COUNTRY.order, *_TEXT.order)


def places(item: Record) -> tuple[RawPlace, ...]:
    """Where: the groups that are places, else the parts of one, else lines of text."""
    if item.groups:
        groups = (group for group in item.groups if group.name in _LOCATIONS)
        if grouped := [place for group in groups for place in _group(group)]:
            return tuple(dict.fromkeys(grouped))
    if not there(item, PLACES):
        return ()
    city, region, country = line(item, _CITY), line(item, _REGION), _country(item)
    lines = [
        plain
        for name in there(item, _TEXT)
        for value in item.fields[name]
        for part in _PARTED.split(value[:5000])
        if (plain := said(part))
    ]
    lines = list(dict.fromkeys(lines))
    if len(lines) > 1 or not (city or region or country):
        # A country beside several places is that of all of them, or of none that is known.
        return tuple(RawPlace(text=one, country=country) for one in lines[:300])
    text = lines[0] if lines else ""
    if text and not city and not _NOWHERE.fullmatch(text):
        return (_beside(text, region, country),)
    if city and _NOWHERE.fullmatch(city):
        city = ""
    return (RawPlace(text=text, city=city, region=region, country=country),)


def _beside(text: str, region: str, country: str) -> RawPlace:
    """A location whose region or country stands in a field beside it: "Lansing", "Michigan"."""
    # NEOGOV: "Des Moines - 50319 - Polk County".
    town = _BEFORE_ZIP.split(text, maxsplit=1)[0]
    if region and _TOWN.fullmatch(town):
        return RawPlace(
            text="" if town == text else text, city=town, region=region, country=country
        )
    joined = text if region.lower() in text.lower() else f"{text}, {region}"
    return RawPlace(text=joined, country=country)


def _country(item: Record) -> str:
    country = line(item, _COUNTRY)
    return country if country.isascii() else _FLAG.sub("", country)


def _group(group: Group) -> Iterator[RawPlace]:
    city, region = of(group, *_CITY.order), of(group, *_REGION.order)
    country = _FLAG.sub("", of(group, *_COUNTRY.order))
    text = of(group, "name", "text", "label", "formatted", "display", "location")
    if city or region or country:
        # The name of a place is the employer's own ("Head office") where there is an address.
        yield RawPlace(city=city, region=region, country=country)
    elif text:
        yield RawPlace(text=text)


def from_codes(text: str) -> RawPlace:
    """ "Springfield, IL, US, 62701" and "Walldorf, DE, 69190", as SuccessFactors writes places."""
    parts = [part for part in map(str.strip, text.split(",")) if part]
    while len(parts) > 1 and any(character.isdigit() for character in parts[-1]):
        parts.pop()
    if len(parts) in (2, 3) and _CODE.fullmatch(parts[-1]):
        region = parts[1] if len(parts) == 3 else ""
        return RawPlace(text=text, city=parts[0], region=region, country=parts[-1])
    return RawPlace(text=text)
