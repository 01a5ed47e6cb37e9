"""Editing what was posted to Slack, and taking it back: what is sent, and what answers mean."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from alertbot.channels import Editor, slack
from alertbot.model import (
    Address,
    Delivered,
    Failed,
    Found,
    Message,
    Outcome,
    Rejected,
    Scope,
    Secret,
    Throttled,
    Unknown,
)
from alertbot.testing import Fault, SlackServer
from tests.channels.examples import ALERTS

TOKEN = "xoxb-0123456789-abcdefCANARY"
NAMED = Address("#job-alerts")
BY_ID = Address("#job-alerts", "C0JOBALERT1")
OPEN, CLOSED = (slack.render(*ALERTS[name]) for name in ("plain", "closed"))
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer(TOKEN, users=("U0ROBIN0001",)) as running:
        yield running


def run(server: SlackServer, work: Callable[[Editor], Awaitable[Answer]]) -> Answer:
    chosen = slack.Options(token=Secret(TOKEN), to="#job-alerts", api_url=server.url)

    async def main() -> Answer:
        async with slack.connect(chosen) as sender:
            assert isinstance(sender, Editor)
            return await work(sender)

    return asyncio.run(main())


def post(server: SlackServer, message: Message = OPEN) -> str:
    """Posts, and gives the message's ref."""
    sent = run(server, lambda editor: editor.send(NAMED, message, "1"))
    assert isinstance(sent, Delivered)
    return sent.ref


def edit(server: SlackServer, ref: str, message: Message = CLOSED) -> Outcome:
    return run(server, lambda editor: editor.edit(BY_ID, ref, message, "1"))


def retract(server: SlackServer, ref: str) -> Outcome:
    return run(server, lambda editor: editor.retract(BY_ID, ref, CLOSED, "1"))


@pytest.mark.parametrize("name", ALERTS)
def test_slack_takes_every_alert_as_an_edit(name: str, server: SlackServer) -> None:
    ref, message = post(server), slack.render(*ALERTS[name])
    assert edit(server, ref, message) == Delivered(ref)
    (edited,) = server.messages
    assert (edited.text, edited.edited) == (message.text, True)
    assert len(edited.blocks) > 0


def test_an_edit_keeps_the_marker_so_that_looking_still_finds_it(server: SlackServer) -> None:
    ref = post(server)
    posted = server.messages[0].metadata
    edit(server, ref)
    assert server.messages[0].metadata == posted
    found = run(server, lambda editor: editor.look(BY_ID, "1", timedelta(days=9)))
    assert found == Found(ref)


def test_no_blocks_are_left_where_the_edit_has_none(server: SlackServer) -> None:
    ref = post(server)
    edit(server, ref, CLOSED.plain())
    assert (server.messages[0].text, server.messages[0].blocks) == (CLOSED.text, ())


def test_an_edit_makes_no_link_of_what_a_post_makes_none_of(server: SlackServer) -> None:
    edit(server, post(server))
    assert server.calls[-1].arguments["parse"] == "none"


@pytest.mark.parametrize("name", ["#job-alerts", "C0JOBALERT1"])
def test_the_channels_id_is_found_out_where_it_is_not_known(name: str, server: SlackServer) -> None:
    ref = post(server)
    outcome = run(server, lambda editor: editor.edit(Address(name), ref, CLOSED, "1"))
    assert outcome == Delivered(ref)
    assert server.calls[-1].arguments["channel"] == "C0JOBALERT1"


def test_what_was_written_to_a_person_is_edited_in_their_own_chat(server: SlackServer) -> None:
    robin = Address("U0ROBIN0001")

    async def send_and_edit(editor: Editor) -> Outcome:
        sent = await editor.send(robin, OPEN, "1")
        assert isinstance(sent, Delivered)
        return await editor.edit(robin, sent.ref, CLOSED, "1")

    assert isinstance(run(server, send_and_edit), Delivered)
    assert server.messages[0].text == CLOSED.text


def test_where_the_id_is_not_to_be_had_it_is_tried_again_and_nothing_asked(
    server: SlackServer,
) -> None:
    ref = post(server)
    server.fail(Fault.slack_error("missing_scope"), times=None, when="conversations.list")
    outcome = run(server, lambda editor: editor.edit(NAMED, ref, CLOSED, "1"))
    assert isinstance(outcome, Failed)
    assert "chat.update" not in [call.method for call in server.calls]


MESSAGE, DESTINATION, CREDENTIAL = Scope.MESSAGE, Scope.DESTINATION, Scope.CREDENTIAL
SCOPES = {
    "message_not_found": MESSAGE,
    "cant_update_message": MESSAGE,
    "edit_window_closed": MESSAGE,
    "update_failed": MESSAGE,
    "block_mismatch": MESSAGE,
    "streaming_state_conflict": MESSAGE,
    "team_not_found": MESSAGE,
    "msg_too_long": MESSAGE,
    "invalid_blocks": MESSAGE,
    "invalid_metadata_schema": MESSAGE,
    "channel_not_found": DESTINATION,
    "is_inactive": DESTINATION,
    "access_denied": DESTINATION,
    "ekm_access_denied": DESTINATION,
    "no_permission": DESTINATION,
    "invalid_auth": CREDENTIAL,
    "token_revoked": CREDENTIAL,
    "missing_scope": CREDENTIAL,
    "accesslimited": CREDENTIAL,
}
MEANINGS: dict[str, Outcome] = {
    **{code: Rejected(code, scope) for code, scope in SCOPES.items()},
    "ratelimited": Throttled(timedelta(seconds=30)),
    "external_channel_migrating": Failed("external_channel_migrating"),
    "team_added_to_org": Failed("team_added_to_org"),
    "internal_error": Unknown("internal_error"),
    "a_new_code": Unknown("a_new_code"),
}


@pytest.mark.parametrize("code", MEANINGS)
def test_what_a_refused_edit_means(code: str, server: SlackServer) -> None:
    ref = post(server)
    server.fail(Fault.slack_error(code), when="chat.update")
    assert edit(server, ref) == MEANINGS[code]
    assert [asked.path for asked in server.requests].count("/api/chat.update") == 1


def test_what_is_too_old_or_in_an_archived_channel_is_left() -> None:
    now = [NOW]
    with SlackServer(TOKEN, clock=lambda: now[0], edit_window=timedelta(minutes=5)) as server:
        ref = post(server)
        now[0] += timedelta(minutes=6)
        assert edit(server, ref) == Rejected("edit_window_closed", MESSAGE)
        server.archive("#job-alerts")
        assert edit(server, ref) == Rejected("is_inactive", DESTINATION)
        assert server.messages[0].text == OPEN.text


def test_what_is_taken_back_is_deleted(server: SlackServer) -> None:
    kept, ref = post(server), post(server)
    assert retract(server, ref) == Delivered(ref)
    assert [message.ts for message in server.messages] == [kept]


def test_what_is_gone_already_is_taken_back(server: SlackServer) -> None:
    ref = post(server)
    retract(server, ref)
    assert retract(server, ref) == Delivered(ref)
    assert server.calls[-1].method == "chat.delete"


def test_where_slack_keeps_every_message_it_is_edited() -> None:
    with SlackServer(TOKEN, deletes=False) as server:
        ref = post(server)
        assert retract(server, ref) == Delivered(ref)
        assert server.messages[0].text == CLOSED.text


def test_what_is_neither_deleted_nor_edited_is_said(server: SlackServer) -> None:
    ref = post(server)
    server.fail(Fault.slack_error("cant_delete_message"), when="chat.delete")
    server.fail(Fault.slack_error("cant_update_message"), when="chat.update")
    assert retract(server, ref) == Rejected("cant_update_message", MESSAGE)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.slack_error("channel_not_found"), Rejected("channel_not_found", DESTINATION)),
        (Fault.slack_error("token_revoked"), Rejected("token_revoked", CREDENTIAL)),
        (Fault.throttle(9), Throttled(timedelta(seconds=9))),
        (Fault.html(), Unknown("HTTP 200, and not Slack's JSON")),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_other_trouble_with_deleting_is_as_with_sending(
    fault: Fault, expected: Outcome, server: SlackServer
) -> None:
    ref = post(server)
    server.fail(fault, when="chat.delete")
    assert retract(server, ref) == expected
    assert server.messages[0].text == OPEN.text
