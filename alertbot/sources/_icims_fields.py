"""What iCIMS's portals label, to a posting: each employer has words of its own for its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from alertbot.model import RawPlace, RawPosting
from alertbot.sources import _jsonld

# Labels are at most a hundred characters; the first that fits counts.
_LABELS = (
    ("workplace", r"location type|remote.{0,20}|work ?place.{0,20}|work arrangement.{0,9}"),
    ("places", r".{0,30}\blocations?\b.{0,20}|city|.{0,20}standort.{0,9}"),
    (
        "requisition",
        r"(?:job )?(?:(?:req|posting|reference)?[ #]?(?:id|number|no\.?|#)|req|requisition.{0,20})",
    ),
    ("posted", r"(?:date )?posted(?: date)?.{0,10}|posting date|# ?days ago"),
    ("until", r"clos(?:ing|e) date|application deadline|deadline"),
    (
        "employment",
        r"(?:(?:position|employment|job|worker|schedule|time) ?)?type.{0,30}|(?:\w+ )?schedule",
    ),
    ("department", r"(?:job )?(?:category|department|function|family).{0,30}"),
    ("company", r"company(?: name)?|employer|hiring company"),
    ("pay", r".{0,30}\b(?:salary|pay|compensation|wage|rate)\b(?! (?:grade|type|class)).{0,30}"),
)
_KNOWN = tuple((name, re.compile(pattern)) for name, pattern in _LABELS)


def labelled(posting: RawPosting, fields: Mapping[str, str]) -> RawPosting:
    """The posting with what is labelled, where it says nothing of that itself."""
    said: dict[str, str] = {}
    for label, value in fields.items():
        name = next((name for name, known in _KNOWN if known.fullmatch(label)), "")
        if name and value.lower() not in _jsonld.PLACEHOLDERS:
            said.setdefault(name, value)
    places = (place(part) for part in said.get("places", "").split("|"))
    return replace(
        posting,
        places=posting.places or tuple(dict.fromkeys(one for one in places if one != RawPlace())),
        workplace=posting.workplace or said.get("workplace", ""),
        requisition=posting.requisition or said.get("requisition", ""),
        posted=posting.posted or said.get("posted", ""),
        valid_through=posting.valid_through or said.get("until", ""),
        employment_type=posting.employment_type or said.get("employment", ""),
        department=posting.department or said.get("department", ""),
        company=posting.company or said.get("company", ""),
        pay_text=posting.pay_text or ("" if posting.pay else said.get("pay", "")),
    )


_CODED = re.compile(r"([A-Z]{2})-(?:([A-Z]{2,3})-)?(.{1,100})")
_NO_CITY = re.compile(
    r"\b(?:remote|virtual|anywhere|various|multiple|nationwide|home)\b", re.IGNORECASE
)


def place(said: str) -> RawPlace:
    """A place as iCIMS writes it: "US-WA-Spokane", "IN-Pune", "US-Remote"."""
    said = said.strip()
    coded = _CODED.fullmatch(said)
    if not coded or coded[3].lower() in _jsonld.PLACEHOLDERS:
        return RawPlace(text=said)
    country, region, city = coded[1], coded[2] or "", coded[3].strip()
    if _NO_CITY.search(city):
        return RawPlace(text=said.replace("-", ", "), region=region, country=country)
    return RawPlace(text=f"{city}, {region or country}", city=city, region=region, country=country)
