"""Adzuna's search API: other boards' advertisements, with a key. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Annotated
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import AfterValidator, Field, StringConstraints

from alertbot import text as words
from alertbot.config.values import SecretValue
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPosting, Request, Skipped
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _address,
    _adzuna_places,
    _board,
    _json,
    _paging,
)

# 2500 requests a month and 25 a minute are free.
MANNERS = Manners(
    every=timedelta(hours=1),
    floor=timedelta(minutes=20),
    whole_board=False,
    pause=timedelta(seconds=3),
    redistribute="attribution",
    credit="Adzuna",
)

PER_PAGE = 50
_BASE = "https://api.adzuna.com"

# Each country's currency, the end of its site's name, and what its areas call the country.
_COUNTRIES = {
    "at": ("EUR", "at", "Österreich"),
    "au": ("AUD", "com.au", "Australia"),
    "be": ("EUR", "be", "België", "Belgique", "Belgium"),
    "br": ("BRL", "com.br", "Brasil"),
    "ca": ("CAD", "ca", "Canada"),
    "ch": ("CHF", "ch", "Schweiz", "Suisse", "Switzerland"),
    "de": ("EUR", "de", "Deutschland"),
    "es": ("EUR", "es", "España"),
    "fr": ("EUR", "fr", "France"),
    "gb": ("GBP", "co.uk", "UK", "United Kingdom"),
    "in": ("INR", "in", "India"),
    "it": ("EUR", "it", "Italia"),
    "mx": ("MXN", "com.mx", "México"),
    "nl": ("EUR", "nl", "Nederland"),
    "nz": ("NZD", "co.nz", "New Zealand"),
    "pl": ("PLN", "pl", "Polska"),
    "sg": ("SGD", "sg", "Singapore"),
    "us": ("USD", "com", "US", "United States"),
    "za": ("ZAR", "co.za", "South Africa"),
}
_BY_SITE = {f"adzuna.{ending}": code for code, (_, ending, *_) in _COUNTRIES.items()}
_BY_NAME = {name: code for code, (_, _, *names) in _COUNTRIES.items() for name in names}


def _served(country: str) -> str:
    if country not in _COUNTRIES:
        raise ValueError(f"Adzuna has the countries {', '.join(_COUNTRIES)}")
    return country


_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class Options(SourceOptions):
    """`app_id` and `app_key` as developer.adzuna.com gives them; the rest is the search.

    `pages` are the most that a poll asks for, of fifty postings each, the newest first.
    """

    app_id: SecretValue
    app_key: SecretValue
    country: Annotated[
        str, StringConstraints(strip_whitespace=True, to_lower=True), AfterValidator(_served)
    ]
    what: _Words = ""
    what_exclude: _Words = ""
    where: _Words = ""
    category: _Words = ""
    max_days_old: Annotated[int, Field(ge=1, le=365)] = 14
    pages: Annotated[int, Field(ge=1, le=10)] = 1


def requests(options: Options) -> Iterable[Request]:
    """The first page."""
    yield _list(options, 1)


def _list(options: Options, number: int) -> Request:
    wanted = {
        "results_per_page": str(PER_PAGE),
        "max_days_old": str(options.max_days_old),
        "sort_by": "date",
        "what": options.what,
        "what_exclude": options.what_exclude,
        "where": options.where,
        "category": options.category,
    }
    asked = urlencode({name: value for name, value in wanted.items() if value})
    return Request(
        f"{options.base_url or _BASE}/v1/api/jobs/{options.country}/search/{number}?{asked}",
        keys=(("app_id", options.app_id), ("app_key", options.app_key)),
        purpose="page" if number > 1 else "list",
        cursor=str(number) if number > 1 else "",
    )


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The advertisements of a page of the search. Raises ParseError."""
    payload = _json.load(page)
    results = _results(payload)
    total = _paging.count(_json.obj(payload).get("count"))
    postings = _board.postings(results, partial(_posting, options))
    return chain(_paging.whole(total), postings, _further(options, page, len(results), total))


def _further(options: Options, page: Page, count: int, total: int | None) -> Iterator[Request]:
    number = _paging.position(page) or 1
    if count and number < options.pages and number * PER_PAGE < (total or 0):
        yield _list(options, number + 1)


def recognise(page: Page) -> bool:
    """Whether the page is a search of Adzuna."""
    try:
        payload = _json.load(page)
        results = _results(payload)
    except ParseError:
        return False
    if _json.text(_json.obj(payload).get("__CLASS__")).startswith("Adzuna::"):
        return True
    first = _json.obj(results[0]) if results else {}
    return _json.text(first.get("__CLASS__")).startswith("Adzuna::") or _is_ad(first)


_ADDRESS = re.compile(
    r"(?<![\w-])(?:api\.adzuna\.com/v1/api/jobs/(?P<country>[a-z]{2})/search/\d{1,4}"
    r"|(?P<site>adzuna\.(?:co(?:m?\.[a-z]{2}|m)|[a-z]{2}))(?![\w.-])(?:/(?:jobs/)?search)?/?)"
    r"(?:\?(?P<search>[^\s\"'<>#]{1,2000}))?"
)
_PARAMETERS = {"what": ("what", "q"), "where": ("where", "w"), "category": ("category",)}


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The searches that addresses of Adzuna ask for; the keys are yet to be given."""
    yield from _address.searches(text, _ADDRESS, _asked)


def _asked(found: re.Match[str]) -> Mapping[str, object] | None:
    country = found["country"] or _BY_SITE.get(found["site"] or "", "")
    if country not in _COUNTRIES:
        return None
    return {"country": country, **_searched(found["search"] or "")}


def _searched(query: str) -> Mapping[str, object]:
    try:
        asked = parse_qs(query, max_num_fields=100)
    except ValueError:
        return {}
    return {
        option: next(asked[name] for name in names if name in asked)[0]
        for option, names in _PARAMETERS.items()
        if any(name in asked for name in names)
    }


def _is_ad(value: Mapping[str, object]) -> bool:
    return "redirect_url" in value and "title" in value


def _results(payload: object) -> list[object]:
    envelope = _json.obj(payload)
    if _is_ad(envelope):
        return [envelope]
    if isinstance(payload, list) and payload and _is_ad(_json.obj(payload[0])):
        return payload
    results = envelope.get("results")
    if isinstance(results, list) and ("count" in envelope or "mean" in envelope or results):
        return results
    if said := _json.text(envelope.get("display")) or _json.complaint(payload):
        raise ParseError(f"the service answers: {words.cut(words.one_line(said), 120)}")
    if "results" in envelope and not isinstance(results, list):
        raise ParseError(f"'results' is {_json.shape(results)} where a list was expected")
    raise ParseError(f"{_json.shape(payload)} where a search of Adzuna was expected")


# -- a posting ------------------------------------------------------------------------------


_IN_ADDRESS = re.compile(r"adzuna\.[a-z.]{2,6}/.{0,20}(?:details|ad)/([0-9]{5,20})", re.ASCII)


def _posting(options: Options, ad: Mapping[str, object]) -> RawPosting | Skipped:
    stated = _json.link(ad.get("redirect_url"))
    numbered = _IN_ADDRESS.search(stated)
    external_id = _json.identifier(ad.get("id")) or (numbered[1] if numbered else "")
    title = words.one_line(_plain(ad.get("title")))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    location = _json.obj(ad.get("location"))
    country = _country(options, stated, location)
    return RawPosting(
        external_id=external_id,
        url=_untracked(stated),
        title=title,
        company=_name(ad.get("company"), "display_name")
        or _name(ad.get("company"), "canonical_name")
        or options.company
        or "",
        places=tuple(_adzuna_places.read(location, country, _BY_NAME)),
        pay=tuple(_pay(ad, country)),
        employment_type=", ".join(
            filter(None, (_json.identifier(ad.get(f"contract_{key}")) for key in ("time", "type")))
        ),
        department=_name(ad.get("category"), "label"),
        posted=_json.identifier(ad.get("created")),
        description=_plain(ad.get("description")),
        markup="text",
    )


# What was searched for is marked so.
_MARK = re.compile(r"</?(?:strong|em|b|mark)\b[^<>]{0,50}>", re.IGNORECASE)


def _plain(value: object) -> str:
    return words.decode_entities(_MARK.sub("", _json.text(value))).strip()


def _name(value: object, key: str) -> str:
    return words.one_line(_plain(_json.obj(value).get(key)))


def _untracked(address: str) -> str:
    """The advertisement's address without what names the asker; what leads on is kept.

    Adzuna's own page of it, /details/ID, needs nothing beside.
    """
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return address
    kept = [] if "/details/" in parts.path else [p for p in pairs if not p[0].startswith("utm_")]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))


def _country(options: Options, address: str, location: Mapping[str, object]) -> str:
    """Which of Adzuna's countries: by the site's address, the area, or what was asked for."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    area = [_json.text(part) for part in _json.items(location.get("area"))[:1]]
    by_area = _BY_NAME.get(area[0], "") if area else ""
    return _BY_SITE.get(host) or by_area or options.country


def _pay(ad: Mapping[str, object], country: str) -> Iterator[RawPay]:
    """Pay a year, in the country's currency. An estimate has one number, often with cents."""
    low, high = _json.number(ad.get("salary_min")), _json.number(ad.get("salary_max"))
    if low is None and high is None:
        return
    flag = ad.get("salary_is_predicted")
    predicted = flag is True or str(flag) == "1"
    if flag is None:
        predicted = low == high and low != (low or Decimal(0)).to_integral_value()
    currency = _COUNTRIES[country][0] if country in _COUNTRIES else ""
    yield RawPay(min=low, max=high, currency=currency, period="YEAR", predicted=predicted)
