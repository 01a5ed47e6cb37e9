"""The Muse's public jobs API: 20 postings a page. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import Field

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _board, _json

MANNERS = Manners(
    every=timedelta(hours=1),
    floor=timedelta(minutes=30),
    whole_board=False,
    # 500 requests an hour are allowed without a key.
    pause=timedelta(seconds=1),
    redistribute="attribution",
    credit="The Muse",
)
APART = "results"

_HOST = "https://www.themuse.com"
_LONGEST = 100
_Values = Annotated[tuple[str, ...], Field(max_length=20)]


class Options(SourceOptions):
    """What to look for, in the service's own words; several of one kind widen the search.

    `categories` such as "Software Engineering"; `locations` such as "Berlin, Germany" or
    "Flexible / Remote"; `companies` by name; `levels` such as "Mid Level" or "Internship".
    `pages` of 20 are read.
    """

    categories: _Values = ()
    locations: _Values = ()
    companies: _Values = ()
    levels: _Values = ()
    pages: Annotated[int, Field(ge=1, le=_LONGEST)] = 10


def requests(options: Options) -> Iterable[Request]:
    """The first page; the next ones follow from it."""
    yield _page(options, 1)


def _page(options: Options, number: int) -> Request:
    asked = [
        *(("category", value) for value in options.categories),
        *(("location", value) for value in options.locations),
        *(("company", value) for value in options.companies),
        *(("level", value) for value in options.levels),
        ("descending", "true"),
        ("page", str(number)),
    ]
    url = f"{options.base_url or _HOST}/api/public/jobs?{urlencode(asked)}"
    return Request(url, purpose="page" if number > 1 else "list", cursor=str(number))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page, how many fit in all, and the next page. Raises ParseError."""
    payload = _json.load(page)
    listed = _listed(payload)
    envelope = _json.obj(payload)
    total, count = (_json.number(envelope.get(key)) for key in ("total", "page_count"))
    if "results" in envelope and total is not None:
        yield Whole(total=int(total))
    yield from _board.postings(listed, partial(_posting, options))
    number = _number(page, envelope)
    if listed and count is not None and number < min(int(count), options.pages):
        yield _page(options, number + 1)


def recognise(page: Page) -> bool:
    """Whether the page is a page of the API's list, or one posting, as The Muse words them."""
    try:
        payload = _json.load(page)
        listed = _listed(payload)
    except ParseError:
        return False
    if not listed:
        return set(_json.obj(payload)) >= {"results", "page", "page_count"}
    first = _json.obj(listed[0])
    return "landing_page" in _json.obj(first.get("refs")) or set(first) >= _MARKS


_MARKS = {"name", "contents", "refs"}
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?themuse\.com(?P<path>(?:[/?#]\S*)?)", re.IGNORECASE)
_QUERY = {
    "category": "categories",
    "location": "locations",
    "company": "companies",
    "level": "levels",
}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, or what an address of the API asks for."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return
    try:
        query = parse_qs(urlsplit(found["path"]).query, max_num_fields=80)
    except ValueError:
        query = {}
    yield {name: query[key][:20] for key, name in _QUERY.items() if key in query}


def _number(page: Page, envelope: Mapping[str, object]) -> int:
    """Which page this is: as it was asked for, else as it says itself."""
    asked = page.request.cursor if page.request else ""
    if re.fullmatch("[0-9]{1,6}", asked, re.ASCII):
        return int(asked)
    return int(_json.number(envelope.get("page")) or Decimal(1))


def _listed(payload: object) -> list[object]:
    wanted = "a page of The Muse was expected"
    return _board.enveloped(payload, "results", _MARKS, "The Muse", wanted)


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    url = _json.link(_json.obj(job.get("refs")).get("landing_page"), _HOST)
    path = urlsplit(url).path.removeprefix("/jobs/").strip("/")
    external_id = _json.identifier(job.get("id")) or path[:200]
    title = words.one_line(_json.text(job.get("name")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    places = _names(job.get("locations"))
    remote = [place for place in places if "remote" in place.lower()]
    levels = [_LEVELS.get(level.lower(), level) for level in _names(job.get("levels"))]
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=words.one_line(_json.text(_json.obj(job.get("company")).get("name")))
        or options.company
        or "",
        places=tuple(RawPlace(text=place) for place in places if place not in remote),
        workplace="remote" if remote else "",
        employment_type="Internship" if "Internship" in levels else "",
        level=", ".join(levels),
        department=", ".join(_names(job.get("categories"))),
        posted=_json.identifier(job.get("publication_date")),
        description=_json.text(job.get("contents")),
    )


_LEVELS = {"management": "manager"}


def _names(value: object) -> list[str]:
    """The names of a list of objects that have one."""
    named = (
        words.one_line(_json.text(_json.obj(each).get("name")) or _json.text(each))
        for each in _json.items(value)
    )
    return list(dict.fromkeys(name for name in named if name))
