"""Rippling's job board API: a bare list of posting by place, texts and pay in each detail.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote

MANNERS = Manners(
    every=timedelta(minutes=30), floor=timedelta(minutes=10), pause=timedelta(milliseconds=500)
)


class Options(SourceOptions):
    """`board` is the first part of ats.rippling.com/BOARD/jobs."""

    board: _board.Slug


def requests(options: Options) -> Iterable[Request]:
    """The whole board in one request, without texts, dates and pay."""
    yield Request(_jobs_address(options))


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a board, or the one of a detail. Raises ParseError."""
    rows = _rows(_json.load(page))
    detail = page.request is not None and page.request.purpose == "detail"
    return _board.postings(_gathered(rows), partial(_posting, options, detail))


def recognise(page: Page) -> bool:
    """Whether the page is a board's list, or one posting, as Rippling words them."""
    try:
        payload = _json.load(page)
        rows = _rows(payload)
    except ParseError:
        return False
    paged = {"items", "totalItems", "totalPages"} <= set(_json.obj(payload))
    if not rows:
        return paged
    first = set(_json.obj(rows[0]))
    marked = bool(first & _MARKS) or (paged and "locations" in first)
    return "name" in first and bool(first & {"uuid", "id"}) and marked


_MARKS = {"workLocation", "workLocations", "payRangeDetails"}
_ADDRESS = re.compile(
    r"(?:ats(?:\.(?:us|eu)\d?)?\.rippling\.com/(?:api/v\d/board/|embed/|[a-z]{2}-[A-Z]{2}/)?"
    r"|api\.rippling\.com/platform/api/ats/v\d/board/)(?P<board>[A-Za-z0-9][A-Za-z0-9_-]{0,100})"
)
_NO_BOARD = {"api", "_next", "static", "assets", "embed", "jobs"}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Boards by the addresses of their pages, or of the API."""
    for found in _address.named(text, _ADDRESS):
        if found["board"].lower() not in _NO_BOARD:
            yield found


def _jobs_address(options: Options) -> str:
    base = options.base_url or "https://api.rippling.com"
    return f"{base}/platform/api/ats/v1/board/{quote(options.board, safe='')}/jobs"


def _rows(payload: object) -> list[object]:
    """The rows of the list, of a page of the board's own ("items"), or the one posting."""
    if isinstance(payload, list):
        return payload
    envelope = _json.obj(payload)
    if "items" in envelope:
        return _json.listed(envelope, "items")
    if "name" in envelope and ("uuid" in envelope or _MARKS & set(envelope)):
        return [envelope]
    raise _json.not_understood(payload, "the board", "a list of Rippling postings was expected")


def _gathered(rows: list[object]) -> Iterator[object]:
    """One row a posting: a posting in several places is listed once for each, by the same id.

    The others' places are added to the first row of an id, under `rows`.
    """
    found: dict[str, dict[str, object]] = {}
    same: dict[str, list[object]] = {}
    for row in rows:
        id = _id(_json.obj(row))
        if not id:
            yield row
        else:
            found.setdefault(id, dict(_json.obj(row)))
            same.setdefault(id, []).append(row)
    for id, first in found.items():
        yield {**first, "rows": same[id]}


def _id(row: Mapping[str, object]) -> str:
    return _json.identifier(row.get("uuid")) or _json.identifier(row.get("id"))


def _posting(options: Options, detail: bool, row: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _id(row)
    title = _line(row.get("name")) or _line(row.get("title"))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no name")
    stated = list(dict.fromkeys(_stated_places(row)))
    places = tuple(dict.fromkeys(place for _, place in stated if place != RawPlace()))
    workplace = _workplace({how for how, _ in stated})
    remote = [place for how, place in stated if how == "remote"]
    url = _json.link(row.get("url")) or _posting_page(options, external_id)
    description = _description(row.get("description"))
    more = f"{_jobs_address(options)}/{quote(external_id, safe='')}"
    wanted = not (detail or description or "description" in row) and bool(options.board)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=_line(row.get("companyName"))
        or options.company
        or _board.employer(options.board, url, "rippling.com"),
        places=places,
        workplace=workplace,
        remote_in=_open_to(remote) if workplace == "remote" else (),
        pay=tuple(_pay(row.get("payRangeDetails"))),
        employment_type=_employment(row.get("employmentType")),
        department=_labelled(row.get("department")),
        posted=_line(row.get("createdOn")),
        description=description,
        detail=Request(more, purpose="detail") if wanted else None,
    )


def _line(value: object) -> str:
    return words.one_line(_json.text(value))


def _labelled(value: object) -> str:
    """A value that is a string, or an object with a label (in lists) or name (in details)."""
    stated = _json.obj(value)
    named = (_line(stated.get(key)) for key in ("name", "label", "id"))
    return _line(value) or next(filter(None, named), "")


def _posting_page(options: Options, external_id: str) -> str:
    if not options.board:
        return ""
    board, id = quote(options.board, safe=""), quote(external_id, safe="")
    return f"https://ats.rippling.com/{board}/jobs/{id}"


def _description(value: object) -> str:
    """All sections: the role, then what else there is, last the company about itself."""
    if not _json.is_object(value):
        return _json.text(value)
    others = [key for key in value if key not in ("role", "company")]
    texts = (_json.text(value.get(key)) for key in ("role", *others, "company"))
    return "\n".join(f"<div>{text}</div>" for text in texts if text)


# -- where and how --------------------------------------------------------------------------

_LABEL = re.compile(
    r"(remote|hybrid|on-?site|in[ -]office)\s{0,9}(?:\((.{1,200})\)|$)", re.IGNORECASE
)


def _stated_places(row: Mapping[str, object]) -> Iterator[tuple[str, RawPlace]]:
    """Every place of a posting with how it is worked there, over all its rows."""
    for each in map(_json.obj, _json.items(row.get("rows")) or [row]):
        labels = [_labelled(each.get("workLocation")) or ""]
        labels.extend(map(_labelled, _json.items(each.get("workLocations"))))
        yield from (_from_label(label) for label in labels if label)
        for location in map(_json.obj, _json.items(each.get("locations"))):
            how = _json.identifier(location.get("workplaceType")).lower().replace("_", "")
            yield how, _place(location)


def _from_label(label: str) -> tuple[str, RawPlace]:
    """ "Hybrid (Toronto, CA)" is worked in both ways, in Toronto."""
    found = _LABEL.fullmatch(label)
    if not found:
        return "", RawPlace(text=label)
    how = found[1].lower()
    how = how if how in ("remote", "hybrid") else "onsite"
    return how, RawPlace(text=words.one_line(found[2] or ""))


def _place(location: Mapping[str, object]) -> RawPlace:
    city, region, country = (_line(location.get(key)) for key in ("city", "state", "country"))
    return RawPlace(
        text=_line(location.get("name")),
        city=city,
        region=region or _line(location.get("stateCode")),
        country=country or _line(location.get("countryCode")),
    )


def _workplace(ways: set[str]) -> str:
    """The one way, or the freest where the places differ; empty where some do not say."""
    if "remote" in ways:
        return "remote"
    return next(iter(ways)) if len(ways) == 1 else ""


def _open_to(remote: list[RawPlace]) -> tuple[str, ...]:
    """What stands beside "Remote": "Remote (United States)", "Remote (Austin, TX)"."""
    labels = (place.text for place in remote if place.text and not (place.city or place.country))
    return tuple(dict.fromkeys([*labels, *_remote.open_to(remote)]))


# -- how long and for how much --------------------------------------------------------------

_EMPLOYMENT = {
    "SALARIED_FT": "Full-time", "HOURLY_FT": "Full-time", "SALARIED_PT": "Part-time",
    "HOURLY_PT": "Part-time", "CONTRACTOR": "Contractor", "TEMP": "Temporary", "INTERN": "Intern",
}  # fmt: skip


def _employment(value: object) -> str:
    """Here `label` is the service's code, and `id` what the employer calls it."""
    stated = _json.obj(value)
    code = _EMPLOYMENT.get(_json.identifier(stated.get("label")).upper(), "")
    return code or _line(stated.get("id")) or _labelled(value)


def _pay(value: object) -> Iterator[RawPay]:
    """The ranges, each for a place or a level."""
    for stated in map(_json.obj, _json.items(value)):
        low, high = (_json.number(stated.get(key)) for key in ("rangeStart", "rangeEnd"))
        if low is None and high is None:
            continue
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(stated.get("currency")),
            period=_json.identifier(stated.get("frequency")),
            where=_labelled(stated.get("location")),
        )
