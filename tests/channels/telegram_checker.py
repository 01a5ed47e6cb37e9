"""A strict reader of Telegram's HTML: its tags, entities and limits, and what would be live."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from alertbot.model import Message

_PART = re.compile(
    r'<(?P<open>b|i|s|blockquote expandable|a href="(?P<href>[^"<>]*)")>'
    r"|</(?P<close>b|i|s|a|blockquote)>"
    r"|&(?P<entity>lt|gt|amp|quot|#x27|#39);|(?P<text>[^<>&]+)|(?P<bad>.)",
    re.DOTALL,
)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "#x27": "'", "#39": "'"}
_LIVE = re.compile(
    r"@\w|#[\w·]|(?<![\w/])/[A-Za-z0-9_]|\$[A-Z]|\w\.\w|://|[\w.+-]+@[\w-]+",
    re.ASCII | re.IGNORECASE,
)
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2061-\u206f\ufeff"
    "\ud800-\udfff]"
)


@dataclass(slots=True)
class Read:
    """A message as Telegram shows it."""

    text: str = ""
    entities: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(body: str) -> Read:
    """Parse HTML; whatever Telegram would refuse is a fault."""
    seen = Read()
    stack: list[tuple[str, str, int]] = []
    for part in _PART.finditer(body):
        if part["open"]:
            stack.append((part["open"].split()[0], part["href"] or "", len(seen.text)))
            seen.entities += 1
        elif part["close"]:
            if not stack or stack[-1][0] != part["close"]:
                seen.faults.append(f"a stray </{part['close']}>")
                continue
            tag, href, start = stack.pop()
            if tag == "a":
                seen.links.append((href.replace("&amp;", "&"), seen.text[start:]))
        elif part["bad"]:
            seen.faults.append(f"a bare {part['bad']}")
        else:
            seen.text += part["text"] or _ENTITIES[part["entity"]]
    seen.faults += [f"an open <{tag}>" for tag, _, _ in stack]
    return seen


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


def faults(message: Message) -> list[str]:
    """Everything that is wrong with a message."""
    seen = read(message.body)
    found = list(seen.faults)
    for name, text in (("body", seen.text), ("text", message.text)):
        if not 0 < units(text) <= 4096 or not text.strip():
            found.append(f"{name}: {units(text)} units")
        if _UNSEEN.search(text):
            found.append(f"{name}: unseen characters")
    if len(message.body.encode()) >= 32_768:
        found.append("too many bytes")
    if seen.entities > 100:
        found.append(f"{seen.entities} entities")
    found += [f"a link to {href}" for href, _ in seen.links if _odd(href)]
    if live := _LIVE.search(seen.text):
        found.append(f"live: {live[0]!r} in the body")
    plain = "\n".join(line for line in message.text.split("\n") if line.strip() not in _own(seen))
    if live := _LIVE.search(plain):
        found.append(f"live: {live[0]!r} in the text")
    return found


def _own(seen: Read) -> set[str]:
    return {href for href, _ in seen.links}


def _odd(href: str) -> bool:
    parts = urlsplit(href)
    web = parts.scheme in ("http", "https")
    return not web or not href.isascii() or not parts.hostname or "@" in parts.netloc
