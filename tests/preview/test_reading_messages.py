"""What the preview draws is what is in the bodies that are sent, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from alertbot.channels import kinds
from alertbot.model import Alert, Context, Message
from alertbot.preview import Part, Run, Shown, shown
from alertbot.samples import SAMPLES
from alertbot.testing.telegram_html import parse
from tests.channels import slack_checker, telegram_checker
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT


def rendered(kind: str, alert: Alert, context: Context) -> tuple[Message, Shown]:
    message = kinds()[kind].render(alert, context)
    return message, shown(kind, message)


def mrkdwn(words: str) -> tuple[Run, ...]:
    text = {"type": "mrkdwn", "text": words, "verbatim": True}
    (part,) = shown("slack", Message("x", json.dumps([{"type": "section", "text": text}]))).parts
    return part.runs


def runs(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind of part, text, and how it looks."""
    looks = ("bold", "italic", "struck", "code", "link")
    return [
        (part.kind, run.text, tuple(look for look in looks if getattr(run, look)))
        for part in shown("telegram", Message("x", body)).parts
        for run in part.runs
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("plain", [Run("plain")]),
        ("*b* and ~s~", [Run("b", bold=True), Run(" and "), Run("s", struck=True)]),
        ("~*both*~", [Run("both", bold=True, struck=True)]),
        ("_i_ `c*d*`", [Run("i", italic=True), Run(" "), Run("c*d*", code=True)]),
        ("snake_case_name 2*3*4", [Run("snake_case_name 2*3*4")]),
        ("* no *", [Run("* no *")]),
        ("*a\nb*", [Run("*a\nb*")]),
        ("a &lt;b&gt; &amp;amp;", [Run("a <b> &amp;")]),
        (
            "*<https://a.example/?x=1&amp;y=2|A &amp; B>*",
            [Run("A & B", bold=True, link="https://a.example/?x=1&y=2")],
        ),
        ("<https://a.example/>", [Run("https://a.example/", link="https://a.example/")]),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(words: str, expected: list[Run]) -> None:
    assert mrkdwn(words) == tuple(expected)


def test_html_is_read_as_telegram_reads_it() -> None:
    body = '<b>x <s><a href="https://a.example/">😀 y</a></s></b>\n<i>z</i> &lt;'
    assert runs(body) == [
        ("text", "x ", ("bold",)),
        ("text", "😀 y", ("bold", "struck", "link")),
        ("text", "\n", ()),
        ("text", "z", ("italic",)),
        ("text", " <", ()),
    ]


def test_a_quote_stands_by_itself() -> None:
    body = "a\n<blockquote expandable>b\n\nc</blockquote>\nd"
    assert runs(body) == [("text", "a", ()), ("quote", "b\n\nc", ()), ("text", "d", ())]
    assert runs("<blockquote>b</blockquote>") == [("quote", "b", ())]


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_slacks_blocks_is_lost(name: str) -> None:
    message, seen = rendered("slack", *SAMPLES[name])
    blocks = json.loads(message.body)
    assert [part.kind == "header" for part in seen.parts] == [
        block["type"] == "header" for block in blocks for _ in block.get("elements", [0])
    ]
    links = [(run.link, run.text) for part in seen.parts for run in part.runs if run.link]
    unescaped = [
        (url, label.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        for url, label in slack_checker.links(message)
    ]
    assert links == unescaped


@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=25, deadline=None)
def test_whatever_is_sent_can_be_shown(alert: Alert, context: Context) -> None:
    message, seen = rendered("telegram", alert, context)
    text, _ = parse(message.body)
    drawn = "".join(part.text for part in seen.parts)
    assert drawn.replace("\n", "") == text.replace("\n", "")
    links = [run.link for part in seen.parts for run in part.runs if run.link]
    assert set(links) == {url for url, _ in telegram_checker.read(message.body).links}
    message, seen = rendered("slack", alert, context)
    assert len(seen.parts) >= len(json.loads(message.body))
    # Nobody's words are taken for markup: what is set apart is set apart by us.
    assert not any(run.italic or run.code for part in seen.parts for run in part.runs)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_any_kind_of_channel_can_be_shown(kind: str) -> None:
    message, seen = rendered(kind, *SAMPLES["plain"])
    assert seen.spoken.replace("&amp;", "&") == message.text.replace("&gt;", ">").replace(
        "&amp;", "&"
    )
    assert "Distributed Systems" in "".join(part.text for part in seen.parts)


def test_a_message_without_a_body_is_its_text() -> None:
    seen = shown("slack", Message("a\nb"))
    assert seen == Shown("text", (Part("text", (Run("a\nb"),)),), "a\nb")
    assert replace(seen, spoken="").parts[0].text == "a\nb"
