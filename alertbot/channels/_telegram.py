"""Sending to Telegram, and editing. core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self
from urllib.parse import urlencode

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from alertbot.channels import _wire
from alertbot.channels._telegram_answers import gone, meaning, object_of, of_the_message, unchanged
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

_DONE = b'{"ok": true, "result": true}'


class _Settled(TelegramError):
    """How a call ended, decided where the answer was seen whole."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("settled")
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class _Ref:
    """Which message it is: Telegram counts them anew in each chat, and for each bot with a person.

    A number alone would name another alert once a group has moved or the bot is another one.
    """

    bot: str
    chat: str
    number: int

    @classmethod
    def read(cls, ref: str, bot: str, chat: str) -> Self | None:
        """From what `str` made of it, or from a number alone: that is of this bot and chat."""
        match ref.split("/"):
            case [number] if number.isdecimal():
                return cls(bot, chat, int(number))
            case [its_bot, its_chat, number] if number.isdecimal():
                return cls(its_bot, its_chat, int(number))
            case _:
                return None

    def __str__(self) -> str:
        return f"{self.bot}/{self.chat}/{self.number}"


@asynccontextmanager
async def sender(
    token: str, api_url: str, within: timedelta, *, silent: bool = False
) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own. `silent`: what it sends makes no sound."""
    async with _wire.opened(within) as wire:
        request = _Request(wire, token, within)
        # The second is for getUpdates, which we do not use; left out, the library would make one.
        bot = Bot(token, f"{api_url}/bot", request=request, get_updates_request=request)
        yield _Sender(bot, _number(token), silent=silent)


class _Sender:
    def __init__(self, bot: Bot, number: str, *, silent: bool) -> None:
        self._bot = bot
        self._number = number
        self._silent = silent

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Send once. A topic is the name's, also where the chat has moved."""
        name, _, topic = address.name.partition(":")
        try:
            sent = await self._bot.send_message(
                _chat_id(_chat(address)),
                message.body or message.text,
                parse_mode="HTML" if message.body else None,
                disable_notification=self._silent or None,
                message_thread_id=int(topic) if topic else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            return _outcome(error)
        lasting = str(sent.chat.id)
        ref = _Ref(self._number, lasting, sent.message_id)
        return Delivered(str(ref), "" if lasting == name else lasting)

    async def edit(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Put it in the place of what was sent, however long ago."""
        sent = self._sent(address, ref)
        if isinstance(sent, Rejected):
            return sent
        refused = await self._edit(sent, message)
        return _of_its_chat(refused, sent, address) if refused else Delivered(ref)

    async def retract(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Delete it; after 48 hours, when Telegram no longer does that, edit it."""
        sent = self._sent(address, ref)
        if isinstance(sent, Rejected):
            return sent
        refused = await self._delete(sent)
        if refused and of_the_message(refused) and not gone(refused):
            refused = await self._edit(sent, message)
        if refused and not gone(refused):
            return _of_its_chat(refused, sent, address)
        return Delivered(ref)

    def _sent(self, address: Address, ref: str) -> _Ref | Rejected:
        sent = _Ref.read(ref, self._number, _chat(address))
        if sent is None:
            return Rejected("it is not known which message that is", Scope.MESSAGE)
        if sent.bot != self._number:
            return Rejected("another bot sent it", Scope.MESSAGE)
        return sent

    async def _edit(self, sent: _Ref, message: Message) -> Outcome | None:
        """None where it reads so now."""
        try:
            await self._bot.edit_message_text(
                message.body or message.text,
                _chat_id(sent.chat),
                sent.number,
                parse_mode="HTML" if message.body else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            refused = _outcome(error)
            return None if unchanged(refused) else refused
        return None

    async def _delete(self, sent: _Ref) -> Outcome | None:
        """None where it is deleted now."""
        try:
            await self._bot.delete_message(_chat_id(sent.chat), sent.number)
        except TelegramError as error:
            return _outcome(error)
        return None

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
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
            data = object_of(answer)
            if data is None and answer.status == 404:
                raise _Settled(await self._ask_who_we_are(url, call))
        except NoAnswer as none:
            raise _Settled(none.outcome) from None
        if data is not None and answer.status < 300 and data.get("ok") is True:
            if url.endswith("/deleteMessage"):
                return answer.status, _DONE
            return answer.status, _receipt(data.get("result"))
        raise _Settled(meaning(answer, data, self._token))

    async def _ask_who_we_are(self, url: str, call: Call) -> Outcome:
        """A 404 that is not Telegram's may be a proxy's: is the token dead, or the way blocked?"""
        answer = await self._post(f"{url.rpartition('/')[0]}/getMe", b"", call)
        data = object_of(answer)
        if data is not None and answer.status in (401, 404):
            return meaning(answer, data, self._token)
        return Failed("HTTP 404, and not Telegram's answer")

    async def _post(self, url: str, body: bytes, call: Call) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "alertbot"}
        return await self._wire.post(url, body, headers, call)


def _number(token: str) -> str:
    """The bot's own, which is no secret: what stands in front of the colon."""
    number, colon, _ = token.partition(":")
    return number if colon else ""


def _chat(address: Address) -> str:
    """The chat as it is called now, without a topic."""
    return (address.resolved or address.name).partition(":")[0]


def _chat_id(chat: str) -> int | str:
    return int(chat) if chat.lstrip("-").isdecimal() else chat


def _outcome(error: TelegramError) -> Outcome:
    if isinstance(error, _Settled):
        return error.outcome
    return Unknown(type(error).__name__)  # its words may hold the token


def _of_its_chat(refused: Outcome, sent: _Ref, address: Address) -> Outcome:
    """A chat that was left behind says nothing about the one that is written to now."""
    here = sent.chat == _chat(address)
    if here or not isinstance(refused, Rejected) or refused.scope is not Scope.DESTINATION:
        return refused
    return replace(refused, scope=Scope.MESSAGE, moved_to="")


def _receipt(result: object) -> bytes:
    """Of a message that was taken, only what we read: nothing else can then trip the library."""
    chat = result.get("chat") if isinstance(result, dict) else None
    number = result.get("message_id") if isinstance(result, dict) else None
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    if not isinstance(number, int) or not isinstance(chat_id, int):
        raise _Settled(Unknown("an answer without a message id"))
    receipt = {"message_id": number, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return json.dumps({"ok": True, "result": receipt}).encode()
