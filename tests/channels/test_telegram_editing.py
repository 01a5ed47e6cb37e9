"""Editing what was sent to Telegram, and taking it back: what is asked, and what answers mean."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from alertbot.channels import Editor, telegram
from alertbot.model import (
    Address,
    Delivered,
    Failed,
    Message,
    Outcome,
    Rejected,
    Scope,
    Secret,
    Throttled,
    Unknown,
)
from alertbot.testing import Fault, TelegramServer
from tests.channels.examples import ALERTS

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz-CANARY"
PERSON, GROUP, MOVED, CHANNEL = 123456789, -4001, -100777, -100123
CHATS = {PERSON: "private", GROUP: "group", CHANNEL: "channel"}
ME = Address(str(PERSON))
OPEN, CLOSED = (telegram.render(*ALERTS[name]) for name in ("plain", "closed"))
MESSAGE, DESTINATION, CREDENTIAL = Scope.MESSAGE, Scope.DESTINATION, Scope.CREDENTIAL

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(TOKEN, CHATS, names={"@job_alerts": CHANNEL}) as running:
        yield running


def run(
    server: TelegramServer, work: Callable[[Editor], Awaitable[Answer]], token: str = TOKEN
) -> Answer:
    chosen = telegram.Options(token=Secret(token), to=str(PERSON), api_url=server.url)

    async def main() -> Answer:
        async with telegram.connect(chosen) as sender:
            assert isinstance(sender, Editor)
            return await work(sender)

    return asyncio.run(main())


def send(server: TelegramServer, address: Address = ME, message: Message = OPEN) -> str:
    """Sends, and gives the message's ref."""
    sent = run(server, lambda editor: editor.send(address, message, "1"))
    assert isinstance(sent, Delivered)
    return sent.ref


def edit(
    server: TelegramServer, ref: str, address: Address = ME, message: Message = CLOSED
) -> Outcome:
    return run(server, lambda editor: editor.edit(address, ref, message, "1"))


def retract(server: TelegramServer, ref: str, address: Address = ME) -> Outcome:
    return run(server, lambda editor: editor.retract(address, ref, CLOSED, "1"))


def asked(server: TelegramServer, method: str) -> int:
    return sum(method in one.path for one in server.requests)


@pytest.mark.parametrize("name", ALERTS)
def test_telegram_takes_every_alert_as_an_edit(name: str, server: TelegramServer) -> None:
    message = telegram.render(*ALERTS[name])
    ref = send(server, message=Message("another"))
    assert edit(server, ref, message=message) == Delivered(ref)
    (edited,) = server.messages
    assert (edited.source, edited.edited) == (message.body, True)
    assert edited.arguments["parse_mode"] == "HTML"
    assert json.loads(str(edited.arguments["link_preview_options"])) == {"is_disabled": True}


def test_plain_text_is_edited_as_plain_text(server: TelegramServer) -> None:
    ref = send(server)
    assert edit(server, ref, message=CLOSED.plain()) == Delivered(ref)
    assert server.messages[0].text == CLOSED.text.strip()
    assert "parse_mode" not in server.messages[0].arguments


def test_an_edit_that_changes_nothing_is_done(server: TelegramServer) -> None:
    ref = send(server)
    assert edit(server, ref, message=OPEN) == Delivered(ref)
    assert not server.messages[0].edited


@pytest.mark.parametrize(
    ("address", "lasting"),
    [
        (Address(f"{CHANNEL}:45"), Address(f"{CHANNEL}:45")),
        (Address("@job_alerts"), Address("@job_alerts", str(CHANNEL))),
        (Address("@job_alerts:45"), Address("@job_alerts:45", str(CHANNEL))),
    ],
)
def test_topics_and_names(address: Address, lasting: Address, server: TelegramServer) -> None:
    ref = send(server, address)
    assert edit(server, ref, lasting) == Delivered(ref)
    assert retract(server, ref, lasting) == Delivered(ref)
    assert server.messages == ()


def _wrong(words: str, code: int = 400, **parameters: object) -> Fault:
    return Fault.telegram_error(code, words, parameters or None)


REFUSED = {
    "Bad Request: message to edit not found": MESSAGE,
    "Bad Request: message can't be edited": MESSAGE,
    "Bad Request: MESSAGE_ID_INVALID": MESSAGE,
    "Bad Request: MESSAGE_AUTHOR_REQUIRED": MESSAGE,
    "Bad Request: there is no text in the message to edit": MESSAGE,
    "Bad Request: can't parse entities: x": MESSAGE,
    "Bad Request: message is too long": MESSAGE,
    "Bad Request: chat not found": DESTINATION,
    "Bad Request: CHAT_WRITE_FORBIDDEN": DESTINATION,
    "Bad Request: TOPIC_CLOSED": DESTINATION,
}
MEANINGS: dict[str, tuple[Fault, Outcome]] = {
    **{words: (_wrong(words), Rejected(words, scope)) for words, scope in REFUSED.items()},
    "blocked": (
        _wrong("Forbidden: bot was blocked by the user", 403),
        Rejected("Forbidden: bot was blocked by the user", DESTINATION),
    ),
    "dead token": (_wrong("Unauthorized", 401), Rejected("Unauthorized", CREDENTIAL)),
    "throttled": (Fault.throttle(7), Throttled(timedelta(seconds=7))),
    "500": (
        _wrong("Internal Server Error: restart", 500),
        Unknown("Internal Server Error: restart"),
    ),
    "a proxy's 403": (Fault.html(403), Failed("HTTP 403, and not Telegram's answer")),
    "no id": (Fault.not_json(b'{"ok": true}'), Unknown("an answer without a message id")),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_what_a_refused_edit_means(name: str, server: TelegramServer) -> None:
    fault, expected = MEANINGS[name]
    ref = send(server)
    server.fail(fault)
    assert edit(server, ref) == expected
    assert asked(server, "editMessageText") == 1


@pytest.mark.parametrize("ref", ["", "x", "1/2", "1/2/x", "1/2/3/4"])
def test_what_names_no_message_is_left_and_nothing_asked(ref: str, server: TelegramServer) -> None:
    for outcome in (edit(server, ref), retract(server, ref)):
        assert isinstance(outcome, Rejected)
        assert outcome.scope is MESSAGE
    assert server.requests == ()


def test_a_number_alone_is_of_this_chat(server: TelegramServer) -> None:
    send(server)
    assert edit(server, "1") == Delivered("1")
    assert server.messages[0].source == CLOSED.body


def test_a_group_that_moves_says_so_and_then_its_old_messages_are_left(
    server: TelegramServer,
) -> None:
    ref = send(server, Address(str(GROUP)))
    server.migrate(GROUP, MOVED)
    moved = edit(server, ref, Address(str(GROUP)))
    assert isinstance(moved, Rejected)
    assert (moved.scope, moved.moved_to) == (DESTINATION, str(MOVED))

    here = Address(str(GROUP), str(MOVED))
    send(server, here)
    for change in (edit, retract):
        left = change(server, ref, here)
        assert isinstance(left, Rejected)
        assert (left.scope, left.moved_to) == (MESSAGE, "")
    assert [message.source for message in server.messages] == [OPEN.body, OPEN.body]


def test_another_bots_messages_are_not_taken_for_our_own(server: TelegramServer) -> None:
    ref = send(server)
    server.token = another = "654321:another"
    left = Rejected("another bot sent it", MESSAGE)
    assert run(server, lambda editor: editor.edit(ME, ref, CLOSED, "1"), another) == left
    assert run(server, lambda editor: editor.retract(ME, ref, CLOSED, "1"), another) == left
    assert server.messages[0].source == OPEN.body


def test_a_token_says_nothing_of_itself_in_a_ref(server: TelegramServer) -> None:
    assert "CANARY" not in send(server)
    assert "abcdef" not in send(server)


def test_what_is_taken_back_is_deleted(server: TelegramServer) -> None:
    ref, kept = send(server), send(server, message=CLOSED)
    assert retract(server, ref) == Delivered(ref)
    assert [message.source for message in server.messages] == [CLOSED.body]
    assert kept.endswith("/2")


def test_what_is_gone_already_is_taken_back(server: TelegramServer) -> None:
    ref = send(server)
    retract(server, ref)
    assert retract(server, ref) == Delivered(ref)
    assert asked(server, "editMessageText") == 0


def test_what_is_two_days_old_is_edited_instead() -> None:
    now = [datetime(2026, 11, 26, 12, tzinfo=UTC)]
    with TelegramServer(TOKEN, CHATS, clock=lambda: now[0]) as server:
        ref = send(server)
        now[0] += timedelta(hours=48)
        assert retract(server, ref) == Delivered(ref)
        assert server.messages[0].source == CLOSED.body
        assert retract(server, ref) == Delivered(ref), "it reads so already"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (_wrong("Bad Request: MESSAGE_ID_INVALID"), Delivered("")),
        (_wrong("Bad Request: message to delete not found"), Delivered("")),
        (
            _wrong("Bad Request: chat not found"),
            Rejected("Bad Request: chat not found", DESTINATION),
        ),
        (_wrong("Unauthorized", 401), Rejected("Unauthorized", CREDENTIAL)),
        (Fault.throttle(9), Throttled(timedelta(seconds=9))),
        (Fault.html(502), Unknown("HTTP 502, and not Telegram's answer")),
    ],
)
def test_what_an_answer_to_a_deletion_means(
    fault: Fault, expected: Outcome, server: TelegramServer
) -> None:
    ref = send(server)
    server.fail(fault, when="deleteMessage")
    assert retract(server, ref) == (Delivered(ref) if isinstance(expected, Delivered) else expected)
    assert asked(server, "editMessageText") == 0


def test_what_is_neither_deleted_nor_edited_is_said(server: TelegramServer) -> None:
    ref = send(server)
    server.fail(_wrong("Bad Request: message can't be deleted"), when="deleteMessage")
    server.fail(_wrong("Bad Request: message can't be edited"), when="editMessageText")
    assert retract(server, ref) == Rejected("Bad Request: message can't be edited", MESSAGE)
