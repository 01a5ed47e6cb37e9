"""What Microsoft's careers answered before they moved to Eightfold: gcsservices' search and job."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Skipped
from alertbot.sources import _eightfold_places, _json

EMPLOYER = "Microsoft"
_POSTINGS = "https://jobs.careers.microsoft.com/global/en/job/"


def result(payload: object) -> Mapping[str, object] | None:
    """The inside of the envelope; None where it is not of that service."""
    outer = _json.obj(_json.obj(payload).get("operationResult"))
    found = outer.get("result")
    return found if _json.is_object(found) else None


def jobs(found: Mapping[str, object]) -> list[object]:
    """The jobs of a search, or the one of a detail. Raises ParseError."""
    if "jobId" in found and "title" in found:
        return [found]
    listed = found.get("jobs")
    if not isinstance(listed, list):
        raise ParseError(f"'jobs' is {_json.shape(listed)} where a list was expected")
    return listed


def posting(job: Mapping[str, object]) -> RawPosting | Skipped:
    """One job, whose facts lie in `properties`, or beside its title in a detail."""
    external_id = _json.identifier(job.get("jobId"))
    title = words.one_line(words.decode_entities(_json.text(job.get("title"))))
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    facts = {**job, **_json.obj(job.get("properties"))}
    return RawPosting(
        external_id=external_id,
        url=f"{_POSTINGS}{external_id}",
        title=title,
        company=EMPLOYER,
        places=tuple(dict.fromkeys(_places(facts))),
        workplace=_workplace(_line(facts, "workSiteFlexibility")),
        employment_type=_line(facts, "employmentType"),
        requisition=external_id,
        department=_line(facts, "profession", "discipline"),
        posted=_line(facts, "postingDate") or _line(_json.obj(facts.get("posted")), "external"),
        description=_description(facts),
    )


def _line(facts: Mapping[str, object], *names: str) -> str:
    lines = (words.one_line(words.decode_entities(_json.text(facts.get(name)))) for name in names)
    return next(filter(None, lines), "")


def _places(facts: Mapping[str, object]) -> Iterator[RawPlace]:
    """Lines such as "Redmond, Washington, United States"; in a detail they may have fields."""
    listed = _json.items(facts.get("locations")) or [facts.get("primaryLocation")]
    lines = (_eightfold_places.line(_json.text(place)) for place in listed)
    found = [RawPlace(text=line) for line in lines if line]
    if found:
        yield from found
        return
    for place in [facts.get("primaryWorkLocation"), *_json.items(facts.get("workLocations"))]:
        fields = _json.obj(place)
        named = RawPlace(
            city=_line(fields, "city"),
            region=_line(fields, "state"),
            country=_line(fields, "country", "countryCode"),
        )
        if named != RawPlace():
            yield named


_PERCENT = re.compile(r"up to (\d{1,3})\s?% work from home", re.IGNORECASE)
_DAYS = re.compile(r"(\d) days? ?/ ?week", re.IGNORECASE)


def _workplace(said: str) -> str:
    """ "Up to 50% work from home", "3 days / week in-office" and the like."""
    if percent := _PERCENT.search(said):
        return "remote" if int(percent[1]) >= 100 else "hybrid"
    if days := _DAYS.search(said):
        return {"0": "remote", "5": "onsite"}.get(days[1], "hybrid")
    if re.search(r"on-?site|in-?office", said, re.IGNORECASE):
        return "onsite"
    return said


def _description(facts: Mapping[str, object]) -> str:
    sections = (
        ("", "description"),
        ("Responsibilities", "responsibilities"),
        ("Qualifications", "qualifications"),
    )
    parts = []
    for heading, name in sections:
        if section := _json.text(facts.get(name)):
            title = f"<h3>{html.escape(heading)}</h3>" if heading else ""
            parts.append(f"{title}<div>{section}</div>")
    return "\n".join(parts)
