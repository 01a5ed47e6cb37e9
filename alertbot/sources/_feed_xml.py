"""Feeds in XML, read with expat in one pass: no tree, no entities, no namespaces to declare.

Elements are known by their local names in lower case without - and _, so that `expires_at`,
`job:expiresAt` and `expires-at` are one field; dialects differ in prefixes more than in names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.entities import html5
from xml.parsers import expat

from alertbot.errors import ParseError

FORMS = {
    "rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom",
    "source": "jobs", "jobs": "jobs", "joblist": "jobs", "trovit": "jobs", "joblistings": "jobs",
}  # fmt: skip
"""Local names of root elements in lower case, and the form of feed that begins with them."""

MOST_ITEMS = 20_000
_DEEPEST = 100
_RECORDS = {"rss": {"item"}, "rdf": {"item"}, "atom": {"entry"}, "jobs": {"job", "ad", "vacancy"}}
_CONTAINERS = {"channel", "jobs", "items", "joblist", "entries"}

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """An element of an item that has elements of its own: <location><city>...</location>."""

    name: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is an element with attributes, as Atom has them."""

    href: str
    rel: str
    type: str


@dataclass(slots=True)
class Record:
    """An item, or the head of the feed. `permalink` is False where the guid is no address."""

    fields: Fields = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    base: str = ""
    about: str = ""
    permalink: bool = True

    def first(self, *names: str) -> str:
        """The first value that is filled, of the first of these fields that has one."""
        for name in names:
            if (values := self.fields.get(name)) and values[0]:
                return values[0]
        return ""


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


# -- names ----------------------------------------------------------------------------------

# What these namespaces hold is about the medium, not the posting.
_IGNORED = frozenset(
    {
        "media", "itunes", "googleplay", "slash", "wfw", "sy", "thr", "georss", "geo", "gml", "cc",
        "creativecommons", "podcast", "trackback", "webfeeds", "admin", "image", "enc", "snf",
        "opensearch", "openSearch", "os", "rawvoice", "wp",
    }
)  # fmt: skip
# Another namespace's element of such a name is not the feed's own.
_CORE = frozenset({"title", "link", "description", "id", "category", "source", "guid"})
_ATOM = frozenset({"", "atom", "a10", "a", "atom10", "rss", "ns0", "rss1"})


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The field that an element's name stands for; empty where it is none of a posting's."""
    prefix, _, local = name[:200].rpartition(":")
    plain = local.replace("_", "").replace("-", "").lower()
    if prefix in _IGNORED:
        return ""
    if local.startswith("_"):
        return f"_{plain}"
    return f"{prefix}:{plain}" if plain in _CORE and prefix not in _ATOM else plain


TEXTS = frozenset(
    {
        "title", "description", "summary", "content", "encoded", "body", "fulltext",
        "jobdescription", "requirements", "qualifications", "examplesofduties", "responsibilities",
        "benefits", "supplementalinformation", "duties", "subtitle", "contenttext",
    }
)  # fmt: skip
"""Fields that hold running text: elements inside them are its markup."""


# -- the parser's target --------------------------------------------------------------------


class _TooDeep(Exception):
    """Elements are nested as no posting's are."""


@dataclass(slots=True)
class _Frame:
    """An open element. `own` are the fields of its children, where it has any."""

    key: str
    attributes: Mapping[str, str]
    into: Fields | None
    parts: list[str] = field(default_factory=list)
    own: Fields | None = None


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
        self.parser.CharacterDataHandler = self._characters
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
        if not frames:
            self._root(name, attributes)
            return
        parent = frames[-1]
        if self._item_depth == len(frames) and not self._record.fields:
            if self._begins_item(name, attributes):
                # An item that holds nothing but an item: a stray tag around it.
                self.parsed.broken.append("a posting of the feed stands inside another")
                return
        elif not self._item_depth:
            if self._begins_item(name, attributes):
                return
            if parent.own is self.parsed.head.fields and key(name) in _CONTAINERS:
                frames.append(_Frame("", attributes, None, own=self.parsed.head.fields))
                return
        if parent.key in TEXTS and parent.own is None:
            self._markup_depth = len(frames)
            parent.parts[:] = [escape("".join(parent.parts), quote=False)]
            self._open_tag(name, attributes)
            return
        if parent.own is None:
            parent.own = {}
        if len(frames) > _DEEPEST:
            raise _TooDeep
        frames.append(_Frame(key(name), attributes, parent.own))

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self.parsed.form = FORMS.get(name.rpartition(":")[2].lower(), "")
        if not self.parsed.form:
            raise ParseError(f"XML of <{name[:40]}> where a feed was expected")
        self._record.base = attributes.get("xml:base", "")
        self._frames.append(_Frame("", attributes, None, own=self._record.fields))

    def _begins_item(self, name: str, attributes: dict[str, str]) -> bool:
        local = name.rpartition(":")[2].lower()
        if local not in _RECORDS[self.parsed.form] or len(self._frames) > 6:
            return False
        self._record = Record(
            base=attributes.get("xml:base", ""), about=attributes.get("rdf:about", "")
        )
        if identifier := attributes.get("id", ""):
            self._record.fields["idattribute"] = [identifier]
        self._frames.append(_Frame("", attributes, None, own=self._record.fields))
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
        self._frames.append(_Frame(local, attributes, None, parts=text))

    def _characters(self, data: str) -> None:
        self._frames[-1].parts.append(escape(data, quote=False) if self._markup_depth else data)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter and self._frames:
            self._characters(html5.get(f"{name};", f"&{name};"))

    def _end(self, name: str) -> None:
        frame = self._frames.pop()
        if self._markup_depth:
            if len(self._frames) >= self._markup_depth:
                frame.parts.append(f"</{frame.key}>" if frame.key not in _VOID else "")
                return
            self._markup_depth = 0
        if self._item_depth > len(self._frames):
            self._finish_item()
        elif frame.into is not None and frame.key:
            self._finish(frame)

    def _finish_item(self) -> None:
        self._item_depth = 0
        if len(self.parsed.items) < MOST_ITEMS:
            self.parsed.items.append(self._record)
        elif not self.parsed.broken:
            self.parsed.broken.append(f"it has more than {MOST_ITEMS} postings")
        self._record = self.parsed.head

    def _finish(self, frame: _Frame) -> None:
        into, attributes = frame.into, frame.attributes
        if into is None:
            return
        if attributes:
            self._attributes(frame.key, attributes, into)
        if frame.own is not None:
            if frame.own:
                self._record.groups.append(Group(frame.key, frame.own))
            return
        value = "".join(frame.parts).strip()
        if value:
            into.setdefault(frame.key, []).append(value)

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


_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "embed", "source", "area"})
