"""Any page that shows a posting, or a list of them: what it describes for machines, else for people.

In this order: the configuration's own selectors, JSON-LD and microdata, what a person would read,
and links that look like postings. docs/sources.md has the quirks of pages as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints, model_validator
from selectolax.lexbor import LexborHTMLParser

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _charset,
    _json,
    _layout,
    _links,
    _listed,
    _prose,
    _refusal,
    _selectors,
    _services,
    _sitemap,
    _structured,
    _tree,
)
from alertbot.sources._schema_org import Setting, canonical, posting

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=15), robots=True)


def _whole(url: object) -> object:
    if isinstance(url, str) and not re.match(r"\s*https?://[^/\s]", url):
        raise ValueError("a page's address begins with https:// or http://")
    return url


_Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=4000, pattern=r"^https?://[^/\s]+"),
    BeforeValidator(_whole),
]
_Pattern = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_ORIGIN = re.compile(r"^https?://[^/\s?#]+")


class Options(SourceOptions):
    """`url` is the page itself, or `sitemap` the address of a sitemap; the rest are CSS selectors.

    With `posting`, the others are looked for in each element that it finds; without, in the page
    of a posting, which may be what `links` leads to. `pattern` tells which addresses of the
    sitemap are postings: a part of them, with * for anything.
    """

    url: _Url | None = None
    sitemap: _Url | None = None
    pattern: _Pattern | None = None
    links: _selectors.Selector | None = None
    next: _selectors.Selector | None = None
    posting: _selectors.Selector | None = None
    title: _selectors.Selector | None = None
    place: _selectors.Selector | None = None
    pay: _selectors.Selector | None = None
    date: _selectors.Selector | None = None
    description: _selectors.Selector | None = None

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        if (self.url is None) == (self.sitemap is None):
            raise ValueError("a page has either `url` or `sitemap`")
        if self.pattern and not self.sitemap:
            raise ValueError("`pattern` goes with `sitemap`")
        return self

    @property
    def address(self) -> str:
        """What is asked first."""
        return self.url or self.sitemap or ""


def requests(options: Options) -> Iterable[Request]:
    """The page or sitemap. A `base_url` stands in for its scheme and host."""
    yield Request(_stood_in(options, options.address))


def _stood_in(options: Options, url: str) -> str:
    """An address to be asked: one of the page's own host goes to `base_url` where there is one."""
    origin = _ORIGIN.match(options.address)
    if options.base_url and origin and url.lower().startswith(origin[0].lower()):
        return f"{options.base_url}{url[origin.end() :]}"
    return url


def _public(options: Options, url: str) -> str:
    """An address to be shown: the page's own host, not what stands in for it."""
    origin = _ORIGIN.match(options.address)
    if options.base_url and origin and url.startswith(options.base_url):
        return f"{origin[0]}{url[len(options.base_url) :]}"
    return url


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings on the page. Raises ParseError where there is none to be seen."""
    text = _charset.decode(page)
    if not text.strip():
        raise ParseError("an empty answer where a page was expected")
    for one in _parsed(options, page, text):
        if isinstance(one, RawPosting) and one.detail:
            one = replace(one, detail=replace(one.detail, url=_stood_in(options, one.detail.url)))
        elif isinstance(one, Request):
            one = replace(one, url=_stood_in(options, one.url))
        yield one


def _parsed(options: Options, page: Page, text: str) -> Iterable[Parsed]:
    if _is_json(page, text):
        return _from_json(options, page)
    if root := _sitemap.root(text):
        return _from_sitemap(options, page, text, root)
    if root := _xml_root(text):
        raise ParseError(f"XML ({words.cut(root, 40)}) where a page was expected; try kind rss")
    if not _is_html(page, text):
        return [_from_prose(options, page, text, _layout.from_text(text))]
    if options.sitemap and not _is_detail(page):
        raise ParseError(f"{_what(text)} where a sitemap was expected")
    if (options.posting or options.links) and not _is_detail(page):
        return _from_selectors(options, page, text)
    return _from_html(options, page, text)


def _is_detail(page: Page) -> bool:
    return page.request is not None and page.request.purpose == "detail"


def _what(text: str) -> str:
    return _refusal.why(text, _layout.from_html(text)) or "a page"


def recognise(page: Page) -> bool:
    """Whether it is HTML, plain text or a sitemap; JSON only where it is a JobPosting."""
    text = _charset.decode(page)
    if not text.strip():
        return False
    if _is_json(page, text):
        return bool(_structured.in_json(text))
    return bool(_sitemap.root(text)) or not _xml_root(text)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """An address that is nothing else is a page's; the page itself names no other."""
    if re.fullmatch(r"https?://\S{1,4000}", text):
        yield {"sitemap" if re.search(r"sitemap[^/]{0,80}\.xml", text) else "url": text}


def _is_json(page: Page, text: str) -> bool:
    """Whether the page is JSON: a text may begin with a bracket too."""
    if page.content_type.endswith(("/json", "+json")):
        return True
    start = text[:200].lstrip("\ufeff \t\r\n")
    return _JSON.match(start) is not None


_JSON = re.compile(
    r"""[{\[]\s*(?:["{\[\]}\d-]|true|false|null|$)|(?:null|true|false|[\d.-]+)\s*$"""
)
_PROLOGUE = re.compile(r"(?:\s|\ufeff|<\?[^>]{0,500}>|<!--[^>]{0,2000}-->){1,20}")
_ROOT = re.compile(r"<(?:!doctype\s{1,20})?([\w:-]{1,60})", re.IGNORECASE)
_FEEDS = {"rss", "feed", "rdf:rdf", "workzag-jobs", "jobs", "source", "opml"}


def _xml_root(text: str) -> str:
    """The name of the root of XML that is no page; empty for HTML and all else."""
    start = text[:5000]
    prologue = _PROLOGUE.match(start)
    found = _ROOT.match(start, prologue.end() if prologue else 0)
    name = found[1] if found else ""
    declared = start.lstrip("\ufeff \t\r\n").startswith("<?xml")
    is_xml = name.lower() in _FEEDS or (declared and name.lower() != "html")
    return name if is_xml else ""


def _is_html(page: Page, text: str) -> bool:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    return page.content_type in ("text/html", "application/xhtml+xml") or (
        page.content_type != "text/plain" and words.is_html(text)
    )


def _address(options: Options, page: Page, stated: str) -> str:
    """The page's canonical address, unless that is the site's and the page lies deeper in it."""
    own = _public(options, page.url) or options.address
    address = _public(options, _json.link(stated, own))
    shallow = urlsplit(address).path in ("", "/") and urlsplit(own).path not in ("", "/")
    return own if not address or shallow else address


# -- described for machines -----------------------------------------------------------------


def _from_json(options: Options, page: Page) -> list[Parsed]:
    nodes = _structured.in_json(_charset.decode(page))
    if not nodes:
        raise ParseError(f"{_json.shape(_json.load(page))} as JSON where a page was expected")
    url = _public(options, page.url) or options.address
    setting = Setting(url, options.company or "", {}, alone=len(nodes) == 1)
    return list(_structured.distinct(posting(node, setting) for node in nodes))


def _from_html(options: Options, page: Page, text: str) -> list[Parsed]:
    url = _address(options, page, _layout.canonical(text))
    company = options.company or ""
    structured = _structured.read(text, url, company)
    usable = any(isinstance(found, RawPosting) for found in structured)
    if _is_detail(page):
        structured = _structured.the_one(structured, url)
    fields = _fields(options)
    if usable and not fields:
        lone = structured[0] if len(structured) == 1 else None
        if not isinstance(lone, RawPosting) or (lone.description and lone.company):
            return [*structured]
        return [_completed(lone, text)]
    try:
        layout = _layout.from_html(text)
        if not fields:
            return [_from_prose(options, page, text, layout)]
        found = structured[0] if usable else None
        base = found if isinstance(found, RawPosting) else _pointed_at(options, page, text, layout)
        said = _listed.on_page(_cheap(options, text), fields)
        return [_listed.with_fields(base, said, layout.head.language)]
    except ParseError:
        links = [] if fields or _is_detail(page) else _from_links(options, page, text)
        if not links:
            raise
        return links


def _fields(options: Options) -> dict[str, str]:
    """The selectors for a posting's own page: with `posting`, the description's alone."""
    fields = _of(options).fields()
    own = {"description"} if options.posting else set(fields)
    return {name: selector for name, selector in fields.items() if name in own}


def _completed(found: RawPosting, text: str) -> RawPosting:
    """A posting with what the page says for people, where it leaves that out for machines."""
    advert = _prose.read(_layout.from_html(text), url=found.url, company=found.company)
    if advert is None:
        return found
    same = words.squash(found.title) in words.squash(advert.title)
    if same and not found.description:
        found = replace(found, description=advert.body, markup="text")
    if same and not found.places:
        found = replace(found, places=advert.places)
    return replace(found, company=found.company or advert.company)


# -- pointed at by the configuration, or linked ---------------------------------------------


def _of(options: Options) -> _listed.Selectors:
    return _listed.Selectors(
        options.links, options.posting, options.next, options.title, options.place, options.pay,
        options.date, options.description,
    )  # fmt: skip


def _around(options: Options, page: Page, text: str) -> _listed.Around:
    url = _public(options, page.url) or options.address
    return _listed.Around(url, options.company or "", _layout.head(text).language)


def _cheap(options: Options, text: str) -> LexborHTMLParser:
    """The page's tree. Raises ParseError where a selector would cost squares of its size."""
    elements = text.count("<") - text.count("</")
    chosen = (options.links, options.posting, options.next, *_of(options).fields().values())
    if dear := next((one for one in chosen if _selectors.dear(one, elements)), None):
        raise ParseError(f"the page is too large for the selector {dear}")
    return _tree.tree(text)


def _from_selectors(options: Options, page: Page, text: str) -> list[Parsed]:
    around = _around(options, page, text)
    tree = _cheap(options, text)
    try:
        found = list(_structured.distinct(_pointed(options, tree, around)))
    except ParseError as error:
        reason = _refusal.why(text, _layout.from_html(text))
        raise ParseError(f"{reason or error}{_services.hint(text)}") from None
    if not any(isinstance(one, RawPosting) for one in found):
        raise ParseError(f"none of the {len(found)} elements found has a title and an address")
    return [*found, *_further(tree, options, around)]


def _pointed(
    options: Options, tree: LexborHTMLParser, around: _listed.Around
) -> Iterable[RawPosting | Skipped]:
    if options.posting:
        return _listed.by_postings(tree, _of(options), around)
    return _listed.by_links(tree, options.links or "", around)


def _from_links(options: Options, page: Page, text: str) -> list[Parsed]:
    """The postings that the page links to; none where it is no list of such links."""
    if "<a" not in text.lower() or _refusal.why(text, _layout.from_html(text)):
        return []
    around = _around(options, page, text)
    tree = _tree.tree(text)
    links = _links.found(tree, around.url, _layout.canonical(text))
    if not links:
        return []
    return [*(_listed.linked(link, around) for link in links), *_further(tree, options, around)]


def _further(
    tree: LexborHTMLParser, options: Options, around: _listed.Around
) -> Iterator[Request]:
    if url := _listed.next_page(tree, options.next, around.url):
        yield Request(url, purpose="page", cursor=url)


def _pointed_at(
    options: Options, page: Page, text: str, layout: _layout.Layout
) -> RawPosting:
    """What the page says for people; where it says too little, the posting is what is selected."""
    try:
        return _from_prose(options, page, text, layout)
    except ParseError:
        title = _listed.on_page(_cheap(options, text), {"title": options.title or "h1"})["title"]
        url = _address(options, page, layout.head.canonical)
        return RawPosting(canonical(url), url, title, company=options.company or "")


def _from_sitemap(options: Options, page: Page, text: str, root: str) -> list[Parsed]:
    entries = list(_sitemap.entries(text))
    base = _public(options, page.url) or options.address
    if root == "sitemapindex":
        return [
            Request(url, purpose="page", cursor=url)
            for one in _sitemap.of_postings(entries)
            if (url := _json.link(one.url, base))
        ]
    urls = {_json.link(one.url, base): one for one in entries}
    chosen = [(url, one) for url, one in urls.items() if url and _is_posting(options, url)]
    first = page.request is None or page.request.purpose == "list"
    if entries and not chosen and first:
        raise ParseError(f"none of the sitemap's {len(entries)} addresses is a posting's; {_fix(options)}")
    return [
        RawPosting(
            canonical(url),
            url,
            _sitemap.title(url),
            company=options.company or "",
            posted=_sitemap.age(one.changed, page.fetched_at),
            detail=Request(url, purpose="detail"),
        )
        for url, one in chosen
    ]


def _is_posting(options: Options, url: str) -> bool:
    if options.pattern:
        return _sitemap.matches(options.pattern, url)
    return _links.looks_like_posting(url)


def _fix(options: Options) -> str:
    return f"see `pattern: {options.pattern}`" if options.pattern else "say `pattern:` which are"


# -- unstructured ---------------------------------------------------------------------------


def _from_prose(options: Options, page: Page, text: str, layout: _layout.Layout) -> RawPosting:
    url = _address(options, page, layout.head.canonical)
    advert = _prose.read(layout, url=url, company=options.company or "")
    if advert is None:
        unread = "ld+json" in text and '"JobPosting"' in text
        reason = "JSON-LD that cannot be read" if unread else _refusal.why(text, layout)
        said = f"{reason} where a posting was expected" if reason else "no posting found on the page"
        raise ParseError(f"{said}{_services.hint(text)}")
    facts = advert.facts
    return RawPosting(
        external_id=canonical(url) or words.squash(advert.title),
        url=url,
        title=words.one_line(advert.title),
        company=advert.company,
        places=advert.places,
        workplace=facts.get("workplace", ""),
        pay_text=facts.get("pay", ""),
        employment_type=facts.get("employment", ""),
        level=facts.get("level", ""),
        requisition=facts.get("requisition", ""),
        department=facts.get("department", ""),
        posted=facts.get("posted", ""),
        valid_through=facts.get("until", ""),
        description=advert.body,
        markup="text",
    )
