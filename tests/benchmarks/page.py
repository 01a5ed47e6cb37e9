"""A job page, from bytes to postings, beside selectolax alone, extruct and BeautifulSoup.

The goals are DESIGN 11's: at most 1.3x selectolax alone on any page, at most 2x finding and
decoding the JSON-LD where there is some. The alternatives get less done: they give a text or a
tree of properties, and no title, place or body. To find and decode the first block is a dozen
microseconds here; to look through the rest of the page for another costs as much again, and the
fields of a posting, each without trust, three times that. A page to be read by eye misses its
goal: a look at each tag in Python alone takes several times what lexbor does in C, and where the
title, the facts and the body are has still to be found. It is another page each time, since words
and tags that were seen before are remembered.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable
from itertools import count
from statistics import median
from time import process_time

from selectolax.lexbor import LexborHTMLParser

from alertbot.model import RawPosting
from alertbot.sources import page as kind
from alertbot.testing.conformance import page

Row = tuple[str, float, str, float | None, float | None, str]
"""The work, our microseconds, the alternative's name and microseconds, the ratio, the goal."""

_OPTIONS = kind.Options(url="https://valley.example/jobs/1")
_MENU = "".join(f'<li class="menu-item"><a href="/m/{n}">Menu {n}</a></li>' for n in range(150))
_TEXT = (
    "<p>We keep the <strong>pumps</strong> of the valley running, and the records straight.</p>"
    "<ul><li>Five years with valves</li><li>A licence for lorries</li><li>Calm at night</li></ul>"
) * 12
_FILLING = '<div class="box" data-x="y"><span>Pump</span> <a href="/p">and pipe</a></div>' * 400


_NUMBERS = count(1)


def _another() -> bytes:
    """A page without JSON-LD whose tags and lines have not been seen before."""
    number = next(_NUMBERS)
    plain = _page("").replace(b"/m/", b"/m%d/" % number).replace(b"data-x", b"data-x%d" % number)
    return plain.replace(b"class=", b"id=a%d class=" % number).replace(
        b" with", b" %d with" % number
    )


def _page(block: str) -> bytes:
    """Some 60 KB of a careers page; `block` is the JSON-LD in it."""
    return (
        "<!doctype html><html lang=en><head><title>Pump Keeper - Valley Works</title>"
        f"{block}</head><body><nav><ul>{_MENU}</ul></nav><main><h1>Pump Keeper</h1>"
        "<p>Company: Valley Works</p><p>Location: Boise, ID</p><p>Job type: Full-time</p>"
        f"<h2>About the role</h2>{_TEXT}</main><footer class=footer>{_FILLING}</footer></body>"
    ).encode()


def _block() -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Pump Keeper",
        "datePosted": "2026-06-03",
        "hiringOrganization": {"@type": "Organization", "name": "Valley Works"},
        "jobLocation": {"address": {"addressLocality": "Boise", "addressRegion": "ID"}},
        "description": _TEXT,
    }
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def rows() -> list[Row]:
    """What is measured here. An alternative's numbers are None where it is not installed."""
    described, plain = _page(_block()), _another()
    return [
        _row("a page with JSON-LD", described, "find and decode", _decoded, "<= 2x"),
        _row("a page with JSON-LD", described, "selectolax alone", _text, "<= 1.3x"),
        _row("a page with JSON-LD", described, "extruct", _extruct("json-ld"), ">= 10x faster"),
        _row(
            "a page with JSON-LD",
            described,
            "extruct, microdata too",
            _extruct("json-ld", "microdata"),
            ">= 10x faster",
        ),
        _row("a page with JSON-LD", described, "BeautifulSoup", _soup(), ">= 100x faster"),
        _row("a page to be read by eye", plain, "selectolax alone", _text, "<= 1.3x"),
        _row("a page to be read by eye", plain, "BeautifulSoup", _soup(), ">= 10x faster"),
    ]


def _row(
    work: str, body: bytes, name: str, other: Callable[[bytes], object] | None, goal: str
) -> Row:
    fresh = b"ld+json" not in body
    bodies = iter([_another() if fresh else body for _ in range(25)])
    ours = _took(lambda: _ours(next(bodies)), 25)
    if other is None:
        return (work, ours, name, None, None, goal)
    theirs = _took(lambda: other(body), 9)
    ratio = theirs / ours if goal.startswith(">") else ours / theirs
    return (work, ours, name, theirs, ratio, goal)


def _ours(body: bytes) -> None:
    (found,) = kind.parse(_OPTIONS, page(body, "text/html"))
    if not isinstance(found, RawPosting) or found.title != "Pump Keeper":
        raise RuntimeError("the posting was not read")


def _decoded(body: bytes) -> object:
    start = body.index(b">", body.index(b"ld+json")) + 1
    found: object = json.loads(body[start : body.index(b"</script", start)])
    return found


def _text(body: bytes) -> object:
    root = LexborHTMLParser(body).body
    return root.text(separator="\n") if root else ""


def _extruct(*syntaxes: str) -> Callable[[bytes], object] | None:
    # They are no dependencies, not even for tests: only who wants to compare has them.
    if importlib.util.find_spec("extruct") is None:
        return None
    extruct = importlib.import_module("extruct")
    return lambda body: extruct.extract(body.decode(), syntaxes=list(syntaxes))


def _soup() -> Callable[[bytes], object] | None:
    if importlib.util.find_spec("bs4") is None:
        return None
    soup = importlib.import_module("bs4").BeautifulSoup
    return lambda body: soup(body, "html.parser").get_text("\n")


def _took(work: Callable[[], object], times: int) -> float:
    """Microseconds of CPU of one run, the median of so many."""
    taken = []
    for _ in range(times):
        begun = process_time()
        work()
        taken.append((process_time() - begun) * 1e6)
    return median(taken)
