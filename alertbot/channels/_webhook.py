"""Sending to a webhook: how it is signed, and what its answers mean.

The signature is that of Standard Webhooks (github.com/standard-webhooks, spec), the statuses are
those of HTTP. An event keeps its id at each attempt, so that a receiver can drop what it has.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from alertbot.channels import _webhook_event, _wire
from alertbot.channels._wire import Answer, NoAnswer, Wire
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
    Failed,
    Look,
    Message,
    Outcome,
    Rejected,
    Scope,
    Throttled,
    Unknown,
)

Clock = Callable[[], datetime]

_MESSAGE = frozenset({400, 413, 415, 422})
_CREDENTIAL = frozenset({401, 403})
_DESTINATION = frozenset({404, 405, 410})
_NOT_NOW = frozenset({408, 425})


def wall_clock() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def signature(keys: Iterable[bytes], key: str, timestamp: int, body: bytes) -> str:
    """The header webhook-signature: one for each key, so that either side may change its own."""
    signed = f"{key}.{timestamp}.".encode() + body
    digests = (hmac.digest(secret, signed, hashlib.sha256) for secret in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


@asynccontextmanager
async def sender(
    url: str,
    keys: Sequence[bytes],
    headers: Mapping[str, str],
    within: timedelta,
    clock: Clock = wall_clock,
) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own."""
    async with _wire.opened(within) as wire:
        yield _Sender(wire, url, keys, headers, within, clock)


class _Sender:
    def __init__(
        self,
        wire: Wire,
        url: str,
        keys: Sequence[bytes],
        headers: Mapping[str, str],
        timeout: timedelta,
        clock: Clock,
    ) -> None:
        self._wire = wire
        self._url = url
        self._keys = keys
        self._headers = headers
        self._timeout = timeout
        self._clock = clock

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """POST the event once."""
        now = self._clock()
        body, timestamp = _event(message, key, now), int(now.timestamp())
        headers = {
            **self._headers,
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "User-Agent": "alertbot",
            "webhook-id": key,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(self._keys, key, timestamp, body),
        }
        call = _wire.begin(self._timeout)
        try:
            answer = await self._wire.post(self._url, body, headers, call)
        except NoAnswer as none:
            return none.outcome
        return _meaning(answer, key, now)

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """A webhook only takes; its receiver tells a repeat by its id."""
        return CannotLook("a webhook shows nothing of what it was sent")


def _event(message: Message, key: str, now: datetime) -> bytes:
    if message.body:
        event = {**json.loads(message.body), "id": key}
        return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    data = _webhook_event.TextData(text=message.text)
    return _webhook_event.TextEvent(id=key, time=now, data=data).model_dump_json().encode()


def _meaning(answer: Answer, key: str, now: datetime) -> Outcome:
    """What a status says about the event. What the body says is the receiver's own affair."""
    status = answer.status
    if status < 300:
        return Delivered(key)
    reason, wait = f"HTTP {status}", answer.headers.get("retry-after")
    # Whoever says when to come again has not taken it; and if it has, the id tells.
    if status == 429 or (wait and (status in _NOT_NOW or status >= 500)):
        return _throttled(wait, now)
    if status >= 500:
        return Unknown(reason)
    if status in _MESSAGE:
        return Rejected(reason, Scope.MESSAGE)
    if status in _CREDENTIAL:
        return Rejected(reason, Scope.CREDENTIAL)
    if status in _DESTINATION:
        return Rejected(reason, Scope.DESTINATION)
    return Failed(f"{reason}, a redirect, which is not followed" if status < 400 else reason)


def _throttled(wait: str | None, now: datetime) -> Throttled:
    """Retry-After is seconds or a date."""
    try:
        until = parsedate_to_datetime(wait or "")
    except (ValueError, TypeError, OverflowError):
        return _wire.throttled(wait)
    return _wire.throttled((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
