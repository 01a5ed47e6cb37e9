"""Feeds of any kind as items with named fields: RSS, RDF, Atom, JSON Feed, lists of <job>.

`read` takes the page; what a dialect means by its fields is the business of others. A document
that declares entities is refused. Damaged XML gives what is whole in it, and says what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page
from alertbot.sources import _charset, _feed_mending, _feed_xml, _json
from alertbot.sources._feed_items import FORMS, Group, Link, Record, key

__all__ = ["Feed", "Group", "Link", "Record", "key", "read"]

MOST = 40_000_000
"""Characters of a feed; a longer one is refused."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `form` is rss, rdf, atom, json or jobs; `broken` says what could not be read."""

    form: str
    head: Record
    items: list[Record]
    broken: list[str] = field(default_factory=list)


def read(page: Page) -> Feed:
    """The feed on a page. Raises ParseError that says what came instead."""
    text = _decoded(page).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("an empty answer where a feed was expected")
    if len(text) > MOST:
        raise ParseError("a feed that is too large")
    if text[0] in "{[":
        return _from_json(_json.load(page))
    start = _start(text)
    if start < 0:
        raise ParseError(_instead(text))
    return _from_xml(text[start:] if start else text)


_DECLARED = re.compile(rb"""\s{0,99}<\?xml\b[^<>]{0,100}?encoding\s{0,9}=""")


def _decoded(page: Page) -> str:
    """The text; where the charset that the server names does not fit, as the XML declares."""
    if page.body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return _charset.decode(replace(page, charset="utf-16-le"))
    if page.body[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return _charset.decode(replace(page, charset="utf-16-be"))
    text = _charset.decode(page)
    if page.charset and "\ufffd" in text and _DECLARED.match(page.body):
        declared = _charset.decode(replace(page, charset=""))
        if declared.count("\ufffd") < text.count("\ufffd"):
            return declared
    return text


# -- what it is -----------------------------------------------------------------------------

_PROLOG = re.compile(r"\s+|<\?[^<>]{0,2000}\?>|<!DOCTYPE\b[^<>\[]{0,2000}", re.IGNORECASE)
_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]{0,99}:)?([A-Za-z_][\w.-]{0,99})")
_FIRST = re.compile(
    r"<\?xml\b|<(?:[\w.-]{1,40}:)?(?:rss|RDF)[\s>]|<(?:[\w.-]{1,40}:)?feed\s[^<>]{0,2000}xmlns"
)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHATTER = 5000


def _start(text: str) -> int:
    """Where the feed begins, be it behind a server's warnings; -1 where there is none."""
    if _is_feed(text, 0):
        return 0
    for found in _FIRST.finditer(text, 0, _CHATTER):
        if _PAGE.search(text, 0, found.start()):
            break  # a page that shows XML is a page
        if _is_feed(text, found.start()):
            return found.start()
    return -1


def _is_feed(text: str, at: int) -> bool:
    return _root(text, at).lower() in FORMS


def _root(text: str, at: int) -> str:
    """The local name of the first element; empty where something else stands before it."""
    while True:
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            if end < 0:
                return ""
            at = end + 3
        elif found := _PROLOG.match(text, at):
            at = found.end()
            if found[0][:2] == "<!":
                if found[0][9:].lower().split()[:1] == ["html"]:
                    return "html"
                if text.startswith("[", at):
                    raise ParseError("XML with a DTD of its own, which is refused")
                at += 1
        else:
            found = _NAME.match(text, at)
            return found[1] if found else ""


def _instead(text: str) -> str:
    """What came where a feed was expected, in a few words."""
    if not text.startswith("<"):
        return f"text where a feed was expected: {words.cut(words.one_line(text[:500]), 80)}"
    found = _TITLE.search(text[:50_000])
    title = words.one_line(words.decode_entities(found[1])) if found else ""
    root = _root(text, 0)
    if root and root.lower() not in _HTML:
        return f"XML of <{words.cut(root, 40)}> where a feed was expected"
    return f"HTML where a feed was expected: {words.cut(title, 80) or 'a page without a title'}"


_HTML = frozenset(
    {
        "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "span",
        "br", "b", "h1", "h2", "h3", "form", "table", "center", "noscript", "font", "img", "a",
        "input", "pre", "main", "section", "article", "header", "nav",
    }
)  # fmt: skip

# -- XML ------------------------------------------------------------------------------------


def _from_xml(text: str) -> Feed:
    for mend in (False, True):
        text = _feed_mending.mended(text) if mend else text
        parsed = _feed_xml.parse(text)
        if parsed is not None:
            if parsed.form == "jobs" and not parsed.items:
                _is_list_of_jobs(parsed.head, _root(text, 0))
            return Feed(parsed.form, parsed.head, parsed.items, parsed.broken)
    form = FORMS[_root(text, 0).lower()]
    salvage = _feed_mending.salvaged(text, form)
    if not salvage.items:
        said = salvage.broken[0] if salvage.broken else "it breaks off before its first posting"
        raise ParseError(f"a feed that cannot be read: {said}")
    return Feed(form, salvage.head, salvage.items, salvage.broken)


def _is_list_of_jobs(head: Record, root: str) -> None:
    """Raises ParseError where a document without postings is no empty list of them."""
    inside = head.groups[0].name if head.groups else ""
    if inside or root.lower() == "result":
        held = f" of <{words.cut(inside, 40)}>" if inside else ""
        raise ParseError(f"XML of <{words.cut(root, 40)}>{held} where a list of <job> was expected")


# -- JSON -----------------------------------------------------------------------------------

_NAMES = {
    "id": "guid",
    "url": "link",
    "externalurl": "externalurl",
    "contenthtml": "encoded",
    "contenttext": "contenttext",
    "datepublished": "published",
    "datemodified": "updated",
    "homepageurl": "link",
}


def _from_json(payload: object) -> Feed:
    """A JSON Feed, 1.0 or 1.1."""
    envelope = _json.obj(payload)
    said = _json.text(envelope.get("version"))
    titled = "title" in envelope and ("home_page_url" in envelope or "feed_url" in envelope)
    if not ("jsonfeed.org" in said or titled):
        complaint = _json.complaint(payload)
        raise ParseError(
            f"the server answers: {complaint}"
            if complaint
            else f"{_json.shape(payload)} where a feed was expected"
        )
    items = envelope.get("items")
    if not isinstance(items, list):
        raise ParseError(f"'items' is {_json.shape(items)} where a list was expected")
    feed = Feed("json", _record({k: v for k, v in envelope.items() if k != "items"}), [])
    for place, item in enumerate(items, 1):
        if _json.is_object(item):
            feed.items.append(_record(item))
        else:
            feed.broken.append(f"posting {place} is {_json.shape(item)}")
    return feed


def _record(item: Mapping[str, object]) -> Record:
    record = Record()
    for name, value in item.items():
        own = key(name)
        _add(record, _NAMES.get(own, own), value)
    return record


def _add(record: Record, name: str, value: object) -> None:
    """A member of an item: scalars are fields, objects groups; of an extension's both."""
    for one in value if isinstance(value, list) else [value]:
        if _json.is_object(one):
            fields = {key(part): list(_scalars(inner)) for part, inner in one.items()}
            fields = {part: values for part, values in fields.items() if values}
            record.groups.append(Group("author" if name == "authors" else name, fields))
            if name.startswith("_"):
                for part, values in fields.items():
                    record.fields.setdefault(part, values)
        elif said := list(_scalars(one)):
            record.fields.setdefault(name, []).extend(said)


def _scalars(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        said = _json.text(one) or ("" if isinstance(one, str) else _scalar(one))
        if said:
            yield said


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    number = _json.number(value)
    return _json.identifier(value) or (str(number) if number is not None else "")
