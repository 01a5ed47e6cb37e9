"""The openings that a poll touches, as they become: which posting belongs to which. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from alertbot.identity import Employers, content_hash, same_opening
from alertbot.life import KnownPosting, Movement, Poll
from alertbot.model import Life, Opening, OpeningId, Posting

CANDIDATES = 8
"""The most openings that a new posting is compared with, the likeliest."""

SATURATED = 32
"""A trace that leads to so many openings tells none of them from another: it leads to no more."""

COMPARED = 24
"""The most postings of one opening that a new one is compared with, those that are listed first."""

ANEW = timedelta(days=1)
"""How much later the date of a posting is that has been listed anew, rather than moved."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that this poll touches.

    `postings`: those of this source that it shows, misses or brings back, by external id.
    `openings`: theirs, and those that a new posting may belong to. `traces`: of the postings that
    were read, by external id; `aliases`: see identity.aliases; `leads`: the openings that each of
    those leads to.
    """

    postings: Mapping[str, KnownPosting]
    openings: Mapping[OpeningId, Opening]
    traces: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    leads: Mapping[int, tuple[OpeningId, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """An opening as it becomes. `written`: the postings of this poll that are to be stored;
    `traces`: theirs. `happened`: what, and why where that is not plain."""

    before: Opening | None
    after: Opening
    written: list[Posting] = field(default_factory=list)
    traces: set[int] = field(default_factory=set)
    happened: dict[Life, str] = field(default_factory=dict)


class Drafts:
    """The openings that a poll touches. `id` of a new one is negative: its place in this poll."""

    def __init__(
        self, poll: Poll, moved: Movement, known: Known, employers: Employers, now: datetime
    ) -> None:
        self.by_id: dict[OpeningId, Draft] = {}
        self._poll = poll
        self._known = known
        self._employers = employers
        self._now = now
        self._new = count(-1, -1)
        self._leads: dict[int, list[OpeningId]] = {
            trace: list(ids) for trace, ids in known.leads.items()
        }
        for external_id in sorted(moved.reopened):
            self._turn(external_id, gone=False)
        for posting in sorted(poll.postings, key=lambda one: one.external_id):
            self._place(posting)  # in an order of its own, since boards shuffle theirs
        for external_id, why in moved.closed.items():
            self._turn(external_id, gone=True, why=why)
        for draft in self.by_id.values():
            _settle(draft, now)

    def _draft(self, id: OpeningId) -> Draft:
        if id not in self.by_id:
            opening = self._known.openings[id]
            self.by_id[id] = Draft(opening, opening)
        return self.by_id[id]

    def _place(self, posting: Posting) -> None:
        """Puts a posting into the opening that it belongs to, a new one if there is none."""
        row = self._known.postings.get(posting.external_id)
        keys = self._known.traces[posting.external_id]
        asked = (*keys, *self._known.aliases.get(posting.external_id, ()))
        id = row.opening if row else self._alike(posting, asked)
        if id is None:
            id = OpeningId(next(self._new))
            opening = Opening((posting,), first_seen=self._now, id=id)
            self.by_id[id] = draft = Draft(None, opening, happened={Life.NEW: ""})
        else:
            draft = self._draft(id)
            if row is None and self._is_repost(draft, posting):
                draft.happened[Life.REPOSTED] = f"under the id {posting.external_id}"
            draft.after = _with(draft.after, posting)
        draft.written.append(posting)
        draft.traces.update(keys)
        for key in keys:
            ids = self._leads.setdefault(key, [])
            if len(ids) < SATURATED and id not in ids:
                ids.append(id)

    def _turn(self, external_id: str, *, gone: bool, why: str = "") -> None:
        draft = self._draft(self._known.postings[external_id].opening)
        key = self._poll.source, external_id
        keys = draft.after.gone | {key} if gone else draft.after.gone - {key}
        draft.after = replace(draft.after, gone=keys)
        draft.happened[Life.CLOSED if gone else Life.REOPENED] = why

    def _alike(self, posting: Posting, keys: Iterable[int]) -> OpeningId | None:
        """The opening that a new posting belongs to, among those that its traces lead to."""
        some = (id for id in likeliest(keys, self._leads) if self._is_known(id))
        fitting = [id for id in some if self._fits(posting, self._opening(id))]
        if len(fitting) <= 1:
            return next(iter(fitting), None)
        own_hash = content_hash(posting)
        exact = (
            id
            for id in fitting
            if any(content_hash(other) == own_hash for other in self._opening(id).postings)
        )
        return next(exact, fitting[0])

    def _is_known(self, id: OpeningId) -> bool:
        return id in self.by_id or id in self._known.openings

    def _opening(self, id: OpeningId) -> Opening:
        return self.by_id[id].after if id in self.by_id else self._known.openings[id]

    def _fits(self, posting: Posting, opening: Opening) -> bool:
        """Whether one of the opening's postings is the same, and none that is listed another.

        What a person has joined may hold postings that are not alike.
        """
        same = False
        for other in opening.postings[:COMPARED]:
            answer = same_opening(posting, other, self._employers).answer
            listed = other.key not in opening.gone
            if answer == "different" and listed and not opening.by_hand:
                return False
            same = same or answer == "same"
        return same

    def _is_repost(self, draft: Draft, posting: Posting) -> bool:
        """Whether a new id stands for what was listed before, and is not any more."""
        opening = draft.before
        if opening is None or any(
            self._is_listed(other, draft.after) for other in opening.postings
        ):
            return False
        if opening.closed_at is not None:
            return True
        dates = [other.posted_at for other in opening.postings if other.posted_at]
        later = posting.posted_at and dates and posting.posted_at - max(dates) >= ANEW
        return bool(later)

    def _is_listed(self, posting: Posting, opening: Opening) -> bool:
        if posting.key in opening.gone:
            return False
        elsewhere = posting.source != self._poll.source or not self._poll.whole
        return elsewhere or posting.external_id in self._poll.seen


def likeliest(keys: Iterable[int], leads: Mapping[int, Sequence[OpeningId]]) -> list[OpeningId]:
    """The openings that these traces lead to, the likeliest and of equals the newest first.

    A trace that leads to few says more than one that leads to many, as a requisition does.
    """
    shared: defaultdict[OpeningId, float] = defaultdict(float)
    for key in keys:
        for id in leads.get(key, ()):
            shared[id] += 1 / len(leads[key])
    return sorted(shared, key=lambda id: (-shared[id], id > 0, -abs(id)))[:CANDIDATES]


def _with(opening: Opening, posting: Posting) -> Opening:
    """The opening with a posting added, or put in place of its earlier self."""
    others = opening.postings
    if any(other.key == posting.key for other in others):
        own = (posting if other.key == posting.key else other for other in others)
        return replace(opening, postings=tuple(own))
    return replace(opening, postings=(*others, posting))


def _settle(draft: Draft, now: datetime) -> None:
    """Puts what is listed first, and finds whether the opening has closed or is open again."""
    opening = draft.after
    keys = {posting.key for posting in opening.postings}
    closed = keys <= opening.gone
    ordered = sorted(opening.postings, key=lambda posting: posting.key in opening.gone)
    draft.after = replace(
        opening,
        postings=tuple(ordered),
        closed_at=(opening.closed_at or now) if closed else None,
        reposted_at=now if Life.REPOSTED in draft.happened else opening.reposted_at,
    )
    was_closed = draft.before is not None and draft.before.closed_at is not None
    if not closed or was_closed:
        draft.happened.pop(Life.CLOSED, None)
    if closed or not was_closed:
        draft.happened.pop(Life.REOPENED, None)
