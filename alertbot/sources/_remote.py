"""Where a remote posting is open to, by the places that its fields name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alertbot.model import RawPlace

_WIDER = re.compile(
    r"\b(?:worldwide|global(?:ly)?|anywhere|international|europe|emea|eu|european union|apac|asia|"
    r"latam|latin america|americas?|amer|north america|africa|middle east|mena|oceania|nordics?|"
    r"dach|benelux|baltics?)\b",
    re.IGNORECASE,
)


def open_to(places: Iterable[RawPlace]) -> tuple[str, ...]:
    """The places that are whole countries, or by their names more than that ("EMEA", "Global").

    A city beside "remote" is an office or where people are sought: it closes no country off.
    """
    whole = (place for place in places if not (place.city or place.region))
    said = (place.text if _WIDER.search(place.text[:200]) else place.country for place in whole)
    return tuple(dict.fromkeys(filter(None, said)))
