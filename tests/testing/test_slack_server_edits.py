"""Editing and deleting on the Slack double, judged by Slack's own client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from slack_sdk import WebClient

from alertbot.testing import SlackServer
from tests.testing.slack_calls import JOBS, MARK, refusal, section


def test_updates_by_id_and_ts(slack: SlackServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=JOBS, text="x", metadata=MARK)["ts"]

    answer = client.chat_update(channel=JOBS, ts=ts, text="y")

    assert (answer["ts"], answer["text"]) == (ts, "y")
    (message,) = slack.messages
    assert (message.text, message.edited, message.metadata) == ("y", True, MARK)
    by_name = refusal(lambda: client.chat_update(channel="#job-alerts", ts=ts, text="z"))
    assert by_name["error"] == "channel_not_found"
    gone = refusal(lambda: client.chat_update(channel=JOBS, ts="1.0", text="z"))
    assert gone["error"] == "message_not_found"


def test_an_edit_keeps_what_it_does_not_name(slack: SlackServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=JOBS, text="x", blocks=[section("x")], metadata=MARK)["ts"]

    client.chat_update(channel=JOBS, ts=ts, text="y")
    assert slack.messages[0].blocks == (section("x"),)

    client.chat_update(channel=JOBS, ts=ts, text="z", blocks=[], metadata={})
    page = client.conversations_history(channel=JOBS, include_all_metadata=True)
    (message,) = page["messages"]
    assert (message["text"], "edited" in message) == ("z", True)
    assert not {"blocks", "metadata"} & set(message)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "y", "blocks": [section("y" * 3001)]}, "invalid_blocks"),
        ({"text": "y", "metadata": {"event_type": 7}}, "invalid_metadata_schema"),
    ],
)
def test_an_edit_has_the_limits_of_a_post(
    slack: SlackServer, client: WebClient, given: dict[str, object], error: str
) -> None:
    ts = client.chat_postMessage(channel=JOBS, text="x")["ts"]

    refused = refusal(
        lambda: client.api_call("chat.update", json={"channel": JOBS, "ts": ts, **given})
    )

    assert refused["error"] == error
    assert (slack.messages[0].text, slack.messages[0].edited) == ("x", False)


def test_edits_are_over_after_a_while_and_in_an_archived_channel() -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    window = timedelta(minutes=5)
    with SlackServer(clock=lambda: now[0], edit_window=window) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        posted = client.chat_postMessage(channel="#job-alerts", text="x")
        edit = partial(client.chat_update, channel=posted["channel"], ts=posted["ts"], text="y")
        now[0] += window
        edit()
        now[0] += timedelta(seconds=1)
        assert refusal(edit)["error"] == "edit_window_closed"
        slack.archive("#job-alerts")
        assert refusal(edit)["error"] == "is_inactive"


def test_deletes_by_id_and_ts(slack: SlackServer, client: WebClient) -> None:
    first, second = (client.chat_postMessage(channel=JOBS, text=text)["ts"] for text in "xy")
    assert refusal(lambda: client.chat_delete(channel="#job-alerts", ts=first))["error"] == (
        "channel_not_found"
    )

    answer = client.chat_delete(channel=JOBS, ts=first)

    assert (answer["channel"], answer["ts"]) == (JOBS, first)
    assert [
        message["ts"] for message in client.conversations_history(channel=JOBS)["messages"]
    ] == [second]
    for gone in (client.chat_delete, partial(client.chat_update, text="z")):
        assert refusal(partial(gone, channel=JOBS, ts=first))["error"] == "message_not_found"


def test_a_workspace_can_keep_every_message() -> None:
    with SlackServer(deletes=False) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        posted = client.chat_postMessage(channel="#job-alerts", text="x")
        refused = refusal(lambda: client.chat_delete(channel=posted["channel"], ts=posted["ts"]))
        assert refused["error"] == "compliance_exports_prevent_deletion"
        assert len(slack.messages) == 1
