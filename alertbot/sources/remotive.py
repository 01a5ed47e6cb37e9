"""Remotive's API: its public postings in one answer. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlencode, urlsplit

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _board, _json

MANNERS = Manners(
    # Four polls a day are what Remotive advises; more than two a minute are blocked.
    every=timedelta(hours=6),
    floor=timedelta(hours=6),
    whole_board=False,
    pause=timedelta(seconds=30),
    redistribute="no",
    credit="Remotive",
)
APART = "jobs"

_HOST = "https://remotive.com"


class Options(SourceOptions):
    """`category` is a slug such as software-dev; `search` and `company_name` narrow further."""

    category: str = ""
    search: str = ""
    company_name: str = ""


def requests(options: Options) -> Iterable[Request]:
    """All public postings that fit, in one request."""
    asked = {
        "category": options.category,
        "search": options.search,
        "company_name": options.company_name,
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    yield Request(f"{options.base_url or _HOST}/api/remote-jobs{'?' if query else ''}{query}")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings, and how many there are in all. Raises ParseError."""
    payload = _json.load(page)
    listed = _listed(payload)
    total = _json.number(_json.obj(payload).get("total-job-count"))
    if total is not None and not (options.category or options.search or options.company_name):
        yield Whole(total=int(total))
    yield from _board.postings(listed, partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is the API's list, or one posting, as Remotive words them."""
    try:
        payload = _json.load(page)
        listed = _listed(payload)
    except ParseError:
        return False
    if "job-count" in _json.obj(payload):
        return True
    return bool(listed) and set(_json.obj(listed[0])) >= _MARKS


_MARKS = {"candidate_required_location", "company_name"}
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?remotive\.(?:com|io)(?P<path>(?:[/?#]\S*)?)", re.IGNORECASE
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, or the category of it, by its own address alone."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return
    try:
        query = parse_qs(urlsplit(found["path"]).query, max_num_fields=20)
    except ValueError:
        query = {}
    names = ("category", "search", "company_name")
    yield {name: query[name][0] for name in names if name in query}


def _listed(payload: object) -> list[object]:
    wanted = "Remotive's postings were expected"
    return _board.enveloped(payload, "jobs", _MARKS, "Remotive", wanted)


_IN_ADDRESS = re.compile(r"/remote-jobs/\S{0,300}?([0-9]{4,12})/?$", re.ASCII)


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    url = _json.link(job.get("url"), _HOST)
    numbered = _IN_ADDRESS.search(url)
    external_id = _json.identifier(job.get("id")) or (numbered[1] if numbered else "")
    title = words.one_line(_json.text(job.get("title")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    open_to = words.one_line(_json.text(job.get("candidate_required_location")))
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=words.one_line(_json.text(job.get("company_name"))) or options.company or "",
        places=tuple(map(RawPlace, _places(open_to))),
        workplace="remote",
        remote_in=(open_to,) if open_to else (),
        pay_text=_pay_text(job),
        employment_type=_json.identifier(job.get("job_type")),
        department=words.one_line(_json.text(job.get("category"))),
        posted=_json.identifier(job.get("publication_date")),
        description=_json.text(job.get("description")),
    )


_WIDER = {"worldwide", "anywhere", "europe", "emea", "apac", "asia", "latam", "americas", "africa"}


def _places(line: str) -> list[str]:
    """The countries and regions of a list; what may be a town and its country stays together."""
    parts = [part.strip() for part in line.split(",") if part.strip()]
    is_list = len(parts) > 3 or not _WIDER.isdisjoint(part.lower() for part in parts)
    return list(dict.fromkeys(parts)) if is_list else [line] if line else []


def _pay_text(job: Mapping[str, object]) -> str:
    """Pay in words; "-" and the like are none."""
    said = words.one_line(words.from_html(_json.text(job.get("salary"))))
    return said if any(character.isalnum() for character in said) else ""
