"""What one piece of a place line may mean, by itself: a country, a region, a city, all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from alertbot.places import cities, gazetteer
from alertbot.places.cities import City
from alertbot.places.gazetteer import Area
from alertbot.places.names import key

_LONGEST = 80
NOTED = 57
"""The weight of a city that is known beyond its country."""

_BEFORE = re.compile(
    r"(?:(?:the|greater|metro|metropolitan|downtown|central|inner|raum|gro(?:ß|ss)raum|region|"
    r"région|metropolregion|regio|provincia|provincie|prov|area|área|zona|zone|stadt|kreis|landkreis|lk|umkreis|umgebung|city|"
    r"town|village|municipality|ville|hansestadt|landeshauptstadt|standort|site|office|hq|agglo|"
    r"agglomération|near|around|bei|nahe|nähe|based|located|based out|in|at|within|from|for|only|"
    r"anywhere|across|throughout|en|à|im|aus|innerhalb|ganz|all|entire|headquarters|campus|hub|"
    r"wohnort|secteur|bassin|comune|gmina|miasto|okres|kraj|obec|m|upstate|close to|location|"
    r"locations|company|our|main|corporate|global|pan|work|mainland|any|onsite|us-based|"
    r"prefeitura|município|cidade)"
    r"(?: (?:of|de|di|von|do|da|del|in|the|d'|der|den|out of|from))?[ :]+)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[ -]+(?:area|metro|metropolitan|greater|region|office|offices|hub|hq|headquarters|"
    r"headquarter|campus|city|county|province|provincia|prefecture|district|municipality|kommun|"
    r"kommune|commune|town|township|arrondissement|cedex|umgebung|surroundings|surrounding|"
    r"sa|ses|environs|alentours|périphérie|alrededores|cbd|downtown|centre|center|centrum|zentrum|innenstadt|central|"
    r"site|plant|factory|store|branch|warehouse|lab|labs|studio|studios|airport|based|preferred|"
    r"only|und|and|e|et|y|&|areas|location|locations|residents|candidates|employees|applicants|"
    r"time ?zones?|hours|wide|nationwide|national|weit|shi|ku|ward|standort|building|tower|"
    r"bureau|oficina|sede|virtual|market|markets|territory|field|home|entity|team|teams|"
    r"off-?site|or|nearby|distributed|any|all|[0-9]{1,2}))+\.?",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"(?:county of .+|.+ (?:county|parish|borough))", re.IGNORECASE)
_GAPS = re.compile(r"[ -]+")
WARD = re.compile(r"[- ](?:ku|gu|ward)$", re.IGNORECASE)
_METRO = re.compile(r"\b(?:greater|metro|metropolitan)\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,3}|[A-Z]\.[A-Z]\.?")
_LOOSE_CODE = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Sense:
    """All that a piece may mean. `name` is the piece without "Greater", "Office" and the like.

    `code` is the piece where it may be a code of a region or country, else empty; `coded`: the
    country was found by its code. `is_county`: it says county of itself, and is no city;
    `is_name`: it has the look of a place's name, if it should not be known.
    """

    text: str
    name: str
    code: str
    country: str | None
    coded: bool
    group: tuple[str, ...] | None
    regions: tuple[str, ...]
    areas: tuple[Area, ...]
    cities: tuple[City, ...]
    is_county: bool
    is_name: bool

    @property
    def is_known(self) -> bool:
        """Whether the piece means anything at all."""
        return bool(
            self.country or self.regions or self.areas or self.cities or self.group is not None
        )

    @property
    def weight(self) -> int:
        """That of the likeliest city, 0 without one."""
        return self.cities[0].weight if self.cities else 0


@lru_cache(maxsize=8192)
def of(piece: str) -> Sense:
    """What the piece may mean, with as little set aside as makes it known."""
    whole = _exactly(piece, piece)
    if whole.is_known or whole.code or whole.is_county or len(piece) > _LONGEST:
        return whole
    if WARD.search(piece):
        return whole
    before = _without_head(piece)
    for name in dict.fromkeys(_shorter(piece)):
        found = _exactly(piece, name)
        if found.is_known and not (found.coded and name == before):
            # "Greater Salvador" is the city, and not the country that is called so in short.
            is_city = bool(found.cities) and _METRO.search(piece)
            return replace(found, country=None, coded=False) if is_city else found
    return whole


def _shorter(piece: str) -> Iterator[str]:
    """The piece with as little as possible set aside at its ends, then with more and more."""
    starts = [gap.start() for gap in _GAPS.finditer(piece)]
    gaps = [start for start in starts if _AFTER.fullmatch(piece, start)]
    if gaps and re.fullmatch("-OR", piece[gaps[-1] :]):
        # "US-OR" ends with a state, and not with a word.
        gaps = []
    for end in [len(piece), *reversed(gaps)]:
        name = piece[:end].strip(" ,-")
        for one in (name, _without_head(name)):
            if one and one != piece:
                yield one


def _without_head(piece: str) -> str:
    found = _BEFORE.match(piece)
    return piece[found.end() :].strip() if found else piece


def _exactly(piece: str, name: str) -> Sense:
    """What a name means as it is written."""
    code = name.replace(".", "") if _CODE.fullmatch(name) else ""
    by_code = gazetteer.country(name) if code else None
    plain = key(name)
    is_short = len(plain) < 3 and plain.isascii() and plain not in ("uk", "us")
    country = by_code or (None if is_short else gazetteer.country(plain or name))
    if not code and _LOOSE_CODE.fullmatch(name):
        code = name.upper()
    group = gazetteer.group(name)
    # A code is not the town of two letters that there is as well, nor Middle East one in Maryland.
    is_alone = group is not None or (bool(code) and (len(code) == 2 or by_code is not None))
    return Sense(
        piece,
        name,
        code,
        country,
        bool(by_code) and plain not in gazetteer.load().countries,
        group,
        () if is_alone else gazetteer.regions(name),
        gazetteer.areas(name),
        () if is_alone else cities.find(name),
        bool(_COUNTY.fullmatch(name)),
        _is_name(name),
    )


_NO_NAME = re.compile(
    r"(?<!\w)(?:office|offices|headquarters|location|locations|opportunit(?:y|ies)|"
    r"region|area|team|program|"
    r"home|field|territory|store|plant|building|listing|varies|various|multiple|based|remote|"
    r"hybrid|flexible|virtual|product|engineering|marketing|sales|finance|design|operations|"
    r"full[- ]?time|part[- ]?time|contract|permanent|temporary|internship|support|"
    r"duty|may|filled|airport|department|division|facility|national|nationwide|"
    r"international|timezone|time zone|eligible|travel|customer|client|employee|job|jobs|work|"
    r"anywhere|tbd|open|any|all|other|others|see|depending|negotiable|the|our|your|we|you|is|are|"
    r"only|visa|relocation|sponsorship|option|residence|clearance|interns?|applicants?|candidates?|please|position|role|schedule|shift|standort|standorte|bundesweit|"
    r"company|wide|corporate|campus|site|floor|room|suite|unit)"
    r"(?!\w)",
    re.IGNORECASE,
)
_MOST_WORDS = 5
_ORDINAL = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th) of (?=[A-Z])")


def _is_name(name: str) -> bool:
    """Whether a name that is not known looks like a place's: short, capital, no other word."""
    plain = _ORDINAL.sub("", name, count=1)
    first = next((letter for letter in plain if letter.isalpha()), "")
    words = name.split()
    return (
        bool(first)
        and not first.islower()
        and len(words) <= _MOST_WORDS
        and not _NO_NAME.search(name)
        and not _COUNTY.fullmatch(name)
        and not any(letter.isdigit() for letter in plain)
        and not _CODE.fullmatch(name)
    )
