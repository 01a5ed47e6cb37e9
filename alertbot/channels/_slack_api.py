"""Slack's Web API over our wire, by Slack's own client: one call, and what came of it."""

from __future__ import annotations

import asyncio
import json
import logging
import urllib.request
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from alertbot.channels._slack_errors import Refused, refused
from alertbot.channels._wire import Answer, Call, NoAnswer, Wire
from alertbot.model import Unknown

# The SDK's own records are for nobody: each failure comes back as an outcome.
_SILENT = logging.getLogger("slack_sdk.alertbot")
_SILENT.setLevel(logging.CRITICAL + 1)


class _NotJson(Exception):
    """An answer that is not Slack's."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Api:
    """The methods of one workspace, for one token. `threads`: the SDK's client blocks."""

    def __init__(self, wire: Wire, threads: Executor, token: str, base_url: str) -> None:
        self._wire = wire
        self._threads = threads
        self._token = token
        self._base_url = base_url

    async def ask(self, method: str, call: Call, **arguments: object) -> Mapping[str, Any]:
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
    match method:
        case "chat.postMessage":
            data = client.chat_postMessage(**arguments).data
        case "chat.update":
            data = client.chat_update(**arguments).data
        case _:  # as a form: of these methods not all take JSON
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
