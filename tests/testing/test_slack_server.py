"""The Slack double, judged by Slack's own client."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from alertbot.testing import Fault, SlackServer
from tests.testing.slack_calls import JOBS, MARK, refusal, section

USER = "U0000ROBIN"
RANDOM = "C0000RAND1"


@pytest.mark.parametrize("name", ["#job-alerts", "job-alerts", JOBS])
def test_posts_by_name_and_id(slack: SlackServer, client: WebClient, name: str) -> None:
    answer = client.chat_postMessage(channel=name, text="Hello", blocks=[section("*Hello*")])

    assert answer["channel"] == JOBS
    assert answer["message"]["text"] == "Hello"
    (message,) = slack.messages
    assert (message.channel, message.ts, message.text) == (JOBS, answer["ts"], "Hello")
    assert message.blocks == (section("*Hello*"),)
    assert [(call.method, call.ok) for call in slack.calls] == [("chat.postMessage", True)]


def test_posts_to_a_person(client: WebClient) -> None:
    opened = client.conversations_open(users=USER)["channel"]["id"]

    assert client.chat_postMessage(channel=USER, text="x")["channel"] == opened
    assert client.conversations_history(channel=opened)["messages"][0]["text"] == "x"
    assert refusal(lambda: client.conversations_open(users="U1"))["error"] == "user_not_found"


def test_takes_a_form_as_well(slack: SlackServer, plain: httpx.Client) -> None:
    form = {
        "token": "xoxb-1",
        "channel": JOBS,
        "text": "x",
        "blocks": json.dumps([section("y")]),
        "metadata": json.dumps(MARK),
    }
    answer = plain.post(f"{slack.url}/api/chat.postMessage", data=form)

    assert answer.json()["ok"]
    assert slack.messages[0].metadata == MARK
    assert slack.messages[0].blocks == (section("y"),)
    assert "xoxb-1" not in repr((slack.calls, slack.messages, slack.requests))


def test_ts_rises_even_when_the_clock_stands() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    with SlackServer(clock=lambda: moment) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        stamps = [client.chat_postMessage(channel="#job-alerts", text="x")["ts"] for _ in "abc"]

    assert stamps == ["1767323045.000006", "1767323045.000106", "1767323045.000206"]


def test_many_at_once(slack: SlackServer, plain: httpx.Client) -> None:
    def post(number: int) -> str:
        body = {"token": "xoxb-1", "channel": JOBS, "text": str(number)}
        ts: str = plain.post(f"{slack.url}/api/chat.postMessage", data=body).json()["ts"]
        return ts

    with ThreadPoolExecutor(8) as pool:
        stamps = set(pool.map(post, range(40)))

    assert len(stamps) == 40
    assert [message.ts for message in slack.messages] == sorted(stamps)


def test_metadata_comes_back_only_when_asked_for(client: WebClient) -> None:
    client.chat_postMessage(channel=JOBS, text="x", metadata=MARK, client_msg_id="m-1")

    (plain,) = client.conversations_history(channel=JOBS)["messages"]
    (full,) = client.conversations_history(channel=JOBS, include_all_metadata=True)["messages"]

    assert "metadata" not in plain
    assert full["metadata"] == MARK
    assert full["client_msg_id"] == "m-1"


def test_the_history_refuses_names(client: WebClient) -> None:
    client.chat_postMessage(channel="#job-alerts", text="x")

    for name in ("#job-alerts", "job-alerts", USER, ""):
        answer = refusal(partial(client.conversations_history, channel=name))
        assert answer["error"] == "channel_not_found"


def test_the_history_comes_in_pages_newest_first(client: WebClient) -> None:
    for number in range(5):
        client.chat_postMessage(channel=JOBS, text=str(number))
        client.chat_postMessage(channel=RANDOM, text="elsewhere")

    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = client.conversations_history(channel=JOBS, limit=2, cursor=cursor)
        seen += [message["text"] for message in page["messages"]]
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        assert bool(cursor) == page["has_more"]

    assert seen == ["4", "3", "2", "1", "0"]
    assert not cursor


def test_the_history_between_two_moments(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=JOBS, text=str(n))["ts"] for n in range(4)]

    def texts(**bounds: Any) -> str:
        page = client.conversations_history(channel=JOBS, **bounds)
        return "".join(message["text"] for message in page["messages"])

    assert texts(oldest=stamps[1]) == "32"
    assert texts(oldest=stamps[1], inclusive=True) == "321"
    assert texts(latest=stamps[2]) == "10"
    assert texts(oldest=stamps[1], latest=stamps[2], inclusive=True) == "21"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"limit": 0 - 1}, "invalid_limit"),
        ({"limit": 1001}, "invalid_limit"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "x"}, "invalid_ts_latest"),
    ],
)
def test_the_history_refuses_nonsense(
    client: WebClient, arguments: dict[str, Any], error: str
) -> None:
    answer = refusal(lambda: client.conversations_history(channel=JOBS, **arguments))

    assert answer["error"] == error


def test_channels_in_pages() -> None:
    names = {f"#room-{number}": f"C{number:04}" for number in range(5)}
    with SlackServer(channels=names, page_size=2) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        slack.archive("#room-3")
        found = [
            (room["name"], room["id"])
            for page in client.conversations_list(limit=200, exclude_archived=True)
            for room in page["channels"]
        ]
        refused = refusal(lambda: client.chat_postMessage(channel="#room-3", text="x"))

    assert found == [(name[1:], number) for name, number in names.items() if name != "#room-3"]
    assert refused["error"] == "is_archived"


def test_who_am_i(client: WebClient) -> None:
    assert client.auth_test()["team"] == "Contoso"


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({}, "not_authed"),
        ({"Authorization": "Bearer xoxb-2"}, "invalid_auth"),
        ({"Authorization": "Bearer xoxb-1x"}, "invalid_auth"),
    ],
)
def test_refuses_a_wrong_token(
    slack: SlackServer, plain: httpx.Client, headers: dict[str, str], error: str
) -> None:
    for method in ("auth.test", "chat.postMessage", "conversations.history"):
        answer = plain.post(f"{slack.url}/api/{method}", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (200, error)
    body = {"token": "xoxb-1", "channel": JOBS, "text": "x"}
    in_json = plain.post(f"{slack.url}/api/chat.postMessage", json=body)
    assert in_json.json()["error"] == "not_authed", "JSON carries no token"
    assert slack.messages == ()


def test_revoked(slack: SlackServer, client: WebClient) -> None:
    slack.revoke()

    assert refusal(client.auth_test)["error"] == "token_revoked"


@pytest.mark.parametrize(("deduplicate", "kept"), [(False, 2), (True, 1)])
def test_client_msg_id_is_no_promise(deduplicate: bool, kept: int) -> None:
    with SlackServer(deduplicate=deduplicate) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        first, second = (
            client.chat_postMessage(channel="#job-alerts", text="x", client_msg_id="m")
            for _ in range(2)
        )
        assert len(slack.messages) == kept
        assert (first["ts"] == second["ts"]) == deduplicate
        assert second.get("is_duplicate", False) == deduplicate


def test_pace_by_channel() -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    names = {"#a": JOBS, "#b": RANDOM}
    with SlackServer(channels=names, clock=lambda: now[0], pace=timedelta(seconds=1)) as slack:
        client = WebClient(slack.token, base_url=f"{slack.url}/api/", retry_handlers=[])
        client.chat_postMessage(channel="#a", text="1")
        client.chat_postMessage(channel="#b", text="1")
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel="#a", text="2")
        assert refused.value.response.status_code == 429
        now[0] += timedelta(seconds=1)
        client.chat_postMessage(channel="#a", text="2")
        assert len(slack.messages) == 3


def test_throttled_in_slacks_way(slack: SlackServer, client: WebClient) -> None:
    slack.fail(Fault.throttle(30), when="chat.postMessage")

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=JOBS, text="x")

    response = refused.value.response
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "30"
    assert response.data == {"ok": False, "error": "ratelimited"}
    assert (slack.messages, slack.calls) == ((), ())


def test_taken_and_dropped_can_be_looked_up(slack: SlackServer, client: WebClient) -> None:
    slack.fail(Fault.drop_after_accept(), when="chat.postMessage")

    with pytest.raises(ConnectionResetError):
        client.chat_postMessage(channel="#job-alerts", text="x", metadata=MARK)

    page = client.conversations_history(channel=JOBS, include_all_metadata=True)
    assert [message["metadata"] for message in page["messages"]] == [MARK]


def test_not_json_from_slack(slack: SlackServer, client: WebClient) -> None:
    slack.fail(Fault.html(taken=True))

    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=JOBS, text="x")

    assert len(slack.messages) == 1


def test_what_slack_does_not_know(
    slack: SlackServer, client: WebClient, plain: httpx.Client
) -> None:
    assert refusal(lambda: client.api_call("chat.sing"))["error"] == "unknown_method"
    assert plain.get(f"{slack.url}/elsewhere").status_code == 404
    answer = plain.post(
        f"{slack.url}/api/chat.postMessage",
        content=b"[]",
        headers={"Content-Type": "application/json"},
    )
    assert answer.json()["error"] == "invalid_json"
