"""The payloads of services that give a whole board in one answer."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from tests.replay.ads import Ad
from tests.replay.shelf import Shelf
from tests.replay.wording import JSON, XML, Served, as_json, body, published, slug, uuid_of


def greenhouse(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def job(ad: Ad) -> dict[str, object]:
        stamp = published(ad, shelf, now).isoformat()
        address = f"https://job-boards.greenhouse.io/{shelf.name}/jobs/{ad.number}"
        return {
            "id": ad.number,
            "internal_job_id": 5_000_000 + ad.number,
            "title": ad.title,
            "absolute_url": f"{address}{ad.query}",
            "location": {"name": " | ".join(ad.places)},
            "company_name": ad.company,
            "requisition_id": ad.requisition or None,
            "updated_at": (now if shelf.moving else ad.posted).isoformat(),
            "first_published": stamp,
            "content": html.escape(body(ad, shelf, pay=True)),
            "departments": [{"id": 1, "name": "Operations"}],
            "offices": [],
            "metadata": None,
        }

    listed = {"jobs": [job(ad) for ad in ads], "meta": {"total": len(ads)}}
    yield f"/v1/boards/{slug(shelf.company)}/jobs", as_json(listed), JSON


def lever(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def posting(ad: Ad) -> dict[str, object]:
        address = f"https://jobs.lever.co/{shelf.name}/{uuid_of(ad)}"
        said: dict[str, object] = {
            "id": uuid_of(ad),
            "text": ad.title,
            "categories": {"location": ad.places[0], "allLocations": [*ad.places]},
            "createdAt": int(published(ad, shelf, now).timestamp() * 1000),
            "description": body(ad, shelf, pay=False),
            "lists": [],
            "hostedUrl": f"{address}{ad.query}",
            "applyUrl": f"{address}/apply{ad.query}",
        }
        if ad.pay:
            low, high = min(ad.pay)
            paid = {"min": low, "max": high, "currency": "USD", "interval": "per-year-salary"}
            said["salaryRange"] = paid
        return said

    yield f"/v0/postings/{slug(shelf.company)}", as_json([posting(ad) for ad in ads]), JSON


def ashby(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def job(ad: Ad) -> dict[str, object]:
        first, *more = ad.places
        components = [
            {
                "compensationType": "Salary",
                "interval": "1 YEAR",
                "currencyCode": "USD",
                "minValue": low,
                "maxValue": high,
            }
            for low, high in ad.pay
        ]
        return {
            "id": uuid_of(ad),
            "title": ad.title,
            "location": first,
            "secondaryLocations": [{"location": place} for place in more],
            "publishedAt": published(ad, shelf, now).isoformat(),
            "isListed": True,
            "jobUrl": f"https://jobs.ashbyhq.com/{shelf.name}/{uuid_of(ad)}{ad.query}",
            "descriptionHtml": body(ad, shelf, pay=False),
            "compensation": {
                "compensationTiers": [{"title": "", "components": [one]} for one in components]
            },
        }

    listed = {"apiVersion": "1", "jobs": [job(ad) for ad in ads]}
    yield f"/posting-api/job-board/{slug(shelf.company)}", as_json(listed), JSON


def personio(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def position(ad: Ad) -> str:
        first, *more = map(escape, ad.places)
        others = "".join(f"<office>{place}</office>" for place in more)
        paid = "".join(
            f"<salaryInformation><min>{low}</min><max>{high}</max><currencyCode>USD</currencyCode>"
            "<type>yearly</type></salaryInformation>"
            for low, high in sorted(ad.pay)[:1]
        )
        return (
            f"<position><id>{ad.number}</id><subcompany>{escape(ad.company)}</subcompany>"
            f"<office>{first}</office><additionalOffices>{others}</additionalOffices>"
            f"<name>{escape(ad.title)}</name><jobDescriptions><jobDescription><name>The work</name>"
            f"<value><![CDATA[{body(ad, shelf, pay=False)}]]></value></jobDescription>"
            f"</jobDescriptions><employmentType>permanent</employmentType>{paid}"
            f"<createdAt>{published(ad, shelf, now).isoformat()}</createdAt></position>"
        )

    listed = "\n".join(map(position, ads))
    feed = f'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>\n{listed}\n</workzag-jobs>\n'
    yield "/xml", feed.encode(), XML
