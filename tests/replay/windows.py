"""The payloads of services that show the newest postings alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.replay.ads import Ad
from tests.replay.shelf import Shelf
from tests.replay.wording import JSON, XML, Served, as_json, body, guid, published, site, slug


def rss(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def item(ad: Ad) -> str:
        address = f"{site(shelf)}/jobs/{ad.number}{ad.query}"
        return (
            f"<item><title>{escape(ad.title)}</title><link>{escape(address)}</link>"
            f'<guid isPermaLink="false">{guid(ad, shelf)}</guid>'
            f"<pubDate>{format_datetime(published(ad, shelf, now), usegmt=True)}</pubDate>"
            f"<job_listing:company>{escape(ad.company)}</job_listing:company>"
            f"<job_listing:location>{escape('; '.join(ad.places))}</job_listing:location>"
            f"<content:encoded><![CDATA[{body(ad, shelf, pay=True)}]]></content:encoded></item>"
        )

    items = "\n".join(map(item, ads))
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:job_listing="https://feeds.example/listing"><channel><title>Work</title>'
        f"<link>{site(shelf)}</link><description>All of it</description>"
        f"<lastBuildDate>{format_datetime(now, usegmt=True)}</lastBuildDate>"
        f"\n{items}\n</channel></rss>"
    )
    yield "/feed.xml", feed.encode(), XML


def remoteok(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def item(ad: Ad) -> dict[str, object]:
        low, high = min(ad.pay) if ad.pay else (0, 0)
        named = f"remote-{slug(ad.title).replace(',', '')}-{ad.number}"
        return {
            "slug": named,
            "id": str(ad.number),
            "date": published(ad, shelf, now).isoformat(),
            "company": ad.company,
            "position": ad.title,
            "tags": ["Full Time"],
            "description": body(ad, shelf, pay=False),
            "location": min(ad.places),
            "salary_min": low,
            "salary_max": high,
            "url": f"https://remoteOK.com/remote-jobs/{named}{ad.query}",
        }

    notice = {"last_updated": int(now.timestamp()), "legal": "Name the source, and link to it."}
    yield "/api", as_json([notice, *map(item, ads)]), JSON
