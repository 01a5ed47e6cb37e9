"""A workspace of Slack's: chat.postMessage and what belongs to it, as docs.slack.dev has them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.faults import slack_rules
from tests.faults.service import Call, Message, Reply, Service


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as the history shows it."""

    ts: str
    channel: str
    arguments: Mapping[str, Any]


def error(code: str, **more: object) -> Reply:
    """Slack's no: 200, and the reason in the body."""
    return Reply(200, {"ok": False, "error": code, **more})


def throttled(seconds: int) -> Reply:
    """429 and for how long."""
    return Reply(429, {"ok": False, "error": "ratelimited"}, (("Retry-After", str(seconds)),))


class SlackService(Service):
    """`channels`: ids by name; `clock`: seconds since 1970, as this workspace counts them."""

    def __init__(
        self, token: str, channels: Mapping[str, str], clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self.token = token
        self.channels = dict(channels)
        self.refusals: dict[str, str] = {}
        self.picky: Callable[[Mapping[str, Any]], str] = lambda arguments: ""
        self._clock = clock
        self._posted: list[Posted] = []
        self._last = 0.0

    def channel_of(self, call: Call) -> str:
        """The id of the channel, whether it was named by that or not."""
        name = str(call.arguments.get("channel") or "")
        return self.channels.get(name.removeprefix("#"), name)

    def reply(self, call: Call) -> Reply:
        """What the Web API answers."""
        if not call.path.startswith("/api/"):
            return Reply(404, b"<html>not here</html>")
        given = call.headers.get("authorization", "").removeprefix("Bearer ")
        if given != self.token:
            return error("invalid_auth" if given else "not_authed")
        known = slack_rules.ARGUMENTS.get(call.method)
        if known is None:
            return error("unknown_method")
        if strange := set(call.arguments) - known:
            self.broken_rules.append(f"{call.method} has unknown arguments {sorted(strange)}")
            return error("invalid_arguments")
        if code := self.refusals.get("*") or self.refusals.get(self.channel_of(call)):
            return error(code)
        match call.method:
            case "chat.postMessage":
                return self._post(call)
            case "chat.update":
                return self._update(call)
            case "chat.delete":
                return self._delete(call)
            case "conversations.history":
                return self._history(call)
            case "conversations.list":
                found = [{"id": id, "name": name} for name, id in self.channels.items()]
                return Reply(200, {"ok": True, "channels": found, **_more("")})
            case "auth.test":
                return Reply(200, {"ok": True, "team": "Tests", "user": "alertbot"})
            case _:
                return error("user_not_found")

    def _arguments(self, call: Call) -> tuple[dict[str, Any], str]:
        """The arguments with their JSON unpacked, and the first mistake."""
        arguments = dict(call.arguments)
        for name in ("blocks", "metadata"):
            if isinstance(given := arguments.get(name), str):
                arguments[name] = json.loads(given)
        if wrong := slack_rules.mistakes(arguments):
            self.broken_rules += [f"{call.method}: {line}" for line in wrong]
            return arguments, wrong[0].partition(":")[0]
        return arguments, self.picky(arguments)

    def _post(self, call: Call) -> Reply:
        channel = self.channel_of(call)
        if channel not in self.channels.values():
            return error("channel_not_found")
        arguments, wrong = self._arguments(call)
        if wrong:
            return error(wrong, response_metadata={"messages": [f"[ERROR] {wrong}"]})
        self._last = max(self._clock(), self._last + 0.000_001)
        one = Posted(f"{self._last:.6f}", channel, arguments)
        self._posted.append(one)
        self._note(one, call.at)
        return Reply(200, {"ok": True, "channel": channel, "ts": one.ts, "message": _shown(one)})

    def _note(self, one: Posted, at: float) -> None:
        payload = (one.arguments.get("metadata") or {}).get("event_payload") or {}
        delivery = str(payload.get("delivery") or "")
        text = "\n".join([str(one.arguments["text"]), *_words(one.arguments.get("blocks"))])
        self.messages.append(Message(one.ts, one.channel, text, at, delivery))

    def _update(self, call: Call) -> Reply:
        channel, ts = self.channel_of(call), str(call.arguments.get("ts"))
        for number, one in enumerate(self._posted):
            if (one.channel, one.ts) == (channel, ts):
                arguments, wrong = self._arguments(call)
                if wrong:
                    return error(wrong)
                merged = {**one.arguments, **arguments}
                self._posted[number] = replace(one, arguments=merged)
                text = str(arguments.get("text"))
                return Reply(200, {"ok": True, "channel": channel, "ts": ts, "text": text})
        return error("message_not_found")

    def _delete(self, call: Call) -> Reply:
        channel, ts = self.channel_of(call), str(call.arguments.get("ts"))
        before = len(self._posted)
        self._posted = [one for one in self._posted if (one.channel, one.ts) != (channel, ts)]
        if len(self._posted) == before:
            return error("message_not_found")
        return Reply(200, {"ok": True, "channel": channel, "ts": ts})

    def _history(self, call: Call) -> Reply:
        channel = str(call.arguments.get("channel"))
        if channel not in self.channels.values():
            return error("channel_not_found")  # by id only
        oldest = float(call.arguments.get("oldest") or 0)
        latest = float(call.arguments.get("cursor") or call.arguments.get("latest") or "inf")
        limit = min(int(call.arguments.get("limit") or 100), 999)
        there = [
            one
            for one in reversed(self._posted)
            if one.channel == channel and oldest < float(one.ts) < latest
        ]
        page = there[:limit]
        wanted = str(call.arguments.get("include_all_metadata", "")).lower() in ("true", "1")
        shown = [_shown(one, metadata=wanted) for one in page]
        more = len(there) > limit
        cursor = page[-1].ts if more else ""
        return Reply(200, {"ok": True, "messages": shown, "has_more": more, **_more(cursor)})


def _shown(one: Posted, *, metadata: bool = True) -> dict[str, object]:
    shown: dict[str, object] = {"type": "message", "ts": one.ts, "bot_id": "B0TESTS"}
    shown |= {name: one.arguments[name] for name in ("text", "blocks") if name in one.arguments}
    if metadata and one.arguments.get("metadata"):
        shown["metadata"] = one.arguments["metadata"]
    return shown


def _more(cursor: str) -> dict[str, object]:
    return {"response_metadata": {"next_cursor": cursor}}


def _words(blocks: object) -> list[str]:
    """All texts of the blocks."""
    if isinstance(blocks, dict):
        own = [blocks["text"]] if isinstance(blocks.get("text"), str) else []
        return own + [word for value in blocks.values() for word in _words(value)]
    if isinstance(blocks, list):
        return [word for one in blocks for word in _words(one)]
    return []
