"""A message as Telegram takes it and keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alertbot.testing.fault import telegram_refusal
from alertbot.testing.telegram_html import BadMarkup, Entity, parse, utf16_length

_TEXT_MAX = 4096
_RAW_MAX = 32_768  # bytes, before the markup is read


class No(Exception):
    """Telegram refuses, with this answer."""

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(description)
        self.answer = telegram_refusal(code, description, parameters)


@dataclass(frozen=True, slots=True)
class TelegramMessage:
    """A message that Telegram has taken. `text` is as read, `source` with its markup."""

    chat: int
    id: int
    text: str
    source: str
    entities: tuple[Entity, ...]
    date: datetime
    thread: int | None = None
    edited: bool = False
    arguments: Mapping[str, object] = field(default_factory=dict, repr=False)


def content_of(arguments: Mapping[str, object]) -> tuple[str, str, tuple[Entity, ...]]:
    """A message's text as read, its source, and its entities. Raises No.

    The length is counted in UTF-16 units, of which there are never fewer than characters.
    """
    source = str(arguments.get("text") or "")
    if len(source.encode("utf-8", "surrogatepass")) > _RAW_MAX:
        raise No(400, "Bad Request: text is too long")
    mode = str(arguments.get("parse_mode") or "")
    if mode.lower() not in ("", "html"):
        raise No(400, "Bad Request: unsupported parse_mode")
    try:
        text, entities = parse(source) if mode else (source, ())
    except BadMarkup as bad:
        raise No(400, f"Bad Request: can't parse entities: {bad}") from bad
    if not text.strip():
        raise No(400, "Bad Request: message text is empty")
    if utf16_length(text) > _TEXT_MAX:
        raise No(400, "Bad Request: message is too long")
    for name in ("link_preview_options", "reply_markup"):
        _object(arguments, name)
    return text, source, entities


def _object(arguments: Mapping[str, object], name: str) -> None:
    """An argument that has to be an object, or one as JSON."""
    given = arguments.get(name)
    if given in (None, ""):
        return
    try:
        decoded = json.loads(given) if isinstance(given, str) else given
    except ValueError as error:
        why = f"Bad Request: can't parse {name.replace('_', ' ')} JSON object"
        raise No(400, why) from error
    if not isinstance(decoded, dict):
        raise No(400, f"Bad Request: object expected as {name.replace('_', ' ')}")
