"""What a poll showed, and what that means for the postings that are known. Pure.

A posting closes when two polls that show the whole board have not shown it, when its own page says
so, or when its last day is over; at a window, which shows the newest alone, by its age instead of
by its absence. A poll that is doubted closes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from alertbot.model import Basis, OpeningId, Pay, Period, Posting

ABSENCES_TO_CLOSE = 2

GRACE = timedelta(days=1)
"""A last day may be meant to its end, and in any time zone."""

LONGEST = timedelta(days=730)
"""A last day further away is a default of the software, not a promise."""

WINDOW_AGE = timedelta(days=60)
"""When a posting that has scrolled out of a window counts as gone."""


class Belief(StrEnum):
    """What became of a poll."""

    SEEDED = "seeded"
    """What a new source shows: summarised."""
    BELIEVED = "believed"
    DOUBTFUL = "doubtful"
    """New postings of it are taken; nothing is closed."""
    BURST = "burst"
    """Far more that is new than is usual: remembered, and held."""
    FAILED = "failed"
    """Nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll of a source brought.

    `postings`: those that are new or whose fingerprint changed, read. `seen`: the external ids of
    all. `complete`: nothing was skipped and every page was read, so absence means something.
    `first`: the source was never read before; what it shows is summarised, not alerted.
    `unfinished`: details of others are still to be fetched, so the summary has to wait. `window`:
    the kind shows the newest alone. `doubt`: why its absences are not believed. `withdrawn`: ids
    whose own page says that they are gone.
    """

    source: str
    postings: tuple[Posting, ...]
    seen: frozenset[str]
    complete: bool
    first: bool
    unfinished: bool = False
    window: bool = False
    doubt: str = ""
    withdrawn: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether what it does not show is not there."""
        return self.complete and not self.window and not self.doubt


@dataclass(frozen=True, slots=True)
class KnownPosting:
    """A posting that is stored. `absences`: whole polls in a row that did not show it.

    `valid_through`: see `last_day`.
    """

    external_id: str
    opening: OpeningId
    absences: int = 0
    closed: bool = False
    first_seen: datetime | None = None
    valid_through: datetime | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """What a poll means for postings that were known.

    `absences`: the new count of those that were not shown, or are again. `closed`: why, by id.
    """

    absences: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()


def movement(poll: Poll, known: Mapping[str, KnownPosting], *, now: datetime) -> Movement:
    """What closes, what is back, and what is missed.

    `known`: the source's postings, by id; those that the poll shows as they were may be left out.
    """
    last_days = {one.external_id: one.valid_through for one in poll.postings}
    absences: dict[str, int] = {}
    closed: dict[str, str] = {}
    reopened = set()
    for id, row in known.items():
        last = last_day(last_days[id], row, now=now) if id in last_days else row.valid_through
        over = last is not None and now > last + GRACE
        shown = id in poll.seen and id not in poll.withdrawn
        missed = poll.whole and id not in poll.seen
        if shown and row.absences:
            absences[id] = 0
        if row.closed:
            if shown and not over:
                reopened.add(id)
            elif missed and row.absences < ABSENCES_TO_CLOSE:
                absences[id] = row.absences + 1  # until it is certain that it is not shown
            continue
        if missed:
            absences[id] = row.absences + 1
        if id in poll.withdrawn:
            closed[id] = "its page says so"
        elif over:
            closed[id] = "its last day is over"
        elif missed and absences[id] >= ABSENCES_TO_CLOSE:
            closed[id] = "it is no longer listed"
        elif poll.window and poll.complete and id not in poll.seen and _old(row, now):
            absences[id] = ABSENCES_TO_CLOSE
            closed[id] = f"it is older than {WINDOW_AGE.days} days"
    return Movement(absences, closed, frozenset(reopened))


def last_day(
    stated: datetime | None, known: KnownPosting | None, *, now: datetime
) -> datetime | None:
    """The day after which a posting is closed, or None where what it states is not plausible.

    A day that was over when the posting was first seen is a leftover; one that was plausible once
    stays so when it has passed.
    """
    was = known.valid_through if known else None
    if stated is None or (was and abs(stated - was) < GRACE):
        return stated
    return stated if now < stated + GRACE and stated < now + LONGEST else None


def raised(before: Iterable[Pay], after: Iterable[Pay]) -> bool:
    """Whether pay has appeared, or its top has risen within one currency and period."""
    had, has = _tops(before), _tops(after)
    if not had:
        return bool(has)
    return any(top > had[unit] for unit, top in has.items() if unit in had)


def _tops(ranges: Iterable[Pay]) -> dict[tuple[str | None, Period | None], Decimal]:
    tops: dict[tuple[str | None, Period | None], Decimal] = {}
    for pay in ranges:
        top = pay.max if pay.max is not None else pay.min
        if top is None or pay.basis is Basis.PREDICTED or pay.doubts:
            continue
        unit = pay.currency, pay.period
        tops[unit] = max(top, tops.get(unit, top))
    return tops


def _old(row: KnownPosting, now: datetime) -> bool:
    return row.first_seen is not None and now - row.first_seen > WINDOW_AGE
