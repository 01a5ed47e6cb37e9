"""Sending by way of Apprise: github.com/caronc/apprise.

Of a message Apprise says true or false, and no more: false may be a wrong password, a connection
that broke after the message had left, or one of several receivers that refused. So false is
Unknown. What it and the libraries below it log holds addresses, and those hold tokens: nothing of
it is let through, but for the number of an HTTP status, which says most of why.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import threading
from datetime import timedelta
from typing import Protocol

import apprise
from apprise import NotifyFormat, OverflowMode
from apprise.plugins import NotifyBase

from alertbot import text
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
    Look,
    Message,
    Outcome,
    Rejected,
    Scope,
    Unknown,
)

_LIBRARIES = ("apprise", "urllib3", "urllib3.connectionpool", "urllib3.util.retry", "requests")
_STATUS = re.compile(r"\berror=(\d{3})\b")
_ODD = "Apprise does not understand this address"


class _Fence(logging.Filter):
    """Lets nothing through, and keeps the last HTTP status that this thread was told of."""

    def __init__(self) -> None:
        super().__init__()
        self._of = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        if found := _STATUS.search(record.getMessage()):
            self._of.status = found[1]
        return False

    @property
    def reason(self) -> str:
        """Why a message was not taken, as far as that is known."""
        status = getattr(self._of, "status", "")
        return f"Apprise was answered HTTP {status}" if status else "Apprise says that it failed"


_FENCE = _Fence()


def understands(url: str) -> bool:
    """Whether Apprise knows the service, and the address is complete."""
    return _service(url) is not None


class Sender:
    """Sends to one address of Apprise's."""

    def __init__(self, url: str, timeout: timedelta) -> None:
        self._url = url
        self._timeout = timeout

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Offer it once. After the timeout nobody waits any more; it may still arrive."""
        loop, done, outcomes = asyncio.get_running_loop(), asyncio.Event(), list[Outcome]()

        def work() -> None:
            # Whatever one of its hundred plug-ins raises, with a token in it perhaps: not said.
            with contextlib.suppress(Exception):
                outcomes.append(_offer(self._url, message))
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(done.set)

        # A daemon: what a service drips out without end must not keep the process from ending.
        threading.Thread(target=work, name="apprise", daemon=True).start()
        try:
            async with asyncio.timeout(self._timeout.total_seconds()):
                await done.wait()
        except TimeoutError:
            return Unknown(f"no answer within {self._timeout.total_seconds():g} s")
        return outcomes[0] if outcomes else Unknown("Apprise could not send it")

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """Apprise only sends."""
        return CannotLook("Apprise shows nothing of what it has sent")


def _offer(url: str, message: Message) -> Outcome:
    service = _service(url)
    if service is None:
        return Rejected(_ODD, Scope.DESTINATION)
    title, body, form = fitting(message, service)
    # Not by Apprise.notify, which would try again where the address says so: the outbox does that.
    taken = service.notify(body=body, title=title, body_format=form, overflow=OverflowMode.TRUNCATE)
    return Delivered("") if taken else Unknown(_FENCE.reason)


def _service(url: str) -> NotifyBase | None:
    """The service of an address, made anew: one that is kept sleeps, to keep a pace of its own."""
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        if _FENCE not in logger.filters:
            logger.addFilter(_FENCE)
    asset = apprise.AppriseAsset(app_id="alertbot", async_mode=False, http_redirects=False)
    return apprise.Apprise.instantiate(url, asset=asset)


class Service(Protocol):
    """What decides about the form of a message."""

    body_maxlen: int
    title_maxlen: int
    overflow_buffer: int
    """What of the body it keeps for itself."""
    overflow_amalgamate_title: bool
    """Whether the title takes room of the body, as with Discord and ntfy."""

    def resolve_format(self, body_format: None) -> NotifyFormat:
        """The markup that the service shows, or that its address asks for."""


def fitting(message: Message, service: Service) -> tuple[str, str, NotifyFormat]:
    """The title, the longest body that the service takes, and the markup of that."""
    limit = service.body_maxlen - service.overflow_buffer
    form = service.resolve_format(None)
    if not message.body:
        return "", text.cut(message.text, limit), NotifyFormat.TEXT
    said = json.loads(message.body)
    title = text.cut(said["title"], service.title_maxlen) if service.title_maxlen > 0 else ""
    if title and service.overflow_amalgamate_title:
        limit -= service.title_maxlen  # what Apprise takes at most: else it would cut the body
    for body in said[form.value]:
        if len(body) <= limit:
            return title, body, form
    return title, text.cut(said["text"][-1], limit), NotifyFormat.TEXT
