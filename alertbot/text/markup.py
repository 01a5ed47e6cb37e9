"""HTML to the text that a person would read.

Nothing raises for any string and nothing recurses: a hostile page costs what its size costs.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from alertbot.text.cleaning import clean

_DROPPED = frozenset(
    {
        "script", "style", "template", "noscript", "head", "iframe", "object", "svg", "math",
        "audio", "video", "canvas", "select", "datalist", "textarea",
    }
)  # fmt: skip
_PARAGRAPHS = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote",
        "section", "article", "figure", "form",
    }
)  # fmt: skip
_LINES = frozenset(
    {
        "div", "li", "tr", "dt", "dd", "header", "footer", "main", "nav", "aside", "address",
        "caption", "fieldset", "legend", "details", "summary", "figcaption", "center", "hgroup",
        "menu", "body", "html", "thead", "tbody", "tfoot", "option", "dialog",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th", "button", "label"})
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "basefont",
    }
)  # fmt: skip
# Elements that the parser closes by itself, so that many open ones are no depth.
_SELF_CLOSING = frozenset({"p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody", "thead"})
# Unclosed, the parser opens these again in every later paragraph: many of them multiply a page.
_FORMATTING = frozenset(
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
        "tt", "u",
    }
)  # fmt: skip
_MAX_DEPTH = 256
_MAX_FORMATTING = 16

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_HTML = re.compile(
    r"</?(?:p|div|span|br|ul|ol|li|b|i|u|em|strong|a|h[1-6]|table|tr|td|th|tbody|thead|font|"
    r"section|article|hr|img|pre|code|blockquote|html|body|head|meta|script|style|small|sup|sub)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(r"&(?:amp;)?(?:lt|#60|#x3c);/?[a-z!]", re.IGNORECASE)
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_HTML_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_LABELLED = re.compile(r"badge|pill|chip|tag|label|item|cell|button|btn", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether the text has HTML elements in it."""
    return "<" in text and _HTML.search(text) is not None


def unescape(text: str) -> str:
    """HTML of a text that is HTML with its brackets escaped, once or twice; else the text itself.

    Entities that belong to the HTML underneath are left to `from_html`.
    """
    for _ in range(2):
        if "&" not in text or is_html(text) or not _ESCAPED_TAG.search(text):
            break
        text = decode_entities(text)
    return text


def decode_entities(text: str) -> str:
    """The text with its character references (&amp;, &#8211;) replaced, once."""
    # The library refuses to convert numbers of thousands of digits, with an exception.
    return entities.unescape(_HUGE_REFERENCE.sub("", text)) if "&" in text else text


def from_html(html: str) -> str:
    """What a person would read: blocks, list items and rows as lines, at most one blank line.

    Inline elements neither split nor join words; cells and buttons stand apart by a space.
    """
    # No surrogate can be encoded for the parser.
    source = _level(html.encode("utf-8", "ignore").decode("utf-8"))
    root = LexborHTMLParser(source).body
    if root is None:
        return ""
    writer = _Writer()
    _walk(root, writer)
    return writer.text()


def _level(html: str) -> str:
    """The HTML with nesting cut off at a depth no page has: deep trees cost the parser squares.

    An element too deep becomes a void one, so that the text inside it stays.
    """
    if html.count("<") - html.count("</") <= _MAX_FORMATTING:
        return html
    is_open: Counter[str] = Counter()
    void: Counter[str] = Counter()
    depth = formatting = 0

    def level(found: re.Match[str]) -> str:
        nonlocal depth, formatting
        closing, name = found[1], found[2].lower()
        if name in _VOID or name in _SELF_CLOSING:
            return found[0]
        inline = name in _FORMATTING
        if closing:
            if void[name]:
                void[name] -= 1
                return "</wbr"
            if is_open[name]:
                is_open[name] -= 1
                depth -= 1
                formatting -= inline
            return found[0]
        if depth >= _MAX_DEPTH or (inline and formatting >= _MAX_FORMATTING):
            void[name] += 1
            return "<br" if name in _LINES or name in _PARAGRAPHS else "<wbr"
        is_open[name] += 1
        depth += 1
        formatting += inline
        return found[0]

    return _TAG.sub(level, html)


_STRENGTH = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


class _Writer:
    """Collects text, and owes the space or line break that has to come before the next word."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._owed = ""
        self._bullet = False

    def owe(self, separator: str) -> None:
        """A space, line break or blank line is due; the stronger one counts."""
        if separator == "\n\n" and self._bullet:
            separator = "\n"
        if _STRENGTH[separator] > _STRENGTH[self._owed]:
            self._owed = separator

    def bullet(self) -> None:
        """The next words begin a list item."""
        self._bullet = True

    def end_item(self) -> None:
        """A list item ends: the next one follows in the next line, whatever was in this one."""
        self._owed = "\n"

    def touches(self) -> bool:
        """Whether the next word would stand immediately after a letter or digit."""
        return not self._owed and bool(self._parts) and self._parts[-1][-1].isalnum()

    def write(self, text: str) -> None:
        """Text with white space as it is in HTML."""
        words = _HTML_SPACE.sub(" ", text)
        if words[:1] == " ":
            self.owe(" ")
        core = words.strip(" ")
        if not core:
            return
        if self._bullet and core[0] not in "•·◦▪‣*-–":
            core = f"• {core}"
        self._bullet = False
        if self._parts:
            self._parts.append(self._owed)
        self._owed = ""
        self._parts.append(core)
        if words[-1] == " ":
            self.owe(" ")

    def preformatted(self, text: str) -> None:
        """Text whose line breaks count."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.owe("\n")
            self.write(line)

    def text(self) -> str:
        return clean("".join(self._parts)).strip()


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Writes the text under a node, in document order."""
    open_tags: list[str] = []
    pre = 0
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            _write_text(node, writer, pre=bool(pre))
        elif tag not in _DROPPED and tag[:1] != "-":
            _enter(node, tag, writer)
            child = node.first_child
            if child is not None:
                open_tags.append(tag)
                pre += tag == "pre"
                node = child
                continue
            _owe_for(tag, writer)
        while node is not None and node.next is None and open_tags:
            left = open_tags.pop()
            pre -= left == "pre"
            if left == "li":
                writer.end_item()
            else:
                _owe_for(left, writer)
            node = node.parent
        node = node.next if node is not None and open_tags else None


def _write_text(node: LexborNode, writer: _Writer, *, pre: bool) -> None:
    text = node.text_content or ""
    if pre:
        writer.preformatted(text)
    else:
        # An amount never continues a word of another element.
        if text[:1] in ("$", "£", "€") and writer.touches() and node.prev is None:
            writer.owe(" ")
        writer.write(text)


def _enter(node: LexborNode, tag: str, writer: _Writer) -> None:
    _owe_for(tag, writer)
    if tag == "li":
        writer.bullet()
    elif tag == "br":
        writer.owe("\n")
    elif tag in ("span", "a") and writer.touches():
        before = node.prev
        if (
            before is not None
            and before.tag == tag
            and _LABELLED.search(node.attributes.get("class") or "")
        ):
            writer.owe(" ")


def _owe_for(tag: str, writer: _Writer) -> None:
    if tag in _PARAGRAPHS:
        writer.owe("\n\n")
    elif tag in _LINES or tag == "hr":
        writer.owe("\n")
    elif tag in _CELLS:
        writer.owe(" ")
