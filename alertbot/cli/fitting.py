"""What a search was taken for, and what it finds among openings that are at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alertbot.cli import trying

if TYPE_CHECKING:
    from alertbot.model import Opening
    from alertbot.query import Filter

_SHOWN = 5
_TITLES = (
    "Every one of these words has to be there. Keep those that a title has; a place is in:berlin, "
    "pay is pay>=60k, and OR stands between words of which one will do."
)


def meaning(filter_: Filter) -> Iterator[str]:
    """A line for each thing that has to hold, and what is done with what is not said."""
    from alertbot.query.telling import told

    for line in told(filter_):
        yield f"- {line}"
    yield "What a posting does not say counts as fitting; the alert then says what is not known."


def doubts(filter_: Filter, home: str | None) -> list[str]:
    """What of it may not be meant so."""
    from alertbot import query

    return [doubt.words for doubt in query.ambiguous(filter_, home)]


def _is_a_sentence(filter_: Filter) -> bool:
    """Whether several words have to be there, each by itself, as where somebody just talks."""
    from alertbot.query.tree import And
    from alertbot.query.words import Words

    condition = filter_.condition
    parts = condition.parts if isinstance(condition, And) else ()
    return sum(isinstance(part, Words) for part in parts) > 1


def found(filter_: Filter, openings: Sequence[Opening], currency: str) -> Iterator[str]:
    """How many of the openings fit, some of them, and what is in the way where none does."""
    from alertbot.trial.trial import Home, Trying

    now = datetime.now(UTC)
    trial_ = Trying(filter_, Home(UTC, currency))
    for opening in openings:
        trial_.add(opening)
    trial = trial_.result(now, now)
    if not trial.seen:
        return
    count = f"{trial.total:,}" if trial.total else "none"
    yield f"Of the {trial.seen:,} postings that these boards show now, {count} would fit."
    for hit in trial.newest[:_SHOWN]:
        one = hit.opening
        places = trying.placed(one.places)
        yield "- " + ", ".join(filter(None, (one.title, one.company, places)))
    if trial.total > _SHOWN:
        yield f"- and {trial.total - _SHOWN:,} more"
    if not trial.total:
        for cost in [one for one in trial.costs if one.difference > 0][:3]:
            yield f"- {cost.said}, it would be {cost.difference:,}"
        for missing in trial.never[:3]:
            yield f"- {trying.never(missing)}"
        if _is_a_sentence(filter_):
            yield _TITLES
