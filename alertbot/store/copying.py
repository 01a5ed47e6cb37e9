"""All rows of a database, copied into another that has the tables, and compared.

Each function works inside its caller's transactions. Few rows are held at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from operator import ne
from typing import Any

import sqlalchemy as sa

from alertbot.store.tables import metadata

TOGETHER = 200

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of a table in any order: how many, and what their hashes add up to.

    `mended`: how many of them held a character that PostgreSQL cannot store.
    """

    table: str
    rows: int = 0
    hashes: int = 0
    mended: int = 0

    def __add__(self, other: Sum) -> Sum:
        hashes = (self.hashes + other.hashes) % 2**128
        return Sum(self.table, self.rows + other.rows, hashes, self.mended + other.mended)

    def agrees(self, other: Sum) -> bool:
        """Whether both are of the same rows."""
        return (self.rows, self.hashes) == (other.rows, other.hashes)


def copied(old: sa.Connection, new: sa.Connection) -> Iterator[Sum]:
    """Copies all rows, and yields the sum of each part as it is copied.

    What cannot be in a text of PostgreSQL, NUL and half a surrogate pair, becomes U+FFFD.
    """
    for table in metadata.sorted_tables:
        for some in _parts(old, table):
            rows = [{name: storable(it) for name, it in row.items()} for row in some]
            new.execute(table.insert(), rows)
            yield _sum(table.name, rows, sum(map(ne, some, rows)))


def summed(connection: sa.Connection) -> dict[str, Sum]:
    """The sum of each table."""
    found = {table.name: Sum(table.name) for table in metadata.sorted_tables}
    for table in metadata.sorted_tables:
        for some in _parts(connection, table):
            found[table.name] += _sum(table.name, some)
    return found


def count(connection: sa.Connection) -> int:
    """How many rows there are in all."""
    asked = (sa.select(sa.func.count()).select_from(table) for table in metadata.sorted_tables)
    return sum(connection.execute(one).scalar_one() for one in asked)


def storable(value: Any) -> Any:
    """A value as both can store it: some characters replaced in text, and in what becomes JSON."""
    match value:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        case list():
            return [storable(one) for one in value]
        case dict():
            return {storable(name): storable(one) for name, one in value.items()}
        case _:
            return value


def _parts(connection: sa.Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    asked = connection.execution_options(stream_results=True, max_row_buffer=TOGETHER)
    with asked.execute(sa.select(table)) as rows:
        for some in rows.mappings().partitions(TOGETHER):
            yield [dict(row) for row in some]


def _sum(table: str, rows: list[dict[str, Any]], mended: int = 0) -> Sum:
    hashes = 0
    for row in rows:
        said = json.dumps(list(row.values()), default=repr, sort_keys=True).encode()
        hashes += int.from_bytes(blake2b(said, digest_size=16).digest())
    return Sum(table, len(rows), hashes % 2**128, mended)


# -- the numbers that come next -------------------------------------------------------------


def last_numbers(connection: sa.Connection) -> dict[str, int]:
    """By table, the last number that its rows were given: one that is gone is not given again."""
    postgresql = connection.dialect.name == "postgresql"
    given: Mapping[str, int] = {}
    if not postgresql:
        given = dict(connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all())
    found = {}
    for table in _numbered():
        highest = connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
        if postgresql:
            sequence = connection.execute(_sequence(table)).scalar_one()
            last_and_called = sa.text("last_value, is_called")
            asked = sa.select(last_and_called).select_from(sa.text(sequence))
            last, called = connection.execute(asked).one()
            found[table.name] = max(highest, last if called else last - 1)
        else:
            found[table.name] = max(highest, given.get(table.name, 0))
    return found


def go_on_from(connection: sa.Connection, numbers: Mapping[str, int]) -> None:
    """Lets rows to come be numbered from there. SQLite can do so where a number never returns."""
    for table in _numbered():
        if not (last := numbers[table.name]):
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.setval(_sequence(table).scalar_subquery(), last)))
        elif table.dialect_options["sqlite"]["autoincrement"]:
            mine = {"name": table.name, "seq": last}
            connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), mine)
            connection.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), mine)


def _numbered() -> list[sa.Table]:
    """The tables whose rows the database numbers."""
    return [it for it in metadata.sorted_tables if it.autoincrement_column is not None]


def _sequence(table: sa.Table) -> sa.Select[str]:
    return sa.select(sa.func.pg_get_serial_sequence(table.name, "id"))
