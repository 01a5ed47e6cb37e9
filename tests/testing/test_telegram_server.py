"""The Telegram double, judged by python-telegram-bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from alertbot.testing import Fault, TelegramServer
from tests.testing.telegram_bot import GROUP, ME, SUPERGROUP, TOKEN, Tell, sending


def test_takes_a_message(telegram: TelegramServer, tell: Tell) -> None:
    answer = tell(telegram, sending('<b>Hi</b> &lt;you&gt; <a href="https://x.example/1">here</a>'))

    assert (answer.chat.id, answer.text) == (ME, "Hi <you> here")
    assert [entity.type for entity in answer.entities] == ["bold", "text_link"]
    (message,) = telegram.messages
    assert (message.chat, message.id, message.text) == (ME, answer.message_id, answer.text)
    assert message.source.startswith("<b>Hi</b>")
    assert message.arguments["parse_mode"] == "HTML"
    assert [(call.method, call.ok) for call in telegram.calls] == [("sendMessage", True)]


def test_takes_json_as_well(telegram: TelegramServer, plain: httpx.Client) -> None:
    body = {"chat_id": ME, "text": "x", "link_preview_options": {"is_disabled": True}}
    answer = plain.post(f"{telegram.url}/bot{TOKEN}/sendmessage", json=body)

    assert answer.json()["result"]["text"] == "x"


def test_topics_and_names(telegram: TelegramServer, tell: Tell) -> None:
    answer = tell(telegram, lambda bot: bot.send_message("@contoso_jobs", "x", message_thread_id=7))

    assert answer.chat.id == SUPERGROUP
    assert answer.message_thread_id == 7
    assert telegram.messages[0].thread == 7
    with pytest.raises(BadRequest, match="thread not found"):
        tell(telegram, lambda bot: bot.send_message(SUPERGROUP, "x", message_thread_id=8))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "text is empty"),
        ("<b> </b>\n", "text is empty"),
        ("x" * 4097, "message is too long"),
        ("💼" * 2049, "message is too long"),
        ("<b>x" + "</b><b>" * 5000, "text is too long"),
        ("<br>", 'unsupported start tag "br" at byte offset 0'),
        ("ü<b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("a < b", "unclosed start tag|unsupported start tag"),
    ],
)
def test_refuses_a_text(telegram: TelegramServer, tell: Tell, text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        tell(telegram, sending(text))
    assert telegram.messages == ()
    assert not telegram.calls[-1].ok


def test_length_counts_without_the_markup(telegram: TelegramServer, tell: Tell) -> None:
    tell(telegram, sending("<b>" + "&amp;" * 4096 + "</b>"))

    assert telegram.messages[0].text == "&" * 4096


def test_plain_text_is_not_parsed(telegram: TelegramServer, tell: Tell) -> None:
    tell(telegram, lambda bot: bot.send_message(ME, "a < b & <br>"))

    assert telegram.messages[0].text == "a < b & <br>"
    with pytest.raises(BadRequest, match="parse_mode"):
        tell(telegram, lambda bot: bot.send_message(ME, "x", parse_mode="MarkdownV2"))


def test_who_am_i_and_updates(telegram: TelegramServer, tell: Tell) -> None:
    assert tell(telegram, lambda bot: bot.get_me()).id == 4242
    assert tell(telegram, lambda bot: bot.get_updates()) == ()


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot4242:AA-wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        (f"/bot{TOKEN}x/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/sing", 404, "Not Found: method not found"),
        ("/", 404, "Not Found"),
    ],
)
def test_tokens_and_methods(
    telegram: TelegramServer, plain: httpx.Client, path: str, status: int, description: str
) -> None:
    answer = plain.post(telegram.url + path)

    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


def test_a_wrong_token_is_an_invalid_token(telegram: TelegramServer, tell: Tell) -> None:
    with pytest.raises(InvalidToken):
        tell(telegram, sending("x"), token="4242:AA-other")
    assert telegram.messages == ()


def test_chats_that_are_not_there(telegram: TelegramServer, tell: Tell) -> None:
    for chat in (987654321, "@nobody"):
        with pytest.raises(BadRequest, match=r"(?i)chat not found"):
            tell(telegram, sending("x", chat))
    telegram.block(ME)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        tell(telegram, sending("x"))
    telegram.unblock(ME)
    tell(telegram, sending("x"))
    assert len(telegram.messages) == 1


def test_a_group_that_moves(telegram: TelegramServer, tell: Tell) -> None:
    telegram.migrate(GROUP, -100777)

    with pytest.raises(ChatMigrated) as moved:
        tell(telegram, sending("x", GROUP))

    assert moved.value.new_chat_id == -100777
    assert tell(telegram, sending("x", -100777)).chat.type == "supergroup"


def test_throttled_in_telegrams_way(
    telegram: TelegramServer, tell: Tell, plain: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    telegram.fail(Fault.throttle(12), times=2, when="sendMessage")

    with pytest.raises(RetryAfter) as refused:
        tell(telegram, sending("x"))
    answer = plain.post(f"{telegram.url}/bot{TOKEN}/sendMessage")

    assert refused.value.retry_after == timedelta(seconds=12)
    assert answer.headers["Retry-After"] == "12"
    assert answer.json()["parameters"] == {"retry_after": 12}
    assert (telegram.messages, telegram.calls) == ((), ())


def test_pace_by_chat(plain: httpx.Client) -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    with TelegramServer(clock=lambda: now[0], pace=timedelta(seconds=1)) as telegram:
        address = f"{telegram.url}/bot{telegram.token}/sendMessage"
        body = {"chat_id": ME, "text": "x"}
        codes = [plain.post(address, json=body).status_code for _ in range(2)]
        now[0] += timedelta(seconds=1)
        codes.append(plain.post(address, json=body).status_code)

    assert codes == [200, 429, 200]


@pytest.mark.parametrize(
    ("fault", "error", "taken"),
    [
        (Fault.drop_before(), NetworkError, 0),
        (Fault.drop_after_accept(), NetworkError, 1),
        (Fault.silence_after_accept(), TimedOut, 1),
        (Fault.error_after_accept(502), NetworkError, 1),
        (Fault.html(), TelegramError, 0),
        (Fault.html(404), InvalidToken, 0),
        (Fault.truncated(), NetworkError, 1),
        (Fault.telegram_error(400, "Bad Request: not enough rights"), BadRequest, 0),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_faults(
    telegram: TelegramServer, tell: Tell, fault: Fault, error: type[TelegramError], taken: int
) -> None:
    telegram.fail(fault, when="sendMessage")

    with pytest.raises(error):
        tell(telegram, sending("x"))

    assert len(telegram.messages) == taken


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": ME, "text": "x", "message_thread_id": "x"}, "invalid message thread"),
        ({"chat_id": ME, "text": "x", "link_preview_options": "{"}, "can't parse link preview"),
        ({"chat_id": ME, "text": "x", "reply_markup": "[]"}, "object expected"),
    ],
)
def test_arguments(
    telegram: TelegramServer, plain: httpx.Client, body: dict[str, object], why: str
) -> None:
    answer = plain.post(f"{telegram.url}/bot{TOKEN}/sendMessage", json=body)

    assert answer.status_code == 400
    assert why in answer.json()["description"]
