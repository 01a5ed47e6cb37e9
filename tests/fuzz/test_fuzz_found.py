"""What fuzzing found once, each by itself: the tests beside this one may draw it again or not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from time import process_time

import pytest

from alertbot import places, text
from alertbot.errors import ParseError
from alertbot.fetcher import robots
from alertbot.model import RawPosting
from alertbot.sources import _tree
from alertbot.testing import conformance
from tests.sources.test_conformance import KINDS, OPTIONS


@pytest.mark.parametrize("empty", [None, [], [None], [[]], {}])
def test_a_json_feed_may_leave_a_text_empty(empty: object) -> None:
    item = {"id": 1, "url": "https://a.example/1", "title": "Smith", "content_text": empty}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Contoso", "items": [item]}
    page = conformance.page(json.dumps(feed).encode(), "application/feed+json")
    found = list(KINDS["rss"].parse(OPTIONS["rss"], page))
    assert [one.title for one in found if isinstance(one, RawPosting)] == ["Smith"]


def test_a_line_of_accents_alone_is_no_line() -> None:
    body = "<title>Smith</title><h1>Smith</h1><p>\u0301</p><p>(\u0301</p>"
    with pytest.raises(ParseError):
        list(KINDS["page"].parse(OPTIONS["page"], conformance.page(body.encode(), "text/html")))


def test_half_of_a_surrogate_pair_is_looked_up_and_not_found() -> None:
    assert places.find("Berl\ud800in") == ()
    assert not any(places.nearest("\ud800"))
    rules = robots.Rules.of("User-agent: *\nDisallow: /\ud800\n", datetime(2026, 7, 1, tzinfo=UTC))
    assert rules.allows("https://board.example/a\udfff")


def test_elements_that_are_closed_after_something_else_end_where_they_ended() -> None:
    page = "<title>a</title >b<svg><p></svg\n>c<style>d</style x='1'>e"
    assert text.from_html(page) == "bce"


DEEP = {
    "closing tags that close nothing": "<x></y>",
    "names that begin as others do": "<p<x></y>",
    "what is void by its beginning alone": "<brx></y>",
    "cells of a drawing": "<svg><td></y></svgs>",
    "capital letters": "<X></Y>",
}


@pytest.mark.parametrize("name", DEEP)
def test_no_page_is_nested_deeper_than_costs_nothing(name: str) -> None:
    # As many again took 16 times as long, and a page of a megabyte a minute.
    tree = _tree.tree(DEEP[name] * 8000)
    assert tree.root is not None
    assert max(depth for depth, _ in _tree.below(tree.root)) < 3 * _tree.DEEPEST


def test_formats_that_others_seem_to_close_are_not_opened_again() -> None:
    begun = process_time()
    formats = "".join(f"<b id={number}></i>" for number in range(2000))
    tree = _tree.tree(f"<p>{formats}</p>{'<p>x' * 2000}")
    assert len(tree.css("b")) < 40 * 2000
    assert process_time() - begun < 20
