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
_STRAY = -4.0
_COUNTRY_CODES = frozenset({"DE", "IN"})
"""Codes that are rather a country's than a state's where they stand alone."""
_UNDECIDED = frozenset({"washington", "georgia"})
"""Names as likely a state's as a city's or country's: bare, they say neither."""


def best(pieces: Sequence[str]) -> list[Reading]:
    """The places that the pieces mean, in their order."""
    row = _without_echoes([senses.of(piece) for piece in pieces])
    if _is_list_of_countries(row):
        return [_country(one) for one in row if not _is_about(one, row)]
    if _is_list_of_states(row):
        return [_state(one) for one in row]
    scores = [0.0]
    ends: list[Reading] = []
    for end in range(1, len(row) + 1):
        options = [
            (
                scores[start] + found.score + _beside(ends[start - 1] if start else None, found),
                found,
            )
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


def _without_echoes(row: list[Sense]) -> list[Sense]:
    """The row without what says nothing more.

    "Guatemala, Guatemala, Guatemala" ends with a country that is named twice, "Macau, China" with
    one that the first belongs to; SEA is Seattle among the likes of NYC, and else a group.
    """
    if len(row) > 2 and row[-1].country and key(row[-1].name) == key(row[-2].name):
        row = row[:-1]
    parent = oddities.PARENTS.get(row[0].country or "") if len(row) == 2 else None
    if parent and parent == row[1].country:
        row = row[:1]
    others = sum(1 for one in row if (one.areas and one.code) or one.country == "US")
    return [
        one
        if one.group is None or not one.areas
        else replace(one, group=None)
        if others > 1
        else replace(one, areas=())
        for one in row
    ]


def _is_list_of_countries(row: Sequence[Sense]) -> bool:
    """Whether countries stand side by side, groups of them too, and no "US, CA, San Jose"."""
    named = [sense.country for sense in row if sense.group is None]
    if len(row) < 2 or not all(named) or len(set(named)) < len(named):
        return False
    if any(map(_is_within, row, row[1:])) or any(map(_is_within, row[1:], row)):
        return len(row) > 2 and all(one.coded for one in row) and not _is_in_state(row)
    if all(one.coded and _code_of(one) for one in row):
        return False
    return not _is_in_state(row)


def _is_within(part: Sense, whole: Sense) -> bool:
    """Whether a piece may be a region or a city of the country that another names."""
    within = whole.country or ""
    if part.code and gazetteer.coded(part.code, within):
        return True
    if any(code.startswith(within) for code in part.regions if within):
        return True
    state = _code_of(whole) if whole.coded else None
    return bool(state) and any(city.region == state for city in part.cities)


def _is_in_state(row: Sequence[Sense]) -> bool:
    """Whether it is "US, CA, San Jose", although there is a country called so."""
    within = gazetteer.coded(row[1].code or "-", row[0].country or "")
    return bool(row[0].coded and within and (len(row) == 2 or row[2].cities))


def _is_about(group: Sense, row: Sequence[Sense]) -> bool:
    """Whether the countries of a group stand beside it: "LATAM (Peru, Chile)"."""
    return any(one.country in group.group for one in row if one.country and group.group)


def _country(sense: Sense) -> Reading:
    if sense.country in oddities.CITY_STATES:
        return _group([sense], is_first=True, whole=1)
    return Reading((sense.text,), 0.0, country=sense.country, stated=bool(sense.country))


def _is_list_of_states(row: Sequence[Sense]) -> bool:
    """Whether states of the US stand side by side, by codes or names: "TX, CA, NY"."""
    if len(row) < 2 or not all(map(_state_of, row)):
        return False
    # "New York, Washington" are cities, and so is the first of "Iowa, LA".
    codes = sum(1 for one in row if one.text.isupper())
    return codes == len(row) or (not codes and all(one.weight < senses.NOTED for one in row))


def _state_of(sense: Sense) -> str | None:
    if sense.text.isupper() and len(sense.code) == 2:
        return _code_of(sense)
    return next((code for code in sense.regions if code.startswith("US-")), None)


def _code_of(sense: Sense) -> str | None:
    return gazetteer.coded(sense.code, "US") if len(sense.code) == 2 else None


def _state(sense: Sense) -> Reading:
    return Reading((sense.text,), 0.0, region=_state_of(sense), country="US", stated=True)


def _group(row: Sequence[Sense], *, is_first: bool, whole: int) -> Reading:
    """The best reading of the pieces as one place."""
    readings = [weighed(row, *where, whole=whole) for where in _hypotheses(row)]
    found = max(readings, key=lambda reading: reading.score)
    if len(row) == 1:
        found = _bare(row[0], found, readings, is_alone=whole == 1)
    return found if is_first else _behind(row, found)


def _beside(before: Reading | None, found: Reading) -> float:
    """What it costs to take "Haram, Giza, Egypt" for a town in Norway and one in Egypt.

    As much as to take "Giza, Egypt" for a city and a country.
    """
    if before is None or before.spot is None or before.stated or not found.stated:
        return 0.0
    if not found.city and not found.region and before.country == found.country:
        return _STRAY
    is_small = before.spot.weight < senses.NOTED - 2
    return _STRAY if is_small and found.city and before.country != found.country else 0.0


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
