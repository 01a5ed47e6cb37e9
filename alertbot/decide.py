"""What was found + what is known -> what to remember and whom to tell. Pure.

`decide` takes one poll of one source and answers with a Decision; the store carries it out in one
transaction. Deciding twice adds nothing: what the first decision remembered makes the second empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alertbot.config import Search
from alertbot.identity import content_hash, same_opening
from alertbot.matching import Index
from alertbot.model import (
    Alert,
    Match,
    Notice,
    Opening,
    OpeningAlert,
    OpeningId,
    Posting,
    Summary,
)

ABSENCES_TO_CLOSE = 2
BEST = 5
RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Poll:
    """What one healthy poll of a source brought.

    `postings`: those that are new or whose fingerprint changed, read. `seen`: the external ids of
    all. `complete`: nothing was skipped and every page was read, so absence means something.
    `first`: the source was never read before; what it shows is summarised, not alerted.
    `unfinished`: details of others are still to be fetched, so the summary has to wait.
    """

    source: str
    postings: tuple[Posting, ...]
    seen: frozenset[str]
    complete: bool
    first: bool
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class KnownPosting:
    """A posting that is stored. `absences`: complete polls in a row that did not show it."""

    external_id: str
    opening: OpeningId
    absences: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that this poll touches.

    `postings`: all of this source, by external id. `openings`: those of the poll's known postings
    and those that share a content hash with it.
    """

    postings: Mapping[str, KnownPosting]
    openings: Mapping[OpeningId, Opening]


@dataclass(frozen=True, slots=True)
class Change:
    """An opening as it will be. `id` of a new one is negative: its place in this decision.

    `postings`: those of this source to write. `matches`: the searches that it fits now and did not
    before.
    """

    before: Opening | None
    after: Opening
    postings: tuple[Posting, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember. `absences`: the new count of postings that were not shown, or are again."""

    changes: tuple[Change, ...] = ()
    absences: Mapping[str, int] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    reopened: frozenset[str] = frozenset()

    @property
    def new(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.before is None)


class Searches:
    """The saved searches, indexed, grouped by the sources that they look at."""

    def __init__(self, searches: Iterable[Search]) -> None:
        self.by_name = {search.name: search for search in searches}
        self._groups: dict[frozenset[str], Index] = {}
        for search in self.by_name.values():
            index = self._groups.setdefault(frozenset(search.sources), Index())
            index.add(search.name, search.filter)

    def match(self, opening: Opening, *, now: datetime) -> list[Match]:
        """The searches that an opening fits, each judging by the postings of its own sources."""
        found = []
        for sources, index in self._groups.items():
            view = seen_by(opening, sources)
            if view is not None:
                found += index.match(view, now=now)
        return found

    def looking_at(self, source: str) -> list[Search]:
        return [search for search in self.by_name.values() if source in search.sources]


def seen_by(opening: Opening, sources: frozenset[str]) -> Opening | None:
    """The opening as somebody sees it who reads only these sources, or None who sees nothing."""
    postings = tuple(posting for posting in opening.postings if posting.source in sources)
    return replace(opening, postings=postings) if postings else None


def public(alert: Alert, kept: frozenset[str]) -> Alert:
    """The alert without what `kept` sources show, whose terms keep it from being passed on.

    An opening that only they show stays as it is: no search of a public channel looks at them.
    """
    match alert:
        case OpeningAlert(opening=opening):
            return replace(alert, opening=_without(opening, kept))
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


def _without(opening: Opening, kept: frozenset[str]) -> Opening:
    return seen_by(opening, frozenset(opening.sources) - kept) or opening


def decide(poll: Poll, known: Known, searches: Searches, *, now: datetime) -> Decision:
    """Joins the poll's postings to openings, and finds what is new, gone, back, and for whom."""
    drafts = _Drafts(known, now)
    for posting in poll.postings:
        drafts.place(posting)
    absences, closed = absent(known.postings.values(), poll.seen if poll.complete else None)
    back = {id: 0 for id, row in known.postings.items() if id in poll.seen and row.absences}
    reopened = {id for id, row in known.postings.items() if id in poll.seen and row.closed}
    return Decision(
        changes=tuple(drafts.changes(searches)),
        absences=absences | back,
        closed=closed,
        reopened=frozenset(reopened),
    )


def absent(
    postings: Iterable[KnownPosting], seen: frozenset[str] | None
) -> tuple[dict[str, int], frozenset[str]]:
    """(absences to count, postings to close) after a poll that showed `seen`.

    None where the poll proves nothing by absence: then nothing is counted.
    """
    if seen is None:
        return {}, frozenset()
    gone = [row for row in postings if not row.closed and row.external_id not in seen]
    counts = {row.external_id: row.absences + 1 for row in gone}
    closed = frozenset(id for id, count in counts.items() if count >= ABSENCES_TO_CLOSE)
    return counts, closed


class _Drafts:
    """The openings that a poll touches, as they become."""

    def __init__(self, known: Known, now: datetime) -> None:
        self._known = known
        self._now = now
        self._openings = dict(known.openings)
        self._written: dict[OpeningId, list[Posting]] = {}
        self._by_hash: dict[str, list[OpeningId]] = {}
        for opening in known.openings.values():
            for posting in opening.postings:
                self._remember_hash(posting, opening.id)

    def place(self, posting: Posting) -> None:
        """Puts a posting into the opening that it belongs to, a new one if there is none."""
        row = self._known.postings.get(posting.external_id)
        id = row.opening if row else self._alike(posting)
        if id is None:
            id = OpeningId(-1 - len(self._written))
            opening = Opening((posting,), first_seen=self._now, id=id)
        else:
            opening = _with(self._openings[id], posting)
        self._openings[id] = opening
        self._written.setdefault(id, []).append(posting)
        self._remember_hash(posting, id)

    def changes(self, searches: Searches) -> Iterable[Change]:
        for id, postings in self._written.items():
            before, after = self._known.openings.get(id), self._openings[id]
            had = {match.key for match in searches.match(before, now=self._now)} if before else ()
            fits = searches.match(after, now=self._now)
            yield Change(
                before=before,
                after=after,
                postings=tuple(postings),
                matches=tuple(match for match in fits if match.key not in had),
            )

    def _alike(self, posting: Posting) -> OpeningId | None:
        for id in self._by_hash.get(content_hash(posting), ()):
            others = self._openings[id].postings
            verdicts = {same_opening(posting, other).answer for other in others}
            if "same" in verdicts and "different" not in verdicts:
                return id
        return None

    def _remember_hash(self, posting: Posting, id: OpeningId) -> None:
        ids = self._by_hash.setdefault(content_hash(posting), [])
        if id not in ids:
            ids.append(id)


def _with(opening: Opening, posting: Posting) -> Opening:
    """The opening with a posting added, or put in place of its earlier self."""
    key = (posting.source, posting.external_id)
    old = opening.postings
    if any((other.source, other.external_id) == key for other in old):
        return replace(
            opening,
            postings=tuple(
                posting if (other.source, other.external_id) == key else other for other in old
            ),
        )
    return replace(opening, postings=(*old, posting))


def standing(opening: Opening, match: Match, *, now: datetime) -> tuple[int, int, float]:
    """How an opening ranks among the best of a summary; smaller is better.

    Those of the last two weeks first, then those with nothing unsaid, then the newest.
    """
    posted = opening.posted_at
    old = 1 if posted is None else 2 if now - posted > RECENT else 0
    age = (now - posted).total_seconds() if posted else 0.0
    return old, len(match.unknown), age
