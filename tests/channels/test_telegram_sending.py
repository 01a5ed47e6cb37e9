"""Sending to Telegram: what each answer, and each way of not answering, is taken for."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TypeVar

import pytest
from pydantic import ValidationError

from alertbot.channels import Sender, telegram
from alertbot.model import (
    Address,
    CannotLook,
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
from tests.channels import wires
from tests.channels.examples import ALERTS

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz-CANARY"
CHAT = Address("123456789")
MESSAGE = Message("Sr. Software Engineer at Contoso")

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    chats = {123456789: "private", -100123: "supergroup", -100999: "supergroup"}
    with TelegramServer(TOKEN, chats, names={"@job_alerts": -100123}) as running:
        yield running


def options(url: str, seconds: float = 5, token: str = TOKEN) -> telegram.Options:
    return telegram.Options(
        token=Secret(token), to="123456789", api_url=url, timeout=timedelta(seconds=seconds)
    )


def run(chosen: telegram.Options, work: Callable[[Sender], Awaitable[Answer]]) -> Answer:
    return wires.run(telegram.connect, chosen, work)


def send(chosen: telegram.Options, address: Address = CHAT, message: Message = MESSAGE) -> Outcome:
    return run(chosen, lambda sender: sender.send(address, message, "1"))


@pytest.mark.parametrize("name", ALERTS)
def test_telegram_takes_every_alert(name: str, server: TelegramServer) -> None:
    message = telegram.render(*ALERTS[name])
    assert send(options(server.url), CHAT, message) == Delivered("123456/123456789/1")
    assert send(options(server.url), CHAT, message.plain()) == Delivered("123456/123456789/2")
    preview = json.loads(str(server.messages[0].arguments["link_preview_options"]))
    assert preview == {"is_disabled": True}
    assert server.messages[1].text == message.text.strip()


def test_it_makes_no_sound_if_told(server: TelegramServer) -> None:
    quiet = options(server.url).model_copy(update={"silent": True})
    send(options(server.url))
    send(quiet)
    silent = [sent.arguments.get("disable_notification") for sent in server.messages]
    assert silent == [None, "true"]


def test_a_topic_stays_when_its_chat_has_moved(server: TelegramServer) -> None:
    send(options(server.url), Address("-100123:45"))
    send(options(server.url), Address("-100123:45", "-100999"))
    assert [(sent.chat, sent.thread) for sent in server.messages] == [(-100123, 45), (-100999, 45)]


def test_a_name_comes_back_as_an_id(server: TelegramServer) -> None:
    assert send(options(server.url), Address("@job_alerts")) == Delivered(
        "123456/-100123/1", "-100123"
    )


def _wrong(code: int, words: str, **parameters: object) -> Fault:
    return Fault.telegram_error(code, words, parameters or None)


NOT_TELEGRAM = "and not Telegram's answer"
FAULTS = {
    "429": (Fault.throttle(7), Throttled(timedelta(seconds=7))),
    "429 in the header": (
        Fault.status(429, {"Retry-After": "8"}),
        Throttled(timedelta(seconds=8)),
    ),
    "429 for a week": (
        _wrong(429, "Too Many Requests", retry_after=600_000),
        Throttled(timedelta(hours=24)),
    ),
    "429 and no more": (_wrong(429, "Too Many Requests"), Throttled(timedelta(seconds=30))),
    "500": (
        _wrong(500, "Internal Server Error: restart"),
        Unknown("Internal Server Error: restart"),
    ),
    "502": (Fault.html(502), Unknown(f"HTTP 502, {NOT_TELEGRAM}")),
    "500 after accept": (Fault.error_after_accept(), Unknown(f"HTTP 500, {NOT_TELEGRAM}")),
    "html": (Fault.html(), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "not json": (Fault.not_json(), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "a list": (Fault.not_json(b"[1]"), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "deep json": (Fault.not_json(b"[" * 100_000), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "empty": (Fault.empty(), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "gzip": (Fault.gzip_bomb(20), Unknown(f"HTTP 200, {NOT_TELEGRAM}")),
    "big": (Fault.big(5), Unknown("an answer of more than 4,194,304 bytes")),
    "no id": (Fault.not_json(b'{"ok": true}'), Unknown("an answer without a message id")),
    "redirect": (Fault.redirect("http://127.0.0.1:9/"), Failed(f"HTTP 302, {NOT_TELEGRAM}")),
    "html 403": (Fault.html(403), Failed(f"HTTP 403, {NOT_TELEGRAM}")),
    "html 404": (Fault.html(404), Failed(f"HTTP 404, {NOT_TELEGRAM}")),
    "404": (_wrong(404, "Not Found"), Rejected("Not Found", Scope.CREDENTIAL)),
    "401": (_wrong(401, "Unauthorized"), Rejected("Unauthorized", Scope.CREDENTIAL)),
    "blocked": (
        _wrong(403, "Forbidden: bot was blocked by the user"),
        Rejected("Forbidden: bot was blocked by the user", Scope.DESTINATION),
    ),
    "no chat": (
        _wrong(400, "Bad Request: chat not found"),
        Rejected("Bad Request: chat not found", Scope.DESTINATION),
    ),
    "no thread": (
        _wrong(400, "Bad Request: message thread not found"),
        Rejected("Bad Request: message thread not found", Scope.DESTINATION),
    ),
    "no rights": (
        _wrong(400, "Bad Request: not enough rights to send text messages to the chat"),
        Rejected(
            "Bad Request: not enough rights to send text messages to the chat", Scope.DESTINATION
        ),
    ),
    "moved": (
        _wrong(400, "Bad Request: upgraded", migrate_to_chat_id=-100999),
        Rejected("Bad Request: upgraded", Scope.DESTINATION, "-100999"),
    ),
    "entities": (
        _wrong(400, "Bad Request: can't parse entities: x"),
        Rejected("Bad Request: can't parse entities: x", Scope.MESSAGE),
    ),
    "too long": (
        _wrong(400, "Bad Request: message is too long"),
        Rejected("Bad Request: message is too long", Scope.MESSAGE),
    ),
    "conflict": (_wrong(409, "Conflict: other"), Unknown("Conflict: other")),
    "quotes the token": (
        _wrong(500, f"no bot{TOKEN}"),
        Unknown("no bot***"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_answer_means(name: str, server: TelegramServer) -> None:
    fault, expected = FAULTS[name]
    server.fail(fault)
    assert send(options(server.url)) == expected
    assert len([asked for asked in server.requests if "sendMessage" in asked.path]) == 1


@wires.broken
def test_a_broken_answer_is_unknown_and_in_time(fault: Fault, server: TelegramServer) -> None:
    server.fail(fault)
    begun = time.monotonic()
    outcome = send(options(server.url, 0.4))
    assert isinstance(outcome, Unknown)
    assert outcome.reason
    assert time.monotonic() - begun < 2
    assert len(server.requests) == 1


def test_nobody_listening_is_certainly_not_sent() -> None:
    assert send(options(f"http://{wires.nobody()}")) == Failed("Connection refused")


def test_a_handshake_that_never_ends_is_certainly_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"
        assert send(options(url, 0.3)) == Failed("no connection within 0.3 s")


def test_a_dead_token_is_told_from_a_proxy_by_asking_who_we_are(server: TelegramServer) -> None:
    server.fail(Fault.html(404), when="sendMessage")
    server.fail(Fault.telegram_error(401, "Unauthorized"), when="getMe")
    assert send(options(server.url)) == Rejected("Unauthorized", Scope.CREDENTIAL)


def test_a_wrong_token_is_the_credential(server: TelegramServer) -> None:
    outcome = send(options(server.url, token="654321:wrong"))
    assert outcome == Rejected("Unauthorized", Scope.CREDENTIAL)


def test_nobody_can_look_back(server: TelegramServer) -> None:
    seen = run(options(server.url), lambda sender: sender.look(CHAT, "1", timedelta(minutes=1)))
    assert isinstance(seen, CannotLook)
    assert server.requests == ()


def test_the_token_is_nowhere(
    server: TelegramServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = options(server.url, 0.3)
    said = [repr(chosen), str(chosen), chosen.credential]

    faults = [fault for fault, _ in FAULTS.values()]
    loggers = ("telegram.Bot", "telegram.ext")
    trouble = wires.said_in_trouble(server, faults, (CHAT, MESSAGE), loggers, caplog)
    said += run(chosen, trouble)
    said += [caplog.text, *capfd.readouterr()]
    assert len(said) > len(FAULTS)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert not [words for words in said if TOKEN in words or "CANARY" in words]


@pytest.mark.parametrize("to", [123456789, -100123, "-100123:45", "@job_alerts", "@job_alerts:45"])
def test_what_a_chat_may_be_called(to: object) -> None:
    chosen = telegram.Options.model_validate({"token": Secret(TOKEN), "to": to})
    assert chosen.to == str(to)


@pytest.mark.parametrize("to", ["", "job alerts", "https://t.me/x", "@", "12:x"])
def test_what_is_no_chat_is_refused(to: str) -> None:
    with pytest.raises(ValidationError):
        telegram.Options(token=Secret(TOKEN), to=to)


@pytest.mark.parametrize("token", ["", "two words", "123/456", "123:a?b"])
def test_a_token_that_is_none_is_refused_unseen(token: str) -> None:
    with pytest.raises(ValidationError) as refused:
        options("https://api.telegram.org", token=token)
    assert not token or token not in str(refused.value)


@pytest.mark.parametrize(
    ("to", "seconds"),
    [("123456789", 1), ("-5", 3), ("-1001234567890:45", 3), ("@job_alerts", 3), ("42:7", 1)],
)
def test_a_group_takes_twenty_a_minute(to: str, seconds: int) -> None:
    chosen = telegram.Options(token=Secret(TOKEN), to=to)
    assert chosen.pace == timedelta(seconds=seconds)
    assert chosen.rate == 30
