"""What the Slack double refuses: the limits of Block Kit, text and metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from alertbot.testing import SlackServer

JOBS = "C0000JOBS1"
Blocks = list[dict[str, object]]


def refusal(call: Callable[[], object]) -> Mapping[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        call()
    data: Mapping[str, Any] = refused.value.response.data
    return data


def section(text: str, kind: str = "mrkdwn") -> dict[str, object]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def many(count: int, text: str = "x") -> Blocks:
    return [section(text) for _ in range(count)]


HEADER: dict[str, object] = {"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}
BUTTON: dict[str, object] = {
    "type": "button",
    "text": {"type": "plain_text", "text": "Open"},
    "url": "javascript:1",
}
PLACED: list[tuple[Blocks, str]] = [
    ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (many(51), "no more than 50 items allowed [json-pointer:/blocks]"),
    ([HEADER], "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    ([{"type": "nope"}], "unsupported type: nope [json-pointer:/blocks/0/type]"),
    (
        [{"type": "actions", "elements": [BUTTON]}],
        "invalid url [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        [{**section("x"), "colour": "red"}],
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
]


@pytest.mark.parametrize(("blocks", "why"), PLACED)
def test_invalid_blocks_name_the_place(
    slack: SlackServer, client: WebClient, blocks: Blocks, why: str
) -> None:
    answer = refusal(lambda: client.chat_postMessage(channel=JOBS, text="x", blocks=blocks))

    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {why}"]
    assert slack.messages == ()


def test_legal_blocks_pass(slack: SlackServer, client: WebClient) -> None:
    blocks: Blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "h" * 150, "emoji": False}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000, "verbatim": True}},
        {"type": "section", "fields": [{"type": "plain_text", "text": "f"}], "block_id": "own"},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "c", "verbatim": True}]},
        {
            "type": "actions",
            "elements": [{**BUTTON, "url": "https://jobs.example/1?a=b", "action_id": "open"}],
        },
        {"type": "image", "image_url": "https://jobs.example/logo.png", "alt_text": "Logo"},
        *many(43),
    ]
    client.chat_postMessage(channel=JOBS, text="x", blocks=blocks)

    assert len(slack.messages[0].blocks) == 50


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x", "channel": "#nowhere"}, "channel_not_found"),
        ({"text": "x", "blocks": many(5, "x" * 2700)}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": {"c": {}}}}},
            "invalid_metadata_schema",
        ),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "c" * 20_000}}},
            "metadata_too_large",
        ),
    ],
)
def test_other_refusals(
    slack: SlackServer, client: WebClient, arguments: dict[str, Any], error: str
) -> None:
    given = {"channel": JOBS, **arguments}
    answer = refusal(lambda: client.api_call("chat.postMessage", json=given))

    assert answer["error"] == error
    assert slack.messages == ()
    assert not slack.calls[-1].ok


def test_a_long_text_is_cut(slack: SlackServer, client: WebClient) -> None:
    client.chat_postMessage(channel=JOBS, text="x" * 40_001)

    assert len(slack.messages[0].text) == 40_000
