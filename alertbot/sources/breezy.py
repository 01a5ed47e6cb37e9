"""Breezy HR: a bare list holds the whole board, the texts are in each posting's own page.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import quote, urlsplit

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _charset,
    _json,
    _jsonld,
    _layout,
    _remote,
    _schema_org,
    _site,
)

# Bursts are answered with 403.
MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(seconds=1))

_SERVICE = "breezy.hr"


class Options(SourceOptions):
    """`site` is SITE of SITE.breezy.hr, or the careers site's whole host."""

    site: _site.Site


def requests(options: Options) -> Iterable[Request]:
    """The whole board in one request; most boards leave the texts out."""
    yield Request(f"{_base(options)}/json")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The positions of a board, or the posting that a position's page shows. Raises ParseError."""
    if _charset.decode(page).lstrip("\ufeff \t\r\n").startswith("<"):
        return iter([_from_page(options, page)])
    positions = _positions(_json.load(page))
    return _found(options, positions)


def recognise(page: Page) -> bool:
    """Whether the page is a board's list, one position, or the page of one."""
    text = _charset.decode(page)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _SERVICE in text and bool(_node(text, page.url)[1])
    try:
        positions = _positions(_json.load(page))
    except ParseError:
        return False
    first = _json.obj(positions[0]) if positions else {}
    return "name" in first and "friendly_id" in first


_ADDRESS = re.compile(r"(?<![\w-])(?P<site>[A-Za-z0-9][A-Za-z0-9-]{0,62})\.breezy\.hr")
_NO_SITE = {
    "www", "app", "api", "assets-cdn", "gallery-cdn", "attachments-cdn", "help", "developer",
    "static", "cdn", "status", "blog", "support", "marketing", "assets", "mail",
}  # fmt: skip


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their addresses."""
    sites = dict.fromkeys(found["site"].lower() for found in _address.named(text, _ADDRESS))
    return ({"site": site} for site in sites if site not in _NO_SITE)


def _base(options: Options) -> str:
    return options.base_url or f"https://{_site.host(options.site, _SERVICE)}"


# -- the list -------------------------------------------------------------------------------


def _positions(payload: object) -> list[object]:
    if isinstance(payload, list):
        return payload
    envelope = _json.obj(payload)
    if "name" in envelope and "friendly_id" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "the board", "a list of Breezy positions was expected")


def _found(options: Options, positions: list[object]) -> Iterator[Parsed]:
    employers = {_employer(_json.obj(position)) for position in positions}
    if len(employers) == 1 and (employer := employers.pop()):
        yield Whole(employer=employer)
    yield from _board.postings(positions, partial(_posting, options))


def _employer(position: Mapping[str, object]) -> str:
    return _line(_json.obj(position.get("company")), "name")


def _posting(options: Options, position: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(position.get("id")) or _json.identifier(position.get("_id"))
    title = _line(position, "name")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no name")
    friendly = _json.identifier(position.get("friendly_id")) or external_id
    path = f"/p/{quote(friendly, safe='')}"
    host = _site.host(options.site, _SERVICE)
    url = _json.link(position.get("url")) or (f"https://{host}{path}" if host else "")
    listed = [_json.obj(each) for each in _json.items(position.get("locations"))]
    shown = [each for each in listed if each.get("hidden") is not True]
    locations = shown or [_json.obj(position.get("location"))]
    places = tuple(dict.fromkeys(place for place in map(_place, locations) if place != RawPlace()))
    ways = [*locations, _json.obj(position.get("location"))]
    workplace = _workplace(ways)
    description = _json.text(position.get("description"))
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=_employer(position)
        or options.company
        or _site.employer(options.site, _SERVICE, url),
        places=places,
        workplace=workplace,
        remote_in=_open_to(ways, places) if workplace == "remote" else (),
        pay_text=_line(position, "salary"),
        employment_type=_kind(position.get("type")),
        level=_kind(position.get("experience")),
        department=_line(position, "department"),
        posted=_line(position, "published_date"),
        description=description,
        detail=None if description else _detail(options, url, path),
    )


def _line(value: Mapping[str, object], name: str) -> str:
    return words.one_line(_json.text(value.get(name)))


def _detail(options: Options, url: str, path: str) -> Request | None:
    """The position's page; below base_url where there is one."""
    if options.base_url:
        url = f"{options.base_url}{urlsplit(url).path or path}"
    return Request(url, purpose="detail") if url else None


def _kind(value: object) -> str:
    """ "Full-Time"; boards with a template's text for it ("%LABEL_...%") still have its id."""
    kind = _json.obj(value)
    name = _line(kind, "name")
    return name if name and "%" not in name else _json.identifier(kind.get("id"))


def _place(location: Mapping[str, object]) -> RawPlace:
    """A location, whose country and state are objects with a name, or null."""
    country, state = _json.obj(location.get("country")), _json.obj(location.get("state"))
    name = _line(location, "name")
    return RawPlace(
        text="" if name.startswith("%") else name,
        city=_line(location, "city"),
        region=_line(state, "name") or _line(location, "region"),
        country=_line(country, "name") or _line(location, "countryCode"),
    )


def _workplace(locations: list[Mapping[str, object]]) -> str:
    """Hybrid positions have is_remote true as well; only the details tell them apart."""
    details = {_line(_json.obj(each.get("remote_details")), "value") for each in locations}
    if "hybrid" in details:
        return "hybrid"
    remote = any(each.get("is_remote") is True for each in locations)
    return "remote" if remote or any(said.startswith("remote") for said in details) else ""


def _open_to(locations: list[Mapping[str, object]], places: Iterable[RawPlace]) -> tuple[str, ...]:
    """Anywhere where the details say so; the location then is only where the employer is."""
    labels = (_line(_json.obj(each.get("remote_details")), "label") for each in locations)
    if any("no location restriction" in label.lower() for label in labels):
        return ("Anywhere",)
    return _remote.open_to(places)


# -- a position's page ----------------------------------------------------------------------

_POSITION = re.compile(r"/p/([0-9a-z]{6,40})(?=[-/?#]|$)", re.IGNORECASE)
_NAMED = re.compile(r"""https?://[\w.-]{1,200}\.breezy\.hr/p/[^\s"'<>\\]{6,200}""")


def _position_of(url: str) -> str:
    found = _POSITION.search(url)
    return found[1] if found else ""


def _node(text: str, url: str) -> tuple[_jsonld.Node | None, str]:
    """The JobPosting on a position's page, and the position's own address."""
    blocks = (block for block in _jsonld.blocks(text) if "obposting" in block.lower())
    node = next(_jsonld.nodes([_jsonld.decode(block) for block in blocks], "JobPosting"), None)
    if node is None:
        return None, ""
    said = (_json.link(_jsonld.member(node, "url")), _json.link(_layout.head(text).canonical), url)
    if address := next(filter(_position_of, said), ""):
        return node, address
    named = _NAMED.search(text)
    return node, named[0] if named else ""


def _from_page(options: Options, page: Page) -> RawPosting | Skipped:
    text = _charset.decode(page)
    node, address = _node(text, page.url)
    if node is None:
        _json.load(page)  # says what came: the page is HTML
        raise ParseError("a page without a JobPosting where a Breezy position was expected")
    company = options.company or _site.employer(options.site, _SERVICE, address)
    setting = _schema_org.Setting(address or page.url, company, {}, alone=True)
    found = _schema_org.posting(node, setting)
    if isinstance(found, Skipped):
        return found
    found = replace(found, external_id=_position_of(address) or found.external_id)
    if page.request is not None and page.request.purpose == "detail":
        # The list has every place, and hybrid; schema.org has one place, and no word for hybrid.
        return replace(found, url="", places=(), workplace="", remote_in=(), employment_type="")
    return found
