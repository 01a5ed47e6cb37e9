"""Alerts to Slack, with a bot token. docs/slack.md says how to get one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Annotated

from pydantic import Field, field_validator

from alertbot.channels import ChannelOptions, Sender, _blocks
from alertbot.config.values import BaseUrl, ChatAddress, SecretValue
from alertbot.model import Secret

PACE = timedelta(seconds=1)
render = _blocks.render


class Options(ChannelOptions):
    """`to`: a channel as #name or id, or a person's id (U...). `api_url` stands for slack.com."""

    token: SecretValue
    to: Annotated[ChatAddress, Field(min_length=1)]
    api_url: BaseUrl = "https://slack.com"

    @field_validator("token")
    @classmethod
    def _one_word(cls, token: Secret) -> Secret:
        if not re.fullmatch(r"[!-~]+", token.reveal()):
            raise ValueError("a Slack token is one word that begins with xoxb-")
        return token

    @property
    def credential(self) -> str:
        """A digest of service and token."""
        name = f"slack\n{self.api_url}\n{self.token.reveal()}"
        return hashlib.sha256(name.encode()).hexdigest()[:16]


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[Sender]:
    """A Sender that signs in with the token at its first call."""
    # Here and not above: who has no Slack pays neither the memory nor the start-up time of its SDK.
    from alertbot.channels import _slack

    async with _slack.sender(options.token.reveal(), options.api_url, options.timeout) as sender:
        yield sender
