"""The postings that a page lists: by selectors, by links, or as a sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped
from alertbot.sources import (
    Parsed,
    _json,
    _layout,
    _links,
    _listed,
    _refusal,
    _selectors,
    _services,
    _sitemap,
    _structured,
    _tree,
)
from alertbot.sources._page_options import Options, public, selectors
from alertbot.sources._schema_org import canonical


def _around(options: Options, page: Page, text: str) -> _listed.Around:
    url = public(options, page.url) or options.address
    return _listed.Around(url, options.company or "", _layout.head(text).language)


def tame_tree(options: Options, text: str) -> LexborHTMLParser:
    """The page's tree. Raises ParseError where a selector would cost squares of its size."""
    elements = text.count("<") - text.count("</")
    chosen = (options.links, options.posting, options.next, *selectors(options).fields().values())
    if dear := next((one for one in chosen if _selectors.dear(one, elements)), None):
        raise ParseError(f"the page is too large for the selector {dear}")
    return _tree.tree(text)


def from_selectors(options: Options, page: Page, text: str) -> list[Parsed]:
    around = _around(options, page, text)
    tree = tame_tree(options, text)
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
        return _listed.by_postings(tree, selectors(options), around)
    return _listed.by_links(tree, options.links or "", around)


def from_links(options: Options, page: Page, text: str, layout: _layout.Layout) -> list[Parsed]:
    """The postings that the page links to; none where it is no list of such links."""
    if "<a" not in text and "<A" not in text:
        return []
    url = public(options, page.url) or options.address
    around = _listed.Around(url, options.company or "", layout.head.language)
    tree = _tree.tree(text)
    links = _links.found(tree, url, layout.head.canonical)
    if not links:
        return []
    return [*(_listed.linked(link, around) for link in links), *_further(tree, options, around)]


def _further(tree: LexborHTMLParser, options: Options, around: _listed.Around) -> Iterator[Request]:
    if url := _listed.next_page(tree, options.next, around.url):
        yield Request(url, purpose="page", cursor=url)


def from_sitemap(options: Options, page: Page, text: str, root: str) -> list[Parsed]:
    entries = list(_sitemap.entries(text))
    base = public(options, page.url) or options.address
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
        raise ParseError(
            f"none of the sitemap's {len(entries)} addresses is a posting's; {_fix(options)}"
        )
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
