"""What a walk over a source's pages comes to, with what is new in it read. Pure."""

from __future__ import annotations

from datetime import datetime

from alertbot.doubt import employer
from alertbot.life import Poll
from alertbot.reading import read
from alertbot.searches import BEST
from alertbot.sources import SourceKind
from alertbot.store.people import without_people
from alertbot.store.state import DETAIL_TRIES, Healthy, SourceState
from alertbot.traversal import Harvest, Traversal


def reaped(
    source: str,
    kind: SourceKind,
    walk: Traversal,
    state: SourceState,
    doubtful: str,
    now: datetime,
) -> Healthy:
    """What a walk comes to, what is new in it read."""
    harvest = walk.harvest
    poll, prints = _read(source, kind, harvest, state, doubtful)
    return Healthy(
        poll,
        prints,
        touched=state.touched(poll, now=now),
        undetailed=frozenset(harvest.undetailed),
        unasked=frozenset(harvest.unasked),
        pages={} if _looks_again(harvest, state) else walk.pages,
        unread=unread(kind, harvest),
        trouble=harvest.trouble,
        employer=employer(harvest, window=poll.window),
    )


def _looks_again(harvest: Harvest, state: SourceState) -> bool:
    """Whether some posting still lacks its detail: an unchanged page would hide it."""
    lacking = state.undetailed | harvest.undetailed
    return any(
        0 < state.tries(id) + (id in harvest.undetailed) < DETAIL_TRIES
        for id in (lacking & harvest.seen) - harvest.details.keys()
    )


def unread(kind: SourceKind, harvest: Harvest) -> int | None:
    """How many postings the service holds back; None where this walk cannot tell."""
    if not kind.MANNERS.whole_board:
        return 0  # by its nature: that it shows the newest is all one asks of a window
    # What stands on pages that were lost is not what the service holds back.
    return None if harvest.lost else harvest.unread


def _read(
    source: str, kind: SourceKind, harvest: Harvest, state: SourceState, doubtful: str
) -> tuple[Poll, dict[str, bytes]]:
    """Reads what is new or worded anew, and nothing else: reading is the dear part."""
    prints = {id: worded for id, worded in harvest.prints.items() if id not in harvest.deferred}
    stay = {id for id in harvest.undetailed if state.stays(id, tried=True)}
    stay |= {id for id in harvest.unasked if state.stays(id, tried=False)}
    stay |= harvest.withdrawn  # it is not told of, and what is stored of it is its last word
    window = not kind.MANNERS.whole_board
    news = [id for id in state.news(prints) if id not in stay]
    poll = Poll(
        source=source,
        postings=tuple(
            without_people(read(posting, source=source, fetched_at=harvest.fetched_at[id]))
            for id, posting in ((id, harvest.posting(id)) for id in news)
        ),
        seen=frozenset(harvest.seen),
        # How many a window holds back says nothing: its absences are no reason to close anyway.
        complete=harvest.complete or (window and not harvest.holes),
        # A board that was empty so far and is full at once is new; a few are simply its first.
        first=not state.seeded or (not state.postings and len(harvest.seen) > BEST),
        unfinished=bool(harvest.deferred),
        window=window,
        doubt=doubtful if harvest.complete else "",
        withdrawn=frozenset(harvest.withdrawn),
    )
    return poll, {id: prints[id] for id in news}
