"""Hashtags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import hashtags


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("Join us #PubSub #messaging #pubsub", ("pubsub", "messaging")),
        ("C#, F#, C#/.NET and #1 or #42", ()),
        ("#ff8800 #fff #12ab #b2b #add #a11y", ("b2b", "add", "a11y")),
        ("https://jobs.example/x#apply www.jobs.example/#top jobs.example/#x [a](#b)", ()),
        ("a#b &#8211; (#Remote), #one#two #Développeur", ("remote", "one", "two", "développeur")),
        ("#हिन्दी ＃日本語 #snake_case", ("हिन्दी", "日本語", "snake_case")),
        ("#LI-Remote #LI-AB1 #life", ("life",)),
        ("# ## #-", ()),
    ],
)
def test_hashtags(words: str, tags: tuple[str, ...]) -> None:
    assert hashtags.read(words) == tags


@given(st.text(st.sampled_from("#aB1 /.:é\n＃-&="), max_size=60))
def test_tags_are_lower_case_and_unique(words: str) -> None:
    tags = hashtags.read(words)
    assert len(set(tags)) == len(tags)
    assert all(tag == tag.lower() and "#" not in tag for tag in tags)


@given(st.text(max_size=200))
def test_any_text_is_taken(words: str) -> None:
    hashtags.read(words)


def test_a_long_word_costs_what_its_size_costs() -> None:
    assert hashtags.read("a" * 300_000 + "#b") == ()
    assert hashtags.read("#" * 300_000) == ()
