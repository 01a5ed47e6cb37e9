"""YAML 1.2 as a tree in which every key and value knows where it stands.

Made from ruamel.yaml's events and not by its loader: no tag can build anything, the words of the
core schema are the only ones that are not text, and depth and unfolding are bounded on the way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, assert_never

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from alertbot.config.grammar import in_plain_words
from alertbot.config.mistakes import Findings, listed, shown

DEEPEST = 32
"""So many brackets or levels of indentation may stand in one another."""

UNFOLDED = 100_000
"""So much may be added by aliases: values, and their text by the hundred characters."""

_NULL = ("", "~", "null", "Null", "NULL")
_BOOL = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]{1,30}")
_BASED = {"0o": (re.compile(r"0o[0-7]{1,30}"), 8), "0x": (re.compile(r"0x[0-9a-fA-F]{1,30}"), 16)}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_PROPERTIES = re.compile(r"(?:[&!][^\s]*\s+)*")
_QUOTED = "text that begins with {} stands in 'single quotes'"
_CORE = "tag:yaml.org,2002:"

Plain = None | bool | int | float | str


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """One value. `start` and `end` are offsets into the text of the file; `style` is YAML's."""

    start: int
    end: int
    text: str
    style: str = ""
    size: int = 1

    @property
    def value(self) -> Plain:
        """What YAML 1.2's core schema makes of it (without infinities): quoted is always text."""
        return self.text if self.style else _resolve(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list of values."""

    start: int
    items: tuple[Node, ...]
    size: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Keys, each once, and their values; what `<<` merges in comes last."""

    start: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    size: int = 1

    def get(self, key: str) -> Node | None:
        """The value of a key, None where it is missing."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = Scalar | Sequence | Mapping


def compose(text: str, findings: Findings, base: int = 0) -> Node | None:
    """The tree of a file; None, with the mistake told, where there is none that can be used.

    `base`: where the file's text begins among those that `findings` is about.
    """
    try:
        return _Composer(text, findings, base).document()
    except _Stop as stop:
        findings.error(stop.offset, stop.message)
    except MarkedYAMLError as error:
        at, message = in_plain_words(error, text)
        findings.error(base + at, message)
    except ReaderError as error:
        code = f"U+{ord(text[error.position]):04X}"
        what = f"the character {code} is not allowed in YAML; take it out"
        findings.error(base + error.position, what)
    except (YAMLError, ValueError, OverflowError, IndexError, AttributeError):
        # The scanner stumbles over a few malformed directives, tags and \U escapes by itself.
        findings.error(base, "the file is not YAML; look for odd %, ! or \\ in it")
    return None


def plain(node: Node) -> Any:
    """The tree as lists, dicts and values."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case _:
            assert_never(node)


class _Stop(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class _Composer:
    def __init__(self, text: str, findings: Findings, base: int) -> None:
        self._text = text
        self._base = base
        self._findings = findings
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        self._anchors: dict[str, Node] = {}
        self._open: set[str] = set()
        self._unfolded = 0

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                if root is not None:
                    raise _Stop(self._at(event), "a second document begins here; one is read only")
                if event.version not in (None, (1, 2)):
                    raise _Stop(self._base, "%YAML: alertbot reads YAML 1.2; take that line out")
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        if depth > DEEPEST:
            raise _Stop(
                self._at(event), f"nested more than {DEEPEST} deep; nothing here needs that"
            )
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        anchor = event.anchor
        if anchor is not None:
            self._open.add(anchor)
        node = self._fresh(event, depth)
        if anchor is not None:
            self._open.discard(anchor)
            self._anchors[anchor] = node
        return node

    def _fresh(self, event: Any, depth: int) -> Node:
        start = self._inside(event)
        match event:
            case events.ScalarEvent():
                tagged = self._allow(event, "str")
                size = 1 + len(event.value) // 100
                style = event.style or ("!" if tagged else "")
                end = self._base + int(event.end_mark.index)
                return Scalar(start, end, event.value, style, size)
            case events.SequenceStartEvent():
                self._allow(event, "seq")
                items = tuple(self._items(depth))
                return Sequence(start, items, 1 + sum(item.size for item in items))
            case events.MappingStartEvent():
                self._allow(event, "map")
                return self._mapping(start, depth)
            case _:
                raise _Stop(self._at(event), "a value is missing here")

    def _allow(self, event: Any, known: str) -> bool:
        """Whether there is a tag; only the one that changes nothing but what is text is read."""
        tag = str(event.tag) if event.tag is not None else None
        if tag not in (None, "!", _CORE + known):
            raise _Stop(
                self._at(event),
                f"tags such as {shown(str(tag))} are not read; {_QUOTED.format('!')}",
            )
        return tag is not None

    def _inside(self, event: Any) -> int:
        """Where the value itself begins, after its anchor and tag."""
        begins = int(event.start_mark.index)
        found = _PROPERTIES.match(self._text, begins, event.end_mark.index)
        return self._base + (found.end() if found else begins)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), events.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, start: int, depth: int) -> Mapping:
        own: dict[str, tuple[Scalar, Node]] = {}
        merged: dict[str, tuple[Scalar, Node]] = {}
        seen: dict[str, Scalar] = {}
        again: list[Scalar] = []
        size = 1
        while not isinstance(event := next(self._events), events.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Stop(key.start, "a key is one word; put {{ }} and the like in quotes")
            if not key.style and key.text[:1].isspace():
                code = f"U+{ord(key.text[0]):04X}"
                raise _Stop(key.start, f"the character {code}; YAML is indented with spaces")
            value = self._value_of(key, self._node(next(self._events), depth + 1))
            size += key.size + value.size
            if key.text in seen:
                again.append(key)
                if _is_empty(own.get(key.text)):
                    own[key.text] = (key, value)
                continue
            self._tell_twice(again, seen)
            if key.text == "<<" and not key.style:
                merged = dict(self._merged(value))
            else:
                own[key.text] = (key, value)
            seen[key.text] = key
        self._tell_twice(again, seen)
        return Mapping(start, own | {key: it for key, it in merged.items() if key not in own}, size)

    def _tell_twice(self, again: list[Scalar], seen: dict[str, Scalar]) -> None:
        """Tells of keys in a row that were there before: a name above them may be missing."""
        if again:
            first = self._findings.line(seen[again[0].text].start, again[0].start)
            words = listed(dict.fromkeys(shown(key.text) for key in again), "and")
            one = f"{words} is here twice, first in {first}; keep one"
            many = f"{words} are here twice, first in {first}; keep one of each, or put the name "
            many += "that belongs above them"
            self._findings.error(again[0].start, many if again[1:] else one)
        again.clear()

    def _value_of(self, key: Scalar, value: Node) -> Node:
        """The value, which stands at its key where nothing is written: YAML names the next line."""
        if isinstance(value, Scalar) and value.start == value.end:
            colon = self._text.find(":", key.end - self._base)
            return Scalar(key.start, self._base + colon + 1 if colon >= 0 else key.end, "")
        return value

    def _merged(self, value: Node) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
        # The first of several wins, so it has to come last into the dict.
        parts = value.items[::-1] if isinstance(value, Sequence) else (value,)
        for part in parts:
            if not isinstance(part, Mapping):
                raise _Stop(value.start, "<< takes an alias of a mapping, or a list of such")
            yield from part.entries.items()

    def _at(self, event: Any) -> int:
        return self._base + int(event.start_mark.index)

    def _alias(self, event: Any) -> Node:
        if event.anchor in self._open:
            raise _Stop(self._at(event), f"*{event.anchor} stands inside &{event.anchor} itself")
        node = self._anchors.get(event.anchor)
        if node is None:
            raise _Stop(
                self._at(event),
                f"*{event.anchor} is not defined above by &{event.anchor}; {_QUOTED.format('*')}",
            )
        self._unfolded += node.size
        if self._unfolded > UNFOLDED:
            raise _Stop(self._at(event), "the aliases (*) of this file unfold to too much")
        return node


def _is_empty(entry: tuple[Scalar, Node] | None) -> bool:
    return entry is not None and isinstance(entry[1], Scalar) and entry[1].value is None


def _resolve(text: str) -> Plain:
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    form, base = _BASED.get(text[:2], (None, 0))
    if form and form.fullmatch(text):
        return int(text[2:], base)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
