"""Places as Eightfold's sites word them: country first or last, and some in fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _json


def read(position: Mapping[str, object]) -> Iterator[RawPlace]:
    """The site's own lines, with the country of the standardized ones where they go in pairs."""
    standard = _json.items(position.get("standardizedLocations"))
    listed = _json.items(position.get("locations")) or [position.get("location")]
    lines = [line(_json.text(place)) for place in listed]
    if not any(lines):
        for place in [*listed, *standard]:
            fields = _json.obj(place)
            named = RawPlace(
                text=line(_json.text(place)),
                city=_field(fields, "city"),
                region=_field(fields, "state", "region"),
                country=_field(fields, "country", "countryCode"),
            )
            if named != RawPlace():
                yield named
        return
    countries = [_country(_json.text(place)) for place in standard]
    if len(countries) != len(lines):
        countries = [""] * len(lines)
    for named_line, country in zip(lines, countries, strict=True):
        if named_line:
            yield RawPlace(text=named_line, country=country)


def _country(standard: str) -> str:
    """The country of a line such as "Redmond, WA, US" or "England,GB"."""
    last = standard.rpartition(",")[2].strip()
    return last if re.fullmatch(r"[A-Z]{2}", last) else ""


def _field(fields: Mapping[str, object], *names: str) -> str:
    said = (words.one_line(words.decode_entities(_json.text(fields.get(name)))) for name in names)
    return next(filter(None, said), "")


_ANYWHERE = re.compile(r"multiple locations?", re.IGNORECASE)


def line(said: str) -> str:
    """A location without its parts that name none: "United States, Multiple Locations"."""
    parts = [part.strip() for part in words.one_line(words.decode_entities(said)).split(",")]
    named = [part for part in parts if part and not _ANYWHERE.fullmatch(part)]
    return ", ".join(named)
