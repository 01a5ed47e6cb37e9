"""E-mail addresses and telephone numbers in a text, found and taken out."""

from __future__ import annotations

import re

MAIL, PHONE = "[e-mail]", "[phone]"

_AT = r"(?:@|%40|&#64;|\\u0040|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)"
_MAIL = re.compile(
    rf"(?:mailto:)?[\w.%+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,4}}", re.IGNORECASE
)
_MAY_BE_MAIL = re.compile(r"@|%40|&#64;|\\u0040|[\[({]\s?at\s?[\])}]", re.IGNORECASE)

_GAP = r"[ ./\u00a0\u2009\u2011\u2013-]{0,3}"
_PHONE = re.compile(
    # With its country: at least eight digits, which no sum of pay with a plus before it has.
    rf"(?<![\w+])(?:\+|00(?=[1-9]))[1-9]\d{{0,2}}{_GAP}(?:\(0\){_GAP})?\(?\d(?:[()]?{_GAP}\d){{6,13}}(?!\d)"
    # North American: groups of three, three and four, where sums have groups of three alone.
    r"|(?<![\w./$€£+-])(?:1[ .-])?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w.,-]?\d)"
    # A national prefix, and then no date and no times, whose groups are of two digits.
    r"|(?<![\w./,-])(?<!\d )\(?0[1-9]\d{1,4}\)?[ /-]{1,3}\d{3,8}(?:[ -]\d{2,4}){0,3}(?![\w.,/-]?\d)"
    r"|(?<![\w./,-])0[1-9](?:[ .-]\d\d){4}(?![\w.,/-]?\d)"
    # Whatever is called one.
    r"|(?<=tel|one|ile|bil|ell|fax|app|fon)\.?:?\s{0,2}[\d(](?:[ ()/.-]{0,3}\d){6,13}(?!\d)",
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """The text with [e-mail] and [phone] in place of those; pay, dates and numbers of jobs stay."""
    if _MAY_BE_MAIL.search(text):
        text = _MAIL.sub(MAIL, text)
    return _PHONE.sub(_phone, text)


def _phone(found: re.Match[str]) -> str:
    number = found[0].lstrip(".: \n\t")  # what is called one is matched with the colon before it
    return found[0][: len(found[0]) - len(number)] + PHONE
