"""What an answer's head says: words for its status, how long to wait, type, charset, validators.

Pure, and total: whatever a server writes into its headers, nothing here raises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(hours=24)
"""A longer Retry-After is cut to this: a mistake of theirs must not silence a source for ever."""

_SENDABLE = re.compile(r"[\x20-\x7e]{1,512}")
_CHARSET = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}")

_WORDS = {
    304: "it says that nothing has changed, though nothing was asked about",
    400: "it does not understand the request; check the source's options",
    401: "it wants a key or a login, and has no use for the one given, if any",
    403: "it refuses to show this; the source needs a key, or does not want programs to read it",
    404: "there is no such board or page; the name is wrong, or it has gone",
    405: "it does not take this kind of request",
    406: "it has no such form of the page",
    407: "a proxy in between wants a login",
    408: "it waited too long for the request",
    410: "the board or page has gone for good",
    429: "asked too often",
    451: "it may not show this for legal reasons",
}


def words(status: int, wait: timedelta | None) -> str:
    """What a status without a page means, for the operator: "404: there is no such board ..."."""
    if status in _WORDS:
        meaning = _WORDS[status]
    elif 300 <= status < 400:
        meaning = "it points elsewhere, and not where one could follow"
    elif status >= 500:
        meaning = "trouble on its side"
    else:
        meaning = "not a page"
    asks = f"; it asks to wait {wait.total_seconds():.0f} s" if wait is not None else ""
    return f"{status}: {meaning}{asks}"


def wait(retry_after: str, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date, within 0 and 24 hours. None if unclear.

    `now` is the moment that a date is counted from.
    """
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{0,20})?", text):
        return min(timedelta(seconds=min(float(text), 1e6)), LONGEST_WAIT)
    if not _SENDABLE.fullmatch(text):
        return None
    try:
        until = parsedate_to_datetime(text)
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return min(max(until - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None


def fresh_for(cache_control: str, age: str) -> timedelta:
    """How long an answer stays as it is by its own word, between 0 and 24 hours.

    "max-age=600" is ten minutes, less the `age` that it has already; no-cache and the like are 0.
    """
    said = cache_control.lower()
    if re.search(r"\bno-(?:cache|store)\b", said):
        return timedelta(0)
    found = re.search(r"\bmax-age\s{0,3}=\s{0,3}\"?([0-9]{1,9})", said)
    spent = int(age) if re.fullmatch(r"[0-9]{1,9}", age.strip()) else 0
    seconds = max(0, int(found[1]) - spent) if found else 0
    return min(timedelta(seconds=seconds), LONGEST_WAIT)


def content_type(header: str) -> tuple[str, str]:
    """Type and charset, lower case: 'Text/HTML; charset="UTF-8"' is ("text/html", "utf-8").

    A charset that Python cannot decode counts as not said.
    """
    kind, *parameters = header.lower().split(";", 8)
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return kind.strip(), _charset(value.strip().strip("\"'").strip())
    return kind.strip(), ""


def validator(header: str) -> str:
    """An ETag or Last-Modified as it came, or empty where it could not be sent back."""
    return header if _SENDABLE.fullmatch(header) else ""


def coding(header: str) -> str:
    """The compression that Content-Encoding names, lower case; empty where the body is plain.

    Words that are no compression ("identity", "utf-8", "none") are met in the wild, and ignored.
    """
    named = [part.strip() for part in header.lower().split(",")]
    return "+".join(part for part in named if part in _COMPRESSIONS)


_COMPRESSIONS = frozenset(
    {"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz", "exi"}
)


def _charset(name: str) -> str:
    if not _CHARSET.fullmatch(name):
        return ""
    try:
        b" ".decode(name)  # raises for an unknown name, and for a codec that does not yield text
    except (LookupError, ValueError):
        return ""
    return name
