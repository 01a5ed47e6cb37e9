"""Oracle Recruiting (HCM Candidate Experience): lists by a finder, one detail a posting.

Limit and offset count only inside the finder. docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _host, _json, _paging

MANNERS = Manners(
    every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(milliseconds=500)
)

PER_PAGE = 100
_API = "/hcmRestApi/resources/latest"
_EXPAND = "workLocation", "otherWorkLocations", "secondaryLocations"


class Options(SourceOptions):
    """`host` is that of the API, such as abcd.fa.us2.oraclecloud.com; `site` stands in the
    addresses of its postings (/sites/CX_1/job/123). `query` narrows the site to some words.
    """

    host: _host.Host
    site: _board.Slug = "CX_1"
    # Commas and semicolons part the finder, and no way to escape them is known.
    query: Annotated[str, StringConstraints(max_length=200, pattern=r'^[^,;="]*$')] = ""


def requests(options: Options) -> Iterable[Request]:
    """The first page, the newest first."""
    yield _list(options, 0)


def _list(options: Options, offset: int) -> Request:
    keyword = f",keyword={quote(options.query.strip(), safe='')}" if options.query.strip() else ""
    finder = (
        f"findReqs;siteNumber={quote(options.site, safe='')}{keyword}"
        f",limit={PER_PAGE},offset={offset},sortBy=POSTING_DATES_DESC"
    )
    expand = ",".join(f"requisitionList.{name}" for name in _EXPAND)
    return Request(
        f"{_base(options)}{_API}/recruitingCEJobRequisitions"
        f"?onlyData=true&expand={expand}&finder={finder}",
        purpose="page" if offset else "list",
        cursor=str(offset) if offset else "",
    )


def _detail(board: _Board, external_id: str) -> Request:
    finder = f"ById;Id=%22{quote(external_id, safe='')}%22,siteNumber={quote(board.site, safe='')}"
    return Request(
        f"{_base(board.options)}{_API}/recruitingCEJobRequisitionDetails"
        f"?expand=all&onlyData=true&finder={finder}",
        purpose="detail",
    )


def _base(options: Options) -> str:
    """Scheme and host to ask; empty for a file that is only looked at."""
    return options.base_url or (f"https://{options.host}" if options.host else "")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page of the list, or the one of a detail. Raises ParseError."""
    envelope = _json.load(page)
    item = _item(envelope)
    site = _json.identifier(item.get("SiteNumber")) or options.site
    board = _Board(options, site, _public(options, page, envelope))
    if _is_posting(item):
        return _board.postings([item], partial(_posting, board, False))
    listed = _listed(item)
    total = _paging.count(item.get("TotalJobsCount"))
    postings = _board.postings(listed, partial(_posting, board, True))
    return chain(_paging.whole(total), postings, _further(options, page, item, len(listed)))


def recognise(page: Page) -> bool:
    """Whether the page is a list or a detail as Oracle words them."""
    try:
        item = _item(_json.load(page))
        return _is_posting(item) or _listed(item) is not None
    except ParseError:
        return False


_ADDRESS = re.compile(
    r"(?<![a-z0-9.-])(?P<host>[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){1,4}\.oraclecloud\.com)(?::443)?/"
    r"(?:hcmUI/CandidateExperience/[A-Za-z-]{2,10}/(?:sites|job)/(?P<site>[A-Za-z0-9_-]{1,60})"
    r"|hcmRestApi/resources/[\w.]{1,20}/recruitingCE\w{1,40}\?[^\s\"'<>]{0,500}?"
    r"siteNumber(?:=|%3D)(?P<number>[A-Za-z0-9_-]{1,60})"
    r"|hcmUI/CandidateExperience\b)"
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by the addresses of their pages or of the API; CX_1 where no site is named."""
    for found in _address.named(text, _ADDRESS):
        site = found.get("site") or found.get("number")
        yield {"host": found["host"]} | ({"site": site} if site else {})


# -- the envelope ---------------------------------------------------------------------------


def _item(payload: object) -> Mapping[str, object]:
    """The one search or posting of an answer. Without a finder that fits there is none."""
    envelope = _json.obj(payload)
    if "items" in envelope:
        items = envelope["items"]
        if not isinstance(items, list):
            raise ParseError(f"'items' is {_json.shape(items)} where a list was expected")
        if not items:
            raise ParseError("the site knows no such search or posting; is `site` right?")
        found = _json.obj(items[0])
    else:
        found = envelope
    if _is_posting(found) or "requisitionList" in found:
        return found
    if said := _json.complaint(payload) or _json.text(envelope.get("title")):
        raise ParseError(f"the site answers: {words.cut(words.one_line(said), 120)}")
    raise ParseError(f"{_json.shape(found)} where an Oracle list of requisitions was expected")


_MARKS = {
    "ExternalDescriptionStr",
    "ExternalQualificationsStr",
    "ExternalResponsibilitiesStr",
    "ExternalPostedStartDate",
    "RequisitionId",
    "PrimaryLocation",
}


def _is_posting(item: Mapping[str, object]) -> bool:
    return "Id" in item and "Title" in item and bool(_MARKS & set(item))


def _listed(item: Mapping[str, object]) -> list[object]:
    listed = item.get("requisitionList")
    if _json.is_object(listed):  # newer releases wrap each child list
        listed = listed.get("items")
    if not isinstance(listed, list):
        raise ParseError(f"'requisitionList' is {_json.shape(listed)} where a list was expected")
    return listed


def _further(
    options: Options, page: Page, item: Mapping[str, object], count: int
) -> Iterator[Request]:
    """The page after this one: a site may show fewer at once than it is asked for."""
    offset = _paging.position(page, item.get("Offset")) + count
    if count and _base(options) and offset < (_paging.count(item.get("TotalJobsCount")) or 0):
        yield _list(options, offset)


# -- a posting ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Board:
    """Whose postings they are. `public` is scheme and host of their addresses, or empty."""

    options: Options
    site: str
    public: str


def _public(options: Options, page: Page, envelope: object) -> str:
    if found := _host.public(options.host, page):
        return found
    # An answer that was not asked for onlyData names its own address.
    for link in map(_json.obj, _json.items(_json.obj(envelope).get("links"))):
        if address := _json.link(link.get("href")):
            return f"https://{urlsplit(address).hostname}"
    return ""


def _posting(board: _Board, listed: bool, item: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(item.get("Id"))
    title = words.one_line(words.decode_entities(_json.text(item.get("Title"))))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    site = quote(board.site, safe="")
    path = f"/hcmUI/CandidateExperience/en/sites/{site}/job/{quote(external_id, safe='')}"
    return RawPosting(
        external_id=external_id,
        url=f"{board.public}{path}" if board.public else "",
        title=title,
        company=_line(item, "LegalEmployer") or board.options.company or "",
        places=tuple(_places(item)),
        workplace=_workplace(item),
        pay_text=_pay_text(item),
        employment_type=", ".join(
            filter(None, (_line(item, name) for name in ("JobSchedule", "JobType", "ContractType")))
        ),
        level=_line(item, "JobLevel"),
        requisition=external_id,
        department=_line(item, "Department", "Category", "JobFamily", "JobFunction"),
        posted=_line(item, "ExternalPostedStartDate", "PostedDate"),
        valid_through=_line(item, "ExternalPostedEndDate", "PostingEndDate"),
        description=_description(item),
        detail=_detail(board, external_id) if listed and _base(board.options) else None,
    )


def _line(item: Mapping[str, object], *names: str) -> str:
    """The first of the fields that is filled, in one line."""
    lines = (words.one_line(words.decode_entities(_json.text(item.get(name)))) for name in names)
    return next(filter(None, lines), "")


def _places(item: Mapping[str, object]) -> Iterator[RawPlace]:
    """Where the posting is listed, the first place first; else where its desks are."""
    primary = _line(item, "PrimaryLocation")
    country = _line(item, "PrimaryLocationCountry")
    found = [RawPlace(text=primary, country=country)]
    found.extend(
        RawPlace(text=name, country=_line(place, "CountryCode"))
        for place in map(_json.obj, _json.items(item.get("secondaryLocations")))
        if (name := _line(place, "Name", "LocationName"))
    )
    if found == [RawPlace()]:
        desks = (_json.items(item.get(name)) for name in ("workLocation", "otherWorkLocations"))
        found = [
            RawPlace(
                text="" if _line(desk, "TownOrCity") else _line(desk, "LocationName"),
                city=_line(desk, "TownOrCity"),
                region=_line(desk, "Region2", "Region1"),
                country=_line(desk, "Country"),
            )
            for desk in map(_json.obj, chain.from_iterable(desks))
        ]
    yield from dict.fromkeys(place for place in found if place != RawPlace())


_WORKPLACES = {"ORA_REMOTE": "remote", "ORA_HYBRID": "hybrid", "ORA_ON_SITE": "onsite"}


def _workplace(item: Mapping[str, object]) -> str:
    """By the code, which is the same in all languages; else by the site's own word."""
    code = _json.identifier(item.get("WorkplaceTypeCode")).upper()
    return _WORKPLACES.get(code) or _line(item, "WorkplaceType") or code


_PAY = re.compile(
    r"\b(?:pay|salar(?:y|ies)|compensation|wages?|remuneration|hiring range|gehalt|vergütung|"
    r"salaire|rémunération|salario)\b",
    re.IGNORECASE,
)
_NOT_AN_AMOUNT = re.compile(
    r"\b(?:grade|band|level|type|frequency|basis|class|group|plan|status)\b", re.IGNORECASE
)


def _pay_text(item: Mapping[str, object]) -> str:
    """What the site's own fields say on pay: Oracle has none for it."""
    said = []
    for field in map(_json.obj, _json.items(item.get("requisitionFlexFields"))):
        prompt = _line(field, "Prompt")[:200]
        value = _line(field, "Value") or _json.identifier(field.get("Value"))
        if value and _PAY.search(prompt) and not _NOT_AN_AMOUNT.search(prompt):
            said.append(f"{prompt}: {words.one_line(words.from_html(value))}")
    return "; ".join(said)


_SECTIONS = (
    "ExternalDescriptionStr",
    "ExternalResponsibilitiesStr",
    "ExternalQualificationsStr",
    "OrganizationDescriptionStr",
    "CorporateDescriptionStr",
)


def _description(item: Mapping[str, object]) -> str:
    """All sections, each once: tenants fill several with the same words."""
    sections: list[str] = []
    for name in _SECTIONS:
        section = _json.text(item.get(name))
        if section and not any(section in earlier for earlier in sections):
            sections.append(section)
    if not _json.text(item.get("ExternalDescriptionStr")):
        short = _json.text(item.get("ShortDescriptionStr"))
        if short and not any(short in section for section in sections):
            sections.insert(0, short)
    return "\n".join(f"<div>{section}</div>" for section in sections)
