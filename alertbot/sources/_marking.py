"""A page marked in one pass over its tags: headings, labels, hints; and navigation cut out.

There is no tree: a tree of a hostile page costs squares of its size, and 30 KB of unclosed <b>
a gigabyte. The marks are private characters, which the page itself is freed of first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    ("department", r"department"),
)  # fmt: skip
_HINTED = re.compile(
    "|".join(rf"(?P<{name}>(?:^|[\s_-])(?:{pattern})(?:$|\s))" for name, pattern in _HINTS)
)
HINT_MARKS = {name: chr(0xE010 + number) for number, (name, _) in enumerate(_HINTS)}
_NAMED = ("class", "id", "itemprop", "data-testid", "data-automation-id", "data-ui", "data-qa")
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
        self._hint = ""
        self._depth = 0

    def open(self, tag: _Tag) -> None:
        """An element begins: it is cut out, or marked as heading, label or hint."""
        if tag.end - tag.start > _LONG_TAG:
            # Thousands of attributes cost the parser squares, and nobody reads them.
            self._parts.append(f"{self.page[self._copied : tag.start]}<{tag.name}>")
            self._copied = tag.end
        if tag.name in _INLINE and self._glues(tag):
            self._put(tag.start, " ")
        if tag.name in HEADINGS or tag.name in _KEYS:
            self._put(tag.end, HEADINGS.get(tag.name, KEY))
        named = _called(self.page[tag.start : tag.end])
        if self._is_chrome(tag, named):
            end = _end_of(self.page, tag)
            if end and (tag.name in _DROPPED or "<h1" not in self.page[tag.end : end].lower()):
                self._cut(tag.start, end)
                return
            self._returns += 1
        if tag.name in _VOID:
            return
        if self._hint:
            self._depth += self._hint == tag.name
        elif named and (found := _HINTED.search(named)):
            self._hint, self._depth = tag.name, 1
            self._put(tag.end, HINT_MARKS[found.lastgroup or ""])

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
                self._hint = ""
                self._put(tag.start, HINT_END)

    def done(self) -> str:
        self._parts.append(self.page[self._copied :])
        return "".join(self._parts)

    def _is_chrome(self, tag: _Tag, named: str) -> bool:
        # Looking for the end of what does not end is not done often: it reads the whole page.
        if self._returns >= _MOST_RETURNS or tag.name in _NEVER_DROPPED:
            return False
        return tag.name in _DROPPED or bool(named and _CHROME.search(named))

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
        self._parts.append(self.page[self._copied : at] + mark)
        self._copied = at

    def _cut(self, start: int, end: int) -> None:
        self._parts.append(self.page[self._copied : start] + " ")
        self._copied = self.position = end


def _called(tag: str) -> str:
    """What a tag's class, id and the like call it, in lower case; "role-x" for a role of chrome."""
    if "=" not in tag:
        return ""
    given = attributes(tag)
    names = [given[name] for name in _NAMED if given.get(name)]
    if given.get("role", "").lower() in _ROLES:
        names.append("navigation")
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
