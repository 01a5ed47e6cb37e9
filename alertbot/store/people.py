"""Addresses and telephone numbers of people are stored in a description only, and go with it."""

from __future__ import annotations

from dataclasses import replace

from alertbot.model import Evidence, Match, Posting
from alertbot.text.contacts import without_contacts


def without_people(posting: Posting) -> Posting:
    """The posting without contacts in any field of words but its description.

    Its key, address and requisition stay as they are: they are numbers that look like others.
    """
    return replace(
        posting,
        title=without_contacts(posting.title),
        company=_said(posting.company),
        department=_said(posting.department),
        pay_unread=_said(posting.pay_unread),
        places=tuple(replace(one, text=without_contacts(one.text)) for one in posting.places),
        pay=tuple(replace(one, where=_said(one.where)) for one in posting.pay),
    )


def without_quotes(match: Match) -> Match:
    """The match without contacts in its evidence, which quotes descriptions."""
    because = (Evidence(one.condition, without_contacts(one.text)) for one in match.because)
    return replace(match, because=tuple(because))


def _said(text: str | None) -> str | None:
    return text and without_contacts(text)
