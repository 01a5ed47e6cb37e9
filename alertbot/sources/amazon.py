"""Amazon's careers: the search of amazon.jobs, 100 a page. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Annotated
from urllib.parse import parse_qs, quote, urlencode, urljoin

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _paging

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(seconds=1))

PER_PAGE = 100
CAP = 10_000
"""Of one search; an offset of that many is refused."""

_SITE = "https://www.amazon.jobs"
_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
_Country = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^([A-Za-z]{3})?$"),
]


class Options(SourceOptions):
    """What is searched for. Without any of it Amazon has more postings than it shows.

    `country` has three letters (USA, DEU). `category` and `business_category` are as the site's
    addresses word them: software-development, aws.
    """

    query: _Words = ""
    country: _Country = ""
    category: tuple[_Words, ...] = ()
    business_category: tuple[_Words, ...] = ()


def requests(options: Options) -> Iterable[Request]:
    """The first page, the newest first."""
    yield _list(options, 0)


def _list(options: Options, offset: int) -> Request:
    asked = [
        ("result_limit", str(PER_PAGE)),
        ("offset", str(offset)),
        ("sort", "recent"),
        ("base_query", options.query),
        *([("country", options.country)] if options.country else []),
        *(("category[]", name) for name in options.category),
        *(("business_category[]", name) for name in options.business_category),
    ]
    return Request(
        f"{options.base_url or _SITE}/en/search.json?{urlencode(asked)}",
        purpose="page" if offset else "list",
        cursor=str(offset) if offset else "",
    )


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page of the search, or a single one. Raises ParseError."""
    payload = _json.load(page)
    jobs = _jobs(payload)
    total = _paging.count(_json.obj(payload).get("hits"))
    postings = _board.postings(jobs, partial(_posting, options))
    return chain(_paging.whole(total), postings, _further(options, page, len(jobs), total))


def _further(options: Options, page: Page, count: int, total: int | None) -> Iterator[Request]:
    offset = _paging.position(page) + count
    if count and offset < min(total or 0, CAP):
        yield _list(options, offset)


def recognise(page: Page) -> bool:
    """Whether the page is a search of amazon.jobs, or one posting of it."""
    return _board.told(
        page,
        _jobs,
        first=lambda keys: "id_icims" in keys or {"job_path", "title"} <= keys,
        empty=lambda keys: "hits" in keys,
    )


_ADDRESS = re.compile(
    r"(?<![\w.-])(?:www\.)?amazon\.jobs(?=[/\"'\s<>]|$)"
    r"(?:/[a-z]{2}(?:-[a-z]{2})?/search(?:\.json)?\?([^\s\"'<>#]{1,2000}))?"
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The search that an address of amazon.jobs asks for; all of it where it asks for none."""
    yield from _address.searches(text, _ADDRESS, lambda found: _searched(found[1] or ""))


def _searched(query: str) -> Mapping[str, object]:
    try:
        asked = parse_qs(query, max_num_fields=100)
    except ValueError:
        return {}
    country = (asked.get("country") or asked.get("normalized_country_code[]") or [""])[0].upper()
    found: dict[str, object] = {
        "query": asked.get("base_query", [""])[0],
        "country": country if re.fullmatch(r"[A-Z]{3}", country) else "",
        "category": asked.get("category[]", []),
        "business_category": asked.get("business_category[]", []),
    }
    return {name: value for name, value in found.items() if value}


def _jobs(payload: object) -> list[object]:
    envelope = _json.obj(payload)
    if isinstance(jobs := envelope.get("jobs"), list):
        return jobs
    if "id_icims" in envelope and "title" in envelope:
        return [envelope]
    if said := _json.complaint(payload):
        raise ParseError(f"the board answers: {said}")
    if "jobs" in envelope:
        raise ParseError(f"'jobs' is {_json.shape(jobs)} where a list was expected")
    raise ParseError(f"{_json.shape(payload)} where a search of amazon.jobs was expected")


# -- a posting ------------------------------------------------------------------------------


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    path = _json.text(job.get("job_path"))
    in_path = re.search(r"/jobs/(\d{1,20})(?:/|$)", path)
    external_id = _json.identifier(job.get("id_icims")) or (in_path[1] if in_path else "")
    external_id = external_id or _json.identifier(job.get("id"))
    title = _line(job, "title")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    located = list(_locations(job))
    virtual = [place for place in located if _is_virtual(place)]
    return RawPosting(
        external_id=external_id,
        url=_json.link(urljoin(_SITE, path) if path else "")
        or f"{_SITE}/en/jobs/{quote(external_id, safe='')}",
        title=title,
        company=_line(job, "company_name") or options.company or "Amazon",
        places=tuple(dict.fromkeys(filter(_names_something, map(_place, located)))),
        workplace="remote" if virtual else _workplace(located),
        remote_in=tuple(dict.fromkeys(filter(None, (_country(place) for place in virtual)))),
        employment_type=_employment(job),
        requisition=_json.identifier(job.get("id_icims")),
        department=_line(job, "job_category", "job_family", "business_category"),
        posted=_line(job, "posted_date"),
        description=_description(job),
    )


def _employment(job: Mapping[str, object]) -> str:
    intern = "intern" if job.get("is_intern") is True else ""
    return ", ".join(filter(None, (_line(job, "job_schedule_type"), intern)))


def _line(values: Mapping[str, object], *names: str) -> str:
    lines = (words.one_line(words.decode_entities(_json.text(values.get(name)))) for name in names)
    return next(filter(None, lines), "")


def _locations(job: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """All locations under the names of `locations`: the job's own first, and not twice.

    Each entry of `locations` is JSON inside a string.
    """
    own = {
        "city": job.get("city"),
        "region": job.get("state"),
        "normalizedCountryCode": job.get("country_code"),
        "location": job.get("location"),
        "normalizedLocation": job.get("normalized_location"),
    }
    listed = [_entry(entry) for entry in _json.items(job.get("locations"))]
    same = {"location", "normalizedLocation"}
    first = next(
        (one for one in listed if any(own[key] and one.get(key) == own[key] for key in same)), {}
    )
    yield {**first, **{key: value for key, value in own.items() if _json.text(value)}}
    yield from (one for one in listed if one and one is not first)


def _entry(entry: object) -> Mapping[str, object]:
    if not isinstance(entry, str):
        return _json.obj(entry)
    try:
        return _json.obj(_json.decode(entry))
    except (ValueError, RecursionError):
        return {}


_VIRTUAL = re.compile(r"\bvirtual\b", re.IGNORECASE)


def _is_virtual(place: Mapping[str, object]) -> bool:
    return _line(place, "type").upper() == "VIRTUAL" or bool(_VIRTUAL.search(_line(place, "city")))


def _workplace(located: Iterable[Mapping[str, object]]) -> str:
    types = {kind for place in located if (kind := _line(place, "type").upper())}
    return "onsite" if types == {"ONSITE"} else ""


def _country(place: Mapping[str, object]) -> str:
    return _line(place, "normalizedCountryCode", "countryIso3a", "countryIso2a")


def _place(place: Mapping[str, object]) -> RawPlace:
    """Fields before text: "CA, ON, Toronto" begins with a country, and reads like California."""
    city = _line(place, "normalizedCityName", "city")
    virtual = bool(_VIRTUAL.search(city))
    return RawPlace(
        text="" if virtual else _line(place, "normalizedLocation", "location"),
        city="" if virtual else city,
        region=_line(place, "normalizedStateName", "region"),
        country=_country(place),
    )


def _names_something(place: RawPlace) -> bool:
    return place != RawPlace()


def _description(job: Mapping[str, object]) -> str:
    """The text and both lists of qualifications, which stand only in fields of their own."""
    text = _section(job, "description") or _section(job, "description_short")
    basic, preferred = (_section(job, f"{kind}_qualifications") for kind in ("basic", "preferred"))
    return "\n".join(
        filter(
            None,
            (
                text,
                f"<h3>Basic qualifications</h3>{basic}" if basic else "",
                f"<h3>Preferred qualifications</h3>{preferred}" if preferred else "",
            ),
        )
    )


def _section(job: Mapping[str, object], name: str) -> str:
    section = _json.text(job.get(name))
    if section and not words.is_html(section):
        section = section.replace("\n", "<br>")
    return f"<div>{section}</div>" if section else ""
