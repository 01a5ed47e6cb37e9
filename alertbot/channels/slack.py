"""Alerts to Slack: with a bot token, or by incoming webhook. docs/slack.md says how to get one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from pydantic import ConfigDict, field_validator, model_validator

from alertbot.channels import Sender, _blocks
from alertbot.channels._chats import Met
from alertbot.channels._template import Form, Templated
from alertbot.config.values import ADDRESS, BaseUrl, SecretValue
from alertbot.model import Address, CannotLook, Secret

PACE = timedelta(seconds=1)
render = _blocks.render

_CHAT = r"#?[^\s#A-Z\"'“”‘’<>/:,;]{1,80}|@\S+|[A-Z][A-Z0-9]+"
_NOTIFY_ONLY = (
    "a Slack webhook only takes messages: one that may have arrived is sent again, marked "
    "'possibly repeated', and none is edited when its opening changes or closes (with a bot token "
    "alertbot looks first, and edits)"
)


class Options(Templated):
    """A bot's `token` and `to`: a channel as #name or id, or a person's id (U...). `api_url` stands
    for slack.com.

    Or a `webhook` alone: its address, which is a secret, and which names the channel.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["token", "to"]}, {"required": ["webhook"]}]}
    )

    FORM = Form(render, _blocks.written)

    token: SecretValue | None = None
    webhook: SecretValue | None = None
    api_url: BaseUrl = "https://slack.com"
    silent: bool = False

    @field_validator("silent")
    @classmethod
    def _with_a_sound(cls, silent: bool) -> bool:
        if silent:
            raise ValueError("Slack cannot post without a sound: mute the channel there instead")
        return silent

    @field_validator("token")
    @classmethod
    def _one_word(cls, token: Secret | None) -> Secret | None:
        if token is not None and not re.fullmatch(r"[!-~]+", token.reveal()):
            raise ValueError("a Slack token is one word that begins with xoxb-")
        if token is not None and token.reveal().startswith(("https://", "http://")):
            raise ValueError("this is an address: that of a webhook stands under 'webhook', alone")
        if token is not None and token.reveal().startswith("xapp-"):
            raise ValueError("this is the app's own token: a bot's begins with xoxb-")
        return token

    @field_validator("to")
    @classmethod
    def _a_chat(cls, to: str) -> str:
        if to and not re.fullmatch(_CHAT, to):
            what = "a Slack channel is #name in small letters, or an id such as C0123456789"
            raise ValueError(what)
        return to

    @field_validator("webhook")
    @classmethod
    def _an_address(cls, webhook: Secret | None) -> Secret | None:
        if webhook is not None and not re.fullmatch(ADDRESS, webhook.reveal()):
            raise ValueError("a webhook is an address: https://hooks.slack.com/services/...")
        return webhook

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, given: object) -> object:
        if isinstance(given, dict):
            # A secret that is left out of a check is a default there.
            fields = {
                name: given.get(name, info.default) for name, info in cls.model_fields.items()
            }
            _check(*(fields[name] not in (None, "") for name in ("token", "webhook", "to")))
        return given

    @property
    def credential(self) -> str:
        """A digest of service and token, or of the webhook's address."""
        if self.webhook is not None:
            name = f"slack webhook\n{self.webhook.reveal()}"
        else:
            name = f"slack\n{self.api_url}\n{self.token.reveal() if self.token else ''}"
        return hashlib.sha256(name.encode()).hexdigest()[:16]

    @property
    def pace(self) -> timedelta:
        """A message a second in each channel."""
        return PACE

    @property
    def edits(self) -> bool:
        """With a token; a webhook does not say which message it made."""
        return self.token is not None

    @property
    def cautions(self) -> tuple[str, ...]:
        """A webhook can do less than a token."""
        return (_NOTIFY_ONLY,) if self.webhook is not None else ()


def _check(token: bool, webhook: bool, to: bool) -> None:
    """Raises ValueError for keys that do not go together."""
    if token and webhook:
        raise ValueError("takes 'token' or 'webhook', not both")
    if not token and not webhook:
        raise ValueError("needs 'token' and 'to', or 'webhook'")
    if token and not to:
        raise ValueError("needs 'to' beside its 'token': a channel such as '#job-alerts'")
    if webhook and to:
        raise ValueError("takes no 'to' beside a webhook: that has a channel of its own")


async def meet(options: Options) -> Met | None:
    """Whose token it is, and the channel; a webhook cannot be asked. Raises NotTold."""
    if options.token is None:
        return None
    from alertbot.channels import _slack_chats

    bot = await _slack_chats.bot(options.token, options.api_url)
    chat = await _slack_chats.chat(options.token, options.api_url, options.to)
    async with connect(options) as sender:
        seen = await sender.look(Address(options.to), "check", timedelta(0))
    why = seen.reason if isinstance(seen, CannotLook) else ""
    doubt = f"cannot read there, so that what may have arrived is repeated: {why}" if why else ""
    return Met(bot, chat, doubt)


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[Sender]:
    """A Sender that signs in with the token at its first call, or one that posts to the webhook."""
    if options.webhook is not None:
        from alertbot.channels import _slack_webhook

        async with _slack_webhook.sender(options.webhook, options.timeout) as sender:
            yield sender
    elif options.token is not None:
        # Here and not above: who has no Slack pays neither memory nor start-up time of its SDK.
        from alertbot.channels import _slack

        token = options.token.reveal()
        async with _slack.sender(token, options.api_url, options.timeout) as sender:
            yield sender
