"""What a tag's class, id and the like say of what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ATTRIBUTE = re.compile(
    r"""([a-zA-Z][a-zA-Z-]{1,30}+)\s{0,9}+=\s{0,9}+"""
    r"""(?:"([^"]{0,3000})"|'([^']{0,3000})'|([^\s"'<>]{1,300}))"""
)


def attributes(tag: str) -> dict[str, str]:
    """A tag's attributes, names in lower case, values as they are written."""
    return {
        name.lower(): double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


# Each of the following is looked for in one class name or the like at a time.
_CHROME = re.compile(
    r"(?:^|[_-])(?:cookies?|consent|gdpr|onetrust|breadcrumbs?|nav|navbar|navigation|menu"
    r"|site-?header|skip-?(?:links?|to|nav)|similar|related|recommended"
    r"|social|share|sharing|newsletter|modal|popup|toast|lang(?:uage)?-?(?:switch\w*|select\w*)"
    r"|widget-?area|recent-?posts|material-icons|material-symbols\w*|job-?alerts?|btn"
    r"|button)(?:$|[_-])"
)
# The footer of a card or of a listing is where some sites put the facts.
_FOOTER = re.compile(
    r"(?:[a-z]{1,2}-{1,2})?(?:(?:site|page|main|global|app|careers?|web|layout|bottom)-?)?"
    r"footer(?:$|[_-])"
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HIDING = {"d-none", "hide", "is-hidden", "hidden"}
_UNSEEN = re.compile(r"(?:^|[_-])(?:visually-?hidden|sr-only|screen-reader-\w{1,12})$")
_ROLES = {"navigation", "contentinfo", "dialog", "alertdialog", "search", "button", "menu"}
_TITLE = r"(?:job|position|posting|vacancy|opening|offer|role|opportunity)-?(?:title|headline|name)"
_COMPANY = (
    r"(?:company|comp|employer|advertiser|hiring-?organi[sz]ation|org|recruiter|empresa|entreprise"
    r"|arbeitgeber|firma|unternehmen|azienda|bedrijf|pracodawca|employeur|empregador)"
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
    "(?:^|[_-])(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _HINTS)
    + ")(?:__[a-z0-9-]{4,7})?$"  # __ and a hash
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
_IS_LABEL = re.compile(r"(?:^|[_-])(?:label|field-name|term|key)(?:$|[_-])")
_PARTS = re.compile(r"(?:^|[_-])(?:separator|divider|bullet|dot|pipe)(?:$|[_-])")
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
    r"(?:^|[_-])(?:job|vacancy|posting|position|stelle|oferta|offre)-?s?"
    r"(?:-{1,2}|_{1,2})?(?:desc[a-z]{0,9}|details?|title|header|ad|body|content|view|overview"
    r"|posting|info)"
    r"(?:$|[_-])|jobdesc|jobadvert"
)
# Where a word ends and the next begins: jobTitle, job_title.
_WORDS = re.compile(r"(?<=[a-z])(?:(?=[A-Z])|_(?=[a-z]))")
_DRAWN = re.compile(r"<[a-zA-Z][a-zA-Z0-9:]{0,60}-")


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


NOTHING = Meaning()


def of_tag(tag: str) -> Meaning:
    """What a whole tag says."""
    if "=" not in tag:
        return NOTHING
    return _of_short(tag) if len(tag) <= 300 else _read(tag)


def _read(tag: str) -> Meaning:
    given = attributes(tag)
    called = [one for name in _names(given) if (one := _of_name(name)) is not NOTHING]
    hint = next((one.hint for one in called if one.hint), "")
    if not hint and tag[1:2] in ("a", "A") and _OF_COMPANY.search(given.get("href", "")):
        hint = "company"
    hidden = _hidden(given)
    heading = _heading(tag, given)
    if not (hint or hidden or heading or len(called) > 1):
        return called[0] if called else NOTHING
    return Meaning(
        chrome=any(one.chrome for one in called),
        hint=hint,
        label=any(one.label for one in called),
        parts=any(one.parts for one in called),
        hidden=hidden,
        unseen=any(one.unseen for one in called),
        job=any(one.job for one in called),
        heading=heading,
    )


_of_short = lru_cache(maxsize=4096)(_read)  # the tags of a site are much the same


def _names(given: dict[str, str]) -> list[str]:
    """The words that a tag's class, id and the like call it by."""
    names = [given[name] for name in _NAMED if name in given]
    if "role" in given and given["role"].lower() in _ROLES:
        names.append("navigation")
    said = [given[key].lower().strip(" :") for key in ("title", "aria-label") if key in given]
    names.extend(_NAME_OF[_SAID[one]] for one in said if one in _SAID)
    return " ".join(names).split()


def _of_name(name: str) -> Meaning:
    """What one class name or the like says: a site has few, and puts them together anew."""
    return _of_short_name(name) if len(name) <= 80 else _read_name(name)


def _read_name(name: str) -> Meaning:
    name = _WORDS.sub("-", name).lower()
    chrome = _CHROME.search(name) or ("footer" in name and _FOOTER.match(name))
    hint = _HINTED.search(name)
    label, parts, job = _IS_LABEL.search(name), _PARTS.search(name), _JOB.search(name)
    unseen = _UNSEEN.search(name)
    if not (chrome or hint or label or parts or job or unseen):
        return NOTHING
    return Meaning(
        chrome=bool(chrome),
        hint=(hint.lastgroup or "") if hint else "",
        label=bool(label),
        parts=bool(parts),
        unseen=bool(unseen),
        job=bool(job),
    )


_of_short_name = lru_cache(maxsize=8192)(_read_name)


def _hidden(given: dict[str, str]) -> bool:
    """Whether a style or a class hides an element."""
    if "style" in given and _HIDDEN.search(given["style"]):
        return True
    return not _HIDING.isdisjoint(given.get("class", "").split())


def _heading(tag: str, given: dict[str, str]) -> str:
    """The title of an element that a script draws: `<x-details title="About us">`."""
    title = given["title"].strip() if "title" in given else ""
    return title if 0 < len(title) <= 60 and _DRAWN.match(tag) else ""
