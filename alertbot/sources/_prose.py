"""A page without structured data, read as a person reads it: title, facts around it, body.

The title is the heading or line that most looks like one. The facts stand between it and the
first section ("Overview") or paragraph, or behind their labels anywhere. The rest is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.model import RawPlace
from alertbot.sources import _employer, _facts, _headline
from alertbot.sources._labels import GENERIC, JOBS, SECTIONS, TAIL, fold
from alertbot.sources._layout import Layout, Line


@dataclass(frozen=True, slots=True)
class Advert:
    """What a page says of one posting. `facts`: words by the names of `_labels`."""

    title: str
    company: str
    facts: _facts.Facts
    body: str

    @property
    def places(self) -> tuple[RawPlace, ...]:
        """The place line, else the city, region and country that are labelled one by one."""
        line = self.facts.get("place", "")
        city, region, country = (self.facts.get(key, "") for key in ("city", "region", "country"))
        if not city and line and (region or country) and not re.search(r"[,;|/()]| - ", line):
            city = line
        if city:
            return (RawPlace(city=city, region=region, country=country),)
        if line:
            return (RawPlace(text=line),)
        return (RawPlace(region=region, country=country),) if region or country else ()


def read(layout: Layout, *, url: str, company: str) -> Advert | None:
    """The posting on a page; None where the page shows none, or a list of several.

    `company`: what the employer is called where the page does not label it.
    """
    lines = [line for line in layout.lines if _ends(line) or not _facts.is_chrome(line.text)]
    found = _headline.find(lines, layout)
    if found is None:
        return None
    title, at = found
    zone = _facts.zone(lines, at)
    labelled, used = _facts.labelled(lines, zone)
    facts = _facts.hinted(layout) | labelled
    facts, loose = _facts.loose(lines, at, zone, facts, used, layout.head.language)
    used |= loose
    employer = facts.pop("company", "") or company
    if not employer:
        employer, line = _employer.find(lines, zone, layout.head, title, url, used, facts)
        used |= {line} if line >= 0 else set()
    if advert := facts.pop("title", ""):
        title = title if at >= 0 else advert
    body = _body(lines, at, zone, used, title)
    said = set(facts) | {name for name in labelled if name == "company"}
    if not _is_advert(title, said, lines, body):
        return None
    return Advert(title, employer, facts, body)


def _ends(line: Line) -> bool:
    """Whether a heading ends the posting, although it is on every page of the site."""
    return bool(line.heading) and TAIL.fullmatch(fold(line.text)) is not None


# -- the body -------------------------------------------------------------------------------


def _body(lines: list[Line], at: int, zone: range, used: set[int], title: str) -> str:
    """The text from the title to where the page turns to other postings or to itself."""
    end = _tail(lines, zone.stop)
    around = {lines[number].text for number in zone}
    while end > zone.stop and (not lines[end - 1].text or lines[end - 1].text in around):
        end -= 1
    kept = [
        line.text
        for number, line in enumerate(lines[at + 1 : end], at + 1)
        if number not in used
        and not (number in zone and (line.text == title or _is_generic(line)))
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _is_generic(line: Line) -> bool:
    """Whether a heading is that of all pages of its kind: "Careers"."""
    return bool(line.heading) and GENERIC.fullmatch(fold(line.text)) is not None


def _tail(lines: list[Line], start: int) -> int:
    """The number of the first line that is no more of this posting."""
    total = sum(len(line.text) for line in lines[start:]) or 1
    read = 0
    for number in range(start, len(lines)):
        text = lines[number].text
        if text and len(text) <= 120 and read * 2 > total and TAIL.fullmatch(fold(text)):
            return number
        read += len(text)
    return len(lines)


def _is_advert(title: str, said: set[str], lines: list[Line], body: str) -> bool:
    """Whether enough speaks for a posting: any page has a heading and a text.

    `said`: the names of the facts that were found.
    """
    folded = [fold(line.text).strip(" .:!?") for line in lines if len(line.text) <= 100]
    sections = sum(SECTIONS.fullmatch(line) is not None for line in folded)
    evidence = (
        bool(JOBS.search(fold(title)))
        + min(3, sum(name not in ("posted", "title", "level") for name in said))
        + min(2, sections)
        + (len(body) > 300)
        + any(_APPLY.search(line) is not None for line in folded)
    )
    return evidence >= 3 and len(body) >= 60


_APPLY = re.compile(
    r"\bappl(?:y|ications?|icants?)\b|bewerb|postul|candidat|solicit|inscr|soll?icit"
)
