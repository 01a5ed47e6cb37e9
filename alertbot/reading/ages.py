"""Ages as job boards word them: "Posted 8 Days Ago", "vor 3 Tagen", "Publié hier".

Languages: English, German, French, Spanish, Portuguese, Dutch, Italian, Polish, Catalan, Swedish,
Danish, Norwegian, Japanese, Chinese, Korean: those that Workday and its like are shown in.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
# Folded, as all text here is: no accents, no capitals.
_WORDS = {
    "minute": "minutes? mins? minuten? minutos? minut[aoiy]? minuti minuter minutter 分钟 分 분",
    "hour": """hours? hrs? h stunden? heures? horas? ore ora uur uren godzin[ay]? hores timmar
        timmer? timer? 時間 小时 시간""",
    "day": "days? d tage?n? jours? dias? dies giorn[oi] dag(?:en|ar|er|e)? dni dzien 日 天 일",
    "week": """weeks? wks? w wochen? semaines? semanas? settiman[ae] weken tydzien tygodni(?:e|a)?
        setmanes veckor uker uger 週間 周 주""",
    "month": """months? mos? monate?n? mois mes(?:es)? mesi mese maand(?:en)? miesi[ae]c(?:e|y)?
        mesos manader maneder か月 个月 개월""",
    "year": "years? yrs? jahre?n? ans? anos? ann[oi] jaar lat rok 年",
}
_UNIT = {name: re.compile("|".join(words.split())) for name, words in _WORDS.items()}
_ANY_UNIT = "|".join(word for words in _WORDS.values() for word in words.split())
_ONE = "an?|one|ein(?:e[mnrs]?)?|une?|un[oa]|uma?|een|ett?"
_COUNT = re.compile(
    rf"(?<![^\W_])(?:([0-9]{{1,4}})|(?:{_ONE}))(?:\s?({_ANY_UNIT}))(?![a-z])(?P<rest>.{{0,20}})"
)
_MARK = re.compile(
    r"\bago\b|\bvor\b|\bil y a\b|\bhace\b|\bfa\b|\bha\b|\batras\b|\bgeleden\b|\btemu\b|\bsiden\b|"
    r"\bsedan\b|前|전|\bolds?\b"
)
# "30+ Days Ago" is a bound, and no date.
_BOUND = re.compile(
    r"[0-9] ?\+|\+ ?[0-9]|\bmore than\b|\bover\b|\bmehr als\b|\buber\b|\bplus d|\bmas d|\bmais d|"
    r"\boltre\b|"
    r"\bpiu di\b|\bmeer dan\b|\bponad\b|\bmer an\b|\bmere end\b|\bmer enn\b|\bmes de [0-9]|"
    r"\b(?:or|oder|et|ou|o|y|e|en|i) (?:more|mehr|plus|mas|mais|piu|meer|wiecej)\b|\bless than\b|"
    r"以上|超过|多天|이상|\blast\b|\bwithin\b"
)
_BEFORE = re.compile(
    r"\bday before yesterday\b|\bvorgestern\b|\bavant-?hier\b|\banteayer\b|\banteontem\b|"
    r"\beergisteren\b|\bprzedwczoraj\b|\bl'altro ieri\b|一昨日|前天|그저께"
)
_YESTERDAY = re.compile(
    r"\byesterday\b|\bgestern\b|\bhier\b|\bayer\b|\bontem\b|\bieri\b|\bgisteren\b|\bwczoraj\b|"
    r"\bahir\b|\bi ?gar\b|昨日|昨天|어제"
)
_TODAY = re.compile(
    r"\btoday\b|\bjust (?:posted|now|listed)\b|\bheute\b|\bgerade eben\b|\baujourd'?hui\b|\bhoy\b|"
    r"\bhoje\b|\boggi\b|\bvandaag\b|\bdzis(?:iaj)?\b|\bavui\b|\bi ?dag\b|"
    r"\ba l'instant\b|今日|本日|今天|오늘"
)


def read(text: str, *, now: datetime) -> datetime | None:
    """The moment that a folded text's age leads back to from `now`; None where it states none.

    Days, weeks and months lead to midnight in UTC: none of them is said more exactly.
    """
    if _BOUND.search(text):
        return None
    for pattern, days in ((_BEFORE, 2), (_YESTERDAY, 1), (_TODAY, 0)):
        if pattern.search(text):
            return midnight(now - timedelta(days=days))
    found = _COUNT.search(text)
    if found is None or not (_MARK.search(text) or found.end(2) - found.start() == len(text)):
        return None
    name = next(name for name, words in _UNIT.items() if words.fullmatch(found[2]))
    moment = now - int(found[1] or 1) * UNITS[name]
    return moment if name in ("minute", "hour") else midnight(moment)


def midnight(moment: datetime) -> datetime:
    """The beginning of the moment's day in UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
