"""What searches find among the openings that are stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alertbot.config import Search
from alertbot.model import Match, Opening
from alertbot.searches import Searches, standing
from alertbot.store import openings as opening_rows


@dataclass(frozen=True, slots=True)
class Found:
    """An opening that a search has found. `rank`: among the best, see searches.standing."""

    rank: tuple[int, int, float]
    opening: Opening
    match: Match


def matches(
    connection: sa.Connection, some: Iterable[Search], ids: sa.Select[tuple[int]], now: datetime
) -> dict[str, list[Found]]:
    """What these searches find among the openings with these ids; an empty list for none."""
    matcher = Searches(some)
    found: dict[str, list[Found]] = {name: [] for name in matcher.by_name}
    for chunk in opening_rows.chunks(connection.execute(ids.distinct()).scalars().all()):
        for opening in opening_rows.load(connection, chunk).values():
            for match in matcher.match(opening, now=now):
                rank = standing(opening, match, now=now)
                found[match.key].append(Found(rank, opening, match))
    return found
