"""Slack's blocks: as a person has read them, and inside every limit whatever a posting holds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from alertbot.channels import slack
from alertbot.model import Alert, Context, Message, Notice, Place, Section, Summary
from tests.channels import golden, slack_checker
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import (
    ALERTS,
    CONTEXT,
    MATCH,
    POSTING,
    alert,
    opening,
)


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_looks_as_its_golden(name: str) -> None:
    message = slack.render(*ALERTS[name])
    shown = json.dumps(
        {"text": message.text.split("\n"), "blocks": json.loads(message.body)},
        ensure_ascii=False,
        indent=2,
    )
    assert slack_checker.faults(message) == []
    assert golden.agrees(f"slack/{name}.json", shown + "\n")


@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=12, deadline=None)
def test_nothing_breaks_a_limit_or_is_live(any_alert: Alert, context: Context) -> None:
    assert slack_checker.faults(slack.render(any_alert, context)) == []


@pytest.mark.parametrize(
    "posting",
    [
        replace(POSTING, title="&" * 1_000_000),
        replace(POSTING, title="😀" * 1_000_000, company="😀" * 999, description="😀" * 10_000),
        replace(POSTING, title="word " * 200_000),
        replace(POSTING, hashtags=tuple(f"tag{number}" for number in range(100_000))),
        replace(POSTING, places=tuple(Place("😀 " * 99 + str(one)) for one in range(2_000))),
        replace(POSTING, url="https://jobs.example/?" + "&" * 1_900),
        replace(POSTING, url="https://jobs.example/" + "x" * 5_000),
    ],
    ids=["ampersands", "emoji", "words", "tags", "places", "url-of-ampersands", "long-url"],
)
def test_a_monstrous_posting_fits(posting: object) -> None:
    monstrous = replace(POSTING) if not isinstance(posting, type(POSTING)) else posting
    assert slack_checker.faults(slack.render(alert(monstrous), CONTEXT)) == []


def test_a_summary_of_many_searches_says_how_many_more() -> None:
    sections = tuple(Section(f"search-{number}", number, ()) for number in range(200))
    message = slack.render(Summary(sections), CONTEXT)
    assert slack_checker.faults(message) == []
    assert "search-39: 39 match now" in message.text
    assert "and 160 more searches" in message.text


def test_the_source_of_a_burst_is_not_live() -> None:
    message = slack.render(Summary((Section("all", 41, (), "<!here>_a_"),)), CONTEXT)
    assert slack_checker.faults(message) == []


def test_the_host_is_shown_beside_a_link_it_does_not_belong_to() -> None:
    elsewhere = opening(replace(POSTING, url="https://evil.example/contoso"))
    own = opening(replace(POSTING, url="https://jobs.contoso.example/1"))
    section = Section("all", 2, (elsewhere, own))
    text = "\n".join(slack_checker.texts(slack.render(Summary((section,)), CONTEXT)))
    assert "· evil.example" in text
    assert "· jobs.contoso.example" not in text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "data:text/html,x",
        "https://contoso.example@evil.example/",
        "https://evil.example\\@contoso.example/",
        "//evil.example/",
        "https://",
        "https://a b/",
        "https://[::1/",
        "https://x:99999/",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_not_linked(url: str) -> None:
    message = slack.render(alert(replace(POSTING, url=url)), CONTEXT)
    assert slack_checker.links(message) == []
    assert POSTING.title in message.text


def test_an_odd_address_is_encoded() -> None:
    url = 'https://jobs.example/a b|c?q=<x>&y="é"#\''
    message = slack.render(alert(replace(POSTING, url=url)), CONTEXT)
    assert slack_checker.links(message)[0][0] == (
        "https://jobs.example/a%20b%7Cc?q=%3Cx%3E&y=%22%C3%A9%22#%27"
    )


def test_the_checker_finds_what_it_is_for() -> None:
    """A checker that finds nothing proves nothing."""

    def section(words: str, **more: object) -> Message:
        text = {"type": "mrkdwn", "text": words, "verbatim": True, **more}
        return Message("text", json.dumps([{"type": "section", "text": text}]))

    assert slack_checker.faults(section("fine <https://a.example/|a &amp; b>")) == []
    bad = ["<!here>", "<@U1>", "a & b", "<javascript:x|y>", "@here", "\u202e", "x" * 3001, ""]
    bad += ["<https://a@b.example/|x>", "<https://a.example/|x|y>", "<https://a.example/ b|x>"]
    for words in bad:
        assert slack_checker.faults(section(words)), words
    assert slack_checker.faults(section("not verbatim", verbatim=False))
    assert slack_checker.faults(Message("<!here>", section("x").body))
    assert slack_checker.faults(slack.render(Notice("x"), CONTEXT)) == []
    assert MATCH.key in slack.render(alert(POSTING), CONTEXT).text
