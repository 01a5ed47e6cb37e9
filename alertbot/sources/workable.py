"""Workable's widget API: one answer holds the whole account. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import chain
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped, Whole
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
    return _board.told(
        page,
        _jobs,
        first=lambda keys: {"shortcode", "title"} <= keys,
        empty=lambda keys: {"name", "jobs"} <= keys <= {"name", "description", "jobs"},
    )


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
    if listed := _board.bare(payload, {"shortcode"}):
        return listed
    envelope = _json.obj(payload)
    for key in ("jobs", "results"):
        if key in envelope:
            jobs = envelope[key]
            if not isinstance(jobs, list):
                raise ParseError(f"{key!r} is {_json.shape(jobs)} where a list was expected")
            return jobs
    if "shortcode" in envelope and "title" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "the board", "a Workable account was expected")


def _found(
    options: Options, envelope: Mapping[str, object], jobs: list[object], employer: str
) -> Iterator[Parsed]:
    total = envelope.get("total")
    total = total if isinstance(total, int) and not isinstance(total, bool) else None
    if employer or total is not None:
        yield Whole(employer=employer, total=total)
    yield from _board.postings(_gathered(jobs), partial(_posting, options, employer))


def _gathered(jobs: Iterable[object]) -> Iterator[object]:
    """Each posting once: one in several places may be listed once for each, by the same code.

    The rows of such a posting are added to the first of them, under `rows`.
    """
    kept: dict[tuple[str, str], list[object]] = {}
    for number, row in enumerate(jobs):
        job = _json.obj(row)
        same = (_id(job) or f"#{number}", _json.text(job.get("title")))
        kept.setdefault(same, []).append(row)
    for rows in kept.values():
        yield {**_json.obj(rows[0]), "rows": rows} if len(rows) > 1 else rows[0]


def _id(job: Mapping[str, object]) -> str:
    return _json.identifier(job.get("shortcode")) or _json.identifier(job.get("id"))


def _posting(options: Options, employer: str, job: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _id(job)
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
    rows = [_json.obj(row) for row in _json.items(job.get("rows")) or [job]]
    shown = tuple(dict.fromkeys(chain.from_iterable(map(_shown, rows))))
    workplace = _workplace(job)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=employer or options.company or _board.employer(options.board, "", ""),
        places=shown or tuple(dict.fromkeys(chain.from_iterable(map(_own, rows)))),
        workplace=workplace,
        remote_in=_remote.open_to(shown) if workplace == "remote" else (),
        pay=tuple(_pay(job.get("salary"))),
        employment_type=_employment(job),
        level=words.one_line(_json.text(job.get("experience"))),
        requisition=_json.identifier(job.get("code")),
        department=_department(job.get("department")),
        posted=_json.identifier(job.get("published_on"))
        or _json.identifier(job.get("published"))
        or _json.identifier(job.get("created_at")),
        description=_description(job),
    )


def _shown(job: Mapping[str, object]) -> Iterator[RawPlace]:
    """The locations that are not hidden; where none are listed, the job's own."""
    listed = [_json.obj(place) for place in _json.items(job.get("locations"))]
    found = (_place(place) for place in listed if place.get("hidden") is not True)
    return (place for place in found if place != RawPlace()) if listed else _own(job)


def _own(job: Mapping[str, object]) -> Iterator[RawPlace]:
    """The job's own place, which is told even where all of its locations are hidden."""
    location = job.get("location")
    place = _place(location if _json.is_object(location) else job)
    if place == RawPlace():
        place = RawPlace(text=words.one_line(_json.text(location)))
    if place != RawPlace():
        yield place


# `state` is a region, or how far the posting has come.
_NO_REGION = {"published", "draft", "closed", "archived", "internal"}


def _place(place: Mapping[str, object]) -> RawPlace:
    city, region, country = (
        next((said for key in keys if (said := words.one_line(_json.text(place.get(key))))), "")
        for keys in (("city",), ("region", "state"), ("country", "countryCode", "country_code"))
    )
    region = "" if region.lower() in _NO_REGION else region
    if city or region or country:
        return RawPlace(city=city, region=region, country=country)
    return RawPlace(text=words.one_line(_json.text(place.get("location_str"))))


def _workplace(job: Mapping[str, object]) -> str:
    """The careers page's own word; the widget only tells remote from the rest."""
    location = _json.obj(job.get("location"))
    stated_in = (job.get("workplace"), job.get("workplace_type"), location.get("workplace_type"))
    if stated := next(filter(None, map(_json.identifier, stated_in)), ""):
        return stated.lower()
    flags = (job.get("telecommuting"), job.get("remote"), location.get("telecommuting"))
    return "remote" if any(flag is True for flag in flags) else ""


_EMPLOYMENT = {"full": "Full-time", "part": "Part-time"}


def _employment(job: Mapping[str, object]) -> str:
    """The widget's words, or the short ones of the careers page."""
    said = words.one_line(_json.text(job.get("employment_type")) or _json.text(job.get("type")))
    return _EMPLOYMENT.get(said.lower(), said)


def _pay(value: object) -> Iterator[RawPay]:
    """The range of a single posting, whose period is not said; the widget has none."""
    stated = _json.obj(value)
    low, high = (_json.number(stated.get(key)) for key in ("salary_from", "salary_to"))
    if low is not None or high is not None:
        yield RawPay(min=low, max=high, currency=_json.identifier(stated.get("salary_currency")))


def _department(value: object) -> str:
    """One name, or the path to it, the last of which counts."""
    names = [words.one_line(_json.text(name)) for name in _json.items(value)]
    return next(filter(None, reversed(names)), "") or words.one_line(_json.text(value))


def _description(job: Mapping[str, object]) -> str:
    """The whole text. The widget has it in one piece, a single posting in three."""
    parts = [_json.text(job.get(key)) for key in ("description", "requirements", "benefits")]
    filled = [part for part in parts if part]
    return filled[0] if len(filled) == 1 else "\n".join(f"<div>{part}</div>" for part in filled)
