"""Which posting an item of a feed is, and where its page lies.

The id is the guid, else the canonical link. Neither is trusted blindly: feeds write the same guid
or link at every item, and tracking into both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from alertbot import text as words
from alertbot.sources import _json, _schema_org
from alertbot.sources._feed import Feed, Record


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a posting, empty where the item has none, and its address, if it has one."""

    id: str
    url: str


def of(feed: Feed, url: str) -> list[Identity]:
    """The identity of each item of the feed at this address."""
    base = _joined(url, feed.head.base)
    urls = [_address(item, base) for item in feed.items]
    links = list(map(canonical, urls))
    fields = _OF_JOBS if feed.form == "jobs" else _OF_FEEDS
    guids = [_guid(item, link, fields) for item, link in zip(feed.items, links, strict=True)]
    titles = [item.first("title") for item in feed.items]
    # A guid that leads to several pages, or a page that shows several titles, is no identity.
    shared_guids = _ambiguous(guids, links)
    shared_links = _ambiguous(links, titles)
    found: list[Identity] = []
    for item, guid, link, title, address in zip(
        feed.items, guids, links, titles, urls, strict=True
    ):
        id = guid if guid and guid not in shared_guids else link
        if id and id == link and link in shared_links:
            id = f"{link}#{words.squash(title)}"
        found.append(Identity(id or _number(item), address))
    return found


def _ambiguous(names: list[str], meanings: list[str]) -> set[str]:
    """The names that have more than one meaning."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for name, meaning in zip(names, meanings, strict=True):
        meant[name].add(meaning)
    return {name for name, all_of in meant.items() if len(all_of) > 1}


def link(item: Record) -> str:
    """The address of the posting's page, as the feed writes it."""
    for one in item.links:
        if one.rel == "alternate" and one.href and one.type in ("", "text/html"):
            return one.href
    stated = item.first("origlink", "link", "url", "joburl", "detailurl", "applyurl", "externalurl")
    if stated:
        return stated
    for one in item.links:
        if one.rel in ("alternate", "related") and one.href:
            return one.href
    guid = item.first("guid", "id")
    return guid if item.permalink and guid.startswith(("http://", "https://")) else item.about


# An address that is whole, and has nothing in it to be put right: most are, and looking closer
# at each costs more than reading the feed.
_PLAIN = re.compile(r"https?://[a-z0-9.-]{1,200}/[A-Za-z0-9._~/%+,;:@!$&'()*=?-]{0,2000}")


def _address(item: Record, base: str) -> str:
    """The link, absolute: against xml:base where there is one, else the feed's own address."""
    stated = link(item)
    if "&amp;" in stated:
        stated = words.decode_entities(stated)
    if _PLAIN.fullmatch(stated):
        return stated
    return _json.link(stated, _joined(base, item.base)) if stated else ""


def _joined(base: str, part: str) -> str:
    try:
        return urljoin(base, part) if part else base
    except ValueError:
        return base


# Parameters that the canonical address writes as they stand; and those that may be tracking, of
# which _schema_org knows. A feed has the same of these at each of its items.
_SIMPLE = re.compile(
    r"https?://[a-z0-9.-]{1,200}/[A-Za-z0-9._~/%+,;:@!$&'()*=-]{0,2000}"
    r"(?:\?[\w.~-]{1,200}=[\w.~-]{0,500}(?:&[\w.~-]{1,200}=[\w.~-]{0,500}){0,50})?",
    re.ASCII,
)
_SUSPECT = re.compile(
    r"utm|gclid|fbclid|msclkid|mc_|gh_src|lever-|ref|trk|tracking|_g|igsh|iis|jsess|phpsess|so?u?rc",
    re.IGNORECASE,
)


def canonical(url: str) -> str:
    """What `_schema_org.canonical` gives, at less cost for the addresses that most feeds have."""
    if not _SIMPLE.fullmatch(url):
        return _schema_org.canonical(url)
    path, mark, query = url.partition("?")
    if not mark:
        return url
    kept = [pair for pair in query.split("&") if not _SUSPECT.match(pair) or _stays(pair)]
    return f"{path}?{'&'.join(kept)}" if kept else path


@lru_cache(maxsize=256)
def _stays(pair: str) -> bool:
    return "?" in _schema_org.canonical(f"https://a.example/?{pair}")


_OF_FEEDS = ("guid", "id")
_OF_JOBS = ("guid", "id", "jobid", "idattribute", "referencenumber", "referenceid", "reference",
            "jobreference", "jobref", "reqid")  # fmt: skip


def _number(item: Record) -> str:
    """The board's own number of a posting that has neither guid nor link."""
    return _json.identifier(item.first("jobid", "g:id", "idattribute"))


def _guid(item: Record, link: str, fields: tuple[str, ...]) -> str:
    """The guid, in one line and without tracking, where it is an address that has some."""
    guid = _json.identifier(item.first(*fields))
    if "?" in guid and guid.startswith(("http://", "https://")):
        page, _, rest = guid.partition("?")
        if page == link and rest.isdigit():
            return link  # jobs.dou.ua: the moment of the last edit
        clean = canonical(guid)
        if clean.count("=") < guid.partition("#")[0].count("="):
            fragment = guid.partition("#")[2]
            return f"{clean.partition('#')[0]}#{fragment}" if fragment else clean
    return guid
