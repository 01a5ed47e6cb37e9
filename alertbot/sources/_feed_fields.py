"""What the fields of a feed's item say of a posting, by the names that feeds give them.

There is no standard beyond title, link, date and text; the names here are those of boards and
of aggregators' formats, in the spelling of `_feed_xml.key`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alertbot import text as words
from alertbot.sources._feed import Group, Record


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Names of one field, the most telling first."""

    order: tuple[str, ...]


def names(*order: str) -> Names:
    """Names of one field, the most telling first."""
    return Names(order)


def there(item: Record, sought: Names) -> tuple[str, ...]:
    """Those of the names that the item has. The items of a feed are alike: it is noted once."""
    plan = item.plan
    if plan is None:
        keys = tuple(item.fields)
        plan = item.plan = _plan(keys) if len(keys) <= _USUAL else {}
    found = plan.get(sought)
    if found is None:
        found = plan[sought] = tuple(name for name in sought.order if name in item.fields)
    return found


_USUAL = 40


@lru_cache(maxsize=256)
def _plan(_: tuple[str, ...]) -> dict[object, tuple[str, ...]]:
    """What is noted about items that have exactly these fields."""
    return {}


_UNSAID = frozenset(
    {"", "n/a", "na", "-", "--", "none", "null", "unspecified", "not specified", "not displayed"}
)


def said(value: str) -> str:
    """A value as one line of text; empty where it stands for none."""
    if value.isascii() and value.isprintable() and not _ODD.search(value):
        return "" if value.lower() in _UNSAID else value
    if "<" in value and words.is_html(value):
        value = words.from_html(value)
    plain = words.one_line(words.decode_entities(value))
    return "" if plain.lower() in _UNSAID else plain


_ODD = re.compile(r"[&<]|  |^ | $")


def line(item: Record, sought: Names) -> str:
    """The first of these fields that says something, as one line."""
    for name in there(item, sought):
        for value in item.fields[name]:
            if plain := said(value):
                return plain
    return ""


_TITLE = names("title", "jobtitle", "positiontitle", "job:title", "name", "position")


def title(item: Record) -> str:
    """The title; feeds escape it once too often, and some mark words in it."""
    return line(item, _TITLE)


# -- who ------------------------------------------------------------------------------------

COMPANY = names(
    "company", "companyname", "employer", "employername", "hiringorganization", "organization",
    "organisation", "hiringcompany", "jobcompany", "hiringorganizationname", "organizationname",
    "advertiser", "advertisername", "companytitle", "employertitle",
)  # fmt: skip


def company(item: Record) -> str:
    """The employer, as a field of its own names it."""
    if named := line(item, COMPANY):
        return named
    for group in item.groups:
        if group.name in COMPANY.order and (named := of(group, "name", "companyname", "title")):
            return named
    return ""


def author(item: Record) -> str:
    """Who wrote the item: boards put the employer there, blogs a person's login."""
    named = [of(group, "name") for group in item.groups if group.name in ("author", "creator")]
    for name in (*named, item.first("creator"), item.first("author")):
        if not name:
            continue
        if "<" in name or "&lt;" in name:  # Jobspresso: "Employer<br>Place"
            name = re.split(r"<br\b", words.decode_entities(name), maxsplit=1)[0]
        plain = said(name[:300])
        if found := re.fullmatch(r"\S+@\S+ \((.{1,200})\)", plain):  # RSS 2.0: "mail@host (Name)"
            plain = found[1]
        name_like = " " in plain or plain[:1].isupper() or not plain.isascii()
        if name_like and "@" not in plain and plain.lower() not in _LOGINS:
            return plain
    return ""


_LOGINS = frozenset(
    {
        "admin", "administrator", "editor", "webmaster", "noreply", "hr", "job", "jobs", "careers",
        "career", "recruiter", "recruiting", "recruitment", "root", "wordpress", "anonymous",
        "unknown", "confidential",
    }
)  # fmt: skip


def of(group: Group, *names: str) -> str:
    """The first of a group's fields that says something."""
    for name in names:
        for value in group.fields.get(name, ()):
            if plain := said(value):
                return plain
    return ""


# -- how it is worked -----------------------------------------------------------------------

_WORKPLACES = {
    "fully": "remote", "full": "remote", "true": "remote", "yes": "remote", "1": "remote",
    "y": "remote", "none": "", "temporary": "", "false": "", "no": "", "0": "", "n": "",
}  # fmt: skip
_WORKPLACE = re.compile(
    r"remote|hybrid|on-?\s?site|in-?\s?office|home ?office|telework|telecommut|telearbeit"
)
EMPLOYMENT = re.compile(
    r"full|part|perm|temp|contract|intern|freelanc|seasonal|casual|volunteer|vollzeit|teilzeit"
    r"|praktik|cdi|cdd|stage|apprentice|per.?diem|fixed|hour|trainee|befristet|graduate"
    r"|regular|minijob|werkstudent|alternance|jornada|tempo|zzp",
    re.IGNORECASE,
)


WORKPLACE = names(
    "remotestatus", "workplacetype", "workplace", "remotetype", "workmodel", "worklocationtype",
    "locationtype", "isremote", "remote", "joblocationtype", "telecommute", "telecommuting",
    "worktype", "jobtype",
)  # fmt: skip


def workplace(item: Record) -> str:
    """remote, hybrid or onsite in the feed's words, where it has a field for that."""
    for name in there(item, WORKPLACE):
        for value in item.fields[name]:
            word = said(value).lower()
            if word in _WORKPLACES and name not in ("worktype", "jobtype"):
                if found := _WORKPLACES[word]:
                    return found
            elif _WORKPLACE.search(word):
                return word
    return ""


_EMPLOYMENT_FIELDS = names(
    "employmenttype", "contracttype", "positiontype", "timetype", "employmentstatus"
)
_MAYBE_EMPLOYMENT = names(
    "jobtype", "jobtypes", "type", "worktype", "schedule", "jobstatus", "contract", "jobcategory",
    "jobschedule", "hours", "arrangement",
)  # fmt: skip
EMPLOYED = names(*_EMPLOYMENT_FIELDS.order, *_MAYBE_EMPLOYMENT.order)
_JOB_TYPE = names("jobtype", "jobtypes")


def employment(item: Record) -> str:
    """The kind of employment; of fields that others use for a category, only if it is one."""
    for name in there(item, _EMPLOYMENT_FIELDS):
        if named := _all(item, name):
            return named
    for name in there(item, _MAYBE_EMPLOYMENT):
        if (named := _all(item, name)) and EMPLOYMENT.search(named):
            return named
    return line(item, _JOB_TYPE)


def _all(item: Record, name: str) -> str:
    values = [plain for value in item.fields[name] if (plain := said(value))]
    return values[0] if len(values) == 1 else ", ".join(dict.fromkeys(values))[:500]


# -- when -----------------------------------------------------------------------------------

_POSTED = names("pubdate", "published", "issued", "created", "date", "dateposted", "postedat",
           "publishedat", "posteddate", "postingdate", "publishdate", "publisheddate",
           "publicationdate", "dcdate", "postdate", "jobposted", "createdat", "posted", "opendate",
           "datepublished", "updated", "modified", "lastmodified")  # fmt: skip
UNTIL = names("expiresat", "expires", "expire", "expirydate", "expirationdate", "expiry",
          "expiredate", "advertisetodatetimeutc", "advertisetodatetime", "closingdate",
          "closedate", "closing", "deadline", "applicationdeadline", "validthrough", "enddate",
          "closesat", "expiration", "dateexpires", "closingdatetime", "applyby")  # fmt: skip


def posted(item: Record) -> str:
    """The date of publication as the feed writes it; where there is none, of the last change."""
    return line(item, _POSTED)


def until(item: Record) -> str:
    """The last day to apply; a word like "Continuous" is none."""
    stated = line(item, UNTIL)
    return stated if any(map(str.isdigit, stated)) else ""


DEPARTMENT = names("department", "departmentname", "team", "division", "jobfunction", "unit")
REQUISITION = names(
    "requisitionid", "requisition", "requisitionnumber", "reqid", "jobnumbersingle", "jobnumber",
    "referencenumber", "jobreference", "reference", "jobref", "externalreference",
    "jobrequisitionid", "reqnumber", "referenceid", "refnumber",
)  # fmt: skip
LEVEL = names("seniority", "experiencelevel", "careerlevel", "joblevel", "senioritylevel", "level")


def department(item: Record) -> str:
    """The employer's unit. A <category> is the board's, and none."""
    return line(item, DEPARTMENT)


def requisition(item: Record) -> str:
    """The employer's own number for the vacancy."""
    return line(item, REQUISITION)


def level(item: Record) -> str:
    """The seniority."""
    return line(item, LEVEL)


# -- the text -------------------------------------------------------------------------------

_HEADINGS = {
    "responsibilities": "Responsibilities", "duties": "Duties", "examplesofduties": "Duties",
    "requirements": "Requirements", "qualifications": "Qualifications",
    "supplementalinformation": "More", "supplementalinfo": "More", "benefits": "Benefits",
}  # fmt: skip
_MORE = names(*_HEADINGS)
_WHOLE = names(
    "encoded", "content", "description", "summary", "jobdescription", "body", "fulltext",
    "contenttext", "job:description", "dc:description", "htmldescription", "plaintextdescription",
)  # fmt: skip


def description(item: Record) -> str:
    """The whole text as HTML: the longest of what claims to be it, then sections beside it."""
    fields = item.fields
    texts = [fields[name][0] for name in there(item, _WHOLE)]
    whole = texts[0] if len(texts) == 1 else max(texts, key=len, default="")
    beside = there(item, _MORE)
    if not beside:
        return whole
    parts = [whole]
    for name in beside:
        more = fields[name][0]
        if len(more) > 20 and more[:200] not in whole:
            parts.append(f"<h3>{_HEADINGS[name]}</h3><div>{more}</div>")
    return "\n".join(part for part in parts if part)
