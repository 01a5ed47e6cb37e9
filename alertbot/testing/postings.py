"""Invented postings in the exact shape in which Greenhouse and Lever give them out.

What is not given is drawn from the number (see `invented`), so a board of five hundred is
`greenhouse_jobs(500)`. `posted` is a moment; tests that care for ages give their own.
"""

from __future__ import annotations

import html
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from alertbot.testing.invented import Invented, invent

POSTED = datetime(2026, 5, 13, 15, 0, tzinfo=UTC)
_EASTERN = timezone(timedelta(hours=-4))
_LEVER_IDS = uuid.UUID("5f0c6f0e-4d0b-5d58-9d0a-6f1f0c1d2e3f")


def greenhouse_job(
    number: int,
    title: str | None = None,
    *,
    company: str = "Contoso",
    token: str = "",
    place: str | None = None,
    pay: str | None = None,
    hashtags: Sequence[str] | None = None,
    text: str | None = None,
    requisition: str | None = None,
    posted: datetime = POSTED,
) -> dict[str, object]:
    """A job as the Greenhouse Job Board API gives it with content=true.

    `number` is the job's id. `pay` is a sentence, "" for none; `text` a paragraph in place of the
    usual ones. `token` is the board's name, the company in lower case if left out.
    """
    opening = invent(number)
    where = opening.place if place is None else place
    token = token or company.lower()
    body = _body(opening, company, pay, hashtags, text)
    stamp = posted.astimezone(_EASTERN)
    return {
        "absolute_url": f"https://job-boards.greenhouse.io/{token}/jobs/{number}",
        "data_compliance": [
            {
                "type": "gdpr",
                "requires_consent": False,
                "requires_processing_consent": False,
                "requires_retention_consent": False,
                "retention_period": None,
                "demographic_data_consent_applies": False,
            }
        ],
        "internal_job_id": 9_000_000 + number,
        "location": {"name": where},
        "metadata": None,
        "id": number,
        "updated_at": (stamp + timedelta(hours=3)).isoformat(),
        "requisition_id": f"REQ-{number}" if requisition is None else requisition,
        "title": title if title is not None else opening.title,
        "company_name": company,
        "first_published": stamp.isoformat(),
        "language": "en",
        "application_deadline": None,
        "content": html.escape(body).replace("&#x27;", "&#39;"),
        "departments": [
            {"id": 4000, "name": opening.department, "child_ids": [], "parent_id": None}
        ],
        "offices": [
            {"id": 5000, "name": where, "location": where, "child_ids": [], "parent_id": None}
        ],
    }


def lever_posting(
    number: int | str,
    title: str | None = None,
    *,
    company: str = "Northwind",
    site: str = "",
    place: str | None = None,
    pay: str | None = None,
    hashtags: Sequence[str] | None = None,
    text: str | None = None,
    workplace: str | None = None,
    posted: datetime = POSTED,
) -> dict[str, object]:
    """A posting as Lever's postings API gives it with mode=json.

    `number` is the seed and makes the id, a UUID; a string is the id itself. Pay is in
    `salaryRange` where the number draws any, in `salaryDescription` where `pay` gives a sentence.
    """
    seed = number if isinstance(number, int) else uuid.uuid5(_LEVER_IDS, number).int % 100_000
    name = number if isinstance(number, str) else str(uuid.uuid5(_LEVER_IDS, str(number)))
    opening = invent(seed)
    where = opening.place if place is None else place
    site = site or company.lower()
    lists = [] if text is not None else _lever_lists(opening)
    opener = _paragraph(_introduction(opening, company) if text is None else text)
    closing = _paragraph(_tag_line(opening, hashtags)) if _tag_line(opening, hashtags) else ""
    posting: dict[str, object] = {
        "additionalPlain": _tag_line(opening, hashtags),
        "additional": closing,
        "categories": {
            "commitment": "Full-time",
            "department": opening.department,
            "location": where,
            "team": opening.team,
            "allLocations": [where],
        },
        "createdAt": int(posted.timestamp() * 1000),
        "descriptionPlain": html.unescape(opener.removeprefix("<p>").removesuffix("</p>")),
        "description": opener,
        "id": name,
        "lists": lists,
        "text": title if title is not None else opening.title,
        "country": opening.country if place is None else None,
        "workplaceType": workplace or ("remote" if opening.remote else "onsite"),
        "opening": "",
        "openingPlain": "",
        "descriptionBody": opener,
        "descriptionBodyPlain": html.unescape(opener.removeprefix("<p>").removesuffix("</p>")),
        "hostedUrl": f"https://jobs.lever.co/{site}/{name}",
        "applyUrl": f"https://jobs.lever.co/{site}/{name}/apply",
    }
    if pay:
        posting |= {"salaryDescription": _paragraph(pay), "salaryDescriptionPlain": pay}
    elif pay is None and opening.pay:
        low, high = opening.pay
        posting["salaryRange"] = {
            "min": low,
            "max": high,
            "currency": opening.currency,
            "interval": "per-year-salary",
        }
    return posting


def greenhouse_jobs(
    count: int, *, first: int = 1001, company: str = "Contoso", posted: datetime = POSTED
) -> list[dict[str, object]]:
    """So many jobs, their ids rising from `first`, each an hour older than the one before."""
    return [
        greenhouse_job(first + index, company=company, posted=posted - timedelta(hours=index))
        for index in range(count)
    ]


def lever_postings(
    count: int, *, first: int = 1, company: str = "Northwind", posted: datetime = POSTED
) -> list[dict[str, object]]:
    """So many postings, each an hour older than the one before."""
    return [
        lever_posting(first + index, company=company, posted=posted - timedelta(hours=index))
        for index in range(count)
    ]


def _lever_lists(opening: Invented) -> list[dict[str, str]]:
    """Lever keeps the items of a list without the list around them."""
    lists = (("What you will do", opening.duties), ("What you bring", opening.skills))
    return [{"text": title, "content": _items(lines)} for title, lines in lists]


def _introduction(opening: Invented, company: str) -> str:
    return (
        f"The {opening.team} team at {company} is looking for a colleague in "
        f"{opening.department}. We are a small team, we ship every week, and we keep our promises."
    )


def _tag_line(opening: Invented, hashtags: Sequence[str] | None) -> str:
    return " ".join(f"#{tag}" for tag in (opening.hashtags if hashtags is None else hashtags))


def _body(
    opening: Invented,
    company: str,
    pay: str | None,
    hashtags: Sequence[str] | None,
    text: str | None,
) -> str:
    """The HTML of a Greenhouse job before the API escapes it, with the habits of real ones."""
    tags = _tag_line(opening, hashtags)
    sentence = opening.pay_text if pay is None else pay
    parts = [f'<div class="content-intro"><h2><strong>About {html.escape(company)}</strong></h2>']
    parts.append(f"{_paragraph(_introduction(opening, company) if text is None else text)}</div>")
    if text is None:
        parts.append(
            f"<h2><strong>What you&#39;ll do</strong></h2>\n<ul>{_items(opening.duties)}</ul>"
        )
        parts.append(
            f"<p>&nbsp;</p><h2><strong>You bring</strong></h2>\n<ul>{_items(opening.skills)}</ul>"
        )
    if sentence:
        shown = html.escape(sentence, quote=False).replace("–", "&ndash;")
        parts.append(f'<div class="content-pay-transparency"><p>{shown}</p></div>')
    if tags:
        parts.append(_paragraph(tags))
    return "\n".join(parts)


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def _items(lines: Sequence[str]) -> str:
    items = "\n".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)
    return f"\n{items}\n"
