"""What a new source shows, as a summary, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

import sqlalchemy as sa

from alertbot.model import Opening
from alertbot.searches import Searches
from alertbot.store import alerts
from alertbot.store.found import matches
from alertbot.store.tables import postings, sources


def summarise(connection: sa.Connection, source: str, wanted: Searches, now: datetime) -> None:
    """A section for each search that looks at a source which is new, of all that it shows.

    What another source has shown to the search before was told then, and is not counted.
    """
    told = set(
        connection.execute(
            sa.select(sources.c.name).where(
                sources.c.seeded_at.is_not(None), sources.c.name != source
            )
        ).scalars()
    )
    shown = sa.select(postings.c.opening_id).where(
        # Not what the source showed when it looked at something else.
        postings.c.source == source,
        postings.c.closed_at.is_(None),
        postings.c.absences == 0,
    )
    found = matches(connection, wanted.looking_at(source), shown, now)
    for name, those in found.items():
        before = told.intersection(wanted.by_name[name].sources)
        found[name] = [one for one in those if _is_first(source, one.opening, before)]
    alerts.add_to_summaries(connection, found, wanted.by_name, now)


def _is_first(source: str, opening: Opening, told: Set[str]) -> bool:
    """Whether this source has shown an opening before those sources that were told of.

    One that has joined it since has told nobody: it was no longer new.
    """
    shown = (one.source for one in opening.listed if one.source == source or one.source in told)
    return next(shown) == source
