"""Feeds in XML, read with expat in one pass: no tree, no entities, no namespaces to declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.entities import html5
from xml.parsers import expat

from alertbot.errors import ParseError
from alertbot.sources._feed_items import FORMS, TEXTS, Fields, Group, Link, Record, key

MOST_ITEMS = 20_000
_DEEPEST = 100
_RECORDS = {
    "rss": {"item"},
    "rdf": {"item"},
    "atom": {"entry"},
    "jobs": {"job", "ad", "vacancy", "entry"},
}
_CONTAINERS = {"channel", "jobs", "items", "joblist", "entries"}


@dataclass(slots=True)
class Parsed:
    """What a document holds."""

    form: str = ""
    head: Record = field(default_factory=Record)
    items: list[Record] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def parse(text: str, *, partial: bool = False) -> Parsed | None:
    """The feed; None where its XML is damaged. Raises ParseError for what is refused.

    `partial`: what stands before the damage, or the end, is wanted.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(text, not partial)
    except expat.ExpatError:
        return reader.parsed if partial else None
    except (_TooDeep, UnicodeEncodeError):
        return None
    return reader.parsed


# -- the parser's target --------------------------------------------------------------------


class _TooDeep(Exception):
    """Elements are nested as no posting's are."""


class _Frame:
    """An open element. `own` are the fields of its children, where it has any."""

    __slots__ = ("attributes", "into", "key", "own", "parts")

    def __init__(
        self,
        key: str,
        attributes: Mapping[str, str],
        into: Fields | None,
        parts: list[str],
        own: Fields | None = None,
    ) -> None:
        self.key = key
        self.attributes = attributes
        self.into = into
        self.parts = parts
        self.own = own


class _Reader:
    def __init__(self) -> None:
        self.parsed = Parsed()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = 65536
        # As if there were a DTD that is not read: entities like &nbsp; come as skipped ones.
        self.parser.UseForeignDTD(True)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.SkippedEntityHandler = self._entity
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._declared
        self._record = self.parsed.head
        self._frames: list[_Frame] = []
        self._item_depth = 0
        self._markup_depth = 0

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        if internal:
            raise ParseError("a feed with a DTD of its own, which is refused")

    def _declared(self, *_: object) -> None:
        raise ParseError("a feed that declares entities, which is refused")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        frames = self._frames
        if self._markup_depth:
            self._open_tag(name, attributes)
            return
        if not self._item_depth and self._outside(name, attributes):
            return
        parent = frames[-1]
        into = parent.own
        if into is None:
            if parent.key in TEXTS:
                self._begin_markup(name, attributes)
                return
            into = parent.own = {}
        elif not into and self._is_stray(name, attributes):
            return
        if len(frames) > _DEEPEST:
            raise _TooDeep
        parts: list[str] = []
        frames.append(_Frame(key(name), attributes, into, parts))
        # Text goes straight to the element that began last; what follows its end is none's.
        self.parser.CharacterDataHandler = parts.append

    def _outside(self, name: str, attributes: dict[str, str]) -> bool:
        """The root, a container of items, or an item: whether it is one of these."""
        if not self._frames:
            self._root(name, attributes)
            return True
        if self._begins_item(name, attributes):
            return True
        head, container = self.parsed.head.fields, key(name)
        if self._frames[-1].own is head and container in _CONTAINERS:
            if container == "jobs":  # also in <rss>
                self.parsed.form = "jobs"
            self._frames.append(_Frame("", attributes, None, [], head))
            return True
        return False

    def _is_stray(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether an item begins in one that holds nothing yet: a stray tag stands around it."""
        if len(self._frames) == self._item_depth and self._begins_item(name, attributes):
            self.parsed.broken.append("a posting of the feed stands inside another")
            return True
        return False

    def _begin_markup(self, name: str, attributes: dict[str, str]) -> None:
        parts = self._frames[-1].parts
        self._markup_depth = len(self._frames)
        self.parser.CharacterDataHandler = self._marked  # which hands over what came so far
        parts[:] = [escape("".join(parts), quote=False)]
        self._open_tag(name, attributes)

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self.parsed.form = FORMS.get(_local(name), "")
        if not self.parsed.form:
            raise ParseError(f"XML of <{name[:40]}> where a feed was expected")
        self._record.base = attributes.get("xml:base", "")
        self._frames.append(_Frame("", attributes, None, [], self._record.fields))

    def _begins_item(self, name: str, attributes: dict[str, str]) -> bool:
        if _local(name) not in _RECORDS[self.parsed.form] or len(self._frames) > 6:
            return False
        self._record = record = Record()
        if attributes:
            record.base = attributes.get("xml:base", "")
            record.about = attributes.get("rdf:about", "")
            if identifier := attributes.get("id", ""):
                record.fields["idattribute"] = [identifier]
        self._frames.append(_Frame("", attributes, None, [], record.fields))
        self._item_depth = len(self._frames)
        return True

    def _open_tag(self, name: str, attributes: dict[str, str]) -> None:
        """Markup inside a text, written down as it stood."""
        if len(self._frames) - self._markup_depth > _DEEPEST:
            raise _TooDeep
        said = "".join(f' {each}="{escape(value)}"' for each, value in attributes.items())
        text = self._frames[self._markup_depth - 1].parts
        local = name.removeprefix("xhtml:")
        text.append(f"<{local}{said}>")
        self._frames.append(_Frame(local, attributes, None, text))

    def _marked(self, data: str) -> None:
        self._frames[-1].parts.append(escape(data, quote=False))

    def _entity(self, name: str, is_parameter: bool) -> None:
        handler = self.parser.CharacterDataHandler
        if handler is not None and not is_parameter:
            handler(html5.get(f"{name};", f"&{name};"))

    def _end(self, name: str) -> None:
        frames = self._frames
        frame = frames.pop()
        if self._markup_depth:
            if len(frames) >= self._markup_depth:
                frame.parts.append(f"</{frame.key}>" if frame.key not in _VOID else "")
                return
            self._markup_depth = 0
            self.parser.CharacterDataHandler = None
        into = frame.into
        if into is None:
            if self._item_depth > len(frames):
                self._finish_item()
            return
        if not frame.key:
            return
        if frame.attributes:
            self._attributes(frame.key, frame.attributes, into)
        if frame.own is not None:
            if frame.own:
                self._record.groups.append(Group(frame.key, frame.own))
        elif value := "".join(frame.parts).strip():
            if frame.key in into:
                into[frame.key].append(value)
            else:
                into[frame.key] = [value]

    def _finish_item(self) -> None:
        self._item_depth = 0
        if len(self.parsed.items) < MOST_ITEMS:
            self.parsed.items.append(self._record)
        elif not self.parsed.broken:
            self.parsed.broken.append(f"it has more than {MOST_ITEMS} postings")
        self._record = self.parsed.head

    def _attributes(self, name: str, attributes: Mapping[str, str], into: Fields) -> None:
        """What stands in attributes: Atom's links and categories, whether a guid is an address."""
        if "href" in attributes and name.endswith("link"):
            self._record.links.append(
                Link(
                    attributes["href"].strip(),
                    attributes.get("rel", "alternate"),
                    attributes.get("type", ""),
                )
            )
        elif name == "category" and (said := attributes.get("label") or attributes.get("term")):
            into.setdefault(name, []).append(said)
        elif name == "guid":
            permalink = attributes.get("isPermaLink", attributes.get("ispermalink", "true"))
            self._record.permalink = permalink.strip().lower() != "false"


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name[:200].rpartition(":")[2].lower()


_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "embed", "source", "area"})
