"""Sending to Slack and looking back: what its answers mean. docs.slack.dev/reference/methods."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import urllib.request
import uuid
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from alertbot.channels import _wire
from alertbot.channels._slack_errors import Refused, refused, unseen
from alertbot.channels._wire import Answer, Call, NoAnswer, Wire
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
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
_MARGIN = timedelta(minutes=5)  # by which our clock may be ahead of Slack's
_PAGES = 10
_HISTORY_PAGE = 100  # messages with their blocks: a page stays well inside an answer's limit
_LIST_PAGE = 500

# The SDK's own records are for nobody: each failure comes back as an outcome.
_SILENT = logging.getLogger("slack_sdk.alertbot")
_SILENT.setLevel(logging.CRITICAL + 1)


class _NotJson(Exception):
    """An answer that is not Slack's."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


@asynccontextmanager
async def sender(token: str, api_url: str, within: timedelta) -> AsyncIterator[_Sender]:
    """A Sender on connections of its own."""
    # Threads of its own: a slow Slack must not hold up whatever else asyncio's few threads do.
    threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="slack")
    try:
        async with _wire.opened(within) as wire:
            yield _Sender(wire, threads, token, f"{api_url}/api/", within)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


class _Sender:
    def __init__(
        self, wire: Wire, threads: Executor, token: str, base_url: str, timeout: timedelta
    ) -> None:
        self._wire = wire
        self._threads = threads
        self._token = token
        self._base_url = base_url
        self._timeout = timeout
        self._ids: dict[str, str] = {}

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Post once. A name is resolved before the first post, so that `look` can follow."""
        call = _wire.begin(self._timeout)
        channel = address.resolved or await self._resolve(address.name, _part(call))
        try:
            answer = await self._ask("chat.postMessage", call, **_post(channel, message, key))
        except Refused as refused:
            self._ids.pop(address.name, None)  # the channel may be made anew, with another id
            return refused.outcome
        ts, taken_in = answer.get("ts"), answer.get("channel")
        if not isinstance(ts, str) or not ts:
            return Unknown("an answer without a ts")
        lasting = taken_in if isinstance(taken_in, str) else ""
        return Delivered(ts, "" if lasting == address.name else lasting)

    async def look(self, address: Address, key: str, since: datetime) -> Look:
        """Go through the chat's history, ten pages at most, for the delivery's marker."""
        call = _wire.begin(self._timeout)
        channel = address.resolved or await self._resolve(address.name, _part(call))
        if not _CHANNEL_ID.fullmatch(channel):
            return CannotLook("the channel's id is not known, and a history is had by id only")
        asked: dict[str, object] = {
            "channel": channel,
            "oldest": f"{(since - _MARGIN).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _HISTORY_PAGE,
        }
        try:
            for _ in range(_PAGES):
                answer = await self._ask("conversations.history", call, **asked)
                if ts := _find(answer, key):
                    return Found(ts)
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
        channel = (await self._ask("conversations.open", call, users=user)).get("channel")
        found = channel.get("id") if isinstance(channel, dict) else None
        return found if isinstance(found, str) else ""

    async def _among(self, method: str, kind: str, name: str, call: Call, **more: object) -> str:
        """The id of the channel or member of that name, from a list's first ten pages."""
        asked = {"limit": _LIST_PAGE, "exclude_archived": True, **more}
        for _ in range(_PAGES):
            answer = await self._ask(method, call, **asked)
            for one in _dicts(answer.get(kind)):
                if one.get("name") == name and isinstance(one.get("id"), str):
                    return str(one["id"])
            if not (cursor := _cursor(answer)):
                break
            asked["cursor"] = cursor
        return ""

    async def _ask(self, method: str, call: Call, **arguments: object) -> Mapping[str, Any]:
        """Call a method of the Web API. Raises Refused."""
        client = _Client(self._wire, call, self._token, self._base_url)
        try:
            async with asyncio.timeout_at(call.deadline + 1):  # if no thread was free
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, _call, client, method, arguments)
        except TimeoutError:
            raise Refused(call.overdue().outcome) from None
        except NoAnswer as none:
            raise Refused(none.outcome) from None
        except _NotJson as odd:
            raise Refused(Unknown(f"HTTP {odd.status}, and not Slack's JSON")) from None
        except SlackApiError as error:
            raise refused(error, self._token) from None


class _Client(WebClient):
    """Slack's own client for one call, over our wire. It runs in a thread; the wire on the loop.

    Its asynchronous sister needs aiohttp, which is not among our dependencies.
    """

    def __init__(self, wire: Wire, call: Call, token: str, base_url: str) -> None:
        # Without handlers: the default one posts a second time when a connection breaks.
        super().__init__(token, base_url, logger=_SILENT, retry_handlers=[])
        self._wire = wire
        self._call = call
        self._loop = asyncio.get_running_loop()

    def _perform_urllib_http_request_internal(
        self, url: str, req: urllib.request.Request
    ) -> dict[str, Any]:
        body = req.data if isinstance(req.data, bytes) else b""
        post = self._wire.post(url, body, dict(req.header_items()), self._call)
        answer = asyncio.run_coroutine_threadsafe(post, self._loop).result()
        data = _object(answer)
        headers = {**answer.headers}
        return {"status": answer.status, "headers": headers, "body": json.dumps(data)}


def _call(client: WebClient, method: str, arguments: dict[str, Any]) -> Mapping[str, Any]:
    if method == "chat.postMessage":
        data = client.chat_postMessage(**arguments).data
    else:
        # As a form: of these methods not all take JSON.
        data = client.api_call(method, params=arguments).data
    return data if isinstance(data, dict) else {}


def _object(answer: Answer) -> dict[str, Any]:
    """The answer's JSON object. Raises _NotJson. Being throttled needs no body."""
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        data = None
    if answer.status == 429:
        return {"ok": False, "error": "ratelimited"}
    if not isinstance(data, dict):
        raise _NotJson(answer.status)
    return data


def _post(channel: str, message: Message, key: str) -> dict[str, object]:
    """What is posted. The metadata can be read by every app in the channel: ids only."""
    arguments: dict[str, object] = {
        "channel": channel,
        "text": message.text,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "client_msg_id": _client_id(key),
        "metadata": {"event_type": _EVENT, "event_payload": {"delivery": key}},
    }
    if message.body:
        arguments["blocks"] = json.loads(message.body)
    return arguments


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
