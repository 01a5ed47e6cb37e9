"""What a line by itself is, by its looks: a date, a kind of employment, pay, a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot import pay, places
from alertbot.sources import _dates, _employer, _names
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import LABELS, fold
from alertbot.sources._layout import Line
from alertbot.sources._page_words import is_chrome
from alertbot.sources._posting_words import EMPLOYMENT, SECTIONS, WORKPLACE

BESIDE = re.compile(r"\s+[•|·]\s+")


def parts(text: str, language: str, *, places: bool = True) -> list[tuple[str, str]]:
    """What the parts of "Berlin, Germany • Full-time" are; places beside each other are one."""
    said: dict[str, str] = {}
    for part in BESIDE.split(text):
        for name, value in kinds(part, language, places=places) if part else ():
            if name == "place" and name in said:
                value = f"{said[name]} | {value}"
            said[name] = value
            break
    return list(said.items())


_TWO = re.compile(r"(.{2,60}?)(?: [/–—-] |, )(.{2,60})")


def with_place(text: str, lines: list[Line]) -> list[tuple[str, str]]:
    """An employer and its place in one line under the title: "Contoso GmbH - Ulm"."""
    found = _TWO.fullmatch(text)
    if not found or _known(found[1]):
        return []
    name = found[1].strip()
    is_employer = _names.is_legal(name) or (
        _employer.is_named(lines, name) and _names.is_name(name) and not is_place(name)
    )
    if not is_employer or not is_place(found[2]):
        return []
    return [("company", name), ("place", found[2])]


def _known(said: str) -> bool:
    folded = fold(said)
    return bool(
        folded in LABELS or is_job(folded) or SECTIONS.fullmatch(folded)
        or EMPLOYMENT.fullmatch(folded) or WORKPLACE.fullmatch(folded) or is_chrome(said)
    )  # fmt: skip


def kinds(text: str, language: str, *, places: bool = True) -> Iterator[tuple[str, str]]:
    """The facts that a text could be by its looks, the likeliest first."""
    folded = fold(text)
    if _dates.is_date(text, language):
        yield "posted", _dates.read(text, language)
    if EMPLOYMENT.fullmatch(folded):
        yield "employment", text
    if WORKPLACE.fullmatch(folded):
        yield "workplace", text
    if _is_pay(text):
        yield "pay", text
    if places and is_place(text):
        yield "place", text


def is_fact(text: str) -> bool:
    return len(text) <= 120 and any(True for _ in kinds(text.lstrip("•·|– "), ""))


def _is_pay(text: str) -> bool:
    return any(character.isdigit() for character in text) and bool(pay.read(text))


# Before a town its postcode; behind one, in France, its department.
_POSTCODE = re.compile(
    r"^(?:(?:[A-Z]{1,2}-)?\d{4,5}|\d{2,3} -) (?=[^\W\d_])|(?: -)? \(?\d{2,3}\)?$"
)


def is_place(text: str) -> bool:
    """A line of places and nothing else: no verb, no number, and a country known or decided."""
    text = _POSTCODE.sub("", text, count=1)
    if len(text.split()) > 12 or any(character.isdigit() for character in text):
        return False
    if text[-1] in ".!?:" or is_job(fold(text)):
        return False
    if len(text) < 3 and text not in ("US", "UK", "EU"):
        return False  # codes of countries are short for much else
    if "," not in text and _names.is_legal(text):
        return False  # "Contoso SE" is not in Sweden
    return any(place.country for place in places.read(text))
