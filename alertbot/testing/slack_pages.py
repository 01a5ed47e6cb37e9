"""Slack's way of giving a list in pages: a limit, and a cursor for what follows."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import TypeVar

from alertbot.testing.slack_message import Refused, microseconds

Item = TypeVar("Item")
_LIMIT_MAX = 999
_LIMIT = 100


def page_of(
    items: Sequence[Item], arguments: Mapping[str, object], most: int
) -> tuple[Sequence[Item], str]:
    """A page of a list, and the cursor of the next one, empty at the end. Raises Refused.

    `most`: Slack may give fewer than were asked for, and says so by a cursor alone.
    """
    given = str(arguments.get("limit") or _LIMIT)
    if not given.isdecimal() or not 1 <= int(given) <= _LIMIT_MAX:
        raise Refused("invalid_limit")
    try:
        begin = _begin(str(arguments.get("cursor") or ""))
    except ValueError as error:
        raise Refused("invalid_cursor") from error
    end = begin + min(int(given), most)
    return items[begin:end], _cursor(end) if end < len(items) else ""


def span_of(arguments: Mapping[str, object]) -> tuple[int, int]:
    """The moments between which a history is asked for, in microseconds. Raises Refused.

    With `inclusive` the two moments themselves are inside, and are moved out by one.
    """
    oldest = _moment(arguments, "oldest", "0")
    latest = _moment(arguments, "latest", "9999999999")
    return (oldest - 1, latest + 1) if is_true(arguments.get("inclusive")) else (oldest, latest)


def is_true(value: object) -> bool:
    """Whether an argument is true, as JSON or a form says it."""
    return value is True or str(value).lower() in ("1", "true")


def _moment(arguments: Mapping[str, object], name: str, default: str) -> int:
    try:
        return microseconds(str(arguments.get(name) or default))
    except ValueError as error:
        raise Refused(f"invalid_ts_{name}") from error


def _cursor(begin: int) -> str:
    return base64.b64encode(f"next_ts:{begin}".encode()).decode()


def _begin(cursor: str) -> int:
    """Where a page begins. Raises ValueError for a cursor that none of our answers held."""
    if not cursor:
        return 0
    text = base64.b64decode(cursor, validate=True).decode()
    if not text.startswith("next_ts:"):
        raise ValueError(cursor)
    return int(text.removeprefix("next_ts:"))
