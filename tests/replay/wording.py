"""What the payloads of all services have in common: words, dates, ids and addresses."""

from __future__ import annotations

import html
import json
import uuid
from datetime import datetime

from tests.replay.ads import Ad
from tests.replay.shelf import Shelf

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"

Served = tuple[str, bytes, str]
"""A path behind the shelf's own, with its query where that counts; the body; its content type."""


def slug(words: str) -> str:
    return "-".join(words.lower().split())


def site(shelf: Shelf) -> str:
    return f"https://{shelf.name}.example"


def uuid_of(ad: Ad) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, str(ad.number)))


def published(ad: Ad, shelf: Shelf, now: datetime) -> datetime:
    return now if shelf.moving else ad.posted


def body(ad: Ad, shelf: Shelf, *, pay: bool) -> str:
    """The description as HTML, set as the board sets it now."""
    paragraphs = [*ad.text]
    if pay and ad.pay:
        paragraphs.append("The base pay range for this position:")
        ranks = {range_: rank for rank, range_ in enumerate(sorted(ad.pay), 1)}
        for low, high in ad.pay:
            zone = f"Zone {ranks[low, high]}: " if ad.pay[1:] else ""
            paragraphs.append(f"{zone}${low:,} - ${high:,} USD per year")
    return "\n".join(f"<p>{_set(words, shelf.edition)}</p>" for words in paragraphs)


def _set(words: str, edition: int) -> str:
    """Text as HTML: editions differ in quotes, entities and white space alone."""
    shown = html.escape(words, quote=edition % 2 == 1)
    match edition % 4:
        case 1:
            return shown.replace(", ", ",&nbsp;").replace("'", "&#39;")
        case 2:
            return shown.replace("'", "’").replace(" - ", " – ").replace(". ", ".\n   ")
        case 3:
            return f"<span>{shown.replace('; ', ';&#32;')}</span>&nbsp;"
        case _:
            return shown


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


# -- ids and addresses ----------------------------------------------------------------------


def workday_path(ad: Ad) -> str:
    return f"/job/{slug(ad.places[0]).replace(',', '')}/{ad.number}_{ad.requisition or 'R-0'}"


def page_of(ad: Ad, shelf: Shelf) -> str:
    """The address of a posting on the company's own pages."""
    return f"{site(shelf)}/jobs/{ad.number}-{slug(ad.vacancy)}"


def guid(ad: Ad, shelf: Shelf) -> str:
    return f"{shelf.name}-{ad.number}"
