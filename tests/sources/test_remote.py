"""Where a remote posting is open to, by its places."""

from __future__ import annotations

import pytest

from alertbot.model import RawPlace
from alertbot.sources import _remote


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((RawPlace("Remote (US)", country="USA"), RawPlace(country="USA")), ("USA",)),
        ((RawPlace("Austin", "Austin", "TX", "USA"), RawPlace(country="Canada")), ("Canada",)),
        ((RawPlace("Bavaria", region="Bavaria", country="Germany"),), ()),
        ((RawPlace("Global"), RawPlace("Remote")), ("Global",)),
        ((RawPlace("Europe", country="European Union"),), ("Europe",)),
        ((RawPlace("Remote - EMEA", country="Germany"),), ("Remote - EMEA",)),
        ((RawPlace("Headquarters"), RawPlace("Munich")), ()),
    ],
)
def test_countries_and_what_is_wider(places: tuple[RawPlace, ...], said: tuple[str, ...]) -> None:
    assert _remote.open_to(places) == said
