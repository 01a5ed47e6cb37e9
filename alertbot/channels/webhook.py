"""Alerts to an address of one's own: a function, a queue, an event grid. docs/channels.md.

They go as CloudEvents 1.0, signed as Standard Webhooks prescribes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, field_validator

from alertbot.channels import ChannelOptions, Sender
from alertbot.config.values import SecretValue
from alertbot.model import Alert, Context, Message, Secret

PACE = timedelta(0)  # whoever owns the address says 429 if it is too much

_ADDRESS = re.compile(r'https?://[^/\s?#@]+(?:[/?][!"$-~]*)?')
_SIGNING = "whsec_"
_BYTES = range(24, 65)  # of a key, by the specification
_OURS = frozenset({"content-type", "content-length", "transfer-encoding", "host", "user-agent"})


def signing_key(secret: Secret) -> bytes:
    """The bytes of a secret such as whsec_... Raises ValueError where it is none."""
    try:
        key = base64.b64decode(secret.reveal().removeprefix(_SIGNING), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.reveal().startswith(_SIGNING) or len(key) not in _BYTES:
        raise ValueError("a signing secret is whsec_ and 24 to 64 bytes in base64")
    return key


def _signs(secret: Secret) -> Secret:
    signing_key(secret)
    return secret


def _header(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", name):
        raise ValueError("the name of a header is letters, digits and -")
    if name.lower() in _OURS or name.lower().startswith("webhook-"):
        raise ValueError(f"{name.lower()} is alertbot's own to set")
    return name


def _value(value: Secret) -> Secret:
    if not re.fullmatch(r"[!-~](?:[ -~]*[!-~])?", value.reveal()):
        raise ValueError("the value of a header is plain characters on one line")
    return value


SigningSecret = Annotated[SecretValue, AfterValidator(_signs)]
HeaderName = Annotated[str, AfterValidator(_header)]
HeaderValue = Annotated[SecretValue, AfterValidator(_value)]


class Options(ChannelOptions):
    """`url`: where to POST, a secret, since it often holds a key. `secret`: what signs;
    `old_secret` signs beside it, for as long as the receiver is to change from one to the other.
    `headers`: what the receiver wants besides, a key mostly.
    """

    url: SecretValue
    secret: SigningSecret
    old_secret: SigningSecret | None = None
    headers: Mapping[HeaderName, HeaderValue] = {}

    @field_validator("url")
    @classmethod
    def _an_address(cls, url: Secret) -> Secret:
        if not _ADDRESS.fullmatch(url.reveal()):
            raise ValueError("an address starts with https:// or http:// and a host, and has no #")
        return url

    @field_validator("to")
    @classmethod
    def _no_chat(cls, to: str) -> str:
        if to:
            raise ValueError("a webhook has no chats: its address is 'url'")
        return to

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Those that sign, the new one first."""
        return (self.secret,) if self.old_secret is None else (self.secret, self.old_secret)

    @property
    def credential(self) -> str:
        """A digest of all that a receiver may check."""
        headers = (f"{name.lower()}: {it.reveal()}" for name, it in sorted(self.headers.items()))
        said = (self.url.reveal(), *(it.reveal() for it in self.secrets), *headers)
        return hashlib.sha256("\n".join(("webhook", *said)).encode()).hexdigest()[:16]

    @property
    def pace(self) -> timedelta:
        """As fast as it goes."""
        return PACE


def render(alert: Alert, context: Context) -> Message:
    """The alert as text, and in `body` what of the event is not the sender's own (JSON)."""
    # Here and not above: who has no webhook does not pay for building its models at each start.
    from alertbot.channels import _webhook_render

    return _webhook_render.render(alert, context)


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[Sender]:
    """A Sender that signs with each of the secrets."""
    from alertbot.channels import _webhook  # not above: it loads httpx

    keys = tuple(map(signing_key, options.secrets))
    headers = {name: value.reveal() for name, value in options.headers.items()}
    async with _webhook.sender(options.url.reveal(), keys, headers, options.timeout) as sender:
        yield sender
