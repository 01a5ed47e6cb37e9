"""The gazetteer for queries: what a name may mean, which is the same place, and how far."""

from __future__ import annotations

import pytest

from alertbot import places
from alertbot.model import Place
from alertbot.places import cities
from alertbot.places.names import key


def only(words: str) -> Place:
    (place,) = places.read(words)
    return place


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("München", "Munich, Germany", True),
        ("Monaco di Baviera", "Muenchen", True),
        ("Warszawa", "Warsaw, POL", True),
        ("Köln", "Cologne", True),
        ("Bangalore", "Bengaluru, KA, IN", True),
        ("NYC", "New York, NY", True),
        ("Garching bei München", "München", False),
        ("Paris, TX", "Paris", False),
        ("Smallville, KS", "Smallville, KS, US", True),
        ("Germany", "France", False),
        ("Deutschland", "Germany", True),
    ],
)
def test_the_same_place(one: str, other: str, same: bool) -> None:
    assert places.same(only(one), only(other)) is same


def test_a_place_without_coordinates_is_found_by_its_fields() -> None:
    munich = Place("", "Munich", None, "DE")
    assert places.same(munich, only("München"))
    city = places.locate(munich)
    assert city is not None
    assert city.region == "DE-BY"
    assert places.locate(Place("Germany", None, None, "DE")) is None
    assert places.locate(Place("", "Smallville", "US-KS", "US")) is None


def meanings(name: str) -> list[tuple[str, str | None, str]]:
    return [
        (one.countries[0], one.region, one.city.name if one.city else "")
        for one in places.find(name)
    ]


def test_what_a_name_may_mean() -> None:
    assert meanings("Georgia")[:2] == [("GE", None, ""), ("US", "US-GA", "")]
    assert meanings("ca") == [("CA", None, ""), ("US", "US-CA", "")]
    assert meanings("Portland, OR") == [("US", "US-OR", "Portland")]
    assert meanings("Bay Area") == [("US", "US-CA", "San Francisco")]
    assert meanings("munich")[0] == ("DE", "DE-BY", "Munich")
    (dach,) = places.find("DACH")
    assert dach.countries == ("DE", "AT", "CH")
    (ruhr,) = places.find("Ruhrgebiet")
    assert ruhr.is_vague
    assert places.find("Nowhereville") == ()


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("Redmont", "Redmond"), ("Berln", "Berlin"), ("Germny", "Germany"), ("Seatle", "Seattle")],
)
def test_the_nearest_names(wrong: str, meant: str) -> None:
    assert meant in places.nearest(wrong)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("Seattle, WA", "Redmond, WA", 17), ("Berlin", "Munich", 504), ("London", "New York", 5570)],
)
def test_distance(one: str, other: str, km: float) -> None:
    assert places.distance_km(only(one), only(other)) == pytest.approx(km, rel=0.1)
    assert places.distance_km(only(other), only(one)) == places.distance_km(only(one), only(other))


def test_no_distance_to_a_country() -> None:
    assert places.distance_km(only("Berlin"), only("France")) is None


def test_the_table_is_sorted_and_light() -> None:
    lines = cities._table().splitlines()
    keys = [line.split(b"\t", 1)[0] for line in lines]
    assert keys == sorted(keys)
    assert len(cities._table()) < 3_000_000
    assert len(lines) > 50_000


@pytest.mark.parametrize("name", ["berlin", "zwolle", "a coruna", "москва", "東京"])
def test_every_line_is_found_by_its_key(name: str) -> None:
    assert cities.find(name)[0].weight >= 45
    assert key(name) == name


def test_what_lies_at_the_ends_of_the_table() -> None:
    keys = [line.split(b"\t", 1)[0].decode() for line in cities._table().splitlines()]
    for name in (keys[0], keys[-1]):
        assert cities.find(name)
    assert cities.find("") == cities.find("\x00") == cities.find("\U0010ffff") == ()
