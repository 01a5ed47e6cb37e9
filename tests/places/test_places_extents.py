"""How far regions stretch, and the circles that they may lie in."""

from __future__ import annotations

from importlib.resources import files

import pytest

from alertbot import places
from alertbot.places import cities
from tools import gazetteer

EXTENTS = files("alertbot.places").joinpath("extents.tsv").read_text(encoding="utf-8")


def test_the_table_is_that_of_the_cities() -> None:
    lines = cities._table().decode().splitlines()
    assert gazetteer.extents(lines) == EXTENTS


@pytest.mark.parametrize(
    ("city", "km", "code", "reaches"),
    [
        ("seattle", 50, "US-WA", True),
        ("seattle", 50, "US", True),
        ("seattle", 50, "US-TX", False),
        ("seattle", 200, "CA-BC", True),
        ("new york city", 30, "US-NJ", True),
        ("strasbourg", 10, "DE-BW", True),
        ("strasbourg", 10, "ES", False),
        ("suva", 500, "WS", False),
        ("berlin", 50, "DE-XX", True),
        ("berlin", 50, "XX", False),
    ],
)
def test_what_a_circle_may_reach(city: str, km: float, code: str, reaches: bool) -> None:
    (centre, *_) = cities.find(city)
    assert places.Circle(centre, km).may_reach(code) is reaches


def test_a_circle_goes_on_behind_the_date_line() -> None:
    ends = [row.split("\t") for row in EXTENTS.splitlines() if row.startswith("FJ\t")]
    ((_, south_north, west_east),) = ends
    south, east = int(south_north.split(",")[0]) / 100, int(west_east.split(",")[1]) / 100
    behind = places.City("Behind", "WS", None, south, east + 2 - 360, 1)
    assert places.Circle(behind, 300).may_reach("FJ")
    assert not places.Circle(behind, 50).may_reach("FJ")
