"""Searches that another process has made known, and this one has not read yet.

Where several processes share a database they read a changed configuration one after the other. What
one that has not read it finds meanwhile is not matched against the searches that it does not know:
so each of those is marked, and is matched again by the next process that knows it. Each function
works inside its caller's transaction.
"""

from __future__ import annotations

import sqlalchemy as sa

from alertbot.searches import Searches
from alertbot.store.openings import chunks
from alertbot.store.tables import searches

MISSED = ""
"""In the place of a version: there are openings that it was not matched against."""

_FIGURES = sa.select(sa.func.count(), sa.func.sum(sa.cast(searches.c.seeded_at, sa.BigInteger)))


class Others:
    """What the others do. One for each process; of use only where there may be several."""

    def __init__(self) -> None:
        self._seen: tuple[object, ...] = ()

    def note(self, connection: sa.Connection) -> None:
        """The searches are those of this process."""
        self._seen = _figures(connection)

    def mark(self, connection: sa.Connection, wanted: Searches) -> None:
        """Marks the searches that this process does not know: it has found something."""
        figures = _figures(connection)
        if figures == self._seen:
            return
        rows = connection.execute(sa.select(searches.c.name, searches.c.version))
        versions = {name: search.version for name, search in wanted.by_name.items()}
        unknown = [row.name for row in rows if row.version not in (MISSED, versions.get(row.name))]
        for names in chunks(unknown):
            mine = searches.c.name.in_(names)
            connection.execute(searches.update().where(mine).values(version=MISSED))
        self._seen = figures

    def missed(self, connection: sa.Connection) -> list[str]:
        """The names of those that are marked."""
        marked = sa.select(searches.c.name).where(searches.c.version == MISSED)
        return list(connection.execute(marked).scalars())


def _figures(connection: sa.Connection) -> tuple[object, ...]:
    """Others when a search was added, changed or removed: quicker than to look at each."""
    return tuple(connection.execute(_FIGURES).one())
