"""A page marked in one pass over its tags: headings, labels, hints; and navigation cut out.

There is no tree: a tree of a hostile page costs squares of its size, and 30 KB of unclosed <b>
a gigabyte. The marks are private characters, which the page itself is freed of first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.sources import _tag_meaning
from alertbot.sources._labels import LABELS, WEAK, fold
from alertbot.sources._page_parts import MAY_GO, TAGS
from alertbot.sources._tag_meaning import NOTHING, Meaning
from alertbot.sources._tag_meaning import attributes as attributes

PRIVATE = re.compile("[\ue000-\uf8ff]")
HEADING_END, KEY, KEY_END, HINT_END = "\ue007", "\ue008", "\ue009", "\ue00a"
BOX = "\ue00b"
HEADINGS = {f"h{level}": chr(0xE000 + level) for level in range(1, 7)}
HINT_MARKS = {name: chr(0xE010 + number) for number, name in enumerate(_tag_meaning.HINTS)}
_KEYS = {"dt", "th", "label", "strong", "b"}
_CLOSED = {*HEADINGS, *_KEYS}
_COMMENTS = re.compile(r"(?:<!--[^<>]*-->)*")
_INLINE = {"span", "a", "label", "strong", "b", "time", "small", "em"}
_BOXES = {"span", "div", "p", "small", "em", "h3", "h4", "h5", "h6"}
_DROPPED = {
    "nav", "footer", "button", "select", "dialog", "iframe", "svg", "noscript", "template",
    "object", "canvas", "video", "audio", "datalist", "menu",
}  # fmt: skip
# What is in these is no tag; the group: their own end, as `text.from_html` knows it.
_RAW = {
    name: re.compile(rf"</{name}((?:\s[^>]*)?>)?", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp")
}
_VOID = {
    "br", "img", "input", "hr", "meta", "link", "wbr", "area", "base", "col", "embed", "source",
}  # fmt: skip
_NEVER_DROPPED = {"html", "body", "main", "article", "h1"} | _VOID
_LONG_BUTTON, _MOST_BUTTONS = 600, 100
# What is hidden and longer than this may be a part of the posting that a click unfolds.
_MOST_HIDDEN, _MOST_FORM = 3000, 20_000
_CELL = re.compile(r"(\s{0,50}[^<>]{1,50})</td>\s{0,50}<td", re.IGNORECASE)
_SHORT_TEXT = re.compile(r"\s{0,50}[^<>]{1,60}</")
_NEXT_BOX = re.compile(
    r"</[a-z]{1,10}>\s{0,200}(?:<br\s?/?>\s{0,50})?<(?:span|div|p|dd|a|strong|b)\b"
)
_MOST_RETURNS = 20
_LONG_TAG = 4000

# A comment, or a tag's slash and name, and the rest of it up to the bracket that is in no quotes.
_NEXT = re.compile(
    r"""<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,60}+)"""
    r"""([^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+>)?|!--)"""
)
_COMMENT_END = re.compile(r"--!?>")


@dataclass(slots=True)
class _Tag:
    start: int
    end: int
    name: str


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
    marker = _Marker(page if page.isascii() else PRIVATE.sub("", page))
    marker.read()
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

    def read(self) -> None:
        """All tags of the page; comments and the contents of scripts have none."""
        page = self.page
        # Comments, scripts and what is cut out move the position on, past all that is in them.
        while found := _NEXT.search(page, self.position):
            start, end = found.span()
            slash, name, rest = found.groups()
            if name is None:
                if not self._comment(start):
                    return
                continue
            if rest is None:
                # An attribute with a bracket in it: its end is guessed, at the next one.
                end = page.find(">", end) + 1
                if not end:
                    return
            name = name.lower()
            self.position = end
            if slash:
                self._closed, self._last = end, page[start - 1]
                if name in _CLOSED or name == self._hint:
                    self._close(name, start)
            elif name not in _RAW:
                self._open(_Tag(start, end, name))
            elif not self._raw(name, start, end):
                return

    def _comment(self, start: int) -> bool:
        """Cuts out a comment; False for one that goes on to the end of the page."""
        end = _COMMENT_END.search(self.page, start + 2)
        if end is None:
            return False
        self._cut(start, end.end(), "")
        return True

    def _raw(self, name: str, start: int, end: int) -> bool:
        """Cuts out a script or the like; False for one that goes on to the end of the page."""
        close = _RAW[name].search(self.page, end)
        if close is None:
            return False
        if close[1] is None or name == "xmp" or self.page[end - 2] == "/":
            self.position = close.start()
        else:
            self._cut(start, close.end(), "")
            self._closed, self._last = close.end(), self.page[close.start() - 1]
        return True

    def _open(self, tag: _Tag) -> None:
        """An element begins: it is cut out, or marked as heading, label or hint."""
        name = tag.name
        if name in _INLINE and self._glues(tag):
            self._put(tag.start, f" {BOX}" if name == "span" else " ")
        if name in HEADINGS:
            self._in_heading = True
            self._put(tag.end, HEADINGS[name])
        elif name in _KEYS:
            self._put(tag.end, KEY)
        said = self._meaning(tag)
        may_go = said is not NOTHING or name in _DROPPED or name in MAY_GO
        if (may_go and self._dropped(tag, said)) or name in _VOID:
            return
        if said.heading:
            self._put(tag.end, f"<p>{KEY}{said.heading}{KEY_END} ")
        if name == "td" and self._before == "tr" and (cell := _CELL.match(self.page, tag.end)):
            self._put(tag.end, KEY)  # the first of two cells says what is in the other
            self._put(cell.end(1), KEY_END)
        self._before = name
        if name in _BOXES:
            self._small(tag, said)
        if said.hint and (said.hint != self._what or said.hint == "company"):
            if self._hint:  # one box in another: what the inner one holds is no more the outer's
                self._put(tag.start, HINT_END)
            self._hint, self._depth, self._what = name, 1, said.hint
            self._put(tag.end, HINT_MARKS[self._what])
        elif self._hint == name:
            self._depth += 1

    def _meaning(self, tag: _Tag) -> Meaning:
        """What a tag says of what is in it."""
        length = tag.end - tag.start
        if length == len(tag.name) + 2:
            return NOTHING
        if length > _LONG_TAG:
            # Thousands of attributes cost squares, and nobody reads them: they are left out.
            at = tag.start + 1 + len(tag.name)
            if self._copied < at:
                self._parts.append(f"{self.page[self._copied : at]}>")
                self._copied = tag.end
        said = _tag_meaning.of_tag(self.page[tag.start : tag.start + min(length, _LONG_TAG)])
        self.is_job = self.is_job or said.job
        return said

    def _dropped(self, tag: _Tag, said: Meaning) -> bool:
        """Whether an element is none of the page's text, and cut out."""
        most = self._most(tag, said)
        if most is None:
            return False
        end = _end_of(self.page, tag, most)
        if (
            not end
            or (tag.name not in _DROPPED and self._is_headed(tag.end, end))
            or (
                tag.name in MAY_GO
                and not (said.chrome or (said.hidden and end - tag.end <= _MOST_HIDDEN))
                and not MAY_GO[tag.name](self.page[tag.end : end])
            )
        ):
            self._left -= (end or min(most, len(self.page))) - tag.end
            return False
        if end - tag.end < _LONG_BUTTON and len(self.buttons) < _MOST_BUTTONS:
            inside = fold(self.page[tag.end : end].lower())
            self.buttons.append(" ".join(TAGS.sub(" ", inside).split()))
        self._cut(tag.start, end, " ")
        return True

    def _is_headed(self, start: int, end: int) -> bool:
        """Whether a stretch of the page has a first heading in it."""
        return self.page.find("<h1", start, end) >= 0 or self.page.find("<H1", start, end) >= 0

    def _most(self, tag: _Tag, said: Meaning) -> int | None:
        """Up to where an element that may be none of the text has to end; None for all others."""
        if self._left <= 0 or tag.name in _NEVER_DROPPED:
            return None
        if tag.name in _DROPPED or said.chrome:
            return len(self.page)
        if tag.name in MAY_GO:
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

    def _close(self, name: str, start: int) -> None:
        """An element ends, and with it what was marked at its beginning."""
        if name in HEADINGS:
            self._in_heading = False
            self._put(start, HEADING_END)
        elif name in _KEYS:
            self._put(start, KEY_END)
        if self._hint == name:
            self._depth -= 1
            if not self._depth:
                self._hint = self._what = ""
                self._put(start, HINT_END)

    def done(self) -> str:
        self._parts.append(self.page[self._copied :])
        return "".join(self._parts)

    def _glues(self, tag: _Tag) -> bool:
        """Whether a word ends before and another begins: "</span><span>" shows as two boxes.

        Two halves of one word, which editors leave behind, go on in lower case.
        """
        if self._closed != tag.start:
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

    def _cut(self, start: int, end: int, left: str) -> None:
        """Cuts out a stretch, of which this much is left."""
        self._parts.append(self.page[self._copied : start] + left)
        self._copied = self.position = end


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
