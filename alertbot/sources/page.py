"""Any page that shows a posting or a list of them.

In this order: the configuration's own selectors, JSON-LD and microdata, what a person would read,
and links that look like postings. docs/sources.md has the quirks of pages as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from alertbot import text as words
from alertbot.errors import Gone, ParseError
from alertbot.model import Page, RawPosting, Request, Skipped, Withdrawn
from alertbot.sources import (
    Manners,
    Parsed,
    Redistribute,
    _charset,
    _json,
    _layout,
    _listed,
    _page_list,
    _prose,
    _refusal,
    _services,
    _sitemap,
    _structured,
    _terms,
    _withdrawn,
)
from alertbot.sources._page_options import Options as Options
from alertbot.sources._page_options import address, own_fields, public, stood_in
from alertbot.sources._page_shape import (
    breaks_off,
    is_html,
    is_json,
    is_plainly_html,
    is_yaml,
    xml_root,
)
from alertbot.sources._page_shape import canonical as canonical_of
from alertbot.sources._schema_org import Setting, canonical, posting

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=15), robots=True)


def requests(options: Options) -> Iterable[Request]:
    """The page or sitemap. A `base_url` stands in for its scheme and host."""
    yield Request(stood_in(options, options.address))


def terms(options: Options) -> tuple[Redistribute, str]:
    """Whether what the page shows may be passed on, and whom to name for it: by its host."""
    return _terms.of(options.address)


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings on the page. Raises ParseError where there is none to be seen.

    Raises Gone where it says no more than that its posting is gone.
    """
    text = _charset.decode(page)
    if not text.strip():
        raise ParseError("an empty answer where a page was expected")
    found = [_asked_there(options, one) for one in _parsed(options, page, text)]
    if _is_detail(page):
        return iter(found)
    lone = found[0] if len(found) == 1 and not options.lists else None
    if breaks_off(text):
        found.append(Skipped("the page breaks off"))
    if isinstance(lone, RawPosting) and not lone.detail and _withdrawn.in_text(text, lone.title):
        found.append(Withdrawn(lone.external_id))
    return iter(found)


def _asked_there(options: Options, one: Parsed) -> Parsed:
    """What is to be asked for, asked of what stands in for the page's host."""
    if isinstance(one, RawPosting) and one.detail:
        return replace(one, detail=replace(one.detail, url=stood_in(options, one.detail.url)))
    return replace(one, url=stood_in(options, one.url)) if isinstance(one, Request) else one


def _parsed(options: Options, page: Page, text: str) -> Iterable[Parsed]:
    if not is_plainly_html(page, text):
        if is_json(page, text):
            return _from_json(options, page)
        if root := _sitemap.root(text):
            return _page_list.from_sitemap(options, page, text, root)
        if root := xml_root(text):
            raise ParseError(f"XML ({words.cut(root, 40)}) where a page was expected; try kind rss")
        if is_yaml(text):
            raise ParseError("YAML where a page was expected")
        if not is_html(page, text):
            return [_from_text(options, page, text)]
    if options.sitemap and not _is_detail(page):
        raise ParseError(f"{_what(text)} where a sitemap was expected")
    if (options.posting or options.links) and not _is_detail(page):
        return _page_list.from_selectors(options, page, text)
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
    if is_json(page, text):
        return bool(_structured.in_json(text))
    return bool(_sitemap.root(text)) or not (xml_root(text) or is_yaml(text))


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """An address that is nothing else is a page's; the page itself names no other."""
    if re.fullmatch(r"https?://\S{1,4000}", text):
        yield {"sitemap" if re.search(r"sitemap[^/]{0,80}\.xml", text) else "url": text}


# -- described for machines -----------------------------------------------------------------


def _from_json(options: Options, page: Page) -> list[Parsed]:
    nodes = _structured.in_json(_charset.decode(page))
    if not nodes:
        raise ParseError(f"{_json.shape(_json.load(page))} as JSON where a page was expected")
    url = public(options, page.url) or options.address
    setting = Setting(url, options.company or "", {}, alone=len(nodes) == 1)
    return list(_structured.distinct(posting(node, setting) for node in nodes))


def _from_html(options: Options, page: Page, text: str) -> list[Parsed]:
    url = address(options, page, canonical_of(text))
    company = options.company or ""
    structured = _structured.read(text, url, company)
    usable = any(isinstance(found, RawPosting) for found in structured)
    if _is_detail(page):
        structured = _structured.the_one(structured, url)
    fields = own_fields(options)
    if usable and not fields:
        lone = structured[0] if len(structured) == 1 else None
        if not isinstance(lone, RawPosting) or (lone.company and not _says_little(lone)):
            return [*structured]
        return [_completed(lone, text)]
    layout = _layout.from_html(text)
    if fields:
        found = structured[0] if usable else None
        base = found if isinstance(found, RawPosting) else _pointed_at(options, page, text, layout)
        said = _listed.on_page(_page_list.tame_tree(options, text), fields)
        return [_listed.with_fields(base, said, layout.head.language)]
    try:
        return [_from_prose(options, page, text, layout)]
    except ParseError as error:
        if not _is_detail(page) and not _refusal.is_no_list(str(error)):
            links = _page_list.from_links(options, page, text, layout)
            if links:
                return links
        raise type(error)(f"{error}{_services.hint(text)}") from None


_TEASER, _TEASER_AS_HTML = 200, 1000


def _says_little(found: RawPosting) -> bool:
    """Whether a posting has no text, or no more than a line to make one read on."""
    return len(found.description) <= _TEASER_AS_HTML and len(_plain(found)) <= _TEASER


def _plain(found: RawPosting) -> str:
    return words.from_html(found.description) if found.markup == "html" else found.description


def _completed(found: RawPosting, text: str) -> RawPosting:
    """A posting with what the page says for people, where it leaves that out for machines."""
    advert = _prose.read(_layout.from_html(text), url=found.url, company=found.company)
    if advert is None:
        return found
    named, seen = words.squash(found.title), words.squash(advert.title)
    same = named in seen or seen in named
    if same and _says_little(found) and len(advert.body) > 3 * len(_plain(found)):
        found = replace(found, description=advert.body, markup="text")
    if same and not found.places:
        found = replace(found, places=advert.places)
    return replace(found, company=found.company or advert.company)


# -- written for people ---------------------------------------------------------------------------


def _from_text(options: Options, page: Page, text: str) -> RawPosting:
    try:
        return _from_prose(options, page, text, _layout.from_text(text))
    except ParseError as error:
        raise ParseError(f"{error}{_services.hint(text)}") from None


def _from_prose(options: Options, page: Page, text: str, layout: _layout.Layout) -> RawPosting:
    url = address(options, page, layout.head.canonical)
    advert = _prose.read(layout, url=url, company=options.company or "")
    if advert is None:
        unread = "ld+json" in text and '"JobPosting"' in text
        reason = "JSON-LD that cannot be read" if unread else _refusal.why(text, layout)
        gone = _refusal.is_gone(reason) and _withdrawn.in_words(layout, "")
        raise (Gone if gone else ParseError)(
            f"{reason} where a posting was expected" if reason else "no posting found on the page"
        )
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


def _pointed_at(options: Options, page: Page, text: str, layout: _layout.Layout) -> RawPosting:
    """What the page says for people; where it says too little, the posting is what is selected."""
    try:
        return _from_prose(options, page, text, layout)
    except ParseError:
        title = _listed.on_page(
            _page_list.tame_tree(options, text), {"title": options.title or "h1"}
        )["title"]
        url = address(options, page, layout.head.canonical)
        return RawPosting(canonical(url), url, title, company=options.company or "")
