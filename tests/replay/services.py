"""How each service shows a board: its payloads, its ids, what it can and cannot say."""

from __future__ import annotations

import html
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.replay.ads import Ad
from tests.replay.shelf import Shelf

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"

Served = tuple[str, bytes, str]
"""A path behind the shelf's own, with its query where that counts; the body; its content type."""


@dataclass(frozen=True, slots=True)
class Service:
    """What one kind of source can say.

    `whole`: it shows the whole board, so that absence closes. `requisitions`, `employers`: its
    payload has them, posting by posting. `places`: more than one a posting. `detailed`: the text
    stands in details, which are asked for when the list words a posting anew. `page`: postings on a
    page of its list, 0 for all. `base`: how many postings a board begins with.
    """

    kind: str
    whole: bool = True
    requisitions: bool = False
    employers: bool = False
    places: bool = True
    detailed: bool = False
    page: int = 0
    base: int = 14

    def options(self, shelf: Shelf) -> dict[str, object]:
        """The source's options but for base_url."""
        return _OPTIONS[self.kind](shelf)

    def external_id(self, ad: Ad, shelf: Shelf) -> str:
        """The id by which the bot knows a posting."""
        match self.kind:
            case "lever" | "ashby":
                return _uuid(ad)
            case "workday":
                return _workday_path(ad).rpartition("/")[2]
            case "page":
                return f"{_site(shelf)}/jobs/{ad.number}-{_slug(ad.vacancy)}"
            case "rss":
                return f"{shelf.name}-{ad.number}"
            case _:
                return str(ad.number)

    def pages(self, shelf: Shelf, now: datetime) -> Iterator[Served]:
        """Everything that is served for a board as it is now."""
        yield from _PAGES[self.kind](shelf, shelf.shown(), now)


GREENHOUSE = Service("greenhouse", requisitions=True, employers=True)
LEVER = Service("lever")
ASHBY = Service("ashby")
WORKDAY = Service(
    "workday", requisitions=True, employers=True, detailed=True, page=20, base=45
)
SMARTRECRUITERS = Service(
    "smartrecruiters",
    requisitions=True,
    employers=True,
    places=False,
    detailed=True,
    page=100,
    base=120,
)
PERSONIO = Service("personio", employers=True)
PAGE = Service("page", employers=True, detailed=True)
RSS = Service("rss", whole=False, employers=True, base=20)
REMOTEOK = Service("remoteok", whole=False, employers=True, places=False, base=20)

WHOLE = (GREENHOUSE, LEVER, ASHBY, WORKDAY, SMARTRECRUITERS, PERSONIO, PAGE)
WINDOWS = (RSS, REMOTEOK)
ALL = (*WHOLE, *WINDOWS)

_OPTIONS = {
    "greenhouse": lambda shelf: {"board": _slug(shelf.company)},
    "lever": lambda shelf: {"site": _slug(shelf.company)},
    "ashby": lambda shelf: {"board": _slug(shelf.company)},
    "workday": lambda shelf: {"url": f"https://{shelf.name}.wd5.myworkdayjobs.com/Careers"},
    "smartrecruiters": lambda shelf: {"board": _slug(shelf.company)},
    "personio": lambda shelf: {"site": _slug(shelf.company)},
    "page": lambda shelf: {"url": f"{_site(shelf)}/jobs"},
    "rss": lambda shelf: {"url": f"{_site(shelf)}/feed.xml"},
    "remoteok": lambda _: {},
}


# -- shared ---------------------------------------------------------------------------------


def _slug(words: str) -> str:
    return "-".join(words.lower().split())


def _site(shelf: Shelf) -> str:
    return f"https://{shelf.name}.example"


def _uuid(ad: Ad) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, str(ad.number)))


def _moved(ad: Ad, shelf: Shelf, now: datetime) -> datetime:
    return now if shelf.moving else ad.posted


def _body(ad: Ad, shelf: Shelf, *, pay: bool) -> str:
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


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


# -- whole boards in one answer -------------------------------------------------------------


def _greenhouse(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def job(ad: Ad) -> dict[str, object]:
        stamp = _moved(ad, shelf, now).isoformat()
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
            "content": html.escape(_body(ad, shelf, pay=True)),
            "departments": [{"id": 1, "name": "Operations"}],
            "offices": [],
            "metadata": None,
        }

    listed = {"jobs": [job(ad) for ad in ads], "meta": {"total": len(ads)}}
    yield f"/v1/boards/{_slug(shelf.company)}/jobs", _as_json(listed), JSON


def _lever(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def posting(ad: Ad) -> dict[str, object]:
        address = f"https://jobs.lever.co/{shelf.name}/{_uuid(ad)}"
        said: dict[str, object] = {
            "id": _uuid(ad),
            "text": ad.title,
            "categories": {"location": ad.places[0], "allLocations": [*ad.places]},
            "createdAt": int(_moved(ad, shelf, now).timestamp() * 1000),
            "description": _body(ad, shelf, pay=False),
            "lists": [],
            "hostedUrl": f"{address}{ad.query}",
            "applyUrl": f"{address}/apply{ad.query}",
        }
        if ad.pay:
            low, high = min(ad.pay)
            paid = {"min": low, "max": high, "currency": "USD", "interval": "per-year-salary"}
            said["salaryRange"] = paid
        return said

    yield f"/v0/postings/{_slug(shelf.company)}", _as_json([posting(ad) for ad in ads]), JSON


def _ashby(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
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
            "id": _uuid(ad),
            "title": ad.title,
            "location": first,
            "secondaryLocations": [{"location": place} for place in more],
            "publishedAt": _moved(ad, shelf, now).isoformat(),
            "isListed": True,
            "jobUrl": f"https://jobs.ashbyhq.com/{shelf.name}/{_uuid(ad)}{ad.query}",
            "descriptionHtml": _body(ad, shelf, pay=False),
            "compensation": {
                "compensationTiers": [{"title": "", "components": [one]} for one in components]
            },
        }

    listed = {"apiVersion": "1", "jobs": [job(ad) for ad in ads]}
    yield f"/posting-api/job-board/{_slug(shelf.company)}", _as_json(listed), JSON


def _personio(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
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
            f"<value><![CDATA[{_body(ad, shelf, pay=False)}]]></value></jobDescription>"
            f"</jobDescriptions><employmentType>permanent</employmentType>{paid}"
            f"<createdAt>{_moved(ad, shelf, now).isoformat()}</createdAt></position>"
        )

    listed = "\n".join(map(position, ads))
    feed = f'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>\n{listed}\n</workzag-jobs>\n'
    yield "/xml", feed.encode(), XML


# -- lists with details ---------------------------------------------------------------------


def _workday_path(ad: Ad) -> str:
    return f"/job/{_slug(ad.places[0]).replace(',', '')}/{ad.number}_{ad.requisition or 'R-0'}"


def _ago(posted: datetime, now: datetime) -> str:
    days = (now.date() - posted.date()).days
    return {0: "Posted Today", 1: "Posted Yesterday"}.get(days, f"Posted {min(days, 30)} Days Ago")


def _workday(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    root = f"/wday/cxs/{shelf.name}/Careers"
    for offset in range(0, max(len(ads), 1), WORKDAY.page):
        rows = [
            {
                "title": ad.title,
                "externalPath": _workday_path(ad),
                "locationsText": (
                    ad.places[0] if len(ad.places) == 1 else f"{len(ad.places)} Locations"
                ),
                "postedOn": _ago(_moved(ad, shelf, now), now),
                "bulletFields": [ad.requisition],
            }
            for ad in ads[offset : offset + WORKDAY.page]
        ]
        # Only the first page says how many there are.
        listed = {"total": 0 if offset else len(ads), "jobPostings": rows, "facets": []}
        yield f"{root}/jobs?offset={offset}", _as_json(listed), JSON
    for ad in ads:
        first, *more = ad.places
        info = {
            "title": ad.title,
            "jobDescription": _body(ad, shelf, pay=True),
            "location": first,
            "additionalLocations": more,
            "postedOn": _ago(_moved(ad, shelf, now), now),
            "jobReqId": ad.requisition,
            "jobPostingId": _workday_path(ad).rpartition("/")[2],
            "country": {"descriptor": "United States of America", "alpha2Code": "US"},
        }
        detail = {"jobPostingInfo": info, "hiringOrganization": {"name": ad.company}}
        yield f"{root}{_workday_path(ad)}", _as_json(detail), JSON


def _smartrecruiters(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    board = _slug(shelf.company)

    def row(ad: Ad) -> dict[str, object]:
        city, _, region = min(ad.places).partition(", ")
        return {
            "id": str(ad.number),
            "name": ad.title,
            "refNumber": ad.requisition,
            "company": {"identifier": board, "name": ad.company},
            "releasedDate": _moved(ad, shelf, now).isoformat(),
            "location": {
                "city": city,
                "region": region,
                "country": "us",
                "fullLocation": f"{min(ad.places)}, United States",
            },
        }

    root, size = f"/v1/companies/{board}/postings", SMARTRECRUITERS.page
    for offset in range(0, max(len(ads), 1), size):
        rows = [row(ad) for ad in ads[offset : offset + size]]
        listed = {"offset": offset, "limit": size, "totalFound": len(ads), "content": rows}
        yield f"{root}?limit={size}&offset={offset}", _as_json(listed), JSON
    for ad in ads:
        section = {"title": "Job Description", "text": _body(ad, shelf, pay=False)}
        detail = row(ad) | {"jobAd": {"sections": {"jobDescription": section}}}
        detail["postingUrl"] = (
            f"https://jobs.smartrecruiters.com/{board}/{ad.number}-{_slug(ad.title)}{ad.query}"
        )
        if ad.pay:
            low, high = min(ad.pay)
            paid = {"min": low, "max": high, "currency": "USD", "period": "YEARLY"}
            detail["compensation"] = paid
        yield f"{root}/{ad.number}", _as_json(detail), JSON


def _page(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def row(ad: Ad) -> str:
        address = f"{PAGE.external_id(ad, shelf)}{ad.query}"
        return (
            f'<li class="job"><a href="{html.escape(address)}"><h3>{html.escape(ad.title)}</h3></a>'
            f'<span class="where">{html.escape(ad.places[0])}</span></li>'
        )

    rows = "\n".join(map(row, ads))
    listed = (
        f'<!DOCTYPE html><html lang="en"><head><title>Careers at {shelf.company}</title>'
        f'<link rel="canonical" href="{_site(shelf)}/jobs"></head><body><nav><a href="/">Home</a>'
        f"</nav><h1>Careers</h1><ul>\n{rows}\n</ul></body></html>"
    )
    yield "/jobs", listed.encode(), HTML
    for ad in ads:
        address = PAGE.external_id(ad, shelf)
        node = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": ad.title,
            "description": _body(ad, shelf, pay=True),
            "datePosted": _moved(ad, shelf, now).isoformat(),
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
        yield address.removeprefix(_site(shelf)), shown.encode(), HTML


def _schema_place(place: str) -> dict[str, object]:
    city, _, region = place.partition(", ")
    stated = {"addressLocality": city, "addressRegion": region, "addressCountry": "US"}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **stated}}


# -- windows --------------------------------------------------------------------------------


def _rss(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def item(ad: Ad) -> str:
        address = f"{_site(shelf)}/jobs/{ad.number}{ad.query}"
        return (
            f"<item><title>{escape(ad.title)}</title><link>{escape(address)}</link>"
            f'<guid isPermaLink="false">{RSS.external_id(ad, shelf)}</guid>'
            f"<pubDate>{format_datetime(_moved(ad, shelf, now), usegmt=True)}</pubDate>"
            f"<job_listing:company>{escape(ad.company)}</job_listing:company>"
            f"<job_listing:location>{escape('; '.join(ad.places))}</job_listing:location>"
            f"<content:encoded><![CDATA[{_body(ad, shelf, pay=True)}]]></content:encoded></item>"
        )

    items = "\n".join(map(item, ads))
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:job_listing="https://feeds.example/listing"><channel><title>Work</title>'
        f"<link>{_site(shelf)}</link><description>All of it</description>"
        f"<lastBuildDate>{format_datetime(now, usegmt=True)}</lastBuildDate>"
        f"\n{items}\n</channel></rss>"
    )
    yield "/feed.xml", feed.encode(), XML


def _remoteok(shelf: Shelf, ads: Sequence[Ad], now: datetime) -> Iterator[Served]:
    def item(ad: Ad) -> dict[str, object]:
        low, high = min(ad.pay) if ad.pay else (0, 0)
        slug = f"remote-{_slug(ad.title).replace(',', '')}-{ad.number}"
        return {
            "slug": slug,
            "id": str(ad.number),
            "date": _moved(ad, shelf, now).isoformat(),
            "company": ad.company,
            "position": ad.title,
            "tags": ["Full Time"],
            "description": _body(ad, shelf, pay=False),
            "location": min(ad.places),
            "salary_min": low,
            "salary_max": high,
            "url": f"https://remoteOK.com/remote-jobs/{slug}{ad.query}",
        }

    notice = {"last_updated": int(now.timestamp()), "legal": "Name the source, and link to it."}
    yield "/api", _as_json([notice, *map(item, ads)]), JSON


_PAGES = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
    "workday": _workday,
    "smartrecruiters": _smartrecruiters,
    "personio": _personio,
    "page": _page,
    "rss": _rss,
    "remoteok": _remoteok,
}
