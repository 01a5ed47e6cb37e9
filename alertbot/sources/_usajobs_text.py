"""The text of a government posting, which lies in a dozen fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.sources import _json

_SECTIONS = (
    ("", "JobSummary"),
    ("Duties", "MajorDuties"),
    ("Requirements", "KeyRequirements"),
    ("Requirements", "Requirements"),
    ("Qualifications", "QualificationSummary"),
    ("Education", "Education"),
    ("Additional information", "OtherInformation"),
    ("Benefits", "Benefits"),
    ("How you will be evaluated", "Evaluations"),
    ("Required documents", "RequiredDocuments"),
    ("How to apply", "HowToApply"),
    ("Next steps", "WhatToExpectNext"),
    ("About the agency", "AgencyMarketingStatement"),
)


def description(position: Mapping[str, object], details: Mapping[str, object]) -> str:
    """All sections as HTML, under their headings; what is said twice stands once."""
    parts: list[str] = []
    said: set[str] = set()
    above = ""
    for heading, name in _SECTIONS:
        lines = [*_lines(details.get(name)), *_lines(position.get(name))]
        fresh = [line for line in dict.fromkeys(lines) if line not in said]
        said.update(fresh)
        if fresh:
            title = f"<h3>{heading}</h3>" if heading and heading != above else ""
            above = heading
            parts.append(f"{title}{_as_html(fresh)}")
    return "\n".join(parts) or _as_html(_teaser(position))


def _lines(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if said := _json.text(each):
            yield said


def _as_html(lines: list[str]) -> str:
    if len(lines) > 1:
        return "<ul>" + "".join(f"<li>{_marked(line)}</li>" for line in lines) + "</ul>"
    return "".join(f"<div>{_marked(line)}</div>" for line in lines)


def _marked(text: str) -> str:
    """The text as HTML: some agencies write that, some plain lines."""
    return text if words.is_html(text) else text.replace("\n", "<br>")


def _teaser(position: Mapping[str, object]) -> list[str]:
    """The beginning of the text, which a search without details shows."""
    listed = map(_json.obj, _json.items(position.get("PositionFormattedDescription")))
    return [said for entry in listed if (said := _json.text(entry.get("Content")))]
