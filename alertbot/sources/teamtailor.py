"""Teamtailor's career sites: a JSON feed in which each item holds a schema.org JobPosting.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _json,
    _schema_org,
    _site,
)

MANNERS = Manners(every=timedelta(minutes=30), floor=timedelta(minutes=10))

_SERVICE = "teamtailor.com"
_A_PAGE = 100
"""So many items a feed has at the most, unless more is asked for."""


class Options(SourceOptions):
    """`site` is the first part of SITE.teamtailor.com, or the whole host where it has its own."""

    site: _site.Site


def requests(options: Options) -> Iterable[Request]:
    """The feed's first page."""
    yield Request(f"{_root(options)}/jobs.json")


def _root(options: Options) -> str:
    return options.base_url or f"https://{_site.host(options.site, _SERVICE)}"


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page of the feed, and its next page. Raises ParseError."""
    payload = _json.load(page)
    envelope = _json.obj(payload)
    items = envelope.get("items")
    if not isinstance(items, list):
        if "items" in envelope:
            raise ParseError(f"'items' is {_json.shape(items)} where a list was expected")
        raise _json.not_understood(payload, "the site", "a Teamtailor feed was expected")
    if "jsonfeed.org" not in _json.text(envelope.get("version")) and not _is_ours(items):
        raise ParseError(f"{_json.shape(payload)} where a Teamtailor feed was expected")
    return _feed(options, page, envelope, items)


def recognise(page: Page) -> bool:
    """Whether the page is a feed with JobPostings in it, as Teamtailor's are."""
    try:
        envelope = _json.obj(_json.load(page))
    except ParseError:
        return False
    items = envelope.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in _json.text(envelope.get("version")):
        return False
    return _is_ours(items) or (not items and _is_teamtailor(_json.text(envelope.get("feed_url"))))


def _is_ours(items: list[object]) -> bool:
    return any("_jobposting" in _json.obj(item) for item in items[:20])


def _is_teamtailor(url: str) -> bool:
    return ".teamtailor.com/" in url[:300]


_ADDRESS = re.compile(
    r"(?<![a-z0-9.-])(?P<site>[a-z0-9-]{1,63}(?:\.(?P<region>[a-z]{2}))?)\.teamtailor\.com\b",
    re.IGNORECASE,
)
_FEED = re.compile(r"https?://(?P<site>[a-z0-9.-]{4,253})/jobs\.(?:rss|json)\b", re.IGNORECASE)
_NO_SITE = re.compile(
    r"www|api|app|support|help|docs|status|cdn|static|images|scripts|analytics|widgets?|developers?"
    r"|assets.{0,50}|partner|go|track|emails?|links?",
    re.IGNORECASE,
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their host at Teamtailor, else by the feed that a page of Teamtailor links to."""
    found: dict[str, None] = {}
    for named in _address.named(text, _ADDRESS):
        site = named["site"].lower()
        if not _NO_SITE.fullmatch(site):
            # Elsewhere than in Europe the host has a region in it.
            found.setdefault(f"{site}.teamtailor.com" if "region" in named else site)
    if "teamtailor" in text[: _address.MOST].lower():
        for named in _address.named(text, _FEED):
            host = named["site"].lower()
            if not host.endswith("teamtailor.com"):
                found.setdefault(host)
    for site in found:
        yield {"site": site}


def _feed(
    options: Options, page: Page, envelope: Mapping[str, object], items: list[object]
) -> Iterator[Parsed]:
    employer = words.one_line(words.decode_entities(_json.text(envelope.get("title"))))
    yield Whole(employer=employer)
    yield from _board.postings(items, partial(_posting, options, employer))
    further = _next(page, envelope, items)
    if further:
        yield Request(f"{_root(options)}/jobs.json?{further}", purpose="page", cursor=further)


def _next(page: Page, envelope: Mapping[str, object], items: list[object]) -> str:
    """The query of the next page: the one the feed names; else a full page has one behind it."""
    try:
        named = urlsplit(_json.link(envelope.get("next_url"))).query
    except ValueError:
        named = ""
    if named or len(items) < _A_PAGE:
        return named
    asked = re.search(r"[?&]page=(\d{1,4})\b", page.request.url) if page.request else None
    return f"page={int(asked[1]) + 1 if asked else 2}"


_NUMBER = re.compile(r"/jobs/(\d{1,18})(?=[-/?#]|\Z)")


def _posting(options: Options, employer: str, item: Mapping[str, object]) -> RawPosting | Skipped:
    url = _json.link(item.get("url"))
    node = _json.obj(item.get("_jobposting"))
    stated = _json.obj(node.get("identifier"))
    in_url = _NUMBER.search(url)
    external_id = (
        (in_url[1] if in_url else "")
        or _json.identifier(stated.get("value"))
        or _json.identifier(item.get("id"))
    )
    title = words.one_line(words.decode_entities(_json.text(item.get("title"))))
    if not external_id:
        return Skipped("it has no id")
    setting = _schema_org.Setting(url, "", {}, alone=True)
    read = _schema_org.posting({"title": title, **node}, setting)
    if isinstance(read, Skipped):
        return Skipped(f"id {external_id} has no title")
    content = _json.text(item.get("content_html"))
    return replace(
        read,
        external_id=external_id,
        url=url,
        title=title or read.title,
        company=read.company
        or employer
        or options.company
        or _site.employer(options.site, _SERVICE, url),
        places=tuple(dict.fromkeys(map(_place, read.places))),
        posted=_json.text(item.get("date_published")) or read.posted,
        description=content or read.description,
        markup="html" if content else read.markup,
    )


# Teamtailor's regions are what the employer calls parts of its world ("Europe", "Sweden"); where a
# country has states that people write, it may be one.
_WITH_STATES = {"US", "CA", "AU", "BR", "IN", "MX"}
_NO_STATE = {
    "europe", "emea", "apac", "americas", "america", "north america", "south america", "latam",
    "latin america", "asia", "oceania", "nordics", "global", "worldwide", "international", "remote",
    "united states", "usa", "us", "canada", "australia", "brazil", "india", "mexico", "africa",
}  # fmt: skip


def _place(place: RawPlace) -> RawPlace:
    region = place.region
    if place.country.upper() not in _WITH_STATES or words.fold(region) in _NO_STATE:
        region = "" if place.city or place.country else region
    return replace(place, region=region)
