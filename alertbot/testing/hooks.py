"""Addresses on loopback that take what is POSTed: a Slack webhook, and a receiver of events."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from alertbot.testing.exchange import HTML, Answer, Asked
from alertbot.testing.server import Clock, Server, wall_clock
from alertbot.testing.slack_message import Refused, SlackMessage, read

_TOLERANCE = timedelta(minutes=5)


class SlackHookServer(Server):
    """Slack's incoming webhooks: one address, which answers "ok" or with a status and a word."""

    def __init__(self, path: str = "/services/T0CONTOSO1/B0HOOK/secret") -> None:
        super().__init__()
        self.path = path
        self._messages: list[SlackMessage] = []

    @property
    def address(self) -> str:
        """The webhook, as Slack would show it."""
        return f"{self.url}{self.path}"

    @property
    def messages(self) -> tuple[SlackMessage, ...]:
        """The messages taken, in order."""
        with self.lock:
            return tuple(self._messages)

    def answer(self, asked: Asked) -> Answer:
        """Take a message, if the address is right and the message one that Slack takes."""
        if asked.path != self.path:
            return Answer(404, b"no_service", HTML)
        try:
            self._messages.append(read(asked.arguments(), SlackMessage("", "", "")))
        except ValueError:
            return Answer(400, b"invalid_payload", HTML)
        except Refused as refused:
            return Answer(400, refused.code.encode(), HTML)
        return Answer(200, b"ok", HTML)


class EventServer(Server):
    """A receiver of CloudEvents that are signed as Standard Webhooks prescribes.

    It checks the signature with its one `secret` (whsec_...), and drops an event whose id it has.
    """

    def __init__(self, secret: str, *, clock: Clock = wall_clock) -> None:
        super().__init__(clock=clock)
        self._key = base64.b64decode(secret.removeprefix("whsec_"))
        self._events: dict[str, dict[str, Any]] = {}

    @property
    def events(self) -> Sequence[Mapping[str, Any]]:
        """The events taken, each id once, in order."""
        with self.lock:
            return tuple(self._events.values())

    def answer(self, asked: Asked) -> Answer:
        """Take an event."""
        if not self._is_signed(asked):
            return Answer(401, b"", HTML)
        if asked.header("content-type").partition(";")[0] != "application/cloudevents+json":
            return Answer(415, b"", HTML)
        try:
            event = json.loads(asked.body)
        except ValueError:
            return Answer(400, b"", HTML)
        if event.get("specversion") != "1.0" or event.get("id") != asked.header("webhook-id"):
            return Answer(422, b"", HTML)
        self._events.setdefault(event["id"], event)
        return Answer(200, b"", HTML)

    def _is_signed(self, asked: Asked) -> bool:
        stamp, key = asked.header("webhook-timestamp"), asked.header("webhook-id")
        now = self.now().timestamp()
        if not stamp.isdecimal() or abs(now - int(stamp)) > _TOLERANCE.total_seconds():
            return False
        content = b".".join((key.encode(), stamp.encode(), asked.body))
        expected = hmac.new(self._key, content, hashlib.sha256).digest()
        for given in asked.header("webhook-signature").split():
            version, _, digest = given.partition(",")
            try:
                found = base64.b64decode(digest, validate=True)
            except binascii.Error:
                continue
            if version == "v1" and hmac.compare_digest(found, expected):
                return True
        return False
