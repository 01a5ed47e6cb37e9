"""Readers of text: none raises for any string, and what they give can be stored and sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import finder, hashtags, pay, places, text
from alertbot.fetcher import answers, robots
from alertbot.places import search
from alertbot.reading import dates, vocabulary
from alertbot.sources import _lenient
from alertbot.testing import conformance, recording
from tests.fuzz.hostile import hostile, is_storable

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)

# What gives text of its own to store or send, of any string.
CLEANING: dict[str, Callable[[str], object]] = {
    "clean": text.clean,
    "one_line": text.one_line,
    "from_html": text.from_html,
    "from_html of unescape": lambda given: text.from_html(text.unescape(given)),
    "places": places.read,
    "workplace": places.workplace,
    "countries": places.countries,
    "nearest": search.nearest,
    "hashtags": hashtags.read,
    "coding": answers.coding,
    "validator": answers.validator,
}
# What only must not raise: it keeps what it was given, or gives no text.
OTHERS: dict[str, Callable[[str], object]] = {
    "unescape": text.unescape,
    "mend": text.mend,
    "decode_entities": text.decode_entities,
    "without_traps": text.without_traps,
    "traps": lambda given: text.without_traps(f"Please mention the word {given}"),
    "fold": text.fold,
    "squash": text.squash,
    "tokens": text.tokens,
    "is_html": text.is_html,
    "cut": lambda given: text.cut(given, 20),
    "find": places.find,
    "country": places.country,
    "region": lambda given: (places.region(given, None), places.region(given, "US")),
    "a moment": partial(dates.read, now=NOW),
    "a first day": partial(dates.posted, now=NOW),
    "an end": lambda given: dates.sane_end(dates.read(given, now=NOW), now=NOW),
    "open at least": dates.open_at_least,
    "employment": vocabulary.employment_type,
    "workplace word": vocabulary.workplace,
    "period": vocabulary.period,
    "level": lambda given: (vocabulary.level(given), vocabulary.level("", given)),
    "pay": pay.read,
    "pay mention": pay.mention,
    "code": lambda given: pay.code(given, "US"),
    "scrubbed": recording.scrubbed,
    "content type": answers.content_type,
    "lenient JSON": _lenient.read,
    "lenient member": lambda given: _lenient.read('{"a": "' + given),
}


@pytest.mark.parametrize("name", CLEANING)
@given(given_text=hostile)
def test_what_is_made_of_any_text_can_be_stored(name: str, given_text: str) -> None:
    assert is_storable(CLEANING[name](given_text))


@pytest.mark.parametrize("name", OTHERS)
@given(given_text=hostile)
def test_any_text_is_taken(name: str, given_text: str) -> None:
    OTHERS[name](given_text)


@given(hostile)
def test_text_from_html_is_short_and_tidy(given_text: str) -> None:
    made = text.from_html(given_text)
    assert made == made.strip()
    assert not re.search(r"\n{3}|[ \t]\n", made)


@given(hostile)
def test_one_line_is_one_and_stays(given_text: str) -> None:
    line = text.one_line(given_text)
    assert "\n" not in line
    assert text.clean(line).strip() == line


# -- what the network says ------------------------------------------------------------------


@given(hostile, hostile)
def test_waits_and_ages_are_bounded(first: str, second: str) -> None:
    wait = answers.wait(first, NOW)
    assert wait is None or timedelta(0) <= wait <= answers.LONGEST_WAIT
    assert timedelta(0) <= answers.fresh_for(first, second) <= answers.LONGEST_WAIT
    assert answers.fresh_for(f"max-age={first}", second) >= timedelta(0)


@given(hostile, hostile)
def test_any_robots_txt_is_taken(rules: str, path: str) -> None:
    for said in (rules, f"User-agent: *\nDisallow: {rules}\nCrawl-delay: {rules}\n"):
        read = robots.Rules.of(said, NOW)
        assert read.allows(f"https://board.example/{path}") in (True, False)
        assert timedelta(0) <= read.delay <= robots.LONGEST_DELAY


@given(hostile, st.sampled_from(["https://a.example/b?c#d", "https://[::1]/", "//["]))
def test_links_of_any_page_are_followed_or_not(body: str, url: str) -> None:
    linked = f"<a href='{body}'>x</a><iframe src=\"{body}\">{body}"
    for source in (body, linked):
        page = conformance.page(source.encode("utf-8", "surrogatepass"), "text/html", url)
        further = finder._further(page)
        assert len(further) <= finder.LOOKED_INTO
        assert all(link.startswith(("http://", "https://")) for link in further)


@given(hostile)
def test_a_recording_of_anything_is_made(body: str) -> None:
    for shape in (body, f"<rss>{body}", '{"a": [' + body):
        once = recording.trimmed(shape.encode("utf-8", "surrogatepass"))
        assert is_storable(once.decode().replace("\0", ""))
