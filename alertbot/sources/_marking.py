"""A page marked in one pass over its tags: headings, labels, hints; and navigation cut out.

There is no tree: a tree of a hostile page costs squares of its size, and 30 KB of unclosed <b>
a gigabyte. The marks are private characters, which the page itself is freed of first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.sources import _tag_meaning
from alertbot.sources._labels import LABELS, WEAK, fold
from alertbot.sources._tag_meaning import NAME, Meaning
from alertbot.sources._tag_meaning import attributes as attributes

PRIVATE = re.compile("[\ue000-\uf8ff]")
HEADING_END, KEY, KEY_END, HINT_END = "\ue007", "\ue008", "\ue009", "\ue00a"
BOX = "\ue00b"
HEADINGS = {f"h{level}": chr(0xE000 + level) for level in range(1, 7)}
HINT_MARKS = {name: chr(0xE010 + number) for number, name in enumerate(_tag_meaning.HINTS)}
_KEYS = {"dt", "th", "label", "strong", "b"}
_COMMENTS = re.compile(r"(?:<!--[^<>]*-->)*")
_INLINE = {"span", "a", "label", "strong", "b", "time", "small", "em"}
_BOXES = {"span", "div", "p", "small", "em", "h3", "h4", "h5", "h6"}
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
_LONG_BUTTON, _MOST_BUTTONS = 600, 100
_TAGS = re.compile(r"<[^<>]{0,600}>?")
_FIELD = re.compile(r"<(?:input|select|textarea)\b(?![^<>]{0,300}hidden)", re.IGNORECASE)
_TEXT = re.compile(r"<(?:h[1-3]|p|li)\b", re.IGNORECASE)
# What is hidden and longer than this may be a part of the posting that a click unfolds.
_MOST_HIDDEN, _MOST_FORM = 3000, 20_000
_CELL = re.compile(r"(\s{0,50}[^<>]{1,50})</td>\s{0,50}<td", re.IGNORECASE)
_SHORT_TEXT = re.compile(r"\s{0,50}[^<>]{1,60}</")
_NEXT_BOX = re.compile(
    r"</[a-z]{1,10}>\s{0,200}(?:<br\s?/?>\s{0,50})?<(?:span|div|p|dd|a|strong|b)\b"
)
_MOST_RETURNS = 20
_LONG_TAG = 4000

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
        found = NAME.match(page, start)
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


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its marks, without navigation, dialogs and buttons.

    `is_job`: whether a class says that it shows a posting; `buttons`: what was short and cut out.
    """

    text: str
    is_job: bool = False
    buttons: tuple[str, ...] = ()


def marked(page: str) -> Marked:
    """The page, marked."""
    marker = _Marker(PRIVATE.sub("", page))
    while tag := _tag(marker.page, marker.position):
        marker.position = tag.end
        if tag.closing:
            marker.close(tag)
        else:
            marker.open(tag)
    return Marked(marker.done(), marker.is_job, tuple(marker.buttons))


class _Marker:
    """Copies a page as far as it has been read, with marks put in and parts cut out."""

    def __init__(self, page: str) -> None:
        self.position = 0
        self.page = page
        self.is_job = self._in_heading = False
        self.buttons: list[str] = []
        self._parts: list[str] = []
        self._copied = 0
        self._closed = -1
        self._last = ""
        # Looking for the end of what does not end reads the page again: this much, and no more.
        self._left = _MOST_RETURNS * len(page)
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
        self._in_heading = self._in_heading or tag.name in HEADINGS
        if tag.name in HEADINGS or tag.name in _KEYS:
            self._put(tag.end, HEADINGS.get(tag.name, KEY))
        said = _tag_meaning.of_tag(self.page[tag.start : tag.end])
        self.is_job = self.is_job or said.job
        if self._dropped(tag, said):
            return
        if tag.name in _VOID:
            return
        if said.heading:
            self._put(tag.end, f"<p>{KEY}{said.heading}{KEY_END} ")
        if tag.name == "td" and self._before == "tr" and (cell := _CELL.match(self.page, tag.end)):
            self._put(tag.end, KEY)  # the first of two cells says what is in the other
            self._put(cell.end(1), KEY_END)
        self._before = tag.name
        if tag.name in _BOXES:
            self._small(tag, said)
        if said.hint and said.hint != self._what:
            if self._hint:  # one box in another: what the inner one holds is no more the outer's
                self._put(tag.start, HINT_END)
            self._hint, self._depth, self._what = tag.name, 1, said.hint
            self._put(tag.end, HINT_MARKS[self._what])
        elif self._hint:
            self._depth += self._hint == tag.name

    def _dropped(self, tag: _Tag, said: Meaning) -> bool:
        """Whether an element is none of the page's text, and cut out."""
        most = self._most(tag, said)
        if most is None:
            return False
        end = _end_of(self.page, tag, most)
        inside = self.page[tag.end : end].lower() if end else ""
        if (
            not end
            or (tag.name not in _DROPPED and "<h1" in inside)
            or (tag.name == "form" and not said.chrome and not _is_form(inside))
        ):
            self._left -= (end or min(most, len(self.page))) - tag.end
            return False
        if len(inside) < _LONG_BUTTON and len(self.buttons) < _MOST_BUTTONS:
            self.buttons.append(" ".join(_TAGS.sub(" ", fold(inside)).split()))
        self._cut(tag.start, end)
        return True

    def _most(self, tag: _Tag, said: Meaning) -> int | None:
        """Up to where an element that may be none of the text has to end; None for all others."""
        if self._left <= 0 or tag.name in _NEVER_DROPPED:
            return None
        if tag.name in _DROPPED or said.chrome:
            return len(self.page)
        if tag.name == "form":
            return tag.end + _MOST_FORM
        # What only screen readers see may be a label, but no part of a heading.
        hidden = said.hidden or (said.unseen and self._in_heading)
        return tag.end + _MOST_HIDDEN if hidden else None

    def _small(self, tag: _Tag, said: Meaning) -> None:
        """A label in a box of its own, or an empty box that parts two others."""
        if tag.name == "span" and said.parts and self.page.startswith("</", tag.end):
            self._put(tag.end, f" {BOX}")
            return
        text = _SHORT_TEXT.match(self.page, tag.end)
        if text and (said.label or self._is_label(text)):
            self._put(tag.end, KEY)
            self._put(text.end() - 2, f"{KEY_END} ")

    def _is_label(self, text: re.Match[str]) -> bool:
        """Whether a box says in words that are always a label what the next box holds."""
        said = text[0][:-2].strip()
        folded = fold(said.strip(" :"))
        if folded not in LABELS:
            return False
        beside = _NEXT_BOX.match(self.page, text.end() - 2) is not None
        return said.endswith(":") or (folded not in WEAK and beside)

    def close(self, tag: _Tag) -> None:
        """An element ends, and with it what was marked at its beginning."""
        self._closed, self._last = tag.end, self.page[tag.start - 1]
        if tag.name in HEADINGS:
            self._in_heading = False
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


def _is_form(inside: str) -> bool:
    """Whether a form is to be filled in: some sites have the whole page in one."""
    fields = len(_FIELD.findall(inside))
    return fields >= 2 and len(_TEXT.findall(inside)) <= fields + 2


def _end_of(page: str, tag: _Tag, most: int) -> int | None:
    """Where the element that a tag opens has ended, if before `most`; else None."""
    depth = 1
    same = re.compile(rf"<(/?){re.escape(tag.name)}(?![\w:-])", re.IGNORECASE)
    for found in same.finditer(page, tag.end, min(most, len(page))):
        depth += -1 if found[1] else 1
        if not depth:
            end = page.find(">", found.end())
            return end + 1 or None
    return None
