"""Which places a row of pieces means: the cut of the row into places that explains it best.

A row such as "CA", "ON", "Toronto" is cut into groups, a place each. Each group is weighed
(`weighing`), a further place costs, and the best cut is found by dynamic programming, so the work
grows with the length of the row alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alertbot.places import gazetteer, oddities, senses
from alertbot.places.names import key
from alertbot.places.senses import Sense
from alertbot.places.weighing import Reading, weighed

_WIDEST = 6
"""The most pieces that one place is made of."""
_BARE_CODE = 5.0
_COUNTRY_CODES = frozenset({"DE", "IN"})
"""Codes that are rather a country's than a state's where they stand alone."""
_UNDECIDED = frozenset({"washington", "georgia"})
"""Names as likely a state's as a city's or country's: bare, they say neither."""


def best(pieces: Sequence[str]) -> list[Reading]:
    """The places that the pieces mean, in their order."""
    row = [senses.of(piece) for piece in pieces]
    if _is_list_of_countries(row):
        return [Reading((one.text,), 0.0, country=one.country, stated=True) for one in row]
    if _is_list_of_states(row):
        return [_state(one) for one in row]
    scores = [0.0]
    ends: list[Reading] = []
    for end in range(1, len(row) + 1):
        options = [
            (scores[start] + found.score, found)
            for start in range(max(0, end - _WIDEST), end)
            for found in (_group(row[start:end], is_first=start == 0, whole=len(row)),)
        ]
        score, found = max(options, key=lambda option: option[0])
        scores.append(score)
        ends.append(found)
    readings: list[Reading] = []
    at = len(row)
    while at:
        readings.append(ends[at - 1])
        at -= len(ends[at - 1].pieces)
    return readings[::-1]


def _is_list_of_countries(row: Sequence[Sense]) -> bool:
    """Whether three countries or more stand side by side, and no "US, CA, San Jose"."""
    named = [sense.country for sense in row]
    if len(row) < 3 or not all(named) or len(set(named)) < len(row):
        return False
    within = gazetteer.coded(row[1].code or "-", row[0].country or "")
    return not (row[0].coded and within and row[2].cities)


def _is_list_of_states(row: Sequence[Sense]) -> bool:
    """Whether codes of states of the US stand side by side: "TX, CA, NY"."""
    return len(row) > 1 and all(one.text.isupper() and _code_of(one) for one in row)


def _code_of(sense: Sense) -> str | None:
    return gazetteer.coded(sense.code, "US") if len(sense.code) == 2 else None


def _state(sense: Sense) -> Reading:
    return Reading((sense.text,), 0.0, region=_code_of(sense), country="US", stated=True)


def _group(row: Sequence[Sense], *, is_first: bool, whole: int) -> Reading:
    """The best reading of the pieces as one place."""
    readings = [weighed(row, *where, whole=whole) for where in _hypotheses(row)]
    found = max(readings, key=lambda reading: reading.score)
    if len(row) == 1:
        found = _bare(row[0], found, readings, is_alone=whole == 1)
    return found if is_first else _behind(row, found)


def _behind(row: Sequence[Sense], found: Reading) -> Reading:
    """A group further on that is codes alone is hardly a place: they belong to what is before."""
    bare = all(sense.code and sense.text.isupper() and not sense.areas for sense in row)
    return replace(found, score=found.score - _BARE_CODE) if bare else found


def _is_plain_word(sense: Sense, found: Reading) -> bool:
    if sense.coded:
        return sense.code in oddities.PLAIN_CODES
    return found.spot is not None and key(sense.text) in oddities.PLAIN_WORDS


def _bare(sense: Sense, found: Reading, readings: Sequence[Reading], *, is_alone: bool) -> Reading:
    """A single piece. Where several countries have it, and no city decides, none is named."""
    if is_alone and _is_plain_word(sense, found):
        return replace(found, city=None, region=None, country=None, spot=None)
    if sense.coded and sense.code in _COUNTRY_CODES:
        return replace(found, region=None, country=sense.country)
    name = key(sense.name)
    if name == "washington":
        return replace(found, city=None, region=None, country="US", spot=None)
    tied = {one.country for one in readings if one.score == max(r.score for r in readings)}
    if found.spot is None and not found.city and (name in _UNDECIDED or len(tied) > 1):
        if sense.coded:
            return replace(found, region=None, country=sense.country)
        return replace(found, region=None, country=None)
    return found


def _hypotheses(row: Sequence[Sense]) -> Iterator[tuple[str | None, str | None]]:
    """Countries and regions that the pieces may lie in, each pair once."""
    countries = dict.fromkeys(sense.country for sense in row if sense.country)
    regions: dict[str, None] = {}
    for sense in row:
        regions.update(dict.fromkeys(sense.regions[:4]))
        regions.update(dict.fromkeys(area.code for area in sense.areas if "-" in area.code))
        countries.update(dict.fromkeys(area.code[:2] for area in sense.areas))
        countries.update(dict.fromkeys(city.country for city in sense.cities[:6]))
    countries.update(dict.fromkeys(region[:2] for region in regions))
    if any(sense.code for sense in row):
        countries.update(dict.fromkeys(("US", "CA", "AU")))
        named = (gazetteer.country(sense.code) for sense in row if sense.code and len(row) > 1)
        countries.update(dict.fromkeys(code for code in named if code))
        for sense in row:
            codes = (gazetteer.coded(sense.code, country) for country in countries if sense.code)
            regions.update(dict.fromkeys(code for code in codes if code))
    yield None, None
    for country in countries:
        yield country, None
    for region in regions:
        yield region[:2], region
