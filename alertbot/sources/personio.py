"""Personio's XML feed: one answer holds the whole careers page. docs/sources.md has the quirks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _json, _site, _xml

MANNERS = Manners(every=timedelta(minutes=30), floor=timedelta(minutes=10))

_SERVICE = "jobs.personio.de"


class Options(SourceOptions):
    """`site` is SITE of SITE.jobs.personio.de, or the whole host (SITE.jobs.personio.com).

    `language`: titles and texts, and with some employers the list itself, differ by it; empty
    asks for the employer's own.
    """

    site: _site.Site
    language: Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2})?$")] = "en"


def requests(options: Options) -> Iterable[Request]:
    """The whole feed in one request, texts included."""
    base = options.base_url or f"https://{_site.host(options.site, _SERVICE)}"
    yield Request(f"{base}/xml?language={options.language}" if options.language else f"{base}/xml")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The positions of a feed. Raises ParseError."""
    feed = _xml.load(page)
    if feed.name != _ROOT:
        name = words.cut(words.one_line(feed.name), 60)
        raise ParseError(f"XML with <{name}> where Personio's <{_ROOT}> was expected")
    host = _site.host(options.site, _SERVICE, page.url) or _other_host(page.url)
    return _distinct(_posting(options, host, position) for position in feed.children("position"))


def recognise(page: Page) -> bool:
    """Whether the page is such a feed, be it empty."""
    if _ROOT.encode() not in page.body[:4000]:
        return False
    try:
        return _xml.load(page).name == _ROOT
    except ParseError:
        return False


_ROOT = "workzag-jobs"
_ADDRESS = re.compile(
    r"(?<![\w-])(?P<host>[A-Za-z0-9][A-Za-z0-9-]{0,62}\.jobs\.personio\.(?:de|com|es))"
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their addresses."""
    hosts = dict.fromkeys(found["host"].lower() for found in _address.named(text, _ADDRESS))
    return ({"site": host.removesuffix(f".{_SERVICE}")} for host in hosts)


def _other_host(url: str) -> str:
    """The host of an address on one of the service's other domains; else empty."""
    found = re.match(r"https?://([\w-]{1,63}\.jobs\.personio\.[a-z]{2,3})(?:[/?#]|$)", url)
    return found[1] if found else ""


def _distinct(found: Iterable[RawPosting | Skipped]) -> Iterator[Parsed]:
    """Each position once; one that is there again as it was is not worth a word."""
    seen: dict[str, RawPosting] = {}
    for place, one in enumerate(found, 1):
        if isinstance(one, Skipped):
            yield Skipped(f"position {place}: {one.reason}")
        elif one.external_id not in seen:
            seen[one.external_id] = one
            yield one
        elif seen[one.external_id] != one:
            yield Skipped(f"id {one.external_id} occurs twice, and differs")


def _posting(options: Options, host: str, position: _xml.Element) -> RawPosting | Skipped:
    external_id = _json.identifier(position.said("id"))
    title = _line(position, "name")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no name")
    # The feed has no addresses: this is how the service makes them.
    url = f"https://{host}/job/{quote(external_id, safe='')}" if host else ""
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        # The subcompany is the legal entity or the brand, which may differ within one feed.
        company=options.company
        or _line(position, "subcompany")
        or _site.employer(options.site, _SERVICE, url),
        places=tuple(_places(position)),
        pay=tuple(_pay(position.child("salaryInformation"))),
        employment_type=_employment(position),
        level=_line(position, "seniority"),
        department=_line(position, "department"),
        posted=_line(position, "createdAt"),
        description=_description(position),
    )


def _line(element: _xml.Element, name: str) -> str:
    return words.one_line(element.said(name))


def _places(position: _xml.Element) -> Iterator[RawPlace]:
    """The office, then the others, each once."""
    others = position.child("additionalOffices")
    offices = [*position.children("office"), *(others.children("office") if others else ())]
    named = dict.fromkeys(words.one_line(office.text) for office in offices)
    return (RawPlace(text=name) for name in named if name)


def _employment(position: _xml.Element) -> str:
    """ "permanent, part-time"; a schedule that leaves it open ("full-or-part-time") says none."""
    schedule = _line(position, "schedule")
    said = (_line(position, "employmentType"), "" if "-or-" in schedule else schedule)
    return ", ".join(filter(None, said))


def _pay(stated: _xml.Element | None) -> Iterator[RawPay]:
    if stated is None:
        return
    low, high = (_json.number(stated.said(name)) for name in ("min", "max"))
    if low is not None or high is not None:
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(stated.said("currencyCode")),
            period=_json.identifier(stated.said("type")),
        )


def _description(position: _xml.Element) -> str:
    """All sections, each under its heading."""
    sections = position.child("jobDescriptions")
    parts: list[str] = []
    for section in sections.children("jobDescription") if sections else ():
        heading, value = _line(section, "name"), section.child("value")
        body = _json.text(value.markup) if value else ""
        if body:
            above = f"<h3>{html.escape(heading, quote=False)}</h3>\n" if heading else ""
            parts.append(f"{above}<div>{body}</div>")
    return "\n".join(parts)
