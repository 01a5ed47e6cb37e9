"""A web page to lines: what a person sees of it, less what surrounds every page of a site.

The page is marked in one pass over its tags (headings, labels, and elements whose class says
what they hold), navigation and the like are cut out, and `text.from_html` makes lines of the
rest; the marks, private characters, come out in the lines. One pass and no tree of our own: the
cost is that of the page's size, however it is nested or broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from alertbot import text as words
from alertbot.sources import _marking
from alertbot.sources._labels import fold


@dataclass(frozen=True)
class Line:
    """One line. `heading`: 1 to 6, or 0; `label`: the part in front that the page sets apart."""

    text: str
    heading: int = 0
    label: str = ""

    @cached_property
    def folded(self) -> str:
        """The text without case and accents, which many words are compared with."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself. `titles`: the title element's and og:title's words, in order.

    `owner`: its author or publisher, who may be its employer or whoever made the page.
    """

    titles: tuple[str, ...] = ()
    site: str = ""
    owner: str = ""
    canonical: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page laid out. `hints`: texts by what their element's class or itemprop calls them.

    `is_job`: whether a class says that it shows a posting; `buttons`: their words, folded.
    """

    lines: tuple[Line, ...]
    head: Head = Head()
    hints: dict[str, list[str]] = field(default_factory=dict)
    is_job: bool = False
    buttons: tuple[str, ...] = ()


def from_text(text: str) -> Layout:
    """A plain text's lines; blank ones part paragraphs and stay."""
    lines = (" ".join(line.split()) for line in words.clean(text).split("\n"))
    return Layout(tuple(map(Line, lines)))


def from_html(page: str) -> Layout:
    """A page's lines, its head and its hints."""
    marked = _marking.marked(page)
    lines, hints = _unmarked(words.from_html(marked.text))
    return Layout(lines, head(page), hints, marked.is_job, marked.buttons)


# -- the head -------------------------------------------------------------------------------

_META = re.compile(r"<(?:meta|link)\b([^<>]{1,4000})>", re.IGNORECASE)
_NAMES = ("title", "site_name", "application-name", "canonical", "og:url", "author", "publisher")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1000})", re.IGNORECASE)
_HTML = re.compile(r"<html\b([^<>]{1,2000})>", re.IGNORECASE)
_HEAD_SIZE = 200_000


def head(page: str) -> Head:
    """The titles, the site's name and the canonical address, from the page's beginning."""
    start = page[:_HEAD_SIZE]
    body = start.find("<body")
    start = start[:body] if body > 0 else start
    said: dict[str, str] = {}
    for tag in _META.findall(start):
        lower = tag.lower()
        if not any(name in lower for name in _NAMES):
            continue
        attributes = _marking.attributes(tag)
        name = attributes.get("property") or attributes.get("name") or attributes.get("rel") or ""
        value = attributes.get("content") or attributes.get("href") or ""
        said.setdefault(name.lower(), words.decode_entities(value))
    # The logo's and icons' titles come later than the page's own.
    title = _TITLE.search(start)
    titles = (said.get("og:title", ""), title[1] if title else "", said.get("twitter:title", ""),
              said.get("title", ""))  # fmt: skip
    lines = (words.one_line(words.decode_entities(each)) for each in titles)
    root = _HTML.search(start[:5000])
    return Head(
        titles=tuple(dict.fromkeys(line for line in lines if line)),
        site=words.one_line(said.get("og:site_name", "") or said.get("application-name", "")),
        owner=words.one_line(said.get("author", "") or said.get("publisher", "")),
        canonical=(said.get("canonical") or said.get("og:url") or "").strip(),
        language=(_marking.attributes(root[1]).get("lang", "") if root else "")[:2].lower(),
    )


def canonical(page: str) -> str:
    """The address that a page names for its own; empty where it names none."""
    return head(page).canonical


# -- the marks come out ---------------------------------------------------------------------

_MARKS = re.compile("[\ue000-\uf8ff]")
_LABEL = re.compile(f"[ •]*{_marking.KEY}([^{_marking.KEY_END}]{{1,60}}){_marking.KEY_END}")
_ANY_HINT = "".join(_marking.HINT_MARKS.values())
_HINT = re.compile(f"([{_ANY_HINT}])([^{_marking.HINT_END}]{{1,400}}){_marking.HINT_END}")
_OF_MARK = {mark: name for name, mark in _marking.HINT_MARKS.items()}
_HINT_BOUNDS = re.compile(f"{_marking.HINT_END} *(?=[^ ])")
_GLUED_AMOUNT = re.compile(f"(?<=\\w){_marking.KEY_END}(?=[$€£])")


def _unmarked(text: str) -> tuple[tuple[Line, ...], dict[str, list[str]]]:
    hints: dict[str, list[str]] = {}
    for found in _HINT.finditer(text):
        said = " ".join(_MARKS.sub(" ", found[2]).split()).rstrip("/|•· ")
        if said:
            hints.setdefault(_OF_MARK[found[1]], []).append(said)
    lines: list[Line] = []
    level = 0
    for raw in (_GLUED_AMOUNT.sub(" ", text) if _marking.KEY_END in text else text).split("\n"):
        if not level and (raw.isascii() or not _MARKS.search(raw)):
            lines.append(Line(raw.strip().rstrip("/|•· ")))
            continue
        start = next((mark for mark in raw if mark in _LEVELS), "")
        level = _LEVELS.get(start, level)
        _add(lines, raw, level, begins=bool(start))
        if _marking.HEADING_END in raw:
            level = 0
    return tuple(lines), hints


def _add(lines: list[Line], raw: str, level: int, *, begins: bool) -> None:
    """A line with marks. `level`: of the heading that it is in; `begins`: whether that does."""
    if raw[:1] in _OF_MARK and len(raw) <= 160 and raw[-1:] != ".":
        raw = _HINT_BOUNDS.sub(" • ", raw)  # boxes in a row, not words of a sentence
    found = _LABEL.match(_HINT_MARK.sub("", raw))
    label = _MARKS.sub("", found[1]).strip() if found else ""
    if _marking.BOX in raw:
        raw = raw.replace(_marking.BOX, "" if len(raw) > 160 or raw[-1:] == "." else "• ")
    plain = _MARKS.sub("", raw).strip().rstrip("/|•· ")
    if level and lines and not begins and plain:
        before = lines[-1]
        if level <= 3 and len(before.text) + len(plain) < 200 and before.heading:
            lines[-1] = Line(f"{before.text} {plain}", level)  # a heading of two lines
        else:  # no heading but a box, or one that is not closed
            lines[-1] = Line(before.text, before.heading if level <= 3 else 0, before.label)
            lines.append(Line(plain, 0, label))
    elif plain or not level:
        lines.append(Line(plain, level, label))


_LEVELS = {mark: level for level, mark in enumerate(_marking.HEADINGS.values(), 1)}
_HINT_MARK = re.compile(f"[{_marking.HINT_END}{_ANY_HINT}]")
