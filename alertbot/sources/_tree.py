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
_FORMATS = frozenset(
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
        "u",
    }
)  # fmt: skip
# As the parser cuts names: "<p<b>" is no paragraph.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)")
_FOREIGN = re.compile("<(?:[sS][vV][gG]|[mM][aA][tT][hH])")
# These hold nothing, or are closed by the parser itself.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody",
        "thead",
    }
)  # fmt: skip
# Those of them that end a drawing or a formula; inside one, the others hold what follows.
_FLAT_ANYWHERE = frozenset({"br", "embed", "hr", "img", "meta", "p", "li", "dd", "dt"})


def tree(page: str) -> LexborHTMLParser:
    """The page's tree."""
    # No surrogate can be encoded for the parser.
    sound = page if page.isascii() else page.encode("utf-8", "ignore").decode("utf-8")
    return LexborHTMLParser(sound if _is_tame(sound) else _levelled(sound))


def _is_tame(page: str) -> bool:
    """Whether neither nesting nor formatting can cost more than the page's size does."""
    flat = _FLAT_ANYWHERE if _FOREIGN.search(page) else _FLAT
    # A closing tag that answers none costs as much as the page is deep, and closes nothing.
    is_open: dict[str, int] = {}
    depth = formats = 0
    for slash, written in _TAG.findall(page):
        name = written.lower()
        if slash:
            if number := is_open.get(name, 0):
                is_open[name] = number - 1
                depth -= 1
                formats -= name in _FORMATS
        elif name not in flat:
            is_open[name] = is_open.get(name, 0) + 1
            depth += 1
            formats += name in _FORMATS
            if depth > DEEPEST or formats > _MOST_FORMATS:
                return False
    # What is long is text or a script, and its bracket near.
    return not any(
        len(part) > _LONG and part.find(">") > _LONG and part[0].isalpha()
        for part in page.split("<")[1:]
    )


def _levelled(page: str) -> str:
    """The page with what is nested too deeply made flat; the text in it stays."""
    is_open: Counter[str] = Counter()
    flat: Counter[str] = Counter()
    depth = formats = 0

    def level(found: re.Match[str]) -> str:
        nonlocal depth, formats
        closing, name = found[1], found[2].lower()
        foreign = is_open["svg"] or is_open["math"]
        if name in (_FLAT_ANYWHERE if foreign else _FLAT):
            return found[0]
        formatting = name in _FORMATS
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
            return "<wbr" if (formatting or name == "span") and not foreign else "<br"
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
