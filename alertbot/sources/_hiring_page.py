"""A thread as news.ycombinator.com shows it: its comments, in the words of the site's own API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.errors import ParseError

_ROW = re.compile(r"<tr\b[^<>]{0,200}?\bcomtr\b[^<>]{0,200}>", re.IGNORECASE)
_ID = re.compile(r"""\bid=["']?([0-9]{1,12})""", re.ASCII)
_INDENT = re.compile(
    r"""\bindent=["']?([0-9]{1,4})|s\.gif["']?[^<>]{0,40}\bwidth=["']?([0-9]{1,5})"""
)
_TEXT = re.compile(r"""<(?:span|div)\b[^<>]{0,40}\bcommtext\b[^<>]{0,80}>""")
_END = re.compile(r"""<div\b[^<>]{0,40}\breply\b|</td>""")
_AGE = re.compile(r"""\bage\b["'][^<>]{0,20}\btitle=["']([0-9T:.Z+-]{10,40})""", re.ASCII)
_AGO = re.compile(r">\s{0,9}([0-9]{1,3} (?:minute|hour|day|month)s? ago)\s{0,9}<", re.ASCII)
_TITLE = re.compile(r"<title\b[^<>]{0,100}>([^<]{1,300})", re.IGNORECASE)


def is_thread(page: str) -> bool:
    """Whether HTML is that of a thread with comments."""
    return "comtr" in page and _ROW.search(page) is not None


def title(page: str) -> str:
    """The thread's title, without the site's name."""
    found = _TITLE.search(page[:20_000])
    said = words.one_line(words.decode_entities(found[1])) if found else ""
    return said.removesuffix("| Hacker News").strip()


def comments(page: str) -> list[Mapping[str, object]]:
    """The top-level comments, deleted ones without text. Raises ParseError."""
    if not is_thread(page):
        raise ParseError("HTML where a thread of Hacker News was expected")
    return list(_comments(page))


def _comments(page: str) -> Iterator[Mapping[str, object]]:
    rows = list(_ROW.finditer(page))
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        inner = page[row.end() : following.start() if following else len(page)]
        indent = _INDENT.search(inner)
        if indent and int(indent[1] or indent[2]) > 0:
            continue
        id, age, ago = _ID.search(row[0]), _AGE.search(inner), _AGO.search(inner)
        begin = _TEXT.search(inner)
        end = _END.search(inner, begin.end()) if begin else None
        text = inner[begin.end() : end.start() if end else len(inner)] if begin else ""
        yield {
            "id": id[1] if id else "",
            "type": "comment",
            "text": text.strip().removesuffix("</div>").rstrip().removesuffix("</span>").strip(),
            "created_at": age[1] if age else ago[1] if ago else "",
        }
