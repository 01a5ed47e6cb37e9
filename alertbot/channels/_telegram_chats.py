"""Who a Telegram bot is, and who has written to it. core.telegram.org/bots/api#getupdates.

Nothing is confirmed to Telegram beyond what was turned down, and no setting of the bot is changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from alertbot.channels import _wire
from alertbot.channels._chats import Bot, Chat, NotTold
from alertbot.channels._telegram_answers import meaning, object_of
from alertbot.channels._wire import NoAnswer, Wire
from alertbot.model import Failed, Rejected, Scope, Secret, Throttled, Unknown

_WITHIN = timedelta(seconds=15)
_HELD = timedelta(seconds=25)
"""How long Telegram holds a question for updates before it answers that there are none."""
_LEAST = 1.0
"""Seconds between two questions, should a service not hold them."""
_IN = ("member", "administrator", "creator")


async def bot(token: Secret, api_url: str) -> Bot:
    """Whose token it is. Raises NotTold."""
    async with _wire.opened(_WITHIN) as wire:
        found = await _ask(wire, token, api_url, "getMe", _WITHIN)
    name = found.get("username") if isinstance(found, dict) else None
    if not isinstance(name, str) or not name:
        raise NotTold("Telegram did not say which bot this is", passing=True)
    return Bot(name)


async def chat(token: Secret, api_url: str, to: str) -> Chat:
    """The chat that a configuration names. Raises NotTold."""
    name, _, _ = to.partition(":")
    async with _wire.opened(_WITHIN) as wire:
        try:
            found = await _ask(wire, token, api_url, "getChat", _WITHIN, {"chat_id": name})
        except NotTold as why:
            if why.passing and "not found" in str(why):
                what = "look at 'to:'; whom it is for has to press Start, or let the bot in"
                raise NotTold(f"{why}: {what}") from None
            raise
    is_chat = isinstance(found, dict)
    return Chat(to, (str(found.get("title") or _person(found)) if is_chat else "") or to)


async def chats(token: Secret, api_url: str) -> AsyncGenerator[Chat, None]:
    """Each chat that writes to the bot or lets it in, as soon as it does; for as long as one waits.

    Those of the last day come first. Raises NotTold.
    """
    seen: set[str] = set()
    asked: dict[str, object] = {"timeout": int(_HELD.total_seconds())}
    loop = asyncio.get_running_loop()
    async with _wire.opened(_HELD + _WITHIN) as wire:
        while True:
            began = loop.time()
            updates = await _ask(wire, token, api_url, "getUpdates", _HELD + _WITHIN, asked)
            for update in updates if isinstance(updates, list) else ():
                if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
                    continue
                chat = _chat(update)
                if chat is not None and chat.to not in seen:
                    seen.add(chat.to)
                    yield chat
                asked["offset"] = update["update_id"] + 1  # whoever asks on has turned it down
            await asyncio.sleep(max(0.0, began + _LEAST - loop.time()))


async def _ask(
    wire: Wire,
    token: Secret,
    api_url: str,
    method: str,
    within: timedelta,
    arguments: Mapping[str, object] | None = None,
) -> Any:
    url = f"{api_url}/bot{token.reveal()}/{method}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "alertbot"}
    body = urlencode(arguments or {}).encode()
    try:
        answer = await wire.post(url, body, headers, _wire.begin(within))
    except NoAnswer as none:
        raise NotTold(f"Telegram: {none.outcome.reason}", passing=True) from None
    data = object_of(answer)
    if data is not None and answer.status < 300 and data["ok"]:
        return data.get("result")
    if answer.status == 409:
        raise NotTold(
            "another program already reads what is written to this bot (a running alertbot, or a "
            "webhook): stop it, or take a bot of its own from @BotFather"
        )
    match meaning(answer, data, token.reveal()):
        case Rejected(_, Scope.CREDENTIAL):
            raise NotTold(
                "Telegram does not know this token: copy it whole from @BotFather", is_token=True
            )
        case Throttled(wait):
            what = f"Telegram wants to be left alone for {wait.total_seconds():.0f} s"
            raise NotTold(what, passing=True)
        case Failed(reason) | Unknown(reason) | Rejected(reason):
            raise NotTold(f"Telegram: {reason}", passing=True)
        case _:
            raise NotTold("Telegram gave no answer that is understood", passing=True)


def _chat(update: Mapping[str, Any]) -> Chat | None:
    """The chat of a message to the bot, or one that has let it in."""
    for kind in ("message", "channel_post", "my_chat_member"):
        event = update.get(kind)
        if not isinstance(event, dict) or not isinstance(event.get("chat"), dict):
            continue
        member = event.get("new_chat_member")
        if kind == "my_chat_member" and (
            not isinstance(member, dict) or member.get("status") not in _IN
        ):
            return None  # it was put out
        chat, number = event["chat"], event["chat"].get("id")
        if not isinstance(number, int):
            return None
        sender = event.get("from")
        by = _person(sender) if isinstance(sender, dict) else ""
        topic = event.get("message_thread_id") if event.get("is_topic_message") else None
        to = f"{number}:{topic}" if isinstance(topic, int) else str(number)
        return Chat(to, str(chat.get("title") or _person(chat)), by)
    return None


def _person(one: Mapping[str, Any]) -> str:
    names = " ".join(str(one[key]) for key in ("first_name", "last_name") if one.get(key))
    user = f"@{one['username']}" if one.get("username") else ""
    return f"{names} ({user})" if names and user else names or user
