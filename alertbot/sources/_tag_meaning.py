"""What a tag's class, id and the like say of what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ATTRIBUTE = re.compile(
    r"""([a-z][a-z-]{1,30})\s{0,9}=\s{0,9}"""
    r"""(?:"([^"]{0,3000})"|'([^']{0,3000})'|([^\s"'<>]{1,300}))""",
    re.IGNORECASE,
)


def attributes(tag: str) -> dict[str, str]:
    """A tag's attributes, names in lower case, values as they are written."""
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(tag)
    }


NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,60})")
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|breadcrumbs?|nav|navbar|navigation|menu"
    r"|site-?header|skip-?(?:links?|to|nav)|similar|related|recommended"
    r"|social|share|sharing|newsletter|modal|popup|toast|lang(?:uage)?-?(?:switch\w*|select\w*)"
    r"|widget-?area|recent-?posts|material-icons|material-symbols\w*|job-?alerts?|btn"
    r"|button)(?:$|[\s_-])",
    re.IGNORECASE,
)
# The footer of a card or of a listing is where some sites put the facts.
_FOOTER = re.compile(
    r"(?:^|\s)(?:[a-z]{1,2}-{1,2})?(?:(?:site|page|main|global|app|careers?|web|layout|bottom)-?)?"
    r"footer(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HIDING = re.compile(r"(?:^|\s)(?:d-none|hide|is-hidden|hidden)(?:$|\s)")
_UNSEEN = re.compile(r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-reader-\w{1,12})(?:$|\s)")
_ROLES = {"navigation", "contentinfo", "dialog", "alertdialog", "search", "button", "menu"}
_TITLE = r"(?:job|position|posting|vacancy|opening|offer|role|opportunity)-?(?:title|headline|name)"
_COMPANY = (
    r"(?:company|comp|employer|hiring-?organi[sz]ation|org|recruiter|empresa|entreprise|arbeitgeber)"
    r"(?:-?(?:name|title|link|text|value|info)){0,2}"
)
_POSTED = (
    r"date-?posted|posted(?:-?(?:date|on|at))?|posting-?date|publish(?:ed)?-?date"
    r"|posted-?time(?:-?ago)?(?:_{1,2}text)?"
)
_HINTS = (
    ("title", _TITLE),
    ("place", r"(?:job|work)?-?locations?|standort|arbeitsort|ubicaci[oó]n|job-?place|places?"),
    ("company", _COMPANY),
    ("pay", r"salary(?:-?range)?|compensation|pay(?:-?range)?|base-?salary|wage|gehalt|salario"),
    ("posted", _POSTED),
    ("employment", r"employment-?type|job-?type|contract-?type|work-?type|commitment"),
    ("department", r"department|job-?category"),
)  # fmt: skip
_NAME_OF = {
    "place": "location", "department": "department", "company": "company", "pay": "salary",
    "employment": "employment-type", "posted": "date-posted",
}  # fmt: skip
_HINTED = re.compile(
    "|".join(
        rf"(?P<{name}>(?:^|[\s_-])(?:{pattern})(?:__[a-z0-9-]{{4,7}})?(?:$|\s))"  # __ and a hash
        for name, pattern in _HINTS
    )
)
HINTS = tuple(name for name, _ in _HINTS)
_NAMED = (
    "class", "id", "itemprop", "data-testid", "data-automation-id", "data-ui", "data-qa",
    "data-automation", "data-careersite-propertyid", "data-test", "data-at", "data-cy",
)  # fmt: skip
# What a box's title or aria-label says it holds.
_SAID = {
    "location": "place", "locations": "place", "department": "department", "company": "company",
    "employment type": "employment", "job type": "employment", "salary": "pay",
    "date posted": "posted", "standort": "place", "lieu": "place", "ubicación": "place",
}  # fmt: skip
_IS_LABEL = re.compile(r"(?:^|[\s_-])(?:label|field-name|term|key)(?:$|[\s_-])")
_PARTS = re.compile(r"(?:^|[\s_-])(?:separator|divider|bullet|dot|pipe)(?:$|[\s_-])")
# A link to the page of an employer within a job board, and classes that say what a page shows.
_OF_COMPANY = re.compile(
    r"/(?:compan(?:y|ies)|employers?|empresas?|entreprises?|firma|firmy|unternehmen|cmp"
    r"|organi[sz]ations?"
    r"|oferta-empresa|emprego-empresa-id|virksomhed|arbeidsgiver|bedrijf|azienda|arbeitgeber"
    r"|sirket)"
    r"/(?!(?:about|teams?|careers?|jobs?|news|contact|culture|values|leadership|history|life)\b)"
    r"[\w%.~-]{2,100}(?:/[\w%.~-]{0,100}){0,2}/?(?:[?#]|$)"
)
_JOB = re.compile(
    r"(?:^|[\s_-])(?:job|vacancy|posting|position|stelle|oferta|offre)-?s?"
    r"(?:-{1,2}|_{1,2})?(?:desc[a-z]{0,9}|details?|title|header|ad|body|content|view|overview"
    r"|posting|info)"
    r"(?:$|[\s_-])|jobdesc|jobadvert"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is in an element. `hint`: the name of a fact; `parts`: it only parts two others.

    `unseen`: for screen readers alone; `job`: it shows a posting; `heading`: its title attribute.
    """

    chrome: bool = False
    hint: str = ""
    label: bool = False
    parts: bool = False
    hidden: bool = False
    unseen: bool = False
    job: bool = False
    heading: str = ""


_NOTHING = Meaning()


def of_tag(tag: str) -> Meaning:
    """What a whole tag says."""
    if "=" not in tag:
        return _NOTHING
    return _of_short(tag) if len(tag) <= 300 else _read(tag)


def _read(tag: str) -> Meaning:
    given = attributes(tag)
    named = _called(given)
    hidden = _HIDDEN.search(given.get("style", "")) is not None
    hint = _HINTED.search(named)
    held = (hint.lastgroup or "") if hint else ""
    if tag[1:2].lower() == "a" and not held and _OF_COMPANY.search(given.get("href", "")):
        held = "company"
    return Meaning(
        chrome=_CHROME.search(named) is not None or _FOOTER.search(named) is not None,
        hint=held,
        label=_IS_LABEL.search(named) is not None,
        parts=_PARTS.search(named) is not None,
        hidden=hidden or _HIDING.search(given.get("class", "")) is not None,
        unseen=_UNSEEN.search(named) is not None,
        job=_JOB.search(named) is not None,
        heading=_heading(tag, given),
    )


def _heading(tag: str, given: dict[str, str]) -> str:
    """The title of an element that a script draws: `<x-details title="About us">`."""
    name = NAME.match(tag)
    title = given.get("title", "").strip()
    return title if name and "-" in name[2] and 0 < len(title) <= 60 else ""


_of_short = lru_cache(maxsize=4096)(_read)  # the tags of a site are much the same


def _called(given: dict[str, str]) -> str:
    """What a tag's class, id and the like call it, in lower case."""
    names = [given[name] for name in _NAMED if given.get(name)]
    if given.get("role", "").lower() in _ROLES:
        names.append("navigation")
    said = (_SAID.get(given.get(key, "").lower().strip(" :")) for key in ("title", "aria-label"))
    names.extend(_NAME_OF[name] for name in said if name)
    return _CAMEL.sub("-", " ".join(names)).lower()
