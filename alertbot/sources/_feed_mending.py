"""Damaged XML of a feed: mended where that is certain, else read item by item.

All of it is linear: each search goes on from where the last one ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from alertbot.sources import _feed_xml
from alertbot.sources._feed_items import Record
from alertbot.sources._feed_xml import MOST_ITEMS, Parsed

_VERBATIM = re.compile(r"<!\[CDATA\[|<!--|<\?")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(
    r"&(?!(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)|<(?![A-Za-z_/!?])"
)
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def mended(text: str) -> str:
    """The document with bare & and < escaped, and without characters that XML does not have."""
    text = _FORBIDDEN.sub("", text)
    return "".join(part if verbatim else _mend(part) for part, verbatim in _parts(text))


def _mend(part: str) -> str:
    part = _BARE.sub(lambda found: "&amp;" if found[0] == "&" else "&lt;", part)
    return _REFERENCE.sub(_sound, part) if "&#" in part else part


def _sound(found: re.Match[str]) -> str:
    """A character reference, unless it is to a character that XML does not have."""
    code = int(found[1], 16) if found[1] else int(found[2])
    if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
        return ""
    return found[0]


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The document in pieces, and whether a piece is CDATA, a comment or an instruction."""
    at = 0
    for start, end in _verbatim(text):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Where CDATA, comments and instructions begin and end; what never ends is none."""
    at = 0
    endless: set[str] = set()
    while found := _VERBATIM.search(text, at):
        end = -1 if found[0] in endless else text.find(_ENDS[found[0]], found.end())
        if end < 0:
            endless.add(found[0])
            at = found.end()
        else:
            at = end + 3 - (found[0] == "<?")
            yield found.start(), at


# -- item by item ---------------------------------------------------------------------------

_TAGS = {
    "rss": re.compile(r"<(/?)(?:[\w.-]{1,40}:)?item(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE),
    "rdf": re.compile(r"<(/?)(?:[\w.-]{1,40}:)?item(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE),
    "atom": re.compile(r"<(/?)(?:[\w.-]{1,40}:)?entry(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE),
    "jobs": re.compile(r"<(/?)(?:job|ad|vacancy|entry)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE),
}
_AROUND = {
    "rss": ("<rss><channel>", "</channel></rss>"),
    "rdf": ("<RDF>", "</RDF>"),
    "atom": ("<feed>", "</feed>"),
    "jobs": ("<jobs>", "</jobs>"),
}


def salvaged(text: str, form: str) -> Parsed:
    """Every item of the document that is whole; `broken` has a word for each that is not.

    A document that is damaged between its items, too, has a word for that: something is amiss.
    """
    segments, stray = _segments(text, _TAGS[form])
    first = segments[0][0] if segments else len(text)
    head = _feed_xml.parse(text[:first], partial=True)
    salvage = Parsed(form, head.head if head else Record())
    for number, (start, end, whole) in enumerate(segments[:MOST_ITEMS], 1):
        item = _item(text[start:end], form) if whole else None
        if item is None:
            why = "is damaged" if whole else "breaks off"
            salvage.broken.append(f"posting {number} of the feed {why}")
        else:
            salvage.items.append(item)
    if stray or not salvage.broken:
        salvage.broken.append("the feed's XML is damaged between its postings, or breaks off")
    return salvage


def _segments(text: str, tag: re.Pattern[str]) -> tuple[list[tuple[int, int, bool]], bool]:
    """Begin and end of each item and whether it has an end; and whether there were stray tags."""
    found: list[tuple[int, int, bool]] = []
    stray = False
    begun = behind = -1
    for start, end, closing in _tags(text, tag):
        if closing:
            if begun >= 0:
                found.append((begun, end, True))
            stray = stray or begun < 0
            begun = -1
        else:
            if begun >= 0:
                empty = not text[behind:start].strip()
                stray = stray or empty
                if not empty:
                    found.append((begun, start, False))
            begun, behind = start, end
    if begun >= 0:
        found.append((begun, len(text), False))
    return found, stray


def _tags(text: str, tag: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """The tags of items outside CDATA and comments: begin, end, and whether it is an end tag."""
    at = 0
    for start, end in [*_verbatim(text), (len(text), len(text))]:
        for found in tag.finditer(text, at, start):
            if not found[0].endswith("/>"):
                yield found.start(), found.end(), bool(found[1])
        at = end


def _item(segment: str, form: str) -> Record | None:
    """The one item of a segment, its texts as they stand where their markup is what is broken."""
    before, after = _AROUND[form]
    for candidate in (segment, _as_text(segment)):
        parsed = _feed_xml.parse(f"{before}{candidate}{after}")
        if parsed is not None and len(parsed.items) == 1:
            return parsed.items[0]
    return None


_FIELD = re.compile(
    r"<(/?)((?:[\w.-]{1,40}:)?(?:title|description|summary|content|encoded|body))"
    r"(?=[\s/>])[^<>]{0,2000}>"
)


def _as_text(segment: str) -> str:
    """The segment with what its text fields hold escaped: `<description>a<br>b</description>`.

    Only where a field has one begin and one end, so that what it holds is certain.
    """
    opened: dict[str, list[int]] = {}
    closed: dict[str, list[int]] = {}
    for start, end, closing in _tags(segment, _FIELD):
        name = segment[start:end].strip("</>").split()[0]
        (closed if closing else opened).setdefault(name, []).append(start if closing else end)
    spans = sorted(
        (opened[name][0], closed[name][0])
        for name in opened
        if len(opened[name]) == len(closed.get(name, ())) == 1 and opened[name] < closed[name]
    )
    out, at = "", 0
    for begin, end in spans:
        inside = segment[begin:end]
        if begin < at or "<" not in inside or "<![CDATA[" in inside:
            continue
        out += segment[at:begin] + escape(inside.replace("&amp;", "&"), quote=False)
        at = end
    return out + segment[at:]
