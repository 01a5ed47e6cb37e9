"""Jobicy's API: up to 100 of the newest postings in one answer. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import Field

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _board, _json

MANNERS = Manners(
    # No more than once an hour: the service's own words.
    every=timedelta(hours=1),
    floor=timedelta(hours=1),
    whole_board=False,
    pause=timedelta(seconds=1),
    redistribute="no",
    credit="Jobicy",
)
APART = "jobs"

_HOST = "https://jobicy.com"


class Options(SourceOptions):
    """`geo` and `industry` are slugs such as `usa`, `engineering`; `tag` is searched in texts."""

    geo: str = ""
    industry: str = ""
    tag: Annotated[str, Field(pattern=r"^(?:.{3,50})?$")] = ""
    count: Annotated[int, Field(ge=1, le=100)] = 100


def requests(options: Options) -> Iterable[Request]:
    """The newest postings that fit, in one request."""
    asked = {"geo": options.geo, "industry": options.industry, "tag": options.tag}
    query = urlencode({"count": options.count} | {key: it for key, it in asked.items() if it})
    yield Request(f"{options.base_url or _HOST}/api/v2/remote-jobs?{query}")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings. Raises ParseError."""
    return _board.postings(_listed(_json.load(page)), partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is the API's list, or one posting, as Jobicy words them."""
    return _board.told(
        page,
        _listed,
        first=lambda keys: "jobTitle" in keys,
        empty=lambda keys: "jobCount" in keys,
    )


_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?jobicy\.com(?P<path>(?:[/?#]\S*)?)", re.IGNORECASE)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, or the part of it that an address of the API asks for."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return
    try:
        query = parse_qs(urlsplit(found["path"]).query, max_num_fields=20)
    except ValueError:
        query = {}
    yield {name: query[name][0] for name in ("geo", "industry", "tag") if name in query}


def _listed(payload: object) -> list[object]:
    wanted = "Jobicy's postings were expected"
    jobs = _board.enveloped(payload, "jobs", {"jobTitle", "id"}, "Jobicy", wanted)
    # A search that finds nothing says so under `message`, and that it went well.
    if not jobs and _json.obj(payload).get("success") is False:
        raise ParseError(f"Jobicy answers: {_json.complaint(payload) or 'no success'}")
    return jobs


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    url = _json.link(job.get("url"), _HOST)
    numbered = re.search(r"/jobs/([0-9]{1,12})(?![0-9])", url, re.ASCII)
    external_id = _json.identifier(job.get("id")) or (numbered[1] if numbered else "")
    title = words.one_line(_json.text(job.get("jobTitle")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    open_to = tuple(_geo(job.get("jobGeo")))
    level = _joined(job.get("jobLevel"))
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=words.one_line(_json.text(job.get("companyName"))) or options.company or "",
        places=tuple(RawPlace(text=place) for place in open_to),
        workplace="remote",
        remote_in=open_to,
        pay=tuple(_pay(job)),
        employment_type=_joined(job.get("jobType")),
        level="" if level.lower() == "any" else level,
        department=_joined(job.get("jobIndustry")),
        posted=_json.identifier(job.get("pubDate")),
        description=_json.text(job.get("jobDescription")) or _json.text(job.get("jobExcerpt")),
    )


def _geo(value: object) -> Iterator[str]:
    """The countries and regions of a list, be it one of words or a line with commas."""
    given = value if isinstance(value, list) else [value]
    parts = (part for each in given for part in _json.text(each).split(","))
    said = (words.one_line(words.decode_entities(part)) for part in parts)
    yield from dict.fromkeys(filter(None, said))


def _joined(value: object) -> str:
    """A list of words, or the one word that older answers had, as one line."""
    given = value if isinstance(value, list) else [value]
    said = (words.one_line(words.decode_entities(_json.text(each))) for each in given)
    return ", ".join(dict.fromkeys(each for each in said if each))


def _pay(job: Mapping[str, object]) -> Iterator[RawPay]:
    """The range; answers before version 2.2 have it by the year, under other names."""
    for low_name, high_name, period in (
        ("salaryMin", "salaryMax", _json.text(job.get("salaryPeriod"))),
        ("annualSalaryMin", "annualSalaryMax", "yearly"),
    ):
        low, high = _json.number(job.get(low_name)), _json.number(job.get(high_name))
        if low is not None or high is not None:
            currency = _json.identifier(job.get("salaryCurrency"))
            yield RawPay(min=low, max=high, currency=currency, period=period)
            return
