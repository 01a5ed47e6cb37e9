"""The pages of services that give a list, in pages or at once, and a detail for each posting."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from tests.replay.ads import Ad
from tests.replay.shelf import Shelf
from tests.replay.wording import (
    HTML,
    JSON,
    Served,
    as_json,
    body,
    page_of,
    published,
    site,
    slug,
    workday_path,
)

WORKDAY_PAGE = 20
SMARTRECRUITERS_PAGE = 100


def _ago(posted: datetime, now: datetime) -> str:
    days = (now.date() - posted.date()).days
    return {0: "Posted Today", 1: "Posted Yesterday"}.get(days, f"Posted {min(days, 30)} Days Ago")


def workday(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    root = f"/wday/cxs/{shelf.name}/Careers"
    for offset in range(0, max(len(ads), 1), WORKDAY_PAGE):
        rows = [
            {
                "title": ad.title,
                "externalPath": workday_path(ad),
                "locationsText": (
                    ad.places[0] if len(ad.places) == 1 else f"{len(ad.places)} Locations"
                ),
                "postedOn": _ago(published(ad, shelf, now), now),
                "bulletFields": [ad.requisition],
            }
            for ad in ads[offset : offset + WORKDAY_PAGE]
        ]
        # Only the first page says how many there are.
        listed = {"total": 0 if offset else len(ads), "jobPostings": rows, "facets": []}
        yield f"{root}/jobs?offset={offset}", as_json(listed), JSON
    for ad in ads:
        first, *more = ad.places
        info = {
            "title": ad.title,
            "jobDescription": body(ad, shelf, pay=True),
            "location": first,
            "additionalLocations": more,
            "postedOn": _ago(published(ad, shelf, now), now),
            "jobReqId": ad.requisition,
            "jobPostingId": workday_path(ad).rpartition("/")[2],
            "country": {"descriptor": "United States of America", "alpha2Code": "US"},
        }
        detail = {"jobPostingInfo": info, "hiringOrganization": {"name": ad.company}}
        yield f"{root}{workday_path(ad)}", as_json(detail), JSON


def smartrecruiters(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    board = slug(shelf.company)

    def row(ad: Ad) -> dict[str, object]:
        city, _, region = min(ad.places).partition(", ")
        return {
            "id": str(ad.number),
            "name": ad.title,
            "refNumber": ad.requisition,
            "company": {"identifier": board, "name": ad.company},
            "releasedDate": published(ad, shelf, now).isoformat(),
            "location": {
                "city": city,
                "region": region,
                "country": "us",
                "fullLocation": f"{min(ad.places)}, United States",
            },
        }

    root, size = f"/v1/companies/{board}/postings", SMARTRECRUITERS_PAGE
    for offset in range(0, max(len(ads), 1), size):
        rows = [row(ad) for ad in ads[offset : offset + size]]
        listed = {"offset": offset, "limit": size, "totalFound": len(ads), "content": rows}
        yield f"{root}?limit={size}&offset={offset}", as_json(listed), JSON
    for ad in ads:
        section = {"title": "Job Description", "text": body(ad, shelf, pay=False)}
        detail = row(ad) | {"jobAd": {"sections": {"jobDescription": section}}}
        detail["postingUrl"] = (
            f"https://jobs.smartrecruiters.com/{board}/{ad.number}-{slug(ad.title)}{ad.query}"
        )
        if ad.pay:
            low, high = min(ad.pay)
            paid = {"min": low, "max": high, "currency": "USD", "period": "YEARLY"}
            detail["compensation"] = paid
        yield f"{root}/{ad.number}", as_json(detail), JSON


def page(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def row(ad: Ad) -> str:
        address = f"{page_of(ad, shelf)}{ad.query}"
        return (
            f'<li class="job"><a href="{html.escape(address)}"><h3>{html.escape(ad.title)}</h3></a>'
            f'<span class="where">{html.escape(ad.places[0])}</span></li>'
        )

    rows = "\n".join(map(row, ads))
    listed = (
        f'<!DOCTYPE html><html lang="en"><head><title>Careers at {shelf.company}</title>'
        f'<link rel="canonical" href="{site(shelf)}/jobs"></head><body><nav><a href="/">Home</a>'
        f"</nav><h1>Careers</h1><ul>\n{rows}\n</ul></body></html>"
    )
    yield "/jobs", listed.encode(), HTML
    for ad in ads:
        address = page_of(ad, shelf)
        node = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": ad.title,
            "description": body(ad, shelf, pay=True),
            "datePosted": published(ad, shelf, now).isoformat(),
            "hiringOrganization": {"@type": "Organization", "name": ad.company},
            "jobLocation": [_schema_place(place) for place in ad.places],
            "url": f"{address}{ad.query}",
        }
        # "<" would end the script; "</p>" in it is what real pages escape so.
        script = json.dumps(node).replace("<", "\\u003c")
        shown = (
            f'<!DOCTYPE html><html lang="en"><head><title>{html.escape(ad.title)}</title>'
            f'<link rel="canonical" href="{address}"><script type="application/ld+json">{script}'
            f"</script></head><body><h1>{html.escape(ad.title)}</h1></body></html>"
        )
        yield address.removeprefix(site(shelf)), shown.encode(), HTML


def _schema_place(place: str) -> dict[str, object]:
    city, _, region = place.partition(", ")
    stated = {"addressLocality": city, "addressRegion": region, "addressCountry": "US"}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **stated}}
