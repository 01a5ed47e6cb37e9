"""What a credential may send in all, however many chats it serves. Each function works inside its
caller's transaction, so that processes which share a database share what is allowed, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from alertbot.store.dialects import alone
from alertbot.store.tables import credentials

KEPT = timedelta(seconds=0.5)
"""What was not sent in this time may be sent at once; what was not sent before it is lost."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A credential may send so many messages a second, over all the `channels` that use it."""

    credential: str
    rate: int
    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Room:
    """What may be sent now. `since`: from when on what each credential may send is unused."""

    allowances: Collection[Allowance]
    since: Mapping[str, datetime]
    now: datetime

    def left(self) -> Counter[str]:
        """How many messages each credential may send."""
        return Counter(
            {
                one.credential: int((self.now - self.since[one.credential]) * one.rate / _SECOND)
                for one in self.allowances
            }
        )

    def full(self) -> frozenset[str]:
        """The channels that may send nothing."""
        left = self.left()
        none = (one.channels for one in self.allowances if not left[one.credential])
        return frozenset[str]().union(*none)

    def admitted(self, channels: Iterable[str]) -> list[bool]:
        """For each of these messages in turn, by its channel, whether it may be sent."""
        left = self.left()
        whose = {name: one.credential for one in self.allowances for name in one.channels}
        admitted = []
        for name in channels:
            credential = whose.get(name)
            admitted.append(credential is None or left[credential] > 0)
            if credential is not None:
                left[credential] -= 1
        return admitted


def room(connection: sa.Connection, allowances: Collection[Allowance], now: datetime) -> Room:
    """What these credentials may send now."""
    if not allowances:
        return Room((), {}, now)
    alone(connection, "pacing")
    names = [one.credential for one in allowances]
    rows = connection.execute(sa.select(credentials).where(credentials.c.name.in_(names)))
    stored = {row.name: row.unused_since for row in rows}
    earliest = now - KEPT
    since = {name: max(stored.get(name, earliest), earliest) for name in names}
    for name in [name for name in names if since[name] > now]:  # the clock was set back
        since[name] = now
        _store(connection, name, now)
    return Room(allowances, since, now)


def use(connection: sa.Connection, room: Room, channels: Iterable[str]) -> None:
    """Messages are being sent on these channels, which may."""
    sent = Counter(channels)
    for one in room.allowances:
        count = sum(sent[name] for name in one.channels)
        if count:
            since = room.since[one.credential] + count * _SECOND / one.rate
            _store(connection, one.credential, since)


def _store(connection: sa.Connection, name: str, unused_since: datetime) -> None:
    values = {"unused_since": unused_since}
    mine = credentials.update().where(credentials.c.name == name).values(values)
    if not connection.execute(mine).rowcount:
        connection.execute(credentials.insert().values(name=name, **values))
