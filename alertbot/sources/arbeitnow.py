"""Arbeitnow's job board API: 100 postings a page, the newest first. docs/sources.md has more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated
from urllib.parse import quote, urlencode

from pydantic import Field

from alertbot import text as words
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _board, _json

MANNERS = Manners(
    # The list is made anew each hour.
    every=timedelta(hours=1),
    floor=timedelta(minutes=30),
    whole_board=False,
    pause=timedelta(seconds=1),
    redistribute="attribution",
    credit="Arbeitnow",
)
APART = "data"

_HOST = "https://www.arbeitnow.com"


class Options(SourceOptions):
    """`pages` of 100 are read; `visa_sponsorship` asks for those that offer it alone."""

    pages: Annotated[int, Field(ge=1, le=50)] = 3
    visa_sponsorship: bool = False


def requests(options: Options) -> Iterable[Request]:
    """The newest page; the next ones follow from it."""
    yield _page(options, 1)


def _page(options: Options, number: int) -> Request:
    asked = {"visa_sponsorship": "true"} if options.visa_sponsorship else {}
    if number > 1:
        asked["page"] = str(number)
    query = urlencode(asked)
    url = f"{options.base_url or _HOST}/api/job-board-api{'?' if query else ''}{query}"
    return Request(url, purpose="page" if number > 1 else "list", cursor=str(number))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page, and the next page. Raises ParseError."""
    payload = _json.load(page)
    listed = _listed(payload)
    yield from _board.postings(listed, partial(_posting, options))
    number = _number(page, payload)
    # The address in links.next may hold a search term of the service's own choice, which would
    # narrow the board: it only tells that there is a next page.
    more = _json.text(_json.obj(_json.obj(payload).get("links")).get("next"))
    if listed and more and number < options.pages:
        yield _page(options, number + 1)


def recognise(page: Page) -> bool:
    """Whether the page is a page of the API's list, or one posting, as Arbeitnow words them."""
    return _board.told(
        page,
        _listed,
        first=lambda keys: keys >= _MARKS,
        empty=lambda keys: keys >= {"data", "links", "meta"},
    )


_MARKS = {"slug", "company_name", "title"}
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?arbeitnow\.com(?:[/?#]\S*)?", re.IGNORECASE)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, by its own address alone."""
    if _ADDRESS.fullmatch(text.strip()):
        yield {"visa_sponsorship": True} if "visa_sponsorship=true" in text else {}


def _number(page: Page, payload: object) -> int:
    """Which page this is: as it was asked for, else as it says itself."""
    asked = page.request.cursor if page.request else ""
    said = asked or _json.identifier(_json.obj(_json.obj(payload).get("meta")).get("current_page"))
    return int(said) if re.fullmatch("[0-9]{1,6}", said, re.ASCII) else 1


def _listed(payload: object) -> list[object]:
    envelope = _json.obj(payload)
    if "data" in envelope:
        return _json.listed(envelope, "data")
    if set(envelope) >= _MARKS:
        return [envelope]
    if (
        isinstance(payload, list)
        and payload
        and set(_json.obj(payload[0])) >= _MARKS | {"job_types"}
    ):
        return payload
    raise _json.not_understood(payload, "Arbeitnow", "a page of Arbeitnow was expected")


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(job.get("slug"))
    title = words.one_line(_json.text(job.get("title")))
    if not external_id:
        return Skipped("it has no slug")
    if not title:
        return Skipped(f"{external_id} has no title")
    place = words.one_line(_json.text(job.get("location")))
    types = ", ".join(_types(job.get("job_types")))
    return RawPosting(
        external_id=external_id,
        url=_json.link(job.get("url"), _HOST) or f"{_HOST}/view/{quote(external_id, safe='')}",
        title=title,
        company=words.one_line(_json.text(job.get("company_name"))) or options.company or "",
        places=(RawPlace(text=place),) if place else (),
        workplace="remote" if str(job.get("remote")).lower() in ("true", "1") else "",
        # Employers' own words in any language, for hours, contract and experience alike.
        employment_type=types,
        level=types,
        posted=_json.identifier(job.get("created_at")),
        description=_json.text(job.get("description")),
    )


def _types(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    said = (words.one_line(_json.text(each)) for each in given)
    return list(dict.fromkeys(each for each in said if each))
