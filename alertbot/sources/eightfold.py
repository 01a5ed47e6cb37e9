"""Eightfold's careers sites: PCSX, the interface before it, and Microsoft's own before that.

Each site answers to one of the two interfaces. docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Request, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _board,
    _eightfold_places,
    _host,
    _json,
    _microsoft,
    _paging,
    _site,
)

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=30), pause=timedelta(seconds=1))

CAP = 2000
"""Of PCSX: no posting is shown at or past that offset."""

_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Options(SourceOptions):
    """`host` is the careers site's, `domain` the employer's as its addresses name it.

    Without `domain` it is taken from the host: contoso.com for contoso.eightfold.ai and for
    careers.contoso.com. `interface: v2` is for sites that have not moved to PCSX.
    """

    host: _host.Host
    domain: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)] = ""
    interface: Literal["pcsx", "v2"] = "pcsx"
    query: _Words = ""
    location: _Words = ""


def requests(options: Options) -> Iterable[Request]:
    """The first page, the newest first: both interfaces show ten at once, whatever is asked."""
    yield _list(options, 0)


def _list(options: Options, start: int) -> Request:
    asked = {
        "domain": _domain(options),
        "query": options.query,
        "location": options.location,
        "start": str(start),
        "sort_by": "timestamp",
    }
    path = "/api/pcsx/search"
    if options.interface == "v2":
        path = "/api/apply/v2/jobs"
        asked["num"] = "10"
    return Request(
        f"{_base(options)}{path}?{urlencode(asked)}",
        purpose="page" if start else "list",
        cursor=str(start) if start else "",
    )


def _detail(options: Options, external_id: str) -> Request:
    domain = quote(_domain(options), safe="")
    id = quote(external_id, safe="")
    path = f"/api/pcsx/position_details?position_id={id}&domain={domain}&hl=en"
    if options.interface == "v2":
        path = f"/api/apply/v2/jobs/{id}?domain={domain}"
    return Request(f"{_base(options)}{path}", purpose="detail")


def _base(options: Options) -> str:
    """Scheme and host to ask; empty for a file that is only looked at."""
    return options.base_url or (f"https://{options.host}" if options.host else "")


def _domain(options: Options) -> str:
    if options.domain or not options.host:
        return options.domain
    host = options.host
    if host.endswith(".eightfold.ai"):
        return f"{host.split('.')[0]}.com"
    labels = host.split(".")
    of_a_country = len(labels) > 2 and labels[-2] in ("co", "com", "ac", "org", "net", "gov")
    return ".".join(labels[-3:] if of_a_country else labels[-2:])


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a page of the list, or the one of a detail. Raises ParseError."""
    payload = _json.load(page)
    if (former := _microsoft.result(payload)) is not None:
        total = _paging.count(former.get("totalJobs"))
        postings = _board.postings(_microsoft.jobs(former), _microsoft.posting)
        return chain(_paging.whole(total), postings)
    inside = _inside(payload)
    site = _Site(options, _host.public(options.host, page), _json.text(inside.get("domain")))
    if _is_position(inside):
        return _board.postings([inside], partial(_posting, site, False))
    listed = _listed(inside)
    total = _paging.count(inside.get("count"))
    postings = _board.postings(listed, partial(_posting, site, True))
    return chain(_paging.whole(total), postings, _further(options, page, len(listed), total))


def _further(options: Options, page: Page, count: int, total: int | None) -> Iterator[Request]:
    """The next page. Some sites do not count: theirs goes on until a page is empty."""
    start = _paging.position(page) + count
    if not count or not _base(options) or (total is not None and start >= total):
        return
    if options.interface == "v2" or start < CAP:
        yield _list(options, start)


def recognise(page: Page) -> bool:
    """Whether the page is a list or a detail of either interface, or of Microsoft's former one."""
    try:
        payload = _json.load(page)
        if (former := _microsoft.result(payload)) is not None:
            return bool(_microsoft.jobs(former)) or "totalJobs" in former
        inside = _inside(payload)
        if _is_position(inside):
            return True
        listed = _listed(inside)
    except ParseError:
        return False
    first = _json.obj(listed[0]) if listed else {}
    return "count" in inside if not listed else "name" in first and bool(_MARKS & set(first))


_MARKS = {
    "t_create", "t_update", "canonicalPositionUrl", "ats_job_id", "display_job_id",
    "postedTs", "creationTs", "positionUrl", "atsJobId", "displayJobId",
}  # fmt: skip

_ADDRESS = re.compile(
    r"(?<![a-z0-9-])(?P<eightfold>[a-z0-9-]{2,63}\.eightfold\.ai)(?![\w.-])"
    r"(?:/careers[^\s\"'<>#?]{0,200}\?(?:[^\s\"'<>#]{0,300}?&)?domain=(?P<its>[a-z0-9.-]{4,100}))?"
    r"|//(?P<host>[a-z0-9.-]{4,100})/(?:careers(?:/job/\d{1,20})?|api/(?:pcsx/\w{1,20}"
    r"|apply/v2/jobs)(?:/\d{1,20})?)\?(?:[^\s\"'<>#]{0,300}?&)?domain=(?P<domain>[a-z0-9.-]{4,100})"
    r"|(?<![\w-])(?P<microsoft>(?:apply\.|jobs\.)?careers\.microsoft\.com)(?![\w.-])"
)
_NO_EMPLOYER = {"www", "app", "api", "static", "cdn", "login", "status", "vs-errors", "docs"}
_OF_MICROSOFT = ("apply.careers.microsoft.com", "microsoft.com")


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their own addresses; of Microsoft's careers also by their former ones."""
    seen: dict[str, dict[str, object]] = {}
    for found in _address.named(text, _ADDRESS):
        host = found.get("eightfold") or found.get("host", "")
        domain = found.get("its") or found.get("domain", "")
        if "microsoft" in found or host.endswith("careers.microsoft.com"):
            host, domain = _OF_MICROSOFT
        if host and host.split(".")[0] not in _NO_EMPLOYER:
            # An address that names the domain says more than one that does not.
            known = seen.setdefault(host, {"host": host})
            known |= {"domain": domain} if domain else {}
    yield from seen.values()


# -- the envelope ---------------------------------------------------------------------------


def _inside(payload: object) -> Mapping[str, object]:
    envelope = _json.obj(payload)
    if _json.obj(envelope.get("metadata")).get("isFallback") is True:
        raise ParseError("the site shows something else in place of the posting")
    data = envelope.get("data")
    return data if _json.is_object(data) else envelope


def _is_position(inside: Mapping[str, object]) -> bool:
    described = "job_description" in inside or "jobDescription" in inside
    return "id" in inside and "name" in inside and (described or bool(_MARKS & set(inside)))


def _listed(inside: Mapping[str, object]) -> list[object]:
    if isinstance(listed := inside.get("positions"), list):
        return listed
    if said := _json.complaint(inside):
        if "not enabled" in said and "PCSX" in said:
            said += " - set `interface: v2` for this source"
        elif "authorized" in said and "PCSX" in said:
            said += " - set `interface: pcsx` for this source"
        raise ParseError(f"the site answers: {said}")
    if "positions" in inside:
        raise ParseError(f"'positions' is {_json.shape(listed)} where a list was expected")
    raise ParseError(f"{_json.shape(inside)} where a list of Eightfold positions was expected")


# -- a posting ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Site:
    """Whose positions they are. `public` is scheme and host of their addresses, or empty."""

    options: Options
    public: str
    domain: str


# Eightfold numbers positions by employer: with this begin Microsoft's.
_MICROSOFTS = re.compile(r"1970393556\d{6}")


def _posting(site: _Site, listed: bool, position: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(position.get("id"))
    title = _line(position, "name", "posting_name")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    described = _json.text(position.get("job_description") or position.get("jobDescription"))
    ask = listed and not described and _base(site.options)
    domain = site.domain or _domain(site.options)
    public = site.public
    if not site.options.host and _MICROSOFTS.fullmatch(external_id):
        public, domain = "https://apply.careers.microsoft.com", "microsoft.com"
    url = _url(public, external_id, position)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=site.options.company
        or _board.employer(domain.split(".")[0], "", "")
        or _site.employer("", "eightfold.ai", url),
        places=tuple(dict.fromkeys(_eightfold_places.read(position))),
        workplace=_workplace(position),
        employment_type=_custom(position, _EMPLOYMENT),
        requisition=_identifier(
            position, "display_job_id", "displayJobId", "ats_job_id", "atsJobId"
        ),
        department=_line(position, "department"),
        posted=_moment(position, "postedTs", "t_create", "creationTs", "t_update"),
        description=described,
        detail=_detail(site.options, external_id) if ask else None,
    )


def _line(values: Mapping[str, object], *names: str) -> str:
    lines = (words.one_line(words.decode_entities(_json.text(values.get(name)))) for name in names)
    return next(filter(None, lines), "")


def _identifier(values: Mapping[str, object], *names: str) -> str:
    return next(filter(None, (_json.identifier(values.get(name)) for name in names)), "")


def _url(public: str, external_id: str, position: Mapping[str, object]) -> str:
    for name in ("canonicalPositionUrl", "publicUrl", "positionUrl"):
        if address := _json.link(position.get(name), public):
            return address
    return f"{public}/careers/job/{quote(external_id, safe='')}" if public else ""


def _moment(position: Mapping[str, object], *names: str) -> str:
    """Seconds since 1970, in digits, of the first field that has some."""
    for name in names:
        value = position.get(name)
        if isinstance(value, Decimal) and value.is_finite() and abs(value) < 10**15:
            value = int(value)
        if (said := _json.identifier(value)) not in ("", "0"):
            return said
    return ""


_EMPLOYMENT = re.compile(r"(?:employment|time|job|contract|worker(?:sub)?)_?type", re.IGNORECASE)
_WORKPLACE = re.compile(r"(?:workplace|worklocation|remote)_?(?:type|option)?", re.IGNORECASE)


def _workplace(position: Mapping[str, object]) -> str:
    own = _line(position, "work_location_option", "workLocationOption")
    flexibility = _line(position, "location_flexibility", "locationFlexibility")
    return own or flexibility or _custom(position, _WORKPLACE)


def _custom(position: Mapping[str, object], name: re.Pattern[str]) -> str:
    """The words of the employer's own fields of such a name: efcustomTextEmploymentType."""
    said: list[str] = []
    for key, value in position.items():
        if key.startswith("efcustomText") and name.fullmatch(key.removeprefix("efcustomText")):
            values = value if isinstance(value, list) else [value]
            said.extend(words.one_line(_json.text(each)) for each in values)
    return ", ".join(filter(None, dict.fromkeys(said)))[:200]
