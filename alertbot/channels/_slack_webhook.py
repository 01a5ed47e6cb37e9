"""Sending to a Slack incoming webhook: what its answers mean.

It answers with a status and a word (docs.slack.dev/messaging, "incoming webhooks"), and names no
message, so there is nothing to look for, to edit or to take back.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from alertbot.channels import _wire
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
    Secret,
    Unknown,
)

_WORD = re.compile(rb"\s*([a-z][a-z0-9_]{3,63})\b")
_PAGE = re.compile(rb"\s*<")

# A webhook is one chat: what is wrong with its address is wrong with that destination alone.
_DESTINATION = frozenset(
    {
        "no_service",
        "no_service_id",
        "no_active_hooks",
        "no_team",
        "team_disabled",
        "invalid_token",
        "channel_not_found",
        "channel_is_archived",
        "is_archived",
        "user_not_found",
        "action_prohibited",
        "posting_to_general_channel_denied",
    }
)
_MESSAGE = frozenset(
    {
        "invalid_payload",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_attachments",
        "no_text",
        "missing_text_or_fallback_or_attachments",
        "too_many_attachments",
        "msg_blocks_too_long",
        "msg_too_long",
    }
)
_THROTTLED = frozenset({"rate_limited", "ratelimited"})


@asynccontextmanager
async def sender(webhook: Secret, within: timedelta) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own."""
    async with _wire.opened(within) as wire:
        yield _Sender(wire, webhook, within)


class _Sender:
    def __init__(self, wire: Wire, webhook: Secret, timeout: timedelta) -> None:
        self._wire = wire
        self._webhook = webhook
        self._timeout = timeout

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Post once, to the channel that the webhook was made for."""
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "alertbot"}
        url, body = self._webhook.reveal(), json.dumps(_payload(message)).encode()
        try:
            answer = await self._wire.post(url, body, headers, _wire.begin(self._timeout))
        except NoAnswer as none:
            return none.outcome
        return _meaning(answer)

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """A webhook only takes."""
        return CannotLook("a Slack webhook shows nothing of what it was sent")


def _payload(message: Message) -> dict[str, object]:
    payload: dict[str, object] = {
        "text": message.text,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if message.body:
        payload["blocks"] = json.loads(message.body)
    return payload


def _meaning(answer: Answer) -> Outcome:
    """What a webhook's status and word say about the message."""
    found = _WORD.match(answer.body)
    word = found[1].decode() if found else ""
    status = answer.status
    if status == 429 or (word in _THROTTLED and status >= 400):
        return _wire.throttled(answer.headers.get("retry-after"))
    if status < 300:
        if answer.body.strip() == b"ok":
            return Delivered("")
        return Unknown(f"HTTP {status}, and not Slack's answer")
    reason = f"HTTP {status}, {word or 'no error named'}"
    if status >= 500:
        return Unknown(reason)  # rollup_error and the like: it may have posted all the same
    if status < 400 or _PAGE.match(answer.body):
        return Failed(f"HTTP {status}, and not Slack's answer")  # a proxy's
    if word in _DESTINATION or status in (401, 403, 404, 410):
        return Rejected(reason, Scope.DESTINATION)
    if word in _MESSAGE or status in (400, 413):
        return Rejected(reason, Scope.MESSAGE)
    return Failed(reason)
