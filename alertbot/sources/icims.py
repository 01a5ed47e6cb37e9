"""iCIMS's career portals: the older ones in HTML, the newer ones ("Jibe") by their JSON.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import urljoin, urlsplit

from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _charset,
    _icims_fields,
    _icims_html,
    _jibe,
    _json,
    _jsonld,
    _layout,
    _page_shape,
    _refusal,
    _schema_org,
    _site,
)

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(seconds=1))

_SERVICE = "icims.com"
_MOST_PAGES = 400


class Options(SourceOptions):
    """`site` is the first part of SITE.icims.com, or the whole host of a newer career site.

    `jibe` says whether it is one of the newer ones; if left out, those on other hosts are.
    """

    site: _site.Site
    jibe: bool | None = None


def requests(options: Options) -> Iterable[Request]:
    """The first page of the list."""
    host = _site.host(options.site, _SERVICE)
    if options.jibe if options.jibe is not None else not host.endswith(f".{_SERVICE}"):
        yield _jibe.request(options.base_url or f"https://{host}", 1)
    else:
        yield _page(options.base_url or f"https://{host}", 0)


def _page(root: str, number: int) -> Request:
    url = f"{root}/jobs/search?ss=1&pr={number}&in_iframe=1"
    return Request(url, purpose="page" if number else "list", cursor=str(number))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """A page of the list and what to ask for next, or the one of a detail. Raises ParseError."""
    text = _charset.decode(page)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        public = _public(options, page)
        site = _jibe.Site(public, _root(options, page), options.company or _employer(public))
        return _jibe.parse(site, page)
    if _icims_html.is_detail(text) or (_is_asked_detail(page) and _node(text)):
        return iter([_detailed(options, page, text)])
    if _icims_html.is_list(text):
        return _list(options, page, text)
    if _icims_html.is_frame(text):
        raise ParseError("the page around the frame in which iCIMS shows its list")
    if not text.strip():
        raise ParseError("an empty answer where an iCIMS list was expected")
    why = _refusal.why(text, _layout.from_html(text)) or "a page of something else"
    raise ParseError(f"{why} where an iCIMS list was expected")


def _is_asked_detail(page: Page) -> bool:
    return page.request is not None and page.request.purpose == "detail"


def recognise(page: Page) -> bool:
    """Whether the page is a list or a posting of either of the two generations."""
    text = _charset.decode(page)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _jibe.recognise(page)
    return _icims_html.is_detail(text) or _icims_html.is_list(text)


_ADDRESS = re.compile(r"(?<![a-z0-9.-])(?P<site>[a-z0-9-]{1,63})\.icims\.com\b", re.IGNORECASE)
_NO_SITE = re.compile(
    r"www|api|app|help|support|cdn\d*|media|login|platform|developer(?:-community)?|community|care"
    r"|static|assets|images|marketing|resources|go|info|status|trust|c\d{1,3}|cnv\d*|tracking",
    re.IGNORECASE,
)
_JIBE_HOST = re.compile(
    r"https?://(?P<site>[a-z0-9.-]{4,253})/(?:careers-home/jobs|api/jobs)\b", re.IGNORECASE
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Newer sites by the paths that are theirs alone, older ones by their host."""
    found: dict[str, Mapping[str, object]] = {}
    for named in _address.named(text, _JIBE_HOST):
        host = named["site"].lower()
        found.setdefault(
            host, {"site": host, "jibe": True} if host.endswith(_SERVICE) else {"site": host}
        )
    for named in _address.named(text, _ADDRESS):
        site = named["site"].lower()
        if not _NO_SITE.fullmatch(site) and f"{site}.{_SERVICE}" not in found:
            found.setdefault(site, {"site": site})
    yield from found.values()


def _public(options: Options, page: Page) -> str:
    """Scheme and host of the career site; of a saved file, those of its address."""
    if options.site:
        return f"https://{_site.host(options.site, _SERVICE)}"
    return _origin(page.url)


def _root(options: Options, page: Page) -> str:
    return options.base_url or _public(options, page)


# -- the older generation -------------------------------------------------------------------


def _list(options: Options, page: Page, text: str) -> Iterator[Parsed]:
    found = list(_icims_html.cards(text))
    linked = next((card.href for card in found if card.href.startswith("http")), "")
    public, root = _public(options, page) or _origin(linked), _root(options, page)
    cards: list[object] = [
        {"id": card.id, "href": card.href, "title": card.title, "fields": card.fields}
        for card in found
    ]
    yield from _board.postings(cards, partial(_posting, options, public, root))
    if _page_shape.breaks_off(text):
        yield Skipped("the page breaks off")
    if root:
        # Every page names the others; which were asked for is known to whoever walks.
        for number in range(min(_icims_html.last_page(text), _MOST_PAGES) + 1):
            if number:
                yield _page(root, number)


def _posting(
    options: Options, public: str, root: str, card: Mapping[str, object]
) -> RawPosting | Skipped:
    id, title = _json.identifier(card.get("id")), _json.text(card.get("title"))
    if not title:
        return Skipped(f"id {id} has no title")
    url = _json.link(card.get("href"), f"{public}/" if public else "")
    path = urlsplit(url).path if url else f"/jobs/{id}/job"
    fields = {name: _json.text(value) for name, value in _json.obj(card.get("fields")).items()}
    listed = RawPosting(
        external_id=id,
        url=url.partition("?")[0].partition("#")[0],
        title=title,
        company=options.company or _employer(public),
        detail=Request(f"{root}{path}?in_iframe=1", purpose="detail") if root else None,
    )
    return _icims_fields.labelled(listed, fields)


_FOR_WHOM = re.compile(
    r"(?:[a-z]{2,12})?(?:careers?|jobs?|external|internal|recruit(?:ing|ment)?|apply|english|global)"
    r"\d{0,2}-|-(?:careers?|jobs?)\Z"
)


def _employer(public: str) -> str:
    """ "https://uscareers-contoso.icims.com" is Contoso's."""
    host = urlsplit(public).hostname or ""
    if not host.endswith(f".{_SERVICE}"):
        return _site.employer(host, _SERVICE, "") if host else ""
    name = _FOR_WHOM.sub("", host.removesuffix(f".{_SERVICE}"))
    return _board.employer(name, "", _SERVICE)


# -- its detail -----------------------------------------------------------------------------


def _node(text: str) -> _jsonld.Node | None:
    blocks = (block for block in _jsonld.blocks(text) if "obposting" in block.lower())
    return next(_jsonld.nodes([_jsonld.decode(block) for block in blocks], "JobPosting"), None)


def _detailed(options: Options, page: Page, text: str) -> RawPosting | Skipped:
    """The posting by its JSON-LD, and by what the page labels; parts are "UNAVAILABLE" there."""
    node = _node(text) or {}
    head = _layout.head(text)
    stated = _json.link(_jsonld.member(node, "url")) or _json.link(head.canonical)
    asked = page.request.url if page.request else ""
    id = _icims_html.number(asked, stated, page.url, text)
    title = _jsonld.line(_jsonld.member(node, "title")) or _icims_html.title(text)
    if not id or not title:
        return Skipped("a page of a posting without number or title")
    setting = _schema_org.Setting(stated, "", {}, alone=True)
    read = _schema_org.posting({**node, "title": title}, setting)
    if isinstance(read, Skipped):
        return read
    public = _public(options, page) or _origin(stated)
    url = urljoin(f"{public}/", urlsplit(stated or asked).path) if public else stated
    posting = replace(
        read,
        external_id=id,
        url=_json.link(url if _icims_html.number(url) else stated).partition("?")[0],
        employment_type="" if read.employment_type == "OTHER" else read.employment_type,
    )
    if not posting.description and (body := _icims_html.body(text)):
        posting = replace(posting, description=body, markup="html")
    posting = _icims_fields.labelled(posting, _icims_html.fields(text))
    company = posting.company or options.company or _employer(public)
    if not posting.workplace:
        far = [place for place in posting.places if _REMOTE.search(place.city)]
        countries = tuple(dict.fromkeys(place.country for place in far if place.country))
        remote = "remote" if far else ""
        posting = replace(posting, workplace=remote, remote_in=posting.remote_in or countries)
    return replace(posting, company=company)


# "Remote" stands for a town where there is none.
_REMOTE = re.compile(r"\bremote\b", re.IGNORECASE)


def _origin(url: str) -> str:
    """Scheme and host of an address; empty where it has none."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" if parts.hostname else ""
    except ValueError:
        return ""
