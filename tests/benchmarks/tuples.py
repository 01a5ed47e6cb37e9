"""The searches that the goals of DESIGN 11 were set by, beside the index that they were set by.

PERFORMANCE.md tells of 100,000 searches by the rarest word of a title and a place, of pay and the
rest verified, of three regular expressions in a hundred; of 231 candidates for a posting, of which
94 fit. Tuples under (word, place), tried in a loop that gives numbers alone, took 45 us there, and
1,000 us at a million: they are the measure of a machine. Here they answer the same searches, of
which they know no more than this needs: no language, nothing unknown but pay, no reasons.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alertbot.matching import Index
from alertbot.model import Opening
from alertbot.testing import opening_from_json
from tests.benchmarks.board import Row
from tests.benchmarks.matching import CITIES, COUNTS, NOW, OPENINGS, SAMPLE, Parsed, cpu, plainly

GOALS = {100_000: ("70 us, 700 x", "45 us there"), 1_000_000: ("500 us", "1,000 us there")}
_STARTS = (
    *("Bar", "Cor", "Dal", "Fen", "Gim", "Hol", "Jun", "Kel"),
    *("Lor", "Mab", "Nev", "Pol", "Rud", "Sim", "Tov", "Wen"),
)
_ENDS = ("dane", "fitch", "gard", "holt", "kirk", "lund", "mere", "nock", "port", "wick")
_WORDS = tuple(start + end for start in _STARTS for end in _ENDS)
"""160 invented words, of which a title has two: one search in eighty asks for one of them."""


@dataclass(frozen=True)
class _Asked:
    """A search: a word of the title or a pattern for it, "" for any place, 0 for any pay, and a
    word that is not to be there."""

    word: str
    is_pattern: bool
    city: str
    floor: int
    excluded: str

    @property
    def texts(self) -> list[str]:
        """Its conditions, as a query writes them."""
        parts = [f"/{self.word.lower()}s?/" if self.is_pattern else self.word.lower()]
        parts += [f'in:"{self.city}"'] if self.city else []
        parts += [f"pay>={self.floor}k"] if self.floor else []
        return parts + ([f"-{self.excluded.lower()}"] if self.excluded else [])


def _searches(count: int) -> Iterator[_Asked]:
    dice = random.Random(17)
    for _ in range(count):
        yield _Asked(
            dice.choice(_WORDS),
            dice.random() < 0.03,
            dice.choice(CITIES)[0] if dice.random() < 0.85 else "",
            dice.randrange(60, 290, 5) if dice.random() < 0.9 else 0,
            dice.choice(_WORDS) if dice.random() < 0.2 else "",
        )


def _openings() -> list[Opening]:
    dice = random.Random(19)
    found = []
    for _ in range(OPENINGS):
        city, region, country = dice.choice(CITIES)
        top = dice.randrange(80_000, 200_000, 100)
        place = {"text": city, "city": city, "region": region, "country": country}
        pay = {"min": top // 2, "max": top, "currency": "USD", "period": "year"}
        title = " ".join(("Senior", *dice.sample(_WORDS, 2)))
        fields = {"source": "contoso", "title": title, "places": [place], "pay": [pay]}
        found.append(opening_from_json(fields))
    return found


_Verified = tuple[int, int, str, re.Pattern[str] | None]


class _Tuples:
    """What the goals were set by: what is verified of a search, under its word and its place."""

    def __init__(self, searches: Sequence[_Asked]) -> None:
        self._shelves: dict[tuple[str, str], list[_Verified]] = defaultdict(list)
        for number, one in enumerate(searches):
            word = one.word.lower()
            pattern = re.compile(f"{word}s?") if one.is_pattern else None
            verified = (number, one.floor * 1000, one.excluded.lower(), pattern)
            self._shelves[word, one.city].append(verified)

    def match(self, opening: Opening) -> tuple[list[int], int]:
        """(the numbers of the searches that fit, how many were tried)."""
        title = opening.title.lower()
        words = set(title.split())
        city, pay = opening.places[0].city or "", opening.pay[0].max or 0
        found, tried = [], 0
        for word in words:
            for place in (city, ""):
                shelf = self._shelves.get((word, place), ())
                tried += len(shelf)
                for number, floor, excluded, pattern in shelf:
                    if floor > pay or (excluded and excluded in words):
                        continue
                    if pattern is None or pattern.search(title):
                        found.append(number)
        found.sort()
        return found, tried


def rows() -> Iterator[Row]:
    """What is measured here."""
    for count in COUNTS:
        if count in GOALS:
            yield from _measured(count)


def _measured(count: int) -> Iterator[Row]:
    searches, parsed, index = list(_searches(count)), Parsed(), Index()
    some = []
    for number, search in enumerate(searches):
        made = parsed.filter(search.texts)
        index.add(str(number), made)
        if number < SAMPLE:
            some.append(made)
    seen, bare = _openings(), _Tuples(searches)
    fit = tried = 0
    for one in seen:
        numbers, more = bare.match(one)
        assert [match.key for match in index.match(one, now=NOW)] == list(map(str, numbers))
        fit, tried = fit + len(numbers), tried + more
    took = min(cpu(lambda: [index.match(one, now=NOW) for one in seen]) for _ in range(5))
    barely = min(cpu(lambda: [bare.match(one) for one in seen]) for _ in range(5))
    plain = plainly(some, seen) * count / SAMPLE
    took, barely = took / len(seen), barely / len(seen)
    named = f"{count:,} of a word and a place, {fit // len(seen)} fit of {tried // len(seen)}"
    goal, theirs = GOALS[count]
    yield (named, took, "one by one", plain, plain / took, goal)
    yield ("the same", took, "tuples, numbers alone", barely, barely / took, theirs)
