"""What people do with openings by hand: show, merge and split them, release a burst."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from alertbot.decide import Telling
from alertbot.errors import UsageError
from alertbot.identity import Employers
from alertbot.model import Life, News, Occasion, OpeningId, PostingKey
from alertbot.searches import Searches
from alertbot.store import alerts, bursts, deliveries, news, stories, traces
from alertbot.store import openings as opening_rows
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.tables import news as news_rows
from alertbot.store.tables import openings, postings, searches

Unsaid = Literal["", "asked", "closed", "held"]


@dataclass(frozen=True, slots=True)
class SplitOff:
    """An opening that was split off: its id, and how many alerts of it now wait.

    `unsaid`: why nobody is told of it; empty where those are told whose searches it fits.
    """

    id: OpeningId
    alerts: int
    unsaid: Unsaid


class Hand:
    """The store's methods for people, each one transaction. What they merge or split stays so.

    Raises UsageError with a line for each mistake; nothing is done then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(
        self, *, source: str | None = None, words: str = "", closed: bool = False, limit: int
    ) -> list[stories.Line]:
        """Openings, the newest first: see stories.listed."""
        with self._database.read() as connection:
            return stories.listed(connection, source, words, closed=closed, limit=limit)

    def story(self, opening: OpeningId, employers: Employers) -> stories.Story:
        """All that is known of an opening; of one that was merged, what it is now."""
        with self._database.read() as connection:
            found = stories.story(connection, opening, employers)
        if found is None:
            raise UsageError(_unknown(opening))
        return found

    def merge(self, ids: Sequence[OpeningId], now: datetime) -> None:
        """Makes openings one, the first. Nobody is told of it."""
        if len(ids) < 2:
            raise UsageError("name two openings at least: the first is what they become")
        first, *others = ids
        with self._database.read() as connection:  # a second or so, in which nobody has to wait
            _standing(connection, ids)
            keys = traces.leading_to(connection, others)
        with self._database.write() as connection:
            alone(connection, "openings")
            rows = _standing(connection, ids)
            c = openings.c
            theirs = postings.c.opening_id.in_(others)
            traces.merge(connection, first, others, keys)
            connection.execute(postings.update().where(theirs).values(opening_id=first))
            moved = news_rows.update().where(news_rows.c.opening_id.in_(others))
            connection.execute(moved.values(opening_id=first))
            deliveries.merge(connection, first, others)
            connection.execute(openings.update().where(c.id == first).values(_one(rows)))
            gone: dict[str, Any] = {"merged_into": first, "by_hand": True, "burst_id": None}
            gone |= {"closed_at": sa.func.coalesce(c.closed_at, sa.literal(now, c.closed_at.type))}
            connection.execute(openings.update().where(c.id.in_(others)).values(gone))
            earlier = openings.update().where(c.merged_into.in_(others))
            connection.execute(earlier.values(merged_into=first))
            said = f"with {', '.join(map(str, others))}"
            news.add(connection, {first: [News(Life.MERGED, now, said=said)]})

    def split(
        self,
        opening: OpeningId,
        keys: Sequence[PostingKey],
        wanted: Searches,
        now: datetime,
        *,
        quiet: bool = False,
    ) -> SplitOff:
        """Makes some postings of an opening one of their own, which is told as new.

        Not where it has closed, where a burst holds it, nor where it is asked to be `quiet`.
        """
        with self._database.write() as connection:
            alone(connection, "openings")
            (row,) = _standing(connection, [opening])
            leaving, staying = _sides(connection, opening, keys)
            new = _opening_of(connection, leaving, row.burst_id)
            left = {"closed_at": _closed_at(staying), "by_hand": True}
            connection.execute(openings.update().where(openings.c.id == opening).values(left))
            both = opening_rows.load(connection, [opening, new])
            traces.split(connection, both[opening], both[new])
            news.add(
                connection,
                {
                    opening: [News(Life.SPLIT, now, said=f"{new} was split off")],
                    new: [News(Life.SPLIT, now, said=f"from {opening}")],
                },
            )
            known = _known(connection, wanted)
            fits = {id: known.match(one, now=now) for id, one in both.items()}
            deliveries.split(connection, opening, new, known, fits)
            unsaid: Unsaid = "asked" if quiet else ""
            if both[new].closed_at is not None:
                unsaid = "closed"
            elif row.burst_id is not None:
                unsaid = "held"
            if not unsaid:
                tell = [Telling(Occasion.NEW, match) for match in fits[new]]
                alerts.tell(connection, {new: tell}, known.by_name, now)
            return SplitOff(new, deliveries.waiting(connection, new), unsaid)

    def held(self, source: str | None = None) -> list[bursts.Held]:
        """The bursts that are held, of this source if one is named."""
        with self._database.read() as connection:
            return bursts.held(connection, source)

    def release(self, source: str, ending: bursts.Ending, wanted: Searches, now: datetime) -> int:
        """Ends what is held of a source, and answers of how many openings that are still open."""
        with self._database.write() as connection:
            alone(connection, "openings")
            held = bursts.held(connection, source)
            if not held:
                raise UsageError(f"nothing of {source} is held: `alertbot sources` shows what is")
            known = _known(connection, wanted)
            return sum(
                bursts.end(connection, burst.id, source, ending, known, now) for burst in held
            )

    def release_overdue(self, wanted: Searches, now: datetime) -> int:
        """Ends as a summary what nobody has released in time. Answers how many bursts those are.

        Due after Polls.expire: what has closed meanwhile is not said.
        """
        if not any(burst.ends_at <= now for burst in self.held()):
            return 0
        with self._database.write() as connection:
            alone(connection, "openings")
            due = [burst for burst in bursts.held(connection) if burst.ends_at <= now]
            known = _known(connection, wanted)
            for burst in due:
                bursts.end(connection, burst.id, burst.source, "summary", known, now)
            return len(due)


def _standing(connection: sa.Connection, ids: Sequence[OpeningId]) -> list[sa.Row[Any]]:
    """The rows of these openings, in this order; each is named once, is there and not merged."""
    query = sa.select(openings).where(openings.c.id.in_(ids))
    found = {row.id: row for row in connection.execute(query)}
    mistakes = []
    for id in dict.fromkeys(ids):
        if ids.count(id) > 1:
            mistakes.append(f"opening {id} is named twice")
        elif id not in found:
            mistakes.append(_unknown(id))
        elif (into := found[id].merged_into) is not None:
            mistakes.append(f"opening {id} was merged into {into}: name that one")
    _refuse(mistakes)
    return [found[id] for id in ids]


def _unknown(id: OpeningId) -> str:
    return f"there is no opening {id}: `alertbot openings show` lists them"


def _refuse(mistakes: Sequence[str]) -> None:
    if mistakes:
        raise UsageError("\n".join(mistakes))


def _one(rows: Iterable[sa.Row[Any]]) -> dict[str, Any]:
    """What openings are as one: open if one is, held if one is, seen since the first was."""
    some = list(rows)
    reposted = [row.reposted_at for row in some if row.reposted_at is not None]
    changed = [row.changed_at for row in some if row.changed_at is not None]
    held = [row.burst_id for row in some if row.burst_id is not None]
    return {
        "first_seen_at": min(row.first_seen_at for row in some),
        "closed_at": _closed_at(some),
        "reposted_at": max(reposted, default=None),
        "changed_at": max(changed, default=None),
        "burst_id": next(iter(held), None),
        "by_hand": True,
    }


def _closed_at(rows: Iterable[sa.Row[Any]]) -> datetime | None:
    """When the last of these openings, or postings, has closed; None where one is open."""
    moments = [row.closed_at for row in rows]
    return None if None in moments else max(moments)


def _sides(
    connection: sa.Connection, opening: OpeningId, keys: Sequence[PostingKey]
) -> tuple[list[sa.Row[Any]], list[sa.Row[Any]]]:
    """The rows of the postings that leave an opening, and of those that stay."""
    c = postings.c
    columns = [c.id, c.source, c.external_id, c.opening_id, c.first_seen_at, c.closed_at]
    named = sa.tuple_(c.source, c.external_id).in_(keys)
    query = sa.select(*columns).where(sa.or_(c.opening_id == opening, named)).order_by(c.id)
    found = connection.execute(query).all()
    rows = {(row.source, row.external_id): row for row in found}
    mistakes = []
    for key in dict.fromkeys(keys):
        name = "/".join(key)
        if keys.count(key) > 1:
            mistakes.append(f"posting {name} is named twice")
        elif key not in rows:
            mistakes.append(f"there is no posting {name}: `openings show {opening}` names its own")
        elif rows[key].opening_id != opening:
            mistakes.append(f"posting {name} is one of opening {rows[key].opening_id}")
    own = [row for row in rows.values() if row.opening_id == opening]
    leaving = [row for row in own if (row.source, row.external_id) in keys]
    staying = [row for row in own if row not in leaving]
    if not mistakes and not staying:
        mistakes.append(f"these are all postings of opening {opening}: one has to stay")
    if not mistakes and not leaving:
        mistakes.append("name a posting at least, as `openings show` prints it")
    _refuse(mistakes)
    return leaving, staying


def _opening_of(
    connection: sa.Connection, leaving: Sequence[sa.Row[Any]], burst: int | None
) -> OpeningId:
    """A new opening that has these postings."""
    values = {
        "first_seen_at": min(row.first_seen_at for row in leaving),
        "closed_at": _closed_at(leaving),
        "by_hand": True,
        "burst_id": burst,
    }
    fresh = openings.insert().values(values).returning(openings.c.id)
    new = OpeningId(connection.execute(fresh).scalar_one())
    for some in opening_rows.chunks([row.id for row in leaving]):
        own = postings.update().where(postings.c.id.in_(some))
        connection.execute(own.values(opening_id=new))
    return new


def _known(connection: sa.Connection, wanted: Searches) -> Searches:
    """The searches as the database knows them, each with the channels that it knows.

    One that is new, or worded anew, is matched against all there is at the next start.
    """
    versions = {row.name: row.version for row in connection.execute(sa.select(searches))}
    channels = alerts.destination_ids(connection)
    return Searches(
        replace(search, to=tuple(channel for channel in search.to if channel in channels))
        for name, search in wanted.by_name.items()
        if versions.get(name) == search.version
    )
