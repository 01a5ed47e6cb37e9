"""Dates as pages write them, in the languages of `_labels`, to words that `reading` knows."""

from __future__ import annotations

import re
from datetime import date

from alertbot import text as words

_MONTHS = (
    "jan janv janvier january januar enero janeiro gennaio januari gener ene gen stycznia",
    "feb febr fevr fev february februar febrero fevrier fevereiro febbraio februari febrer luty",
    "mar mars march marz maerz marzo marco maart mrt marts marc marca marzec",
    "apr april avril abril aprile avr abr kwietnia kwiecien",
    "may mai mayo maio maggio mei maj maja maig mag",
    "jun june juni junio juin junho giugno juny czerwca czerwiec giu",
    "jul july juli julio juillet julho luglio juliol lipca lipiec juil lug",
    "aug august agosto aout augustus augusti agost sierpnia sierpien ago",
    "sep sept september septiembre septembre setembro settembre setembre wrzesnia wrzesien set",
    "oct okt october oktober octubre octobre outubro ottobre pazdziernika pazdziernik out ott",
    "nov november noviembre novembre novembro listopada listopad",
    "dec dez december dezember diciembre decembre dezembro dicembre desembre grudnia grudzien dic",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -](?:of |de |d')?([a-z]{3,12})\.?,?[ -](?:de[l]? )?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_AGO = re.compile(
    r"(?:(?:posted|published|updated|listed|vor|hace|fa|il y a|ha|for|reposted|veroffentlicht"
    r"|:)\s?)*"
    r"(\d{1,3}|an?|een|une?|uno?|einem|einer)?\+? ?(hours?|days?|weeks?|months?|stunden?"
    r"|tag(?:en?)?"
    r"|wochen?|monat(?:en)?|horas?|dias?|dies|semanas?|mes(?:es)?|heures?|jours?|semaines?|mois"
    r"|ore|giorn[oi]"
    r"|settiman[ae]|mesi|dagen|dager?|weken|uur|dage|timer?)(?: ago| geleden| siden| fa| sedan)?"
)
_UNITS = (
    (("hour", "stund", "hora", "heure", "ore", "uur", "tim"), "Hours"),
    (("day", "tag", "dia", "die", "jour", "giorn", "dag"), "Days"),
    (("week", "woche", "semana", "semaine", "settiman", "weken"), "Weeks"),
    (("month", "monat", "mes", "mois"), "Months"),
)
_TODAY = re.compile(
    r"(?:(?:posted|published|listed|veroffentlicht|publicado)\s?)?"
    r"(?:(just now|just posted|today|heute|hoy|avui|aujourd'hui|oggi|vandaag|i dag|idag|hoje)"
    r"|(yesterday|gestern|ayer|ahir|hier|ieri|gisteren|i gar|igar|ontem))"
)
_BEFORE = re.compile(
    r"(?:(?:date )?(?:posted|published|listed|opened|updated)|veroffentlicht|online seit"
    r"|eingestellt"
    r"|publicad[oa]|publicat|publiee?|pubblicato|geplaatst|publicerad|from|since)?"
    r"(?: on| am| el| le| il| em| op| den| d\.)?:? ?(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri"
    r"|sat(?:ur)?"
    r"|sun)(?:day)?,? )?"
)


def read(line: str, language: str = "") -> str:
    """The date that a line states in front, as ISO 8601 or "Posted 3 Days Ago"; else empty."""
    return _read(words.fold(line.strip())[:120], language)[0]


def is_date(line: str, language: str = "") -> bool:
    """Whether a line holds a date and nothing beside it."""
    folded = words.fold(line.strip())
    if len(folded) > 60:
        return False
    found, rest = _read(folded, language)
    return bool(found) and len(rest.strip(" .,|·-:")) < 12


def _read(folded: str, language: str) -> tuple[str, str]:
    start = _BEFORE.match(folded)
    rest = folded[start.end() :] if start else folded
    if found := _ISO.match(rest):
        # A moment stays as it is written.
        moment = re.match(r"[\d-]{10}[t ][\d:.]{4,15}(?:z|[+-]\d\d:?\d\d)?", rest)
        if moment and "-" in found[0]:
            return moment[0].upper(), rest[moment.end() :]
        return _day(found[1], found[2], found[3]), rest[found.end() :]
    if found := _NUMBERS.match(rest):
        return _ambiguous(found, language), rest[found.end() :]
    if found := _DAY_FIRST.match(rest):
        return _day(found[3], str(_NUMBER.get(found[2], 0)), found[1]), rest[found.end() :]
    if found := _MONTH_FIRST.match(rest):
        return _day(found[3], str(_NUMBER.get(found[1], 0)), found[2]), rest[found.end() :]
    if found := _TODAY.match(folded):
        return "Posted Today" if found[1] else "Posted Yesterday", folded[found.end() :]
    if (found := _AGO.match(folded)) and (ago := _ago(found)):
        return ago, folded[found.end() :]
    return "", folded


def _ago(found: re.Match[str]) -> str:
    unit = next((name for starts, name in _UNITS if found[2].startswith(starts)), "")
    said = re.search(
        r"ago|vor|hace|fa\b|il y a|ha\b|geleden|siden|sedan|posted|published", found[0]
    )
    if not unit or not found[1] or not said:
        return ""
    number = found[1] if found[1].isdigit() else "1"
    plus = "+" if "+" in found[0] else ""
    return f"Posted {number}{plus} {unit if number != '1' else unit[:-1]} Ago"


def _ambiguous(found: re.Match[str], language: str) -> str:
    """13.05.2026 is one day, 05/06/2026 two: with slashes in an English page it is left unread."""
    first, separator, second, year = found[1], found[2], found[3], found[4]
    year = f"20{year}" if len(year) == 2 else year
    if int(second) > 12:
        return _day(year, first, second)
    if int(first) > 12 or first == second or separator == "." or language not in ("", "en"):
        return _day(year, second, first)
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
