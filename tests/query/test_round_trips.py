"""Text, filter and YAML keys are three forms of one thing, and none of them loses anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from alertbot import query
from alertbot.query import Filter
from alertbot.query.keys import KEYS
from tests.query.filters import HOME, filters


@given(filters())
def test_text_says_the_filter(made: Filter) -> None:
    written = str(made)
    again = query.parse(written, HOME)
    assert again == made
    assert str(again) == written
    assert hash(again) == hash(made)


@given(filters())
def test_keys_say_the_filter(made: Filter) -> None:
    keys = query.to_keys(made)
    assert set(keys) <= set(KEYS)
    assert query.from_keys(json.loads(json.dumps(keys)), HOME) == made
    assert query.to_keys(query.from_keys(keys, HOME)) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("sre", {"words": "sre"}),
        ("sre OR rust*", {"words": ["sre", "rust*"]}),
        ('"a b" c -d -e', {"words": {"all": ["a b", "c"], "none": ["d", "e"]}}),
        ("title:/a\\/b/", {"title": "/a\\/b/"}),
        ("#x -#y*", {"hashtags": {"all": ["x"], "none": ["y*"]}}),
        ('in:"Redmond, WA" remote', {"location": "Redmond, WA", "workplace": "remote"}),
        ("remote:us OR remote:de", {"remote": ["us", "de"]}),
        ("pay>=150k pay<=€200k", {"pay": {"floor": "150k", "ceiling": "€200k"}}),
        ("sre posted<7d", {"words": "sre", "posted": "<7d"}),
        ("(a OR b) (title:c OR d)", {"words": ["a", "b"], "query": "title:c OR d"}),
        ("a title:b c", {"words": "a", "title": "b", "query": "c"}),
        ("pay.min>=100k a", {"query": "pay.min>=100k a"}),
        ("a pay>=100k!", {"words": "a", "query": "pay>=100k!"}),
        ("a -(b c)", {"words": "a", "query": "-(b c)"}),
        ("type:fulltime level:senior..", {"type": "fulltime", "level": "senior..executive"}),
    ],
)
def test_what_the_keys_look_like(text: str, keys: dict[str, object]) -> None:
    made = query.parse(text, HOME)
    assert query.to_keys(made) == keys
    assert query.from_keys(keys, HOME) == made
