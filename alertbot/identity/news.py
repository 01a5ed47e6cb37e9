"""What changed in an opening that somebody who knows it would want to hear of.

An opening has several postings, of which now one speaks for it and now another. What any of them
has said before is no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from alertbot import pay
from alertbot.identity import spelling, texts, titles
from alertbot.identity.keys import pay_key, place_key, squashed_title
from alertbot.model import Basis, Difference, Opening, Pay, Place, Posting

_MOST = 5
_ROLLING = timedelta(days=2)
"""A closing date that moves no further is reckoned from today by the board, day after day."""


def differences(before: Opening, after: Opening) -> tuple[Difference, ...]:
    """What of an opening is news, in words for people; empty where nothing is.

    The fields are those of `revision`: title, pay, places, workplace, remote_in, employment_type
    and closes. A title that is spelt otherwise is no news, nor is another order.
    """
    return tuple(_differences(before, after))


def in_all(changes: Iterable[Difference]) -> tuple[Difference, ...]:
    """What several changes, one after the other, come to: a difference a field, and none where
    what was is so again."""
    found: dict[str, Difference] = {}
    for one in changes:
        before = found[one.field].before if one.field in found else one.before
        found[one.field] = Difference(one.field, before, one.after)
    return tuple(one for one in found.values() if one.before != one.after)


def _differences(before: Opening, after: Opening) -> Iterator[Difference]:
    if not any(_is_one_title(posting, after.lead) for posting in before.postings):
        yield Difference("title", before.title, after.title)
    yield from _pay(before, after)
    yield from _places(before, after)
    known = before.postings
    if after.workplace not in (before.workplace, *(each.workplace for each in known)):
        yield Difference("workplace", _word(before.workplace), _word(after.workplace))
    countries = [each if each is None else frozenset(each) for each in _remote(before, after)]
    if countries[-1] not in countries[:-1]:
        yield Difference("remote_in", _countries(before.remote_in), _countries(after.remote_in))
    if after.employment_type not in (
        before.employment_type,
        *(one.employment_type for one in known),
    ):
        types = (_word(each.employment_type) for each in (before, after))
        yield Difference("employment_type", *types)
    yield from _closes(before, after)


def _is_one_title(one: Posting, other: Posting) -> bool:
    if squashed_title(one.title) == squashed_title(other.title):
        return True
    first, second = titles.of(one), titles.of(other)
    if (first.hours, first.territories) != (second.hours, second.territories):
        return False
    return spelling.likeness(first, second, lambda: texts.letters(one, other)) in ("same", "spelt")


def _pay(before: Opening, after: Opening) -> Iterator[Difference]:
    had, has = (_stated(opening.pay) for opening in (before, after))
    known = {pay_key(one) for posting in before.postings for one in _stated(posting.pay)}
    if {pay_key(one) for one in has} <= known and (has or not had):
        return
    was, now = (_joined(map(pay.display, ranges)) for ranges in (had, has))
    if was != now:
        yield Difference("pay", was, now)


def _stated(ranges: Sequence[Pay]) -> list[Pay]:
    return [one for one in ranges if one.basis is not Basis.PREDICTED]


def _places(before: Opening, after: Opening) -> Iterator[Difference]:
    had, has = ({place_key(place) for place in each.places} for each in (before, after))
    if had == has:
        return
    # What came or went is said first: of thirty places few are shown.
    was = sorted(before.places, key=lambda place: place_key(place) in has)
    now = sorted(after.places, key=lambda place: place_key(place) in had)
    yield Difference("places", _joined(map(_name, was)), _joined(map(_name, now)))


def _name(place: Place) -> str:
    return place.text or place.city or place.country or ""


def _remote(before: Opening, after: Opening) -> Iterator[tuple[str, ...] | None]:
    yield before.remote_in
    yield from (posting.remote_in for posting in before.postings)
    yield after.remote_in


def _countries(codes: tuple[str, ...] | None) -> str:
    return "" if codes is None else _joined(sorted(codes)) or "anywhere"


def _closes(before: Opening, after: Opening) -> Iterator[Difference]:
    was, now = (_day(opening.lead) for opening in (before, after))
    if was != now and not (was and now and abs(now - was) < _ROLLING):
        yield Difference("closes", _dated(was), _dated(now))


def _day(posting: Posting) -> date | None:
    return posting.valid_through.date() if posting.valid_through else None


def _dated(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _word(value: str | None) -> str:
    return (value or "").lower().replace("_", " ")


def _joined(names: Iterable[str]) -> str:
    """Names with commas between, each once, five at most."""
    found = list(dict.fromkeys(filter(None, names)))
    rest = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + rest
