"""The index against the plain truth on every recorded board, for thousands of searches.

Skipped where ../shared/corpus is not: that material is no part of the project. The searches are of
words, places and tags that the boards themselves have, so that many fit. The environment asks for
more: ALERTBOT_SEARCHES and ALERTBOT_SEED say which searches, ALERTBOT_OPENINGS how many postings
are looked at, and ALERTBOT_WHOLE for how many of those every search is judged plainly; for the
others those are that the index finds, and as many others as ALERTBOT_SAMPLE says.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot import query
from alertbot.cli import inspecting
from alertbot.errors import AlertbotError, QueryError
from alertbot.matching import Index, vocabulary
from alertbot.matching.truth import in_view
from alertbot.model import Match, Opening
from alertbot.query import Filter, Settings, View

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
HOME = Settings(home="Berlin, DE")
SEARCHES = int(os.environ.get("ALERTBOT_SEARCHES", "2000"))
OPENINGS = int(os.environ.get("ALERTBOT_OPENINGS", "150"))
WHOLE = int(os.environ.get("ALERTBOT_WHOLE", str(OPENINGS)))
SAMPLE = int(os.environ.get("ALERTBOT_SAMPLE", "1000"))
SEED = int(os.environ.get("ALERTBOT_SEED", "11"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here"),
]


def recorded() -> list[Opening]:
    """An opening of each recorded posting, in an order that is the same each time."""
    found = []
    for file in sorted(CORPUS.glob("*/*")):
        try:
            page = inspecting.page(str(file), f"https://{file.parent.name}.example/1", NOW)
            postings = list(inspecting.postings(page, "", str(file)))
        except AlertbotError:
            continue
        found += [Opening((posting,), NOW) for posting in postings]
    random.Random(3).shuffle(found)
    return found


@pytest.fixture(scope="module")
def openings() -> list[Opening]:
    return recorded()


def atoms(dice: random.Random, openings: Sequence[Opening]) -> Iterator[str]:
    """Conditions as queries write them, without end, of what some posting says or does not."""
    plain = [
        *("remote", "hybrid", "onsite", "remote:us", "remote:de", "in:eu", "in:us", "in:germany"),
        *("level:senior", "level:..mid", "level:staff..", "type:fulltime", "type:contract"),
        *("posted<7d", "posted>30d", "closes>3d", "lang:en", "lang:de", 'in:"Seattle"~50km'),
        *("in:berlin~100km", "pay>=€60k", "pay.min>=45/h", "pay<=200k", "source:greenhouse"),
        *("/eng(ineer|r)/", r"/\bdata\b/", "/manag/", "text:/kuber|docker/", "engi*", "#a*"),
    ]
    while True:
        one = dice.choice(openings)
        words = one.title.replace('"', " ").split()
        text = one.lead.description.replace('"', " ").split()
        at = dice.randrange(max(len(words), 1))
        match dice.randrange(10):
            case 0 | 1 if words:
                yield f'"{" ".join(words[at : at + dice.choice((1, 1, 2, 3))])}"'
            case 2 if words:
                yield f'title:"{words[at]}"'
            case 3 if text:
                start = dice.randrange(len(text))
                yield f'text:"{" ".join(text[start : start + dice.choice((1, 1, 2))])}"'
            case 4 if one.company:
                yield f'company:"{one.company.replace(chr(34), " ")}"'
            case 5 | 6 if one.places:
                place = dice.choice(one.places)
                said = dice.choice((place.city, place.region, place.country, place.text))
                yield f'in:"{(said or "berlin").replace(chr(34), " ")}"'
            case 7 if one.hashtags:
                yield f"#{dice.choice(one.hashtags)}"
            case 8:
                yield f"pay>={dice.randrange(20, 300, 5)}k"
            case _:
                yield dice.choice(plain)


def searches(openings: Sequence[Opening]) -> Iterator[Filter]:
    """Filters of such conditions, without end."""
    dice = random.Random(SEED)
    told = atoms(dice, openings)
    while True:
        parts = []
        for _ in range(dice.choice((1, 2, 2, 3, 3, 4, 6))):
            part = next(told)
            turn = dice.random()
            if turn < 0.15:
                part = f"({part} OR {next(told)})"
            elif turn < 0.25:
                part = f"-{part}"
            elif turn < 0.3:
                part = f"-({part} {next(told)})"
            parts.append(f"{part}!" if dice.random() < 0.1 else part)
        try:
            yield query.parse(" ".join(parts), HOME)
        except QueryError:
            continue


def test_it_agrees_with_the_plain_truth_on_every_recorded_board(openings: list[Opening]) -> None:
    index = Index()
    some = searches(openings)
    filters = [next(some) for _ in range(SEARCHES)]
    for number, one in enumerate(filters):
        index.add(str(number), one)
    dice = random.Random(SEED)
    fitted = 0
    for looked_at, opening in enumerate(openings[:OPENINGS]):
        found = index.match(opening, now=NOW)
        asked: Iterable[int] = range(SEARCHES)
        if looked_at >= WHOLE:
            beside = dice.sample(range(SEARCHES), min(SAMPLE, SEARCHES))
            asked = sorted({*beside, *(int(match.key) for match in found)})
        view = View(opening, NOW)
        plain = ((number, in_view(filters[number], view)) for number in asked)
        expected = [Match(str(number), one.because, one.unknown) for number, one in plain if one]
        assert found == expected, opening.title
        fitted += len(found)
    assert fitted > min(OPENINGS, len(openings))


def test_words_are_those_of_the_view_on_every_recorded_board(openings: list[Opening]) -> None:
    assert openings
    for opening in openings:
        assert vocabulary.of_head(opening) == View(opening, NOW).terms
