"""Telegram's HTML: as a person has read it, and inside every limit whatever a posting holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from alertbot.channels import telegram
from alertbot.model import Alert, Context, Message, Place, Posting, Section, Summary
from tests.channels import golden, telegram_checker
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import (
    ALERTS,
    CONTEXT,
    POSTING,
    alert,
    opening,
)


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_looks_as_its_golden(name: str) -> None:
    message = telegram.render(*ALERTS[name])
    assert telegram_checker.faults(message) == []
    shown = f"{message.body}\n\n---- as plain text\n{message.text}\n"
    assert golden.agrees(f"telegram/{name}.html", shown.replace("\u2060", "&NoBreak;"))


@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=25, deadline=None)
def test_nothing_breaks_a_limit_or_is_live(any_alert: Alert, context: Context) -> None:
    assert telegram_checker.faults(telegram.render(any_alert, context)) == []


@pytest.mark.parametrize(
    "posting",
    [
        replace(POSTING, title="@" * 1_000_000),
        replace(POSTING, title="😀" * 1_000_000, company="😀" * 999, description="😀" * 10_000),
        replace(POSTING, description="a.b@c " * 100_000),
        replace(POSTING, hashtags=tuple(f"tag{number}" for number in range(100_000))),
        replace(POSTING, places=tuple(Place("😀 " * 99 + str(one)) for one in range(2_000))),
        replace(POSTING, url="https://jobs.example/?" + "&" * 1_900),
    ],
    ids=["signs", "emoji", "description", "tags", "places", "url"],
)
def test_a_monstrous_posting_fits(posting: Posting) -> None:
    assert telegram_checker.faults(telegram.render(alert(posting), CONTEXT)) == []


def test_a_summary_of_many_searches_stays_under_a_hundred_entities() -> None:
    best = tuple(opening(replace(POSTING, title=f"Engineer {one}")) for one in range(5))
    sections = tuple(Section(f"search-{number}", 5, best) for number in range(60))
    message = telegram.render(Summary(sections), CONTEXT)
    assert telegram_checker.faults(message) == []
    assert "search-44" in message.body
    assert "and 15 more searches" in message.body


def test_the_source_of_a_burst_is_not_live() -> None:
    for source in ("boards.example", "<b>", "@contoso"):
        message = telegram.render(Summary((Section("all", 41, (), source),)), CONTEXT)
        assert telegram_checker.faults(message) == []


def test_the_description_is_folded_away_and_ends_with_a_whole_word() -> None:
    message = telegram.render(alert(replace(POSTING, description="constitution " * 500)), CONTEXT)
    quoted = message.body.split("<blockquote expandable>")[1].split("</blockquote>")[0]
    assert quoted.endswith("constitution…")


@pytest.mark.parametrize("url", ["tg://user?id=1", "javascript:alert(1)", "https://a@b.example/"])
def test_an_address_that_is_not_safe_is_not_linked(url: str) -> None:
    message = telegram.render(alert(replace(POSTING, url=url)), CONTEXT)
    assert telegram_checker.read(message.body).links == []


def test_a_plain_form_links_nothing_but_the_posting() -> None:
    title = "https://evil.example/ is hiring"
    message = telegram.render(alert(replace(POSTING, title=title)), CONTEXT)
    assert telegram_checker.faults(message) == []
    assert message.plain().text.endswith(POSTING.url)


def test_the_checker_finds_what_it_is_for() -> None:
    assert (
        telegram_checker.faults(Message("x", '<b>a</b> <a href="https://a.example/">b</a>')) == []
    )
    bad = ["<br>", "<p>x</p>", "<b>x", "x</b>", "<b><i>x</b></i>", "a & b", "a < b", "&nbsp;", " "]
    bad += ["@name", "/start", "#tag", "$TAG", "evil.example", "tg://x", "\u202e", "x" * 4097]
    bad += ['<a href="tg://user?id=1">x</a>', '<a href="javascript:x">x</a>', "<b>x</b>" * 101]
    for body in bad:
        assert telegram_checker.faults(Message("x", body)), body
