"""How Telegram reads HTML, from core.telegram.org/bots/api#html-style, and what else it refuses.

`parsed` is a reading of our own. Where TDLib is installed (the package tdjson), its own parser,
which is the one that the Bot API server calls, has the last word: `real`.
"""

from __future__ import annotations

import html
import importlib.util
import json
import re
from typing import Any

TAGS = frozenset(
    {
        *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a"),
        *("code", "pre", "blockquote", "span", "tg-emoji", "tg-time"),
    }
)
MOST = 4096
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>"
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);?")

REAL = importlib.util.find_spec("tdjson") is not None

ARGUMENTS = {
    "sendMessage": {
        *("chat_id", "message_thread_id", "text", "parse_mode", "entities", "reply_markup"),
        *("link_preview_options", "disable_notification", "protect_content", "reply_parameters"),
        *("business_connection_id", "message_effect_id", "allow_paid_broadcast"),
        *("direct_messages_topic_id", "suggested_post_parameters"),
    },
    "editMessageText": {
        *("chat_id", "message_id", "inline_message_id", "text", "parse_mode", "entities"),
        *("link_preview_options", "reply_markup", "business_connection_id"),
    },
    "deleteMessage": {"chat_id", "message_id"},
    "getMe": set[str](),
    "getChat": {"chat_id"},
}


class Unparsable(Exception):
    """The message is refused, in Telegram's words."""


def parsed(text: str) -> tuple[str, list[str]]:
    """The text that is shown, and the addresses of its links. Raises Unparsable."""
    shown, links, stack, at = list[str](), list[str](), list[str](), 0
    while at < len(text):
        if text[at] == "<":
            found = _TAG.match(text, at)
            if not found or found[2].lower() not in TAGS:
                raise Unparsable(f"can't parse entities: Unsupported start tag at byte offset {at}")
            name = found[2].lower()
            if not found[1]:
                stack.append(name)
                if name == "a" and (href := _HREF.search(found[3])):
                    links.append(_decoded(href[1] or href[2] or ""))
            elif not stack or stack.pop() != name:
                raise Unparsable(f"can't parse entities: Unmatched end tag at byte offset {at}")
            at = found.end()
        else:
            end = text.find("<", at)
            end = len(text) if end < 0 else end
            shown.append(_decoded(text[at:end]))
            at = end
    if stack:
        raise Unparsable(f"can't parse entities: Can't find end tag for \"{stack[-1]}\"")
    return "".join(shown), links


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0].rstrip(";") + ";"), text)


def real(text: str) -> tuple[str, list[str]]:
    """The same by TDLib itself. Needs REAL. Raises Unparsable."""
    mode = {"@type": "textParseModeHTML"}
    found = _ask({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if found["@type"] == "error":
        raise Unparsable(found["message"])
    kinds = [entity["type"] for entity in found["entities"]]
    return found["text"], [kind["url"] for kind in kinds if "url" in kind]


def live(shown: str) -> list[str]:
    """What Telegram would make live in a text and ought not to be, by TDLib: mentions, commands,
    hashtags and cashtags. Needs REAL."""
    found = _ask({"@type": "getTextEntities", "text": shown})
    names = ("Mention", "BotCommand", "Hashtag", "Cashtag")
    return [
        entity["type"]["@type"]
        for entity in found["entities"]
        if entity["type"]["@type"].removeprefix("textEntityType") in names
    ]


def _ask(request: dict[str, object]) -> dict[str, Any]:
    tdjson = importlib.import_module("tdjson")
    quiet = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(quiet).encode())
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer
