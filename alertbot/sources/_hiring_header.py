"""The header of a "Who is hiring?" comment: "Company | Role | Place | REMOTE | $pay | address".

People keep to that loosely. The order varies, fields are missing, |, •, - or nothing parts them,
so each field is told by its words, and what is left by its place in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from alertbot import text as words
from alertbot.sources import _hiring_line
from alertbot.sources import _hiring_words as of

_LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class Header:
    """What a comment's header says; empty is: not said. `title` is the line where no role is."""

    title: str
    company: str = ""
    places: tuple[str, ...] = ()
    workplace: str = ""
    pay_text: str = ""
    employment_type: str = ""


def read(html: str) -> Header:
    """The header of a comment's HTML. The title is empty only for a comment without text."""
    line = _hiring_line.header(html)
    fields = _hiring_line.fields(line)
    if len(fields) > 1:
        return _told_apart(fields)
    prose = _hiring_line.SENTENCE.search(line) or of.WORKER.search(line)
    if 0 < len(line) <= 40 and not prose:
        return Header(title=line, company=_company(line)[0])
    return Header(title=_title(line), company=_hiring_company(line))


def _title(line: str) -> str:
    return words.cut(line, _LONGEST_TITLE)


# -- prose ----------------------------------------------------------------------------------

_IS_HIRING = re.compile(
    r"(?P<name>[^\W_][\w.&'’ -]{1,40}?)\s(?:\([^()]{0,80}\)\s)?(?:is|are)\s"
    r"(?:(?:currently|now|still|actively|also)\s)?(?:hiring|looking|seeking|growing|expanding|a|an)\b"
)
_AT = re.compile(
    r"\b(?:at|from|(?:CTO|CEO|COO|VP|[Ff]ounder|[Hh]ead|[Ee]ngineer) of)\s"
    r"(?P<name>[A-Z][\w&'’-]{1,30}(?:[.\s](?!We\b|I\b)[A-Z][\w&'’-]{1,30}){0,2})"
)
_NO_NAMES = {"we", "i", "they", "there", "this", "it", "you", "who", "our team", "our company"}


def _hiring_company(line: str) -> str:
    """Who hires, in a first line of prose: "Contoso is hiring ...", "... at Contoso"."""
    start = of.URL.sub(" ", line[:300])
    found = _IS_HIRING.match(words.one_line(start)) or _AT.search(start)
    name = found["name"].strip(" -.") if found else ""
    return "" if name.lower() in _NO_NAMES or len(name.split()) > 5 else name


# -- telling the fields apart ---------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    roles: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    pay: list[str] = field(default_factory=list)
    employment: list[str] = field(default_factory=list)
    workplace: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _told_apart(fields: list[str]) -> Header:
    at = _company_at(fields)
    company, rest = _company(fields[at]) if at is not None else ("", [])
    found = _Found()
    for number, part in enumerate(fields):
        for each in rest if number == at else [part]:
            _sort(each, found)
    _guess(found)
    line = " | ".join(filter(None, map(_bare, fields)))
    return Header(
        title=_title(" / ".join(dict.fromkeys(found.roles or found.tools)) or line or company),
        company=company,
        places=tuple(dict.fromkeys(found.places)),
        workplace=_workplace(found.workplace),
        pay_text=words.cut(", ".join(found.pay), 200),
        employment_type=_employment(found.employment),
    )


def _company_at(fields: list[str]) -> int | None:
    """Where the company stands: first, unless that field is a role, a place or the like."""
    for number, part in enumerate(fields[:3]):
        bare = _bare(part)
        role_first = of.WORKER.search(bare) and not (number == 0 and _role_follows(fields))
        if not bare:
            if of.URL.search(part):
                return number
            continue
        if role_first or _is_all(bare, of.REMOTE, of.ONSITE, of.HYBRID, of.FULL_TIME, of.PLACE):
            continue
        if of.MONEY.search(bare) or of.CITY_AND_STATE.fullmatch(bare):
            continue
        return number
    return None


def _role_follows(fields: list[str]) -> bool:
    """Whether a later field is a role too, so that the first one is a name that sounds like it."""
    return any(of.WORKER.search(_bare(part)) for part in fields[1:])


def _bare(part: str) -> str:
    """A field without addresses and what remains of the brackets around them."""
    without = of.EMAIL.sub(" ", of.URL.sub(" ", part))
    without = re.sub(r"[(\[{]\s*[)\]}]", " ", without)
    return words.one_line(without).strip(" -–—:;,.|/@")


_EXTRA = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:YC|Y ?Combinator|series|seed|backed|techstars|NYSE|NASDAQ)\b"
    r"[^()\[\]]{0,60}[)\]]"
    r"|\b(?:is|are) (?:now )?hiring\b.{0,80}|\bopen (?:roles?|positions?|jobs)\b.{0,20}"
    r"|\braised\b.{0,80}|\bYC [SWFX]\d\d\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"(?:inc|llc|ltd|gmbh|corp|co|s\.?a|ag|bv|plc)\b\.?", re.IGNORECASE)


def _company(part: str) -> tuple[str, list[str]]:
    """The company's name, and what else stands in its field."""
    name = words.one_line(_EXTRA.sub(" ", _bare(part))).strip(" -–—:;,.")
    if not name:
        address = of.URL.search(part)
        host = re.sub(r"^https?://(?:www\.)?", "", address[0]) if address else ""
        return host.split("/")[0], []
    parts = re.split(r"\s+[-–—]\s+|:\s+", name, maxsplit=1)
    if len(parts) == 2 and parts[0]:
        return parts[0], [parts[1]]
    head, comma, tail = name.partition(", ")
    if comma and re.match(r"(?:an?|the)\s", tail):
        return head, []
    if comma and of.PLACE.search(tail) and not _LEGAL.match(tail):
        return head, [tail]
    return name, []


_CONNECTORS = re.compile(
    r"(?<!\w)(?:or|and|only|ok|okay|friendly|first|possible|preferred|optional|options?|fully|full"
    r"|100%?|available|welcome|considered|also|both|in|is|but|some|mostly|based|required|work"
    r"|position|role|opportunity|employees?|the|to|team|company|yes|no|not|days?|week|per|a|\d"
    r")(?!\w)|[^\w]",
    re.IGNORECASE,
)


def _is_all(part: str, *patterns: re.Pattern[str]) -> bool:
    """Whether nothing is left of a field without such words."""
    for pattern in patterns:
        part = pattern.sub(" ", part)
    return not _CONNECTORS.sub("", part)


def _sort(part: str, found: _Found) -> None:
    """Puts a field, or its parts, where it belongs."""
    bare = _bare(of.ZONES.sub(" ", part))
    if not bare or any(kind.fullmatch(bare) for kind in (_EXTRA, of.PLACES, of.CITIZENS)):
        return
    other = _names_place(bare) or of.VISA.search(bare)
    is_tool = bool(of.TECH.search(bare)) and not (of.WORKER.search(bare) or of.WORK.search(bare))
    is_role = of.WORKER.search(bare) or ((is_tool or of.WORK.search(bare)) and not other)
    bare = _without_pay(bare, found, is_role=bool(is_role))
    if not bare:
        return
    found.employment.extend(_times(bare, is_role=bool(is_role)))
    ways = [way for way in (of.REMOTE, of.HYBRID, of.ONSITE) if way.search(bare)]
    if ways:
        found.workplace.append(bare)
    if is_role and not _is_all(bare, *_KINDS):
        (found.tools if is_tool else found.roles).append(bare)
    elif ways or _names_place(bare):
        place = _place(bare)
        if place:
            found.places.append(place)
    elif not _is_all(bare, *_KINDS, of.VISA):
        found.unknown.append(bare)


_KINDS = (of.FULL_TIME, of.PART_TIME, of.OTHER_TIME, of.INTERN, of.REMOTE, of.HYBRID, of.ONSITE)


def _names_place(part: str) -> bool:
    in_words = of.PLACE.search(part) or of.CITY_AND_STATE.search(part)
    return bool(in_words or of.CITY_STATE.fullmatch(part))


def _place(part: str) -> str:
    """What a field says of places, without the kind of employment; empty if that is nothing."""
    for kind in (of.ASIDE, of.FULL_TIME, of.PART_TIME, of.OTHER_TIME, of.INTERN):
        part = kind.sub(" ", part)
    part = re.sub(r"(?<=[(\[])[\s,;/&+]+|[\s,;/&+]+(?=[)\]])", "", part)
    part = re.sub(r"\(\)|\[\]", " ", part)
    part = words.one_line(part).strip(" -–—:;,.|/+&")
    return "" if _is_all(part, of.REMOTE, of.HYBRID, of.ONSITE) else part


def _without_pay(part: str, found: _Found, *, is_role: bool) -> str:
    """Takes the pay out of a field. Money that was raised, or is earned by the firm, is none."""
    money = of.MONEY.search(part)
    if money and of.FUNDING.search(part):
        return part
    if money is None:
        if is_role or not of.OF_PAY.search(part):
            return part
        if any(kind.search(part) for kind in _KINDS):
            return of.OF_PAY.sub(" ", part)
        found.pay.append(part)
        return ""
    mixed = is_role or _names_place(part[: money.start()]) or of.REMOTE.search(part)
    said = part[money.start() :] if mixed else part
    found.pay.append(said.strip(" ()[]"))
    return _bare(part[: money.start()].rstrip(" ([{")) if mixed else ""


def _times(part: str, *, is_role: bool) -> Iterator[str]:
    """The kinds of employment that a field names; "contract" in a role may be a smart one."""
    if of.FULL_TIME.search(part):
        yield "Full-time"
    if of.PART_TIME.search(part):
        yield "Part-time"
    if not is_role:
        yield from (said[0] for said in of.OTHER_TIME.finditer(part))
    if of.INTERN.search(part):
        yield "Internship"


def _employment(named: Iterable[str]) -> str:
    """Full-time where that is among several: interns and others are welcome beside it."""
    all_named = list(dict.fromkeys(named))
    return "Full-time" if "Full-time" in all_named else ", ".join(all_named)


def _workplace(fields: list[str]) -> str:
    """How it is worked: remote where that is one of several ways to choose from."""
    plain = [of.NOT_REMOTE.sub("onsite", part) for part in fields]
    hybrid = [part for part in plain if of.HYBRID.search(part) and not of.EITHER.search(part)]
    if any(of.REMOTE.search(of.HYBRID.sub(" ", part)) for part in plain if part not in hybrid):
        return "remote"
    if hybrid:
        return "hybrid"
    return "onsite" if any(of.ONSITE.search(part) for part in plain) else ""


_TAGLINE = re.compile(r"(?:we|our|a|an|the|building|making|help|helping)\b", re.IGNORECASE)


def _guess(found: _Found) -> None:
    """Sorts what no word tells: names of towns are short and capitalised, trades need not be."""
    left = [part for part in found.unknown if not _TAGLINE.match(part) and len(part.split()) <= 8]
    if not (found.roles or found.tools) and left and (found.places or len(left) > 1):
        found.roles.append(left.pop(0))
    for part in left:
        if not found.places and len(part.split()) <= 4 and part[0].isupper():
            found.places.append(part)
