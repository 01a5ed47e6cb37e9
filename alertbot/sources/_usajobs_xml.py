"""The bulk export of USAJOBS (HR-XML, about 2012 to 2018), in the words of today's search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot.errors import ParseError
from alertbot.sources import _xml

_ROOT = "ShowPositionOpening"


def items(root: _xml.Element) -> Iterator[Mapping[str, object]]:
    """Each opening as the search API would word it. Raises ParseError for other XML."""
    if root.name == "PositionOpening":
        return iter([_item(root)])
    data = root.child("DataArea")
    if root.name != _ROOT or data is None:
        raise ParseError(f"XML with <{root.name[:40]}> where an export of USAJOBS was expected")
    return map(_item, data.children("PositionOpening"))


def total(root: _xml.Element) -> str:
    """How many openings the whole export has, in digits."""
    data = root.child("DataArea")
    show = data.child("Show") if data else None
    return show.attributes.get("recordSetCount", "") if show else ""


def _item(opening: _xml.Element) -> Mapping[str, object]:
    nothing = _xml.Element("")
    profile = opening.child("PositionProfile") or nothing
    organization = profile.child("PositionOrganization") or nothing
    period = profile.child("PositionPeriod") or nothing
    package = profile.child("OfferedRemunerationPackage") or nothing
    area = profile.child("UserArea") or nothing
    body = area.child("GOVT_XMLJobBody")
    identifiers = organization.child("OrganizationIdentifiers") or nothing
    return {
        "MatchedObjectId": opening.said("DocumentID"),
        "MatchedObjectDescriptor": {
            "PositionID": profile.said("PositionID"),
            "PositionTitle": profile.said("PositionTitle"),
            "PositionLocation": [
                _location(place.said("LocationName"))
                for place in profile.children("PositionLocation")
            ],
            "OrganizationName": identifiers.said("OrganizationName"),
            "PositionSchedule": [_named(profile.said("PositionScheduleTypeCode"))],
            "PositionOfferingType": [_named(profile.said("PositionOfferingTypeCode"))],
            "PositionRemuneration": [
                _pay(stated) for stated in package.children("RemunerationRange")
            ],
            "PublicationStartDate": _date(period.child("StartDate")),
            "ApplicationCloseDate": _date(period.child("EndDate")),
            "UserArea": {"Details": _details(body) if body else {}},
        },
    }


_LOCATION = re.compile(r"(?:.{1,100}, )?([^,]{1,100}), ([A-Z]{2}) (United States)")


def _location(name: str) -> Mapping[str, object]:
    """ "Dyess AFB, TX United States" in fields; other lines, and postal codes, as they are."""
    found = _LOCATION.fullmatch(name)
    if found is None:
        return {"LocationName": "" if name.isdigit() else name}
    city, region, country = found.groups()
    return {
        "LocationName": name,
        "CityName": city,
        "CountrySubDivisionCode": region,
        "CountryCode": country,
    }


def _named(code: str) -> Mapping[str, object]:
    """ "1-Full-Time" is a code and a name."""
    return {"Name": re.sub(r"^\d{1,10}-", "", code)}


def _pay(stated: _xml.Element) -> Mapping[str, object]:
    least = stated.child("RemunerationMinimumAmount")
    return {
        "MinimumRange": stated.said("RemunerationMinimumAmount"),
        "MaximumRange": stated.said("RemunerationMaximumAmount"),
        "RateIntervalCode": stated.said("RemunerationRateIntervalCode"),
        "CurrencyCode": least.attributes.get("currencyID", "") if least else "",
    }


def _date(moment: _xml.Element | None) -> str:
    return (moment.said("FormattedDateTime") or moment.text) if moment else ""


_SECTIONS = {
    "JobSummary",
    "MajorDuties",
    "KeyRequirement",
    "Requirements",
    "Qualifications",
    "Education",
    "OtherInformation",
    "Benefits",
    "Evaluations",
    "RequiredDocuments",
    "HowToApply",
    "WhatToExpectNext",
    "AgencyMarketingStatement",
}
_TODAYS = {"KeyRequirement": "KeyRequirements", "Qualifications": "QualificationSummary"}


def _details(body: _xml.Element) -> Mapping[str, object]:
    """The sections of the text, which the export gathers in chapters."""
    found: dict[str, list[str]] = {}
    for chapter in body.content:
        for section in chapter.content if isinstance(chapter, _xml.Element) else ():
            if isinstance(section, _xml.Element) and section.name in _SECTIONS:
                name = _TODAYS.get(section.name, section.name)
                found.setdefault(name, []).append(section.markup)
    return found
