"""Sitemaps: which of a site's addresses are postings, and when each was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import unquote, urlsplit

from alertbot import text as words

_ROOT = re.compile(r"<(?:[\w-]{1,30}:)?(urlset|sitemapindex)[\s>]")
_ENTRY = re.compile(r"<(?:[\w-]{1,30}:)?(?:url|sitemap)>")
_LOC = re.compile(r"<(?:[\w-]{1,30}:)?loc>\s{0,200}(?:<!\[CDATA\[)?\s{0,200}([^<>\s\]]{1,4000})")
_CHANGED = re.compile(r"<(?:[\w-]{1,30}:)?lastmod>\s{0,200}([\dTZ:+.-]{4,40})")
_MOST = 100_000
_MOST_OF_JOBS = re.compile(r"job|career|vacan|position|stelle|karriere|empleo|emploi|posting|offre")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap; `changed` as it is written."""

    url: str
    changed: str


def root(text: str) -> str:
    """urlset, sitemapindex, or empty."""
    start = text[:3000].lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return ""
    found = _ROOT.search(start)
    return found[1] if found and "<html" not in start[: found.start()].lower() else ""


def entries(text: str) -> Iterator[Entry]:
    """The addresses of a sitemap in its order."""
    for number, stretch in enumerate(_ENTRY.split(text)):
        if not number or number > _MOST:
            continue
        if found := _LOC.search(stretch):
            changed = _CHANGED.search(stretch)
            yield Entry(words.decode_entities(found[1]), changed[1] if changed else "")


def of_postings(all_of: list[Entry]) -> list[Entry]:
    """The sitemaps of an index that are named after postings, where some are; else all."""
    named = [one for one in all_of if _MOST_OF_JOBS.search(one.url.rpartition("/")[2].lower())]
    return named or all_of


def age(changed: str, now: datetime) -> str:
    """How long a posting has stood there at least, in the words that `reading` knows as a bound."""
    try:
        day = date.fromisoformat(changed[:10])
    except ValueError:
        return ""
    days = (now.astimezone(UTC).date() - day).days
    return f"Posted {days}+ Days Ago" if days > 0 else ""


def matches(pattern: str, url: str) -> bool:
    """Whether a pattern is a part of an address; * stands for anything, ^ and $ for its ends."""
    rest, start = url.lower(), 0
    bare = pattern.lower()
    if bare.startswith("^"):
        rest, bare = f"\n{rest}", f"\n{bare[1:]}"
    if bare.endswith("$"):
        rest, bare = f"{rest}\r", f"{bare[:-1]}\r"
    parts = [part for part in bare.split("*") if part]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1 and part.endswith("\r")
        found = rest.find(part, start)
        if last and rest.endswith(part) and len(rest) - len(part) >= start:
            found = len(rest) - len(part)
        if found < 0:
            return False
        start = found + len(part)
    return True


_NO_WORDS = re.compile(r"\d+|[0-9a-f-]{20,}|.{0,3}|details?|index|view", re.IGNORECASE)
_FILE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)


def title(url: str) -> str:
    """What an address says of its page in words, until the page itself is read."""
    parts = [_FILE.sub("", unquote(part)) for part in urlsplit(url).path.split("/")]
    worded = [part for part in parts if part and not _NO_WORDS.fullmatch(part)]
    said = words.one_line(re.sub(r"[-_+]+", " ", worded[-1])) if worded else ""
    bare = re.sub(r"^(?:\d{3,} )|(?: (?:\d{3,}|[0-9a-f]{8,}))+$", "", said).strip()
    said = bare or said or url
    return said[:1].upper() + said[1:200].rstrip()
