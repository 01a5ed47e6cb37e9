"""The phrases that every channel says alike: how long ago, for how much, how. Pure.

Every phrase is cleaned, on one line and cut at a word; what is live in a service's markup is the
renderers' concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from urllib.parse import quote, urlsplit

from alertbot import pay as pay_words
from alertbot import text
from alertbot.model import Basis, EmploymentType, Level, Opening, Pay, Workplace

UNCUT = 4_000  # characters of a hostile text that are looked at; the rest cannot be shown
_MAX_URL = 2_000


_EMPLOYMENT = {
    EmploymentType.FULL_TIME: "Full-time",
    EmploymentType.PART_TIME: "Part-time",
    EmploymentType.CONTRACTOR: "Contract",
    EmploymentType.TEMPORARY: "Temporary",
    EmploymentType.INTERN: "Internship",
    EmploymentType.VOLUNTEER: "Volunteer",
    EmploymentType.PER_DIEM: "Per diem",
}
_LEVELS = {
    Level.INTERN: ("intern",),
    Level.JUNIOR: ("junior", "jr"),
    Level.MID: ("mid",),
    Level.SENIOR: ("senior", "sr"),
    Level.EXECUTIVE: ("executive", "chief", "vice president", "vp"),
}
_EU = frozenset(re.findall("..", "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPLPTROSESISK"))

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a title leads. Both are empty where there is no address that is safe to link."""

    url: str = ""
    host: str = ""


def cut(words: str, limit: int) -> str:
    """Anybody's text, fit to stand in a line: cleaned, on one line, at most `limit` characters."""
    return text.cut(text.one_line(words[:UNCUT]), limit)


def counted(number: int, noun: str, plural: str = "s") -> str:
    """1 source, 2 sources."""
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit: 2 days, 3 hours, 5 minutes."""
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            return counted(seconds // size, unit)
    return "less than a minute"


def day(moment: datetime) -> str:
    """The date: 3 May 2026."""
    return f"{moment.day} {moment:%B %Y}"


def age(posted: datetime, now: datetime, verb: str = "posted") -> str:
    """How long ago: posted today, posted 3 days ago. Empty for a moment more than a day ahead.

    A posting dated without a time of day has midnight; its age is counted in days.
    """
    passed = now - posted
    if passed < -timedelta(days=1):
        return ""
    days = (now.date() - posted.date()).days
    if passed < timedelta(days=1) and posted.time() != time():
        return f"{verb} just now" if passed < timedelta(minutes=1) else f"{verb} {span(passed)} ago"
    if days < 1:
        return f"{verb} today"
    if days == 1:
        return f"{verb} yesterday"
    if days < 14:
        return f"{verb} {days} days ago"
    if days < 60:
        return f"{verb} {days // 7} weeks ago"
    if days < 730:
        return f"{verb} {days // 30} months ago"
    return f"{verb} {days // 365} years ago"


def safe_link(url: str) -> Link:
    """The address as it may be linked: http or https, a plain host, nothing but URL characters."""
    try:
        parts = urlsplit(url.strip()) if len(url) <= _MAX_URL else None
        if parts is None or parts.scheme not in ("http", "https") or "@" in parts.netloc:
            return Link()
        # A name is never longer, and encoding one costs the square of its length.
        host = (parts.hostname or "")[:254].encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # UnicodeError is one: a host that no domain name can be
        return Link()
    if len(host) > 253 or not _HOST.fullmatch(host):
        return Link()
    site = f"[{host}]" if ":" in host else host
    path = quote(parts.path, safe="%/:=&~+!$,;()-._", errors="ignore")
    query = quote(parts.query, safe="%/:=&~+!$,;()-._?", errors="ignore")
    fragment = quote(parts.fragment, safe="%/:=&~+!$,;()-._?", errors="ignore")
    address = f"{parts.scheme}://{site}{port}{path or '/'}"
    address += f"?{query}" if query else ""
    address += f"#{fragment}" if fragment else ""
    if len(address) + 4 * address.count("&") > _MAX_URL:  # & is written as &amp;
        return Link()
    return Link(address, host.removeprefix("www.") + port)


def is_obvious(link: Link, company: str) -> bool:
    """Whether the company's name is in the host, so that the host need not be shown."""
    name = re.sub(r"[\W_]", "", company.casefold())
    return len(name) > 2 and name in re.sub(r"[\W_]", "", link.host)


def pay_lines(ranges: Sequence[Pay], limit: int) -> tuple[str, ...]:
    """A line a range, three at most."""
    lines = [line for pay in ranges[:3] if (line := _range(pay, limit))]
    if lines and len(ranges) > 3:
        lines.append(f"and {counted(len(ranges) - 3, 'more pay range')}")
    return tuple(lines)


def _range(pay: Pay, limit: int) -> str:
    amounts = pay_words.display(pay)
    if not amounts:
        return ""
    estimated = ", estimated" if pay.basis is Basis.PREDICTED else ""
    return cut(f"{amounts}{estimated}{f' ({cut(pay.where, 80)})' if pay.where else ''}", limit)


def facts(opening: Opening, now: datetime, *, again: bool = False) -> Iterable[str]:
    """How many, how one works, since and until when it is open; what is not said is left out.

    `again`: that it is reposted is said elsewhere, with the first date.
    """
    if opening.copies > 1:
        yield counted(opening.copies, "opening")
    if opening.workplace is not None:
        yield _workplace(opening.workplace, opening.remote_in)
    if opening.employment_type in _EMPLOYMENT:
        yield _EMPLOYMENT[opening.employment_type]
    level = opening.level
    if level is not None:
        spelled = _LEVELS.get(level, (level.value,))
        if not re.search(rf"\b(?:{'|'.join(spelled)})\b", opening.title[:UNCUT].lower()):
            yield f"{level.value} level".capitalize()
    if opening.reposted_at is not None:
        yield age(opening.reposted_at, now, "reposted") or "reposted"
        if not again:
            yield first_listed(opening)
    elif opening.posted_at is not None and (ago := age(opening.posted_at, now)):
        yield ago
    until = opening.lead.valid_through
    if until is not None and until >= now and opening.closed_at is None:
        yield f"open until {day(until)}"


def first_listed(opening: Opening) -> str:
    """Since when it is known, by its own word or ours: first listed 3 May 2026."""
    return f"first listed {day(min(filter(None, (opening.posted_at, opening.first_seen))))}"


def _workplace(workplace: Workplace, remote_in: tuple[str, ...] | None) -> str:
    if workplace is not Workplace.REMOTE:
        return {Workplace.ONSITE: "On site", Workplace.HYBRID: "Hybrid"}[workplace]
    if remote_in is None:
        return "Remote (from where: not stated)"
    if not remote_in:
        return "Remote, anywhere"
    countries = set(remote_in)
    names = sorted(countries - _EU) if countries >= _EU else list(dict.fromkeys(remote_in))
    if countries >= _EU:
        names.insert(0, "EU")
    more = f" and {len(names) - 6:,} more" if len(names) > 6 else ""
    return f"Remote ({', '.join(cut(name, 20) for name in names[:6])}{more})"


def hashtags(tags: Iterable[str], most: int) -> tuple[str, ...]:
    """At most so many, without #."""
    named = (re.sub(r"[\s#]+", "", cut(tag, 60))[:40] for tag in islice(tags, most))
    return tuple(filter(None, named))
