"""Microdata and RDFa Lite of a page, as the nodes that JSON-LD would give."""

from __future__ import annotations

import itertools
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from alertbot.sources import _tree
from alertbot.sources._jsonld import Node

_TYPES = re.compile(r"(?:itemtype|typeof)\s{0,9}=[^<>]{0,300}obPosting", re.IGNORECASE)
_MOST, _MOST_OF_ALL = 5000, 50_000
_LONG = frozenset(
    {
        "description", "responsibilities", "qualifications", "experiencerequirements",
        "jobbenefits", "skills", "educationrequirements", "benefits", "incentivecompensation",
    }
)  # fmt: skip
_IN_ATTRIBUTE = {
    "a": "href", "area": "href", "link": "href", "img": "src", "iframe": "src", "embed": "src",
    "source": "src", "object": "data", "data": "value", "meter": "value", "time": "datetime",
}  # fmt: skip
_ADDRESSES = frozenset({"url", "sameas", "image", "logo", "id", "mainentityofpage"})


def is_there(page: str) -> bool:
    """Whether a page may hold a JobPosting in its attributes."""
    at = page.find("obPosting")
    while at >= 0:
        # Only the neighbourhood of the word is searched: nearly all pages have none.
        if _TYPES.search(page, max(0, at - 320), at + 9):
            return True
        at = page.find("obPosting", at + 320)
    return False


def job_postings(tree: LexborHTMLParser) -> list[Node]:
    """The JobPostings of a page, in its order; one inside another is not told apart."""
    roots = tree.css("[itemtype*='JobPosting' i], [typeof*='JobPosting' i]")
    # One that is another's property is a similar posting.
    left = _MOST_OF_ALL
    found: list[Node] = []
    for root in roots[:1000]:
        if root.attributes.get("itemprop") is None and left > 0:
            elements = list(itertools.islice(_tree.below(root), min(_MOST, left)))
            left -= len(elements)
            found.append(_item(root, elements))
    return found


def _item(root: LexborNode, elements: list[tuple[int, LexborNode]]) -> dict[str, object]:
    """The properties of an item, nested ones as nodes; the first of several values counts."""
    item: dict[str, object] = {"@type": "JobPosting"}
    address = root.attributes.get("itemid") or root.attributes.get("resource")
    if address:
        item["@id"] = address
    # Each open element that is a node, with how deep it lies.
    scopes: list[tuple[int, dict[str, object]]] = [(0, item)]
    for depth, node in elements:
        while len(scopes) > 1 and scopes[-1][0] >= depth:
            scopes.pop()
        attributes = node.attributes
        names = attributes.get("itemprop") or attributes.get("property") or ""
        kind = attributes.get("itemtype") or attributes.get("typeof") or ""
        inner: dict[str, object] | None = None
        if kind or "itemscope" in attributes:
            inner = {"@type": kind.strip()} if kind else {}
            scopes.append((depth, inner))
        for name in names.split()[:5]:
            holder = scopes[-2 if inner is not None else -1][1]
            _put(holder, _short(name), inner if inner is not None else _value(node, name))
    for name, value in item.items():
        if isinstance(value, dict) and not set(value) - {"@type"}:
            item[name] = ""
    return item


def _short(name: str) -> str:
    return name.rpartition("/")[2].rpartition(":")[2]


def _put(item: dict[str, object], name: str, value: object) -> None:
    known = item.get(name)
    if known in (None, "", {}):
        item[name] = value
    elif isinstance(known, list):
        known.append(value)
    elif value not in ("", known):
        item[name] = [known, value]


def _value(node: LexborNode, name: str) -> str:
    """What a property's element says: in an attribute, else its text or, if long, its HTML."""
    attributes = node.attributes
    if (content := attributes.get("content")) is not None:
        return content
    tag = node.tag or ""
    key = _IN_ATTRIBUTE.get(tag, "")
    short = _short(name).lower()
    if tag in ("a", "area") and short not in _ADDRESSES:
        key = ""  # a link around the employer's name
    if key and attributes.get(key):
        return attributes[key] or ""
    if short in _LONG:
        return node.inner_html or ""
    return " ".join(node.text(separator=" ").split())[:2000]
