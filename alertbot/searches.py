"""The saved searches, and what each may see of an opening. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from alertbot.config import Search
from alertbot.matching import Index
from alertbot.model import (
    LINES,
    Alert,
    Digest,
    Match,
    Notice,
    Opening,
    OpeningAlert,
    OpeningId,
    Part,
    Posting,
    Summary,
    Why,
)

BEST = 5
RECENT = timedelta(days=14)
OLD = 2
"""The first number of the rank of what was posted before that."""


class Searches:
    """The saved searches, indexed. Each sees of an opening what its own sources show."""

    def __init__(self, searches: Iterable[Search]) -> None:
        self.by_name = {search.name: search for search in searches}
        self._index = Index()
        self._groups: dict[frozenset[str], frozenset[str]] = {}
        """The different lists of sources, each by itself, so that equal ones are one."""
        self._sources: dict[str, frozenset[str]] = {}
        named: tuple[str, ...] = ()
        group = frozenset[str]()
        for search in self.by_name.values():
            if search.sources is not named:  # all that name none share one list, of thousands maybe
                named, group = search.sources, frozenset(search.sources)
                group = self._groups.setdefault(group, group)
            self._sources[search.name] = group
            self._index.add(search.name, search.filter)

    def become(self, other: Searches) -> None:
        """Is as the other from now on, for all that hold it."""
        self.by_name, self._index = other.by_name, other._index
        self._groups, self._sources = other._groups, other._sources

    def match(self, opening: Opening, *, now: datetime, gone: bool = False) -> list[Match]:
        """The searches that an opening fits, each judging by the postings of its own sources.

        Not those whose sources do not list it any more, unless what is `gone` counts too.
        """
        present = frozenset(opening.sources)
        found: dict[str, Match] = {}
        for sources in self._seen_together(present):
            view = seen_by(opening, sources)
            if view is not None and (gone or not _is_gone(view)):
                for worded in _wordings(view, view.postings if gone else view.listed):
                    for match in self._index.match(worded, now=now):
                        if self._sources[match.key] & present == sources:
                            found.setdefault(match.key, match)
        return list(found.values())

    def _seen_together(self, present: frozenset[str]) -> Iterable[frozenset[str]]:
        """Which of the sources of an opening some search looks at, and at none of the others.

        Of one source that is itself. Of several each group is asked, or each choice is made of
        them, whichever is less: there may be as many groups as searches.
        """
        if 2 ** len(present) <= len(self._groups):
            sizes = range(1, len(present) + 1)
            return (frozenset(some) for size in sizes for some in combinations(present, size))
        return {group & present for group in self._groups} - {frozenset()}

    def view(self, name: str, opening: Opening) -> Opening | None:
        """The opening as a search sees it: see `seen_by`."""
        return seen_by(opening, frozenset(self.by_name[name].sources))

    def looking_at(self, source: str) -> list[Search]:
        return [search for search in self.by_name.values() if source in search.sources]


def seen_by(opening: Opening, sources: frozenset[str]) -> Opening | None:
    """The opening as somebody sees it who reads only these sources, or None who sees nothing."""
    postings = tuple(posting for posting in opening.postings if posting.source in sources)
    return replace(opening, postings=postings) if postings else None


def _is_gone(opening: Opening) -> bool:
    return all(posting.key in opening.gone for posting in opening.postings)


def _wordings(opening: Opening, postings: Iterable[Posting]) -> Iterable[Opening]:
    """The opening as each of these postings names it: one may have been given another title."""
    by_title: dict[str, Posting] = {}
    for posting in postings:
        by_title.setdefault(posting.title, posting)
    for one in by_title.values():
        others = (posting for posting in opening.postings if posting is not one)
        yield opening if one is opening.lead else replace(opening, postings=(one, *others))


def public(alert: Alert, kept: frozenset[str]) -> Alert:
    """The alert without what `kept` sources show, whose terms keep it from being passed on.

    An opening that only they show stays as it is: no search of a public channel looks at them.
    """
    match alert:
        case OpeningAlert(opening=opening):
            return replace(alert, opening=_without(opening, kept))
        case Digest(parts=parts):
            return replace(alert, parts=tuple(_without_in(part, kept) for part in parts))
        case Summary(sections=sections):
            return replace(
                alert,
                sections=tuple(
                    replace(section, best=tuple(_without(one, kept) for one in section.best))
                    for section in sections
                ),
            )
        case Notice():
            return alert


def _without_in(part: Part, kept: frozenset[str]) -> Part:
    alerts = (replace(one, opening=_without(one.opening, kept)) for one in part.alerts)
    return replace(part, alerts=tuple(alerts))


def _without(opening: Opening, kept: frozenset[str]) -> Opening:
    return seen_by(opening, frozenset(opening.sources) - kept) or opening


def standing(opening: Opening, match: Match, *, now: datetime) -> tuple[int, int, float]:
    """How an opening ranks among the best of a summary; smaller is better.

    Those of the last two weeks first, then those with nothing unsaid, then the newest.
    """
    posted = opening.posted_at
    old = 1 if posted is None else OLD if now - posted > RECENT else 0
    age = (now - posted).total_seconds() if posted else 0.0
    return old, len(match.unknown), age


def gathered(
    id: int, why: Why, total: int, alerts: Iterable[OpeningAlert], *, now: datetime
) -> Alert | None:
    """What a digest says of these alerts: the best, by search. One alone is said as it is.

    `total`: how many openings there are; those without an alert here cannot be shown. None where
    none can.
    """
    first: dict[OpeningId, OpeningAlert] = {}
    for alert in alerts:
        first.setdefault(alert.opening.id, alert)
    if total and not first:
        return None
    if total == 1:
        return next(iter(first.values()))
    best = sorted(first.values(), key=lambda alert: _rank(alert, now))[:LINES]
    parts: dict[str, list[OpeningAlert]] = {}
    for alert in best:
        parts.setdefault(alert.matches[0].key if alert.matches else "", []).append(alert)
    return Digest(id, why, total, tuple(Part(name, tuple(some)) for name, some in parts.items()))


def _rank(alert: OpeningAlert, now: datetime) -> tuple[int, int, float]:
    """How an alert ranks in a digest: as for that of its searches which it fits best."""
    ranks = (standing(alert.opening, match, now=now) for match in alert.matches)
    return min(ranks, default=(OLD, 0, 0.0))
