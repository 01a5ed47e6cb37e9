"""The searches of two configurations on the same openings: what one adds, and what it removes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from alertbot.config import Search
from alertbot.matching.pool import Pool
from alertbot.matching.seen import Seen
from alertbot.model import Opening, OpeningId
from alertbot.query import Condition, Filter, Leaf, leaves
from alertbot.query.money import PayLimit
from alertbot.query.near import Near
from alertbot.query.where import At, In, Remote
from alertbot.searches import Searches, seen_by
from alertbot.trial.terms import Never, Terms
from alertbot.trial.variants import strict

NEWEST = 5
MOST_UNKNOWN = 0.8
"""The share of unknown among a search's matches from which on it hardly asks what it says."""
MOST_A_DAY = 30

_NEW, _OLD = "new ", "old "
_ASKED: Mapping[str, tuple[type[Leaf], ...]] = {"pay": (PayLimit,), "place": (In, Near, Remote, At)}


class State(StrEnum):
    """What has become of a search between two configurations."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Before:
    """What there was: the searches of a configuration, or else what was really alerted.

    `versions`: of all its searches, by name. `told`: by name, the openings that somebody was told
    of; used where `searches` is None.
    """

    versions: Mapping[str, str]
    searches: Mapping[str, Search] | None = None
    told: Mapping[str, frozenset[OpeningId]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """What is added, or removed: how many openings, and the newest of them."""

    count: int = 0
    newest: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """So many matches of a search are matches only because pay, or a place, is not said.

    `demands`: the conditions with the `!` that asks for it.
    """

    what: str
    count: int
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One search. `total`: what it finds now; `seeded`: how many of these a summary tells of.

    `a_day`: alerts of a day, the mean.
    """

    name: str
    state: State
    total: int = 0
    seeded: int = 0
    a_day: float = 0.0
    added: Side = Side()
    removed: Side = Side()
    never: tuple[Never, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()

    @property
    def is_flood(self) -> bool:
        """Whether it would alert more often than anybody reads."""
        return self.a_day > MOST_A_DAY


@dataclass(frozen=True, slots=True)
class Swallow:
    """All that one search finds is found by another. `equal`: and the other way round."""

    name: str
    count: int
    by: str
    of: int

    @property
    def equal(self) -> bool:
        return self.count == self.of


@dataclass(frozen=True, slots=True)
class Report:
    """All searches, those that are gone last, and which swallow each other."""

    seen: int
    searches: tuple[Replayed, ...]
    swallowed: tuple[Swallow, ...]


class _Bits:
    """Numbers of openings, as a row of bits that grows."""

    def __init__(self) -> None:
        self._row = bytearray()

    def add(self, number: int) -> None:
        place = number >> 3
        if place >= len(self._row):
            self._row.extend(bytes(place + 1 - len(self._row)))
        self._row[place] |= 1 << (number & 7)

    def whole(self) -> int:
        return int.from_bytes(self._row, "little")


class _Side:
    def __init__(self) -> None:
        self._count = 0
        self._newest: deque[Opening] = deque(maxlen=NEWEST)

    def add(self, opening: Opening) -> None:
        self._count += 1
        self._newest.append(opening)

    def made(self) -> Side:
        return Side(self._count, tuple(reversed(self._newest)))


class Replay:
    """A comparison under way: openings are added in the order of their numbers."""

    def __init__(self, before: Before, after: Mapping[str, Search]) -> None:
        self._before, self._after = before, after
        names = dict.fromkeys([*after, *before.versions])
        self._states = {name: self._state(name) for name in names}
        self._matcher = Searches(self._asked())
        self._terms = _terms(after.values())
        self._found = {name: _Bits() for name in after}
        self._added = {name: _Side() for name in names}
        self._removed = {name: _Side() for name in names}
        self._seeded: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._seen = 0

    def _state(self, name: str) -> State:
        if name not in self._before.versions:
            return State.NEW
        if name not in self._after:
            return State.GONE
        same = self._before.versions[name] == self._after[name].version
        return State.UNCHANGED if same else State.CHANGED

    def _asked(self) -> Iterable[Search]:
        """All that an opening is asked, in one go: what there will be, what there was, stricter."""
        yield from _stricter(self._after.values())
        for name, search in self._after.items():
            yield replace(search, name=_NEW + name)
        for name, search in (self._before.searches or {}).items():
            if self._states[name] is not State.UNCHANGED:
                yield replace(search, name=_OLD + name)

    def add(self, opening: Opening, *, seeded: bool = False) -> None:
        """An opening. `seeded`: it came when its source was new, and a summary told of it."""
        number = self._seen
        self._seen += 1
        for sources, terms in self._terms.items():
            view = None if terms.are_found else seen_by(opening, sources)
            if view is not None:
                terms.look(Seen(view, opening.first_seen), thorough=True)
        found = self._matches(opening)
        now = {key.removeprefix(_NEW) for key in found if key.startswith(_NEW)}
        for name in now:
            self._found[name].add(number)
            self._seeded[name] += seeded
        self._compare(opening, now, self._then(opening, found), seeded=seeded)
        asked = {f"{what} {name}" for name in now for what in _ASKED}
        self._unknown.update((asked & self._matcher.by_name.keys()) - found)

    def _matches(self, opening: Opening) -> set[str]:
        # As it was when it came: whether it is gone now is of no matter.
        found = self._matcher.match(opening, now=opening.first_seen, gone=True)
        return {match.key for match in found}

    def _then(self, opening: Opening, found: set[str]) -> set[str]:
        if self._before.searches is not None:
            return {key.removeprefix(_OLD) for key in found if key.startswith(_OLD)}
        return {name for name, ids in self._before.told.items() if opening.id in ids}

    def _compare(self, opening: Opening, now: set[str], then: set[str], *, seeded: bool) -> None:
        """What a summary told of is no difference where only what was alerted is known."""
        if seeded and self._before.searches is None:
            return
        for name, state in self._states.items():
            if state is State.UNCHANGED or (name in now) == (name in then):
                continue
            (self._added if name in now else self._removed)[name].add(opening)

    def result(self, since: datetime, until: datetime) -> Report:
        """All of it. `since`, `until`: the window that the openings are of."""
        found = {name: bits.whole() for name, bits in self._found.items()}
        days = max((until - since).total_seconds() / 86_400, 1.0)
        made = [
            self._replayed(name, found[name].bit_count(), days)
            if name in self._after
            else Replayed(name, state, removed=self._removed[name].made())
            for name, state in self._states.items()
        ]
        return Report(self._seen, tuple(made), tuple(_swallowed(found)))

    def _replayed(self, name: str, total: int, days: float) -> Replayed:
        search, seeded = self._after[name], self._seeded[name]
        terms = self._terms[frozenset(search.sources)]
        return Replayed(
            name,
            self._states[name],
            total,
            seeded,
            (total - seeded) / days,
            self._added[name].made(),
            self._removed[name].made(),
            terms.never(search.filter.condition, thorough=True) if self._seen else (),
            tuple(self._doubtful(name, search, total)),
        )

    def _doubtful(self, name: str, search: Search, total: int) -> Iterable[Doubtful]:
        for what, kinds in _ASKED.items():
            count = self._unknown[f"{what} {name}"]
            if count > MOST_UNKNOWN * total:
                asking = (leaf for leaf in leaves(search.filter.condition))
                demands = [f"{leaf}!" for leaf in asking if isinstance(leaf, kinds)]
                yield Doubtful(what, count, tuple(dict.fromkeys(demands)))


def _stricter(searches: Iterable[Search]) -> Iterable[Search]:
    """Each search with pay, and with the place, demanded: what then fails was not said."""
    for search in searches:
        for what, kinds in _ASKED.items():
            stricter = strict(search.filter.condition, *kinds)
            if stricter != search.filter.condition:
                yield replace(search, name=f"{what} {search.name}", filter=Filter(stricter))


def _terms(searches: Iterable[Search]) -> dict[frozenset[str], Terms]:
    """What the searches look for, by the sources that they look at."""
    groups: dict[frozenset[str], list[Condition]] = {}
    for search in searches:
        groups.setdefault(frozenset(search.sources), []).append(search.filter.condition)
    return {sources: Terms(its, Pool()) for sources, its in groups.items()}


def _swallowed(found: Mapping[str, int]) -> Iterable[Swallow]:
    """Each search that another contains, with the smallest that does; equal ones once."""
    sizes = {name: bits.bit_count() for name, bits in found.items()}
    names: Sequence[str] = sorted((name for name in found if sizes[name]), key=sizes.__getitem__)
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            if found[name] & found[other] == found[name]:
                yield Swallow(name, sizes[name], other, sizes[other])
                break
