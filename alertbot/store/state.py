"""What is known of a source before a poll, and what a poll makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from alertbot.health import Failure, Failures
from alertbot.life import ABSENCES_TO_CLOSE, WINDOW_AGE, Poll
from alertbot.model import Contents, OpeningId, Validators

DETAIL_TRIES = 3
"""Polls that try for a posting's detail; then the list has to do for good."""


class Unsettled(NamedTuple):
    """A posting that is missed, closed, without its detail, or old in a window.

    `undetailed`: how often its detail has failed. The moments are milliseconds since 1970.
    """

    external_id: str
    absences: int = 0
    undetailed: int = 0
    closed_at: int | None = None
    first_seen_at: int = 0


@dataclass(frozen=True, slots=True)
class Glance:
    """What a poll compares of all that a source has ever shown; there are many.

    `postings`: their fingerprints, by external id. `unsettled`: those of them of which more has to
    be known.
    """

    postings: Mapping[str, bytes] = field(default_factory=dict)
    unsettled: Mapping[str, Unsettled] = field(default_factory=dict)


@dataclass(frozen=True)  # without slots, for what is found out once
class SourceState:
    """What is known of a source before it is polled.

    `glance`: its postings; loaded only where there is a page to compare them with. `doubts`:
    doubtful polls in a row, since `doubted_at`. `pages`: what its pages held, by request; none
    where some posting has to be looked at again. `failure`: see health.Failures.
    """

    seeded: bool
    failures: int
    wait_until: datetime | None
    employer: str
    pages: Mapping[str, tuple[Validators, Contents]]
    doubts: int = 0
    doubted_at: datetime | None = None
    glance: Glance = field(default_factory=Glance)
    failure: Failure = Failure.ANSWERED
    failure_since: datetime | None = None

    @property
    def failing(self) -> Failures:
        """Its failures in a row."""
        return Failures(self.failures, self.failure, self.failure_since)

    @property
    def postings(self) -> Mapping[str, bytes]:
        """The fingerprints of all that it has ever shown, by external id."""
        return self.glance.postings

    @cached_property
    def listed(self) -> frozenset[str]:
        """The ids that it showed at its last whole poll; none where it looks at something else."""
        if not self.seeded:
            return frozenset()
        rows = self.glance.unsettled.items()
        return frozenset(self.postings).difference(
            id for id, row in rows if row.closed_at is not None or row.absences
        )

    @property
    def undetailed(self) -> frozenset[str]:
        """The ids of the postings whose detail has failed."""
        return frozenset(id for id, row in self.glance.unsettled.items() if row.undetailed)

    def tries(self, external_id: str) -> int:
        """How often the detail of a posting has failed."""
        row = self.glance.unsettled.get(external_id)
        return row.undetailed if row else 0

    def touched(self, poll: Poll, *, now: datetime) -> frozenset[str]:
        """The ids of known postings that a poll may change: all others stay as they are."""
        rows = self.glance.unsettled.items()
        ids = {one.external_id for one in poll.postings} | poll.withdrawn
        ids |= {id for id, row in rows if row.absences or row.closed_at is not None} & poll.seen
        counted = {
            id
            for id, row in rows
            if row.closed_at is not None and row.absences >= ABSENCES_TO_CLOSE
        }
        if poll.whole:
            ids |= self.postings.keys() - poll.seen - counted
        elif poll.window:
            old = round((now - WINDOW_AGE).timestamp() * 1000)
            ids |= {id for id, row in rows if row.first_seen_at < old} - poll.seen - counted
        return frozenset(ids)

    def is_new(self, external_id: str, fingerprint: bytes) -> bool:
        """Whether a posting is to be read: it is new, worded anew, or still without its detail."""
        if self.postings.get(external_id) != fingerprint:
            return True
        return 0 < self.tries(external_id) < DETAIL_TRIES

    def news(self, fingerprints: Mapping[str, bytes]) -> list[str]:
        """The ids of those of many postings, by their fingerprints, that are new: see `is_new`."""
        known = self.postings.get
        lacking = {id for id in self.undetailed if self.tries(id) < DETAIL_TRIES}
        return [id for id, one in fingerprints.items() if known(id) != one or id in lacking]

    def stays(self, external_id: str, *, tried: bool) -> bool:
        """Whether a posting without its detail is left as it is stored, for another try.

        What the list alone says would take the text away that an earlier detail has brought.
        """
        known = external_id in self.postings
        return known and (not tried or self.tries(external_id) + tried < DETAIL_TRIES)


@dataclass(frozen=True, slots=True)
class Healthy:
    """A poll that was answered, and what goes with it.

    `touched`: see SourceState. `fingerprints`: of its postings. `undetailed`: the ids whose detail
    failed; `unasked`: those for which it was not asked. `pages`: see SourceState. `unread`:
    postings past the service's cap; None where this poll cannot tell. `employer`: whose board it
    is. `trouble`: what of the board was not read or not understood, in one line.
    """

    poll: Poll
    fingerprints: Mapping[str, bytes]
    touched: frozenset[str] = frozenset()
    undetailed: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    pages: Mapping[str, tuple[Validators, Contents]] = field(default_factory=dict)
    unread: int | None = 0
    employer: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll came to: new openings, new postings of known ones, alerts that now wait; alerts
    that a burst holds. `told`: the openings that those who wait are about."""

    new: int
    joined: int
    alerts: int
    held: int = 0
    told: tuple[OpeningId, ...] = ()
