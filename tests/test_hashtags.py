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
        ("#LI-DNI #LI-JH-MIMTA #LI_Hybrid #BI-Remote #LI #biology #lisbon", ("biology", "lisbon")),
        ("# ## #- #_", ()),
        ("#1 employer, issue #123, Req #TX12, Apt. #4B, Job ID: #ab-1 #1st", ("ab",)),
        ("#R1234567 #JR_100234 #T202603-08CMW #web3 #class2026", ("web3", "class2026")),
        (
            "#hiring... #jobs. #dev; “#quoted” **#bold** #CamelCase!",
            (
                "hiring",
                "jobs",
                "dev",
                "quoted",
                "bold",
                "camelcase",
            ),
        ),
        ("#招聘# #Инженер #한국어 #São #été", ("招聘", "инженер", "한국어", "são", "été")),
        ("see:https://x.example/#z #ok,https://x.example/#z mailto:a@b.example#c", ("ok",)),
        ("C#/#dotnet #2fa #e2e #eee #1a2b3c", ("dotnet", "2fa", "e2e")),
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
