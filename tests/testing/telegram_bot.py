"""A bot that talks to the Telegram double, and the chats that it has there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from telegram import Bot, LinkPreviewOptions, Message
from telegram.request import HTTPXRequest

from alertbot.testing import TelegramServer

ME, GROUP, SUPERGROUP = 123456789, -4001, -1001234
TOKEN = "4242:AA-testing_token"
Result = TypeVar("Result")


class Tell(Protocol):
    """Lets a bot say something to a server."""

    def __call__(
        self, server: TelegramServer, say: Callable[[Bot], Awaitable[Result]], token: str = TOKEN
    ) -> Result: ...


class Chatter:
    """One PTB request object in one event loop: to make them anew for every test is slow."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        # `verify` only spares the loading of certificates, which loopback has no use for.
        quick = {"trust_env": False, "verify": False}
        self.request = HTTPXRequest(read_timeout=0.1, httpx_kwargs=quick)

    def tell(
        self, server: TelegramServer, say: Callable[[Bot], Awaitable[Result]], token: str = TOKEN
    ) -> Result:
        """What a bot gets from one piece of conversation."""

        async def talk() -> Result:
            bot = Bot(
                token,
                base_url=f"{server.url}/bot",
                request=self.request,
                get_updates_request=self.request,
            )
            return await say(bot)

        return self.runner.run(talk())


def sending(text: str, chat: int | str = ME) -> Callable[[Bot], Awaitable[Message]]:
    """A message with markup, to be told."""
    return lambda bot: bot.send_message(
        chat, text, parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
