"""The facts that a page states around its title: by label, by class name, or by their looks."""

from __future__ import annotations

import re

from alertbot import places
from alertbot.sources import _dates, _looks
from alertbot.sources._labels import LABELS, LONGEST, WEAK, fold
from alertbot.sources._layout import Layout, Line
from alertbot.sources._page_words import is_chrome
from alertbot.sources._posting_words import SECTIONS, WORKPLACE

Facts = dict[str, str]


_MOST_ZONE = 40
_MOST_VALUE = 160


def zone(lines: list[Line], at: int) -> range:
    """The lines between the title and the body."""
    start = at + 1
    end = next(
        (number for number in range(start, len(lines)) if starts_body(lines[number])), len(lines)
    )
    return range(start, min(end, start + _MOST_ZONE))


def starts_body(line: Line) -> bool:
    if split(line)[0]:
        return False
    if is_section(line) and line.folded.strip(" .:!?") not in LABELS:
        return True
    length = len(line.text.split())
    return length >= 15 or (length >= 8 and line.text[-1:] in (".", "!", "?"))


def is_section(line: Line) -> bool:
    """Whether a line is the heading of a part of a posting: "Your profile"."""
    return len(line.text) <= _MOST_HEADING and (
        SECTIONS.fullmatch(line.folded.strip(" .:!?")) is not None
    )


_MOST_HEADING = 100


def split(line: Line) -> tuple[str, str]:
    """What a line's label says it holds, and the value behind it, "" where that follows below."""
    text = _drawn(line.text).replace("：", ":")
    if line.label and (name := _label(line.label, marked=True)):
        label = _drawn(line.label)
        value = text[len(label) :] if text.startswith(label) else ""
        return name, value.strip(" :|–-")
    head, colon, value = text.partition(":")
    if colon and len(head) <= 40 and (name := _label(head, marked=True)):
        return name, value.strip()
    if not colon and len(text) <= _MOST_LABEL and (name := _label(text, marked=line.heading > 0)):
        return name, ""
    return "", ""


def _drawn(text: str) -> str:
    """A text without the bullet or the picture in front of it: "📍 Location"."""
    return text if text[:1].isalnum() else _BULLET.sub("", text, count=1)


_BULLET = re.compile(r"^[^\w$€£¥(\[+#@'\"“„«:：.]+")
_ASIDE = re.compile(r" \([^()]{1,30}\)$")
_ASIDE_END = re.compile(r" +\([^()]{1,40}\)$")
_MOST_LABEL = LONGEST + 40


def _label(said: str, *, marked: bool) -> str:
    folded = fold(_drawn(said))
    if "(" in folded:
        folded = _ASIDE.sub("", folded)
    folded = folded.strip(" :：*#()")
    return LABELS.get(folded, "") if marked or folded not in WEAK else ""


_PARTS = re.compile(r" [|•·] ")


def apart(line: Line) -> list[Line]:
    """The parts of a line that states several labelled facts: "Place: Reno | Type: Full-time"."""
    if line.heading or not 10 < len(line.text) <= 400:
        return [line]
    parts = [part.strip() for part in _PARTS.split(line.text)]
    if len(parts) < 2 or sum(bool(split(Line(part))[1]) for part in parts) < 2:
        return [line]
    return [Line(part) for part in parts if part]


def labelled(lines: list[Line], zone: range) -> tuple[Facts, set[int]]:
    """The labelled facts, the first of each kind, and the lines of the zone that they fill.

    Outside the zone only labels count that are no plain words.
    """
    facts: Facts = {}
    used: set[int] = set()
    for number, line in enumerate(lines):
        name, value = split(line)
        near = zone.start - 12 <= number < zone.stop
        if number < zone.start and ":" not in line.text and not line.label:
            continue  # above the title are menus
        if not name and near:
            name, value = run_on(line.text)
        if not name:
            continue
        value = value.strip("•·: ")
        weak = fold(line.label or line.text.partition(":")[0]).strip(" :•") in WEAK
        if weak and not near and not (line.label or line.heading):
            continue
        filled = {number}
        if not value:
            value, below = _below(lines, number)
            filled.add(below)
        if not _is_value(name, value):
            # A day that could be two is no date, but no text either.
            dated = name in ("posted", "until") and near and re.match(r"\d", value)
            used |= filled if dated and len(value) < 30 else set()
            continue
        if name == "place" and WORKPLACE.fullmatch(fold(value)):
            name = "workplace"
        if value.startswith("(") and value.endswith(")"):
            value = value[1:-1]
        facts.setdefault(name, value)
        if near:
            used |= filled
    return facts, used


def run_on(text: str) -> tuple[str, str]:
    """A label of two words or a date's, and its value behind it without a colon."""
    parts = text.lstrip("•·- ").split(" ")
    if not 1 < len(parts) <= 3 + _MOST_RUN_ON or fold(parts[0]) not in _FIRST_WORDS:
        return "", ""
    for length in (3, 2, 1):
        head = fold(" ".join(parts[:length]))
        name = LABELS.get(head, "") if head not in WEAK or length == 1 else ""
        if length == 1 and (name not in ("country", "region", "city") or not text.istitle()):
            name = "" if not (name in ("region", "city") and parts[-1].isupper()) else name
        if name and length < len(parts) <= length + _MOST_RUN_ON:
            return name, " ".join(parts[length:])
    return "", ""


_FIRST_WORDS = frozenset(label.partition(" ")[0] for label in LABELS)
_MOST_RUN_ON = 5


def _below(lines: list[Line], number: int) -> tuple[str, int]:
    """The value in the next line that is not blank, unless that is a label too."""
    for below in range(number + 1, min(number + 3, len(lines))):
        if lines[below].text:
            label, _ = split(lines[below])
            deeper = 0 < lines[number].heading < lines[below].heading
            if label or (lines[below].heading and not deeper):
                return "", below
            return lines[below].text.lstrip("•· "), below
    return "", number


def _is_value(name: str, value: str) -> bool:
    if not value or len(value) > _MOST_VALUE or fold(value) in LABELS:
        return False
    if name in ("posted", "until"):
        return bool(_dates.read(value)) or bool(re.search(r"\d{4}", value))
    if name == "pay":
        return any(character.isdigit() for character in value)
    if name == "country":
        return len(value) <= 60 and any(place.country for place in places.read(value))
    if name in ("city", "region"):
        return len(value.split()) <= 4 and "/" not in value
    if name == "requisition":
        return any(character.isdigit() for character in value) and len(value.split()) <= 3
    return not value.endswith(".") or len(value.split()) < 6


def hinted(layout: Layout) -> Facts:
    """What the page's own class names call a fact."""
    facts: Facts = {}
    for name, texts in layout.hints.items():
        for text in _likeliest(texts[:5], layout) if name == "company" else texts[:5]:
            label, value = split(Line(text))
            said = (value if label == name else "") or text
            if name == "place" and " • " in said:
                said = next(filter(_looks.is_place, said.split(" • ")), said)
            elsewhere = name == "place" and WORKPLACE.fullmatch(fold(said))
            if len(said) <= 100 and not is_chrome(said) and not label and _is_value(name, said):
                facts.setdefault("workplace" if elsewhere else name, said)
    facts.pop("title", None)
    return facts


def _likeliest(names: list[str], layout: Layout) -> list[str]:
    """Names of employers, those first that a title of the page has: others are in menus."""
    titles = " ".join(map(fold, layout.head.titles))
    return sorted(names, key=lambda name: fold(name) not in titles)


def loose(
    lines: list[Line], at: int, zone: range, facts: Facts, told: set[int], language: str
) -> tuple[Facts, set[int]]:
    """The facts that stand around the title without a label, and their lines.

    `told`: lines that a label has spoken for; "Apply by" over a date makes it no posting date.
    """
    found = dict(facts)
    stated = {value.casefold() for value in facts.values()}
    used: set[int] = set()
    before = [number for number in range(max(0, at - 8), at) if lines[number].text][-4:]
    for number in [*zone, *before]:
        text = lines[number].text.lstrip("•·|– ")
        if not text or len(text) > 120 or lines[number].heading or number in told:
            continue
        left = [
            part
            for part in _looks.BESIDE.split(text)
            if part.casefold() not in stated and not is_chrome(part)
        ]
        if not left or _ASIDE_END.sub("", text).casefold() in stated:
            used.add(number)
            continue
        text = " • ".join(left)
        said = _looks.with_place(text, lines) if at < number <= at + 5 else []
        # Places are dear to read: one more is of no interest, unless it is the same again.
        place = found.get("place", "")
        placed = place and place not in (text, *left) and " | " not in place
        said = said or _looks.parts(text, language, places=not placed)
        # The line that says again what a label or a class has said is no text either.
        if any(name not in found or found[name] in (value, text) for name, value in said):
            for name, value in said:
                found.setdefault(name, value)
            used.add(number)
    for name in ("posted", "until"):
        if name in found:
            found[name] = _dates.read(found[name], language) or found[name]
    return found, used
