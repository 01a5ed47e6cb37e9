"""What a feed is made of: its items, their fields, and what the fields are called.

Elements are known by their local names in lower case without - and _, so that `expires_at`,
`job:expiresAt` and `expires-at` are one field; dialects differ in prefixes more than in names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

FORMS = {
    "rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom",
    "source": "jobs", "jobs": "jobs", "joblist": "jobs", "trovit": "jobs", "joblistings": "jobs",
    "result": "jobs", "joblisting": "jobs", "job-listing": "jobs", "vacancies": "jobs",
}  # fmt: skip
"""Local names of root elements in lower case, and the form of feed that begins with them."""


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
    """An item, or the head of the feed.

    `permalink` is False where the guid is no address; `plan` is what `_feed_fields` notes.
    """

    fields: Fields = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    base: str = ""
    about: str = ""
    permalink: bool = True
    plan: dict[object, tuple[str, ...]] | None = None

    def first(self, *names: str) -> str:
        """The first value that is filled, of the first of these fields that has one."""
        for name in names:
            if (values := self.fields.get(name)) and values[0]:
                return values[0]
        return ""


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
        "htmldescription", "plaintextdescription",
    }
)  # fmt: skip
"""Fields that hold running text: elements inside them are its markup."""
