"""Pinpoint's postings.json: one answer holds the whole careers site. docs/sources.md has quirks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated

from pydantic import StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote, _site

MANNERS = Manners(every=timedelta(minutes=30), floor=timedelta(minutes=10))
APART = "data"

_SERVICE = "pinpointhq.com"


class Options(SourceOptions):
    """`site` is SITE of SITE.pinpointhq.com, or the careers site's whole host.

    `language`: the site in another of its languages (fr, pt-BR); empty for its own.
    """

    site: _site.Site
    language: Annotated[str, StringConstraints(pattern=r"^(?:[A-Za-z]{2}(?:-[A-Za-z]{2})?)?$")] = ""


def requests(options: Options) -> Iterable[Request]:
    """The whole site in one request, texts and pay included."""
    base = options.base_url or f"https://{_site.host(options.site, _SERVICE)}"
    prefix = f"/{options.language}" if options.language else ""
    yield Request(f"{base}{prefix}/postings.json")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a site, or the one of a single posting's payload. Raises ParseError."""
    return _board.postings(_listed(_json.load(page)), partial(_posting, options, page))


def recognise(page: Page) -> bool:
    """Whether the page is a site's list, or one posting, as Pinpoint words them."""
    return _board.told(
        page,
        _listed,
        first=lambda keys: "title" in keys and len(_MARKS & keys) > 1,
    )


_MARKS = {
    "key_responsibilities", "skills_knowledge_expertise", "compensation_visible", "deadline_at",
    "workplace_type", "employment_type_text", "path", "compensation_frequency",
}  # fmt: skip
_ADDRESS = re.compile(r"(?<![\w-])(?P<site>[A-Za-z0-9][A-Za-z0-9-]{0,62})\.pinpointhq\.com")
_NO_SITE = {
    "www", "app", "api", "help", "developers", "support", "assets", "cdn", "status", "static",
    "mail", "email", "blog", "docs", "info", "go",
}  # fmt: skip


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their addresses."""
    sites = dict.fromkeys(found["site"].lower() for found in _address.named(text, _ADDRESS))
    return ({"site": site} for site in sites if site not in _NO_SITE)


def _listed(payload: object) -> list[object]:
    if listed := _board.bare(payload, _MARKS):
        return listed
    envelope = _json.obj(payload)
    if "data" in envelope:
        data = envelope["data"]
        if _json.is_object(data) and "title" in data:
            return [data]
        if not isinstance(data, list):
            raise ParseError(f"'data' is {_json.shape(data)} where a list was expected")
        return data
    if "id" in envelope and "title" in envelope and _MARKS & set(envelope):
        return [envelope]
    raise _json.not_understood(payload, "the board", "Pinpoint postings were expected")


_POSTING = re.compile(r"/postings/([A-Za-z0-9-]{4,80})")


def _posting(options: Options, page: Page, posting: Mapping[str, object]) -> RawPosting | Skipped:
    path = _json.text(posting.get("path"))
    host = _site.host(options.site, _SERVICE, page.url)
    url = _json.link(posting.get("url")) or _json.link(path, f"https://{host}/" if host else "")
    # Its address has a uuid, not the number that the payload calls its id.
    addressed = _POSTING.search(url) or _POSTING.search(path)
    external_id = addressed[1] if addressed else _json.identifier(posting.get("id"))
    title = _line(posting, "title")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    job = _json.obj(posting.get("job"))
    places = _places(posting.get("location"))
    workplace = _line(posting, "workplace_type")
    visible = posting.get("compensation_visible", True) is True
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=options.company or _site.employer(options.site, _SERVICE, url),
        places=places,
        workplace=workplace,
        remote_in=_remote.open_to(places) if workplace == "remote" else (),
        pay=tuple(_pay(posting)) if visible else (),
        pay_text=_line(posting, "compensation") if visible else "",
        employment_type=_line(posting, "employment_type") or _line(posting, "employment_type_text"),
        requisition=_json.identifier(job.get("requisition_id"))
        or _json.identifier(posting.get("requisition_id")),
        department=_department(job) or _department(posting),
        valid_through=_line(posting, "deadline_at"),
        description=_description(posting),
    )


def _line(value: Mapping[str, object], name: str) -> str:
    return words.one_line(_json.text(value.get(name)))


def _department(owner: Mapping[str, object]) -> str:
    """That of the job, or as some sites have it, of the posting."""
    return _line(_json.obj(owner.get("department")), "name") or _line(owner, "department")


def _places(value: object) -> tuple[RawPlace, ...]:
    """The location, by its name ("Head Office") beside what its address says."""
    location = _json.obj(value)
    place = RawPlace(
        text=_line(location, "name") or words.one_line(_json.text(value)),
        city=_line(location, "city"),
        region=_line(location, "province"),
        country=_line(location, "country"),
    )
    return (place,) if place != RawPlace() else ()


def _pay(posting: Mapping[str, object]) -> Iterator[RawPay]:
    """The numbers, which are there too where the employer has chosen not to show them."""
    low = _json.number(posting.get("compensation_minimum"))
    high = _json.number(posting.get("compensation_maximum"))
    if low is not None or high is not None:
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(posting.get("compensation_currency")),
            period=_json.identifier(posting.get("compensation_frequency")),
        )


_SECTIONS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")


def _description(posting: Mapping[str, object]) -> str:
    """All sections, each under its heading."""
    parts: list[str] = []
    for name in _SECTIONS:
        if body := _json.text(posting.get(name)):
            heading = html.escape(_line(posting, f"{name}_header"), quote=False)
            parts.append(f"<h3>{heading}</h3>\n<div>{body}</div>" if heading else body)
    return "\n".join(parts)
