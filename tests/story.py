"""What happens to boards, told poll by poll and decided as the store has it decided, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from alertbot import query
from alertbot.burst import Usual
from alertbot.config import Search
from alertbot.decide import Change, Decision, Telling, decide
from alertbot.identity import Employers, traces
from alertbot.joining import Known
from alertbot.life import KnownPosting, Poll, last_day, movement
from alertbot.model import Life, News, Occasion, Opening, OpeningId, Posting, PostingKey
from alertbot.searches import Searches

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOBODY = Employers()
TEXT = "You will own the messaging engine, from its design to its operation at night. " * 4

_FIELDS = """
Data Network Security Support Test Sales Field Site Cloud Radio Audio Video Process Quality
Safety Power Rail Marine Civil Traffic Nuclear Mining Paper Textile Brewing Glass Steel Oil
"""
FIELDS = _FIELDS.split()
"""Of engineers, chefs and so on: each makes another title."""


def posting(external_id: str, title: str = "Engineer", source: str = "contoso") -> Posting:
    """Of one company, with a text of its title's own."""
    address = f"https://{source}.example/{external_id}"
    about = f"As {title} you are one of us. {TEXT}"
    return Posting(source, external_id, address, title, "Contoso", description=about)


def search(name: str, where: str, *sources: str, again: Iterable[Occasion] = ()) -> Search:
    looks_at = sources or ("contoso", "copy")
    return Search(name, query.parse(where), looks_at, ("me",), "1", frozenset(again))


ENGINEERS = Searches([search("engineers", "engineer")])


@dataclass
class Story:
    """Polls of sources, one after another. `seeded`: since when a search has been there.

    `told`: which opening was alerted to which channel, on which occasion, in order.
    """

    searches: Searches = field(default_factory=lambda: ENGINEERS)
    now: datetime = NOW
    rows: dict[str, dict[str, KnownPosting]] = field(default_factory=dict)
    openings: dict[OpeningId, Opening] = field(default_factory=dict)
    news: dict[OpeningId, list[News]] = field(default_factory=dict)
    told: list[tuple[OpeningId, str, Occasion]] = field(default_factory=list)
    seeded: dict[str, datetime] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    _leads: dict[int, list[OpeningId]] = field(default_factory=dict)
    _ranks: dict[PostingKey, int] = field(default_factory=dict)
    _turns: set[tuple[OpeningId, str, Occasion, int]] = field(default_factory=set)

    def poll(
        self,
        *shown: Posting,
        source: str = "contoso",
        after: timedelta = HOUR,
        complete: bool = True,
        window: bool = False,
        doubt: str = "",
        withdrawn: Collection[str] = (),
        first: bool = False,
        usual: Usual | None = None,
    ) -> Decision:
        """A poll that shows these postings, and no others of its source."""
        self.now += after
        stored = self._stored()
        poll = Poll(
            source,
            tuple(one for one in shown if stored.get(one.key) != one),
            frozenset(one.external_id for one in shown),
            complete,
            first,
            window=window,
            doubt=doubt,
            withdrawn=frozenset(withdrawn),
        )
        rows = self.rows.setdefault(source, {})
        decision = self._decide(poll, rows, usual or Usual())
        self.decisions.append(decision)
        self._carry_out(poll, decision, rows)
        return decision

    def expire(self, source: str = "contoso", after: timedelta = HOUR) -> Decision:
        """What closes since its last day is over, whatever is shown."""
        self.now += after
        poll = Poll(source, (), frozenset(), complete=False, first=False)
        decision = self._decide(poll, self.rows[source], Usual())
        self._carry_out(poll, decision, self.rows[source])
        return decision

    @property
    def happened(self) -> dict[OpeningId, list[Life]]:
        return {id: [one.what for one in some] for id, some in self.news.items() if some}

    @property
    def open(self) -> set[OpeningId]:
        return {id for id, opening in self.openings.items() if opening.closed_at is None}

    def of(self, external_id: str, source: str = "contoso") -> Opening:
        """The opening that a posting belongs to."""
        return self.openings[self.rows[source][external_id].opening]

    def _stored(self) -> dict[tuple[str, str], Posting]:
        return {one.key: one for opening in self.openings.values() for one in opening.postings}

    def _decide(self, poll: Poll, rows: dict[str, KnownPosting], usual: Usual) -> Decision:
        keys = {one.external_id: traces(one) for one in poll.postings}
        leads = {key: tuple(self._leads.get(key, ())) for some in keys.values() for key in some}
        known = Known(dict(rows), dict(self.openings), keys, leads=leads)
        moved = movement(poll, rows, now=self.now)
        return decide(
            poll, moved, known, self.searches, now=self.now, usual=usual, employers=NOBODY
        )

    def _carry_out(self, poll: Poll, decision: Decision, rows: dict[str, KnownPosting]) -> None:
        for change in decision.changes:
            id = change.after.id if change.before else OpeningId(len(self.openings) + 1)
            self.openings[id] = replace(change.after, id=id)
            self._order(id, change.postings)
            for one in change.postings:
                row = rows.get(one.external_id)
                day = last_day(one.valid_through, row, now=self.now)
                row = row or KnownPosting(one.external_id, id, first_seen=self.now)
                rows[one.external_id] = replace(row, valid_through=day)
            for key in change.traces:
                ids = self._leads.setdefault(key, [])
                ids += [id] if id not in ids else []
            self.news.setdefault(id, []).extend(change.news)
            if not poll.first:
                self._tell(id, change)
        for external_id, count in decision.moved.absences.items():
            rows[external_id] = replace(rows[external_id], absences=count)
        for external_id in decision.moved.closed:
            rows[external_id] = replace(rows[external_id], closed=True)
        for external_id in decision.moved.reopened:
            rows[external_id] = replace(rows[external_id], closed=False)

    def _order(self, id: OpeningId, written: Iterable[Posting]) -> None:
        """As the store loads them: what is listed first, then as first seen."""
        for one in written:
            self._ranks.setdefault(one.key, len(self._ranks))
        opening = self.openings[id]
        order = sorted(
            opening.postings, key=lambda one: (one.key in opening.gone, self._ranks[one.key])
        )
        self.openings[id] = replace(opening, postings=tuple(order))

    def _tell(self, id: OpeningId, change: Change) -> None:
        to: dict[str, set[Occasion]] = {}
        for telling in filter(self._is_due, change.tell):
            for channel in self.searches.by_name[telling.match.key].to:
                to.setdefault(channel, set()).add(telling.occasion)
        for channel, occasions in to.items():
            for occasion in (one for one in Occasion if one in occasions):
                turn = (id, channel, occasion, self._turn(id, occasion))
                if turn not in self._turns:
                    self._turns.add(turn)
                    self.told.append(turn[:3])
                    break

    def _is_due(self, telling: Telling) -> bool:
        since = self.seeded.get(telling.match.key, NOW)
        return telling.unless_known_at is None or since > telling.unless_known_at

    def _turn(self, id: OpeningId, occasion: Occasion) -> int:
        counts = Counter(one.what for one in self.news[id])
        if occasion is Occasion.NEW:
            return 0
        raised = occasion is Occasion.PAY_RAISED
        return counts[Life.CHANGED if raised else Life(occasion.value)]
