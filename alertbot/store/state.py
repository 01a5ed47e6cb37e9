"""What is known of a source before a poll, and what a poll makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alertbot.decide import Poll
from alertbot.model import Contents, Validators

DETAIL_TRIES = 3
"""Polls that try for a posting's detail; then the list has to do for good."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source before it is polled.

    `open`: how many of its postings are open; none where it has come to look at something else.
    `undetailed`: how often the details of some have failed. `pages`: what its pages held, by
    request; none where some posting has to be looked at again.
    """

    seeded: bool
    failures: int
    wait_until: datetime | None
    open: int
    employer: str
    fingerprints: Mapping[str, bytes]
    undetailed: Mapping[str, int]
    pages: Mapping[str, tuple[Validators, Contents]]

    def is_new(self, external_id: str, fingerprint: bytes) -> bool:
        """Whether a posting is to be read: it is new, worded anew, or still without its detail."""
        if self.fingerprints.get(external_id) != fingerprint:
            return True
        return 0 < self.undetailed.get(external_id, 0) < DETAIL_TRIES

    def stays(self, external_id: str, *, tried: bool) -> bool:
        """Whether a posting without its detail is left as it is stored, for another try.

        What the list alone says would take the text away that an earlier detail has brought.
        """
        tries = self.undetailed.get(external_id, 0) + tried
        return external_id in self.fingerprints and (not tried or tries < DETAIL_TRIES)


@dataclass(frozen=True, slots=True)
class Healthy:
    """A poll that can be believed, and what goes with it.

    `fingerprints`: of its postings. `undetailed`: the ids whose detail failed; `unasked`: those
    for which it was not asked. `pages`: see SourceState. `unread`: postings past the service's cap;
    None where this poll cannot tell. `employer`: see model.Whole. `trouble`: what of the board was
    not read or not understood, in one line.
    """

    poll: Poll
    fingerprints: Mapping[str, bytes]
    undetailed: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    pages: Mapping[str, tuple[Validators, Contents]] = field(default_factory=dict)
    unread: int | None = 0
    employer: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll came to: new openings, new postings of known ones, alerts that now wait."""

    new: int
    joined: int
    alerts: int
