"""schema.org's jobLocation and applicantLocationRequirements, as pages fill them in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _json
from alertbot.sources._jsonld import line, lines, member, types

Resolve = Callable[[object], object]
"""A node for the one that is only named by its @id; any other value as it is."""

_MOST = 300
_PARTS = ("addressLocality", "addressRegion", "addressCountry")
_FAR = re.compile(
    r"(?:100 ?% |fully )?(?:remote|virtual|home ?office|work from home|telecommute"
    r"|t[ée]l[ée]travail|teletrabajo|remoto)\b",
    re.IGNORECASE,
)


def read(stated: object, company: str, resolve: Resolve) -> Iterator[RawPlace]:
    """The places, each once. StackOverflow lists 251 for a remote posting: the first 300 count."""
    if stated is None:
        return
    nodes = (stated if isinstance(stated, list) else [stated])[:_MOST]
    found = [place for node in nodes for place in _of(resolve(node), resolve)]
    if len(found) > 1 and len(set(found)) == 1:
        # A template that repeats one address for all, with the right names beside it.
        named = [words.cut(line(node), 100) if _json.is_object(node) else "" for node in nodes]
        if len(set(named)) == len(found) and all(named):
            found = [RawPlace(text=name) for name in named]
    # Some name the place after the employer.
    nowhere = (RawPlace(), RawPlace(text=company))
    yield from dict.fromkeys(place for place in found[:_MOST] if place not in nowhere)


def _of(node: object, resolve: Resolve) -> Iterator[RawPlace]:
    """The places of one node, which may have several addresses."""
    if not _json.is_object(node):
        yield RawPlace(text=line(node) if isinstance(node, str) else "")
        return
    address = member(node, "address")
    for one in address[:_MOST] if isinstance(address, list) and address else [address]:
        one = resolve(one)
        if _json.is_object(one):
            yield from _at(one, node)
        elif said := line(one):
            yield RawPlace(text=said)
        else:
            yield from _at(node, node)


def _at(address: object, node: object) -> Iterator[RawPlace]:
    """The places of an address, which may list several cities."""
    cities, region, country = (member(address, part) for part in _PARTS)
    area, land = line(region), line(country)
    several = list(lines(cities)) if isinstance(cities, list) else [line(cities)]
    for city in several[:_MOST] or [""]:
        if city or area or land:
            yield RawPlace(city=city, region=area, country=land)
        else:
            yield RawPlace(
                text=line(member(address, "streetAddress")) or line(member(node, "name"))
            )


def far(place: RawPlace) -> RawPlace | None:
    """The place without its city, where that is "Remote" and the like; None if it is a city."""
    if not _FAR.match(place.city):
        return None
    country = _country(place.country)
    said = ", ".join(part for part in (place.city, place.region, country) if part)
    return RawPlace(text=said, region=place.region, country=place.country)


def remote_in(stated: object) -> tuple[str, ...]:
    """Where applicants have to be: the names of places, or of an address what is widest."""
    if stated is None:
        return ()
    nodes = stated if isinstance(stated, list) else [stated]
    return tuple(dict.fromkeys(said for node in nodes[:_MOST] for said in _names(node)))


# Codes of countries that a reader would take for a state's of the USA.
_COUNTRIES = {
    "AL": "Albania", "AR": "Argentina", "CA": "Canada", "CO": "Colombia", "ID": "Indonesia",
    "IL": "Israel", "LA": "Laos", "MA": "Morocco", "MD": "Moldova", "ME": "Montenegro",
    "MN": "Mongolia", "MT": "Malta", "NE": "Niger", "PA": "Panama", "TN": "Tunisia",
}  # fmt: skip


def _names(node: object) -> Iterator[str]:
    name = member(node, "name")
    if name or not _json.is_object(node):
        said = lines(name or node)
        yield from map(_country, said) if "country" in types(node) else said
        return
    address = member(node, "address") or node
    country = _country(line(member(address, "addressCountry")))
    rest = (line(member(address, part)) for part in ("addressRegion", "addressLocality"))
    yield from filter(None, [country or next(filter(None, rest), "")])


def _country(said: str) -> str:
    return _COUNTRIES.get(said, said)
