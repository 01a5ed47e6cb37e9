"""When a source brings far more that is new than is usual, or nothing that is known. Pure.

Behind a burst may stand a hiring spree, or a board that has become another's: it is remembered,
held and reported, and released by the operator or, after some hours, as a summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

TIMES = 10
LEAST = 20
POLLS_TO_JUDGE = 5
STRANGE = 5
"""So many at a board on which there is nothing that was there before."""
HELD_FOR = timedelta(hours=6)
STRANGE_FOR = timedelta(hours=30)
"""Until then a board that was another's for a while is itself again, or is believed for a day."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What a source's polls have shown since it was new: how many there were, and how many new
    openings those that brought any have brought on the average."""

    polls: int = 0
    new: float = 0.0


def is_burst(new: int, usual: Usual) -> bool:
    """Whether so many new openings at once are out of the ordinary."""
    return usual.polls >= POLLS_TO_JUDGE and new >= max(LEAST, TIMES * usual.new)
