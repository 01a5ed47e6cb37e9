"""Statements made once: values go in and come out as through SQLAlchemy, in both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from alertbot.store import Store
from alertbot.store.prepared import Prepared
from alertbot.store.tables import outbox

AT = datetime(2026, 6, 1, 12, 0, 0, 123000, tzinfo=UTC)
LATER = datetime(2026, 6, 2, tzinfo=UTC)

_OWN = ("id", "destination_id", "payload", "uncertain", "created_at")
INSERT = Prepared(
    outbox.insert().values(
        kind="notice",
        occasion=sa.literal("50 %"),
        turn=0,
        state=sa.literal_column("'pending'"),
        attempts=0,
        plain=False,
        not_before=AT,
        expires_at=LATER,
        reason="",
        ref="",
        **{name: sa.bindparam(name) for name in _OWN},
    ),
    unless_there=True,
)
_COLUMNS = (outbox.c.id, outbox.c.occasion, outbox.c.payload, outbox.c.uncertain)
_MOMENTS = (outbox.c.lease_until, outbox.c.created_at, outbox.c.expires_at)
SELECT = sa.select(*_COLUMNS, *_MOMENTS).order_by(outbox.c.id)
UPDATE = (
    outbox.update()
    .where(outbox.c.id == sa.bindparam("of"), ~outbox.c.plain)
    .values(lease_until=sa.bindparam("until"))
)


def _row(id: int, **other: Any) -> dict[str, Any]:
    return {"id": id, "payload": {"text": "naïve"}, "uncertain": id == 2} | other


def _inserted(connection: sa.Connection) -> None:
    connection.execute(outbox.delete())
    INSERT.each(connection, [_row(1), _row(2)], destination_id=1, created_at=AT)


def test_rows_come_out_as_they_do_through_sqlalchemy(store: Store) -> None:
    with store._database.write() as connection:
        _inserted(connection)
        expected = connection.execute(SELECT).all()
        found = Prepared(SELECT).rows(connection)
    assert [tuple(row) for row in found] == [tuple(row) for row in expected]
    first, second = found
    assert (first.occasion, first.payload, first.created_at) == ("50 %", {"text": "naïve"}, AT)
    assert (first.uncertain, second.uncertain) == (False, True)


def test_a_list_among_the_values(store: Store) -> None:
    query = SELECT.where(
        outbox.c.id.in_(sa.bindparam("ids", expanding=True)),
        outbox.c.created_at <= sa.bindparam("now"),
    )
    with store._database.write() as connection:
        _inserted(connection)
        assert [row.id for row in Prepared(query).rows(connection, ids=[2, 3], now=AT)] == [2]
        assert Prepared(query).rows(connection, ids=[], now=AT) == []


def test_what_is_there_already_is_left_as_it_is(store: Store) -> None:
    with store._database.write() as connection:
        _inserted(connection)
        again = [_row(2, payload={}, destination_id=1), _row(3, destination_id=1)]
        INSERT.each(connection, again, created_at=LATER)
        found = Prepared(SELECT).rows(connection)
    assert [row.created_at for row in found] == [AT, AT, LATER]
    assert all(row.payload for row in found)


def test_it_tells_how_many_rows_it_has_written(store: Store) -> None:
    lease = Prepared(UPDATE)
    with store._database.write() as connection:
        _inserted(connection)
        assert lease.run(connection, of=1, until=LATER) == 1
        assert lease.run(connection, of=7, until=LATER) == 0
        assert [row.lease_until for row in Prepared(SELECT).rows(connection)] == [LATER, None]
        assert lease.run(connection, of=1, until=None) == 1
        assert Prepared(SELECT).rows(connection)[0].lease_until is None
