"""What the fields of a feed's item say of a posting, by the names that feeds give them.

There is no standard beyond title, link, date and text; the names here are those of boards and
of aggregators' formats, in the spelling of `_feed_xml.key`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alertbot import text as words
from alertbot.model import RawPay
from alertbot.sources import _json
from alertbot.sources._feed import Group, Record


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one field, the most telling first. As a set, they are looked for at once."""

    order: tuple[str, ...]
    all: frozenset[str]


def names(*order: str) -> Names:
    """Names of one field, the most telling first."""
    return Names(order, frozenset(order))


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
    if sought.all.isdisjoint(item.fields):
        return ""
    for name in sought.order:
        for value in item.fields.get(name, ()):
            if plain := said(value):
                return plain
    return ""


def first(item: Record, order: tuple[str, ...]) -> str:
    """The same for a few names, of which one is there as a rule."""
    for name in order:
        for value in item.fields.get(name, ()):
            if plain := said(value):
                return plain
    return ""


_TITLE = ("title", "jobtitle", "positiontitle", "job:title", "name", "position")


def title(item: Record) -> str:
    """The title; feeds escape it once too often, and some mark words in it."""
    return first(item, _TITLE)


# -- who ------------------------------------------------------------------------------------

_COMPANY = names(
    "company", "companyname", "employer", "employername", "hiringorganization", "organization",
    "organisation", "hiringcompany", "jobcompany", "hiringorganizationname", "organizationname",
    "advertiser", "advertisername", "companytitle", "employertitle",
)  # fmt: skip


def company(item: Record) -> str:
    """The employer, as a field of its own names it."""
    if named := line(item, _COMPANY):
        return named
    for group in item.groups:
        if group.name in _COMPANY.all and (named := of(group, "name", "companyname", "title")):
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


_WORKPLACE_FIELDS = names(
    "remotestatus", "workplacetype", "workplace", "remotetype", "workmodel", "worklocationtype",
    "locationtype", "isremote", "remote", "joblocationtype", "telecommute", "telecommuting",
    "worktype", "jobtype",
)  # fmt: skip


def workplace(item: Record) -> str:
    """remote, hybrid or onsite in the feed's words, where it has a field for that."""
    if _WORKPLACE_FIELDS.all.isdisjoint(item.fields):
        return ""
    for name in _WORKPLACE_FIELDS.order:
        for value in item.fields.get(name, ()):
            word = said(value).lower()
            if word in _WORKPLACES and name not in ("worktype", "jobtype"):
                if found := _WORKPLACES[word]:
                    return found
            elif _WORKPLACE.search(word):
                return word
    return ""


_EMPLOYMENT_FIELDS = ("employmenttype", "contracttype", "positiontype", "timetype",
                      "employmentstatus")  # fmt: skip
_MAYBE_EMPLOYMENT = ("jobtype", "jobtypes", "type", "worktype", "schedule", "jobstatus",
                     "contract", "jobcategory", "jobschedule", "hours")  # fmt: skip


def employment(item: Record) -> str:
    """The kind of employment; of fields that others use for a category, only if it is one."""
    if named := _all(item, *_EMPLOYMENT_FIELDS):
        return named
    for name in _MAYBE_EMPLOYMENT:
        if (named := _all(item, name)) and EMPLOYMENT.search(named):
            return named
    return _all(item, "jobtype", "jobtypes")


def _all(item: Record, *names: str) -> str:
    for name in names:
        if values := [plain for value in item.fields.get(name, ()) if (plain := said(value))]:
            return ", ".join(dict.fromkeys(values))[:500]
    return ""


# -- pay ------------------------------------------------------------------------------------

_LOW = names("minimumsalary", "minsalary", "salarymin", "salaryminimum", "salaryfrom", "salarylow",
        "minpay", "payfrom", "paymin", "basesalarymin", "annualsalarymin")  # fmt: skip
_HIGH = names("maximumsalary", "maxsalary", "salarymax", "salarymaximum", "salaryto", "salaryhigh",
         "maxpay", "payto", "paymax", "basesalarymax", "annualsalarymax")  # fmt: skip
_CURRENCY = names("salarycurrency", "currency", "currencycode", "salarycurrencycode", "paycurrency")
_PERIOD = names("salaryinterval", "salaryperiod", "salaryunit", "salarytype", "salaryfrequency",
           "payperiod", "payunit", "payinterval", "salaryunittext", "salarytimeframe")  # fmt: skip
_IN_WORDS = names("salary", "salaryrange", "compensation", "pay", "payrange", "payrate", "wage",
             "remuneration", "basesalary", "jobsalary", "salarytext", "salarydescription",
             "compensationrange", "gehalt", "g:salary")  # fmt: skip
_AMOUNT = re.compile(r"\s*(?:[$£€]|USD|CAD|EUR|GBP)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})"
                     r"(\.[0-9]{1,6})?\s*", re.IGNORECASE)  # fmt: skip


def pay(item: Record) -> tuple[RawPay, ...]:
    """The range that stands in fields of its own."""
    if _LOW.all.isdisjoint(item.fields) and _HIGH.all.isdisjoint(item.fields):
        return ()
    low, high = (_amount(line(item, sought)) for sought in (_LOW, _HIGH))
    low_number, high_number = _json.number(low), _json.number(high)
    if low_number is None and high_number is None:
        return ()
    currency, period = line(item, _CURRENCY), line(item, _PERIOD)
    return (RawPay(low_number, high_number, currency, period),)


def _amount(stated: str) -> str:
    found = _AMOUNT.fullmatch(stated)
    return found[1].replace(",", "") + (found[2] or "") if found else ""


def pay_text(item: Record) -> str:
    """Pay in words; a minimum that is no number is words too, if it has a number in it."""
    stated = line(item, _IN_WORDS)
    if not stated:
        for sought in (_LOW, _HIGH):
            plain = line(item, sought)
            if plain and not _amount(plain) and any(map(str.isdigit, plain)):
                return plain[:500]
    return stated[:500] if stated not in ("0", "0.00") else ""


# -- when -----------------------------------------------------------------------------------

_POSTED = names("pubdate", "published", "issued", "created", "date", "dateposted", "postedat",
           "posteddate", "postingdate", "publishdate", "publisheddate", "publicationdate",
           "dcdate", "postdate", "jobposted", "createdat", "posted", "opendate",
           "datepublished", "updated", "modified", "lastmodified")  # fmt: skip
_UNTIL = names("expiresat", "expires", "expirydate", "expirationdate", "expiry", "expiredate",
          "advertisetodatetimeutc", "advertisetodatetime", "closingdate", "closedate", "closing",
          "deadline", "applicationdeadline", "validthrough", "enddate", "closesat",
          "expiration", "dateexpires", "closingdatetime", "applyby")  # fmt: skip


def posted(item: Record) -> str:
    """The date of publication as the feed writes it; where there is none, of the last change."""
    return line(item, _POSTED)


def until(item: Record) -> str:
    """The last day to apply; a word like "Continuous" is none."""
    stated = line(item, _UNTIL)
    return stated if any(map(str.isdigit, stated)) else ""


_DEPARTMENT = names("department", "departmentname", "team", "division", "jobfunction", "unit")
_REQUISITION = names(
    "requisitionid", "requisition", "requisitionnumber", "reqid", "jobnumbersingle", "jobnumber",
    "referencenumber", "jobreference", "reference", "jobref", "externalreference",
    "jobrequisitionid", "reqnumber", "referenceid", "refnumber",
)  # fmt: skip
_LEVEL = names("seniority", "experiencelevel", "careerlevel", "joblevel", "senioritylevel", "level")


def department(item: Record) -> str:
    """The employer's unit. A <category> is the board's, and none."""
    return line(item, _DEPARTMENT)


def requisition(item: Record) -> str:
    """The employer's own number for the vacancy."""
    return line(item, _REQUISITION)


def level(item: Record) -> str:
    """The seniority."""
    return line(item, _LEVEL)


# -- the text -------------------------------------------------------------------------------

_MORE = {
    "responsibilities": "Responsibilities", "duties": "Duties", "examplesofduties": "Duties",
    "requirements": "Requirements", "qualifications": "Qualifications",
    "supplementalinformation": "More", "supplementalinfo": "More", "benefits": "Benefits",
}  # fmt: skip
_WHOLE = (
    "encoded", "content", "description", "summary", "jobdescription", "body", "fulltext",
    "contenttext", "job:description", "dc:description",
)  # fmt: skip


def description(item: Record) -> str:
    """The whole text as HTML: the longest of what claims to be it, then sections beside it."""
    fields = item.fields
    texts = [fields[name][0] for name in _WHOLE if name in fields]
    whole = max(texts, key=len, default="")
    if fields.keys().isdisjoint(_MORE):
        return whole
    parts = [whole]
    for name, heading in _MORE.items():
        more = fields[name][0] if name in fields else ""
        if len(more) > 20 and more[:200] not in whole:
            parts.append(f"<h3>{heading}</h3><div>{more}</div>")
    return "\n".join(part for part in parts if part)


# -- what is there --------------------------------------------------------------------------

_FACTS = {
    "company": _COMPANY.all,
    "workplace": _WORKPLACE_FIELDS.all,
    "employment": frozenset({*_EMPLOYMENT_FIELDS, *_MAYBE_EMPLOYMENT}),
    "pay": _LOW.all | _HIGH.all,
    "pay text": _IN_WORDS.all | _LOW.all | _HIGH.all,
    "level": _LEVEL.all,
    "requisition": _REQUISITION.all,
    "department": _DEPARTMENT.all,
    "until": _UNTIL.all,
}
_USUAL = 40


def facts(item: Record) -> frozenset[str]:
    """Of which facts an item has fields at all: the items of a feed are alike."""
    keys = tuple(item.fields)
    return _facts(keys) if len(keys) <= _USUAL else frozenset(_FACTS)


@lru_cache(maxsize=512)
def _facts(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fact for fact, names in _FACTS.items() if not names.isdisjoint(keys))
