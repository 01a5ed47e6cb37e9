"""What a page is written in: JSON, XML, HTML or plain text."""

from __future__ import annotations

import re

from alertbot import text as words
from alertbot.model import Page
from alertbot.sources import _marking


def is_plainly_html(page: Page, text: str) -> bool:
    """Whether it begins as nearly all pages do, and needs no second look."""
    start = text[:100].lstrip("\ufeff \t\r\n")[:14].lower()
    return start.startswith(("<!doctype html", "<html")) and not page.content_type.endswith("json")


def is_json(page: Page, text: str) -> bool:
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


def xml_root(text: str) -> str:
    """The name of the root of XML that is no page; empty for HTML and all else."""
    start = text[:5000]
    prologue = _PROLOGUE.match(start)
    found = _ROOT.match(start, prologue.end() if prologue else 0)
    name = found[1] if found else ""
    declared = start.lstrip("\ufeff \t\r\n").startswith("<?xml")
    is_xml = name.lower() in _FEEDS or (declared and name.lower() != "html")
    return name if is_xml else ""


def is_html(page: Page, text: str) -> bool:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    return page.content_type in ("text/html", "application/xhtml+xml") or (
        page.content_type != "text/plain" and words.is_html(text)
    )


_END = 4096
_NEVER_LEFT_OPEN = ("div", "main", "section", "article", "ul", "ol", "table", "script")


def breaks_off(text: str) -> bool:
    """Whether HTML ends before its end: with neither body nor html closed, and more left open.

    HTML lets an author leave out the ends of body and html, but not those of what lies in them.
    """
    end = text[-_END:].lower()
    if "</body" in end or "</html" in end or not text[:100].lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    lower = text.lower()
    if "<body" not in lower or "</body" in lower or "</html" in lower:
        return False
    return any(lower.count(f"<{name}") > lower.count(f"</{name}") for name in _NEVER_LEFT_OPEN)


_HEAD_SIZE = 200_000
_MOST_TAGS = 50
_TAG = re.compile(r"<(?:meta|link)\b([^<>]{1,4000})>", re.IGNORECASE)


def canonical(text: str) -> str:
    """The address that a page names for its own: its link element's, else its og:url."""
    body = text.find("<body", 0, _HEAD_SIZE)
    end = body if body > 0 else _HEAD_SIZE
    return _named(text, end, "canonical") or _named(text, end, "og:url")


def _named(text: str, end: int, name: str) -> str:
    """What the first link or meta element of that name says, which is looked for before `end`."""
    at = -1
    for _ in range(_MOST_TAGS):
        at = text.find(name, at + 1, end)
        if at < 0:
            break
        tag = _TAG.match(text, max(text.rfind("<", max(at - 4000, 0), at), 0))
        said = _marking.attributes(tag[1]) if tag else {}
        if (said.get("property") or said.get("name") or said.get("rel") or "").lower() == name:
            return words.decode_entities(said.get("content") or said.get("href") or "").strip()
    return ""


_YAML = re.compile(r"\s{0,99}(?:%YAML[^\n]{0,99}\n)?---\s{0,9}\n\s{0,99}[\w\"'-]{1,99}\s?:")


def is_yaml(text: str) -> bool:
    """Whether it is a file of some program, such as a recorded exchange: no page for people."""
    return _YAML.match(text) is not None
