"""Alerts of openings, on their way into the outbox: at once, or with a digest. Each function works
inside its caller's transaction, so that what is remembered and what is to be said are committed
together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from heapq import merge
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.decide import Telling
from alertbot.delivery import CLOSED, MAX_AGE, State
from alertbot.model import Life, Match, News, Occasion, OpeningId
from alertbot.schedule import slots
from alertbot.store import limits
from alertbot.store import news as news_rows
from alertbot.store import openings as opening_rows
from alertbot.store.contents import matches
from alertbot.store.digests import Gathering, Gatherings, taken_out
from alertbot.store.openings import chunks
from alertbot.store.people import without_quotes
from alertbot.store.prepared import Prepared
from alertbot.store.tables import destinations, outbox
from alertbot.store.tables import searches as search_rows

Occasions = dict[Occasion, list[Match]]

_DESTINATIONS = sa.select(*(destinations.c[name] for name in ("channel", "id", "max_per_day")))
_TOLD = sa.select(
    *(outbox.c[name] for name in ("opening_id", "destination_id", "occasion", "turn")),
    *(outbox.c[name] for name in ("id", "digest_id")),
).where(outbox.c.opening_id.in_(sa.bindparam("openings", expanding=True)))

_own = ("occasion", "turn", "destination_id", "opening_id", "payload", "expires_at")
_waits = ("reason", "digest_id", "not_before")


def _insert(**more: Any) -> Prepared:
    """A delivery of an opening, if there is none yet."""
    same: dict[str, Any] = {
        "kind": sa.literal_column("'opening'"),
        "state": sa.literal_column(f"'{State.PENDING.value}'"),
        "attempts": sa.literal_column("0"),
        "uncertain": sa.false(),
        "plain": sa.false(),
        "reason": sa.literal_column("''"),
        "ref": sa.literal_column("''"),
        "created_at": sa.bindparam("at"),
        "not_before": sa.bindparam("at"),
    }
    own: dict[str, Any] = {name: sa.bindparam(name) for name in _own}
    return Prepared(outbox.insert().values(same | own | more), unless_there=True)


_ENQUEUE = _insert()
_ENQUEUE_LATER = _insert(**{name: sa.bindparam(name) for name in _waits})


def destination_ids(connection: sa.Connection) -> dict[str, int]:
    """The destination of each channel, by the channel's name."""
    return {row.channel: row.id for row in connection.execute(_DESTINATIONS)}


def tell(
    connection: sa.Connection,
    told: Mapping[OpeningId, Iterable[Telling]],
    searches: Mapping[str, Search],
    now: datetime,
    news: Mapping[OpeningId, Iterable[News]] = MappingProxyType({}),
) -> int:
    """Of each opening one delivery a destination, however many of its searches match, on one
    occasion of several. One that is not to be said now goes with a digest.

    `news`: what has happened, for an alert that says what changed. Answers how many are new.
    """
    tellings = {id: [*_due(connection, some)] for id, some in told.items()}
    teller = _Teller.of(connection, tellings, searches, now)
    before = _told(connection, told)
    for opening, some in tellings.items():
        for destination, occasions in teller.to(some).items():
            for occasion in (one for one in Occasion if one in occasions):
                turn = _turn(connection, opening, occasion)
                fitting = occasions[occasion]
                there = before.get((opening, destination, occasion.value, turn))
                if there is not None:
                    teller.sooner(there, fitting)
                    continue
                payload = _payload(occasion, fitting, news.get(opening, ()))
                row = {"occasion": occasion.value, "turn": turn, "payload": payload}
                teller.add(opening, destination, fitting, row)
                break
    return teller.enqueue()


def unsaid(connection: sa.Connection, opening: OpeningId) -> frozenset[str]:
    """The searches for which an opening was to be told as new, but closed before. It is forgotten
    that it was, so that it can be told now."""
    mine = (outbox.c.opening_id == opening, outbox.c.occasion == Occasion.NEW.value)
    ended = (outbox.c.state == State.DELIVERED.value, outbox.c.reason == CLOSED)
    query = outbox.delete().where(*mine, *ended).returning(outbox.c.payload)
    payloads = connection.execute(query).scalars().all()
    return frozenset(match["key"] for one in payloads for match in (one or {}).get("matches", ()))


def _told(
    connection: sa.Connection, openings: Collection[OpeningId]
) -> dict[tuple[int, int, str, int], sa.Row[Any]]:
    """What there has been to say of these openings: opening, destination, occasion, turn."""
    found = {}
    for some in chunks(openings):
        for row in connection.execute(_TOLD, {"openings": some}):
            found[row.opening_id, row.destination_id, row.occasion, row.turn] = row
    return found


def _payload(occasion: Occasion, fitting: Iterable[Match], news: Iterable[News]) -> dict[str, Any]:
    payload: dict[str, Any] = {"matches": _dumped(fitting)}
    if occasion is Occasion.PAY_RAISED:
        differences = (one for each in news for one in each.differences)
        payload["differences"] = [asdict(one) for one in differences if one.field == "pay"]
    return payload


def _due(connection: sa.Connection, tellings: Iterable[Telling]) -> Iterable[Telling]:
    for telling in tellings:
        if telling.unless_known_at is not None:
            mine = search_rows.c.name == telling.match.key
            since = connection.execute(sa.select(search_rows.c.seeded_at).where(mine)).scalar()
            if since is None or since < telling.unless_known_at:
                continue
        yield telling


def _turn(connection: sa.Connection, opening: OpeningId, occasion: Occasion) -> int:
    """How often there has been such an occasion: each may be told once."""
    match occasion:
        case Occasion.NEW:
            return 0
        case Occasion.REPOSTED | Occasion.REOPENED:
            return news_rows.times(connection, opening, [Life(occasion.value)])
        case Occasion.PAY_RAISED:
            return news_rows.times(connection, opening, [Life.CHANGED])


@dataclass(slots=True)
class _Teller:
    """Deliveries on their way into the outbox. `ids`: the destination of each channel.

    `employers`: those of the openings, where some search has a limit a company.
    """

    connection: sa.Connection
    searches: Mapping[str, Search]
    now: datetime
    ids: Mapping[str, int]
    limits: limits.Limits
    employers: Mapping[OpeningId, str]
    gatherings: Gatherings
    rows: list[dict[str, Any]] = field(default_factory=list)
    later: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        connection: sa.Connection,
        tellings: Mapping[OpeningId, Iterable[Telling]],
        searches: Mapping[str, Search],
        now: datetime,
    ) -> _Teller:
        chats = connection.execute(_DESTINATIONS).all()
        ids = {chat.channel: chat.id for chat in chats}
        names = dict.fromkeys(one.match.key for some in tellings.values() for one in some)
        concerned = [searches[name] for name in names]
        reached = {ids[channel]: None for search in concerned for channel in search.to}
        most = {chat.id: chat.max_per_day for chat in chats if chat.max_per_day is not None}
        found = (
            limits.of(connection, most, concerned, list(reached), now)
            if concerned
            else limits.Limits(most)
        )
        employers = _employers(connection, tellings, concerned)
        return cls(connection, searches, now, ids, found, employers, Gatherings(connection))

    def to(self, tellings: Iterable[Telling]) -> dict[int, Occasions]:
        """What each destination is told of an opening, by occasion."""
        found: dict[int, Occasions] = {}
        for telling in tellings:
            match = without_quotes(telling.match)
            for channel in self.searches[match.key].to:
                occasions = found.setdefault(self.ids[channel], {})
                occasions.setdefault(telling.occasion, []).append(match)
        return found

    def add(
        self, opening: OpeningId, destination: int, fitting: Sequence[Match], row: dict[str, Any]
    ) -> None:
        """One more delivery: at once, unless it goes with a digest."""
        row |= {"opening_id": opening, "destination_id": destination}
        if opening in self.employers:
            row["payload"]["employer"] = self.employers[opening]
        gathering = self._gathering(opening, destination, fitting)
        if gathering is None:
            self._count(opening, destination, fitting)
            self.rows.append(row)
        else:
            self.later.append(row | _with(gathering))

    def sooner(self, there: sa.Row[Any], fitting: Sequence[Match]) -> None:
        """A delivery that waits for its digest is said for these searches, if that is sooner."""
        if there.digest_id is None or (due := taken_out(self.connection, there.digest_id)) is None:
            return
        gathering = self._gathering(there.opening_id, there.destination_id, fitting)
        if gathering is not None and gathering.due >= due:
            return
        values = _with(gathering) if gathering is not None else _at_once(self.now)
        if gathering is None:
            self._count(there.opening_id, there.destination_id, fitting)
        mine = outbox.c.id == there.id
        payload = self.connection.execute(sa.select(outbox.c.payload).where(mine)).scalar_one()
        named = {match["key"]: match for match in (*_dumped(fitting), *payload["matches"])}
        values["payload"] = {**payload, "matches": list(named.values())}
        self.connection.execute(outbox.update().where(mine).values(**values))

    def enqueue(self) -> int:
        """Writes them, and answers how many are new."""
        expires_at = self.now + MAX_AGE
        if self.rows:
            _ENQUEUE.each(self.connection, self.rows, at=self.now, expires_at=expires_at)
        if self.later:
            _ENQUEUE_LATER.each(self.connection, self.later, at=self.now)
        return len(self.rows) + len(self.later)

    def _gathering(
        self, opening: OpeningId, destination: int, fitting: Iterable[Match]
    ) -> Gathering | None:
        """The digest that an alert goes with; None where one of its searches says it at once."""
        moments = []
        for search in (self.searches[match.key] for match in fitting):
            employer = self.employers.get(opening, "")
            over = self.limits.reached(destination, search, employer)
            found = slots(self.now, search.timing, over=over)
            if found is None:
                return None
            moments.append(found)
        return self.gatherings.first(destination, merge(*moments))

    def _count(self, opening: OpeningId, destination: int, fitting: Iterable[Match]) -> None:
        names = (match.key for match in fitting)
        self.limits.count(destination, names, self.employers.get(opening, ""))


def _with(gathering: Gathering) -> dict[str, Any]:
    return {
        "digest_id": gathering.id,
        "reason": gathering.reason,
        "not_before": gathering.due,
        "expires_at": gathering.due + MAX_AGE,
    }


def _at_once(now: datetime) -> dict[str, Any]:
    """It begins to be now: it was not to be said before."""
    return {
        "digest_id": None,
        "reason": "",
        "created_at": now,
        "not_before": now,
        "expires_at": now + MAX_AGE,
    }


def _employers(
    connection: sa.Connection, told: Iterable[OpeningId], searches: Iterable[Search]
) -> dict[OpeningId, str]:
    """The employers of these openings, where some search has a limit for each."""
    limited = [search.timing for search in searches if search.timing.per_company is not None]
    if not limited:
        return {}
    fold = limited[0].employers.fold
    found = opening_rows.load(connection, list(told))
    return {id: fold(opening.company or "") for id, opening in found.items()}


def _dumped(fitting: Iterable[Match]) -> list[dict[str, Any]]:
    dumped: list[dict[str, Any]] = matches().dump_python(tuple(fitting), mode="json")
    return dumped
