"""What `in:` makes of the gazetteer: aliases, and neighbours that only sound alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alertbot import matching, query
from alertbot.testing import opening_from_json

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "words", "fits"),
    [
        ({"text": "München", "city": "München", "country": "DE"}, "munich", True),
        ({"text": "Munich, Germany"}, "münchen", True),
        ({"text": "Munich", "city": "Munich", "country": "DE"}, "bavaria", True),
        ({"text": "Munich", "city": "Munich", "country": "DE"}, "deutschland", True),
        ({"text": "Garching bei München"}, "munich", False),
        ({"text": "Bangalore"}, "bengaluru", True),
        ({"text": "New York, NY"}, "nyc", True),
        ({"text": "San Francisco Bay Area"}, '"san francisco"', True),
        ({"text": "Paris, TX"}, '"Paris, France"', False),
        ({"text": "Portland, ME"}, '"Portland, OR"', False),
        ({"text": "Cork, Ireland"}, "dublin", False),
        ({"text": "Dublin, County Dublin, Ireland"}, "dublin", True),
        ({"text": "Essen, NRW"}, "ruhrgebiet", None),
    ],
)
def test_in(place: dict[str, object], words: str, fits: bool | None) -> None:
    opening = opening_from_json({"title": "Engineer", "places": [place]})
    match = matching.matches(query.parse(f"engineer in:{words}"), opening, now=NOW)
    assert (match is not None) is (fits is not False)
    if match is not None:
        assert bool(match.unknown) is (fits is None)
