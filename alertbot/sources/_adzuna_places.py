"""Where Adzuna's advertisements are: steps from a country down to a town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _json

# Between a region and its cities some countries have one more step.
_DISTRICT = re.compile(
    r"(?: county| parish| borough|(?:land)?kreis|shire)$|^(?:county .{1,40}|surrey|kent|essex"
    r"|(?:east |west )?sussex|norfolk|suffolk|cornwall|devon|dorset|somerset|cumbria|merseyside"
    r"|northumberland|tyne (?:&|and) wear|greater manchester|isle of wight)$",
    re.IGNORECASE,
)
# The other British regions are those of England, which have no codes in ISO 3166-2.
_BESIDE_ENGLAND = {"Scotland", "Wales", "Northern Ireland"}


def read(
    location: Mapping[str, object], country: str, codes: Mapping[str, str]
) -> Iterator[RawPlace]:
    """The place, if any is given; two steps are a country and a region.

    `codes`: the countries by what the first step calls them; `country`: which it is otherwise.
    """
    area = [words.one_line(_json.text(part)) for part in _json.items(location.get("area"))]
    display = words.one_line(words.decode_entities(_json.text(location.get("display_name"))))
    city = area[-1] if len(area) > 2 and not _DISTRICT.search(area[-1]) else ""
    named = codes.get(area[0], "").upper() or area[0] if area else country.upper()
    region = area[1] if len(area) > 1 else ""
    if named == "GB" and region and region not in _BESIDE_ENGLAND:
        city = "London" if region == "London" else city
        region = "England"
    if area or display:
        yield RawPlace(text=display, city=city, region=region, country=named)
