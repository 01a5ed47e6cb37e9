"""USAJOBS, the jobs of the federal government of the United States: its search API, with a key.

The bulk export in XML of earlier years is understood too. docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Annotated
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.config.values import SecretValue
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPosting, Request, Secret, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _json,
    _paging,
    _usajobs_kinds,
    _usajobs_places,
    _usajobs_text,
    _usajobs_xml,
    _xml,
)

MANNERS = Manners(
    every=timedelta(hours=1),
    floor=timedelta(minutes=15),
    pause=timedelta(seconds=1),
    redistribute="attribution",
    credit="USAJOBS",
)

PER_PAGE = 100
"""Five hundred would be shown at once, but their whole texts weigh more than a page may."""
CAP = 10_000
"""Of one query: nothing is shown past that."""

_BASE = "https://data.usajobs.gov"
_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class Options(SourceOptions):
    """`api_key` and the `email` it is registered for; the rest narrows the search.

    `series` and `organization` are the government's codes (2210, HE39), several parted by
    semicolons; `location` is worded like "Seattle, Washington".
    """

    api_key: SecretValue
    email: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, max_length=254, pattern=r"^[!-?A-~]{1,64}@[!-?A-~]{3,189}$"
        ),
    ]
    keyword: _Words = ""
    title: _Words = ""
    location: _Words = ""
    organization: _Words = ""
    series: _Words = ""
    remote: bool = False


def requests(options: Options) -> Iterable[Request]:
    """The first page, the newest first."""
    yield _list(options, 1)


def _list(options: Options, number: int) -> Request:
    wanted = {
        "Keyword": options.keyword,
        "PositionTitle": options.title,
        "LocationName": options.location,
        "Organization": options.organization,
        "JobCategoryCode": options.series,
        "RemoteIndicator": "True" if options.remote else "",
        "ResultsPerPage": str(PER_PAGE),
        "Page": str(number),
        "Fields": "Full",
        "SortField": "opendate",
        "SortDirection": "Desc",
    }
    asked = urlencode({name: value for name, value in wanted.items() if value})
    return Request(
        f"{options.base_url or _BASE}/api/search?{asked}",
        # The address is somebody's own, and no business of whoever a redirect leads to.
        headers=(
            ("Authorization-Key", options.api_key),
            ("User-Agent", Secret(options.email)),
        ),
        purpose="page" if number > 1 else "list",
        cursor=str(number) if number > 1 else "",
    )


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page of the search, or of an XML export. Raises ParseError."""
    if _is_xml(page):
        root = _xml.load(page)
        items: list[object] = list(_usajobs_xml.items(root))
        total = _paging.count(_usajobs_xml.total(root))
        return chain(_paging.whole(total), _postings(options, items))
    result = _result(_json.load(page))
    items = _items(result)
    total = _paging.count(result.get("SearchResultCountAll"))
    further = _further(options, page, len(items), total)
    return chain(_paging.whole(total), _postings(options, items), further)


def _postings(options: Options, items: list[object]) -> Iterator[RawPosting | Skipped]:
    return _board.postings(items, partial(_posting, options))


def _further(options: Options, page: Page, count: int, total: int | None) -> Iterator[Request]:
    number = _paging.position(page) or 1
    if count and number * PER_PAGE < min(total or 0, CAP):
        yield _list(options, number + 1)


def recognise(page: Page) -> bool:
    """Whether the page is a search of USAJOBS, one posting of it, or an export in XML."""
    try:
        if _is_xml(page):
            return any(True for _ in _usajobs_xml.items(_xml.load(page)))
        result = _result(_json.load(page))
        _items(result)
    except ParseError:
        return False
    return True


_ADDRESS = re.compile(
    r"(?<![\w.-])(?:www\.|data\.|developer\.)?usajobs\.gov(?![\w.-])"
    r"(?::443)?(?:/(?:api/)?search(?:/results)?/?\?(?P<search>[^\s\"'<>#]{1,2000}))?",
    re.IGNORECASE,
)
_PARAMETERS = {
    "keyword": ("keyword", "k"),
    "title": ("positiontitle",),
    "location": ("locationname", "l"),
    "organization": ("organization", "a"),
    "series": ("jobcategorycode", "j"),
}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The searches that addresses of usajobs.gov ask for; the key and e-mail are yet to be given.

    All of USAJOBS where an address asks for nothing.
    """
    yield from _address.searches(text, _ADDRESS, lambda found: _searched(found["search"] or ""))


def _searched(query: str) -> Mapping[str, object]:
    try:
        asked = {name.lower(): value for name, value in parse_qs(query, max_num_fields=100).items()}
    except ValueError:
        return {}
    return {
        option: next(asked[name] for name in names if name in asked)[0]
        for option, names in _PARAMETERS.items()
        if any(name in asked for name in names)
    }


# -- the envelope ---------------------------------------------------------------------------


def _is_xml(page: Page) -> bool:
    head = page.body[:4000]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and b"PositionOpening" in head


def _result(payload: object) -> Mapping[str, object]:
    """The result of a search; a single posting as one."""
    envelope = _json.obj(payload)
    if _json.is_object(result := envelope.get("SearchResult")):
        return result
    if "MatchedObjectDescriptor" in envelope:
        return {"SearchResultItems": [envelope]}
    items = _json.items(payload)
    if items and "MatchedObjectDescriptor" in _json.obj(items[0]):
        return {"SearchResultItems": items}
    raise _json.not_understood(payload, "the service", "a search of USAJOBS was expected")


def _items(result: Mapping[str, object]) -> list[object]:
    items = result.get("SearchResultItems")
    if not isinstance(items, list):
        raise ParseError(f"'SearchResultItems' is {_json.shape(items)} where a list was expected")
    return items


# -- a posting ------------------------------------------------------------------------------

_IN_ADDRESS = re.compile(r"/(?:job|ViewDetails)/(\d{1,20})(?=[/?#]|$)", re.IGNORECASE)


def _posting(options: Options, item: Mapping[str, object]) -> RawPosting | Skipped:
    position = _json.obj(item.get("MatchedObjectDescriptor"))
    stated = _json.link(position.get("PositionURI"))
    in_address = _IN_ADDRESS.search(urlsplit(stated).path)
    external_id = in_address[1] if in_address else _json.identifier(item.get("MatchedObjectId"))
    title = _line(position, "PositionTitle")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    details = _json.obj(_json.obj(position.get("UserArea")).get("Details"))
    remote = _usajobs_places.is_remote(position, details)
    places = tuple(_usajobs_places.read(position))
    return RawPosting(
        external_id=external_id,
        url=stated or f"https://www.usajobs.gov/job/{quote(external_id, safe='')}",
        title=title,
        company=_line(position, "OrganizationName", "DepartmentName") or options.company or "",
        places=places,
        workplace="remote" if remote else _usajobs_places.workplace(details),
        remote_in=("United States",) if remote else (),
        pay=tuple(_pay(position)),
        employment_type=_usajobs_kinds.read(position),
        requisition=_line(position, "PositionID"),
        department=_line(position, "DepartmentName", "SubAgency"),
        posted=_line(position, "PublicationStartDate", "PositionStartDate"),
        valid_through=_line(position, "ApplicationCloseDate", "PositionEndDate"),
        description=_usajobs_text.description(position, details),
    )


def _line(values: Mapping[str, object], *names: str) -> str:
    lines = (words.one_line(words.decode_entities(_json.text(values.get(name)))) for name in names)
    return next(filter(None, lines), "")


_PERIODS = {
    "PA": "Per Year",
    "PH": "Per Hour",
    "PD": "Per Day",
    "PM": "Per Month",
    "BW": "Bi-weekly",
    "PW": "Piece Work",
    "FB": "Fee Basis",
    "SY": "School Year",
}
_UNPAID = {"WC", "WITHOUT COMPENSATION"}


def _pay(position: Mapping[str, object]) -> Iterator[RawPay]:
    """The ranges; the government pays in dollars and does not say so."""
    for entry in map(_json.obj, _json.items(position.get("PositionRemuneration"))):
        code = _line(entry, "RateIntervalCode")
        low, high = (_amount(entry.get(f"{end}Range")) for end in ("Minimum", "Maximum"))
        if code.upper() not in _UNPAID and (low is not None or high is not None):
            yield RawPay(
                min=low,
                max=high,
                currency=_line(entry, "CurrencyCode") or "USD",
                period=_PERIODS.get(code.upper()) or code or _line(entry, "Description"),
            )


def _amount(value: object) -> Decimal | None:
    return _json.number(value.replace(",", "").lstrip("$ ") if isinstance(value, str) else value)
