"""Who a bot is, and which chats have let it in, asked of services on loopback."""

from __future__ import annotations

import asyncio

import pytest

from alertbot.channels import _slack_chats, _telegram_chats
from alertbot.channels._chats import Bot, Chat, NotTold
from alertbot.model import Secret
from alertbot.testing import Fault, SlackServer, TelegramServer
from tests.bot import SLACK_TOKEN, TELEGRAM_TOKEN

TELEGRAM = Secret(TELEGRAM_TOKEN)
SLACK = Secret(SLACK_TOKEN)


async def first(url: str, count: int) -> list[Chat]:
    found: list[Chat] = []
    chats = _telegram_chats.chats(TELEGRAM, url)
    try:
        async for chat in chats:
            found.append(chat)
            if len(found) == count:
                break
    finally:
        await chats.aclose()
    return found


def test_whose_token_it_is() -> None:
    with TelegramServer(TELEGRAM_TOKEN) as telegram, SlackServer(SLACK_TOKEN) as slack:
        assert asyncio.run(_telegram_chats.bot(TELEGRAM, telegram.url)) == Bot("alertbot_bot")
        assert asyncio.run(_slack_chats.bot(SLACK, slack.url)) == Bot("alertbot", "Contoso")


def test_a_token_that_nobody_knows() -> None:
    with TelegramServer("1:x") as telegram, SlackServer("xoxb-other") as slack:
        with pytest.raises(NotTold, match="does not know this token") as told:
            asyncio.run(_telegram_chats.bot(TELEGRAM, telegram.url))
        assert told.value.is_token
        with pytest.raises(NotTold, match="invalid_auth") as told:
            asyncio.run(_slack_chats.bot(SLACK, slack.url))
        assert told.value.is_token


def test_who_writes_to_a_telegram_bot() -> None:
    """A group that put it out again is none; one that writes twice is one."""
    with TelegramServer(TELEGRAM_TOKEN, {}) as telegram:
        telegram.admit(-100, status="left")
        telegram.hear(77)
        telegram.hear(77, "hello")
        telegram.admit(-200, "Jobs in Berlin")
        found = asyncio.run(first(telegram.url, 2))
        assert found == [Chat("77", "Robin", "Robin"), Chat("-200", "Jobs in Berlin")]
        asked = [call for call in telegram.calls if call.method == "getUpdates"]
        assert "offset" not in asked[0].arguments
        assert "allowed_updates" not in asked[0].arguments  # it would stay set


def test_another_program_that_reads_is_said() -> None:
    with TelegramServer(TELEGRAM_TOKEN) as telegram:
        telegram.fail(Fault.telegram_error(409, "Conflict: terminated by other getUpdates request"))
        with pytest.raises(NotTold, match="another program already reads"):
            asyncio.run(first(telegram.url, 1))


@pytest.mark.parametrize(
    "fault", [Fault.html(502), Fault.drop_before(), Fault.throttle(3), Fault.not_json()]
)
def test_trouble_on_the_way_passes(fault: Fault) -> None:
    with TelegramServer(TELEGRAM_TOKEN) as telegram, SlackServer(SLACK_TOKEN) as slack:
        telegram.fail(fault)
        slack.fail(fault)
        with pytest.raises(NotTold) as told:
            asyncio.run(_telegram_chats.bot(TELEGRAM, telegram.url))
        assert told.value.passing
        assert TELEGRAM_TOKEN not in str(told.value)
        with pytest.raises(NotTold) as told:
            asyncio.run(_slack_chats.bot(SLACK, slack.url))
        assert told.value.passing


def test_channels_that_a_slack_bot_is_in() -> None:
    channels = {f"#jobs-{number}": f"C0JOBS{number}" for number in range(5)}
    with SlackServer(SLACK_TOKEN, channels, page_size=2) as slack:
        slack.archive("C0JOBS3")
        found = asyncio.run(_slack_chats.chats(SLACK, slack.url))
        assert [chat.to for chat in found] == ["#jobs-0", "#jobs-1", "#jobs-2", "#jobs-4"]


def test_without_the_right_to_see_private_channels() -> None:
    with SlackServer(SLACK_TOKEN) as slack:
        slack.fail(Fault.slack_error("missing_scope", needed="groups:read"))
        assert len(asyncio.run(_slack_chats.chats(SLACK, slack.url))) == 1
        slack.fail(Fault.slack_error("missing_scope", needed="channels:read"), times=2)
        with pytest.raises(NotTold, match="may not list channels"):
            asyncio.run(_slack_chats.chats(SLACK, slack.url))
