"""A feed of 500 postings, from bytes to postings, beside feedparser (DESIGN 11: at least 20x).

The feed is made here, so that the work is the same on every machine: RSS 2.0 with some 3 KB of
HTML in each item, which is what boards send.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from html import escape
from statistics import median
from time import perf_counter

from alertbot.model import RawPosting
from alertbot.sources import rss
from alertbot.testing.conformance import page

Row = tuple[str, float, str, float | None, float | None, str]
"""The work, our microseconds, the alternative's name and microseconds, the ratio, the goal."""

GOAL = 20
ITEMS = 500
_TEXT = (
    "<p>We keep the <strong>pumps</strong> of the valley running &amp; the records straight.</p>"
    "<ul><li>Five years with valves</li><li>A licence for lorries</li><li>Calm at night</li></ul>"
) * 16


def feed(items: int = ITEMS) -> bytes:
    """A feed of so many postings."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Valley Board</title>'
        "<link>https://valley.example/</link><description>Work in the valley</description>"
        f"{''.join(map(_item, range(items)))}</channel></rss>"
    ).encode()


def _item(number: int) -> str:
    text = escape(_TEXT) if number % 2 else f"<![CDATA[{_TEXT}]]>"
    return (
        f"<item><title>Pump Keeper {number} &amp; Night Watch</title>"
        f"<link>https://valley.example/jobs/{number}?utm_source=rss</link>"
        f'<guid isPermaLink="false">valley-{number}</guid>'
        f"<dc:creator>Valley Works {number % 40}</dc:creator>"
        "<pubDate>Tue, 14 Jul 2026 18:39:04 GMT</pubDate>"
        f"<category>Water</category><location>Tromsø, Norway</location>"
        f"<type>Full-Time</type><description>{text}</description></item>\n"
    )


def rows() -> list[Row]:
    """What is measured here. The alternative's numbers are None where it is not installed."""
    body = feed()
    options = rss.Options(url="https://valley.example/feed.rss")

    def ours() -> int:
        found = rss.parse(options, page(body, "application/rss+xml"))
        return sum(isinstance(one, RawPosting) for one in found)

    name, work = f"a feed of {ITEMS} postings, {len(body) / 1e6:.1f} MB", _took(ours, 9)
    # It is no dependency, not even for tests: only who wants to compare has it.
    if importlib.util.find_spec("feedparser") is None:
        return [(name, work, "feedparser", None, None, f">= {GOAL}x")]
    feedparser = importlib.import_module("feedparser")
    theirs = _took(lambda: len(feedparser.parse(body).entries), 1)
    return [(name, work, "feedparser", theirs, theirs / work, f">= {GOAL}x")]


def _took(work: Callable[[], int], times: int) -> float:
    """Microseconds of one run, the median of so many; each has to find all postings."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        found = work()
        taken.append((perf_counter() - begun) * 1e6)
        if found != ITEMS:
            raise RuntimeError(f"{found} postings were found in a feed of {ITEMS}")
    return median(taken)
