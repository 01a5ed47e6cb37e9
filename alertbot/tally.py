"""What this process has done since it started, counted. None of it is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Seconds: polls are counted by the first of these that they did not exceed."""


@dataclass(slots=True)
class Tally:
    """`polls` by source and outcome, `seconds` in which they were done, new `postings` by source,
    new `openings`, `deliveries` by channel and outcome."""

    polls: Counter[tuple[str, str]] = field(default_factory=Counter)
    lasted: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    postings: Counter[str] = field(default_factory=Counter)
    openings: int = 0
    deliveries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def polled(
        self, source: str, outcome: str, seconds: float, *, postings: int, openings: int
    ) -> None:
        """One more poll, with what it brought that is new."""
        self.polls[source, outcome] += 1
        self.lasted[next((bound for bound in BOUNDS if seconds <= bound), float("inf"))] += 1
        self.seconds += seconds
        self.postings[source] += postings
        self.openings += openings

    def answered(self, channel: str, outcome: str) -> None:
        """One more answer to a delivery."""
        self.deliveries[channel, outcome] += 1

    def taken(self) -> Tally:
        """A copy, which does not count on."""
        return replace(
            self,
            polls=self.polls.copy(),
            lasted=self.lasted.copy(),
            postings=self.postings.copy(),
            deliveries=self.deliveries.copy(),
        )
