"""The stand-ins refuse what the platforms refuse."""

from __future__ import annotations

import pytest

from tests.faults import slack_rules, telegram_rules
from tests.faults.telegram_rules import Unparsable, parsed

TEXT = {"type": "mrkdwn", "text": "words", "verbatim": True}
BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "action_id": "open"}
GOOD: dict[str, object] = {"channel": "C0TEAM", "text": "words"}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "section", "text": {**TEXT, "text": "x" * 3001}}, "3001 characters"),
        ({"type": "section", "text": {**TEXT, "text": ""}}, "not empty"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "words"}}, "not verbatim"),
        ({"type": "section", "text": {**TEXT, "text": "<!here>"}}, "call somebody"),
        ({"type": "section", "text": TEXT, "colour": "red"}, "unknown keys"),
        ({"type": "section"}, "without text and fields"),
        ({"type": "header", "text": TEXT}, "a text of type 'mrkdwn'"),
        ({"type": "context", "elements": [TEXT] * 11}, "from 1 to 10 elements"),
        ({"type": "actions", "elements": [BUTTON, BUTTON]}, "action_id twice"),
        ({"type": "actions", "elements": [{**BUTTON, "url": "javascript:x"}]}, "a url"),
        ({"type": "table"}, "a block of type 'table'"),
    ],
)
def test_what_slack_refuses_in_a_block(block: dict[str, object], words: str) -> None:
    (line,) = slack_rules.mistakes({**GOOD, "blocks": [block]})
    assert words in line


def test_what_slack_refuses_in_a_message() -> None:
    section = {"type": "section", "text": TEXT}
    assert slack_rules.mistakes({**GOOD, "blocks": [section] * 50}) == []
    assert slack_rules.mistakes({**GOOD, "blocks": [section] * 51})
    long = {"type": "section", "text": {**TEXT, "text": "x" * 2900}}
    assert slack_rules.mistakes({**GOOD, "blocks": [long] * 5}) == ["msg_blocks_too_long"]
    assert slack_rules.mistakes({"channel": "C0TEAM", "text": ""})
    assert slack_rules.mistakes({**GOOD, "metadata": {"event_type": "x"}})


HTML = [
    ('<b>a &amp; b</b> &nbsp; <a href="https://x.example/?a=1&amp;b=2">c</a>', "a & b &nbsp; c"),
    ("<blockquote expandable>a\n&#8364;</blockquote>", "a\n€"),
    ("<p>a</p>", None),
    ("<b>a", None),
    ("<b>a</i></b>", None),
    ("a < b", None),
]


@pytest.mark.parametrize(("text", "shown"), HTML)
def test_how_html_is_read(text: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(Unparsable):
            parsed(text)
    else:
        assert parsed(text)[0] == shown


@pytest.mark.skipif(not telegram_rules.REAL, reason="tdjson, which has it, is not installed")
@pytest.mark.parametrize(("text", "shown"), HTML)
def test_telegram_reads_it_in_the_same_way(text: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(Unparsable):
            telegram_rules.real(text)
    else:
        assert telegram_rules.real(text) == parsed(text)
