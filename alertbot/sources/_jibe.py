"""iCIMS's newer career sites ("Jibe"): a list in JSON that says everything of each posting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import _board, _json

_A_PAGE = 100
_MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class Site:
    """`public`: scheme and host that people see; `root`: those that are asked; whose it is."""

    public: str
    root: str
    company: str


def request(root: str, number: int) -> Request:
    """A page of the list, the first being 1."""
    url = f"{root}/api/jobs?page={number}&limit={_A_PAGE}"
    return Request(url, purpose="page" if number > 1 else "list", cursor=str(number))


def parse(site: Site, page: Page) -> Iterator[RawPosting | Skipped | Whole | Request]:
    """The postings of a page, and all further pages. Raises ParseError."""
    payload = _json.load(page)
    envelope = _json.obj(payload)
    jobs = envelope.get("jobs")
    if not isinstance(jobs, list):
        if "jobs" in envelope:
            raise ParseError(f"'jobs' is {_json.shape(jobs)} where a list was expected")
        raise _json.not_understood(payload, "the site", "an iCIMS list was expected")
    if not _is_ours(envelope, jobs):
        raise ParseError(f"{_json.shape(payload)} where an iCIMS list was expected")
    return _list(site, page, envelope, jobs)


def recognise(page: Page) -> bool:
    """Whether the page is such a list."""
    try:
        envelope = _json.obj(_json.load(page))
    except ParseError:
        return False
    jobs = envelope.get("jobs")
    return isinstance(jobs, list) and _is_ours(envelope, jobs)


_MARKS = {"slug", "req_id", "full_location", "posted_date", "apply_url"}


def _is_ours(envelope: Mapping[str, object], jobs: list[object]) -> bool:
    if not jobs:
        return "totalCount" in envelope
    first = _json.obj(jobs[0])
    return "title" in _json.obj(first.get("data")) and bool(_MARKS & set(_json.obj(first["data"])))


def _list(
    site: Site, page: Page, envelope: Mapping[str, object], jobs: list[object]
) -> Iterator[RawPosting | Skipped | Whole | Request]:
    total = _json.number(envelope.get("totalCount"))
    count = int(total) if total is not None else 0
    if not jobs:
        yield Whole(total=0)  # otherwise it counts each language of a posting, which are one here
    yield from _board.postings(_once(jobs), partial(_posting, site))
    first = page.request is None or page.request.purpose == "list"
    if first and site.root and jobs:
        # Some sites have their own size of page, whatever is asked for.
        last = min(-(-count // len(jobs)), _MOST_PAGES)
        for number in range(2, last + 1):
            yield request(site.root, number)


def _once(jobs: list[object]) -> Iterator[object]:
    """The postings; of one that is there in several languages, the first."""
    seen: dict[str, str] = {}
    for job in jobs:
        data = _json.obj(_json.obj(job).get("data"))
        id, language = _json.identifier(data.get("slug")), _json.identifier(data.get("language"))
        if not id or seen.setdefault(id, language) == language:
            yield data or job


def _posting(site: Site, job: Mapping[str, object]) -> RawPosting | Skipped:
    requisition = _json.identifier(job.get("req_id"))
    external_id = _json.identifier(job.get("slug")) or requisition
    title = _line(job.get("title"))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    public = f"{site.public}/jobs/{quote(external_id, safe='')}" if site.public else ""
    return RawPosting(
        external_id=external_id,
        url=_json.link(_json.obj(job.get("meta_data")).get("canonical_url"))
        or public
        or _json.link(job.get("apply_url")),
        title=title,
        company=_line(job.get("hiring_organization")) or site.company,
        places=tuple(dict.fromkeys(_places(job))),
        workplace=_workplace(job),
        pay=tuple(_pay(job)),
        employment_type=_line(job.get("employment_type")),
        requisition=requisition,
        department=_line(job.get("department")) or _category(job),
        posted=_json.text(job.get("posted_date")) or _json.text(job.get("create_date")),
        valid_through=_json.text(job.get("expiry_date")) or _json.text(job.get("valid_through")),
        description=_description(job),
    )


def _line(value: object) -> str:
    return words.one_line(words.decode_entities(_json.text(value)))


def _places(job: Mapping[str, object]) -> Iterator[RawPlace]:
    """The place and the additional ones; the text is what the site shows."""
    for number, place in enumerate([job, *_json.items(job.get("additional_locations"))][:300]):
        stated = _json.obj(place)
        city, region = _line(stated.get("city")), _line(stated.get("state"))
        country = _line(stated.get("country_code")) or _line(stated.get("country"))
        text = _line(place) or next(
            filter(None, map(_line, map(stated.get, ("short_location", "location_name")))), ""
        )
        if number == 0 and not (city or region):
            text = _line(stated.get("full_location")) or text
        if city or region or country or text:
            yield RawPlace(text=text, city=city, region=region, country=country)


def _workplace(job: Mapping[str, object]) -> str:
    said = " ".join(_line(job.get(key)) for key in ("location_type", "work_type", "workplace_type"))
    return next((word for word in ("hybrid", "remote", "onsite") if word in said.lower()), "")


def _pay(job: Mapping[str, object]) -> Iterator[RawPay]:
    """The range; 0 is for none."""
    low, high = (_json.number(job.get(f"salary_{end}_value")) for end in ("min", "max"))
    if low is None and high is None:
        low = high = _json.number(job.get("salary_value"))
    if low is not None or high is not None:
        period = _line(job.get("salary_frequency")) or _line(job.get("salary_unit"))
        yield RawPay(low, high, _json.identifier(job.get("salary_currency")), period)


def _category(job: Mapping[str, object]) -> str:
    for key in ("category", "categories"):
        for one in _json.items(job.get(key)):
            if named := _line(one) or _line(_json.obj(one).get("name")):
                return named
    return _line(job.get("category"))


def _description(job: Mapping[str, object]) -> str:
    parts = (_json.text(job.get(k)) for k in ("description", "responsibilities", "qualifications"))
    return "\n".join(f"<div>{part}</div>" for part in dict.fromkeys(parts) if part)
