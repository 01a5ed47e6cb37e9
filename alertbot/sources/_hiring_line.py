"""The line of a "Who is hiring?" comment that is its header, and the fields in it."""

from __future__ import annotations

import re

from alertbot import text as words

_LOOKED_AT = 4000
_LONGEST_FIELD = 110
_MOST_FIELDS = 16

_PIPES = re.compile(r"\s*[|｜│┃¦‖]+\s*")
_BULLETS = re.compile(r"\s*[•·∙●⋅▪◦]\s*")
_DASHES = re.compile(r"\s+(?:-{1,3}|[–—])\s+|\s*[–—]{2}\s*|\s+::\s+|\s+//\s+")
_COMMAS = re.compile(r",\s+")
SENTENCE = re.compile(r"[.!?]\s+\S|\b(?:we|we're|we’re|our|i'm|is|are)\b", re.IGNORECASE)


def header(html: str) -> str:
    """The header of a comment's HTML, in one line; empty for a comment without text."""
    start = "<p>".join(html[:_LOOKED_AT].split("<p>", 3)[:3])
    lines = [words.one_line(line) for line in words.from_html(start).split("\n")]
    return _continued([line for line in lines if any(map(str.isalnum, line))])


def fields(line: str) -> list[str]:
    """The fields of a header, without what is prose; one or none where nothing parts them."""
    parts = [_shortened(part) for part in _parted(line)][:_MOST_FIELDS]
    return [part for part in parts if any(map(str.isalnum, part))]


def _continued(lines: list[str]) -> str:
    """The first line, with the next one where the header goes on there."""
    if not lines:
        return ""
    first, second = lines[0], lines[1] if len(lines) > 1 else ""
    if second and len(first) + len(second) < 400:
        if second.startswith("|") or (first.endswith("|") and not SENTENCE.search(second)):
            return f"{first} {second}"
        if "|" not in first and len(first) <= 80 and second.count("|") >= 2:
            return f"{first} | {second}"
    return first


def _parted(line: str) -> list[str]:
    """The fields, by the separator that the line has; one where it has none."""
    if _PIPES.search(line):
        return _PIPES.split(line)
    if len(_BULLETS.findall(line)) >= 2:
        return _BULLETS.split(line)
    dashes = len(_DASHES.findall(line[:400]))
    if dashes >= 2 or (dashes and len(line) <= 150 and not SENTENCE.search(line)):
        return _DASHES.split(line)
    if SENTENCE.search(line) or len(line) > 120:
        return [line]
    if line.count(" / ") >= 2:
        return line.split(" / ")
    commas = line.count(", ")
    return _COMMAS.split(line, maxsplit=0 if commas >= 3 else 1) if len(line) <= 80 else [line]


def _shortened(part: str) -> str:
    """A field without the prose that follows it in the same paragraph; empty if it is all prose."""
    part = part.strip(" \t*_•-–—:;,")
    if len(part) <= _LONGEST_FIELD:
        return part.removesuffix(".")
    start = re.split(r"(?<=\w)[.!?:]\s|\s[-–—]\s", part, maxsplit=1)[0]
    return start if len(start) <= _LONGEST_FIELD else ""
