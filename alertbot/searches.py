"""The saved searches, and what each may see of an opening. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from alertbot.config import Search
from alertbot.matching import Index
from alertbot.model import Alert, Match, Notice, Opening, OpeningAlert, Posting, Summary

BEST = 5
RECENT = timedelta(days=14)
OLD = 2
"""The first number of the rank of what was posted before that."""


class Searches:
    """The saved searches, indexed, grouped by the sources that they look at."""

    def __init__(self, searches: Iterable[Search]) -> None:
        self.by_name = {search.name: search for search in searches}
        self._groups: dict[frozenset[str], Index] = {}
        for search in self.by_name.values():
            index = self._groups.setdefault(frozenset(search.sources), Index())
            index.add(search.name, search.filter)

    def match(self, opening: Opening, *, now: datetime, gone: bool = False) -> list[Match]:
        """The searches that an opening fits, each judging by the postings of its own sources.

        Not those whose sources do not list it any more, unless what is `gone` counts too.
        """
        found: dict[str, Match] = {}
        for sources, index in self._groups.items():
            view = seen_by(opening, sources)
            if view is not None and (gone or not _is_gone(view)):
                for worded in _wordings(view, view.postings if gone else view.listed):
                    for match in index.match(worded, now=now):
                        found.setdefault(match.key, match)
        return list(found.values())

    def view(self, name: str, opening: Opening) -> Opening | None:
        """The opening as a search sees it: see `seen_by`."""
        return seen_by(opening, frozenset(self.by_name[name].sources))

    def looking_at(self, source: str) -> list[Search]:
        return [search for search in self.by_name.values() if source in search.sources]


def seen_by(opening: Opening, sources: frozenset[str]) -> Opening | None:
    """The opening as somebody sees it who reads only these sources, or None who sees nothing."""
    postings = tuple(posting for posting in opening.postings if posting.source in sources)
    return replace(opening, postings=postings) if postings else None


def _is_gone(opening: Opening) -> bool:
    return all(posting.key in opening.gone for posting in opening.postings)


def _wordings(opening: Opening, postings: Iterable[Posting]) -> Iterable[Opening]:
    """The opening as each of these postings names it: one may have been given another title."""
    by_title: dict[str, Posting] = {}
    for posting in postings:
        by_title.setdefault(posting.title, posting)
    for one in by_title.values():
        others = (posting for posting in opening.postings if posting is not one)
        yield opening if one is opening.lead else replace(opening, postings=(one, *others))


def public(alert: Alert, kept: frozenset[str]) -> Alert:
    """The alert without what `kept` sources show, whose terms keep it from being passed on.

    An opening that only they show stays as it is: no search of a public channel looks at them.
    """
    match alert:
        case OpeningAlert(opening=opening):
            return replace(alert, opening=_without(opening, kept))
        case Summary(sections=sections):
            return replace(
                alert,
                sections=tuple(
                    replace(section, best=tuple(_without(one, kept) for one in section.best))
                    for section in sections
                ),
            )
        case Notice():
            return alert


def _without(opening: Opening, kept: frozenset[str]) -> Opening:
    return seen_by(opening, frozenset(opening.sources) - kept) or opening


def standing(opening: Opening, match: Match, *, now: datetime) -> tuple[int, int, float]:
    """How an opening ranks among the best of a summary; smaller is better.

    Those of the last two weeks first, then those with nothing unsaid, then the newest.
    """
    posted = opening.posted_at
    old = 1 if posted is None else OLD if now - posted > RECENT else 0
    age = (now - posted).total_seconds() if posted else 0.0
    return old, len(match.unknown), age
