"""What a page is written in: JSON, XML, HTML or plain text."""

from __future__ import annotations

import re

from alertbot import text as words
from alertbot.model import Page


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
