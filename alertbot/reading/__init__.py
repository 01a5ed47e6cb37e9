"""RawPosting -> Posting: the one step that reads, done only for what is new. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from alertbot import hashtags, places, text
from alertbot.model import Place, Posting, RawPlace, RawPosting, Workplace
from alertbot.reading import dates, money, vocabulary

_LONGEST_TITLE = 1000
_LONGEST_BODY = 1_000_000
_CLOSING_TAG = re.compile(r"</(?:p|div|li|ul|h[1-4]|strong|span)>")
_UNSAID = frozenset({"unavailable", "n/a", "na", "-", "--", "none", "null", "unspecified", "."})


def read(raw: RawPosting, *, source: str, fetched_at: datetime) -> Posting:
    """The posting, with everything read into it that its words say; None is: not said.

    `fetched_at` is what relative dates count from. Structured fields go before words, the place
    line before the title, and the workplace is never read from the body.
    """
    title = text.one_line(text.decode_entities(raw.title))[:_LONGEST_TITLE]
    body = description(raw)
    found = _places(raw.places)
    workplace, remote_in = _workplace(raw, title, found)
    posted_at = dates.posted(raw.posted, now=fetched_at)
    stays_open = dates.open_at_least(body)
    paid = money.understood(raw.pay, raw.pay_text, body, countries=_countries(found, remote_in))
    return Posting(
        source=source,
        external_id=raw.external_id,
        url=raw.url,
        title=title,
        company=_said(raw.company),
        places=found,
        workplace=workplace,
        remote_in=remote_in,
        pay=paid.pay,
        pay_unread=paid.unread,
        hashtags=hashtags.read(body),
        employment_type=vocabulary.employment_type(raw.employment_type),
        level=vocabulary.level(title, raw.level),
        requisition=_said(raw.requisition),
        department=_said(raw.department),
        posted_at=posted_at,
        valid_through=dates.sane_end(dates.read(raw.valid_through, now=fetched_at), now=fetched_at),
        closes_not_before=posted_at + stays_open if posted_at and stays_open else None,
        description=body,
    )


def description(raw: RawPosting) -> str:
    """The body as text, whether it came as HTML, as escaped HTML or as text.

    Mojibake is mended, and what a board put in to catch careless readers is left out.
    """
    body = text.unescape(raw.description[:_LONGEST_BODY])
    # A field for text holds HTML now and then, and "vector<b>" is none.
    if text.is_html(body) and (raw.markup == "html" or "</" in body or "<br" in body):
        body = text.from_html(body)
        # HTML that was escaped and put into HTML.
        if "</" in body and len(_CLOSING_TAG.findall(body)) > 1:
            body = text.from_html(body)
    else:
        body = _plain(text.decode_entities(body) if raw.markup == "html" else body)
    return text.without_traps(body)


def _plain(body: str) -> str:
    """Text, its lines without space at the ends and at most one of them blank in a row."""
    lines = [line.strip() for line in text.clean(text.mend(body)).split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def _said(words: str) -> str | None:
    plain = text.one_line(text.decode_entities(words))
    return plain if plain and plain.lower() not in _UNSAID else None


def _places(raw: Iterable[RawPlace]) -> tuple[Place, ...]:
    found: dict[Place, None] = {}
    for place in raw:
        for read_place in _place(place):
            found.setdefault(read_place)
    return tuple(found)


def _place(raw: RawPlace) -> tuple[Place, ...]:
    """A place of structured fields, else those that the words name."""
    city, region, country = (_said(value) or "" for value in (raw.city, raw.region, raw.country))
    code = places.country(country.upper() if len(country) in (2, 3) else country)
    if not (city or region):
        named = places.read(raw.text)
        if named or not country:
            return named if code is None else tuple(_within(code, place) for place in named)
    joined = ", ".join(dict.fromkeys(part for part in (city, region, country) if part))
    named = places.read(joined)
    area = places.region(region, code) if region else None
    if code is None and area:
        code = area[:2]
    words = text.one_line(raw.text) or joined
    guess = named[0] if len(named) == 1 else None
    if guess and code in (None, guess.country):
        return (Place(words, guess.city, area or guess.region, code or guess.country),)
    return (Place(words, city or None, area, code),) if named or code else ()


def _within(code: str, place: Place) -> Place:
    """A place that was read from words, in the country that the source states."""
    if place.country == code:
        return place
    return replace(place, region=None, country=code)


def _workplace(
    raw: RawPosting, title: str, found: Sequence[Place]
) -> tuple[Workplace | None, tuple[str, ...] | None]:
    """How it is worked, and where remote is open to: the field, the place lines, the title."""
    line = "\n".join(place.text for place in raw.places)
    by_line, line_open = places.workplace(line)
    by_title, title_open = places.workplace(title)
    workplace = vocabulary.workplace(raw.workplace) or by_line or by_title
    if workplace is None and any(map(str.strip, raw.remote_in)):
        workplace = Workplace.REMOTE
    if workplace is not Workplace.REMOTE:
        return workplace, None
    if raw.remote_in:
        open_to = [_open_to(words) for words in raw.remote_in if words.strip()]
        if () in open_to:
            return workplace, ()
        said = tuple(dict.fromkeys(code for codes in open_to if codes for code in codes))
        if said:
            return workplace, said
    if line_open is None and title_open is None:
        return workplace, _whole_countries(found)
    return workplace, line_open if line_open is not None else title_open


def _open_to(words: str) -> tuple[str, ...] | None:
    """The countries that a source's own word names: here CA is Canada, not California."""
    code = places.country(words.strip()) if len(words.strip()) == 2 else None
    return (code,) if code else places.countries(words)


def _whole_countries(found: Sequence[Place]) -> tuple[str, ...] | None:
    """The countries that remote work is open to, where its places are countries and no more."""
    if not found or any(place.city or place.region or not place.country for place in found):
        return None
    return tuple(dict.fromkeys(place.country for place in found if place.country))


def _countries(found: Iterable[Place], remote_in: tuple[str, ...] | None) -> frozenset[str]:
    """The countries that the posting is in, which decide what a bare $ means."""
    countries = {place.country for place in found if place.country}
    return frozenset(countries or remote_in or ())
