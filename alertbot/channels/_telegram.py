"""Sending to Telegram: what its answers mean. core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from alertbot.channels import _wire
from alertbot.channels._wire import Answer, Call, NoAnswer, Wire
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
    Unknown,
)

# Of what Telegram words as a Bad Request, what is wrong with the chat. The rest is the message.
_ABOUT_THE_CHAT = (
    "chat not found",
    "chat_id is empty",
    "message thread not found",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "channel_private",
    "topic_closed",
    "topic_deleted",
    "peer_id_invalid",
    "user not found",
    "user is deactivated",
    "user_is_blocked",
    "user_is_bot",
    "input_user_deactivated",
    "group is deactivated",
    "group chat was deactivated",
    "upgraded to a supergroup",
    "bot was kicked",
    "bot is not a member",
)


class _Settled(TelegramError):
    """How a call ended, decided where the answer was seen whole."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("settled")
        self.outcome = outcome


@asynccontextmanager
async def sender(
    token: str, api_url: str, within: timedelta, *, silent: bool = False
) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own. `silent`: what it sends makes no sound."""
    async with _wire.opened(within) as wire:
        request = _Request(wire, token, within)
        # The second is for getUpdates, which we do not use; left out, the library would make one.
        bot = Bot(token, f"{api_url}/bot", request=request, get_updates_request=request)
        yield _Sender(bot, silent=silent)


class _Sender:
    def __init__(self, bot: Bot, *, silent: bool) -> None:
        self._bot = bot
        self._silent = silent

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Send once. A topic is the name's, also where the chat has moved."""
        name, _, topic = address.name.partition(":")
        chat = address.resolved.partition(":")[0] or name
        try:
            sent = await self._bot.send_message(
                int(chat) if chat.lstrip("-").isdecimal() else chat,
                message.body or message.text,
                parse_mode="HTML" if message.body else None,
                disable_notification=self._silent or None,
                message_thread_id=int(topic) if topic else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except _Settled as settled:
            return settled.outcome
        except TelegramError as error:
            return Unknown(type(error).__name__)  # its words may hold the token
        lasting = str(sent.chat.id)
        return Delivered(str(sent.message_id), "" if lasting == name else lasting)

    async def look(self, address: Address, key: str, since: datetime) -> Look:
        """Bots cannot read what they have sent."""
        return CannotLook("Telegram shows a bot nothing of what it has sent")


class _Request(BaseRequest):
    """The library's requests over our wire, each answer understood here and not by its classes.

    Those put a proxy's 404 and a dead token into one class, and a timeout and a bad request.
    """

    def __init__(self, wire: Wire, token: str, timeout: timedelta) -> None:
        self._wire = wire
        self._token = token
        self._timeout = timeout

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return self._timeout.total_seconds()

    async def initialize(self) -> None:
        """The wire is open already."""

    async def shutdown(self) -> None:
        """The wire is closed by whoever opened it."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """The answer, if the message was taken, else _Settled."""
        call = _wire.begin(self._timeout)
        arguments = request_data.json_parameters if request_data else {}
        try:
            answer = await self._post(url, urlencode(arguments).encode(), call)
            data = _object(answer)
            if data is None and answer.status == 404:
                raise _Settled(await self._ask_who_we_are(url, call))
        except NoAnswer as none:
            raise _Settled(none.outcome) from None
        if data is not None and answer.status < 300 and data.get("ok") is True:
            return answer.status, _receipt(data.get("result"))
        raise _Settled(_meaning(answer, data, self._token))

    async def _ask_who_we_are(self, url: str, call: Call) -> Outcome:
        """A 404 that is not Telegram's may be a proxy's: is the token dead, or the way blocked?"""
        answer = await self._post(f"{url.rpartition('/')[0]}/getMe", b"", call)
        data = _object(answer)
        if data is not None and answer.status in (401, 404):
            return _meaning(answer, data, self._token)
        return Failed("HTTP 404, and not Telegram's answer")

    async def _post(self, url: str, body: bytes, call: Call) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "alertbot"}
        return await self._wire.post(url, body, headers, call)


def _object(answer: Answer) -> dict[str, Any] | None:
    """The answer's JSON object, None for anything that is not how Telegram answers."""
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("ok"), bool) else None


def _receipt(result: object) -> bytes:
    """Of a message that was taken, only what we read: nothing else can then trip the library."""
    chat = result.get("chat") if isinstance(result, dict) else None
    number = result.get("message_id") if isinstance(result, dict) else None
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    if not isinstance(number, int) or not isinstance(chat_id, int):
        raise _Settled(Unknown("an answer without a message id"))
    receipt = {"message_id": number, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return json.dumps({"ok": True, "result": receipt}).encode()


def _meaning(answer: Answer, data: dict[str, Any] | None, token: str) -> Outcome:
    """What an answer that is no success says about the message."""
    parameters = (data or {}).get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    status = answer.status
    if data is not None and status < 300 and isinstance(data.get("error_code"), int):
        status = data["error_code"]
    if status in (420, 429):
        return _wire.throttled(parameters.get("retry_after") or answer.headers.get("retry-after"))
    if data is None:
        reason = f"HTTP {status}, and not Telegram's answer"
        return Failed(reason) if 300 <= status < 500 else Unknown(reason)
    reason = _wire.said(str(data.get("description") or f"HTTP {status}"), token)
    moved_to = parameters.get("migrate_to_chat_id")
    if isinstance(moved_to, int):
        return Rejected(reason, Scope.DESTINATION, str(moved_to))
    match status:
        case 401 | 404:
            return Rejected(reason, Scope.CREDENTIAL)
        case 403:
            return Rejected(reason, Scope.DESTINATION)
        case 400 | 413:
            about_chat = any(words in reason.lower() for words in _ABOUT_THE_CHAT)
            return Rejected(reason, Scope.DESTINATION if about_chat else Scope.MESSAGE)
        case _:
            return Unknown(reason)
