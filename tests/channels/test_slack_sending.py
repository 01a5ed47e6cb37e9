"""Sending to Slack: what each answer, and each way of not answering, is taken for.

Long, because most of it is the table of answers.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from pydantic import ValidationError

from alertbot.channels import Sender, slack
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
    Failed,
    Found,
    Message,
    NotFound,
    Rejected,
    Scope,
    Secret,
    Throttled,
    Unknown,
)
from alertbot.testing import Fault, SlackServer
from tests.channels import wires
from tests.channels.examples import ALERTS

TOKEN = "xoxb-0123456789-abcdefCANARY"
NAMED = Address("#job-alerts")
BY_ID = Address("#job-alerts", "C0JOBALERT1")
MESSAGE = Message("Sr. Software Engineer at Contoso")
AGE = timedelta(minutes=5)

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer(TOKEN, users=("U0ROBIN0001",)) as running:
        yield running


def options(url: str, seconds: float = 5, token: str = TOKEN) -> slack.Options:
    return slack.Options(
        token=Secret(token), to="#job-alerts", api_url=url, timeout=timedelta(seconds=seconds)
    )


def run(chosen: slack.Options, work: Callable[[Sender], Awaitable[Answer]]) -> Answer:
    return wires.run(slack.connect, chosen, work)


@pytest.mark.parametrize("name", ALERTS)
def test_slack_takes_every_alert(name: str, server: SlackServer) -> None:
    message = slack.render(*ALERTS[name])
    outcome = run(options(server.url), lambda sender: sender.send(NAMED, message, "1"))
    assert isinstance(outcome, Delivered)
    assert outcome.address == "C0JOBALERT1"
    assert server.messages[0].ts == outcome.ref
    assert server.messages[0].arguments["unfurl_links"] is False


def test_the_message_carries_its_marker(server: SlackServer) -> None:
    async def twice(sender: Sender) -> None:
        await sender.send(NAMED, MESSAGE, "delivery-7")
        await sender.send(BY_ID, MESSAGE, "delivery-7")

    run(options(server.url), twice)
    first, second = server.messages
    assert first.metadata == {
        "event_type": "alertbot_delivery",
        "event_payload": {"delivery": "delivery-7"},
    }
    assert first.client_msg_id == second.client_msg_id != ""
    assert first.blocks == ()
    assert "link_names" not in first.arguments


FAULTS = {
    "429": (Fault.throttle(7), Throttled(timedelta(seconds=7))),
    "429 for a week": (Fault.throttle(600_000), Throttled(timedelta(hours=24))),
    "429 and no more": (Fault.status(429), Throttled(timedelta(seconds=30))),
    "429 and nonsense": (
        Fault.status(429, {"Retry-After": "nan"}),
        Throttled(timedelta(seconds=30)),
    ),
    "ratelimited": (Fault.slack_error("ratelimited"), Throttled(timedelta(seconds=30))),
    "500": (Fault.status(500), Unknown("HTTP 500, and not Slack's JSON")),
    "503 in JSON": (
        Fault.status(503, body=b'{"ok": false, "error": "service_unavailable"}'),
        Unknown("HTTP 503, service_unavailable"),
    ),
    "500 after accept": (
        Fault.error_after_accept(),
        Unknown("HTTP 500, and not Slack's JSON"),
    ),
    "html": (Fault.html(), Unknown("HTTP 200, and not Slack's JSON")),
    "html 403": (Fault.html(403), Unknown("HTTP 403, and not Slack's JSON")),
    "not json": (Fault.not_json(), Unknown("HTTP 200, and not Slack's JSON")),
    "a list": (Fault.not_json(b"[1]"), Unknown("HTTP 200, and not Slack's JSON")),
    "deep json": (Fault.not_json(b"[" * 100_000), Unknown("HTTP 200, and not Slack's JSON")),
    "empty": (Fault.empty(), Unknown("HTTP 200, and not Slack's JSON")),
    "gzip": (Fault.gzip_bomb(20), Unknown("HTTP 200, and not Slack's JSON")),
    "redirect": (
        Fault.redirect("http://127.0.0.1:9/"),
        Unknown("HTTP 302, and not Slack's JSON"),
    ),
    "big": (Fault.big(5), Unknown("an answer of more than 4,194,304 bytes")),
    "no ts": (Fault.not_json(b'{"ok": true}'), Unknown("an answer without a ts")),
    "fatal_error": (Fault.slack_error("fatal_error"), Unknown("fatal_error")),
    "internal_error": (Fault.slack_error("internal_error"), Unknown("internal_error")),
    "a new code": (Fault.slack_error("gone_fishing"), Unknown("gone_fishing")),
    "not for now": (Fault.slack_error("team_added_to_org"), Failed("team_added_to_org")),
    "archived": (
        Fault.slack_error("is_archived"),
        Rejected("is_archived", Scope.DESTINATION),
    ),
    "restricted": (
        Fault.slack_error("restricted_action_read_only_channel"),
        Rejected("restricted_action_read_only_channel", Scope.DESTINATION),
    ),
    "revoked": (
        Fault.slack_error("token_revoked"),
        Rejected("token_revoked", Scope.CREDENTIAL),
    ),
    "scope": (
        Fault.slack_error("missing_scope", needed="chat:write"),
        Rejected("missing_scope; needs chat:write", Scope.CREDENTIAL),
    ),
    "blocks": (
        Fault.slack_error("invalid_blocks", response_metadata={"messages": ["[ERROR] long"]}),
        Rejected("invalid_blocks; [ERROR] long", Scope.MESSAGE),
    ),
    "metadata": (
        Fault.slack_error("invalid_metadata_schema"),
        Rejected("invalid_metadata_schema", Scope.MESSAGE),
    ),
    "quotes the token": (
        Fault.slack_error(f"bad {TOKEN}"),
        Unknown("bad ***"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_answer_means(name: str, server: SlackServer) -> None:
    fault, expected = FAULTS[name]
    server.fail(fault)
    assert run(options(server.url), lambda sender: sender.send(BY_ID, MESSAGE, "1")) == expected
    assert len(server.requests) == 1  # and never a second try


@wires.broken
def test_a_broken_answer_is_unknown_and_in_time(fault: Fault, server: SlackServer) -> None:
    server.fail(fault)
    begun = time.monotonic()
    outcome = run(options(server.url, 0.4), lambda sender: sender.send(BY_ID, MESSAGE, "1"))
    assert isinstance(outcome, Unknown)
    assert outcome.reason
    assert time.monotonic() - begun < 2
    assert len(server.requests) == 1


def test_nobody_listening_is_certainly_not_sent() -> None:
    outcome = run(
        options(f"http://{wires.nobody()}"), lambda sender: sender.send(NAMED, MESSAGE, "1")
    )
    assert outcome == Failed("Connection refused")


def test_a_name_that_is_none_is_certainly_not_sent() -> None:
    outcome = run(
        options("http://nowhere.invalid", 2), lambda sender: sender.send(BY_ID, MESSAGE, "1")
    )
    assert isinstance(outcome, Failed)


def test_a_handshake_that_never_ends_is_certainly_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"
        outcome = run(options(url, 0.3), lambda sender: sender.send(BY_ID, MESSAGE, "1"))
    assert outcome == Failed("no connection within 0.3 s")


def test_a_wrong_token_is_the_credential(server: SlackServer) -> None:
    wrong = options(server.url, token="xoxb-wrong")
    outcome = run(wrong, lambda sender: sender.send(NAMED, MESSAGE, "1"))
    assert outcome == Rejected("invalid_auth", Scope.CREDENTIAL)


def test_a_path_in_the_address_stays_in_front() -> None:
    chosen = options("http://127.0.0.1:1/proxy/")
    assert chosen.api_url == "http://127.0.0.1:1/proxy"


def test_a_name_is_resolved_once_and_over_several_pages() -> None:
    names = {f"#channel-{number}": f"C0CHANNEL{number}" for number in range(7)}

    async def thrice(sender: Sender) -> None:
        for key in ("1", "2", "3"):
            await sender.send(Address("#channel-6"), MESSAGE, key)

    with SlackServer(TOKEN, channels=names, page_size=3) as server:
        run(options(server.url), thrice)
        assert [call.method for call in server.calls].count("conversations.list") == 3
        assert server.calls[-1].arguments["channel"] == "C0CHANNEL6"


@pytest.mark.parametrize(
    "fault",
    [
        Fault.slack_error("missing_scope"),
        Fault.slack_error("unknown_method"),
        Fault.throttle(60),
        Fault.html(),
        Fault.drop_before(),
        Fault.silence_before(20),
    ],
    ids=lambda fault: fault.name,
)
def test_a_name_that_cannot_be_resolved_is_posted_to(fault: Fault, server: SlackServer) -> None:
    server.fail(fault, times=None, when="conversations.list")
    outcome = run(options(server.url, 1.5), lambda sender: sender.send(NAMED, MESSAGE, "1"))
    assert isinstance(outcome, Delivered)


def test_a_person_is_written_to_in_their_own_chat(server: SlackServer) -> None:
    robin = Address("U0ROBIN0001")
    outcome = run(options(server.url), lambda sender: sender.send(robin, MESSAGE, "1"))
    assert isinstance(outcome, Delivered)
    assert outcome.address == "D0ROBIN0001"


def test_looking_finds_what_arrived_without_an_answer(server: SlackServer) -> None:
    async def send_and_look(sender: Sender) -> list[object]:
        server.fail(Fault.drop_after_accept(), when="chat.postMessage")
        sent = await sender.send(NAMED, MESSAGE, "1")
        found = await sender.look(NAMED, "1", AGE)
        return [type(sent), found, await sender.look(NAMED, "2", AGE)]

    seen = run(options(server.url), send_and_look)
    assert seen == [Unknown, Found(server.messages[0].ts), NotFound()]


def test_looking_goes_through_the_pages() -> None:
    async def many(sender: Sender) -> list[object]:
        for key in range(8):
            await sender.send(BY_ID, MESSAGE, str(key))
        return [await sender.look(BY_ID, "0", AGE), await sender.look(BY_ID, "x", AGE)]

    with SlackServer(TOKEN, page_size=1) as server:
        assert run(options(server.url), many) == [Found(server.messages[0].ts), NotFound()]


def test_looking_ends_after_ten_pages() -> None:
    async def many(sender: Sender) -> object:
        for key in range(12):
            await sender.send(BY_ID, MESSAGE, str(key))
        return await sender.look(BY_ID, "0", AGE)

    with SlackServer(TOKEN, page_size=1) as server:
        assert isinstance(run(options(server.url), many), CannotLook)


def test_looking_goes_by_slacks_clock_whatever_ours_says(server: SlackServer) -> None:
    async def look(sender: Sender) -> list[object]:
        await sender.send(NAMED, MESSAGE, "1")
        ages = (timedelta(days=-3), timedelta(), timedelta(days=900))
        return [await sender.look(NAMED, "1", age) for age in ages]

    assert run(options(server.url), look) == [Found(server.messages[0].ts)] * 3


def test_looking_ends_where_messages_are_older_than_it_can_be() -> None:
    now = [datetime.now(UTC) - timedelta(days=3)]

    async def many(sender: Sender) -> list[object]:
        for key in range(12):
            await sender.send(BY_ID, MESSAGE, str(key))
            if key == 9:
                now[0] = datetime.now(UTC)
        ages = (timedelta(minutes=5), timedelta(days=4))
        return [await sender.look(BY_ID, "x", age) for age in ages]

    with SlackServer(TOKEN, page_size=1, clock=lambda: now[0]) as server:
        short, long = run(options(server.url), many)
    assert short == NotFound()
    assert isinstance(long, CannotLook)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.slack_error("missing_scope"), CannotLook("missing_scope")),
        (Fault.slack_error("not_in_channel"), CannotLook("not_in_channel")),
        (Fault.throttle(9), Throttled(timedelta(seconds=9))),
        (Fault.slack_error("fatal_error"), Failed("fatal_error")),
        (Fault.html(), Failed("HTTP 200, and not Slack's JSON")),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_an_answer_means_for_a_look(
    fault: Fault, expected: object, server: SlackServer
) -> None:
    server.fail(fault, when="conversations.history")
    assert run(options(server.url), lambda sender: sender.look(BY_ID, "1", AGE)) == expected


def test_a_name_that_stays_a_name_cannot_be_looked_at(server: SlackServer) -> None:
    server.fail(Fault.slack_error("missing_scope"), times=None, when="conversations.list")
    seen = run(options(server.url), lambda sender: sender.look(NAMED, "1", AGE))
    assert isinstance(seen, CannotLook)


def test_the_token_is_nowhere(
    server: SlackServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = options(server.url, 0.3)
    said = [repr(chosen), str(chosen), chosen.credential, chosen.model_dump_json(exclude={"token"})]

    faults = [fault for fault, _ in FAULTS.values()]
    loggers = ("slack_sdk", "slack_sdk.web.base_client")
    trouble = wires.said_in_trouble(server, faults, (NAMED, MESSAGE), loggers, caplog)
    said += run(chosen, trouble)
    said += [caplog.text, *capfd.readouterr()]
    assert len(said) > len(FAULTS)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert not [words for words in said if TOKEN in words or "CANARY" in words]


@pytest.mark.parametrize("token", ["", "two words", "xoxb-ü", "xoxb-\n"])
def test_a_token_that_is_none_is_refused_unseen(token: str) -> None:
    with pytest.raises(ValidationError) as refused:
        options("https://slack.com", token=token)
    assert not token or token not in str(refused.value)


def test_a_channel_needs_somewhere_to_write_to() -> None:
    with pytest.raises(ValidationError):
        slack.Options(token=Secret(TOKEN), to="")


def test_two_channels_share_a_credential_if_token_and_service_are_the_same() -> None:
    one = options("https://slack.com")
    assert one.credential == slack.Options(token=Secret(TOKEN), to="#else").credential
    assert one.credential != options("https://slack.example").credential
    assert one.credential != options("https://slack.com", token="xoxb-2").credential
