"""Why a poll is not believed: broken is not empty, and a board may become somebody else's. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from typing import Protocol

from alertbot.identity import same_employer

THIRD = 3
FEWEST = 2
"""So many have to be gone at once: of a board of three, one may well go."""

BELIEVED_AFTER = timedelta(hours=24)
POLLS_TO_BELIEVE = 3
"""A doubt that has lasted so long, over so many polls, is how the board is now."""


class Shown(Protocol):
    """What a poll brought, as far as doubting it goes: see traversal.Harvest."""

    seen: set[str]
    skipped: list[str]
    employers: list[str]
    companies: Counter[str]
    total: int | None


class KnownSource(Protocol):
    """What is known of a source, as far as doubting it goes: see store.polls.SourceState."""

    @property
    def listed(self) -> frozenset[str]: ...
    @property
    def employer(self) -> str: ...
    @property
    def postings(self) -> Mapping[str, object]: ...
    @property
    def doubts(self) -> int: ...
    @property
    def doubted_at(self) -> datetime | None: ...


def doubt(
    shown: Shown, known: KnownSource, company: str | None, *, window: bool = False
) -> str | None:
    """Why a poll cannot be believed, or None. Broken is not empty.

    `company`: whose board it should be, as the configuration says. `window`: it shows the newest
    alone, so that it may well say that there is nothing.
    """
    if not shown.seen and shown.skipped:
        return f"none of its {len(shown.skipped)} postings is understood: {shown.skipped[0]}"
    listed = len(known.listed)
    if not shown.seen and listed and not (window and shown.total == 0):
        were = "1 was" if listed == 1 else f"{listed} were"
        return f"it lists no postings where {were} known; nothing is closed until it lists some"
    if company:
        if shown.employers and not any(same_employer(company, one) for one in shown.employers):
            named = shown.employers[0]
            return f"the board is {named}'s, not {company}'s: put its name or 'company' right"
        return None
    # Postings of a window, which may be many employers', do not say whose it is.
    names = shown.employers or ([] if window else list(shown.companies))
    all_new = known.employer and listed and shown.seen.isdisjoint(known.postings)
    if names and all_new and not any(same_employer(known.employer, one) for one in names):
        named = employer(shown, window=window)
        change = f"the board was {known.employer}'s and is {named}'s now"
        return f"{change}; nothing is closed; if that is right, say company: {named}"
    return None


def employer(shown: Shown, *, window: bool) -> str:
    """Whose board it is, as it says itself or as most of its postings do; empty where neither."""
    if shown.employers or window or not shown.companies:
        return next(iter(shown.employers), "")
    return shown.companies.most_common(1)[0][0]


def doubted(seen: Set[str], known: KnownSource, *, now: datetime, window: bool = False) -> str:
    """Why the absences of a poll are not believed, empty where they are.

    Its new postings are taken all the same. `seen`: the ids that it shows; `window`: see `doubt`.
    """
    listed = known.listed
    gone = len(listed - seen)
    lasts = known.doubted_at is not None and now - known.doubted_at >= BELIEVED_AFTER
    believed = lasts and known.doubts >= POLLS_TO_BELIEVE
    if window or believed or gone < FEWEST or gone * THIRD < len(listed):
        return ""
    if gone == len(listed):
        return f"all {gone} postings that it listed are gone, and others are there"
    return f"{gone} of the {len(listed)} postings that it listed are gone at once"
