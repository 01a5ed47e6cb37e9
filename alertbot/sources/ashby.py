"""Ashby's job posting API: one answer holds the whole board. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote, unquote

from alertbot import text as words
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote

MANNERS = Manners(every=timedelta(minutes=15), floor=timedelta(minutes=5))
APART = "jobs"


class Options(SourceOptions):
    """`board` is the last part of jobs.ashbyhq.com/BOARD; it may have spaces and dots."""

    board: _board.Slug


def requests(options: Options) -> Iterable[Request]:
    """The whole board in one request, texts and pay included."""
    base = options.base_url or "https://api.ashbyhq.com"
    yield Request(f"{base}/posting-api/job-board/{_quoted(options.board)}?includeCompensation=true")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a board, or the one of a single posting's payload. Raises ParseError."""
    listed = _jobs(_json.load(page))
    # What is not listed is a draft or open to those with the link: not published, and no error.
    public = (job for job in listed if _json.obj(job).get("isListed") is not False)
    return _board.postings(public, partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is a board's list, or one posting, as Ashby words them."""
    return _board.told(
        page,
        _jobs,
        first=lambda keys: {"title", "jobUrl"} <= keys and bool(_MARKS & keys),
        empty=lambda keys: keys == {"apiVersion", "jobs"},
    )


_MARKS = {
    "isListed", "isRemote", "secondaryLocations", "descriptionHtml", "descriptionPlain",
    "publishedAt",
}  # fmt: skip
_ADDRESS = re.compile(
    r"(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com/posting-api/job-board)/"
    r"(?P<board>[A-Za-z0-9](?:[A-Za-z0-9._%+&'-]{0,98}[A-Za-z0-9])?)"
)
_NO_BOARD = {"api", "_next", "static", "assets", "embed"}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Boards by the addresses of their pages, of the API, or of the script that embeds them."""
    for found in _address.named(text, _ADDRESS):
        if found["board"] not in _NO_BOARD and "/" not in found["board"]:
            yield found


def _jobs(payload: object) -> list[object]:
    if listed := _board.bare(payload, {"jobUrl"}):
        return listed
    envelope = _json.obj(payload)
    if "jobs" in envelope:
        return _json.listed(envelope, "jobs")
    if "id" in envelope and "title" in envelope and "jobUrl" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "the board", "an Ashby board was expected")


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    hosted = _json.link(job.get("jobUrl"))
    external_id = _json.identifier(job.get("id")) or _board.addressed(hosted, "ashbyhq.com")
    title = words.one_line(_json.text(job.get("title")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    url = hosted or _posting_page(options, external_id)
    places = tuple(_places(job))
    workplace = _workplace(job, title, places)
    marked = _json.text(job.get("descriptionHtml"))
    pay = tuple(_pay(job))
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=words.one_line(_json.text(job.get("organizationName")))
        or options.company
        or _board.employer(unquote(options.board), url, "ashbyhq.com"),
        places=places,
        workplace=workplace,
        remote_in=_remote.open_to(places) if workplace.lower() == "remote" else (),
        pay=pay,
        pay_text="" if pay else _pay_text(job),
        employment_type=words.one_line(_json.text(job.get("employmentType"))),
        department=words.one_line(_json.text(job.get("department")) or _json.text(job.get("team"))),
        posted=_json.identifier(job.get("publishedAt") or job.get("publishedDate")),
        valid_through=_json.identifier(job.get("applicationDeadline")),
        description=marked or _json.text(job.get("descriptionPlain")),
        markup="html" if marked else "text",
    )


def _quoted(board: str) -> str:
    """A board's name for an address, be it given as it is or already percent-encoded."""
    return quote(unquote(board), safe="")


def _posting_page(options: Options, external_id: str) -> str:
    if not options.board:
        return ""
    return f"https://jobs.ashbyhq.com/{_quoted(options.board)}/{quote(external_id, safe='')}"


# -- where ----------------------------------------------------------------------------------


def _places(job: Mapping[str, object]) -> Iterator[RawPlace]:
    """The main location, then the others, each once."""
    entries = [job, *map(_json.obj, _json.items(job.get("secondaryLocations")))]
    found = (_place(_json.text(entry.get("location")), entry.get("address")) for entry in entries)
    yield from dict.fromkeys(place for place in found if place != RawPlace())


def _place(name: str, address: object) -> RawPlace:
    """A location's own name ("Headquarters", "Remote (US)") beside its address."""
    stated = _json.obj(address)
    postal = _json.obj(stated.get("postalAddress")) or stated
    city, region, country = (
        words.one_line(_json.text(postal.get(key)))
        for key in ("addressLocality", "addressRegion", "addressCountry")
    )
    return RawPlace(text=words.one_line(name), city=city, region=region, country=country)


def _workplace(job: Mapping[str, object], title: str, places: Iterable[RawPlace]) -> str:
    """The service's own word. `isRemote` is true for hybrid too: it counts where that is absent."""
    if stated := _json.identifier(job.get("workplaceType")):
        return stated
    line = " ".join([title, *(place.text for place in places)]).lower()
    return "remote" if job.get("isRemote") is True and "hybrid" not in line else ""


# -- pay ------------------------------------------------------------------------------------


def _pay(job: Mapping[str, object]) -> Iterator[RawPay]:
    """The salaries of all tiers. Bonus, commission and equity are numbers too, and are none."""
    compensation = _json.obj(job.get("compensation"))
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return
    found: dict[RawPay, None] = {}
    for tier in map(_json.obj, _json.items(compensation.get("compensationTiers"))):
        where = words.one_line(_json.text(tier.get("title")))
        found.update(dict.fromkeys(_salaries(tier.get("components"), where)))
    yield from found or _salaries(compensation.get("summaryComponents"), "")


def _salaries(components: object, where: str) -> Iterator[RawPay]:
    for component in map(_json.obj, _json.items(components)):
        if _json.text(component.get("compensationType")).lower() != "salary":
            continue
        low, high = (_json.number(component.get(key)) for key in ("minValue", "maxValue"))
        if low is None and high is None:
            continue
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(component.get("currencyCode")),
            period=_period(_json.text(component.get("interval"))),
            where=where,
        )


def _period(interval: str) -> str:
    """ "1 YEAR" as YEAR; "2 WEEK" is not a week, and "NONE" no period."""
    count, _, unit = interval.strip().partition(" ")
    if count == "1":
        return unit.strip()
    return "every two weeks" if interval.upper().startswith("2 WEEK") else ""


_BESIDE = re.compile(r"\b(?:equity|bonus|commission|ote|stock|options|shares)\b|%", re.IGNORECASE)


def _pay_text(job: Mapping[str, object]) -> str:
    """The salary in words, where there are no numbers: the whole summary has more than salary."""
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return ""
    compensation = _json.obj(job.get("compensation"))
    if said := words.one_line(_json.text(compensation.get("scrapeableCompensationSalarySummary"))):
        return said
    summary = words.one_line(_json.text(compensation.get("compensationTierSummary")))
    return " • ".join(part for part in summary.split(" • ") if not _BESIDE.search(part))
