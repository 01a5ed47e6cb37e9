"""XML from a board, as a light tree: DTDs and entities refused, size and depth bounded.

A feed is text that people typed into forms: HTML's entities (&nbsp;), a bare & and control
characters are let pass. Whatever else is no XML is a ParseError.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page
from alertbot.sources import _charset

MOST_ELEMENTS = 1_000_000
DEEPEST = 100


@dataclass(slots=True)
class Element:
    """An element: its name as written, prefix included, and what stands in it, in order."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: list[str | Element] = field(default_factory=list)

    def children(self, name: str) -> Iterator[Element]:
        """The elements of a name directly inside."""
        return (each for each in self.content if isinstance(each, Element) and each.name == name)

    def child(self, name: str) -> Element | None:
        """The first of them, or None."""
        return next(self.children(name), None)

    def said(self, name: str) -> str:
        """The text of the first child of a name that has text; empty where none has."""
        return next((text for each in self.children(name) if (text := each.text)), "")

    @property
    def text(self) -> str:
        """The text of the element and all below it, trimmed."""
        return "".join(_strings(self)).strip()

    @property
    def markup(self) -> str:
        """The inside as HTML: text holds HTML itself, unless there are elements beside it."""
        if not any(isinstance(each, Element) for each in self.content):
            return self.text
        return "".join(_marked(self)).strip()


def load(page: Page) -> Element:
    """The page's root element. Raises ParseError that says what came instead."""
    text = _charset.decode(page).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("an empty answer where XML was expected")
    if not text.startswith("<"):
        raise ParseError("text that is no XML where XML was expected")
    if _HTML.search(text[:1000]):
        raise ParseError(f"HTML where XML was expected: {_title(text)}")
    builder = _Builder()
    try:
        builder.parser.Parse(_tamed(text).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code) or "damage"
        raise ParseError(f"XML that breaks off or is damaged at line {error.lineno}: {said}") from (
            None
        )
    if builder.root is None:
        raise ParseError("XML without an element")
    return builder.root


_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body|title)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,300})", re.IGNORECASE)


def _title(text: str) -> str:
    found = _TITLE.search(text[:20_000])
    return words.cut(words.one_line(html.unescape(found[1])), 80) if found else "without a title"


# -- what people type -----------------------------------------------------------------------

# What XML cannot hold, even escaped.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,8})|[A-Za-z][A-Za-z0-9]{1,31});|&")
_OWN = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}


def _tamed(text: str) -> str:
    """The text with nothing but XML's own five entities outside of CDATA sections."""
    text = _CONTROL.sub("", text)
    parts: list[str] = []
    position = 0
    while (start := text.find("<![CDATA[", position)) >= 0:
        parts.append(_AMPERSAND.sub(_reference, text[position:start]))
        end = text.find("]]>", start)
        position = len(text) if end < 0 else end + 3
        parts.append(text[start:position])
    parts.append(_AMPERSAND.sub(_reference, text[position:]))
    return "".join(parts)


def _reference(found: re.Match[str]) -> str:
    said = found[0]
    if said in _OWN:
        return said
    meant = html.unescape(said)
    if meant == said:  # a bare &, or a name that HTML has not
        return f"&amp;{said[1:]}"
    return html.escape(_CONTROL.sub("", meant))


# -- the tree -------------------------------------------------------------------------------


class _Builder:
    """Grows the tree from expat's events."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._elements = 0
        # The text is decoded already: what the document says of its encoding no longer counts.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ParseError(f"XML with more than {MOST_ELEMENTS} elements")
        if len(self._open) >= DEEPEST:
            raise ParseError("XML that is nested too deeply")
        element = Element(name, attributes)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)

    def _refuse(self, *_declared: object) -> None:
        raise ParseError("XML with a DTD, which is not read")


def _strings(element: Element) -> Iterator[str]:
    """The strings of an element and those below it; recursion ends at DEEPEST."""
    for each in element.content:
        if isinstance(each, str):
            yield each
        else:
            yield from _strings(each)


def _marked(element: Element) -> Iterator[str]:
    for each in element.content:
        if isinstance(each, str):
            yield html.escape(each, quote=False)
        else:
            yield f"<{each.name}>"
            yield from _marked(each)
            yield f"</{each.name}>"
