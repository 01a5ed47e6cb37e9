"""Any feed: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, and the aggregators' lists of <job>.

A feed is a window on a board: what is no longer in it may well be open. docs/sources.md has the
dialects and how damaged XML is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped, Whole
from alertbot.sources import (
    Manners,
    Parsed,
    Redistribute,
    SourceOptions,
    _feed,
    _feed_dialects,
    _feed_fields,
    _feed_identity,
    _json,
    _terms,
)
from alertbot.sources._feed_draft import drafted

MANNERS = Manners(
    every=timedelta(minutes=30), floor=timedelta(minutes=10), whole_board=False, robots=True
)


def _whole(url: object) -> object:
    if isinstance(url, str) and not re.match(r"\s*(?:https?|feed)://[^/\s]", url):
        raise ValueError("a feed's address begins with https:// or http://")
    return re.sub(r"^\s*feed://", "https://", url) if isinstance(url, str) else url


_Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=4000, pattern=r"^https?://[^/\s]+"),
    BeforeValidator(_whole),
]


class Options(SourceOptions):
    """`url` is the feed itself."""

    url: _Url


_ORIGIN = re.compile(r"^https?://[^/\s?#]+")


def requests(options: Options) -> Iterable[Request]:
    """The feed. A `base_url` stands in for its scheme and host."""
    url = options.url
    if options.base_url:
        url = _ORIGIN.sub(lambda _: options.base_url or "", url)
    yield Request(url)


def terms(options: Options) -> tuple[Redistribute, str]:
    """Whether what the feed shows may be passed on, and whom to name for it: by its host."""
    return _terms.of(options.url)


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a feed. Raises ParseError where there is no feed, or nothing whole in it."""
    return _parsed(options, page, _feed.read(page))


def _parsed(options: Options, page: Page, feed: _feed.Feed) -> Iterator[Parsed]:
    about = _feed_dialects.setting(feed, options.company or "")
    if employer := _feed_dialects.employer(feed):
        yield Whole(employer=employer)
    if not feed.items and not feed.broken and _number(page) == 1:
        yield Whole(total=0)  # a normal state of a feed
    named = _feed_identity.of(feed, page.url or options.url)
    seen: dict[str, RawPosting] = {}
    for number, (item, identity) in enumerate(zip(feed.items, named, strict=True), 1):
        found = _posting(item, identity, about)
        if isinstance(found, Skipped):
            found = Skipped(f"posting {number}: {found.reason}")
        elif before := seen.get(found.external_id):
            if found == before:
                continue
            found = Skipped(f"id {words.cut(found.external_id, 100)} occurs twice, and differs")
        else:
            seen[found.external_id] = found
        yield found
    yield from map(Skipped, feed.broken)
    yield from _next(options, page, feed)


MOST_PAGES = 10
"""Of one feed: an archive goes on for years, and what is on its later pages is old."""


def _next(options: Options, page: Page, feed: _feed.Feed) -> Iterator[Request]:
    """The page behind this one, as the feed's head names it, if the same host has it."""
    stated = feed.head.first("nexturl")
    stated = stated or next((link.href for link in feed.head.links if link.rel == "next"), "")
    here = page.url or options.url
    url = _json.link(stated, here) if stated and feed.items else ""
    number = _number(page)
    same = _feed_dialects.host_of(url) in map(_feed_dialects.host_of, (here, options.url))
    if url and same and url != here and number < MOST_PAGES:
        if options.base_url:
            url = _ORIGIN.sub(lambda _: options.base_url or "", url)
        yield Request(url, purpose="page", cursor=str(number + 1))


def _number(page: Page) -> int:
    cursor = page.request.cursor if page.request else ""
    return int(cursor) if re.fullmatch(r"[0-9]{1,4}", cursor) else 1


def recognise(page: Page) -> bool:
    """Whether the page is a feed: not one whose items are JobPostings, which is Teamtailor's."""
    try:
        feed = _feed.read(page)
    except ParseError:
        return False
    if feed.form == "json":
        return not any(group.name == "_jobposting" for item in feed.items for group in item.groups)
    if feed.form == "jobs":
        return any(_feed_fields.title(item) and _feed_identity.link(item) for item in feed.items)
    return True


# -- one posting ----------------------------------------------------------------------------


def _posting(
    item: _feed.Record, identity: _feed_identity.Identity, about: _feed_dialects.Setting
) -> RawPosting | Skipped:
    title = _feed_fields.title(item)
    external_id = identity.id
    if not external_id:
        return Skipped("it has no id and no link")
    if not title:
        return Skipped(f"id {words.cut(external_id, 100)} has no title")
    draft = drafted(item, identity, title)
    if "<![CDATA[" in draft.description and "</item>" in draft.description:
        return Skipped(f"id {words.cut(external_id, 100)} runs into the posting behind it")
    _feed_dialects.adapt(draft, about)
    return draft.posting()


# -- where feeds are named ------------------------------------------------------------------

_ADDRESS = re.compile(
    r"(?:https?|feed)://[^\s/?#]+(?:/[^\s?#]*)?(?:\?\S*)?(?:#\S*)?", re.IGNORECASE
)
_PATH = re.compile(
    r"\.(?:rss|atom|rdf|rss2|xml\.rss)/?$|/(?:rss|feed|feeds|atom|rss2|rss\.aspx|rss\.php)/?$"
    r"|/(?:rss|atom|feed|index|jobs|feeds?|job-feed)\.xml$|/feed\.json$|/feed/(?:rss2?|atom|rdf)/?$"
    r"|/services/rss/job/?$|/searchengine/jobsfeed$|/rss/[\w-]{1,60}/?$",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"(?:^|&)(?:format|output|type|alt)=(?:rss|atom|rdf)|(?:^|&)feed=(?:job_feed|rss2?|atom|rdf)",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:link|base|meta)\b[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(rel|type|href|property|content)\s{0,9}=\s{0,9}(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})')""",
    re.IGNORECASE,
)
_TYPE = re.compile(r"application/(?:rss|atom|feed|rdf)\+(?:xml|json)", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments/feed|comments\.(?:rss|atom|xml)", re.IGNORECASE)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """An address that ends like a feed's; the feeds that a page's head links to.

    A relative link is resolved by what the head says of the page's own address, and left out
    where it says nothing.
    """
    if len(text) <= 4000 and _ADDRESS.fullmatch(text.strip()):
        if _is_feed_address(text.strip()):
            yield {"url": re.sub(r"^feed:", "https:", text.strip(), flags=re.IGNORECASE)}
        return
    yield from ({"url": url} for url in dict.fromkeys(_linked(text[:500_000])))


def _is_feed_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return _PATH.search(parts.path) is not None or _QUERY.search(parts.query) is not None


def _linked(text: str) -> Iterator[str]:
    base = ""
    feeds: list[str] = []
    for element in _ELEMENT.finditer(text):
        stated = {
            found[1].lower(): words.decode_entities(found[2] or found[3] or "").strip()
            for found in _ATTRIBUTE.finditer(element[0])
        }
        rel, href = stated.get("rel", "").lower().split(), stated.get("href", "")
        if "alternate" in rel and _TYPE.fullmatch(stated.get("type", "")) and href:
            feeds.append(href)
        elif element[0][:5].lower() == "<base" or "canonical" in rel:
            base = base or _json.link(href)
        elif stated.get("property") == "og:url":
            base = base or _json.link(stated.get("content", ""))
    for href in feeds[:50]:
        url = _json.link(f"https:{href}" if href.startswith("//") else href, base)
        if url and not _COMMENTS.search(url):
            yield url
