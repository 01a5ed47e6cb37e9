"""The title of a posting among the lines of a page."""

from __future__ import annotations

import re

from alertbot.sources import _employer, _facts, _looks, _names
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import LABELS, fold
from alertbot.sources._layout import Layout, Line
from alertbot.sources._page_words import GENERIC, TAIL, is_chrome
from alertbot.sources._posting_words import SECTIONS

_MOST_TITLE = 200


def find(lines: list[Line], layout: Layout) -> tuple[str, int] | None:
    """The title and its line's number, -1 where it stands in the page's head alone."""
    titles = [fold(title) for title in layout.head.titles]
    site = fold(layout.head.site)
    said = _labelled(lines)
    headed = [
        (
            _heading_score(line, titles, site, first=at)
            + 4 * (said is not None and fold(said[0]) == line.folded),
            -at,
        )
        for at, line in enumerate(lines)
        if 0 < line.heading <= 3 or (line.heading and _is_in(line.folded, titles))
    ]
    named = [fold(hint) for hint in layout.hints.get("title", ())]
    for at, line in enumerate(lines[:300] if named else ()):
        if len(line.text) <= _MOST_TITLE and line.folded in named and _can_be_title(line.text):
            headed.append((6 + 2 * is_job(line.folded), -at))
    if headed and (best := max(headed))[0] >= 3:
        line = lines[-best[1]]
        told = line.folded in named or any(line.folded in title for title in titles)
        if (
            not told
            and titles
            and GENERIC.fullmatch(titles[0][:100])
            and sum(is_job(one.folded) for one in lines if one.heading) != 1
        ):
            return None  # "Careers at Contoso" over several of them
        return _REQUISITION.sub("", line.text), -best[1]
    for title in layout.head.titles:
        own = _line_of(title, lines) or _employer.without_site(title, layout.head.site)
        if _can_be_title(own) and is_job(fold(own)):
            at = next((n for n, line in enumerate(lines) if line.text == own), -1)
            return own, at
    if said:
        return said
    return None if titles else _first_title(lines)


def _line_of(title: str, lines: list[Line]) -> str:
    """The part of a page's title that names a job and is a line of the page by itself."""
    parts = [part.strip() for part in _employer.parts_of(title) if is_job(fold(part))]
    return parts[0] if len(parts) == 1 and any(line.text == parts[0] for line in lines) else ""


def _labelled(lines: list[Line]) -> tuple[str, int] | None:
    """The title that a label says is one: "Job Title: Nurse"."""
    for at, line in enumerate(lines[:300]):
        label, value = _facts.split(line)
        if not label:
            label, value = _facts.run_on(line.text)
        if label == "title" and not value:
            value = next((one.text for one in lines[at + 1 : at + 3] if one.text), "")
        if label == "title" and _can_be_title(value) and is_job(fold(value)):
            return value.strip("•·: "), at
    return None


# What some put behind the title: Taleo the requisition's number, others the employer.
_REQUISITION = re.compile(r"-\d{6,12}[A-Z]{0,3}$| @ [\w&'. -]{2,60}$")


def _heading_score(line: Line, titles: list[str], site: str, first: int) -> int:
    if not _can_be_title(line.text):
        return -9
    folded = fold(line.text)
    score = {1: 4, 2: 2, 3: 1}.get(line.heading, 0)
    job = is_job(folded)
    named = [title for title in titles if folded in title]
    beside_job = not job and all(is_job(title.replace(folded, " ", 1)) for title in named)
    if folded in named:
        score += 5
    elif named and beside_job:
        pass  # "County of Marlow - Nurse": it is the employer
    elif any(title.startswith(folded) for title in named):
        score += 4
    elif named and len(folded) > 5:
        score += 3
    if job:
        score += 2
    if folded == site or (not job and _names.is_legal(line.text)):
        score -= 6
    return score + (first < 3)


def _is_in(folded: str, titles: list[str]) -> bool:
    """Whether a line is a whole part of one of the page's titles."""
    return len(folded) > 5 and any(
        folded in title and (folded == title or folded in _TITLE_PARTS.split(title))
        for title in titles
    )


_TITLE_PARTS = re.compile(r"\s*[|·•–—-]\s+")


def _can_be_title(line: str) -> bool:
    if not 2 < len(line) <= _MOST_TITLE or line.startswith("•"):
        return False
    folded = fold(line).strip(" .:!?")
    return (
        LABELS.get(folded) is None
        and SECTIONS.fullmatch(folded) is None
        and GENERIC.fullmatch(folded) is None
        and TAIL.fullmatch(folded) is None
        and not is_chrome(line)
    )


def _first_title(lines: list[Line]) -> tuple[str, int] | None:
    """In a plain text: the line that most looks like a title, the earlier of two alike."""
    best, title, where = 4, "", -1
    for at, line in enumerate(lines[:400]):
        if best >= _SURE and _facts.starts_body(line):
            break
        label, value = _facts.split(line)
        said = value if label == "title" else line.text.rpartition(" > ")[2]
        if (label and label != "title") or not _can_be_title(said):
            continue
        score = _line_score(lines, at, said)
        if label == "title" and 0 < score < 5:
            score = 5
        if score > best:
            best, title, where = score, said, at
    return (title, where) if title else None


_SURE = 7
_ACTION = re.compile(r".*\b(?:apply|bewerben|postuler|aplicar)[ »>→]*")


def _line_score(lines: list[Line], at: int, said: str) -> int:
    """How much a line looks like a title: 5 and more is enough."""
    folded = fold(said)
    job = is_job(folded)
    if len(said) > (160 if job else 80) or len(said.split()) > (22 if job else 10):
        return 0
    if said[-1] in ".:?!;," or _looks.is_fact(said) or _ACTION.fullmatch(folded):
        return 0
    near = [line for line in lines[at + 1 : at + 12] if line.text][:6]
    kinds = {kind for line in near for kind in _kinds_of(line)}
    score = (5 if job else 1) + 2 * min(2, len(kinds))
    return score + any(folded == fold(line.text) for line in lines[at + 1 :][:300])


def _kinds_of(line: Line) -> set[str]:
    label, _ = _facts.split(line)
    # Lists of countries and languages are menus.
    if label or line.text.startswith("•") or len(line.text) > 120:
        return {label} if label else set()
    return {name for name, _ in _looks.kinds(line.text, "")}
