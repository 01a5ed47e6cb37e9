"""What a chat has been told of already, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.store.openings import chunks
from alertbot.store.tables import outbox


def known(
    connection: sa.Connection, destination: int, ids: Collection[int], *, besides: int = 0
) -> set[int]:
    """Those of these openings that a destination was told of, or will be by what waits.

    One by one, with a digest, or by name in a summary that is kept still; what a summary has only
    counted is not known, nor is what could not be delivered. `besides`: a summary that is not
    asked, by its id.
    """
    mine = (outbox.c.destination_id == destination, outbox.c.state != State.DEAD.value)
    found: set[int] = set()
    for some in chunks(ids):
        query = sa.select(outbox.c.opening_id).where(*mine, outbox.c.opening_id.in_(some))
        found.update(connection.execute(query.distinct()).scalars())
    if ids:
        summaries = sa.select(outbox.c.payload).where(
            *mine, outbox.c.kind == "summary", outbox.c.id != besides
        )
        for payload in connection.execute(summaries).scalars():
            found |= named((payload or {}).get("sections", {}).values())
    return found.intersection(ids)


def named(sections: Iterable[Mapping[str, Any]]) -> set[int]:
    """The openings that sections of a summary name."""
    return {id for section in sections for _, id in section["best"]}
