"""Alerts to Telegram, as a bot. docs/telegram.md says how to get a token and a chat's id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from pydantic import field_validator

from alertbot.channels import Sender, _html
from alertbot.channels._chats import Met
from alertbot.channels._template import Form, Templated
from alertbot.config.values import BaseUrl, ChatAddress, SecretValue
from alertbot.model import Secret

# core.telegram.org/bots/faq: one a second to a person, twenty a minute to a group, thirty a second.
PACE = timedelta(seconds=1)
_GROUP_PACE = timedelta(seconds=3)
_RATE = 30
render = _html.render


class Options(Templated):
    """`to`: a chat's id, or @name of a public one; with :NUMBER behind it, a topic of it.

    `silent`: messages come without a sound.
    """

    FORM = Form(render, _html.written)

    token: SecretValue
    to: ChatAddress
    silent: bool = False
    api_url: BaseUrl = "https://api.telegram.org"

    @field_validator("token")
    @classmethod
    def _word(cls, token: Secret) -> Secret:
        if not re.fullmatch(r"[\w:-]+", token.reveal(), re.ASCII):
            raise ValueError("a Telegram token is digits, a colon and letters: 123456:AbC-dEf")
        return token

    @field_validator("to")
    @classmethod
    def _chat(cls, to: str) -> str:
        if not re.fullmatch(r"(?:-?\d{1,19}|@\w{3,64})(?::\d{1,10})?", to, re.ASCII):
            raise ValueError("a Telegram chat is an id (123456789, -100123456), or @name")
        return to

    @property
    def credential(self) -> str:
        """A digest of service and token."""
        name = f"telegram\n{self.api_url}\n{self.token.reveal()}"
        return hashlib.sha256(name.encode()).hexdigest()[:16]

    @property
    def pace(self) -> timedelta:
        """Groups and channels, whose ids are negative or names, take fewer than people."""
        return _GROUP_PACE if self.to.startswith(("-", "@")) else PACE

    @property
    def rate(self) -> int | None:
        """One bot's, over all its chats."""
        return _RATE

    @property
    def edits(self) -> bool:
        """Always."""
        return True


async def meet(options: Options) -> Met:
    """Whose token it is, and the chat. Raises NotTold."""
    from alertbot.channels import _telegram_chats

    bot = await _telegram_chats.bot(options.token, options.api_url)
    return Met(bot, await _telegram_chats.chat(options.token, options.api_url, options.to))


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[Sender]:
    """A Sender that signs in with the token at its first call."""
    # Here and not above: who has no Telegram pays neither memory nor start-up time of the library.
    from alertbot.channels import _telegram

    token, silent = options.token.reveal(), options.silent
    async with _telegram.sender(token, options.api_url, options.timeout, silent=silent) as sender:
        yield sender
