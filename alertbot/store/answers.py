"""What is stored, for those who ask why: openings by what people call them, whom they were told to,
how many alerts there were. Nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.model import Opening, OpeningId
from alertbot.store import accounts
from alertbot.store import openings as opening_rows
from alertbot.store.accounts import Account
from alertbot.store.engine import Database, require
from alertbot.store.others import Others
from alertbot.store.register import Register
from alertbot.store.status import Said, Status, said, status
from alertbot.store.stored import Stored
from alertbot.store.tables import openings, outbox, postings


@dataclass(frozen=True, slots=True)
class Alerts:
    """What a search's alerts came to: deliveries by their state, how many of them go with a digest,
    how many openings were told one by one, and how many its summaries count."""

    states: Mapping[State, int] = field(default_factory=dict)
    digested: int = 0
    openings: int = 0
    summarised: int = 0

    @property
    def any(self) -> bool:
        return bool(self.summarised or sum(self.states.values()))


class Answers:
    """The store's methods for answers, each of which only reads, in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.stored = Stored(database)
        self.register = Register(database, Others())

    def opening(self, id: OpeningId) -> Opening | None:
        """The opening of this number; one that was merged comes as what it is now."""
        with self._database.read() as connection:
            return opening_rows.load(connection, [id]).get(id)

    def named(self, word: str) -> list[Opening]:
        """The openings of postings with this external id, or that SOURCE/ID names."""
        source, slash, id = word.partition("/")
        own = postings.c.external_id == word
        if slash:
            own = sa.or_(own, sa.and_(postings.c.source == source, postings.c.external_id == id))
        return self._of(sa.select(postings.c.opening_id).where(own))

    def at(self, url: str) -> list[Opening]:
        """The openings of postings at this address, or at one that it leads to."""
        address = postings.c.fields["url"].as_string()
        if exact := self._of(sa.select(postings.c.opening_id).where(address == url)):
            return exact
        path = _bare(url)[0].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        near = sa.select(postings.c.opening_id, address.label("url")).where(
            address.like(f"%{path}%", escape="\\")
        )
        with self._database.read() as connection:
            rows = connection.execute(near.order_by(postings.c.id)).all()
        same = [row.opening_id for row in rows if leads_to(url, row.url)]
        return self._of(sa.select(openings.c.id).where(openings.c.id.in_(same))) if same else []

    def _of(self, ids: sa.Select[Any]) -> list[Opening]:
        with self._database.read() as connection:
            found = dict.fromkeys(map(OpeningId, connection.execute(ids.distinct()).scalars()))
            loaded = opening_rows.load(connection, found)
        return [loaded[id] for id in sorted(loaded)]

    def account(self, opening: Opening) -> Account:
        """Whom it was told to, and all that may have kept it from being told."""
        with self._database.read() as connection:
            return accounts.of(connection, opening)

    def newest(self, moment: datetime, count: int) -> datetime:
        """Since when at most so many openings have come, but not before that moment.

        More than that only where they have all come at once.
        """
        c = openings.c
        since = (c.merged_into.is_(None), c.first_seen_at >= moment)
        last = sa.select(c.first_seen_at).where(*since).order_by(c.first_seen_at.desc())
        with self._database.read() as connection:
            beyond: datetime | None = connection.execute(last.offset(count).limit(1)).scalar()
            if beyond is None:
                return moment
            first = sa.func.min(c.first_seen_at, type_=c.first_seen_at.type)
            later = sa.select(first).where(*since, c.first_seen_at > beyond)
            found: datetime | None = connection.execute(later).scalar()
        return beyond if found is None else found

    def status(self, days: Sequence[datetime], now: datetime) -> Status:
        """How all of it is. `days`: when each day began that is counted, the last of them today."""
        sources = self.register.health()
        with self._database.read() as connection:
            return status(connection, sources, days, now)

    def said(self, count: int) -> list[Said]:
        """The last alerts that were delivered, the newest first."""
        with self._database.read() as connection:
            return said(connection, count)

    def alerts(self, moment: datetime | None = None) -> dict[str, Alerts]:
        """By search, what its alerts of that moment and later came to; of all of them for None.

        A summary to several channels counts once.
        """
        c = outbox.c
        columns = (c.opening_id, c.state, c.payload, c.destination_id, c.digest_id)
        query = sa.select(*columns).where(c.kind != "notice")
        if moment is not None:
            query = query.where(c.created_at >= moment)
        states: dict[str, Counter[State]] = {}
        alone: dict[str, set[int]] = {}
        digested = Counter[str]()
        summed: dict[str, Counter[int]] = {}
        with self._database.read() as connection:
            rows = connection.execution_options(yield_per=opening_rows.CHUNK).execute(query)
            with rows:
                for row in rows:
                    for name in accounts.searches_of(row.payload):
                        states.setdefault(name, Counter())[State(row.state)] += 1
                        if row.digest_id is None:
                            alone.setdefault(name, set()).add(row.opening_id)
                        else:
                            digested[name] += 1
                    for name, _, section in accounts.sections(row.payload):
                        totals = summed.setdefault(name, Counter())
                        totals[row.destination_id] += section["total"]
        return {
            name: Alerts(
                states.get(name, {}),
                digested[name],
                len(alone.get(name, ())),
                max(summed.get(name, {}).values(), default=0),
            )
            for name in states.keys() | summed.keys()
        }


@contextmanager
def opened(url: str) -> Iterator[Answers]:
    """A configuration's database, beside whoever runs on it. StoreError where there is none."""
    require(url)
    with closing(Database(url)) as database:
        yield Answers(database)


# -- addresses ------------------------------------------------------------------------------


def leads_to(asked: str, stored: str) -> bool:
    """Whether an address leads where a stored one does: it may have a fragment, a slash at its end,
    another scheme and further parameters."""
    (path, parameters), (other, others) = _bare(asked), _bare(stored)
    return path == other and others <= parameters


def _bare(url: str) -> tuple[str, frozenset[str]]:
    """Host and path of an address, without "www." and a slash at the end, and its parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, frozenset()
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}", frozenset(filter(None, parts.query.split("&")))
