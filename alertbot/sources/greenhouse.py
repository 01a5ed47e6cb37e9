"""Greenhouse's Job Board API: one answer holds the whole board. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json

MANNERS = Manners(every=timedelta(minutes=15), floor=timedelta(minutes=5))
APART = "jobs"

_BASE = "https://boards-api.greenhouse.io"


class Options(SourceOptions):
    """`board` is the last part of boards.greenhouse.io/BOARD."""

    board: _board.Slug


def requests(options: Options) -> Iterable[Request]:
    """The whole board in one request, texts and pay included."""
    base = options.base_url or _BASE
    board = quote(options.board, safe="")
    yield Request(f"{base}/v1/boards/{board}/jobs?content=true&pay_transparency=true")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a board, or the one of a single job's payload. Raises ParseError."""
    return _board.postings(_jobs(_json.load(page)), partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is a board's list, or one job, as Greenhouse words them."""
    return _board.told(
        page,
        _jobs,
        first=lambda keys: "title" in keys and bool(_MARKS & keys),
        empty=lambda keys: keys in ({"jobs"}, {"jobs", "meta"}),
    )


_MARKS = {"absolute_url", "internal_job_id"}
# Boards of the EU have pages of their own there, and the same API as all others.
_ADDRESS = re.compile(
    r"""(?:(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?:embed/job_board(?:/js)?\?(?:[^"'\s<>]*&)?for=)?"""
    r"""|boards-api(?:\.eu)?\.greenhouse\.io/v1/boards/"""
    r"""|["']urlToken["']\s{0,9}:\s{0,9}["'])(?P<board>[A-Za-z0-9_-]{2,80})"""
)
_NO_BOARD = {"embed", "v1", "assets", "packs", "static"}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Boards by their own addresses, by the script that embeds them, by "urlToken"."""
    for found in _address.named(text, _ADDRESS):
        if found["board"] not in _NO_BOARD:
            yield found


def _jobs(payload: object) -> list[object]:
    """The jobs of any envelope that Greenhouse has: the list, one job, departments, offices."""
    if listed := _board.bare(payload, _MARKS):
        return listed
    envelope = _json.obj(payload)
    if "jobs" in envelope:
        return _json.listed(envelope, "jobs")
    for key in ("departments", "offices"):
        if isinstance(envelope.get(key), list) and "id" not in envelope:
            return _nested(_json.items(envelope[key]))
    if "id" in envelope and "title" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "the board", "a Greenhouse board was expected")


def _nested(groups: list[object]) -> list[object]:
    """The jobs of all departments or offices, each once, although two of these may share it."""
    found: dict[str, object] = {}
    waiting = list(reversed(groups))
    while waiting:
        group = _json.obj(waiting.pop())
        for job in _json.items(group.get("jobs")):
            found.setdefault(_json.identifier(_json.obj(job).get("id")) or str(len(found)), job)
        for key in ("children", "departments"):
            waiting.extend(reversed(_json.items(group.get(key))))
    return list(found.values())


def _posting(options: Options, job: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(job.get("id"))
    title = _json.line(job.get("title"))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    description, markup = _content(_json.text(job.get("content")))
    url = _json.link(job.get("absolute_url")) or _posting_page(options, external_id)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=_json.line(job.get("company_name"))
        or options.company
        or _board.employer(options.board, url, "greenhouse.io"),
        places=_places(job),
        workplace=_noted(job, _WORKPLACE),
        pay=tuple(_pay(job)),
        employment_type=_noted(job, _EMPLOYMENT),
        level=_noted(job, _LEVEL),
        requisition=_requisition(job),
        department=_department(job),
        posted=_json.text(job.get("first_published")) or _json.text(job.get("updated_at")),
        valid_through=_json.text(job.get("application_deadline")),
        description=description,
        markup="html" if markup else "text",
    )


def _posting_page(options: Options, external_id: str) -> str:
    if not options.board:
        return ""
    board = quote(options.board, safe="")
    return f"https://job-boards.greenhouse.io/{board}/jobs/{quote(external_id, safe='')}"


_ESCAPED = re.compile("&lt;/?[a-zA-Z!]")


def _content(content: str) -> tuple[str, bool]:
    """The description, and whether it is HTML: the API escapes HTML once, old boards send text.

    Escaped HTML stays as it is: to unescape a whole board costs more than all else together, and
    only what is new is read.
    """
    if "<" not in content and _ESCAPED.search(content):
        return content, True
    if words.is_html(content):
        return content, True
    return words.decode_entities(words.decode_entities(content)), False


_BETWEEN_PLACES = re.compile(r"[|;\n•]")
_NOWHERE = {"n/a", "na", "none", "-", "tbd", "unknown", "no office", "not specified"}


def _places(job: Mapping[str, object]) -> tuple[RawPlace, ...]:
    """The parts of the location, which is one string for all; else the places of the offices."""
    location = job.get("location")
    named = _json.text(_json.obj(location).get("name")) or _json.text(location)
    found = _texts(_BETWEEN_PLACES.split(named))
    if not found:
        offices = [_json.obj(office) for office in _json.items(job.get("offices"))]
        located = (office.get("location") for office in offices)
        found = _texts(
            _json.text(_json.obj(place).get("name")) or _json.text(place) for place in located
        )
    return tuple(RawPlace(text=text) for text in found)


def _texts(parts: Iterable[str]) -> list[str]:
    lines = map(_json.line, parts)
    return list(dict.fromkeys(line for line in lines if line and line.lower() not in _NOWHERE))


_WORKPLACE = re.compile(
    r"(?:work ?place|location|work location|remote|work) (?:type|status|model|policy|arrangement)"
    r"|work ?place|work arrangement|remote\??",
)
_EMPLOYMENT = re.compile(
    r"(?:employment|time|job|contract|worker|position|job time|full time/part time) "
    r"?(?:type|status|basis)|type of employment|commitment|contract",
)
_LEVEL = re.compile(r"(?:seniority|career|experience)(?: level)?")


def _noted(job: Mapping[str, object], name: re.Pattern[str]) -> str:
    """The value of the board's own field of such a name: Greenhouse has no fields for these."""
    for entry in map(_json.obj, _json.items(job.get("metadata"))):
        if name.fullmatch(_json.line(entry.get("name")).lower()):
            value = entry.get("value")
            values = value if isinstance(value, list) else [value]
            said = ", ".join(filter(None, map(_json.text, values)))
            if any(character.isalpha() for character in said):
                return words.one_line(said)
    return ""


def _requisition(job: Mapping[str, object]) -> str:
    """Boards put prose like "See Opening ID" where the requisition belongs.

    `internal_job_id` is none: an opening that is listed for thirty cities may have thirty of them.
    """
    said = _json.identifier(job.get("requisition_id"))
    return said if any(character.isdigit() for character in said) else ""


def _department(job: Mapping[str, object]) -> str:
    for department in map(_json.obj, _json.items(job.get("departments"))):
        name = _json.line(department.get("name"))
        if name and name.lower() != "no department":
            return name
    return ""


_PERIODS = (
    ("HOUR", re.compile(r"\b(?:hour(?:ly)?|hr|per hour)\b", re.IGNORECASE)),
    ("YEAR", re.compile(r"\b(?:annual(?:ly|ized)?|year(?:ly)?|yr|salary)\b", re.IGNORECASE)),
    ("MONTH", re.compile(r"\bmonth(?:ly)?\b", re.IGNORECASE)),
    ("WEEK", re.compile(r"\bweek(?:ly)?\b", re.IGNORECASE)),
    ("DAY", re.compile(r"\b(?:daily|day rate|per day)\b", re.IGNORECASE)),
)
_OF_PAY = re.compile(
    r"\b(?:annual(?:ly|ized)?|hourly|monthly|weekly|daily|year(?:ly)?|base|salary|pay|wage|rate"
    r"|compensation|transparency|range|ranges|total|target|cash|ote|on target earnings|estimated"
    r"|expected|the|hiring|our|for this role|us ?[$d]|usd|gbp|eur|cad)\b",
    re.IGNORECASE,
)


def _pay(job: Mapping[str, object]) -> Iterator[RawPay]:
    """The ranges, in cents; what period and where they are for is said in title or blurb alone."""
    for entry in map(_json.obj, _json.items(job.get("pay_input_ranges"))):
        low, high = (_json.number(entry.get(key)) for key in ("min_cents", "max_cents"))
        if low is None and high is None:
            continue
        title = words.one_line(words.from_html(_json.text(entry.get("title"))))
        blurb = words.one_line(words.from_html(_json.text(entry.get("blurb"))))
        yield RawPay(
            min=None if low is None else low / 100,
            max=None if high is None else high / 100,
            currency=_json.identifier(entry.get("currency_type")),
            period=_period(title) or _period(blurb),
            where=_where(title),
        )


def _period(said: str) -> str:
    return next((period for period, pattern in _PERIODS if pattern.search(said[:2000])), "")


def _where(title: str) -> str:
    """What a range's title says beside that it is pay: "Zone 1 Pay Range" is for "Zone 1"."""
    rest = _OF_PAY.sub(" ", title[:200])
    rest = words.one_line(re.sub(r"\(\s*\)", " ", rest)).strip(" :;,.-–—|/&")
    return re.sub(r"(?i)^(?:for|in)(?: |$)", "", rest)
