"""Pages for the tests of the page kind, and what it reads in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from alertbot.model import Page, RawPosting
from alertbot.sources import page as kind
from alertbot.testing.conformance import sound

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[2].parent / "shared"
OPTIONS = kind.Options(url="https://careers.example/jobs/1")


def read(body: str | bytes, content_type: str = "text/html", **given: str) -> list[RawPosting]:
    raw = body.encode() if isinstance(body, str) else body
    shown = Page(
        url=given.get("url", OPTIONS.address),
        body=raw,
        content_type=content_type,
        charset=given.get("charset", ""),
        fetched_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    found = list(kind.parse(OPTIONS, shown))
    assert sound(found)
    return [one for one in found if isinstance(one, RawPosting)]


def fixture(name: str) -> RawPosting:
    (found,) = read((FIXTURES / name).read_bytes(), "text/plain" if "txt" in name else "text/html")
    return found


def script(block: str, rest: str = "") -> str:
    return f'<html><body><script type="application/ld+json">{block}</script>{rest}</body></html>'


def node(**members: object) -> RawPosting:
    """The posting of a JobPosting with these members beside a title."""
    (found,) = read(script(json.dumps({"@type": "JobPosting", "title": "Engineer"} | members)))
    return found
