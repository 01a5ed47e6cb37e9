"""Whom or where a range is for: the words that name a region or a level beside it."""

from __future__ import annotations

import re

from alertbot.pay import periods, vocabulary
from alertbot.pay.vocabulary import DULL, PAY
from alertbot.text import fold

_LOOK = 400
"""Characters of a sentence that are looked at, on either side."""

_NAME = (
    r"(?:[A-Z0-9][\w.'’/()-]*)(?:(?:, (?:and |or )?| and | or | & | of | / | )"
    r"(?:the )?(?:[A-Z0-9][\w.'’/()-]*|areas?|metropolitan|metro|regions?|city|state))*"
)
_IN = re.compile(
    rf"\b(?:[Ii]n|[Ww]ithin|[Aa]cross|based in|[Ff]or(?= (?:the )?(?:{_NAME}) "
    r"(?:candidates|applicants|residents|employees|based|locations?|offices?)))"
    rf" (?:the )?({_NAME})"
)
_LEVEL = re.compile(r"\b((?:Zone|Tier|Level|Region|Geo|Grade) ?[A-Z0-9]+)\b")
_AFTER = re.compile(
    r"^[^\w(]{0,3}(?:(?:[A-Z]{3}|[Pp]er \w+|an? \w+|/ ?\w+|annually|gross|OTE) ?){0,3}"
    rf"(?:\(([^()]{{2,60}})\)|(?:in|for|within) (?:the )?({_NAME}))"
)
_LABEL = re.compile(r"(?:^|[.:;|•]\s|\)\s)\s*([^:;|•]{2,70}):\s*(?:[A-Z]{3}\s?)?$")
_VERB = re.compile(r".*\b(?:is|are|ist|sind|est|sont|follows) (?:as follows )?", re.IGNORECASE)
_LINE_LABEL = re.compile(r"^\s*([^.:;]{2,60}?) [-–—] (?=[Tt]he\b)")
_NATION = re.compile(r"^(?:the )?(?:U\.?S\.?A?\.?|United States(?: of America)?|America)\b\.?$")
_TIME = re.compile(
    r"^(?:20\d\d|\d+%?|Q[1-4]|[A-Z]{3}|USD.*|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Addition|Accordance|Canada Dollars)$"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_LEADING = vocabulary.words("the our for in this pay salary base range ranges role position job")
_PLACES = frozenset({"location", "locations", "location(s)", "region"})
_DULL_ASIDE = re.compile(
    r"\b(?:based|depending|experience|doe|negotiable|plus|gross|net|brut|brutto|annual|ote|bonus|"
    r"equity|on|per|year|hour|month|hours|week|salary|base|full|part|commensurate|level|usd|eur|"
    r"dependent|before|after|tax|approx|equivalent|k)\b"
)


def named_before(sentence: str) -> str | None:
    """The region or level that the sentence names before the amount."""
    sentence = sentence[-_LOOK:]
    label = _LABEL.search(sentence)
    if label and (named := _of_label(label[1])):
        return named
    places = [found for found in _IN.findall(sentence) if not _TIME.match(found)]
    if places:
        return _tidy(places[-1])
    levels = _LEVEL.findall(sentence)
    return levels[-1] if levels else _listed(sentence)


def named_after(sentence: str) -> str | None:
    """The region or level that follows the amount, in brackets or after "in" or "for"."""
    found = _AFTER.match(sentence[:_LOOK])
    if found is None:
        return None
    if found[1] is not None:
        inside = found[1].strip()
        folded = fold(inside)
        dull = not re.search(r"[A-Z]", inside) or _DULL_ASIDE.search(folded) is not None
        dull = dull or any(periods.alone(word) for word in folded.split())
        return None if dull else inside
    return None if _TIME.match(found[2]) else _tidy(found[2])


def named_by_heading(heading: str) -> str | None:
    """The region or level that a heading over an amount names, if it is about pay."""
    words = heading.strip().rstrip(":")
    about_pay = any(fold(word) in PAY or fold(word) == "range" for word in words.split())
    return named_before(f"{words[-_LOOK:]}:") if about_pay else None


def named_by_line(line: str) -> str | None:
    """The level at the head of a line: "Software Engineering IC4 - The typical range ..."."""
    found = _LINE_LABEL.match(line[:100])
    return found[1] if found else None


def is_nation(words: str) -> bool:
    """Whether the words name the United States as a whole, which is no region of a posting."""
    return _NATION.match(words) is not None


_NATIONS = (
    ("USD", re.compile(r"(?<![^\W_])(?:US|U\.S\.|USA|United States)(?![^\W_$])")),
    ("CAD", re.compile(r"(?<![^\W_])(?:Canada|Canadian)(?![^\W_])")),
    ("AUD", re.compile(r"(?<![^\W_])(?:Australian?)(?![^\W_])")),
)


def nation(before: str, heading: str) -> str | None:
    """The currency of the one country of dollars that a sentence or its heading names."""
    sentence = last_sentence(before[-_LOOK:])
    for words in (sentence, heading[-100:] if len(sentence.split()) < 4 else ""):
        named = [currency for currency, pattern in _NATIONS if pattern.search(words)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def last_sentence(words: str) -> str:
    """The last sentence of a piece of text; "U.S. is" is no end of one."""
    ends = [found.end() for found in re.finditer(r"[.!?;](?=\s+[A-Z])|[•|]", words)]
    abbreviated = [end for end in ends if words[max(end - 4, 0) : end].upper() != "U.S."]
    return words[abbreviated[-1] :] if abbreviated else words


def _listed(sentence: str) -> str | None:
    """ "California, New York and Colorado" of "...: base pay for this role ranges between"."""
    head, colon, _ = sentence.partition(":")
    names = head.strip(" *•-–—")
    words = names.split()
    if not colon or len(names) > 120 or not ("," in names or " and " in names):
        return None
    capital = all(word[:1].isupper() or word in ("and", "or", "of", "the") for word in words)
    return names if capital and not any(map(_dull, words[:1])) else None


def _of_label(label: str) -> str | None:
    """Whom a label names; of a sentence that leads to it, what follows the verb at first."""
    said = _VERB.match(label)
    return (said and _named(label[said.end() :])) or _named(label)


def _named(label: str) -> str | None:
    words = label.split()
    # The edges of a label say that it is about pay; what is between them says whom it is for.
    while words and _dull(words[-1]):
        words.pop()
    while words and fold(words[0]).strip("()") in _LEADING:
        words.pop(0)
    telling = [word for word in words if not _dull(word) and fold(word) not in _PLACES]
    if not telling or len(words) > 9 or not any(word[:1].isupper() for word in telling):
        return None
    return _tidy(" ".join(words))


def _dull(word: str) -> bool:
    parts = _CAMEL.split(word)
    if len(parts) > 1:
        return all(map(_dull, parts))
    plain = fold(word).strip("()&,-–—/*.'’ ")
    # German makes one word of them: Bruttolohn, Fixgehalt, Jahresverdienst.
    return plain in DULL or plain.endswith(_OF_PAY) or not any(map(str.isalnum, word))


_OF_PAY = ("gehalt", "gehalter", "lohn", "lohne", "verdienst", "vergutung", "entgelt", "salar")


def _tidy(words: str) -> str:
    words = words.strip(" ,;:-–—/&")
    while words.count(")") > words.count("(") and words.endswith(")"):
        words = words[:-1]
    # The full stop of a sentence, but not that of "U.S.".
    return words[:-1] if words.endswith(".") and words.count(".") == 1 else words
