"""Stories of ids: postings that are listed anew, that vanish, and that come back."""

from __future__ import annotations

from dataclasses import replace

from tests.replay.ads import house
from tests.replay.tale import Story, Tale, Teller, days, polls


def really_new(tale: Tale) -> Story:
    yield from polls(2)
    for _ in range(6):
        ad = tale.draw()
        tale.board.put(ad)
        tale.alerts(ad)
        yield from polls(5)


def really_gone(tale: Tale) -> Story:
    ad = tale.pick()
    yield from days(3)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(5)


def new_id_in_the_same_poll(tale: Tale) -> Story:
    ad = tale.pick()
    yield from days(2)
    tale.board.swap(ad, tale.listed_anew(ad))
    yield from days(4)


def new_id_that_overlaps(tale: Tale) -> Story:
    """The new one is there before the old one goes."""
    ad = tale.pick()
    yield from days(1)
    tale.board.put(tale.listed_anew(ad))
    yield from polls(2)
    tale.board.drop(ad)
    yield from days(4)


def new_id_every_other_day(tale: Tale) -> Story:
    ad = tale.pick()
    yield from days(1)
    for _ in range(5):
        fresh = replace(tale.listed_anew(ad), posted=tale.now)
        tale.board.swap(ad, fresh)
        ad = fresh
        yield from days(2)


def away_for_one_poll(tale: Tale) -> Story:
    ad = tale.pick()
    yield from polls(5)
    tale.board.drop(ad)
    yield
    tale.board.put(ad)
    yield from days(3)


def away_every_other_poll(tale: Tale) -> Story:
    """A board behind several servers, of which one has not heard of it."""
    ad = tale.pick()
    yield from polls(3)
    for _ in range(12):
        tale.board.drop(ad)
        yield
        tale.board.put(ad)
        yield


def away_for_three_days(tale: Tale) -> Story:
    ad = tale.pick()
    yield from days(2)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(3)
    tale.board.put(ad)
    tale.reopens(ad)
    yield


def away_for_three_days_and_asked_for(tale: Tale) -> Story:
    tale.again = ("reopened",)
    ad = tale.pick()
    yield from days(2)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(3)
    tale.board.put(ad)
    tale.reopens(ad)
    if tale.service.whole:
        tale.alerts(ad, occasion="reopened")
    yield


def reposted_after_days(tale: Tale) -> Story:
    """Away for nine days, and then back under a new id with a new date."""
    ad = tale.pick()
    yield from days(1)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(9)
    tale.board.put(replace(tale.listed_anew(ad), posted=tale.now))
    tale.reposts(ad)
    yield


def reposted_with_the_house_reworded(tale: Tale) -> Story:
    """The same, and meanwhile all the company's postings have been worded anew."""
    ad = tale.pick()
    yield from days(1)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(9)
    words = house(tale.board.company, reworded=True)
    tale.board.put(replace(tale.listed_anew(ad), posted=tale.now, house=words))
    tale.reposts(ad)
    yield


def reposted_and_asked_for(tale: Tale) -> Story:
    tale.again = ("reposted",)
    ad = tale.pick()
    yield from days(1)
    tale.board.drop(ad)
    tale.closes(ad)
    yield from days(9)
    fresh = replace(tale.listed_anew(ad), posted=tale.now)
    tale.board.put(fresh)
    tale.reposts(fresh)
    if tale.service.whole:
        tale.alerts(fresh, occasion="reposted")
    yield


def all_ids_new(tale: Tale) -> Story:
    """The board moves to another system: all ids new, and what closes later closes rightly."""
    first, second = tale.pick(), tale.pick()
    yield from days(3)
    tale.board.ads = [tale.listed_anew(ad) for ad in tale.board.ads]
    moved = {ad.vacancy: ad for ad in tale.board.ads}
    tale.doubts()
    yield from days(3)
    tale.board.drop(moved[first.vacancy])
    tale.closes(first)
    yield from polls(2)
    fresh = tale.draw()
    tale.board.put(fresh)
    tale.alerts(fresh)
    yield from polls(4)
    tale.board.drop(moved[second.vacancy], fresh)
    tale.closes(second, fresh)
    yield from days(2)


ALONG: tuple[Teller, ...] = (
    really_new,
    really_gone,
    new_id_in_the_same_poll,
    new_id_that_overlaps,
    new_id_every_other_day,
    away_for_one_poll,
    away_every_other_poll,
    away_for_three_days,
    reposted_after_days,
)
"""Stories that may be told beside others."""

ALONE: tuple[Teller, ...] = (
    away_for_three_days_and_asked_for,
    reposted_and_asked_for,
    reposted_with_the_house_reworded,
    all_ids_new,
)
