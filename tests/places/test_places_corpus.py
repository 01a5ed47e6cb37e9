"""Place lines of recorded payloads against the structured fields that stand beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot import places

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
Pair = tuple[str, str, str]


def smartrecruiters(payload: object) -> Iterator[Pair]:
    for posting in payload.get("content", [payload]) if isinstance(payload, dict) else ():
        place = posting.get("location", {})
        if place.get("fullLocation") and place.get("country"):
            yield place["fullLocation"], place.get("city", ""), place["country"].upper()


def recruitee(payload: object) -> Iterator[Pair]:
    for offer in payload.get("offers", ()) if isinstance(payload, dict) else ():
        for place in offer.get("locations", ()):
            line = ", ".join(filter(None, (place["city"], place["state"], place["country"])))
            yield line, place["city"], place["country_code"]


def lever(payload: object) -> Iterator[Pair]:
    for posting in payload if isinstance(payload, list) else ():
        if posting.get("country") and posting.get("categories", {}).get("location"):
            yield posting["categories"]["location"], "", posting["country"]


def pairs(kind: str) -> Iterator[Pair]:
    reader = {"smartrecruiters": smartrecruiters, "recruitee": recruitee, "lever": lever}[kind]
    for path in sorted((CORPUS / kind).glob("*.json")):
        yield from reader(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")
@pytest.mark.parametrize("kind", ["smartrecruiters", "recruitee", "lever"])
def test_lines_say_what_the_fields_say(kind: str) -> None:
    found = list(pairs(kind))
    assert found
    for line, city, country in found:
        places_read = places.read(line)
        assert {place.country for place in places_read} == {country}, line
        if city:
            assert [place.city for place in places_read] == [city], line
