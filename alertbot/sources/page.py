"""Any page that shows a posting: its JSON-LD, else what a person would read on it.

A page with several JobPostings is a list and taken for the whole one. docs/sources.md has the
quirks of schema.org as it is found in the wild.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _charset,
    _json,
    _jsonld,
    _layout,
    _prose,
    _refusal,
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


class Options(SourceOptions):
    """`url` is the page itself."""

    url: _Url


def requests(options: Options) -> Iterable[Request]:
    """The page. A `base_url` stands in for its scheme and host."""
    url = options.url
    if options.base_url:
        url = re.sub(r"^https?://[^/\s?#]+", lambda _: options.base_url or "", url)
    yield Request(url)


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings on the page. Raises ParseError where there is none to be seen."""
    text = _charset.decode(page)
    if not text.strip():
        raise ParseError("an empty answer where a page was expected")
    if _is_json(page, text):
        return iter(_from_json(options, page))
    if not _is_html(page, text):
        return iter([_from_prose(options, page, text, _layout.from_text(text))])
    structured = _structured(options, page, text)
    if any(isinstance(found, RawPosting) for found in structured):
        return iter(structured)
    layout = _layout.from_html(text)
    try:
        return iter([_from_prose(options, page, text, layout)])
    except ParseError:
        if structured:  # there are JobPostings, and none of them can be used
            return iter(structured)
        raise


def recognise(page: Page) -> bool:
    """Whether it is HTML or plain text; JSON only where it is a JobPosting."""
    text = _charset.decode(page)
    if not text.strip():
        return False
    if _is_json(page, text):
        return bool(_job_postings([text]))
    return True


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """An address that is nothing else is a page's; the page itself names no other."""
    if re.fullmatch(r"https?://\S{1,4000}", text):
        yield {"url": text}


def _is_json(page: Page, text: str) -> bool:
    """Whether the page is JSON: a text may begin with a bracket too."""
    if page.content_type.endswith(("/json", "+json")):
        return True
    start = text[:200].lstrip("\ufeff \t\r\n")
    return _JSON.match(start) is not None


_JSON = re.compile(
    r"""[{\[]\s*(?:["{\[\]}\d-]|true|false|null|$)|(?:null|true|false|[\d.-]+)\s*$"""
)


def _is_html(page: Page, text: str) -> bool:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    return page.content_type in ("text/html", "application/xhtml+xml") or (
        page.content_type != "text/plain" and words.is_html(text)
    )


def _address(options: Options, page: Page, stated: str) -> str:
    """The page's canonical address, unless that is the site's and the page lies deeper in it."""
    own = page.url or options.url
    address = _json.link(stated, own)
    shallow = urlsplit(address).path in ("", "/") and urlsplit(own).path not in ("", "/")
    return own if not address or shallow else address


# -- structured -----------------------------------------------------------------------------


def _job_postings(blocks: Iterable[str]) -> list[_jsonld.Node]:
    roots = [_jsonld.decode(block) for block in blocks if "obposting" in block.lower()]
    return list(_jsonld.nodes(roots, "JobPosting"))


def _from_json(options: Options, page: Page) -> list[Parsed]:
    text = _charset.decode(page)
    nodes = _job_postings([text])
    if not nodes:
        raise ParseError(f"{_json.shape(_json.load(page))} as JSON where a page was expected")
    setting = Setting(page.url or options.url, options.company or "", {}, alone=len(nodes) == 1)
    return list(_distinct(posting(node, setting) for node in nodes))


def _structured(options: Options, page: Page, text: str) -> list[Parsed]:
    """What the JSON-LD describes; where it has no description, with the page's own text."""
    blocks = list(_jsonld.blocks(text))
    nodes = _job_postings(blocks)
    if not nodes:
        return []
    head = _layout.head(text)
    setting = Setting(
        url=_address(options, page, head.canonical),
        company=options.company or "",
        nodes=_named(blocks) if "@graph" in text else {},
        alone=len(nodes) == 1,
    )
    found = list(_distinct(posting(node, setting) for node in nodes))
    if len(found) == 1 and isinstance(found[0], RawPosting) and not found[0].description:
        return [_with_body(found[0], text)]
    return found


def _named(blocks: list[str]) -> dict[str, _jsonld.Node]:
    """The organisations and places of a @graph by their @id."""
    roots = [_jsonld.decode(block) for block in blocks]
    kinds = ("Organization", "Corporation", "Place", "LocalBusiness", "PostalAddress")
    return {
        _json.text(node.get("@id")): node
        for kind in kinds
        for node in _jsonld.nodes(roots, kind)
        if _json.text(node.get("@id"))
    }


def _with_body(found: RawPosting, text: str) -> RawPosting:
    """A posting whose JSON-LD leaves the description out, with the page's text for one."""
    advert = _prose.read(_layout.from_html(text), url=found.url, company=found.company)
    if advert is None or words.squash(found.title) not in words.squash(advert.title):
        return found
    return replace(found, description=advert.body, markup="text")


def _distinct(
    found: Iterable[RawPosting | Skipped],
) -> Iterator[Parsed]:
    """Each posting once: pages repeat a block, and give several postings one identifier."""
    seen: dict[str, RawPosting] = {}
    for one in found:
        if isinstance(one, RawPosting) and (known := seen.get(one.external_id)):
            if words.squash(known.title) == words.squash(one.title) and known.places == one.places:
                continue
            where = "-".join(place.text or place.city for place in one.places[:3])
            one = replace(one, external_id=f"{one.external_id}#{words.squash(one.title + where)}")
            if one.external_id in seen:
                yield Skipped(f"id {one.external_id} occurs twice")
                continue
        if isinstance(one, RawPosting):
            seen[one.external_id] = one
        yield one


# -- unstructured ---------------------------------------------------------------------------


def _from_prose(options: Options, page: Page, text: str, layout: _layout.Layout) -> RawPosting:
    url = _address(options, page, layout.head.canonical)
    advert = _prose.read(layout, url=url, company=options.company or "")
    if advert is None:
        unread = "ld+json" in text and '"JobPosting"' in text
        reason = "JSON-LD that cannot be read" if unread else _refusal.why(text, layout)
        raise ParseError(
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
