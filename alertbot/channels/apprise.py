"""Alerts to ntfy, e-mail, Discord and whatever else Apprise speaks to. docs/channels.md.

It needs the extra: pip install 'alertbot[apprise]'.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from pydantic import field_validator

from alertbot.channels import Sender, _apprise_forms
from alertbot.channels._template import Form, Templated
from alertbot.config.values import SecretValue
from alertbot.model import Secret

PACE = timedelta(seconds=5)  # what Apprise keeps of itself, and ntfy.sh asks for
render = _apprise_forms.render

_INSTALL = "pip install 'alertbot[apprise]'"
_NOTIFY_ONLY = (
    "Apprise says of a message only whether all went well: one that may have arrived is sent "
    "again, marked 'possibly repeated'; and none is edited when its opening changes or closes"
)


class Options(Templated):
    """`url`: an address as Apprise writes them, ntfy://topic or mailto://..., which is a secret."""

    FORM = Form(render, _apprise_forms.written)

    url: SecretValue

    @field_validator("url")
    @classmethod
    def _understood(cls, url: Secret) -> Secret:
        if importlib.util.find_spec("apprise") is None:
            raise ValueError(f"this kind needs a package that is not installed: {_INSTALL}")
        if not re.fullmatch(r"[a-z][a-z0-9+]*://[!-~]+", url.reveal(), re.IGNORECASE):
            raise ValueError("an address of Apprise's is like ntfy://topic or mailto://...")
        from alertbot.channels import _apprise  # not above: it loads Apprise, for half a second

        if not _apprise.understands(url.reveal()):
            raise ValueError("Apprise does not understand this address: see its list of services")
        return url

    @field_validator("to")
    @classmethod
    def _no_chat(cls, to: str) -> str:
        if to:
            raise ValueError("whom an address of Apprise's is for stands in its 'url'")
        return to

    @property
    def credential(self) -> str:
        """A digest of the address."""
        return hashlib.sha256(f"apprise\n{self.url.reveal()}".encode()).hexdigest()[:16]

    @property
    def pace(self) -> timedelta:
        """Slower than the channels of alertbot's own."""
        return PACE

    @property
    def cautions(self) -> tuple[str, ...]:
        """It can do less than the channels of alertbot's own."""
        return (_NOTIFY_ONLY,)


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[Sender]:
    """A Sender that has Apprise send, on a thread."""
    from alertbot.channels import _apprise  # not above: it loads Apprise, for half a second

    yield _apprise.Sender(options.url.reveal(), options.timeout)
