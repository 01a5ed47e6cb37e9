"""Workday's career sites, by the interface of their own pages (CXS): docs/sources.md has the traps.

A list shows 20 postings a page and 2,000 at the most, then begins again: a longer one is read in
parts. What a posting says beside its title stands in its detail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated
from urllib.parse import quote, unquote

from pydantic import AfterValidator, Field, StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _json,
    _workday_facets,
    _workday_pages,
    _workday_site,
)

MANNERS = Manners(
    every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(milliseconds=500)
)


def _known(url: str) -> str:
    if _workday_site.read(url) is None:
        raise ValueError(
            "this is the address of a Workday career site, such as "
            "https://contoso.wd5.myworkdayjobs.com/Careers"
        )
    return url


class Options(SourceOptions):
    """`url` is the career site as a browser shows it; what it is narrowed to there is kept.

    `search`: words to search for. `facets`: values by the facet's name, as the site's own address
    has them (`locationCountry: [bc33aa3152ec42d4995f4791a106ed09]`).
    """

    url: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
        AfterValidator(_known),
    ]
    search: str = ""
    facets: dict[str, list[str]] = Field(default_factory=dict)


def requests(options: Options) -> Iterable[Request]:
    """The first page of the list."""
    site = _workday_site.read(options.url)
    if site:
        yield _narrowing(options).request(site.api(options.base_url or ""))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """A page of the list and what to ask for next, or the one of a detail. Raises ParseError."""
    payload = _json.load(page)
    site = _workday_site.read(options.url) or _workday_site.read(page.url)
    envelope = _json.obj(payload)
    if _json.is_object(info := envelope.get("jobPostingInfo")):
        organisation = _json.obj(envelope.get("hiringOrganization"))
        return iter([_detailed(options, site, page, info, organisation)])
    listed = envelope.get("jobPostings")
    if isinstance(listed, list):
        return _list(options, site, page, envelope, listed)
    if "jobPostings" in envelope:
        raise ParseError(f"'jobPostings' is {_json.shape(listed)} where a list was expected")
    raise _json.not_understood(payload, "the site", "a Workday list was expected")


def recognise(page: Page) -> bool:
    """Whether the page is a list or a detail as Workday words them."""
    try:
        envelope = _json.obj(_json.load(page))
    except ParseError:
        return False
    if _json.is_object(envelope.get("jobPostingInfo")):
        return True
    return isinstance(envelope.get("jobPostings"), list)


_ADDRESS = re.compile(
    r"(?P<url>https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,2}\.(?:myworkdayjobs(?:-impl)?|"
    r"myworkdaysite)\.com/[\w./%~-]{1,300}|https?://[a-z0-9.-]{1,253}/wday/cxs/[\w./%~-]{1,300})",
    re.IGNORECASE,
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Career sites by any address on them, each once, and without what it was narrowed to."""
    sites = (_workday_site.read(found["url"]) for found in _address.named(text, _ADDRESS))
    for url in dict.fromkeys(site.url if _shows(site) else site.api() for site in sites if site):
        yield {"url": url}


def _shows(site: _workday_site.Site) -> bool:
    """Whether the address that is made for a site leads back to it: on hosts of their own, no."""
    return _workday_site.read(site.url) == site


# -- the list -------------------------------------------------------------------------------


def _narrowing(options: Options) -> _workday_pages.Narrowing:
    """What the whole is narrowed to: by the address, and by the options."""
    there = _workday_pages.of_address(options.url)
    return _workday_pages.Narrowing(
        options.search or there.said, {**there.facets, **options.facets}
    )


def _list(
    options: Options,
    site: _workday_site.Site | None,
    page: Page,
    envelope: Mapping[str, object],
    listed: list[object],
) -> Iterator[Parsed]:
    whole = _narrowing(options)
    asked = _workday_pages.asked(page) or _workday_pages.Asked(whole)
    facets = _workday_facets.read(envelope.get("facets"))
    total = _workday_pages.count(envelope.get("total"))
    if asked.offset == 0 and asked.narrowing == whole and (total or not listed):
        yield Whole(total=_workday_facets.total(total, facets))
    yield from _board.postings(listed, partial(_listed, options, site))
    if site:
        full = len(listed) >= _workday_pages.SIZE
        root = site.api(options.base_url or "")
        yield from _workday_pages.others(root, asked, total=total, facets=facets, full=full)


def _listed(
    options: Options, site: _workday_site.Site | None, job: Mapping[str, object]
) -> RawPosting | Skipped:
    path = _json.text(job.get("externalPath"))
    external_id = _last_part(path)
    title = words.one_line(words.decode_entities(_json.text(job.get("title"))))
    if not external_id:
        return Skipped("it has no path")
    if not title:
        return Skipped(f"{external_id} has no title")
    bullets = [words.one_line(_json.text(each)) for each in _json.items(job.get("bulletFields"))]
    return RawPosting(
        external_id=external_id,
        url=_json.link(f"{site.url}{_quoted(path)}") if site else "",
        title=title,
        company=_company(options, site),
        places=tuple(_places([job.get("locationsText")])),
        workplace=words.one_line(_json.text(job.get("remoteType"))),
        employment_type=words.one_line(_json.text(job.get("timeType"))),
        requisition=_requisition(external_id, bullets),
        posted=words.one_line(_json.text(job.get("postedOn")))
        or next((bullet for bullet in bullets if bullet.lower().startswith("posted ")), ""),
        detail=_detail(options, site, path) if site else None,
    )


def _detail(options: Options, site: _workday_site.Site, path: str) -> Request:
    url = f"{site.api(options.base_url or '')}{_quoted(path)}"
    return Request(url, headers=_workday_pages.IN_ENGLISH, purpose="detail")


def _quoted(path: str) -> str:
    return quote("/" + path.lstrip("/"), safe="/%-._~!$&'()*+,;=:@")


def _last_part(path: str) -> str:
    return _json.identifier(path.partition("?")[0].rstrip("/").rpartition("/")[2])


# -- the detail -----------------------------------------------------------------------------


def _detailed(
    options: Options,
    site: _workday_site.Site | None,
    page: Page,
    info: Mapping[str, object],
    organisation: Mapping[str, object],
) -> RawPosting | Skipped:
    url = _json.link(info.get("externalUrl"))
    asked = _last_part(page.request.url) if page.request else ""
    external_id = _json.identifier(info.get("jobPostingId")) or _last_part(url) or asked
    title = words.one_line(words.decode_entities(_json.text(info.get("title"))))
    if not external_id or not title:
        return Skipped("a detail without id or title")
    site = site or _workday_site.read(url)
    named = words.one_line(words.decode_entities(_json.text(organisation.get("name"))))
    additional = _json.items(info.get("additionalLocations"))
    return RawPosting(
        external_id=external_id,
        url=url or (f"{site.url}/job/{quote(external_id, safe='')}" if site else ""),
        title=title,
        company=named or _company(options, site),
        places=tuple(_places([info.get("location"), *additional], _country(info))),
        workplace=words.one_line(_json.text(info.get("remoteType"))),
        employment_type=words.one_line(_json.text(info.get("timeType"))),
        requisition=_json.identifier(info.get("jobReqId")),
        posted=words.one_line(_json.text(info.get("postedOn"))),
        valid_through=_json.text(info.get("endDate")),
        description=_json.text(info.get("jobDescription")),
    )


def _company(options: Options, site: _workday_site.Site | None) -> str:
    return options.company or _board.employer(site.tenant if site else "", "", "workday")


def _country(info: Mapping[str, object]) -> str:
    """The country of the first place: its code, else its name."""
    of_requisition = _json.obj(_json.obj(info.get("jobRequisitionLocation")).get("country"))
    own = _json.obj(info.get("country"))
    same = not own or own.get("id") == of_requisition.get("id")
    code = _json.identifier(of_requisition.get("alpha2Code")) if same else ""
    return (
        _json.identifier(own.get("alpha2Code"))
        or code
        or words.one_line(_json.text(own.get("descriptor")))
    )


# "7 Locations", and the same in the other languages of the sites: how many, and not where.
_ROLLED_UP = re.compile(
    r"\d{1,4}\s?(?:locat\w+|standort\w*|orte|emplacements?|lieux|sites?|ubicaci\w+|localidad\w*"
    r"|localiza\w+|locais|sedi|localita|locaties|vestiging\w*|lokalizacj\w+|plats\w*|steder"
    r"|lokation\w*|toimipaik\w*|個の?\w*|个\w*|か所\w*|개\w*)"
    r"|(?:multiple|various|several) locations?",
)


def _places(stated: list[object], country: str = "") -> Iterator[RawPlace]:
    """The places in order, each once; the country is that of the first."""
    said = (_json.text(place) or _json.text(_json.obj(place).get("descriptor")) for place in stated)
    named = (words.one_line(words.decode_entities(place)) for place in said)
    found = dict.fromkeys(name for name in named if name and not is_rolled_up(name))
    for number, name in enumerate(found):
        yield RawPlace(text=name, country="" if number else country)
    if not found and country:
        yield RawPlace(country=country)


def is_rolled_up(place: str) -> bool:
    """Whether the words say how many places there are, and not which: "7 Locations"."""
    return _ROLLED_UP.fullmatch(words.fold(place[:60]).strip()) is not None


_SUFFIX = re.compile(r"-\d{1,2}\Z")
_CODE = re.compile(r"(?=[^\d]{0,20}\d)[\w./#-]{2,40}")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")


def _requisition(external_id: str, bullets: list[str]) -> str:
    """The requisition among the bullets: the one that ends the path; else what looks like one.

    The path ends in "_R-123", or "_R-123-1" where another site shows the requisition too.
    """
    ending = unquote(external_id).rpartition("_")[2]
    bare = _SUFFIX.sub("", ending)
    for bullet in bullets:
        if bullet and bullet in (ending, bare):
            return bullet
    for bullet in bullets:
        if _CODE.fullmatch(bullet) and not _DATE.fullmatch(bullet):
            return bullet
    return bare if "_" in external_id and _CODE.fullmatch(bare) else ""
