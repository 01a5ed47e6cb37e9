"""Slack's Block Kit, read as Slack reads it: docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

from alertbot.preview.shown import Part, Run, Shown

_MOST_CHARACTERS = 12_000
_MOST_BLOCKS = 50

# A sign of emphasis stands at the edge of words, and what it sets apart is on one line.
_MARKED = re.compile(
    r"<(?P<url>https?://[^|<>\s]+)(?:\|(?P<label>[^<>\n]+))?>"
    r"|(?<![^\W_])(?P<sign>[*_~`])(?=\S)(?P<inner>[^\n]+?)(?<=\S)(?P=sign)(?![^\W_])"
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))


def read(body: str, text: str) -> Shown:
    """The message of these blocks (JSON). ValueError or LookupError where they are none."""
    blocks: list[dict[str, Any]] = json.loads(body)
    size = len(json.dumps(blocks))
    used = f"{size:,} of {_MOST_CHARACTERS:,} characters, {len(blocks)} of {_MOST_BLOCKS} blocks"
    parts = (part for block in blocks for part in _parts(block))
    return Shown("slack", tuple(parts), _plain(text), used)


def _parts(block: dict[str, Any]) -> Iterator[Part]:
    kinds: dict[str, Literal["header", "text", "small"]] = {"header": "header", "context": "small"}
    for one in block["elements"] if "elements" in block else [block["text"]]:
        mrkdwn = one["type"] == "mrkdwn"
        runs = tuple(_runs(one["text"], Run(""))) if mrkdwn else (Run(one["text"]),)
        yield Part(kinds.get(block["type"], "text"), runs)


def _runs(words: str, look: Run) -> Iterable[Run]:
    """The runs of mrkdwn that stands inside what already looks like `look`."""
    at = 0
    for found in _MARKED.finditer(words):
        yield from _run(words[at : found.start()], look)
        at = found.end()
        if found["url"]:
            url = _plain(found["url"])
            yield from _runs(found["label"] or found["url"], replace(look, link=url))
        elif found["sign"] == "`":
            yield from _run(found["inner"], replace(look, code=True))
        else:
            yield from _runs(found["inner"], _marked(look, found["sign"]))
    yield from _run(words[at:], look)


def _run(words: str, look: Run) -> Iterator[Run]:
    if words:
        yield replace(look, text=_plain(words))


def _marked(look: Run, sign: str) -> Run:
    match sign:
        case "*":
            return replace(look, bold=True)
        case "_":
            return replace(look, italic=True)
        case _:
            return replace(look, struck=True)


def _plain(words: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], words)
