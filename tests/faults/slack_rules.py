"""What Slack refuses in a message, from its reference: docs.slack.dev/reference/block-kit/blocks,
its composition objects, and the methods' own pages. Pure.

Only the blocks and elements that the reference gives an app to post are known; a key that is not
in the reference is a mistake too, although Slack itself passes some over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

TOO_LONG_IN_ALL = 13_000
"""Characters of all blocks, above which `msg_blocks_too_long` comes (slackapi/bolt-js#2509)."""

_COMMON = {"type", "block_id"}
_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text", "level"},
    "context": {"elements"},
    "actions": {"elements"},
    "divider": set[str](),
    "image": {"image_url", "alt_text", "title", "slack_file"},
}
_TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
_BUTTON_KEYS = {
    *("type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"),
}
_LIVE = re.compile(r"<(?:[!@#]|https?:|mailto:|[^>|\s]+[>|])")
_PING = re.compile(r"<[!@#]")

ARGUMENTS = {
    "chat.postMessage": {
        *("channel", "text", "blocks", "attachments", "as_user", "icon_emoji", "icon_url"),
        *("link_names", "markdown_text", "metadata", "mrkdwn", "parse", "reply_broadcast"),
        *("thread_ts", "unfurl_links", "unfurl_media", "username", "client_msg_id", "token"),
    },
    "chat.update": {
        *("channel", "ts", "text", "blocks", "attachments", "as_user", "link_names", "parse"),
        *("markdown_text", "metadata", "reply_broadcast", "file_ids", "token"),
        *("unfurl_links", "unfurl_media"),
    },
    "chat.delete": {"channel", "ts", "as_user", "token"},
    "conversations.history": {
        *("channel", "cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest"),
        "token",
    },
    "conversations.list": {"cursor", "exclude_archived", "limit", "team_id", "types", "token"},
    "conversations.open": {"channel", "users", "return_im", "prevent_creation", "token"},
    "users.list": {"cursor", "include_locale", "limit", "team_id", "token", "exclude_archived"},
    "auth.test": {"token"},
}
"""What each method takes. `exclude_archived` of users.list is none of its own; Slack ignores it."""


def mistakes(arguments: Mapping[str, Any]) -> list[str]:
    """What is wrong with the message of chat.postMessage or chat.update; nothing if all is well."""
    return list(_message(arguments))


def _message(arguments: Mapping[str, Any]) -> Iterator[str]:
    text, blocks = arguments.get("text"), arguments.get("blocks")
    if not isinstance(text, str) or not text:
        yield "no_text: a message without a text"
    elif len(text) > 40_000:
        yield "msg_too_long: more than 40,000 characters"
    elif _PING.search(text):
        yield "the text would call somebody"
    yield from _metadata(arguments.get("metadata"))
    if blocks is None:
        return
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        yield "invalid_blocks: from 1 to 50 blocks"
        return
    if sum(_size(block) for block in blocks) > TOO_LONG_IN_ALL:
        yield "msg_blocks_too_long"
    seen = set[str]()
    for number, block in enumerate(blocks):
        yield from (f"invalid_blocks: /blocks/{number}: {it}" for it in _block(block))
        name = block.get("block_id") if isinstance(block, dict) else None
        if name is not None and (name in seen or not 1 <= len(name) <= 255):
            yield f"invalid_blocks: /blocks/{number}: block_id"
        seen.add(str(name))


def _metadata(given: object) -> Iterator[str]:
    if given is None:
        return
    if not isinstance(given, dict) or set(given) != {"event_type", "event_payload"}:
        yield "invalid_metadata_format"
        return
    payload = given["event_payload"]
    if not isinstance(payload, dict) or not isinstance(given["event_type"], str):
        yield "invalid_metadata_schema"
    elif not all(isinstance(value, str | int | float | bool) for value in payload.values()):
        yield "invalid_metadata_schema: a payload that is not flat"


def _size(value: object) -> int:
    if isinstance(value, dict):
        return sum(_size(one) for one in value.values())
    if isinstance(value, list):
        return sum(_size(one) for one in value)
    return len(value) if isinstance(value, str) else 0


def _block(block: object) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(block, dict) or kind not in _KEYS:
        yield f"a block of type {kind!r}"
        return
    if strange := set(block) - _COMMON - _KEYS[kind]:
        yield f"unknown keys {sorted(strange)}"
    match kind:
        case "section":
            yield from _section(block)
        case "header":
            yield from _text(block.get("text"), 150, ("plain_text",))
        case "context":
            yield from _elements(block, 10, "context")
        case "actions":
            yield from _elements(block, 25, "actions")
        case "image":
            yield from _image(block)
        case _:  # a divider
            pass


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    fields = block.get("fields")
    if "text" not in block and not fields:
        yield "a section without text and fields"
    if "text" in block:
        yield from _text(block["text"], 3000)
    if fields is not None:
        if not isinstance(fields, list) or not 1 <= len(fields) <= 10:
            yield "from 1 to 10 fields"
        else:
            for one in fields:
                yield from _text(one, 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], "section")


def _elements(block: Mapping[str, Any], most: int, kind: str) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield f"from 1 to {most} elements"
        return
    for one in elements:
        yield from _element(one, kind)
    names = [one.get("action_id") for one in elements if isinstance(one, dict)]
    given = [name for name in names if name is not None]
    if len(set(given)) < len(given):
        yield "an action_id twice"


def _element(element: object, inside: str) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if not isinstance(element, dict):
        yield "an element that is no object"
    elif inside == "context" and kind in _TEXT_KEYS:
        yield from _text(element, 3000)
    elif kind == "image" and inside != "actions":
        yield from _image(element)
    elif kind == "button" and inside != "context":
        yield from _button(element)
    else:
        yield f"an element of type {kind!r} in {inside}"


def _button(button: Mapping[str, Any]) -> Iterator[str]:
    if strange := set(button) - _BUTTON_KEYS:
        yield f"unknown keys {sorted(strange)} of a button"
    yield from _text(button.get("text"), 75, ("plain_text",))
    for key, most in (("action_id", 255), ("value", 2000), ("accessibility_label", 75)):
        value = button.get(key, "x")
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            yield f"a button's {key} has from 1 to {most} characters"
    if button.get("style", "primary") not in ("primary", "danger"):
        yield "a button's style"
    if "url" in button:
        yield from _address(button["url"])


def _image(image: Mapping[str, Any]) -> Iterator[str]:
    alt = image.get("alt_text")
    if not isinstance(alt, str) or not 1 <= len(alt) <= 2000:
        yield "an image without an alt_text"
    yield from _address(image.get("image_url"))


def _address(url: object) -> Iterator[str]:
    if not isinstance(url, str) or not 1 <= len(url) <= 3000:
        yield "a url has from 1 to 3,000 characters"
    elif urlsplit(url).scheme not in ("http", "https") or re.search(r"[\s<>|]", url):
        yield f"a url that is none: {url[:60]!r}"


def _text(
    text: object, most: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")
) -> Iterator[str]:
    kind = text.get("type") if isinstance(text, dict) else None
    if not isinstance(text, dict) or kind not in kinds:
        yield f"a text of type {kind!r}"
        return
    if strange := set(text) - _TEXT_KEYS[kind]:
        yield f"unknown keys {sorted(strange)} of a text"
    words = text.get("text")
    if not isinstance(words, str) or not 1 <= len(words) <= most:
        yield f"must be less than {most + 1} characters and not empty"
    elif kind == "mrkdwn":
        if text.get("verbatim") is not True:
            yield "mrkdwn that is not verbatim: names in it become live"
        if _PING.search(words):
            yield f"it would call somebody: {words[:60]!r}"
