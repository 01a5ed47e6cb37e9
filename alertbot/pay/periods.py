"""The words for an hour, a day, a week, a month and a year of pay. All folded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from alertbot.model import Period
from alertbot.pay.vocabulary import words

# Nouns: they mean a period of pay after "per", "a", "/" and the like.
_NOUNS: Final = {
    Period.HOUR: "hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur "
    "godz godzine godzina tim timme timmen timma timen",
    Period.DAY: "day days d tag tage jour jours j dia dias giorno giorni dag dzien journee",
    Period.WEEK: "week weeks wk woche wochen semaine semaines semana semanas settimana tydzien "
    "vecka uge wks",
    Period.MONTH: "month months mo mos mth mths mon monat monate mois mes meses mese mesi "
    "maand mies "
    "miesiac msc man manad manaden md maned maneden mesice kk",
    Period.YEAR: "year years yr yrs annum jahr jahre an ans annee any anno anni ano anos jaar rok "
    "roku ar",
}  # fmt: skip
# Adjectives and the like: they mean it by themselves.
_ALONE: Final = {
    Period.HOUR: "hourly hourpay horaire stundlich",
    Period.DAY: "daily taglich journalier journaliere tjm tj diario diarios diaria diarias "
    "giornaliero tjh",
    Period.WEEK: "weekly wochentlich hebdomadaire semanal semanales semanais settimanale",
    Period.MONTH: "monthly monatlich monatliches monatliche monatlichen mtl mensuel mensuelle "
    "mensuels mensuelles mensual mensuals mensuales mensualmente mensal mensais mensile "
    "mensili maandelijks pcm "
    "miesiecznie mesicne havi manadsvis",
    Period.YEAR: "annual annually annualized annualised yearly annuel annuels annuelle annuelles "
    "annuellement anual anuals anuales anuais anualmente annuale annui annuo annua jahrlich "
    "jahrliches "
    "jahrliche jaarlijks rocznie sba ral lpa",
}  # fmt: skip
# Glued to an amount, or after it: "£500pd", "£11.44 ph", "60k pa".
_SHORT: Final = {
    "ph": Period.HOUR, "pu": Period.HOUR, "phr": Period.HOUR, "pd": Period.DAY, "pw": Period.WEEK,
    "pm": Period.MONTH, "pcm": Period.MONTH, "pa": Period.YEAR,
}  # fmt: skip

NOUNS: Final = {word: period for period, listed in _NOUNS.items() for word in words(listed)}
_ADJECTIVES: Final = {word: period for period, listed in _ALONE.items() for word in words(listed)}
BARE: Final = {
    word: NOUNS[word]
    for word in words("hour hr std stunde heure hora day jour dia week month mois mes year yr jahr")
}
"""Nouns that mean a period of pay right after an amount with a currency, too: "$25 hr"."""
# German, Dutch and Scandinavian pay is one word: Jahresbruttogehalt, Monatslohn, uurloon, timlön.
_COMPOUND = re.compile(
    r"(?:(?P<hour>stunden?|uur|tim)|(?P<day>tages?|dag)|(?P<week>wochen)|"
    r"(?P<month>monats?|maand|manads?)|(?P<year>jahres?|jaar|ars))"
    r"(?=[^\W\d_]*(?:gehalt|lohn|satz|entgelt|vergutung|verdienst|einkommen|brutto|salaris|loon|"
    r"tarief|lon|gage|bezug)(?:e?s|e|er)?$)"
)
_OF_GROUP = {
    "hour": Period.HOUR, "day": Period.DAY, "week": Period.WEEK, "month": Period.MONTH,
    "year": Period.YEAR,
}  # fmt: skip

PER: Final = words(
    "a al an each every per por par pro the je im l la le die der dem den pr au all all'ora i om "
    "za na w am calendar"
)  # fmt: skip
"""Words after which a noun means a period of pay."""
_ONLY_AFTER: Final = {
    # "an" and "any" are English, "man" and "mes" and "ar" mean other things elsewhere.
    "an": frozenset({"par", "l"}), "any": frozenset({"per", "l", "a"}),
    "man": frozenset(), "ar": frozenset({"per", "om"}), "d": frozenset(), "h": frozenset({"per"}),
    "j": frozenset(), "mo": frozenset({"per", "a"}), "mon": frozenset(), "md": frozenset({"pr"}),
    "ore": frozenset({"per"}), "rok": frozenset({"za", "na"}),
    "ans": frozenset(), "kk": frozenset(),
}  # fmt: skip
_ELIDED = re.compile(r"^(?:l|d|all|dell|un|nell)'(?=\w)")


@lru_cache(maxsize=4096)
def alone(word: str) -> Period | None:
    """The period that a word means by itself: "hourly", "mensuel", "Bruttojahresgehalt"."""
    if word in _ADJECTIVES:
        return _ADJECTIVES[word]
    if len(word) < 6 or len(word) > 40:
        return None
    found = _COMPOUND.search(word)
    return _OF_GROUP[found.lastgroup or ""] if found else None


def after(per: str, word: str) -> Period | None:
    """The period that a noun means after "per", "a", "/" or the like, else None."""
    elided = _ELIDED.match(word)
    if elided:
        return NOUNS.get(word[elided.end() :])
    if word not in NOUNS:
        return None
    if per == "/":
        return NOUNS[word]
    allowed = _ONLY_AFTER.get(word, PER)
    return NOUNS[word] if per in allowed else None


def short(word: str) -> Period | None:
    """The period of "pd", "pa" and the like, which count directly after an amount only."""
    return _SHORT.get(word)
