"""A strict reader of Slack payloads: every limit, and everything that could ping, link or spoof."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from alertbot.model import Message

_LIMITS = {"section": 3000, "header": 150, "context": 3000}
_KEYS = {"section": {"type", "text"}, "header": {"type", "text"}, "context": {"type", "elements"}}
_TOKEN = re.compile(r"<(https?://[^|<>\s\"]+)\|([^|<>\n]+)>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2061-\u206f\ufeff"
    "\ud800-\udfff]"
)


def faults(message: Message) -> list[str]:
    """Everything that is wrong with a payload."""
    found = [*_text_faults(message.text, "text")]
    if not 0 < len(message.text) <= 4000:
        found.append(f"text: {len(message.text)} characters")
    blocks: list[dict[str, Any]] = json.loads(message.body)
    if len(json.dumps(blocks)) > 12_000:
        found.append(f"blocks: {len(json.dumps(blocks))} characters in all")
    if not 0 < len(blocks) <= 50:
        found.append(f"{len(blocks)} blocks")
    for block in blocks:
        found += _block_faults(block)
    return found


def links(message: Message) -> list[tuple[str, str]]:
    """Address and label of every link in the blocks."""
    return [
        (token[1].replace("&amp;", "&"), token[2])
        for words in texts(message)
        for token in _TOKEN.finditer(words)
    ]


def texts(message: Message) -> list[str]:
    """The text of every text object."""
    return [
        part["text"]
        for block in json.loads(message.body)
        for part in block.get("elements", [block.get("text")])
    ]


def _block_faults(block: dict[str, Any]) -> list[str]:
    kind = block["type"]
    if kind not in _KEYS or set(block) != _KEYS[kind]:
        return [f"a block {sorted(block)} of type {kind}"]
    parts = block["elements"] if kind == "context" else [block["text"]]
    found = [] if 0 < len(parts) <= 10 else [f"{kind}: {len(parts)} elements"]
    for part in parts:
        words = part["text"]
        if not 0 < len(words) <= _LIMITS[kind]:
            found.append(f"{kind}: {len(words)} characters")
        if part["type"] == "plain_text":
            found += [f"{kind}: unseen characters"] if _UNSEEN.search(words) else []
        elif kind == "header" or part["type"] != "mrkdwn" or part.get("verbatim") is not True:
            found.append(f"{kind}: not verbatim, or not allowed: {part}")
        else:
            found += _text_faults(_TOKEN.sub("", words), kind)
            found += [f"{kind}: host of {url[1]}" for url in _TOKEN.finditer(words) if _odd(url[1])]
            found += [f"{kind}: label" for url in _TOKEN.finditer(words) if _bad(url[2])]
    return found


def _text_faults(words: str, where: str) -> list[str]:
    """Of text in which nothing may be a control sequence."""
    return [f"{where}: {words[:80]!r}"] if _bad(words) else []


def _bad(words: str) -> bool:
    rest = _ENTITY.sub("", words)
    pings = re.search(r"@(?:here|channel|everyone)\b", words, re.IGNORECASE)
    return bool(re.search("[<>&]", rest) or pings or _UNSEEN.search(words))


def _odd(url: str) -> bool:
    parts = urlsplit(url.replace("&amp;", "&"))
    return not url.isascii() or not parts.hostname or "@" in parts.netloc
