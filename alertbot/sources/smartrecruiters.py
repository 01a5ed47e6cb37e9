"""SmartRecruiters' Posting API: a list of a hundred a page, and a detail for each posting.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote

MANNERS = Manners(every=timedelta(minutes=30), floor=timedelta(minutes=10))

_BASE = "https://api.smartrecruiters.com"
_A_PAGE = 100
_MOST = 20_000


class Options(SourceOptions):
    """`board` is the first part of jobs.smartrecruiters.com/BOARD/..."""

    board: _board.Slug


def requests(options: Options) -> Iterable[Request]:
    """The first page of the list."""
    yield _page(options, 0)


def _page(options: Options, offset: int, size: int = _A_PAGE) -> Request:
    url = f"{_root(options)}?limit={size}&offset={offset}"
    return Request(url, purpose="page" if offset else "list", cursor=str(offset))


def _root(options: Options) -> str:
    board = quote(options.board, safe="")
    return f"{options.base_url or _BASE}/v1/companies/{board}/postings"


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """A page of the list and what to ask for next, or the one of a detail. Raises ParseError."""
    payload = _json.load(page)
    envelope = _json.obj(payload)
    content = envelope.get("content")
    if isinstance(content, list):
        first = page.request is None or page.request.purpose == "list"
        return _list(options, envelope, content, first=first)
    if "content" in envelope:
        raise ParseError(f"'content' is {_json.shape(content)} where a list was expected")
    if _is_detail(envelope):
        return iter([_posting(options, envelope)])
    raise _json.not_understood(payload, "the board", "a list of SmartRecruiters was expected")


def recognise(page: Page) -> bool:
    """Whether the page is a list, or one posting, as SmartRecruiters words them."""
    try:
        envelope = _json.obj(_json.load(page))
    except ParseError:
        return False
    content = envelope.get("content")
    if not isinstance(content, list):
        return _is_detail(envelope)
    first = _json.obj(content[0]) if content else {}
    return "totalFound" in envelope and (not content or bool(_MARKS & set(first)))


_MARKS = {"releasedDate", "refNumber", "jobAdId", "typeOfEmployment"}


def _is_detail(envelope: Mapping[str, object]) -> bool:
    return _json.is_object(_json.obj(envelope.get("jobAd")).get("sections"))


_ADDRESS = re.compile(
    r"(?:(?:jobs|careers)\.smartrecruiters\.com/(?:(?:oneclick-ui|external-referrals)/company/|"
    r"ni/)?|api\.smartrecruiters\.com/v1/companies/)(?P<board>[A-Za-z0-9_.-]{2,100})"
)
_NO_BOARD = {"oneclick-ui", "external-referrals", "ni", "static", "assets", "sr-jobs", "js", "css"}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Boards by the addresses of their pages or of the API."""
    for found in _address.named(text, _ADDRESS):
        if found["board"].lower() not in _NO_BOARD:
            yield found


def _list(
    options: Options, envelope: Mapping[str, object], content: list[object], *, first: bool
) -> Iterator[Parsed]:
    total = _count(envelope.get("totalFound"))
    employers = {_employer(_json.obj(job)) for job in content}
    stated = isinstance(envelope.get("totalFound"), int)
    yield Whole(
        employer=employers.pop() if len(employers) == 1 else "", total=total if stated else None
    )
    yield from _board.postings(content, partial(_posting, options))
    offset, size = _count(envelope.get("offset")), _count(envelope.get("limit"))
    if first and offset == 0 and content:
        step = size if 0 < size <= _A_PAGE else _A_PAGE
        for further in range(step, min(total, _MOST), step):
            yield _page(options, further, step)


def _count(value: object) -> int:
    number = _json.number(value)
    return int(number) if number is not None and number < 10**7 else 0


def _employer(job: Mapping[str, object]) -> str:
    return words.one_line(_json.text(_json.obj(job.get("company")).get("name")))


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(job.get("id"))
    title = words.one_line(words.decode_entities(_json.text(job.get("name"))))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    location = _json.obj(job.get("location"))
    board = _json.identifier(_json.obj(job.get("company")).get("identifier")) or options.board
    places = tuple(_places(location))
    workplace = _workplace(location)
    return RawPosting(
        external_id=external_id,
        url=_json.link(job.get("postingUrl")) or _posting_page(board, external_id),
        title=title,
        company=_employer(job) or options.company or _board.employer(board, "", "smartrecruiters"),
        places=places,
        workplace=workplace,
        remote_in=_remote.open_to(places) if workplace == "remote" else (),
        pay=tuple(_pay(job.get("compensation"))),
        employment_type=_label(job.get("typeOfEmployment")),
        level=_label(job.get("experienceLevel")),
        requisition=_json.identifier(job.get("refNumber")),
        department=_label(job.get("department")) or _label(job.get("function")),
        posted=_json.text(job.get("releasedDate")) or _json.text(job.get("createdOn")),
        description=_description(job),
        detail=None if _is_detail(job) else _detail(options, external_id),
    )


def _detail(options: Options, external_id: str) -> Request:
    return Request(f"{_root(options)}/{quote(external_id, safe='')}", purpose="detail")


def _posting_page(board: str, external_id: str) -> str:
    if not board:
        return ""
    board, posting = quote(board, safe=""), quote(external_id, safe="")
    return f"https://jobs.smartrecruiters.com/{board}/{posting}"


def _label(value: object) -> str:
    """The label of a choice, else its id; empty where that says that none applies."""
    choice = _json.obj(value)
    label = words.one_line(_json.text(choice.get("label")) or _json.text(value))
    id = _json.text(choice.get("id"))
    if id == "not_applicable" or label.lower() in ("not applicable", "n/a"):
        return ""
    return label or id.replace("_", " ")


def _places(location: Mapping[str, object]) -> Iterator[RawPlace]:
    """The place; an empty region leaves "Warsaw, , Poland" in the full text."""
    city, region, country = (
        words.one_line(_json.text(location.get(key))) for key in ("city", "region", "country")
    )
    full = words.one_line(_json.text(location.get("fullLocation")))
    text = ", ".join(part for part in map(str.strip, full.split(",")) if part)
    if city or region or country or text:
        yield RawPlace(text=text, city=city, region=region, country=country.upper())


def _workplace(location: Mapping[str, object]) -> str:
    """What is ticked. Nothing ticked says nothing: boards write "Fully Remote" into the title."""
    if location.get("remote") is True:
        return "remote"
    return "hybrid" if location.get("hybrid") is True else ""


def _pay(value: object) -> Iterator[RawPay]:
    stated = _json.obj(value)
    low, high = _json.number(stated.get("min")), _json.number(stated.get("max"))
    if low is not None or high is not None:
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(stated.get("currency")),
            period=_json.identifier(stated.get("period")),
        )


_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def _description(job: Mapping[str, object]) -> str:
    """All sections with their titles, in the order of the page; ones that are new at the end."""
    sections = _json.obj(_json.obj(job.get("jobAd")).get("sections"))
    names = [*_SECTIONS, *(name for name in sections if name not in _SECTIONS)]
    parts = []
    for section in (_json.obj(sections.get(name)) for name in names[:30]):
        if said := _json.text(section.get("text")):
            title = html.escape(words.one_line(_json.text(section.get("title"))), quote=False)
            parts.append(f"<h3>{title}</h3><div>{said}</div>" if title else f"<div>{said}</div>")
    return "\n".join(parts)
