"""JSON from a board: the envelope judged, and its values taken one by one without trust."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard
from urllib.parse import urljoin, urlsplit

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page
from alertbot.sources import _charset

_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST = Decimal(10) ** 15


def load(page: Page) -> object:
    """The page's JSON. Raises ParseError that says what came instead."""
    text = _charset.decode(page).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("an empty answer where JSON was expected")
    if text.startswith("<"):
        raise ParseError(f"HTML where JSON was expected: {_title(text)}")
    try:
        return decode(text)
    except RecursionError:
        raise ParseError("JSON that is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ParseError(f"JSON that breaks off or is damaged at character {error.pos}") from None
    except ValueError:
        raise ParseError("JSON with a number that is too long") from None


def decode(text: str) -> object:
    """JSON with exact decimals; line breaks inside strings are let pass, NaN is None.

    Raises ValueError or RecursionError.
    """
    decoded: object = _DECODER.decode(text)
    return decoded


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except ArithmeticError:  # an exponent beyond reason
        return None


_DECODER = json.JSONDecoder(strict=False, parse_float=_decimal, parse_constant=lambda _: None)


def _title(text: str) -> str:
    found = _TITLE.search(text[:20_000])
    title = words.one_line(html.unescape(found[1])) if found else ""
    return words.cut(title, 80) or "a page without a title"


def shape(value: object) -> str:
    """What a value is, in words for an error."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case Mapping():
            keys = ", ".join(words.cut(words.one_line(str(key)), 30) for key in list(value)[:5])
            return f"an object with {keys}" if keys else "an empty object"
        case list():
            return "a list"
        case str():
            return "a string"
        case _:
            return "a number"


def complaint(value: object) -> str:
    """The words of an envelope that reports an error; empty where it is no such envelope."""
    if not is_object(value):
        return ""
    for key in ("error", "message", "errors", "detail"):
        said = value.get(key)
        if isinstance(said, list) and said:
            said = said[0]
        if is_object(said):
            said = said.get("message")
        if isinstance(said, str) and said.strip():
            return words.cut(words.one_line(said), 120)
    return ""


def listed(envelope: Mapping[str, object], key: str) -> list[object]:
    """The list under a key that is there. Raises ParseError where it is none."""
    value = envelope[key]
    if not isinstance(value, list):
        raise ParseError(f"{key!r} is {shape(value)} where a list was expected")
    return value


def not_understood(payload: object, who: str, wanted: str) -> ParseError:
    """The error for an envelope that is none of the service's: its complaint, else what came.

    `who` answers; `wanted` is what did not come: "an Ashby board was expected".
    """
    if said := complaint(payload):
        return ParseError(f"{who} answers: {said}")
    return ParseError(f"{shape(payload)} where {wanted}")


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def obj(value: object) -> Mapping[str, object]:
    """The object, or an empty one for anything else."""
    return value if is_object(value) else {}


def items(value: object) -> list[object]:
    """The list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """The string without what no database stores, trimmed; empty for anything else."""
    if not isinstance(value, str):
        return ""
    said = value
    if not said.isascii():
        try:
            said.encode()  # a tenth of the price of a search
        except UnicodeEncodeError:
            said = _SURROGATE.sub("\ufffd", said)
    return (said.replace("\0", "") if "\0" in said else said).strip()


def line(value: object) -> str:
    """The string mended and cleaned, in one line; empty for anything else."""
    if isinstance(value, str) and value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()  # nearly every one, at a tenth of the price
    said = text(value)
    return _lined(said) if len(said) < 100 else words.one_line(said)


@lru_cache(maxsize=1024)
def _lined(said: str) -> str:
    # The same few places and departments stand in all postings of a board.
    return words.one_line(said)


def identifier(value: object) -> str:
    """A string or whole number as an id in one line; empty for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**40 else ""
    return line(value)[:200]


def number(value: object) -> Decimal | None:
    """A finite, positive amount, be it a number or a string of digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s{0,9}\d{1,15}(?:\.\d{1,6})?\s{0,9}", value):
        value = Decimal(value.strip())
    if isinstance(value, int):
        value = Decimal(value) if abs(value) < _MOST else None
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 < value < _MOST:
        return None
    return value


# An address that is whole and plain: nearly all are, and need not be taken apart.
_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]{0,250}/[A-Za-z0-9./_~=&+%?-]{0,3000}")


def link(value: object, base: str = "") -> str:
    """An http or https address, made absolute; empty for anything else."""
    address = text(value)
    if _PLAIN_LINK.fullmatch(address) and not address.endswith("?"):
        return address
    try:
        absolute = urljoin(base, address) if address else ""
        parts = urlsplit(absolute)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return "".join(absolute.split()) if sound and len(absolute) <= 4000 else ""
