"""What an employer can be called, and what a firm's name ends with."""

from __future__ import annotations

import re

from alertbot import places
from alertbot import text as words
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import LABELS, fold
from alertbot.sources._page_words import GENERIC
from alertbot.sources._posting_words import SECTIONS

# Services whose name on a page is not the employer's.
SERVICES = {
    "greenhouse", "lever", "workday", "myworkdayjobs", "ashby", "ashbyhq", "smartrecruiters",
    "workable", "recruitee", "personio", "teamtailor", "bamboohr", "breezy", "pinpoint", "icims",
    "taleo", "successfactors", "talentclue", "peoplestrong", "linkedin", "indeed", "glassdoor",
    "ycombinator", "paylocity", "jobvite", "rippling", "google", "facebook", "stepstone", "xing",
    "monster", "infojobs", "jobs", "careers", "career", "jobboard", "boards", "www", "apply",
    "recruiting", "job", "position", "positions", "detail", "details", "view", "opening", "github",
    "example", "localhost", "portal", "online", "karriere", "empleo", "hire",
}  # fmt: skip


_NOT_OF_NAMES = re.compile(r"\b(?:years?|jahren?|anos|ans|anni|experience|berufserfahrung)\b")
MOST_NAME = 60
_NUMBER = re.compile(r"\d{2,}[A-Z]{0,4}")  # of a district, a posting or a year


def is_name(said: str) -> bool:
    """Whether words can be what an employer is called."""
    folded = fold(said)
    return (
        1 < len(said) <= MOST_NAME
        and len(said.split()) <= 8
        and (said[0].isupper() or said[0].isdigit() or said.isalnum())
        and said[-1] not in ":?!;,"
        and _NUMBER.fullmatch(said) is None
        and folded not in SERVICES
        and folded not in LABELS
        and GENERIC.fullmatch(folded) is None
        and SECTIONS.fullmatch(folded) is None
        and not is_job(folded)
        and _NOT_OF_NAMES.search(folded) is None
        and (is_legal(said) or not names_a_place(said))
    )


def names_a_place(said: str) -> bool:
    """Whether words are a place and no more: "Barcelona Activa" is called after one."""
    found = [place for place in places.read(said) if place.country]
    if not found or re.search(r"[,()/]", said):
        return bool(found)
    return all(one.city is None or words.squash(one.city) == words.squash(said) for one in found)


def is_legal(name: str) -> bool:
    """Whether a name ends as those of firms do: Ltd, GmbH, AB."""
    return LEGAL.search(name.strip()) is not None


def is_firm(name: str) -> bool:
    """Whether a name is a firm's for certain: a town may stand behind its form."""
    parts = name.split()
    return is_name(name) and any(is_legal(" ".join(parts[:n])) for n in range(2, len(parts) + 1))


LEGAL = re.compile(
    r"[ ,](?:inc|llc|ltd|limited|corp|corporation|gmbh|ag|se|plc|llp|lp|co|kg|kgaa|ohg|e\.?v|ug"
    r"|ggmbh|s\.?a|s\.?l|s\.?l\.?u|s\.?a\.?s|sarl|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|oyj|a/?s"
    r"|aps|asa"
    r"|ab|ltda|o[üu]|d\.?o\.?o|kft|zrt|fz-?llc|llc-?fz|a\.ş|san\.|uab|sia|bhd|pvt|gbr|ek|eg|vzw"
    r"|asbl|sp\. z o\.? ?o|s\.r\.o|pty|pte|k\.k)\.?$|有限公司$|株式会社",
    re.IGNORECASE,
)
