"""No reader costs more than its input's size: hostile pieces, and eight times as many of them.

Time is what is compared, since nearly all work is done in patterns and in the parser, where nothing
can be counted. Eight times the size may take thirty times as long; what grows with the square takes
64 times, and is tried three times before it is believed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest

from alertbot import finder, hashtags, places, reading, text
from alertbot.fetcher import robots
from alertbot.model import Page, RawPlace, RawPosting
from alertbot.places import search
from alertbot.reading import dates
from alertbot.sources import _lenient, _tree
from alertbot.testing import conformance, recording
from tests.sources.test_conformance import KINDS, OPTIONS

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SMALL, TIMES, MOST = 5_000, 8, 30
LEAST = 0.004
"""Seconds: what takes less than that is not told from the machine's own noise."""


def costs_what_its_size_costs(
    read: Callable[[str], object],
    before: str,
    piece: str,
    *,
    clock: Callable[[], float] = process_time,
) -> None:
    """Reads `before` and the piece, repeated to a size and to eight times that size."""

    def seconds(size: int) -> float:
        given = before + piece * (size // len(piece))
        begun = clock()
        read(given)
        return clock() - begun

    for _ in range(3):
        small = max(min(seconds(SMALL) for _ in range(2)), LEAST)
        large = seconds(SMALL * TIMES)
        if large < MOST * small:
            return
    raise AssertionError(f"{piece!r}: {small:.3f} s, and {large:.3f} s for {TIMES} times as much")


class Work:
    """A clock that reading alone moves: a reader as dear as it is told to be, on any machine."""

    def __init__(self, power: int) -> None:
        self.power, self.now = power, 0.0

    def clock(self) -> float:
        return self.now

    def read(self, given: str) -> None:
        self.now += 0.01 * (len(given) / SMALL) ** self.power


def test_what_grows_with_the_square_is_found() -> None:
    straight, square = Work(1), Work(2)
    costs_what_its_size_costs(straight.read, "", "a", clock=straight.clock)
    with pytest.raises(AssertionError, match="for 8 times as much"):
        costs_what_its_size_costs(square.read, "", "a", clock=square.clock)


def page(body: str) -> Page:
    return conformance.page(body.encode("utf-8", "surrogatepass"), "text/html")


def read_places(line: str) -> None:
    places.read(line)
    places.workplace(line)
    places.countries(line)
    places.find(line)
    search.nearest(line)


def read_posting(words: str) -> None:
    place = RawPlace(words, words, words, words)
    raw = RawPosting("1", "https://board.example/1", words, words, (place,), words, (words,))
    reading.read(raw, source="fuzz", fetched_at=NOW)


def lenient(start: str) -> Callable[[str], object]:
    return lambda given: _lenient.read(start + given)


def obey(rules: str) -> None:
    read = robots.Rules.of(rules, NOW)
    read.allows("https://board.example/" + "a" * 60)
    assert read.delay >= read.delay * 0


READERS: dict[str, Callable[[str], object]] = {
    "from_html": text.from_html,
    "unescape": text.unescape,
    "mend": text.mend,
    "one_line": text.one_line,
    "fold and tokens": text.tokens,
    "traps": lambda given: text.without_traps(f"mention the word {given}"),
    "hashtags": hashtags.read,
    "dates": lambda given: (dates.read(given, now=NOW), dates.open_at_least(given)),
    "places": read_places,
    "posting": read_posting,
    "lenient JSON": lenient(""),
    "lenient member": lenient('{"a": "'),
    "lenient item": lenient('{"a": ["'),
    "robots": obey,
    "links": lambda given: finder._further(page(given)),
    "scrubbed": recording.scrubbed,
    "tree": _tree.tree,
}
PAIRS = [
    *(
        ("", piece)
        for piece in [*"[(<&-#@$ \n日…", "a,", "1,", "1.", "1'", "12-", "&#", "<p", "<!--"]
    ),
    *(("", piece) for piece in ['{"', '":', '","', "\\u", ' ,"', '"token": "', "a.b@c.", "\u0301"]),
    *(
        ("", piece)
        for piece in ["- ", "or ", "US, ", "Germany ", "Berlin; ", "a: b\n", "\u0315\u0316"]
    ),
    *(("", piece) for piece in ["\u200d", "Ã©", "\ud800", "🇩🇪", "<div>", "<b>x<p>", "<ul><li>"]),
    *(("", piece) for piece in ["<x></y>", "<p<b>", "<svg><td>", "<a href='x", "<a href='x'>"]),
    *(("", piece) for piece in ['<td a b="', "<brx></y>", "&lt;p&gt;"]),
    ("", "User-agent: a\nDisallow: /*a*b\n"),
    *(("<script>", piece) for piece in ["</script ", "<!--", "<script "]),
    *(("<title>", piece) for piece in ["</title ", "<title>", "</title x='"]),
    ("<svg>", "</svg "),
    ("<p>" + "".join(f"<B id={number}>" for number in range(600)) + "</p>", "<p>x"),
]
"""What stands once before it, and what is repeated."""


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_no_text_costs_more_than_its_size(name: str) -> None:
    for before, piece in PAIRS:
        costs_what_its_size_costs(READERS[name], before, piece)


POSTING = '{"@type": "JobPosting", "title": "Smith", "description": "%s"}'
PAGES = {
    "a page": "<title>Smith</title><h1>Smith</h1>%s<p>Location: Berlin</p>",
    "a heading": "<title>Smith</title><h1>%s</h1><p>Location: Berlin</p>",
    "a title": "<title>Smith %s</title><h1>Smith</h1><p>Company: Contoso</p>",
    "an attribute": "<h1>Smith</h1><div class='%s'>Berlin</div>",
    "JSON-LD": f'<script type="application/ld+json">{POSTING}</script>',
    "microdata": "<div itemscope itemtype='https://schema.org/JobPosting'>"
    "<h1 itemprop=title>Smith</h1>%s</div>",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_no_page_costs_more_than_its_size(name: str) -> None:
    def read(said: str) -> None:
        body = (PAGES[name] % said).encode("utf-8", "replace")
        conformance.survives(KINDS["page"], OPTIONS["page"], body, "")

    for before, piece in [*PAIRS, ("", "<span itemprop=title>x"), ("", "<p>Location: Berlin</p>")]:
        costs_what_its_size_costs(read, before, piece)


# The members that the kinds read with patterns of their own.
ROWS: dict[str, Callable[[str], object]] = {
    "greenhouse": lambda said: {"jobs": [_row(said, "absolute_url", "content")]},
    "lever": lambda said: [_row(said, "hostedUrl", "descriptionPlain", text=said)],
    "recruitee": lambda said: {"offers": [_row(said, "careers_url", "description")]},
    "remoteok": lambda said: [{"legal": "x"}, _row(said, "url", "description", position=said)],
    "hackernews": lambda said: {
        "id": 1, "type": "story", "title": "Ask HN: Who is hiring? (June 2026)",
        "author": "whoishiring", "children": [{"id": 2, "text": said, "type": "comment"}],
    },
}  # fmt: skip


def _row(said: str, link: str, body: str, **more: str) -> dict[str, object]:
    named = dict.fromkeys(("title", "company", "location", "city", "country"), said)
    return {"id": 7, link: "https://board.example/7", body: said, **named, **more}


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS)
def test_no_row_costs_more_than_its_size(name: str) -> None:
    def read(said: str) -> None:
        body = json.dumps(ROWS[name](said)).encode()
        conformance.survives(KINDS[name], OPTIONS[name], body, "application/json")

    for before, piece in PAIRS:
        costs_what_its_size_costs(read, before, piece)
