"""Lever's Postings API: a bare list holds the whole site. docs/sources.md has the quirks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json

MANNERS = Manners(every=timedelta(minutes=15), floor=timedelta(minutes=5))
APART = ""


class Options(SourceOptions):
    """`site` is the last part of jobs.lever.co/SITE; `eu` says that it is jobs.eu.lever.co."""

    site: _board.Slug
    eu: bool = False


def requests(options: Options) -> Iterable[Request]:
    """The whole site in one request. Without mode=json Lever answers HTML."""
    base = options.base_url or f"https://api.{'eu.' if options.eu else ''}lever.co"
    yield Request(f"{base}/v0/postings/{quote(options.site, safe='')}?mode=json")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of a site, or the one of a single posting's payload. Raises ParseError."""
    return _board.postings(_listed(_json.load(page)), partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is a site's list, or one posting, as Lever words them."""
    return _board.told(
        page,
        _listed,
        first=lambda keys: "text" in keys and bool(_MARKS & keys),
    )


_MARKS = {"hostedUrl", "applyUrl", "categories"}
_ADDRESS = re.compile(
    r"(?:jobs|api)\.(?P<eu>eu\.)?lever\.co/(?:v0/postings/)?(?P<site>[A-Za-z0-9._-]{2,80})"
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by the addresses of their pages or of the API."""
    for found in _address.named(text, _ADDRESS):
        site = {"site": found["site"]}
        yield {**site, "eu": True} if "eu" in found else site


def _listed(payload: object) -> list[object]:
    if isinstance(payload, list):
        return [
            posting
            for item in payload
            for posting in (_grouped(item) if "postings" in _json.obj(item) else [item])
        ]
    envelope = _json.obj(payload)
    if "id" in envelope and "text" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "the board", "a list of Lever postings was expected")


def _grouped(group: object) -> list[object]:
    """The postings of one group, which is how ?group=team answers."""
    postings = _json.obj(group)["postings"]
    if not isinstance(postings, list):
        raise ParseError(f"'postings' is {_json.shape(postings)} where a list was expected")
    return postings


def _posting(options: Options, posting: Mapping[str, object]) -> RawPosting | Skipped:
    hosted = _json.link(posting.get("hostedUrl"))
    hosted = hosted or _json.link(posting.get("applyUrl")).removesuffix("/apply")
    external_id = _json.identifier(posting.get("id")) or _board.addressed(hosted, "lever.co")
    title = words.one_line(_json.text(posting.get("text")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    categories = _json.obj(posting.get("categories"))
    workplace = _json.identifier(posting.get("workplaceType"))
    url = hosted or _posting_page(options, external_id)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=options.company or _board.employer(options.site, url, "lever.co"),
        places=_places(posting, categories),
        workplace="" if workplace == "unspecified" else workplace,
        pay=tuple(_pay(posting.get("salaryRange"))),
        pay_text=_pay_text(posting),
        employment_type=words.one_line(_json.text(categories.get("commitment"))),
        level=words.one_line(_json.text(categories.get("level"))),
        department=words.one_line(
            _json.text(categories.get("department")) or _json.text(categories.get("team"))
        ),
        posted=_json.identifier(posting.get("createdAt")),
        description=_description(posting),
    )


def _posting_page(options: Options, external_id: str) -> str:
    if not options.site:
        return ""
    host = f"jobs.{'eu.' if options.eu else ''}lever.co"
    return f"https://{host}/{quote(options.site, safe='')}/{quote(external_id, safe='')}"


def _places(
    posting: Mapping[str, object], categories: Mapping[str, object]
) -> tuple[RawPlace, ...]:
    """All locations, the first with the country, which is a field of the posting itself."""
    first = words.one_line(_json.text(categories.get("location")))
    more = (
        words.one_line(_json.text(place)) for place in _json.items(categories.get("allLocations"))
    )
    named = [place for place in dict.fromkeys([first, *more]) if place]
    country = _json.identifier(posting.get("country"))
    if not named:
        return (RawPlace(country=country),) if country else ()
    return tuple(
        RawPlace(text=place, country=country if number == 0 else "")
        for number, place in enumerate(named)
    )


_INTERVALS = {"hour": "HOUR", "day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}


def _pay(value: object) -> Iterator[RawPay]:
    """The range; one that is paid once is no pay that could be compared."""
    stated = _json.obj(value)
    interval = _json.text(stated.get("interval")).lower()
    low, high = _json.number(stated.get("min")), _json.number(stated.get("max"))
    if "one-time" in interval or (low is None and high is None):
        return
    # "bi-week-salary" and "semi-month-salary" are of no period that others compare with.
    parts = () if re.match(r"(?:bi|semi)[-_ ]?(?:week|month)", interval) else _INTERVALS.items()
    period = next((word for key, word in parts if key in interval), "")
    yield RawPay(
        min=low, max=high, currency=_json.identifier(stated.get("currency")), period=period
    )


def _pay_text(posting: Mapping[str, object]) -> str:
    """What the employer says on pay beside the range."""
    said = words.from_html(_json.text(posting.get("salaryDescription")))
    return words.one_line(said or _json.text(posting.get("salaryDescriptionPlain")))


def _description(posting: Mapping[str, object]) -> str:
    """The whole text as HTML: what is required stands in `lists` alone."""
    whole = _text(posting, "description")
    parts = [whole or _text(posting, "opening") + _text(posting, "descriptionBody")]
    for entry in map(_json.obj, _json.items(posting.get("lists"))):
        heading, content = _json.text(entry.get("text")), _json.text(entry.get("content"))
        if heading or content:
            parts.append(f"<h3>{heading}</h3><ul>{content}</ul>")
    parts.append(_text(posting, "additional"))
    return "\n".join(part for part in parts if part)


def _text(posting: Mapping[str, object], name: str) -> str:
    """A text as HTML; where only the plain form is filled, that one, escaped."""
    if marked := _json.text(posting.get(name)):
        return f"<div>{marked}</div>"
    plain = _json.text(posting.get(f"{name}Plain"))
    return f"<div>{html.escape(plain, quote=False).replace(chr(10), '<br>')}</div>" if plain else ""
