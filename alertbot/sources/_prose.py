"""A page without structured data, read as a person reads it: title, facts around it, body.

The title is the heading or line that most looks like one. The facts stand between it and the
first section ("Overview") or paragraph, or behind their labels anywhere. The rest is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.model import RawPlace
from alertbot.sources import _employer, _facts, _headline
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import fold
from alertbot.sources._layout import Layout, Line
from alertbot.sources._page_words import GENERIC, TAIL, is_chrome
from alertbot.sources._paths import LIST_WORDS


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
    seen = [part for line in layout.lines for part in _facts.apart(line)]
    lines = [line for line in seen if _ends(line) or not is_chrome(line.text)]
    found = _headline.find(lines, layout)
    if found is None:
        return None
    title, at = found
    zone = _facts.zone(lines, at)
    labelled, used = _facts.labelled(lines, zone)
    facts = _facts.hinted(layout) | labelled
    facts, loose = _facts.loose(lines, at, zone, facts, used, layout.head.language)
    used |= loose
    employer = _employer.cleaned(facts.pop("company", ""), layout.head) or company
    if not employer:
        employer, line = _employer.find(lines, zone, layout.head, title, url, used, facts)
        used |= {line} if line >= 0 else set()
    if advert := facts.pop("title", ""):
        title = title if at >= 0 else advert
    named = any(fold(title) in fold(one) for one in layout.head.titles)
    body = _body(lines, at, zone, used, title, named=named)
    said = set(facts) | ({"company"} & (set(labelled) | set(layout.hints)))
    enough = 3 + 2 * _is_elsewhere(title, lines, layout.buttons, url)
    if _ARTICLE.match(fold(title)) or not _is_advert(title, said, lines, body, layout, enough):
        return None
    return Advert(title, employer, facts, body)


def _ends(line: Line) -> bool:
    """Whether a heading ends the posting, although it is on every page of the site."""
    return bool(line.heading) and TAIL.fullmatch(line.folded) is not None


# -- the body -------------------------------------------------------------------------------


def _body(
    lines: list[Line], at: int, zone: range, used: set[int], title: str, *, named: bool
) -> str:
    """The text from the title to where the page turns to other postings or to itself.

    `named`: whether the page's head names the title too.
    """
    end = _tail(lines, zone.stop)
    around = {lines[number].text for number in zone}
    while end > zone.stop and _says_nothing(lines[end - 1], around):
        end -= 1
    begin = at + 1
    if named and at > 0 and not lines[at].heading:  # it stands in the text that it is the title of
        begin = next(filter(lambda n: _facts.starts_body(lines[n]), range(at)), begin)
    kept = [
        line.text
        for number, line in enumerate(lines[begin:end], begin)
        if number not in used and not (number in zone and (line.text == title or _is_generic(line)))
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _says_nothing(line: Line, around: set[str]) -> bool:
    """Whether the last line of a body is none of it: a heading over nothing, a fact once more."""
    over_nothing = line.heading and len(line.text) <= 60 and not line.text.startswith("•")
    return not line.text or bool(over_nothing) or line.text in around


def _is_generic(line: Line) -> bool:
    """Whether a heading is that of all pages of its kind: "Careers"."""
    return bool(line.heading) and GENERIC.fullmatch(line.folded) is not None


def _tail(lines: list[Line], start: int) -> int:
    """The number of the first line that is no more of this posting."""
    total = sum(len(line.text) for line in lines[start:]) or 1
    read = 0
    for number in range(start, len(lines)):
        text = lines[number].text
        if text and len(text) <= 120 and read * 2 > total and TAIL.fullmatch(lines[number].folded):
            return number
        read += len(text)
    return len(lines)


# What pages about other things say, and what their titles begin with.
_ELSEWHERE = re.compile(
    r"(?:by|von|par|por|di|door) [^\d,.:]{4,40}(?: [·|•-] .{0,60})?"
    r"|.{0,60}\b\d{1,2} ?min(?:ute)?s? read\b.{0,40}"
    r"|leave a (?:comment|reply).{0,20}|\d+ comments?|add to (?:cart|basket|bag)|in den warenkorb"
    r"|.{0,30}lesezeit.{0,20}|about the authors?|related articles?|posted in .{2,40}|buy tickets?"
    r"|register now|enrol(?:l)? now|request a demo|entry requirements|tuition fees?.{0,20}"
)
_PLACES_ELSEWHERE = re.compile(
    r"blog|news|press(?:-?releases?)?|articles?|stories|story|insights?|guides?|resources?"
    r"|events?|courses?"
    r"|degrees?|programmes?|career-advice|advice|customers?|case-stud(?:y|ies)|products?|shop|store"
    r"|about(?:-us)?|people|magazine?|magazin|ratgeber|aktuelles|actualites|noticias"
    r"|job-descriptions?"
    r"|companies|members?|team|authors?|tags?|category|webinars?|podcasts?|docs|help|support|faqs?"
)
_ARTICLE = re.compile(
    r"(?:how (?:to|we|i|our|much|do|does|they)|why (?:we|i|you|our|a)|what (?:is|are|does|we|to)"
    r"|when to"
    r"|a day in the life|meet (?:the|our)|interview with|\d+ (?:tips|ways|things|reasons|best)"
    r"|wie wir|so (?:wirst"
    r"|werden)|was macht|comment devenir|como ser|que es|top \d+|welcome to|announcing"
    r"|introducing)\b"
    r"|.*\bjob descriptions? (?:template|sample|example)s?$|.*: (?:salary|what they do)\b"
)


def _is_elsewhere(title: str, lines: list[Line], buttons: tuple[str, ...], url: str) -> int:
    """How much speaks for an article, a product or a course: its address, and its lines."""
    path = [part for part in fold(url[:1000]).partition("?")[0].split("/")[3:-1] if part]
    while any(LIST_WORDS.fullmatch(part) for part in path):
        path = path[1:]  # /about/jobs/ is jobs, /careers/stories/ are stories
    by_address = any(_PLACES_ELSEWHERE.fullmatch(part) for part in path)
    short = (line.folded for line in lines if len(line.text) <= 100)
    by_lines = any(_ELSEWHERE.fullmatch(one.strip(" .:!?")) for one in (*buttons, *short))
    return (by_address + by_lines) * (1 if is_job(fold(title)) else 2)


def _is_advert(
    title: str, said: set[str], lines: list[Line], body: str, layout: Layout, enough: int
) -> bool:
    """Whether enough speaks for a posting: any page has a heading and a text.

    `said`: the names of the facts that were found; `enough`: how much evidence is wanted.
    """
    short = (line.folded for line in layout.lines if len(line.text) <= 80)
    applies = any(_APPLY.search(one) for one in (*layout.buttons, *short))
    sections = sum(map(_facts.is_section, lines))
    evidence = (
        is_job(fold(title))
        + min(3, sum(name not in ("posted", "title", "level") for name in said))
        + min(2, sections)
        + (len(body) > 300)
        + applies
        + layout.is_job
    )
    return evidence >= enough and len(body) >= (
        _LITTLE if evidence >= 4 or layout.is_job else _ENOUGH
    )


_APPLY = re.compile(
    r"\b(?:appl(?:y|ications?)|bewerb\w{0,8}|postul\w{0,6}|candidat\w{0,6}|solicit\w{0,6}"
    r"|inscr\w{0,8}"
    r"|sollicit\w{0,6}|ansok|ansog|sok stillingen|aplikuj|basvur|hae paikkaa|hae tyopaikkaa)\b"
)
_LITTLE, _ENOUGH = 15, 60
