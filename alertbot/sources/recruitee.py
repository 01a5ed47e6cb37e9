"""Recruitee's careers site API: one answer holds all offers. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote, _site

MANNERS = Manners(every=timedelta(minutes=30), floor=timedelta(minutes=10))

_SERVICE = "recruitee.com"


class Options(SourceOptions):
    """`site` is SITE of SITE.recruitee.com, or the careers site's whole host."""

    site: _site.Site


def requests(options: Options) -> Iterable[Request]:
    """All offers in one request, texts and pay included."""
    base = options.base_url or f"https://{_site.host(options.site, _SERVICE)}"
    yield Request(f"{base}/api/offers/")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The offers of a site, or the one of a single offer's payload. Raises ParseError."""
    listed = _offers(_json.load(page))
    # Drafts and closed offers are not on the site; only those who may see them get them.
    public = [
        offer
        for offer in listed
        if _json.text(_json.obj(offer).get("status")).lower() in ("", "published")
    ]
    return _found(options, page, public)


def recognise(page: Page) -> bool:
    """Whether the page is a site's offers, or one of them, as Recruitee words them."""
    return _board.told(
        page,
        _offers,
        first=lambda keys: "title" in keys and bool(_MARKS & keys),
    )


_MARKS = {"careers_url", "careers_apply_url", "employment_type_code", "min_hours_per_week"}
_ADDRESS = re.compile(r"(?<![\w-])(?P<site>[A-Za-z0-9][A-Za-z0-9-]{0,62})\.recruitee\.com")
_NO_SITE = {
    "www", "api", "app", "auth", "support", "docs", "help", "careers-analytics", "cdn", "static",
    "assets", "status", "blog", "developer", "careers", "careers-site", "jobs", "mail", "email",
}  # fmt: skip


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Sites by their addresses, also those of the mailboxes that offers are applied to by."""
    sites = dict.fromkeys(found["site"].lower() for found in _address.named(text, _ADDRESS))
    return ({"site": site} for site in sites if site not in _NO_SITE)


def _offers(payload: object) -> list[object]:
    if listed := _board.bare(payload, _MARKS):
        return listed
    envelope = _json.obj(payload)
    if "offers" in envelope:
        return _json.listed(envelope, "offers")
    for one in (_json.obj(envelope.get("offer")), envelope):
        if "id" in one and "title" in one and _MARKS & set(one):
            return [one]
    raise _json.not_understood(payload, "the board", "Recruitee offers were expected")


def _found(options: Options, page: Page, offers: list[object]) -> Iterator[Parsed]:
    employers = {_line(_json.obj(offer).get("company_name")) for offer in offers}
    if len(employers) == 1 and (employer := employers.pop()):
        yield Whole(employer=employer)
    yield from _board.postings(offers, partial(_posting, options, page))


def _posting(options: Options, page: Page, offer: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _json.identifier(offer.get("id"))
    title = _line(_translated(offer, "title"))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    url = _json.link(offer.get("careers_url")) or _posting_page(options, page, offer)
    places, workplace = tuple(_places(offer)), _workplace(offer)
    return RawPosting(
        external_id=external_id,
        url=url,
        title=title,
        company=_line(offer.get("company_name"))
        or options.company
        or _site.employer(options.site, _SERVICE, url),
        places=places,
        workplace=workplace,
        remote_in=_remote.open_to(places) if workplace == "remote" else (),
        pay=tuple(_pay(offer.get("salary"))),
        employment_type=_json.identifier(offer.get("employment_type_code"))
        or _json.identifier(offer.get("employment_type")),
        level=_json.identifier(offer.get("experience_code")),
        department=_line(offer.get("department")),
        posted=_json.identifier(offer.get("published_at"))
        or _json.identifier(offer.get("created_at")),
        valid_through=_json.identifier(offer.get("close_at")),
        description=_description(offer),
    )


def _line(value: object) -> str:
    return words.one_line(_json.text(value))


def _posting_page(options: Options, page: Page, offer: Mapping[str, object]) -> str:
    host = _site.host(options.site, _SERVICE, page.url)
    slug = _json.identifier(offer.get("slug"))
    return f"https://{host}/o/{quote(slug, safe='')}" if host and slug else ""


def _translated(offer: Mapping[str, object], name: str) -> str:
    """A text of the offer; where it is only there in other languages, English before the first."""
    if said := _json.text(offer.get(name)):
        return said
    languages = _json.obj(offer.get("translations"))
    ordered = [languages.get("en"), *languages.values()]
    texts = (_json.text(_json.obj(language).get(name)) for language in ordered)
    return next(filter(None, texts), "")


def _description(offer: Mapping[str, object]) -> str:
    """The text and what is required, which is a field of its own."""
    parts = (_translated(offer, name) for name in ("description", "requirements"))
    filled = [part for part in parts if part]
    return filled[0] if len(filled) == 1 else "\n".join(f"<div>{part}</div>" for part in filled)


# -- where, how, for how much ---------------------------------------------------------------


def _places(offer: Mapping[str, object]) -> Iterator[RawPlace]:
    """All locations, each once; else the offer's own fields, which name the first.

    `location` is no place where the work is remote: it says "Remote job".
    """
    found = [_place(_json.obj(place)) for place in _json.items(offer.get("locations"))]
    if not any(place != RawPlace() for place in found):
        own = _place(offer)
        found = [own if own.country or own.city else RawPlace(text=_line(offer.get("location")))]
    yield from dict.fromkeys(place for place in found if place != RawPlace())


def _place(place: Mapping[str, object]) -> RawPlace:
    city = _line(place.get("city"))
    region = _line(place.get("state")) or _line(place.get("state_name"))
    country = _line(place.get("country")) or _line(place.get("country_code"))
    if city or region or country:
        return RawPlace(city=city, region=region, country=country)
    return RawPlace(text=_line(place.get("name")))


def _workplace(offer: Mapping[str, object]) -> str:
    """Several may be ticked: who may work remotely need not come to the office."""
    ticked = (name for name in ("remote", "hybrid", "on_site") if offer.get(name) is True)
    return next(ticked, "").replace("on_site", "onsite")


def _pay(value: object) -> Iterator[RawPay]:
    """The salary as stated: thousands are left out in some, and reading flags those."""
    stated = _json.obj(value)
    low, high = _json.number(stated.get("min")), _json.number(stated.get("max"))
    if low is not None or high is not None:
        yield RawPay(
            min=low,
            max=high,
            currency=_json.identifier(stated.get("currency")),
            period=_json.identifier(stated.get("period")),
        )
