"""Where the government's postings are: hundreds of places, or words for none in particular."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _json

_NO_CITY = re.compile(
    r"negotiable|anywhere|nationwide|multiple|various|may be filled|remote|throughout|"
    r"^(?:[\d\s-]+|n/a|tbd|united states)$",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"multiple locations|various|may be filled|many vacancies", re.IGNORECASE)


def read(position: Mapping[str, object]) -> Iterator[RawPlace]:
    """The places, each once; the words of the display where there is no list of them."""
    listed = map(_json.obj, _json.items(position.get("PositionLocation")))
    found = dict.fromkeys(place for entry in listed if (place := _place(entry)) != RawPlace())
    if found:
        yield from found
        return
    display = _line(position, "PositionLocationDisplay")
    if display and not _NO_PLACE.search(display):
        yield RawPlace(text=display)


def _place(entry: Mapping[str, object]) -> RawPlace:
    """One place. The city's field repeats the region: "Atlanta, Georgia"."""
    name = _line(entry, "LocationName")
    region = _line(entry, "CountrySubDivisionCode")
    region = "" if region.upper() == "N/A" else region
    country = _line(entry, "CountryCode")
    city = _line(entry, "CityName")
    for tail in (country, region):
        city = city.removesuffix(f", {tail}") if tail else city
    if city == name and country and not region:
        # Abroad the country may be worded otherwise in its own field.
        city = city.rpartition(", ")[0] or city
    if _NO_CITY.search(city):
        city = ""
    if city == "Washington DC":
        city = "Washington"
    if not city and _NO_CITY.search(name.split(",")[0]):
        name = ""
    return RawPlace(text=name, city=city, region=region, country=country)


def is_remote(position: Mapping[str, object], details: Mapping[str, object]) -> bool:
    """Whether a posting is remote altogether, which is more than fit for telework."""
    display = _line(position, "PositionLocationDisplay").lower()
    indicators = (details.get("RemoteIndicator"), position.get("RemoteIndicator"))
    return any(map(_is_true, indicators)) or "remote job" in display


def workplace(details: Mapping[str, object]) -> str:
    """Where it is not remote: who may telework is at the office the rest of the time."""
    telework = details.get("TeleworkEligible")
    if _is_true(telework):
        return "hybrid"
    is_not = telework is False or _json.text(telework).lower() in ("false", "no", "0")
    return "onsite" if is_not else ""


def _is_true(value: object) -> bool:
    return value is True or _json.text(value).lower() in ("true", "yes", "1")


def _line(values: Mapping[str, object], name: str) -> str:
    return words.one_line(words.decode_entities(_json.text(values.get(name))))
