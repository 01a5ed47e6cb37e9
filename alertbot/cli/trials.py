"""A trial as the objects that `try --json` prints, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alertbot.query import Filter
    from alertbot.trial.terms import Never
    from alertbot.trial.trial import Cost, Hit, Trial


def objects(
    filter_: Filter, since: datetime, until: datetime, reach: datetime, trial: Trial
) -> Iterator[dict[str, Any]]:
    """The summary first, then each opening, the newest first."""
    window = {"since": since, "until": until, "reaches_back_to": reach}
    moments = {name: moment.isoformat() for name, moment in window.items()}
    yield {"query": str(filter_), **moments, **_summary(trial)}
    yield from map(_opening, trial.newest)


def _summary(trial: Trial) -> dict[str, Any]:
    from alertbot.trial.figures import usual

    busiest = max(trial.days, key=lambda day: day.count, default=None)
    return {
        "looked_at": trial.seen,
        "openings": trial.total,
        "in_summaries": trial.seeded,
        "per_day": {
            "median": usual(trial.days),
            "most": busiest.count if busiest else 0,
            "busiest": busiest.date.isoformat() if busiest and busiest.count else None,
        },
        "days": [[day.date.isoformat(), day.count] for day in trial.days],
        "pay": {
            "currency": trial.pay.currency,
            "buckets": [
                {
                    "from": None if one.low is None else float(one.low),
                    "to": None if one.high is None else float(one.high),
                    "openings": one.count,
                }
                for one in trial.pay.buckets
            ],
            "unsaid": trial.pay.unsaid,
            "not_compared": trial.pay.incomparable,
        },
        "costs": [_cost(cost, trial.total) for cost in trial.costs],
        "never": [never(one) for one in trial.never],
    }


def _cost(cost: Cost, total: int) -> dict[str, Any]:
    return {
        "change": cost.change.value,
        "condition": cost.condition,
        "difference": cost.difference,
        "openings": total + cost.difference,
    }


def never(one: Never) -> dict[str, Any]:
    """A condition that no opening fits, ready for JSON."""
    return {
        "condition": one.condition,
        "words": [
            {"word": each.word, "near": [[near.word, near.count] for near in each.near]}
            for each in one.missing
        ],
    }


def _opening(hit: Hit) -> dict[str, Any]:
    from alertbot import pay

    one = hit.opening
    return {
        "opening": one.id,
        "state": "closed" if one.closed_at else "open",
        "title": one.title,
        "company": one.company,
        "places": [place.text for place in one.places],
        "pay": [pay.display(each) for each in one.pay],
        "sources": list(one.sources),
        "url": one.lead.url,
        "first_seen_at": one.first_seen.isoformat(),
        "posted_at": one.posted_at.isoformat() if one.posted_at else None,
        "in_summary": hit.seeded,
        "unknown": list(hit.match.unknown),
        "because": [[each.condition, each.text] for each in hit.match.because],
    }
