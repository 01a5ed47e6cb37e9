"""Editing and deleting on the Telegram double, judged by python-telegram-bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram.error import BadRequest

from alertbot.testing import TelegramServer
from tests.testing.telegram_bot import GROUP, ME, SUPERGROUP, TOKEN, Tell, sending


def test_edits_and_deletes(telegram: TelegramServer, tell: Tell) -> None:
    number = tell(telegram, sending("<b>x</b>")).message_id

    def edit(text: str) -> object:
        return tell(
            telegram, lambda bot: bot.edit_message_text(text, ME, number, parse_mode="HTML")
        )

    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        edit("<strong>x</strong>")
    edit("x")
    assert (telegram.messages[0].text, telegram.messages[0].edited) == ("x", True)
    assert tell(telegram, lambda bot: bot.delete_message(ME, number))
    assert telegram.messages == ()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        edit("y")


def test_a_message_is_deleted_within_two_days_and_edited_for_ever(tell: Tell) -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    with TelegramServer(TOKEN, clock=lambda: now[0]) as telegram:
        old = tell(telegram, sending("x")).message_id
        now[0] += timedelta(hours=47)
        young = tell(telegram, sending("y")).message_id
        now[0] += timedelta(hours=1)

        with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
            tell(telegram, lambda bot: bot.delete_message(ME, old))
        assert tell(telegram, lambda bot: bot.delete_message(ME, young))
        assert tell(telegram, lambda bot: bot.edit_message_text("z", ME, old))
        assert [message.text for message in telegram.messages] == ["z"]


def test_each_supergroup_counts_its_own_messages(telegram: TelegramServer, tell: Tell) -> None:
    chats = (ME, SUPERGROUP, GROUP, SUPERGROUP)
    numbers = [tell(telegram, sending("x", chat)).message_id for chat in chats]
    assert numbers == [1, 1, 2, 2]


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage"])
@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({}, "message identifier is not specified"),
        ({"message_id": 0}, "message identifier is not specified"),
        ({"message_id": "x"}, "message identifier is not specified"),
        ({"message_id": 7}, "not found"),
    ],
)
def test_which_message_has_to_be_said(
    telegram: TelegramServer, plain: httpx.Client, method: str, message: dict[str, object], why: str
) -> None:
    body = {"chat_id": ME, "text": "x", **message}
    answer = plain.post(f"{telegram.url}/bot{TOKEN}/{method}", json=body)
    assert answer.status_code == 400
    assert why in answer.json()["description"]
