"""Sending to Slack, looking back and editing. docs.slack.dev/reference/methods."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from alertbot.channels import _wire
from alertbot.channels._slack_api import Api
from alertbot.channels._slack_errors import Refused, unseen
from alertbot.channels._wire import Call
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
    Failed,
    Found,
    Look,
    Message,
    NotFound,
    Outcome,
    Rejected,
    Unknown,
)

_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{2,}")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_EVENT = "alertbot_delivery"
_MARGIN = timedelta(days=1)  # by which our clock may have been set back since the message
_PAGES = 10
_HISTORY_PAGE = 100  # messages with their blocks: a page stays well inside an answer's limit
_LIST_PAGE = 500


@asynccontextmanager
async def sender(token: str, api_url: str, within: timedelta) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own."""
    # Threads of its own: a slow Slack must not hold up whatever else asyncio's few threads do.
    threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="slack")
    try:
        async with _wire.opened(within) as wire:
            yield _Sender(Api(wire, threads, token, f"{api_url}/api/"), within)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


class _Sender:
    def __init__(self, api: Api, timeout: timedelta) -> None:
        self._api = api
        self._timeout = timeout
        self._ids: dict[str, str] = {}

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Post once. A name is resolved before the first post, so that `look` can follow."""
        call = _wire.begin(self._timeout)
        channel = address.resolved or await self._resolve(address.name, _part(call))
        try:
            answer = await self._api.ask("chat.postMessage", call, **_post(channel, message, key))
        except Refused as refused:
            self._ids.pop(address.name, None)  # the channel may be made anew, with another id
            return refused.outcome
        ts, taken_in = answer.get("ts"), answer.get("channel")
        if not isinstance(ts, str) or not ts:
            return Unknown("an answer without a ts")
        lasting = taken_in if isinstance(taken_in, str) else ""
        return Delivered(ts, "" if lasting == address.name else lasting)

    async def edit(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Put it in the place of what was posted. Slack takes the same once more, too."""
        refused = await self._change("chat.update", address, ref, _instead(message, key))
        return refused.outcome if refused else Delivered(ref)

    async def retract(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Delete it; where its workspace keeps what was said, edit it."""
        refused = await self._change("chat.delete", address, ref, {})
        if refused and refused.of_the_message and not refused.gone:
            refused = await self._change("chat.update", address, ref, _instead(message, key))
        return refused.outcome if refused and not refused.gone else Delivered(ref)

    async def _change(
        self, method: str, address: Address, ts: str, content: Mapping[str, object]
    ) -> Refused | None:
        """Do something to a message that was posted."""
        call = _wire.begin(self._timeout)
        channel = address.resolved or await self._resolve(address.name, _part(call))
        if not _CHANNEL_ID.fullmatch(channel):  # for a name Slack would say: channel_not_found
            return Refused(Failed("the channel's id is not known, and an edit needs it"))
        try:
            await self._api.ask(method, call, channel=channel, ts=ts, **content)
        except Refused as refused:
            return refused
        return None

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """Go through the chat's history, ten pages at most, for the delivery's marker."""
        call = _wire.begin(self._timeout)
        channel = address.resolved or await self._resolve(address.name, _part(call))
        if not _CHANNEL_ID.fullmatch(channel):
            return CannotLook("the channel's id is not known, and a history is had by id only")
        asked: dict[str, object] = {
            "channel": channel,
            "include_all_metadata": True,
            "limit": _HISTORY_PAGE,
        }
        reach = max(age, timedelta()) + _MARGIN
        newest = None
        try:
            for _ in range(_PAGES):
                answer = await self._api.ask("conversations.history", call, **asked)
                if ts := _find(answer, key):
                    return Found(ts)
                # By Slack's clock, whatever ours says: its newest message is not from after now.
                times = _times(answer)
                newest = newest or max(times, default=None)
                if newest and times and min(times) < newest - reach.total_seconds():
                    return NotFound()
                if not (cursor := _cursor(answer)):
                    return NotFound() if not answer.get("has_more") else CannotLook("no cursor")
                asked["cursor"] = cursor
        except Refused as refused:
            return unseen(refused)
        return CannotLook(f"more than {_PAGES} pages of messages since then")

    async def _resolve(self, name: str, call: Call) -> str:
        """The lasting id of a name, or the name itself where Slack will not tell. Asked once."""
        if _CHANNEL_ID.fullmatch(name):
            return name
        if name not in self._ids:
            try:
                self._ids[name] = await self._look_up(name, call) or name
            except Refused as refused:
                if not isinstance(refused.outcome, Rejected):
                    return name  # for now; the next send asks again
                self._ids[name] = name
        return self._ids[name]

    async def _look_up(self, name: str, call: Call) -> str:
        if name.startswith("@") and not _USER_ID.fullmatch(name[1:]):
            user = await self._among("users.list", "members", name[1:], call)
            return await self._open(user, call) if user else ""
        if _USER_ID.fullmatch(name.removeprefix("@")):
            return await self._open(name.removeprefix("@"), call)
        wanted = name.removeprefix("#")
        kinds = "public_channel,private_channel"
        try:
            return await self._among("conversations.list", "channels", wanted, call, types=kinds)
        except Refused as refused:
            if refused.code != "missing_scope":
                raise
        return await self._among("conversations.list", "channels", wanted, call)

    async def _open(self, user: str, call: Call) -> str:
        channel = (await self._api.ask("conversations.open", call, users=user)).get("channel")
        found = channel.get("id") if isinstance(channel, dict) else None
        return found if isinstance(found, str) else ""

    async def _among(self, method: str, kind: str, name: str, call: Call, **more: object) -> str:
        """The id of the channel or member of that name, from a list's first ten pages."""
        asked = {"limit": _LIST_PAGE, "exclude_archived": True, **more}
        for _ in range(_PAGES):
            answer = await self._api.ask(method, call, **asked)
            for one in _dicts(answer.get(kind)):
                if one.get("name") == name and isinstance(one.get("id"), str):
                    return str(one["id"])
            if not (cursor := _cursor(answer)):
                break
            asked["cursor"] = cursor
        return ""


def _post(channel: str, message: Message, key: str) -> dict[str, object]:
    """What is posted."""
    return {
        "channel": channel,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "client_msg_id": _client_id(key),
        **_content(message, key),
    }


def _instead(message: Message, key: str) -> dict[str, object]:
    """What is put in its place. What an edit does not name stays: the blocks, which have to go.

    Links in the text would be made by other rules than a post's, were `parse` not named.
    """
    return {"blocks": [], "parse": "none", **_content(message, key)}


def _content(message: Message, key: str) -> dict[str, object]:
    """What a message says, and its marker. Every app in the channel can read that: ids only."""
    content: dict[str, object] = {
        "text": message.text,
        "metadata": {"event_type": _EVENT, "event_payload": {"delivery": key}},
    }
    if message.body:
        content["blocks"] = json.loads(message.body)
    return content


def _client_id(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"alertbot:{key}"))


def _find(answer: Mapping[str, Any], key: str) -> str:
    """The ts of the message that was sent with that key, if it is on this page."""
    for message in _dicts(answer.get("messages")):
        metadata = message.get("metadata")
        payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
        marked = isinstance(payload, dict) and payload.get("delivery") == key
        if marked or message.get("client_msg_id") == _client_id(key):
            return str(message.get("ts", ""))
    return ""


def _times(answer: Mapping[str, Any]) -> list[float]:
    """When the messages of a page were posted, in seconds of Slack's clock."""
    found = (message.get("ts") for message in _dicts(answer.get("messages")))
    return [float(ts) for ts in found if isinstance(ts, str) and re.fullmatch(r"\d+\.\d+", ts)]


def _dicts(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _cursor(answer: Mapping[str, Any]) -> str:
    more = answer.get("response_metadata")
    cursor = more.get("next_cursor") if isinstance(more, dict) else None
    return cursor if isinstance(cursor, str) else ""


def _part(call: Call) -> Call:
    """A third of the time for finding out where to post."""
    third = call.timeout / 3
    deadline = call.deadline - 2 * third.total_seconds()
    return replace(call, deadline=deadline, timeout=third)
