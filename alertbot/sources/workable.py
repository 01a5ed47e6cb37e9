"""Workable's widget API: one answer holds the whole account. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote

# An address that asks more than twice at a time, or often, is shut out for a while.
MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=30), pause=timedelta(seconds=2))


class Options(SourceOptions):
    """`board` is the account's name, the last part of apply.workable.com/BOARD."""

    board: _board.Slug


def requests(options: Options) -> Iterable[Request]:
    """The whole account in one request; without `details` it has no texts."""
    base = options.base_url or "https://apply.workable.com"
    board = quote(options.board, safe="")
    yield Request(f"{base}/api/v1/widget/accounts/{board}?details=true")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of an account, or the one of a single posting. Raises ParseError."""
    payload = _json.load(page)
    jobs = _jobs(payload)
    envelope = _json.obj(payload)
    employer = words.one_line(_json.text(envelope.get("name"))) if "jobs" in envelope else ""
    return _found(options, envelope, jobs, employer)


def recognise(page: Page) -> bool:
    """Whether the page is an account's list, or one posting, as Workable words them."""
    try:
        payload = _json.load(page)
        jobs = _jobs(payload)
    except ParseError:
        return False
    if not jobs:
        return {"name", "jobs"} <= set(_json.obj(payload)) <= {"name", "description", "jobs"}
    first = _json.obj(jobs[0])
    return "shortcode" in first and "title" in first


_ADDRESS = re.compile(
    r"(?:(?:apply|jobs)\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?"
    r"|(?:www\.)?workable\.com/api/accounts/)(?P<board>[A-Za-z0-9][A-Za-z0-9_-]{1,80})"
    r"|(?<![\w-])(?P<site>[A-Za-z0-9][A-Za-z0-9-]{1,62})\.workable\.com"
    r"|\bwhr_embed\(\s{0,9}(?P<number>\d{2,12})\b"
)
# The service's own parts, and /j/SHORTCODE, which names no account.
_NO_BOARD = {
    "api", "j", "jobs", "view", "assets", "static", "embed", "widget", "company", "search", "apply",
    "www", "help", "resources", "support", "cdn", "careers", "blog", "get", "status", "go",
    "developers",
}  # fmt: skip


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Accounts by the addresses of their pages, of the API, or by their number in the widget."""
    known: set[str] = set()
    for found in _address.named(text, _ADDRESS):
        board = next(iter(found.values()), "")
        if board.lower() not in _NO_BOARD and board not in known:
            known.add(board)
            yield {"board": board}


def _jobs(payload: object) -> list[object]:
    """The jobs of the widget ("jobs") or of the careers page ("results"), or the one."""
    envelope = _json.obj(payload)
    for key in ("jobs", "results"):
        if key in envelope:
            jobs = envelope[key]
            if not isinstance(jobs, list):
                raise ParseError(f"{key!r} is {_json.shape(jobs)} where a list was expected")
            return jobs
    if "shortcode" in envelope and "title" in envelope:
        return [envelope]
    if said := _json.complaint(payload):
        raise ParseError(f"the board answers: {said}")
    raise ParseError(f"{_json.shape(payload)} where a Workable account was expected")


def _found(
    options: Options, envelope: Mapping[str, object], jobs: list[object], employer: str
) -> Iterator[Parsed]:
    total = envelope.get("total")
    total = total if isinstance(total, int) and not isinstance(total, bool) else None
    if employer or total is not None:
        yield Whole(employer=employer, total=total)
    yield from _board.postings(jobs, partial(_posting, options, employer))


def _posting(options: Options, employer: str, job: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(job.get("shortcode")) or _json.identifier(job.get("id"))
    title = words.one_line(_json.text(job.get("title")))
    if not external_id:
        return Skipped("it has no shortcode")
    if not title:
        return Skipped(f"id {external_id} has no title")
    url = (
        _json.link(job.get("url"))
        or _json.link(job.get("shortlink"))
        or f"https://apply.workable.com/j/{quote(external_id, safe='')}"
    )
    places = tuple(_places(job))
    workplace = _workplace(job)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=employer or options.company or _board.employer(options.board, "", ""),
        places=places,
        workplace=workplace,
        remote_in=_remote.open_to(places) if workplace == "remote" else (),
        employment_type=words.one_line(
            _json.text(job.get("employment_type")) or _json.text(job.get("type"))
        ),
        level=words.one_line(_json.text(job.get("experience"))),
        requisition=_json.identifier(job.get("code")),
        department=_department(job.get("department")),
        posted=_json.identifier(job.get("published_on"))
        or _json.identifier(job.get("published"))
        or _json.identifier(job.get("created_at")),
        description=_description(job),
    )


def _places(job: Mapping[str, object]) -> Iterator[RawPlace]:
    """All locations that are shown, each once; else the fields of the job itself.

    A hidden location is where the employer has the opening, and does not want to say so.
    """
    listed = [_json.obj(place) for place in _json.items(job.get("locations"))]
    if not listed:
        listed = [_json.obj(job.get("location")) or job]
    found = (_place(place) for place in listed if place.get("hidden") is not True)
    yield from dict.fromkeys(place for place in found if place != RawPlace())


def _place(place: Mapping[str, object]) -> RawPlace:
    city, region, country = (
        next((said for key in keys if (said := words.one_line(_json.text(place.get(key))))), "")
        for keys in (("city",), ("region", "state"), ("country", "countryCode", "country_code"))
    )
    return RawPlace(city=city, region=region, country=country)


def _workplace(job: Mapping[str, object]) -> str:
    """The careers page's own word; the widget only tells remote from the rest."""
    stated = _json.identifier(job.get("workplace")) or _json.identifier(job.get("workplace_type"))
    if stated:
        return stated.lower()
    return "remote" if job.get("telecommuting") is True or job.get("remote") is True else ""


def _department(value: object) -> str:
    """One name, or the path to it, the last of which counts."""
    names = [words.one_line(_json.text(name)) for name in _json.items(value)]
    return next(filter(None, reversed(names)), "") or words.one_line(_json.text(value))


def _description(job: Mapping[str, object]) -> str:
    """The whole text. The widget has it in one piece, a single posting in three."""
    parts = [_json.text(job.get(key)) for key in ("description", "requirements", "benefits")]
    filled = [part for part in parts if part]
    return filled[0] if len(filled) == 1 else "\n".join(f"<div>{part}</div>" for part in filled)
