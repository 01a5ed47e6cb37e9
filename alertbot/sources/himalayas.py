"""Himalayas' jobs API: 20 postings a page, the newest first. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from alertbot import text as words
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json

MANNERS = Manners(
    # The service makes its list anew once a day, and says that asking oftener is of no use.
    every=timedelta(hours=6),
    floor=timedelta(hours=1),
    whole_board=False,
    pause=timedelta(seconds=1),
    redistribute="attribution",
    credit="Himalayas",
)
APART = "jobs"

_HOST = "https://himalayas.app"
_SIZE = 20
"""Postings a page: more are not given, whatever the limit asked for."""
_FILTERS = ("search", "country", "seniority", "employment_type", "companies", "timezone")


class Options(SourceOptions):
    """`pages` of 20 are read, the newest first; the other options make a search of it.

    `seniority`, `employment_type` and `companies` take several values, parted by commas;
    companies are named as in their address, himalayas.app/companies/COMPANY.
    """

    pages: Annotated[int, Field(ge=1, le=100)] = 10
    search: str = ""
    country: str = ""
    worldwide: bool = False
    seniority: str = ""
    employment_type: str = ""
    companies: str = ""
    timezone: str = ""


def requests(options: Options) -> Iterable[Request]:
    """The newest page; the next ones follow from it."""
    yield _page(options, 1)


def _page(options: Options, number: int, after: str = "") -> Request:
    """A page by its number from 1, or `after` the service's own mark, which is steadier."""
    names = {"search": "q", "companies": "company"}
    asked = {names.get(key, key): getattr(options, key) for key in _FILTERS}
    asked = {key: value for key, value in asked.items() if value}
    if options.worldwide:
        asked["worldwide"] = "true"
    path = "/jobs/api/search" if asked else "/jobs/api"
    if asked:
        asked |= {"sort": "recent", "page": str(number)}
    else:
        mark = {"cursor": after} if after else {"offset": str(_SIZE * (number - 1))}
        asked = {"limit": str(_SIZE), **mark}
    url = f"{options.base_url or _HOST}{path}?{urlencode(asked)}"
    return Request(url, purpose="page" if number > 1 else "list", cursor=str(number))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page, and the next page. Raises ParseError."""
    payload = _json.load(page)
    listed = _listed(payload)
    yield from _board.postings(listed, partial(_posting, options))
    envelope = _json.obj(payload)
    number = _number(page, envelope)
    mark = _json.identifier(envelope.get("nextCursor"))
    more = mark or number * _SIZE < (_json.number(envelope.get("totalCount")) or 0)
    if listed and more and number < options.pages:
        yield _page(options, number + 1, mark)


def recognise(page: Page) -> bool:
    """Whether the page is a page of the API's list, or one posting, as Himalayas words them."""
    return _board.told(
        page,
        _listed,
        first=lambda keys: keys >= _MARKS,
        empty=lambda keys: keys >= {"jobs", "totalCount", "offset"},
    )


_MARKS = {"title", "companyName", "applicationLink"}
_COMPANY = re.compile(
    r"^\s{0,99}(?:https?://)?(?:www\.)?himalayas\.app/companies/(?P<companies>[A-Za-z0-9_-]{1,100})"
)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?himalayas\.app(?:[/?#]\S*)?", re.IGNORECASE)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, or a company's part of it, by its own address alone."""
    if _ADDRESS.fullmatch(text.strip()):
        yield next(_address.named(text, _COMPANY), {})


def _number(page: Page, envelope: Mapping[str, object]) -> int:
    """Which page this is, from 1: as it was asked for, else as it says itself."""
    asked = page.request.cursor if page.request else ""
    if re.fullmatch("[0-9]{1,6}", asked, re.ASCII):
        return int(asked)
    offset = _json.number(envelope.get("offset")) or Decimal(0)
    return int(offset) // _SIZE + 1


def _listed(payload: object) -> list[object]:
    wanted = "a page of Himalayas was expected"
    return _board.enveloped(payload, "jobs", _MARKS, "Himalayas", wanted)


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    address = _json.link(job.get("applicationLink"), _HOST)
    external_id = _json.text(job.get("guid")) or address
    title = words.one_line(_json.text(job.get("title")))
    if not external_id:
        return Skipped("it has no guid")
    if not title:
        return Skipped(f"{words.cut(words.one_line(external_id), 100)} has no title")
    places = tuple(_places(job.get("locationRestrictions")))
    return RawPosting(
        external_id=words.one_line(external_id)[:2000],
        url=_json.link(external_id) or address,
        title=title,
        company=words.one_line(_json.text(job.get("companyName"))) or options.company or "",
        places=places,
        workplace="remote",
        remote_in=tuple(place.country or place.text for place in places) or _anywhere(job),
        pay=tuple(_pay(job)),
        employment_type=_joined(job.get("employmentType")),
        level=_joined(job.get("seniority")),
        department=_joined(job.get("parentCategories")),
        posted=_json.identifier(job.get("pubDate")),
        valid_through=_json.identifier(job.get("expiryDate")),
        description=_json.text(job.get("description")) or _json.text(job.get("excerpt")),
    )


def _places(value: object) -> Iterator[RawPlace]:
    """The countries that the posting is open to: names, or objects that have one."""
    seen: set[RawPlace] = set()
    for entry in value if isinstance(value, list) else [value]:
        fields = _json.obj(entry)
        name = words.one_line(_json.text(entry) or _json.text(fields.get("name")))
        code = _json.identifier(fields.get("alpha2"))
        place = RawPlace(text=name or code, country=code)
        if place.text and place not in seen:
            seen.add(place)
            yield place


def _anywhere(job: Mapping[str, object]) -> tuple[str, ...]:
    """What a posting without countries is open to: the world, unless time zones are named."""
    if not isinstance(job.get("locationRestrictions"), list):
        return ()
    zones = _json.items(job.get("timezoneRestrictions"))
    offsets = [offset for offset in map(_offset, zones) if offset is not None]
    if not offsets:
        return () if zones else ("Worldwide",)
    if len({int(offset) for offset in offsets}) >= _NEARLY_ALL:
        return ("Worldwide",)
    low, high = min(offsets), max(offsets)
    return (f"UTC{low:+g}" if low == high else f"UTC{low:+g} to UTC{high:+g}",)


_NEARLY_ALL = 20
"""Whole hours from UTC, of the 26 there are: who names so many leaves nobody out."""
_ZONE = re.compile(
    r"(?:UTC|GMT)?\s?([+-]?[0-9]{1,2})(?::([0-9]{2})|(\.[0-9]{1,2}))?", re.ASCII | re.IGNORECASE
)


def _offset(zone: object) -> float | None:
    """Hours from UTC, as a number or as a string: 5.5, "-5", "UTC+05:30"."""
    if isinstance(zone, str) and (said := _ZONE.fullmatch(zone.strip())):
        hours = Decimal(f"{said[1]}{said[3] or ''}")
        minutes = Decimal(said[2] or 0) / 60
        return _offset(hours - minutes if said[1].startswith("-") else hours + minutes)
    if isinstance(zone, bool) or not isinstance(zone, (int, Decimal)):
        return None
    return float(zone) if -14 <= zone <= 14 else None


def _pay(job: Mapping[str, object]) -> Iterator[RawPay]:
    """The range; without a period, which many postings leave out, it is not known by what time."""
    low, high = _json.number(job.get("minSalary")), _json.number(job.get("maxSalary"))
    if low is not None or high is not None:
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(job.get("currency")),
            period=_json.identifier(job.get("salaryPeriod")),
        )


def _joined(value: object) -> str:
    given = value if isinstance(value, list) else [value]
    said = (words.one_line(_json.text(each)) for each in given)
    return ", ".join(dict.fromkeys(each for each in said if each))
