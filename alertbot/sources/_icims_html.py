"""iCIMS's older portals, as HTML: the cards of a list, and the labelled fields of a posting.

One pass over the page with bounded patterns; no tree is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from alertbot import text as words

_MARKS = re.compile(r"iCIMS_(?:ListingsPage|JobsTable|JobListingRow|JobCardItem)\b")
_DETAIL = re.compile(r"iCIMS_(?:JobContent|JobContainer|InfoField_Job|InfoMsg_Job|JobPage)\b")
# What JSON-LD says of the page's own address, where nothing else is left of the portal's markup.
_OF_ITSELF = re.compile(
    r""""url"\s{0,9}:\s{0,9}"https?:[\\/]{2,4}[a-z0-9-]{1,63}\.icims\.com[\\/]{1,2}jobs[\\/]{1,2}\d"""
)
_FRAME = re.compile(r"""id=["']?(?:icims_content_iframe|icims_iframe_span)\b""")
_ROWS = (
    re.compile(r"""<li\b[^<>]{0,300}\biCIMS_JobCardItem\b"""),
    re.compile(r"""<[a-z]{1,6}\b[^<>]{0,300}\biCIMS_JobListingRow\b"""),
    re.compile(r"""<div\b[^<>]{0,100}class=["'](?:[\w -]{0,100} )?row[ "']"""),
    re.compile(r"<tr\b", re.IGNORECASE),
)
_ANCHOR = re.compile(r"<a\b([^<>]{0,3000})>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)
_POSTING = re.compile(r"/jobs/(\d{1,12})/(?:[^/?#]{1,400}/)?job(?:[/?#]|\Z)")
_POSTING_LINK = re.compile(r"/jobs/(\d{1,12})/(?:[^/?#\s\"'<>]{1,400}/)?job\b")
_END = re.compile(r"</a\b", re.IGNORECASE)
_HIDDEN = re.compile(r"""<span\b[^<>]{0,200}\bsr-only\b[^<>]{0,200}>[^<]{0,200}</span>""")
_HEADING = re.compile(
    r"<h[1-6]\b[^<>]{0,200}>((?:[^<]|<(?!/?h[1-6])){0,1000})</h[1-6]", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d[\d-]{0,14} - (?=\S)")
_TITLE = re.compile(r"""\btitle=(?:"([^"]{1,500})"|'([^']{1,500})')""")
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """One posting of a list: its number, its address as it is linked, and what else is labelled."""

    id: str
    href: str
    title: str
    fields: dict[str, str] = field(default_factory=dict)


def is_list(page: str) -> bool:
    """Whether it is a page of a list, be there postings on it or none."""
    return _MARKS.search(page) is not None and not is_detail(page)


def is_detail(page: str) -> bool:
    """Whether it shows one posting."""
    if "iCIMS_JobCardItem" in page:
        return False
    return (_DETAIL.search(page) or _OF_ITSELF.search(page)) is not None


def is_frame(page: str) -> bool:
    """Whether it is the page around the list, which holds the list in a frame."""
    return _FRAME.search(page) is not None and not _POSTING_LINK.search(page)


def cards(page: str) -> Iterator[Card]:
    """The postings of a list, in order; one that has a link and no title gives an empty title."""
    rows = max((_split(page, start) for start in _ROWS), key=_linked)
    for row in rows if _linked(rows) else [page]:
        links = list(_links(row))
        labelled = fields(row) if len({link.id for link in links}) == 1 else {}
        seen: dict[str, Card] = {}
        for link in links:
            if link.id not in seen or not seen[link.id].title:
                seen[link.id] = Card(link.id, link.href, link.title, labelled)
        yield from seen.values()


def _links(row: str) -> Iterator[Card]:
    """The links to postings, each with its own words for a title."""
    anchors = list(islice(_ANCHOR.finditer(row), _MOST))
    for anchor, following in zip_longest(anchors, anchors[1:]):
        href = _HREF.search(anchor[1])
        posting = _POSTING.search(href[1]) if href else None
        if href and posting:
            limit = min(anchor.end() + 3000, following.start() if following else len(row))
            end = _END.search(row, anchor.end(), limit)
            inside = row[anchor.end() : end.start() if end else anchor.end()]
            yield Card(posting[1], words.decode_entities(href[1]), _title(inside, anchor[1]))


def _split(page: str, start: re.Pattern[str]) -> list[str]:
    places = [found.start() for found in start.finditer(page)][:_MOST]
    ends = [*places[1:], len(page)] if places else []
    return [page[a:b] for a, b in zip(places, ends, strict=True)]


def _linked(rows: list[str]) -> int:
    """How many of the rows show one posting each."""
    return sum(1 for row in rows if _POSTING_LINK.search(row))


def _title(inside: str, attributes: str) -> str:
    """The words of a link: its heading, else all but what screen readers alone are told."""
    heading = _HEADING.search(inside)
    said = line(heading[1] if heading else _HIDDEN.sub(" ", inside))
    if said:
        return said
    stated = _TITLE.search(attributes)
    return _NUMBERED.sub("", line(stated[1] or stated[2]) if stated else "", count=1)


def line(markup: str) -> str:
    """Markup as one line of text."""
    return words.one_line(
        words.from_html(markup) if "<" in markup else words.decode_entities(markup)
    )


_LABELLED = re.compile(
    r"""<span\b[^<>]{0,200}\bfield-label\b[^<>]{0,100}>([^<]{1,100})</span>\s{0,99}"""
    r"""(?:</dt>\s{0,99}<dd\b[^<>]{0,200}>\s{0,99})?<(?:span|div)\b([^<>]{0,300})>"""
    r"""((?:[^<]|<(?!/(?:span|div))){0,1500})</(?:span|div)"""
    r"""|<dt\b[^<>]{0,200}>((?:[^<]|<(?!/dt|d[td]\b)){0,400})</dt>\s{0,99}"""
    r"""<dd\b[^<>]{0,200}>((?:[^<]|<(?!/dd|d[td]\b)){0,1500})</dd"""
    r"""|<span\b[^<>]{0,200}>\s{0,9}((?:Job )?Locations?:?)\s{0,9}</span>\s{0,99}"""
    r"""<span\b[^<>]{0,200}>([^<]{1,500})</span""",
)


def fields(part: str) -> dict[str, str]:
    """What is labelled in a part of a page, by the label in lower case; the first of each counts.

    A date that is shown as "6 hours ago" has its day in the title of its element.
    """
    found: dict[str, str] = {}
    for match in _LABELLED.finditer(part[:200_000]):
        if match[1]:
            label, shown = match[1], match[3]
            stated = _TITLE.search(match[2])
        elif match[6]:
            label, shown, stated = match[6], match[7], None
        else:
            label, shown = match[4], match[5]
            stated = _TITLE.search(shown)
            label = label if "map-marker" not in label else "location"
        exact = (stated[1] or stated[2]) if stated else ""
        value = exact if re.match(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", exact) else line(shown)
        name = line(label).lower().strip(" :")
        if name and value:
            found.setdefault(name, value[:500])
    return found


_LAST = re.compile(r"Page\s{1,9}\d{1,4}\s{1,9}of\s{1,9}(\d{1,4})\b", re.IGNORECASE)
_NUMBER = re.compile(r"""[?&;]pr=(\d{1,4})(?=[&"'#\s])""")


def last_page(page: str) -> int:
    """The number of the last page that the page knows of, the first being 0."""
    stated = [int(found) - 1 for found in _LAST.findall(page)[:10]]
    linked = [int(found) for found in _NUMBER.findall(page)[:1000]]
    return max([0, *stated, *linked])


def number(*texts: str) -> str:
    """The number of the posting that the first of some addresses or pages links to, or is."""
    found = (_POSTING_LINK.search(text[:500_000]) for text in texts)
    return next((one[1] for one in found if one), "")


_SECTION = re.compile(r"""<h[1-6]\b[^<>]{0,300}\biCIMS_InfoField_Job\b""")
_AFTER = re.compile(
    r"""<(?:div|ul|section|footer)\b[^<>]{0,300}\b(?:iCIMS_JobOptions|iCIMS_Footer|iCIMS_PageFooter"""
    r"""|iCIMS_JobsTable_Footer|iCIMS_SocialShare|iCIMS_Logo)\b"""
)
_CAPTION = re.compile(r"""<h1\b[^<>]{0,300}>((?:[^<]|<(?!/?h1)){0,1000})</h1""", re.IGNORECASE)


def title(page: str) -> str:
    """A detail's heading."""
    found = _CAPTION.search(page)
    return line(found[1]) if found else ""


def body(page: str) -> str:
    """A detail's text as HTML, all its sections, without what stands around it."""
    start = _SECTION.search(page)
    if not start:
        return ""
    end = _AFTER.search(page, start.end())
    return page[start.start() : end.start() if end else len(page)]
