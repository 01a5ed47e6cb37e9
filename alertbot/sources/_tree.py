"""A page as a tree that costs what the page's size costs.

The parser takes squares of the depth of nesting, opens what is unclosed of <b> and its like again
in every paragraph, and compares the attributes of an element with each other. A page that could do
so is levelled first; nearly all pages cannot, and are counted instead of read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 512
_MOST_FORMATS = 24
_LONG = 8000
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9:-]*)[^<>]{{{_LONG},}}(?=>)")
_FORMATS = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_FORMAT = re.compile(rf"<(/?)(?:{_FORMATS})[\s>/]", re.IGNORECASE)
_IS_FORMAT = re.compile(_FORMATS)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# These hold nothing, or are closed by the parser itself.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody",
        "thead",
    }
)  # fmt: skip


def tree(page: str) -> LexborHTMLParser:
    """The page's tree."""
    # No surrogate can be encoded for the parser.
    sound = page if page.isascii() else page.encode("utf-8", "ignore").decode("utf-8")
    return LexborHTMLParser(sound if _is_tame(sound) else _levelled(sound))


def _is_tame(page: str) -> bool:
    """Whether neither nesting nor formatting can cost more than the page's size does."""
    # Between two closing tags all others could be opening ones. What is void is taken off at once:
    # a page may hide as much depth behind that as it has of it, and pays for it.
    depth = -sum(map(page.count, ("<br", "<img", "<input", "<!--")))
    for stretch in page.split("</"):
        depth += stretch.count("<") - 1
        if depth > DEEPEST:
            return False
    formats = 0
    for found in _FORMAT.finditer(page):
        formats += -1 if found[1] else 1
        if formats > _MOST_FORMATS:
            return False
    return max(map(len, page.split("<"))) < _LONG or _LONG_TAG.search(page) is None


def _levelled(page: str) -> str:
    """The page with what is nested too deeply made flat; the text in it stays."""
    is_open: Counter[str] = Counter()
    flat: Counter[str] = Counter()
    depth = formats = 0

    def level(found: re.Match[str]) -> str:
        nonlocal depth, formats
        closing, name = found[1], found[2].lower()
        if name in _FLAT:
            return found[0]
        formatting = _IS_FORMAT.fullmatch(name) is not None
        if closing:
            if flat[name]:
                flat[name] -= 1
                return "</wbr"
            if is_open[name]:
                is_open[name] -= 1
                depth -= 1
                formats -= formatting
            return found[0]
        if depth >= DEEPEST or (formatting and formats >= _MOST_FORMATS):
            flat[name] += 1
            return "<wbr" if formatting or name == "span" else "<br"
        is_open[name] += 1
        depth += 1
        formats += formatting
        return found[0]

    return _TAG.sub(level, _LONG_TAG.sub(r"<\1", page))


def below(root: LexborNode) -> Iterator[tuple[int, LexborNode]]:
    """The elements under a node in the order of the page, each with its depth, from 1."""
    node = root.first_child
    depth = 0
    while node is not None:
        if (node.tag or "-")[:1] != "-":
            yield depth + 1, node
        child = node.first_child
        if child is not None:
            node = child
            depth += 1
            continue
        while node is not None and node.next is None and depth:
            node = node.parent
            depth -= 1
        node = node.next if node is not None else None
