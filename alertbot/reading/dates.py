"""Dates as job boards write them, as moments in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from alertbot.text import fold, one_line

_EPOCH = re.compile(r"[0-9]{9,13}(?:\.[0-9]{1,6})?")
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"([a-z]{3,12})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})(?![0-9])")
_DAY_FIRST = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|\.)?(?: de| of)? ([a-z]{3,12})\.?,?(?: de)? "
    r"([0-9]{4})(?![0-9])"
)
_CLOCK = re.compile(r"(?<![0-9])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?![0-9])")
_ZONE = re.compile(r"(?<=[0-9 ])(?:([+-][0-9]{2}):?([0-9]{2})|gmt|utc|z)$")
_DOTTED = re.compile(r"(?<![0-9])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_SLASHED = re.compile(r"(?<![0-9])([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_AGO = re.compile(r"([0-9]{1,3})(\+?) (minute|hour|day|week|month)s? ago")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero",
            "feb february februar fevrier fev febrero",
            "mar march marz mars marzo mrz",
            "apr april avril abril avr abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet julio juil",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember decembre diciembre dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
_EARLIEST = 2000


def read(words: str, *, now: datetime) -> datetime | None:
    """The moment that the words name, in UTC; None where they name none since the year 2000.

    A date without a time is its midnight in UTC; a time without a zone is in UTC. `now` is what
    "Yesterday" and "8 Days Ago" count from; "30+ Days Ago" names no date.
    """
    text = fold(one_line(words[:200]))
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    try:
        moment = _iso(text) or _spelled(text) or _relative(text, now)
    except (ValueError, OverflowError):
        # The 31st of February, or a zone that leads out of the calendar.
        return None
    return moment if moment and moment.year >= _EARLIEST else None


def _epoch(number: float) -> datetime | None:
    seconds = number / 1000 if number >= 10**11 else number
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if moment.year >= _EARLIEST else None


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, day = (int(found[place]) for place in (1, 2, 3))
    hour, minute, second = (int(found[place] or 0) for place in (4, 5, 6))
    if hour == 24:
        hour, minute, second = 23, 59, 59
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return moment - _offset(found[7] or "")


def _offset(zone: str) -> timedelta:
    if zone[:1] not in ("+", "-"):
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone[0] == "-" else ahead


def _spelled(text: str) -> datetime | None:
    """ "May 13, 2026", "13 May 2026", "Wed, 13 May 2026 10:00:00 +0200", "13.05.2026"."""
    year = month = day = 0
    if (named := _NAMED.search(text)) and named[1] in _MONTHS:
        month, day, year = _MONTHS[named[1]], int(named[2]), int(named[3])
    elif (named := _DAY_FIRST.search(text)) and named[2] in _MONTHS:
        day, month, year = int(named[1]), _MONTHS[named[2]], int(named[3])
    elif dotted := _DOTTED.search(text):
        day, month, year = int(dotted[1]), int(dotted[2]), int(dotted[3])
    elif slashed := _SLASHED.search(text):
        month, day, year = _slashed(int(slashed[1]), int(slashed[2]), int(slashed[3]))
    if not year:
        return None
    moment = datetime(year, month, day, tzinfo=UTC)
    if clock := _CLOCK.search(text):
        moment = moment.replace(hour=int(clock[1]), minute=int(clock[2]), second=int(clock[3] or 0))
        zone = _ZONE.search(text)
        moment -= _offset(f"{zone[1]}{zone[2]}" if zone and zone[1] else "")
    return moment


def _slashed(first: int, second: int, year: int) -> tuple[int, int, int]:
    """Month, day and year of 5/13/2026 or 13/5/2026; the month stands first where either could."""
    return (second, first, year) if first > 12 else (first, second, year)


def _relative(text: str, now: datetime) -> datetime | None:
    if found := _AGO.search(text):
        if found[2]:
            return None
        exact = now - int(found[1]) * _UNITS[found[3]]
        return exact if found[3] in ("minute", "hour") else _midnight(exact)
    if re.search(r"\b(?:today|just posted|just now)\b", text):
        return _midnight(now)
    if re.search(r"\byesterday\b", text):
        return _midnight(now - timedelta(days=1))
    return None


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def sane_end(moment: datetime | None, *, now: datetime) -> datetime | None:
    """An end date that means something: after 2000 and at most three years ahead."""
    if moment is None or moment > now + timedelta(days=3 * 366):
        return None
    return moment


_OPEN_FOR = re.compile(
    r"\b(?:open|posted|remains?(?: open| posted)?|accept(?:ed|ing)?(?: applications)?|available)\b"
    r"[^.\n]{0,40}?\b(?:for )?(?:a )?(?:minimum of|at least|no less than|minimum)(?: of)? "
    r"(?:\w{1,10} \(?)?([0-9]{1,2})\)? (?:\w{1,10} )?(days?|weeks?)\b",
    re.IGNORECASE,
)


def open_at_least(text: str) -> timedelta | None:
    """How long a posting says that it stays open at the least ("a minimum of 5 days")."""
    found = _OPEN_FOR.search(text)
    if found is None:
        return None
    return int(found[1]) * _UNITS[found[2].lower().rstrip("s")]
