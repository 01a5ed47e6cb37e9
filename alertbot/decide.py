"""What was found + what is known -> what to remember and whom to tell. Pure.

`decide` takes one poll of one source and answers with a Decision; the store carries it out in one
transaction. Deciding twice adds nothing: what the first decision remembered makes the second empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alertbot.burst import HELD_FOR, STRANGE, STRANGE_FOR, Usual, is_burst
from alertbot.identity import Employers, differences
from alertbot.joining import Draft, Drafts, Known
from alertbot.life import Movement, Poll, raised
from alertbot.model import Life, Match, News, Occasion, Opening, Posting
from alertbot.searches import Searches

_AGAIN = {Life.REPOSTED: Occasion.REPOSTED, Life.REOPENED: Occasion.REOPENED}


@dataclass(frozen=True, slots=True)
class Telling:
    """That a search is to be told. `unless_known_at`: only if it was not there at that moment."""

    occasion: Occasion
    match: Match
    unless_known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An opening as it will be. `id` of a new one is negative: its place in this decision.

    `postings`: those of this source to write, and their `traces`. `news`: what has happened to it.
    """

    before: Opening | None
    after: Opening
    postings: tuple[Posting, ...]
    traces: frozenset[int]
    news: tuple[News, ...]
    tell: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember. `held_for`: so much is new that its alerts are held so long, if at all."""

    changes: tuple[Change, ...] = ()
    moved: Movement = field(default_factory=Movement)
    held_for: timedelta = timedelta(0)

    @property
    def burst(self) -> bool:
        return bool(self.held_for)

    @property
    def new(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.before is None)


def decide(
    poll: Poll,
    moved: Movement,
    known: Known,
    searches: Searches,
    *,
    now: datetime,
    usual: Usual,
    employers: Employers,
) -> Decision:
    """Joins the poll's postings to openings, and finds what is new, gone, back, and for whom.

    `moved`: what life.movement says of the poll.
    """
    drafts = Drafts(poll, moved, known, employers, now).by_id.values()
    changes = tuple(_change(draft, searches, now, first=poll.first) for draft in drafts)
    new = sum(change.before is None for change in changes)
    strange = bool(poll.doubt) and new == len(poll.seen) >= STRANGE  # it may be another's board
    held_for = timedelta(0)
    if not poll.first and (strange or is_burst(new, usual)):
        held_for = STRANGE_FOR if strange else HELD_FOR
    return Decision(changes, moved, held_for)


def _change(draft: Draft, searches: Searches, now: datetime, *, first: bool) -> Change:
    before, after = draft.before, draft.after
    # Of one that has long been closed retention may have left no more than its ids.
    changed = differences(before, after) if before and before.title else ()
    news = [News(what, now, said=why) for what, why in draft.happened.items()]
    if changed and Life.CLOSED not in draft.happened:
        news.append(News(Life.CHANGED, now, changed))
        # What is first read, or held, nobody has been told of: to its readers it will be new.
        if not first and before and not before.held:
            after = replace(after, changed_at=now)
    tell = _tell(draft, after, searches, now)
    return Change(
        before, after, tuple(draft.written), frozenset(draft.traces), tuple(news), tuple(tell)
    )


def _tell(draft: Draft, after: Opening, searches: Searches, now: datetime) -> Iterable[Telling]:
    """Whom to tell of an opening: as new those whom it did not fit before, and again those who
    have asked for it."""
    before = draft.before
    if after.closed_at is not None:
        return
    heard = {match.key for match in searches.match(before, now=now, gone=True)} if before else set()
    there = {match.key for match in searches.match(before, now=now)} if before else set()
    for match in _fitting(before, after, searches, now):
        if before is None or match.key not in heard:
            yield Telling(Occasion.NEW, match)
            continue
        if match.key not in there:
            # A search that came while it was gone has never heard of it.
            known_at = before.closed_at or before.first_seen
            yield Telling(Occasion.NEW, match, unless_known_at=known_at)
        again = searches.by_name[match.key].again
        was, view = (searches.view(match.key, opening) for opening in (before, after))
        for occasion in _occasions(draft, was, view):
            if occasion in again:
                yield Telling(occasion, match)


def _fitting(
    before: Opening | None, after: Opening, searches: Searches, now: datetime
) -> Iterable[Match]:
    """The searches that an opening fits. A change hides it from is:new from the next poll on only:
    what gains its pay by it would else never be told to a search for new openings that state it."""
    found = {match.key: match for match in searches.match(after, now=now)}
    if before is not None and before.changed_at != after.changed_at:
        unchanged = replace(after, changed_at=before.changed_at)
        for match in searches.match(unchanged, now=now):
            found.setdefault(match.key, match)
    return found.values()


def _occasions(draft: Draft, was: Opening | None, view: Opening | None) -> Iterable[Occasion]:
    """What those may be told again who saw an opening like this, and see it so now."""
    yield from (again for life, again in _AGAIN.items() if life in draft.happened)
    # Where nothing was read, another posting has come to speak for it, and nobody pays more.
    if draft.written and was and was.title and view and raised(was.pay, view.pay):
        yield Occasion.PAY_RAISED
