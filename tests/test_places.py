"""Places in place lines, and how a posting is worked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import places
from alertbot.model import Place, Workplace

Known = tuple[str | None, str | None, str | None]


def known(place: Place) -> Known:
    return place.city, place.region, place.country


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("San Francisco, CA", ("San Francisco", "US-CA", "US")),
        ("United States, Washington, Redmond", ("Redmond", "US-WA", "US")),
        ("Redmond, Washington, United States", ("Redmond", "US-WA", "US")),
        ("US-WA-Redmond", ("Redmond", "US-WA", "US")),
        ("USA.VA.Reston", ("Reston", "US-VA", "US")),
        ("US, CA, San Jose, Rio Robles", ("San Jose", "US-CA", "US")),
        ("US-NC-Winston-Salem", ("Winston-Salem", "US-NC", "US")),
        ("USA VA Chantilly", ("Chantilly", "US-VA", "US")),
        ("New Orleans, LA USA 70112", ("New Orleans", "US-LA", "US")),
        ("CA, ON, Toronto", ("Toronto", "CA-ON", "CA")),
        ("CA-San Diego", ("San Diego", "US-CA", "US")),
        ("Canada, British Columbia, Vancouver", ("Vancouver", "CA-BC", "CA")),
        ("Berlin, DE", ("Berlin", "DE-BE", "DE")),
        ("Dover, DE", ("Dover", "US-DE", "US")),
        ("Tel Aviv, IL", ("Tel Aviv", None, "IL")),
        ("Springfield, IL", ("Springfield", "US-IL", "US")),
        ("Bengaluru, Karnataka, India", ("Bengaluru", "IN-KA", "IN")),
        ("London, ON", ("London", "CA-ON", "CA")),
        ("London, UK", ("London", "GB-ENG", "GB")),
        ("Tbilisi, Georgia", ("Tbilisi", None, "GE")),
        ("Atlanta, Georgia", ("Atlanta", "US-GA", "US")),
        ("Georgia", (None, None, None)),
        ("New York", ("New York", "US-NY", "US")),
        ("Washington", (None, None, "US")),
        ("Washington, D.C.", ("Washington", "US-DC", "US")),
        ("Wien, Österreich", ("Wien", "AT-9", "AT")),
        ("Pullach, , Germany", ("Pullach", "DE-BY", "DE")),
        ("Munich (Germany)", ("Munich", "DE-BY", "DE")),
        ("Berlin Office", ("Berlin", "DE-BE", "DE")),
        ("Deutschland", (None, None, "DE")),
        ("日本", (None, None, "JP")),
        ("Mexico", (None, None, "MX")),
        ("Bosnia and Herzegovina", (None, None, "BA")),
        ("Smallville", ("Smallville", None, None)),
        ("EMEA", (None, None, None)),
        ("Remote - Germany", (None, None, "DE")),
        ("Remote (US only)", (None, None, "US")),
        ("Anywhere in the U.S. (remote job)", (None, None, "US")),
    ],
)
def test_one_place(words: str, expected: Known) -> None:
    (place,) = places.read(words)
    assert known(place) == expected


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("San Francisco, CA | New York City, NY", ["San Francisco, CA", "New York City, NY"]),
        ("Sydney Or Melbourne", ["Sydney", "Melbourne"]),
        ("Oslo; Bergen\nOslo", ["Oslo", "Bergen"]),
        ("Berlin, Munich, Hamburg", ["Berlin", "Munich", "Hamburg"]),
        ("New York, NY, San Francisco, CA", ["New York, NY", "San Francisco, CA"]),
        ("US/Canada", ["US", "Canada"]),
        ("London and Paris", ["London", "Paris"]),
        ("LATAM, Europe", ["LATAM", "Europe"]),
        ("Remote-Friendly (Travel-Required) | Austin, TX", ["Austin, TX"]),
    ],
)
def test_lists(words: str, texts: list[str]) -> None:
    assert [place.text for place in places.read(words)] == texts


@pytest.mark.parametrize(
    "words",
    ["53 Locations", "Multiple Locations", "N/A", "UNAVAILABLE", "-", "", "Remote", "Global"],
)
def test_no_place(words: str) -> None:
    assert places.read(words) == ()


@pytest.mark.parametrize(
    ("words", "workplace", "countries"),
    [
        ("Remote (US only)", Workplace.REMOTE, ("US",)),
        ("Remote, Canada", Workplace.REMOTE, ("CA",)),
        ("Engineer (Remote, DACH)", Workplace.REMOTE, ("DE", "AT", "CH")),
        ("Remote - US & Canada", Workplace.REMOTE, ("US", "CA")),
        ("San Francisco or Remote (US)", Workplace.REMOTE, ("US",)),
        ("Remote Worldwide", Workplace.REMOTE, ()),
        ("Remote", Workplace.REMOTE, None),
        ("Hybrid - London", Workplace.HYBRID, None),
        ("On-site, Berlin", Workplace.ONSITE, None),
        ("Remote Sensing Engineer", None, None),
        ("Hybrid Cloud Architect", None, None),
        ("Redmond, WA", None, None),
    ],
)
def test_workplace(
    words: str, workplace: Workplace | None, countries: tuple[str, ...] | None
) -> None:
    assert places.workplace(words) == (workplace, countries)


def test_emea_is_written_out() -> None:
    _, countries = places.workplace("Remote - EMEA")
    assert countries is not None
    assert {"DE", "GB", "AE", "ZA"} <= set(countries)
    assert "US" not in countries


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("USA timezones", ("US",)),
        ("Worldwide", ()),
        ("Germany, UK, USA", ("DE", "GB", "US")),
        ("Berlin", ("DE",)),
        ("somewhere nice", None),
    ],
)
def test_countries(words: str, countries: tuple[str, ...] | None) -> None:
    assert places.countries(words) == countries


@given(st.text(max_size=120))
def test_any_text_is_taken(words: str) -> None:
    places.read(words)
    places.workplace(words)
    places.countries(words)


PIECES = (
    "US CA WA DE Berlin London Georgia Ontario Remote Hybrid Germany ( ) , - – . / | ; or and "
    "Office 12345 EMEA 53 Locations"
)


@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=12), st.sampled_from(["", " "]))
def test_codes_agree_with_each_other(words: list[str], gap: str) -> None:
    for place in places.read(gap.join(words)):
        assert place.text == place.text.strip() != ""
        assert place.region is None or place.region[:2] == place.country


@pytest.mark.parametrize("words", [" " * 200_000, "(" * 100_000, "a, " * 50_000, "Remote " * 30_000,
                                   "\n \n" * 50_000, "-." * 50_000])  # fmt: skip
def test_a_hostile_line_costs_what_its_size_costs(words: str) -> None:
    assert len(places.read(words)) <= 300
    places.workplace(words)
    places.countries(words)


@pytest.mark.parametrize("text", ["80331 München", "D-80331 München", "Munich", "München, Germany"])
def test_a_postcode_hides_no_city(text: str) -> None:
    (place,) = places.read(text)
    assert place.country == "DE"
    assert place.text == text
