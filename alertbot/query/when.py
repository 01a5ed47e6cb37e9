"""Conditions about days: when a posting appeared, and by when to apply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from alertbot.query.money import Comparison
from alertbot.query.tree import Leaf, Verdict
from alertbot.query.view import View

FURTHEST = timedelta(days=730)
"""A last day further away is a default of the software, and says nothing: see alertbot.life."""
GRACE = timedelta(days=1)
"""A last day may be meant to its end, and in any time zone."""

_UNITS = {"h": 1, "d": 24, "w": 168}
_AGE = re.compile(r"(\d{1,5})\s?(h|hrs?|hours?|d|days?|w|wks?|weeks?|m|months?|)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Limit = int | date
"""Hours from now, or a day."""


Comparable = TypeVar("Comparable", date, timedelta)


def limit(written: str) -> Limit:
    """Reads 7d, 12h, 2w or 2026-12-01. ValueError says how one is written."""
    plain = written.strip().lower()
    if _DATE.fullmatch(plain):
        try:
            return date.fromisoformat(plain)
        except ValueError:
            raise ValueError(f"there is no day {plain}") from None
    found = _AGE.fullmatch(plain)
    if found is None:
        raise ValueError("a time is written like 12h, 7d or 2w, a day like 2026-12-01")
    if not found[2]:
        raise ValueError(f"a time has a unit: write {found[1]}d for days, {found[1]}h for hours")
    if found[2][0] == "m":
        raise ValueError(f"a month is written in days: {30 * int(found[1])}d")
    return int(found[1]) * _UNITS[found[2][0]]


def _written(limit: Limit) -> str:
    if isinstance(limit, date):
        return limit.isoformat()
    return f"{limit // 24}d" if limit % 24 == 0 and limit > 0 else f"{limit}h"


def _holds(value: Comparable, comparison: Comparison, limit: Comparable) -> bool:
    match comparison:
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return limit < value
        case ">=":
            return limit <= value


@dataclass(frozen=True)
class Posted(Leaf):
    """How long ago the posting says it appeared, or on which day (of UTC)."""

    comparison: Comparison
    limit: Limit

    def judge(self, view: View) -> Verdict:
        posted = view.opening.posted_at
        said = "posting date not stated" if posted is None else f"{posted:%Y-%m-%d}"
        return Verdict(self.truth(view), said)

    def truth(self, view: View) -> bool | None:
        posted = view.opening.posted_at
        if posted is None:
            return None
        if isinstance(self.limit, date):
            return _holds(posted.date(), self.comparison, self.limit)
        return _holds(view.now - posted, self.comparison, timedelta(hours=self.limit))

    def __str__(self) -> str:
        return f"posted{self.comparison}{_written(self.limit)}"


@dataclass(frozen=True)
class Closes(Leaf):
    """How far ahead the day is until which a posting takes applications, or which day it is.

    Of several postings one is enough. A day that is over is none to apply by.
    """

    comparison: Comparison
    limit: Limit

    def judge(self, view: View) -> Verdict:
        said = list(_last_days(view))
        for last in said:
            if self._fits(last, view.now):
                return Verdict(True, f"apply by {last:%Y-%m-%d}")
        if said:
            over = all(view.now > last + GRACE for last in said)
            return Verdict(False, f"{'closed' if over else 'apply by'} {said[0]:%Y-%m-%d}")
        return self._by_first_day(view)

    def _fits(self, last: datetime, now: datetime) -> bool:
        return now <= last + GRACE and self._compared(last, now)

    def _compared(self, day: datetime, now: datetime) -> bool:
        if isinstance(self.limit, date):
            return _holds(day.date(), self.comparison, self.limit)
        return _holds(day - now, self.comparison, timedelta(hours=self.limit))

    def _by_first_day(self, view: View) -> Verdict:
        """What "open until the 5th at least" says of it."""
        stated = (posting.closes_not_before for posting in view.opening.listed)
        earliest = max((day for day in stated if day), default=None)
        if earliest is None or earliest >= view.now + FURTHEST:
            return Verdict(None, "closing date not stated")
        shown = f"open until {earliest:%Y-%m-%d} at least"
        reaches = self._compared(earliest, view.now)
        if reaches and self.comparison in (">", ">="):
            return Verdict(True, shown)
        if not reaches and self.comparison in ("<", "<="):
            return Verdict(False, shown)
        return Verdict(None, f"closing date not stated ({shown})")

    def __str__(self) -> str:
        return f"closes{self.comparison}{_written(self.limit)}"


def _last_days(view: View) -> Iterator[datetime]:
    for posting in view.opening.listed:
        last = posting.valid_through
        if last is not None and last < view.now + FURTHEST:
            yield last
