"""What has happened to openings, from rows and to rows, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

import sqlalchemy as sa

from alertbot.model import Difference, Life, News, OpeningId
from alertbot.store.tables import news


def add(connection: sa.Connection, happened: Mapping[OpeningId, Iterable[News]]) -> None:
    """Adds what has happened, by opening."""
    rows = [
        {
            "opening_id": id,
            "at": one.at,
            "what": one.what.value,
            "differences": [asdict(difference) for difference in one.differences],
            "said": one.said,
        }
        for id, some in happened.items()
        for one in some
    ]
    if rows:
        connection.execute(news.insert(), rows)


def of(connection: sa.Connection, opening: OpeningId) -> list[News]:
    """What has happened to an opening, the oldest first."""
    rows = connection.execute(
        sa.select(news).where(news.c.opening_id == opening).order_by(news.c.id)
    )
    return [
        News(Life(row.what), row.at, tuple(Difference(**one) for one in row.differences), row.said)
        for row in rows
    ]


def times(connection: sa.Connection, opening: OpeningId, what: Collection[Life]) -> int:
    """How often this has happened to an opening."""
    query = sa.select(sa.func.count()).where(
        news.c.opening_id == opening, news.c.what.in_([one.value for one in what])
    )
    count: int = connection.execute(query).scalar_one()
    return count
