"""Why a poll is not believed: broken is not empty, and a board may become somebody else's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from alertbot.identity import same_employer


class Shown(Protocol):
    """What a poll brought, as far as doubting it goes: see traversal.Harvest."""

    seen: set[str]
    skipped: list[str]
    employers: list[str]
    total: int | None


class KnownSource(Protocol):
    """What is known of a source, as far as doubting it goes: see store.polls.SourceState."""

    @property
    def open(self) -> int: ...
    @property
    def employer(self) -> str: ...
    @property
    def fingerprints(self) -> Mapping[str, bytes]: ...


def doubt(
    shown: Shown, known: KnownSource, company: str | None, *, window: bool = False
) -> str | None:
    """Why a poll cannot be believed, or None. Broken is not empty.

    `company`: whose board it should be, as the configuration says. `window`: it shows the newest
    alone, so that it may well say that there is nothing.
    """
    if not shown.seen and shown.skipped:
        return f"none of its {len(shown.skipped)} postings is understood: {shown.skipped[0]}"
    if not shown.seen and known.open and not (window and shown.total == 0):
        were = "1 was" if known.open == 1 else f"{known.open} were"
        return f"it lists no postings where {were} known; nothing is closed until it lists some"
    if not shown.employers:
        return None
    named = shown.employers[0]
    if company and not any(same_employer(company, other) for other in shown.employers):
        return f"the board is {named}'s, not {company}'s: put its name or 'company' right"
    if company:
        return None
    all_new = known.employer and known.open and shown.seen.isdisjoint(known.fingerprints)
    if all_new and not any(same_employer(known.employer, other) for other in shown.employers):
        change = f"the board was {known.employer}'s and is {named}'s now"
        return f"{change}; nothing is closed; if that is right, say company: {named}"
    return None
