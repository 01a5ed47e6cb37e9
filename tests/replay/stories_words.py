"""Stories of words: what a board says otherwise, of which some is news and none is new."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.replay.ads import PLACES, house, specific
from tests.replay.tale import Story, Tale, Teller, days, polls


def reordered(tale: Tale) -> Story:
    dice = random.Random(3)
    yield from polls(2)
    for _ in range(12):
        shown = tale.board.shown()
        dice.shuffle(shown)
        tale.board.ads[: len(shown)] = shown  # what has scrolled out of a window stays out
        yield from polls(2)


def house_reworded(tale: Tale) -> Story:
    """What all postings say of the company is worded anew, overnight."""
    yield from days(4)
    words = house(tale.board.company, reworded=True)
    tale.board.ads = [replace(ad, house=words) for ad in tale.board.ads]
    yield from days(4)


def house_reworded_under_new_ids(tale: Tale) -> Story:
    """Every third posting is also listed anew in the same poll."""
    yield from days(4)
    words = house(tale.board.company, reworded=True)
    reworded = [replace(ad, house=words) for ad in tale.board.ads]
    tale.board.ads = [
        ad if place % 3 else tale.listed_anew(ad) for place, ad in enumerate(reworded)
    ]
    yield from days(4)


def _called(name: str) -> Teller:
    def story(tale: Tale) -> Story:
        yield from days(3)
        tale.board.ads = [replace(ad, company=name) for ad in tale.board.ads]
        tale.perhaps(*tale.board.ads)
        yield from days(2)
        fresh = tale.draw(company=name)
        tale.board.put(fresh)
        tale.alerts(fresh)
        yield from days(1)
        # One of the old is listed anew, under the new name.
        old = tale.board.ads[2]
        tale.board.swap(old, tale.listed_anew(old))
        yield from days(2)

    return story


legal_form_added = _called("Northwind Freight Holdings, Inc.")
really_renamed = _called("Halden Logistics")


def typos_mended(tale: Tale) -> Story:
    in_title, in_text, in_both = tale.pick(), tale.pick(), tale.pick()
    right = in_title
    wrong = replace(right, title=right.title.replace("er", "re", 1))
    tale.board.swap(right, wrong)
    torn = replace(
        in_text, specific=(in_text.specific[0].replace("the ", "teh "), *in_text.specific[1:])
    )
    tale.board.swap(in_text, torn)
    yield from days(2)
    tale.perhaps(right, in_both)
    tale.board.swap(wrong, right)
    tale.board.swap(torn, in_text)
    yield from days(2)
    mended = replace(
        in_both,
        title=in_both.title.replace(",", " –"),
        specific=(f"{in_both.specific[0]} Come and see.", *in_both.specific[1:]),
    )
    tale.board.swap(in_both, mended)
    yield from days(2)


def rewritten_under_its_id(tale: Tale) -> Story:
    """Another title, text, place and pay: the same posting all the same."""
    ad = tale.pick()
    yield from days(2)
    other = replace(
        ad,
        title="Principal Curator of Lost Parcels",
        specific=specific("parcels", "curator", "Lost Parcels"),
        places=(PLACES[9],),
        pay=((150_000, 190_000),),
    )
    tale.board.swap(ad, other)
    tale.perhaps(ad)
    yield from days(2)
    tale.board.drop(other)
    tale.closes(ad)
    yield from days(1)


def pay_added_and_raised(tale: Tale) -> Story:
    ad = tale.pick()
    bare = replace(ad, pay=())
    tale.board.swap(ad, bare)
    yield from days(2)
    tale.board.swap(bare, first := replace(ad, pay=((100_000, 130_000),)))
    tale.news(ad)
    yield from days(2)
    tale.board.swap(first, replace(ad, pay=((120_000, 155_000),)))
    yield from days(2)


def pay_raised_and_asked_for(tale: Tale) -> Story:
    tale.again = ("pay_raised",)
    ad = tale.pick()
    low = replace(ad, pay=((100_000, 130_000),))
    tale.board.swap(ad, low)
    yield from days(2)
    tale.board.swap(low, high := replace(ad, pay=((120_000, 155_000),)))
    tale.news(ad)
    if not tale.service.detailed:
        tale.alerts(ad, occasion="pay_raised")
    yield from days(2)
    # Lowered again: news, and no alert.
    tale.board.swap(high, low)
    yield from days(2)


def place_added(tale: Tale) -> Story:
    ad = tale.pick()
    tale.board.swap(ad, alone := replace(ad, places=(PLACES[0],)))
    yield from days(3)
    tale.board.swap(alone, replace(ad, places=(PLACES[0], PLACES[5])))
    (tale.news if tale.service.places else tale.perhaps)(ad)
    yield from days(2)


def pay_and_places_in_another_order(tale: Tale) -> Story:
    ad = tale.pick()
    pay = ((90_000, 120_000), (100_000, 140_000), (110_000, 150_000))
    tale.board.swap(ad, ad := replace(ad, places=PLACES[3:8], pay=pay))
    yield from polls(2)
    for turn in range(1, 12):
        places, ranges = PLACES[3:8], pay
        turned = replace(
            ad,
            places=(*places[turn % 5 :], *places[: turn % 5]),
            pay=(*ranges[turn % 3 :], *ranges[: turn % 3]),
        )
        tale.board.swap(ad, turned)
        yield from polls(2)


def set_otherwise(tale: Tale) -> Story:
    """Entities, curly quotes and white space change at every poll."""
    yield from polls(2)
    for edition in range(20):
        tale.board.edition = edition
        yield


def tracked(tale: Tale) -> Story:
    """Every address has other tracking parameters, and a session, at every poll."""
    yield
    for turn in range(20):
        query = f"?utm_source=feed&utm_campaign=w{turn}&gclid=x{turn}&jsessionid=9f{turn:04x}"
        tale.board.ads = [replace(ad, query=f"{query}{ad.number % 7}") for ad in tale.board.ads]
        yield


def dates_that_move(tale: Tale) -> Story:
    """Every posting was published, or updated, just now, at every poll."""
    yield from polls(2)
    tale.board.moving = True
    yield from days(6)


ALONG: tuple[Teller, ...] = (
    typos_mended,
    rewritten_under_its_id,
    pay_added_and_raised,
    place_added,
    pay_and_places_in_another_order,
)

RESTLESS: tuple[Teller, ...] = (reordered, set_otherwise, tracked, dates_that_move)
"""Stories in which the whole board is another at every poll. They may be told beside others."""

ALONE: tuple[Teller, ...] = (
    house_reworded,
    house_reworded_under_new_ids,
    legal_form_added,
    really_renamed,
    pay_raised_and_asked_for,
)
