"""Telegram's HTML, parsed as strictly as Telegram does.

Written after the behaviour that the Bot API documents under "HTML style", and that its server
shows: only a few tags, every one closed in its order, four named entities. Anything else is
refused, with the offset in bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))|(lt|gt|amp|quot));?")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>/]+")
_BARE = re.compile(r"[A-Za-z0-9.-]+")
_SPACE = re.compile(r"\s*")
_LINK = re.compile(r"(?:https?|ftp)://[^\s/]+|tg://|ton://|mailto:|tel:", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_USER = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
_ENTITIES_MAX = 100


class BadMarkup(Exception):
    """Text that Telegram does not take, in Telegram's words."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A part of a text that is set apart. Offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""

    def shown(self) -> dict[str, object]:
        """As an answer holds it."""
        shown: dict[str, object] = {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
        }
        if self.type == "text_link":
            shown["url"] = self.url
        return shown


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that is not closed yet."""

    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int
    number: int


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its markup, and what the markup says. Raises BadMarkup."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._parts: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._found: list[tuple[int, Entity]] = []
        self._tags = 0

    def parse(self) -> tuple[str, tuple[Entity, ...]]:
        source = self._source
        while self._at < len(source):
            if source.startswith("</", self._at):
                self._end_tag()
            elif source[self._at] == "<":
                self._start_tag()
            else:
                self._character()
        if self._open:
            tag = self._open[-1].tag
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{tag}"')
        entities = [entity for _, entity in sorted(self._found, key=lambda one: one[0])]
        return "".join(self._parts), tuple(entities[:_ENTITIES_MAX])

    def _character(self) -> None:
        text, self._at = _decoded(self._source, self._at)
        self._parts.append(text)
        self._offset += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self._at
        tag = self._match(_NAME, begin + 1).lower()
        if self._at >= len(self._source):
            raise self._bad("Unclosed start tag", begin)
        if tag not in _TAGS:
            raise self._bad(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while self._skip_space() not in (">", ""):
            name, value = self._attribute(tag, begin)
            attributes.setdefault(name, value)
        if self._at >= len(self._source):
            raise self._bad(f'Unclosed start tag "{tag}"', begin)
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._bad('Tag "span" must have class "tg-spoiler"', begin)
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdecimal():
            raise BadMarkup("Invalid custom emoji identifier specified")
        self._tags += 1
        self._open.append(_Open(tag, attributes, self._offset, len(self._parts), self._tags))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._match(_ATTRIBUTE, self._at).lower()
        if not name:
            raise self._bad(f'Empty attribute name in the tag "{tag}"', begin)
        if self._skip_space() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._bad(what, begin)
        self._at += 1
        quote = self._skip_space()
        if quote in ('"', "'"):
            return name, self._quoted(quote, tag, begin)
        value = self._match(_BARE, self._at)
        if not value or self._source[self._at : self._at + 1].strip() not in ("", ">"):
            raise self._bad("Unexpected end of name token", self._at)
        return name, value.lower()

    def _quoted(self, quote: str, tag: str, begin: int) -> str:
        self._at += 1
        parts: list[str] = []
        while self._at < len(self._source) and self._source[self._at] != quote:
            text, self._at = _decoded(self._source, self._at)
            parts.append(text)
        if self._at >= len(self._source):
            raise self._bad(f'Unclosed start tag "{tag}"', begin)
        self._at += 1
        return "".join(parts)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._bad("Unexpected end tag", begin)
        name = self._match(_NAME, begin + 2).lower()
        if self._skip_space() != ">":
            raise self._bad("Unclosed end tag", begin)
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            instead = f', expected "</{opened.tag}>", found "</{name}>"'
            raise self._bad("Unmatched end tag", begin, instead)
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._offset - opened.offset
        if not length:
            return
        kind, url = _TAGS[opened.tag], ""
        if opened.tag == "a":
            inside = "".join(self._parts[opened.begin :])
            url = _address(opened.attributes.get("href") or inside)
            if not url:
                return  # a bad address makes no link, and no error
            kind = "text_mention" if _USER.match(url) else kind
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        self._found.append((opened.number, Entity(kind, opened.offset, length, url)))

    def _match(self, pattern: re.Pattern[str], at: int) -> str:
        found = pattern.match(self._source, at)
        self._at = found.end() if found else at
        return found[0] if found else ""

    def _skip_space(self) -> str:
        """Pass over white space; the character that follows, empty at the end."""
        self._match(_SPACE, self._at)
        return self._source[self._at : self._at + 1]

    def _bad(self, what: str, at: int, more: str = "") -> BadMarkup:
        offset = len(self._source[:at].encode("utf-8", "surrogatepass"))
        return BadMarkup(f"{what} at byte offset {offset}{more}")


def _decoded(source: str, at: int) -> tuple[str, int]:
    """The character at a place, an entity decoded, and where the next one is."""
    found = _ENTITY.match(source, at) if source[at] == "&" else None
    if not found:
        return source[at], at + 1
    if found[3]:
        return _NAMED[found[3]], found.end()
    number = int(found[1], 16) if found[1] else int(found[2])
    if not 0 < number < 0x10FFFF or 0xD800 <= number < 0xE000:
        return source[at], at + 1
    return chr(number), found.end()


def _address(given: str) -> str:
    """An address that makes a link, with a scheme; empty for any other."""
    given = given.strip()
    if _LINK.match(given):
        return given
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", given)
    return "" if scheme or not _HOST.match(given) else f"http://{given}"
