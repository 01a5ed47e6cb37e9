"""One filter, tried on the openings of a window of time."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from alertbot.matching.clauses import Clause
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.matching.truth import in_view
from alertbot.model import Match, Opening
from alertbot.pay.rates import Rates, bundled
from alertbot.query import And, Condition, Filter, leaves
from alertbot.searches import _wordings, seen_by
from alertbot.trial.counting import Tally, Truths
from alertbot.trial.figures import Day, Histogram, Pays, days
from alertbot.trial.terms import Never, Terms
from alertbot.trial.variants import Change, variants

NEWEST = 10

_REORDERED = 256
"""Openings after which the conditions that fail most come first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An opening that was found, as the search sees it."""

    opening: Opening
    match: Match
    seeded: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What one change of one condition makes: so many openings more, or fewer."""

    change: Change
    condition: str
    said: str
    difference: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filter would have found.

    `seen`: how many openings there were to look at; `total`: how many fit. `seeded`: how many of
    these came when their source was new, of which a summary tells; they are not among the `days`.
    `newest`: the last first. `costs`: what costs most first. `never`: what no opening says.
    """

    seen: int
    total: int
    seeded: int
    days: tuple[Day, ...]
    pay: Histogram
    newest: tuple[Hit, ...]
    costs: tuple[Cost, ...]
    never: tuple[Never, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """How the reader counts: days of a zone, pay in a currency."""

    zone: tzinfo
    currency: str
    rates: Rates | None = None


class Trying:
    """A trial under way: openings are added in the order of their numbers.

    `sources`: those that the search looks at; None is all. `newest`: how many to keep; None is all.
    """

    def __init__(
        self,
        filter_: Filter,
        home: Home,
        *,
        sources: frozenset[str] | None = None,
        newest: int | None = NEWEST,
    ) -> None:
        self._filter, self._home, self._sources = filter_, home, sources
        self._variants = list(variants(filter_.condition))
        pool = Pool()
        self._parts = _parts(filter_.condition, pool)
        self._leaves = {id(leaf): pool.take(leaf) for leaf in leaves(filter_.condition)}
        self._tally = Tally([filter_.condition, *(one.whole for one in self._variants)])
        self._terms = Terms([filter_.condition], pool)
        self._newest: deque[Hit] = deque(maxlen=newest)
        self._days: Counter[date] = Counter()
        self._pay = Pays(home.currency, home.rates or bundled())
        self._seen = self._total = self._seeded = 0

    def add(self, opening: Opening, *, seeded: bool = False) -> None:
        """An opening. `seeded`: it came when its source was new."""
        view = opening if self._sources is None else seen_by(opening, self._sources)
        if view is None:
            return
        self._seen += 1
        near: list[Truths] = []
        found = None
        # As it was when it came: whether it is gone now is of no matter.
        for worded in _wordings(view, view.postings):
            seen = Seen(worded, opening.first_seen)
            wrong = self._wrong(seen)
            is_near = wrong < 2
            self._terms.look(seen, thorough=is_near)
            if is_near:
                near.append({leaf: clause.truth(seen) for leaf, clause in self._leaves.items()})
                if found is None and not wrong:
                    found = in_view(self._filter, seen.view)
        if near:
            self._tally.add(near)
        if found is not None:
            self._find(view, found, seeded=seeded)
        if self._seen % _REORDERED == 0:
            self._parts.sort(key=_Part.rank)

    def _wrong(self, seen: Seen) -> int:
        """How many parts are false; two keep it from passing, whichever one thing is changed, and
        the others need not be asked."""
        wrong = 0
        for part in self._parts:
            if part.clause.truth(seen) is False:
                part.failed += 1
                wrong += 1
                if wrong > 1:
                    break
        return wrong

    def _find(self, opening: Opening, match: Match, *, seeded: bool) -> None:
        self._total += 1
        self._newest.append(Hit(opening, match, seeded))
        self._pay.add(opening)
        if seeded:
            self._seeded += 1
        else:
            self._days[opening.first_seen.astimezone(self._home.zone).date()] += 1

    def result(self, since: datetime, until: datetime) -> Trial:
        """All of it. `since`, `until`: the window that the openings are of."""
        return Trial(
            self._seen,
            self._total,
            self._seeded,
            tuple(days(self._days, since, until, self._home.zone)),
            self._pay.histogram(),
            tuple(reversed(self._newest)),
            tuple(self._costs()),
            self._terms.never(self._filter.condition),
        )

    def _costs(self) -> list[Cost]:
        base, *counts = self._tally.counts()
        costs = [
            Cost(one.change, one.condition, str(one), count - base)
            for one, count in zip(self._variants, counts, strict=True)
            if count != base or one.change is Change.WITHOUT
        ]
        return sorted(costs, key=_order)


def _order(cost: Cost) -> tuple[int, int, bool]:
    """What costs most first, then what lets most pass; of two that are alike the milder."""
    return -max(cost.difference, 0), cost.difference, cost.change is Change.WITHOUT


@dataclass(slots=True)
class _Part:
    """One of the conditions that all have to pass. `failed`: how often it did not."""

    clause: Clause
    failed: int = 0

    def rank(self) -> tuple[bool, int]:
        """What comes first when openings are judged: what fails most; descriptions last."""
        return self.clause.is_slow, -self.failed


def _parts(condition: Condition, pool: Pool) -> list[_Part]:
    parts = condition.parts if isinstance(condition, And) else (condition,)
    return sorted((_Part(pool.take(part)) for part in parts), key=_Part.rank)
