"""CSS selectors from a configuration: judged when it is read, and applied at a bounded cost."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from alertbot.errors import ParseError

_EMPTY = LexborHTMLParser("<p></p>")
# Each of these looks at all neighbours or descendants of each element.
_DEAR = re.compile(r":(?:nth-|only-|last-of|first-of)", re.IGNORECASE)
_REFUSED = re.compile(r":has\s*\(|lexbor-contains", re.IGNORECASE)
_MOST_DEAR = 8000
MOST = 2000
"""Elements of one selector that are looked at."""


def _judged(selector: str) -> str:
    if _REFUSED.search(selector):
        raise ValueError("a selector with :has() or :lexbor-contains() costs too much")
    try:
        _EMPTY.css(selector)
    except SelectolaxError:
        raise ValueError(f"this is not a CSS selector: {selector}") from None
    return selector


Selector = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_judged),
]
"""A CSS selector that can be used."""


def dear(selector: str | None, elements: int) -> bool:
    """Whether a selector would cost squares of a page with so many elements."""
    return bool(selector) and elements > _MOST_DEAR and _DEAR.search(selector or "") is not None


def all_of(root: LexborHTMLParser | LexborNode, selector: str, name: str) -> list[LexborNode]:
    """The elements that a selector finds. Raises ParseError that names it where there are none."""
    found = root.css(selector)[:MOST]
    if not found:
        raise ParseError(f"`{name}: {selector}` finds nothing on the page")
    return found


def text(node: LexborNode) -> str:
    """What an element says in one line; a meta's or time's attribute where it has no text."""
    said = " ".join(node.text(separator=" ").split())
    attributes = node.attributes
    return said or attributes.get("content") or attributes.get("datetime") or ""
