"""Dates as job boards write them, as moments in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from alertbot.reading import ages, zones
from alertbot.text import fold, one_line

_EPOCH = re.compile(r"(?:/date\()?([0-9]{9,13})(?:\.[0-9]{1,9})?(?:[+-][0-9]{4})?(?:\)/)?")
_DIGITS = re.compile(
    r"(20[0-9]{2})([01][0-9])([0-3][0-9])(?:t?([0-2][0-9])([0-5][0-9])([0-5][0-9])?)?"
)
_YEAR_FIRST = re.compile(
    r"(?<![0-9])([0-9]{4})(?:(?P<sign>[-/.]) ?([0-9]{1,2})(?P=sign) ?([0-9]{1,2})|"
    r"[年년] ?([0-9]{1,2})[月월] ?([0-9]{1,2})[日일])(?![0-9])"
)
_MONTH_FIRST = re.compile(
    r"(?<![a-z])([a-z]{3,12})\.?[ /-]([0-9]{1,2})(?:st|nd|rd|th)?,?[ /-]"
    r"(?:[0-9:]{5,8}(?: [ap]m)?(?: [a-z]{1,5}| ?[+-][0-9:]{4,6})? )?([0-9]{4}|'?[0-9]{2})(?![0-9:])"
)
_DAY_FIRST = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|er|\.|º|ª)?(?:(?: de| of)? | d'|[/-]|(?<=\.))"
    r"([a-z]{3,12})\.?,?(?: del?)?[ /-]([0-9]{4}|'?[0-9]{2})(?![0-9:])"
)
_NUMBERS = re.compile(
    r"(?<![0-9])([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})(?![0-9])"
)
_CLOCK = re.compile(
    r"(?<![0-9:+-])([0-9]{1,2})[:h]([0-9]{2})(?::([0-9]{2}))?(?:[.,][0-9]{1,9})?(?![0-9])"
    r" ?(?:([ap])\.?m\b\.?)?"
)
_MONTHS = {
    name: number
    for number, names in {
        1: """jan january januar janvier janv enero ene januari gennaio gen janeiro stycznia styczen
            gener janner""",
        2: """feb february februar fevrier fevr fev febrero febbraio februari febr fevereiro lutego
            luty febrer feber""",
        3: "mar march marz mars marzo mrz maart mrt marco marca marzec marc",
        4: "apr april avril abril avr abr aprile kwietnia kwiecien",
        5: "may mai mayo maggio mag mei maio maja maj maig",
        6: "jun june juni juin junio giugno giu junho czerwca czerwiec juny",
        7: "jul july juli juillet julio juil luglio lug julho lipca lipiec juliol",
        8: "aug august aout agosto ago augustus augusti sierpnia sierpien agost",
        9: """sep sept september septembre septiembre settembre set setembro setembre wrzesnia
            wrzesien""",
        10: """oct october oktober octobre octubre okt ottobre ott outubro out pazdziernika
            pazdziernik""",
        11: "nov november novembre noviembre novembro listopada listopad",
        12: """dec december dezember decembre diciembre dez dic dicembre dezembro grudnia grudzien
            desember desembre""",
    }.items()
    for name in names.split()
}
_EARLIEST = 2000
_LONGEST = 200


def read(words: str, *, now: datetime) -> datetime | None:
    """The moment that the words name, in UTC; None where they name none since the year 2000.

    A date without a time is its midnight in UTC; a time without a zone is in UTC. `now` is what
    "Yesterday" and "8 Days Ago" count from; "30+ Days Ago" names no date. In 5/6/2026 the month
    stands first, in 5.6.2026 and 5-6-2026 the day, where either could.
    """
    text = fold(one_line(words[:_LONGEST]))
    try:
        moment = _epoch(text) or _dated(text) or ages.read(text, now=now)
    except (ValueError, OverflowError):
        # The 31st of February, or a zone that leads out of the calendar.
        return None
    return moment if moment and moment.year >= _EARLIEST else None


def posted(words: str, *, now: datetime) -> datetime | None:
    """When a posting was published; None where the words name no date, or one still to come."""
    moment = read(words, now=now)
    return moment if moment and moment <= now + timedelta(days=1) else None


def _epoch(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970, or the digits of a date: 20260513, 20260513T102030Z."""
    if (digits := _DIGITS.fullmatch(text.rstrip("z"))) and len(text) != 10:
        year, month, day, hour, minute, second = (int(part or 0) for part in digits.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    found = _EPOCH.fullmatch(text)
    if found is None:
        return None
    number = int(found[1])
    return datetime.fromtimestamp(number / 1000 if number >= 10**11 else number, UTC)


def _dated(text: str) -> datetime | None:
    """A date of whatever form, with the time that stands beside it."""
    day = _day(text)
    if day is None:
        return None
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    clock = _CLOCK.search(text)
    if clock is None:
        return moment
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] == "p" else 0)
    if hour == 24:
        hour, minute, second = 23, 59, 59
    if hour > 24 or minute > 59:
        return moment
    moment = moment.replace(hour=hour, minute=minute, second=min(second, 59))
    return moment - zones.offset(text[clock.end() :], day)


def _day(text: str) -> date | None:
    if found := _YEAR_FIRST.search(text):
        return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    for found in _MONTH_FIRST.finditer(text):
        if found[1] in _MONTHS:
            return date(_year(found[3]), _MONTHS[found[1]], int(found[2]))
    for found in _DAY_FIRST.finditer(text):
        if found[2] in _MONTHS:
            return date(_year(found[3]), _MONTHS[found[2]], int(found[1]))
    if found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        month_first = second > 12 or (found[2] == "/" and first <= 12)
        return date(year, first, second) if month_first else date(year, second, first)
    return None


def _year(digits: str) -> int:
    number = int(digits.strip("'"))
    return number if number > 99 else 2000 + number


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
    return int(found[1]) * ages.UNITS[found[2].lower().rstrip("s")]
