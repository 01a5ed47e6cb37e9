"""Words about pay that say something, and no amount that can be read: "TVöD E13", "per task"."""

from __future__ import annotations

import re
from typing import Final

from alertbot.pay import prose
from alertbot.text import clean, one_line

_LONGEST: Final = 120
_LOOK: Final = 100_000
_BRIEF: Final = 160
"""A text so short is a source's field for pay."""
_TRIED: Final = 20
_UNITS: Final = (
    r"(?:words?|miles?|visits?|sessions?|articles?|pages?|cases?|tasks?|videos?|projects?|"
    r"lessons?|class(?:es)?|students?|pieces?|orders?|shifts?|deliver(?:y|ies)|interviews?|"
    r"surveys?|images?|hits?|trips?|loads?|mots?|missions?|feuillet|artikel|auftrag|stück|fahrt|"
    r"proyectos?|tareas?|palabras?|servicios?|projeto|tarefa|zlecenie|opdracht)(?![^\W_])"
)
_PAID: Final = r"(?:pay|paid|pays|payment|rate|compensation|salary|wage|Vergütung|Bezahlung|pago)"
# Grades of public pay scales: the amount is in a table somewhere else.
_GRADE: Final = (
    r"TV(?:[öÖ]D|oeD|AöD|[ -]?[LHNVK])(?![^\W_])|Entgeltgruppe\s?[A-Z]{0,2}\s?[0-9]{1,2}[a-z]?"
    r"|(?<![^\W_])E(?:G|ntgGr\.?)\s?[0-9]{1,2}[a-z]?(?![^\W_])"
    r"|Besoldungs(?:gruppe|ordnung)\s?[ABCRW]?\s?[0-9]{0,2}|Besoldung\s[ABRW]\s?[0-9]{1,2}"
    r"|(?<![^\W_])(?:GS|GG|WG|NF|SES)-[0-9]{1,2}(?:/[0-9]{1,2})?(?:,? [Ss]teps? [0-9]{1,2})?"
    r"|(?:AfC|NHS|Agenda for Change)\s[Bb]and\s[0-9][a-d]?"
    r"|(?:[Pp]ay|[Ss]alary)\s(?:[Gg]rade|[Bb]and|[Ss]cale|[Ll]evel)(?:\sis|:)?\s"
    r"[A-Z]{0,3}[ -]?[0-9]{1,3}(?![0-9.,]|[ ]?[kK€$£])"
    r"|[Ss]chaal\s[0-9]{1,2}[A-Za-z]?|[Gg]rupo\sprofesional\s[0-9IVX]{1,4}"
    r"|[Cc]oefficient\s[0-9]{3}|[Gg]rille\s(?:indiciaire|de la fonction publique)[^\n.;]{0,30}"
)
_RATE: Final = (
    rf"[$€£][ ]?[0-9][0-9.,]{{0,9}}[ ]?(?:per|a|an|/|pro|par|por)[ ]?(?:[0-9]{{1,5}}[ ])?{_UNITS}"
    rf"|[0-9][0-9.,]{{0,9}}[ ]?(?:€|EUR|Euro|USD)[ ]?(?:per|pro|par|por|/)[ ]?{_UNITS}"
    rf"|(?<![^\W_]){_PAID}\s(?:is\s)?(?:by\sthe|per|pro|par|por)[ ]{_UNITS}"
    r"|[Cc]ommission[ -](?:only|based|basis)|100 ?% commission|[Pp]iece[ -]?(?:rate|work)"
    r"|[Pp]rovisionsbasis|[Aa]kkordlohn|à la commission|[Aa] comisión|[Rr]evenue share only"
)
_FOUND: Final = re.compile(f"(?P<rate>(?i:{_RATE}))|{_GRADE}")
# A text without any of these has neither: the first as they are written, the others in lower case.
_STEMS: Final = (
    "TV", "EG", "EntgGr", "Entgeltgruppe", "Besoldung", "GS-", "GG-", "WG-", "NF-", "SES-", "AfC",
    "NHS", "Agenda for", "chaal ", "rupo", "oefficient ", "rille ",
)  # fmt: skip
_LOW_STEMS: Final = (
    "pay grade", "pay band", "pay scale", "pay level", "salary grade", "salary band",
    "salary scale", "salary level",
    "commission", "comisi", "piece", "provisionsbasis", "akkordlohn", "revenue share",
)  # fmt: skip
_UNIT: Final = re.compile(rf"(?:per|pro|par|por|the|/|an?)\s?(?:[0-9]{{1,5}} )?{_UNITS}")
_PAY: Final = re.compile(rf"(?i:(?<![^\W_]){_PAID}(?![^\W_])|earn|honorar|commission|lohn|rémun)")
_SENTENCE: Final = re.compile(r"[.!?;](?=\s+[^\W\da-z_])|[\n•|]")


def unread(text: str) -> str | None:
    """The words of a text about pay where no amount can be read from it, at most 120 characters.

    None where the text states pay that is read, or says nothing of it, as "Competitive" does.
    """
    return None if prose.read(text) else mention(text)


def mention(text: str) -> str | None:
    """The same for a text of which it is known that no amount is read from it."""
    text = clean(text[:_LOOK])
    brief = len(text) <= _BRIEF
    tried = zip(_FOUND.finditer(text), range(_TRIED), strict=False) if _may_hold_one(text) else ()
    for found, _ in tried:
        said = _around(text, *found.span())
        # What a visit costs is no rate of pay, unless the posting speaks of pay there.
        if brief or not found["rate"] or _PAY.search(said):
            return said
    for amount in prose.refused(text):
        at = text.find(amount)
        return _around(text, at, at + len(amount))
    return None


def _may_hold_one(text: str) -> bool:
    """Whether a grade or a rate can be in the text: a quick look before a slow one."""
    if any(stem in text for stem in _STEMS):
        return True
    low = text.lower()
    return any(stem in low for stem in _LOW_STEMS) or _UNIT.search(low) is not None


def _around(text: str, start: int, end: int) -> str:
    """The sentence that a place is in, cut to fit one line."""
    left, right = max(start - 300, 0), min(end + 300, len(text))
    for found in _SENTENCE.finditer(text, left, start):
        left = found.end()
    closing = _SENTENCE.search(text, end, right)
    right = closing.start() if closing else right
    whole = one_line(text[left:right]).lstrip("-–*: ").rstrip(". ")
    if len(whole) <= _LONGEST:
        return whole
    first = max(start - 30, left)
    part = one_line(text[first : min(first + _LONGEST - 2, right)])
    cut = first > left, first + _LONGEST - 2 < right
    return f"{'…' if cut[0] else ''}{part}{'…' if cut[1] else ''}"
