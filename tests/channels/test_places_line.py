"""Where an opening is, on one line: short, and true."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import places
from alertbot.channels import _places
from alertbot.model import Place

_STATES = ("Austin, TX", "Seattle, WA", "Portland, OR", "Portland, ME", "Denver, CO", "Reno, NV")
_BRITISH = ("London", "Leeds, United Kingdom", "Bristol", "York", "Bath", "Oxford", "Derby")
_EUROPE = ("Berlin, Germany", "Munich", "Paris, France", "Lyon, France", "Nice, France")
_FAR = ("Berlin, Germany", "Munich", "Paris, France", "Rome, Italy", "Vienna", "Oslo", "Bonn")
_AROUND = ("Seattle", "Redmond", "Bellevue", "Tacoma", "Everett")


def read(*lines: str) -> tuple[Place, ...]:
    """The places of some lines."""
    return tuple(place for line in lines for place in places.read(line))


@pytest.mark.parametrize(
    ("found", "limit", "expected"),
    [
        ((), 120, ""),
        (read("Berlin, Germany"), 120, "Berlin, Germany"),
        (read("Berlin, Germany", "Munich, Germany"), 120, "Berlin, Germany; Munich, Germany"),
        (read("Berlin, Germany", "Munich, Germany"), 30, "Berlin, Munich (Germany)"),
        (read("Berlin", "Bonn, Germany", "Berlin, Germany"), 120, "Berlin; Bonn, Germany"),
        (read("Berlin", "Munich", "Hamburg", "Cologne"), 120, "Berlin, Munich, Hamburg, Cologne"),
        (read(*_BRITISH), 120, "London, Leeds, Bristol, York and 3 more (United Kingdom)"),
        (read(*_STATES), 120, "Austin; Seattle; Portland, OR; Portland, ME and 2 more"),
        (
            read(*(f"{city}, Washington" for city in _AROUND)),
            120,
            "Seattle, Redmond, Bellevue, Tacoma, Everett (Washington)",
        ),
        (read(*_EUROPE), 120, "Germany: Berlin, Munich; France: Paris, Lyon, Nice"),
        (read(*_FAR), 120, "Berlin, Paris, Rome, Vienna and 3 more (5 countries)"),
        (
            read("Berlin", "Bonn", "Germany", "Oslo"),
            120,
            "Germany, Berlin, Bonn; NO: Oslo",
        ),
        (
            tuple(Place(f"Office {number}") for number in range(1_000)),
            120,
            "Office 0, Office 1, Office 2, Office 3 and 996 more",
        ),
        ((Place(""),) * 600, 120, ""),
    ],
)
def test_it_reads_well(found: tuple[Place, ...], limit: int, expected: str) -> None:
    assert _places.line(found, limit) == expected


_CITY = st.text("abcdefghij", min_size=1, max_size=12)
_ANY_PLACE = st.builds(
    lambda city, behind, country: Place(
        f"{city}, {behind}" if behind else city, city if country else None, None, country
    ),
    _CITY,
    st.sampled_from(("", "Germany", "France", "TX", "Texas")),
    st.sampled_from((None, "DE", "FR", "US", "AT")),
)


@given(st.lists(_ANY_PLACE, max_size=40), st.integers(40, 240))
def test_what_is_named_and_what_is_counted_are_all_of_them(found: list[Place], limit: int) -> None:
    line = _places.line(found, limit)
    assert len(line) <= limit
    bare = re.sub(r" and [\d,]+ more| \([^()]*\)|(?:^|(?<=; ))[A-Z]\w*: ", "", line)
    counted = sum(int(number) for number in re.findall(r" and (\d+) more", line))
    behind = "|".join(("Germany", "France", "TX", "Texas"))
    named = [name for name in re.split(rf"; |, (?!(?:{behind})\b)", bare) if name]
    first: dict[object, str] = {}
    for place in found:
        first.setdefault((place.city, place.country) if place.country else place, place.text)
    assert len(named) + counted == len(set(first.values()))
