"""A page marked in one pass over its tags: headings, labels, hints; and navigation cut out.

There is no tree: a tree of a hostile page costs squares of its size, and 30 KB of unclosed <b>
a gigabyte. The marks are private characters, which the page itself is freed of first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ATTRIBUTE = re.compile(
    r"""([a-z][a-z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]{0,3000})"|'([^']{0,3000})'|([^\s"'<>]{1,300}))""",
    re.IGNORECASE,
)


def attributes(tag: str) -> dict[str, str]:
    """A tag's attributes, names in lower case, values as they are written."""
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(tag)
    }


PRIVATE = re.compile("[\ue000-\uf8ff]")
HEADING_END, KEY, KEY_END, HINT_END = "\ue007", "\ue008", "\ue009", "\ue00a"
BOX = "\ue00b"
HEADINGS = {f"h{level}": chr(0xE000 + level) for level in range(1, 7)}
_KEYS = {"dt", "th", "label", "strong", "b"}
_COMMENTS = re.compile(r"(?:<!--[^<>]*-->)*")
_INLINE = {"span", "a", "label", "strong", "b", "time", "small", "em"}
_DROPPED = {
    "nav", "footer", "button", "select", "dialog", "iframe", "svg", "noscript", "template",
    "object", "canvas", "video", "audio", "datalist", "menu",
}  # fmt: skip
_RAW = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp")
}
_VOID = {
    "br",
    "img",
    "input",
    "hr",
    "meta",
    "link",
    "wbr",
    "area",
    "base",
    "col",
    "embed",
    "source",
}
_NEVER_DROPPED = {"html", "body", "main", "article", "h1"} | _VOID
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|breadcrumbs?|nav|navbar|navigation|menu"
    r"|site-?header|site-?footer|footer|skip-?(?:links?|to|nav)|similar|related|recommended"
    r"|social|share|sharing|newsletter|modal|popup|toast|lang(?:uage)?-?(?:switch\w*|select\w*)"
    r"|material-icons|material-symbols\w*|job-?alerts?|btn|button)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = {"navigation", "contentinfo", "dialog", "alertdialog", "search", "button", "menu"}
_HINTS = (
    ("title", r"(?:job|position|posting|vacancy|opening|offer|role)-?(?:title|headline|name)"),
    ("place", r"(?:job|work)?-?locations?|standort|arbeitsort|ubicaci[oó]n|job-?place|places?"),
    ("company", r"company(?:-?name)?|employer(?:-?name)?|hiring-?organi[sz]ation|org-?name"),
    ("pay", r"salary(?:-?range)?|compensation|pay(?:-?range)?|base-?salary|wage|gehalt|salario"),
    ("posted", r"date-?posted|posted(?:-?(?:date|on|at))?|posting-?date|publish(?:ed)?-?date"),
    ("employment", r"employment-?type|job-?type|contract-?type|work-?type|commitment"),
    ("department", r"department|job-?category"),
)  # fmt: skip
_NAME_OF = {
    "place": "location", "department": "department", "company": "company", "pay": "salary",
    "employment": "employment-type", "posted": "date-posted",
}  # fmt: skip
_HINTED = re.compile(
    "|".join(rf"(?P<{name}>(?:^|[\s_-])(?:{pattern})(?:$|\s))" for name, pattern in _HINTS)
)
HINT_MARKS = {name: chr(0xE010 + number) for number, (name, _) in enumerate(_HINTS)}
_NAMED = (
    "class", "id", "itemprop", "data-testid", "data-automation-id", "data-ui", "data-qa",
    "data-automation", "data-careersite-propertyid",
)  # fmt: skip
# What a box's title or aria-label says it holds.
_SAID = {
    "location": "place", "locations": "place", "department": "department", "company": "company",
    "employment type": "employment", "job type": "employment", "salary": "pay",
    "date posted": "posted", "standort": "place", "lieu": "place", "ubicación": "place",
}  # fmt: skip
_IS_LABEL = re.compile(r"(?:^|[\s_-])(?:label|field-name|term|key)(?:$|[\s_-])")
_PARTS = re.compile(r"(?:^|[\s_-])(?:separator|divider|bullet|dot|pipe)(?:$|[\s_-])")
_CELL = re.compile(r"(\s{0,50}[^<>]{1,50})</td>\s{0,50}<td", re.IGNORECASE)
_SHORT_TEXT = re.compile(r"\s{0,50}[^<>]{1,60}</")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_RETURNS = 20
_LONG_TAG = 4000

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,60})")
_REST = re.compile(r"""[^<>"']*(?:"[^"<>]*"[^<>"']*|'[^'<>]*'[^<>"']*)*>""")


@dataclass(slots=True)
class _Tag:
    start: int
    end: int
    closing: bool
    name: str


def _tag(page: str, position: int) -> _Tag | None:
    """The next tag at or after a position; comments and the contents of scripts are no tags."""
    while (start := page.find("<", position)) >= 0:
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            position = len(page) if end < 0 else end + 3
            continue
        found = _NAME.match(page, start)
        if not found:
            position = start + 1
            continue
        rest = _REST.match(page, found.end())
        # An attribute with a bracket in it: its end is guessed, at the next one.
        end = rest.end() if rest else page.find(">", found.end()) + 1
        name = found[2].lower()
        if end <= 0:
            return None
        if not found[1] and name in _RAW:
            close = _RAW[name].search(page, end)
            if close is None:
                return None
            position = close.start()
            continue
        return _Tag(start, end, bool(found[1]), name)
    return None


def marked(page: str) -> str:
    """The page with its marks, without navigation, dialogs and buttons."""
    marker = _Marker(PRIVATE.sub("", page))
    while tag := _tag(marker.page, marker.position):
        marker.position = tag.end
        if tag.closing:
            marker.close(tag)
        else:
            marker.open(tag)
    return marker.done()


class _Marker:
    """Copies a page as far as it has been read, with marks put in and parts cut out."""

    def __init__(self, page: str) -> None:
        self.position = 0
        self.page = page
        self._parts: list[str] = []
        self._copied = 0
        self._closed = -1
        self._last = ""
        self._returns = 0
        self._hint = self._what = self._before = ""
        self._depth = 0

    def open(self, tag: _Tag) -> None:
        """An element begins: it is cut out, or marked as heading, label or hint."""
        if tag.end - tag.start > _LONG_TAG:
            # Thousands of attributes cost the parser squares, and nobody reads them.
            self._parts.append(f"{self.page[self._copied : tag.start]}<{tag.name}>")
            self._copied = tag.end
        if tag.name in _INLINE and self._glues(tag):
            self._put(tag.start, f" {BOX}" if tag.name == "span" else " ")
        if tag.name in HEADINGS or tag.name in _KEYS:
            self._put(tag.end, HEADINGS.get(tag.name, KEY))
        said = _said(self.page[tag.start : tag.end])
        if self._is_chrome(tag, said):
            end = _end_of(self.page, tag)
            if end and (tag.name in _DROPPED or "<h1" not in self.page[tag.end : end].lower()):
                self._cut(tag.start, end)
                return
            self._returns += 1
        if tag.name in _VOID:
            return
        if tag.name == "td" and self._before == "tr" and (cell := _CELL.match(self.page, tag.end)):
            self._put(tag.end, KEY)  # the first of two cells says what is in the other
            self._put(cell.end(1), KEY_END)
        self._before = tag.name
        if tag.name == "span":
            self._small(tag, said)
        if said.hint and said.hint != self._what:
            if self._hint:  # one box in another: what the inner one holds is no more the outer's
                self._put(tag.start, HINT_END)
            self._hint, self._depth, self._what = tag.name, 1, said.hint
            self._put(tag.end, HINT_MARKS[self._what])
        elif self._hint:
            self._depth += self._hint == tag.name

    def _small(self, tag: _Tag, said: _Said) -> None:
        """A label in a box of its own, or an empty box that parts two others."""
        if said.parts and self.page.startswith("</", tag.end):
            self._put(tag.end, f" {BOX}")
        elif said.label and (text := _SHORT_TEXT.match(self.page, tag.end)):
            self._put(tag.end, KEY)
            self._put(text.end() - 2, f"{KEY_END} ")

    def close(self, tag: _Tag) -> None:
        """An element ends, and with it what was marked at its beginning."""
        self._closed, self._last = tag.end, self.page[tag.start - 1]
        if tag.name in HEADINGS:
            self._put(tag.start, HEADING_END)
        elif tag.name in _KEYS:
            self._put(tag.start, KEY_END)
        if self._hint == tag.name:
            self._depth -= 1
            if not self._depth:
                self._hint = self._what = ""
                self._put(tag.start, HINT_END)

    def done(self) -> str:
        self._parts.append(self.page[self._copied :])
        return "".join(self._parts)

    def _is_chrome(self, tag: _Tag, said: _Said) -> bool:
        # Looking for the end of what does not end is not done often: it reads the whole page.
        if self._returns >= _MOST_RETURNS or tag.name in _NEVER_DROPPED:
            return False
        return tag.name in _DROPPED or said.chrome

    def _glues(self, tag: _Tag) -> bool:
        """Whether a word ends before and another begins: "</span><span>" shows as two boxes.

        Two halves of one word, which editors leave behind, go on in lower case.
        """
        between = self.page[self._closed : tag.start] if self._closed >= 0 else "-"
        if len(between) > 200 or not _COMMENTS.fullmatch(between):
            return False
        after = self.page[tag.end : tag.end + 1]
        if self._last.isdigit() or self._last.isupper():
            return after.isupper() and self.page[tag.end + 1 : tag.end + 2].islower()
        begins = after.isupper() or after.isdigit() or after in ("$", "€", "£", "(")
        return begins and (self._last.islower() or self._last in (")", ":", "%"))

    def _put(self, at: int, mark: str) -> None:
        at = max(at, self._copied)  # two marks of one tag stand in the order of their putting
        self._parts.append(self.page[self._copied : at] + mark)
        self._copied = at

    def _cut(self, start: int, end: int) -> None:
        self._parts.append(self.page[self._copied : start] + " ")
        self._copied = self.position = end


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tag's class, id and the like say of what is in it."""

    chrome: bool = False
    hint: str = ""
    label: bool = False
    parts: bool = False


_NOTHING = _Said()


def _said(tag: str) -> _Said:
    if "=" not in tag:
        return _NOTHING
    return _said_of(tag) if len(tag) <= 300 else _read(tag)


def _read(tag: str) -> _Said:
    named = _called(tag)
    if not named:
        return _NOTHING
    hint = _HINTED.search(named)
    return _Said(
        chrome=_CHROME.search(named) is not None,
        hint=(hint.lastgroup or "") if hint else "",
        label=_IS_LABEL.search(named) is not None,
        parts=_PARTS.search(named) is not None,
    )


_said_of = lru_cache(maxsize=4096)(_read)  # the tags of a site are much the same


def _called(tag: str) -> str:
    """What a tag's class, id and the like call it, in lower case."""
    given = attributes(tag)
    names = [given[name] for name in _NAMED if given.get(name)]
    if given.get("role", "").lower() in _ROLES:
        names.append("navigation")
    said = (_SAID.get(given.get(key, "").lower().strip(" :")) for key in ("title", "aria-label"))
    names.extend(_NAME_OF[name] for name in said if name)
    return _CAMEL.sub("-", " ".join(names)).lower()


def _end_of(page: str, tag: _Tag) -> int | None:
    """Where the element that a tag opens has ended; None where it does not end."""
    depth = 1
    same = re.compile(rf"<(/?){re.escape(tag.name)}(?![\w:-])", re.IGNORECASE)
    for found in same.finditer(page, tag.end):
        depth += -1 if found[1] else 1
        if not depth:
            end = page.find(">", found.end())
            return end + 1 or None
    return None
