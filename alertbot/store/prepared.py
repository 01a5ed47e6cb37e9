"""Statements made once. SQLAlchemy Core takes longer to key a statement, to arrange what is said of
each row and to wrap what comes back than SQLite takes to carry it out; so what is said most often
goes to the driver as text, with values converted by the types of its tables."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

Values = dict[str, Any]
Convert = Callable[[Any], Any]

_named: Callable[[str, list[str]], type[Any]] = namedtuple
"""By this name mypy lets the fields be known only later."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement for one kind of database. `constants`: the values that it has in itself.

    `bind` and `read`: what converts a value of a name and a column at an index, where anything has
    to. `lists`: some value is a list, which only SQLAlchemy can write out.
    """

    text: str
    constants: Values
    bind: Mapping[str, Convert]
    read: tuple[tuple[int, Convert], ...]
    lists: bool


class Prepared:
    """A statement that names its values by `sa.bindparam`.

    An INSERT names every column that may not be null: what is the default of a column is not known
    here. `unless_there`: it leaves out the rows of which there is one already.
    """

    def __init__(
        self, statement: sa.Select[Any] | sa.Insert | sa.Update, *, unless_there: bool = False
    ) -> None:
        # What an INSERT has made is not asked for.
        self._statement = statement.inline() if isinstance(statement, sa.Insert) else statement
        self._columns = tuple(statement.exported_columns)
        self._row = _named("Row", [column.name for column in self._columns])
        self._end = " ON CONFLICT DO NOTHING" if unless_there else ""  # so in both databases
        self._made: dict[str, _Made] = {}

    def rows(self, connection: sa.Connection, **values: Any) -> list[Any]:
        """What a SELECT finds, as named tuples."""
        made = self._for(connection.dialect)
        if made.lists:
            cursor = connection.execute(self._statement, values).cursor
        else:
            cursor = connection.exec_driver_sql(made.text, _converted(values, made)).cursor
        return [self._row._make(_read(row, made.read)) for row in cursor.fetchall()]

    def run(self, connection: sa.Connection, **values: Any) -> int:
        """Carries it out, without lists. Answers how many rows it has written."""
        made = self._for(connection.dialect)
        return connection.exec_driver_sql(made.text, _converted(values, made)).rowcount

    def each(self, connection: sa.Connection, rows: Iterable[Values], **same: Any) -> None:
        """Carries it out for each row, at least one. `same`: what is the same in all of them."""
        made = self._for(connection.dialect)
        shared = _converted(same, made)
        own = [(name, convert) for name, convert in made.bind.items() if name not in shared]
        said = [shared | row for row in rows]
        for row in said:
            for name, convert in own:
                row[name] = convert(row[name])
        connection.exec_driver_sql(made.text, said)

    def _for(self, dialect: sa.Dialect) -> _Made:
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._make(dialect)
        return made

    def _make(self, dialect: sa.Dialect) -> _Made:
        compiled = self._statement.compile(dialect=dialect)
        constants, bind = {}, {}
        for value, name in compiled.bind_names.items():
            convert = value.type.dialect_impl(dialect).bind_processor(dialect)
            if not value.required:
                own = value.effective_value
                constants[name] = convert(own) if convert else own
            elif convert:
                bind[name] = convert
        read = (
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self._columns
        )
        return _Made(
            f"{compiled}{self._end}",
            constants,
            bind,
            tuple((index, convert) for index, convert in enumerate(read) if convert),
            any(value.expanding for value in compiled.bind_names),
        )


def _converted(values: Values, made: _Made) -> Values:
    said = made.constants | values
    for name, convert in made.bind.items():
        if name in values:
            said[name] = convert(said[name])
    return said


def _read(row: Iterable[Any], converts: Iterable[tuple[int, Convert]]) -> Iterable[Any]:
    if not converts:
        return row
    values = list(row)
    for index, convert in converts:
        values[index] = convert(values[index])
    return values
