"""What filters make of many openings: how many fit, and which condition refuses how many. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from alertbot.matching.explaining import conditions, wordings
from alertbot.matching.truth import in_view
from alertbot.model import Opening
from alertbot.query import Filter, View


@dataclass(slots=True)
class Refusal:
    """How many openings one condition refuses: `alone`, where no other does so too, and in all."""

    condition: str
    alone: int = 0
    in_all: int = 0


@dataclass(slots=True)
class Count:
    """What one filter has made of the openings so far. `refusals`: of each condition that has to
    hold, in the order of the query."""

    refusals: tuple[Refusal, ...]
    seen: int = 0
    matched: int = 0

    def add(self, refused: Collection[Collection[str]]) -> None:
        """One opening more: by which conditions it is `refused`, in each of its wordings.

        The one that counts comes nearest to fitting.
        """
        some = ([one for one in self.refusals if one.condition in by] for by in refused)
        refusing = min(some, key=len)
        self.seen += 1
        self.matched += not refusing
        for one in refusing:
            one.in_all += 1
            one.alone += len(refusing) == 1


class Counting:
    """Counts for the searches of one configuration, where what is written alike means the same.

    Each condition is judged once for an opening, however many of the searches have it.
    """

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        self.by_name: dict[str, Count] = {}
        self._conditions: dict[str, Filter] = {}
        for name, one in filters.items():
            parts = {str(part): Filter(part) for part in conditions(one)}
            self._conditions |= parts
            self.by_name[name] = Count(tuple(map(Refusal, parts)))

    def add(self, opening: Opening, *, now: datetime) -> None:
        """One opening more, which all of them see."""
        refused = [self._refused(View(one, now)) for one in wordings(opening)]
        for count in self.by_name.values():
            count.add(refused)

    def _refused(self, view: View) -> frozenset[str]:
        some = self._conditions.items()
        return frozenset(written for written, one in some if in_view(one, view) is None)
