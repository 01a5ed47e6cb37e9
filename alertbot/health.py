"""How a source is, by its own history: healthy, doubtful, failing, silent or gone. Pure.

A board is silent when nothing new has come for longer than its own rhythm allows. Its rhythm is the
gaps between the days that brought something new, in working days, so that neither a weekend nor the
turn of the year is a silence. The longest gap but one is taken, since one long gap may have been an
accident, and multiplied: by so much that a board whose postings come by chance alone (a Poisson
process) is called silent falsely less than once in `1 / FALSE_ALARMS` years. The fewer gaps are
known, the larger the factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from math import ceil, exp, lgamma

from alertbot.errors import BadStatus, Disallowed, FetchError, Gone, Moved, NoSuchHost, Unreachable

TELL_AFTER = 3
"""Failures, doubtful polls, or polls that showed nothing ever, before the operator hears of it."""

GONE_AFTER = timedelta(days=1)
"""A board that is not there for so long is gone: for less it may be somebody's mistake."""

HISTORY = timedelta(days=400)
"""So far back a board's rhythm is looked for: a year, so that each of its seasons counts once."""

FALSE_ALARMS = 0.02
"""A year, of a board whose postings come by chance."""

FEWEST = 5
"""Gaps that make a rhythm."""

PATIENCE = 5
"""Working days without anything new that are never unusual: a week off."""

_A_YEAR = 260
"""Working days."""
_MOST = 64.0


class Failure(StrEnum):
    """Why a poll failed, as far as it matters for what is to be done."""

    ANSWERED = ""
    """It answered, and not with what is understood or believed."""
    UNREACHED = "unreached"
    """There was no connection, or no answer in time; it may be this machine's own network."""
    NAMELESS = "nameless"
    """Its host has no address any more."""
    MISSING = "missing"
    """It says that there is no such board."""
    MOVED = "moved"
    """It leads elsewhere, to what is not understood as this board."""

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """The kind of failure that a poll's error is."""
        match error:
            case Disallowed(__cause__=FetchError() as cause):
                return cls.of(cause)
            case NoSuchHost():
                return cls.NAMELESS
            case Unreachable():
                return cls.UNREACHED
            case Gone() | BadStatus(status=404 | 410):
                return cls.MISSING
            case Moved():
                return cls.MOVED
            case BadStatus(status=status) if 300 <= status < 400:
                return cls.MOVED
            case _:
                return cls.ANSWERED


_NOT_THERE = frozenset({Failure.NAMELESS, Failure.MISSING, Failure.MOVED})
_LONGEST = {Failure.UNREACHED: timedelta(hours=1), Failure.NAMELESS: timedelta(hours=1)}
"""Who is not reached is not bothered, and when one's own network is back all boards are to be."""


class State(StrEnum):
    """One word for how a source is; of several that hold, the first."""

    GONE = "gone"
    FAILING = "failing"
    NEW = "new"
    DOUBTFUL = "doubtful"
    SILENT = "silent"
    TRUNCATED = "truncated"
    PARTIAL = "partial"
    HEALTHY = "healthy"


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed polls in a row: how many, why the last one, and since when it has been that."""

    count: int = 0
    why: Failure = Failure.ANSWERED
    since: datetime | None = None

    def another(self, why: Failure, now: datetime) -> Failures:
        """With one more."""
        goes_on = self.count and self.why is why
        return Failures(self.count + 1, why, self.since if goes_on and self.since else now)

    @property
    def elsewhere(self) -> bool:
        """Whether the board is not where it is looked for."""
        return self.count > 0 and self.why in _NOT_THERE

    def gone(self, now: datetime) -> bool:
        """Whether that has lasted, so that it is not expected back."""
        lasts = self.since is not None and now - self.since >= GONE_AFTER
        return self.elsewhere and lasts and self.count >= TELL_AFTER

    def longest_pause(self, now: datetime) -> timedelta:
        """How long it is left alone at most between two polls, however often it failed."""
        if self.gone(now):
            return timedelta(days=1)
        return _LONGEST.get(self.why, timedelta(hours=6))


def state(
    failures: Failures,
    *,
    read: bool,
    doubts: int,
    silent: bool,
    unread: int,
    trouble: bool,
    at: datetime | None,
) -> State:
    """How a source was at its last poll, which was at that moment.

    `read`: whether any poll was ever answered. `doubts`: doubtful polls in a row. `silent`: whether
    it was found to be; `unread`: postings that its service does not show; `trouble`: whether some
    of what it shows was not understood.
    """
    holds = (
        (State.GONE, at is not None and failures.gone(at)),
        (State.FAILING, failures.count > 0),
        (State.NEW, not read),
        (State.DOUBTFUL, doubts > 0),
        (State.SILENT, silent),
        (State.TRUNCATED, unread > 0),
        (State.PARTIAL, trouble),
    )
    return next((one for one, it in holds if it), State.HEALTHY)


def silence(arrivals: Iterable[date], read: date) -> str:
    """Why a board counts as silent, in one line; empty where it does not.

    `arrivals`: the days that brought something new, and that on which it was first read. `read`:
    when it was read last: what came after that nobody can know.
    """
    days = sorted(set(arrivals))
    gaps = [gap for gap in map(working_days, days, days[1:]) if gap]
    if len(gaps) < FEWEST or working_days(days[-1], read) <= patience(gaps):
        return ""
    often = sum(gaps) / len(gaps) * 7 / 5
    usual = "each day" if often < 1.5 else f"about every {often:.0f} days"
    return f"nothing new since {days[-1].isoformat()}, where {usual} something was"


def patience(gaps: Sequence[int]) -> int:
    """How many working days without anything new are not unusual after gaps such as these."""
    longest = sorted(gaps)[-2]
    chance = FALSE_ALARMS * sum(gaps) / len(gaps) / _A_YEAR
    return max(PATIENCE, ceil(_factor(len(gaps), chance) * longest))


@lru_cache(maxsize=4096)
def working_days(first: date, last: date) -> int:
    """The working days after one day, up to and with another. The turn of the year has none."""
    days = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(_is_working(date.fromordinal(day)) for day in days)


def _is_working(day: date) -> bool:
    turn = (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)
    return day.weekday() < 5 and not turn


def _factor(count: int, chance: float) -> float:
    """The k for which a gap exceeds k times the longest but one of so many with that chance.

    Of `count` gaps by chance the longest but one is a sum of exponential variables with the rates
    2 ... count, so that a further gap exceeds k times it with the chance prod i / (i + k).
    """
    low, high = 0.0, _MOST
    while high - low > 0.01:
        k = (low + high) / 2
        log = lgamma(count + 1) + lgamma(2 + k) - lgamma(count + 1 + k)
        low, high = (k, high) if exp(log) > chance else (low, k)
    return high


# -- signs of life --------------------------------------------------------------------------

NAMED = 5
"""Sources that a line names of each state."""


def beat_due(said: str, day: date) -> bool:
    """Whether the line of a local day is still to be said. `said`: the day of the last one, as ISO
    8601 has it, empty where there was none.

    A clock that was set back by a week or less says none twice; what a clock has said that was
    wrong by more than that does not silence it for as long.
    """
    if not said:
        return True
    ahead = date.fromisoformat(said) - day
    return not timedelta(0) <= ahead <= timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Vitals:
    """What has been since the last line, and what is not well. `ill`: sources, by name; `late` and
    `dead`: alerts that wait for long after their time, and that were given up."""

    polls: int
    alerts: int
    sources: int = 0
    ill: Mapping[str, State] = field(default_factory=dict)
    paused: tuple[str, ...] = ()
    late: int = 0
    dead: int = 0

    def line(self) -> str:
        """The line: 1,204 polls, 31 alerts, all well."""
        did = f"{_many(self.polls, 'poll')}, {_many(self.alerts, 'alert')}"
        wrong = [*self._sources()]
        if self.sources and not self.polls:
            wrong.append("nothing was read")
        wrong += [f"channel {name} is paused" for name in self.paused]
        if self.late:
            wrong.append(f"{_many(self.late, 'alert')} late")
        if self.dead:
            wrong.append(f"{_many(self.dead, 'alert')} given up")
        if not wrong:
            return f"{did}, all well."
        return f"{did}. Not well: {'; '.join(wrong)}. `alertbot status` says more."

    def _sources(self) -> Iterator[str]:
        for state_ in State:
            names = [name for name, one in self.ill.items() if one is state_]
            if names:
                more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
                named = f"{', '.join(names[:NAMED])}{more}"
                yield f"{_many(len(names), 'source')} {state_.value} ({named})"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
