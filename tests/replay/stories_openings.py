"""Stories of openings: what is one though listed thirty times, and what is two though alike."""

from __future__ import annotations

from dataclasses import replace

from tests.replay.ads import PLACES, Ad, house, specific
from tests.replay.services import LEVER, REMOTEOK, RSS, Service
from tests.replay.tale import Story, Tale, Teller, days, polls

CITIES = 30


def _cities(tale: Tale, ad: Ad) -> list[Ad]:
    return [replace(tale.listed_anew(ad), places=(place,)) for place in PLACES[:CITIES]]


def thirty_cities_at_once(tale: Tale) -> Story:
    """An opening that is new stands there thirty times: one alert."""
    yield from days(3)
    ad = tale.draw()
    tale.board.put(*_cities(tale, ad))
    tale.alerts(ad)
    yield from days(2)


def split_into_thirty_cities(tale: Tale) -> Story:
    """An opening that is known is split."""
    ad = tale.pick()
    yield from days(3)
    tale.board.swap(ad, *_cities(tale, ad))
    tale.perhaps(ad)
    yield from days(2)


def thirty_cities_one_by_one(tale: Tale) -> Story:
    yield from days(1)
    ad = tale.draw()
    tale.alerts(ad)
    tale.perhaps(ad)
    for city in _cities(tale, ad):
        tale.board.put(city)
        yield


def city_at_the_end_of_the_title(tale: Tale) -> Story:
    yield from days(1)
    ad = tale.draw()
    tale.board.put(
        *(replace(one, title=f"{ad.title} - {one.places[0]}") for one in _cities(tale, ad)[:6])
    )
    tale.alerts(ad)
    tale.perhaps(ad)
    yield from days(1)


def two_requisitions(tale: Tale) -> Story:
    """The same title, text and place under two requisitions: two, where the board says so."""
    yield from days(2)
    one = tale.draw()
    other = replace(tale.listed_anew(one), requisition="R-99001")
    if tale.service.requisitions:
        other = replace(other, vacancy=f"{one.vacancy}b")
        tale.alerts(other)
    tale.board.put(one, other)
    tale.alerts(one)
    yield from days(2)


def second_requisition_later(tale: Tale) -> Story:
    ad = tale.pick()
    yield from days(2)
    if tale.service.requisitions:
        other = replace(
            tale.listed_anew(ad), requisition="R-99002", vacancy=f"{ad.vacancy}b", posted=tale.now
        )
        tale.board.put(other)
        tale.alerts(other)
    yield from days(2)


def engineer_one_and_two(tale: Tale) -> Story:
    yield from days(2)
    base = tale.draw(title="Reliability Engineer")
    texts = [
        replace(
            tale.listed_anew(base),
            vacancy=f"{base.vacancy}{level}",
            title=f"Reliability Engineer {level}",
            requisition=f"R-9910{len(level)}",
            pay=(),
            specific=(*base.specific[:3], f"{base.specific[3]} At least {years} years of it."),
        )
        for level, years in (("I", "two"), ("II", "five"), ("III", "eight"))
    ]
    tale.board.put(*texts)
    tale.alerts(*texts)
    yield from days(2)


def two_teams(tale: Tale) -> Story:
    """The same title and place, and another team's text."""
    yield from days(2)
    for seed in ("harbour", "airfield"):
        ad = tale.draw(title="Software Engineer")
        words = specific(seed, "Software Engineer", seed.title())
        ad = replace(ad, specific=words, places=(PLACES[0],), pay=())
        tale.board.put(ad)
        tale.alerts(ad)
        yield from polls(4)


def one_word_makes_another(tale: Tale) -> Story:
    """ "Health" and "Wealth": titles that differ in a letter, of openings that differ."""
    yield from days(2)
    base = tale.draw(title="Account Executive, Health")
    other = replace(
        tale.listed_anew(base),
        vacancy=f"{base.vacancy}w",
        title="Account Executive, Wealth",
        requisition="R-99201",
        specific=tuple(words.replace("team", "Wealth team") for words in base.specific),
    )
    tale.board.put(base, other)
    tale.alerts(base, other)
    yield from days(2)


def day_and_night(tale: Tale) -> Story:
    """One text for two shifts: the titles tell them apart."""
    yield from days(3)
    base = tale.draw(title="Dock Operator, Day Shift")
    other = replace(
        tale.listed_anew(base),
        vacancy=f"{base.vacancy}n",
        title="Dock Operator, Night Shift",
        requisition="R-99301",
    )
    tale.board.put(base)
    tale.alerts(base)
    yield from polls(2)
    tale.board.put(other)
    tale.alerts(other)
    yield from days(1)


def listed_twice(tale: Tale) -> Story:
    """Two postings alike in all: one opening, which closes with the second."""
    yield from days(3)
    one = tale.draw()
    other = tale.listed_anew(one)
    tale.board.put(one, other)
    tale.alerts(one)
    yield from days(1)
    tale.board.drop(one)
    yield from days(2)
    tale.board.drop(other)
    tale.closes(other)
    yield from days(1)


# -- copies ---------------------------------------------------------------------------------

_AGENCY = (
    "Our client is one of the most respected names of its trade.",
    "We have placed forty people with them, and all of them still answer our calls.",
    "Apply through us and we prepare you for every round.",
)


def _agency(ad: Ad) -> Ad:
    """The employer's text under the agency's name, with three sentences put before."""
    return replace(
        ad,
        company="Brightpath Talent Partners",
        house=(" ".join(_AGENCY), *ad.house[:1], *ad.house[2:]),
        requisition="",
        pay=(),
    )


def _cut(ad: Ad) -> Ad:
    """An aggregator's: the employer named, the text cut at 500 characters."""
    words = " ".join(ad.text)[:500].rsplit(" ", 1)[0]
    return replace(ad, house=(), specific=(f"{words} ...",), requisition="", pay=())


def _copied(service: Service, *, agency: bool, before: bool) -> Teller:
    def story(tale: Tale) -> Story:
        name = "Brightpath Talent Partners" if agency else "Gather Jobs"
        shelf = tale.open("elsewhere", name, service)
        yield from days(2)
        for _ in range(4):
            ad = tale.draw()
            copy = tale.listed_anew((_agency if agency else _cut)(ad))
            first, second = (shelf, tale.board) if before else (tale.board, shelf)
            first.put(copy if before else ad)
            tale.alerts(ad)
            yield from polls(3)
            second.put(ad if before else copy)
            tale.perhaps(ad)
            yield from polls(3)

    return story


agency_copies_after = _copied(LEVER, agency=True, before=False)
agency_copies_before = _copied(LEVER, agency=True, before=True)
feed_copies_after = _copied(RSS, agency=False, before=False)
feed_copies_before = _copied(RSS, agency=False, before=True)
remoteok_copies_after = _copied(REMOTEOK, agency=False, before=False)


def copies_of_what_was_there(tale: Tale) -> Story:
    """An aggregator copies openings that stood on the board before all began."""
    copied = [tale.pick() for _ in range(3)]
    shelf = tale.open("elsewhere", "Gather Jobs", RSS)
    yield from days(2)
    tale.perhaps(*copied)
    for ad in copied:
        shelf.put(tale.listed_anew(_cut(ad)))
        yield from polls(2)
    # The employer takes one off: it stays open, since what a window shows closes by age alone.
    tale.board.drop(copied[0])
    yield from days(3)


def two_employers_use_one_text(tale: Tale) -> Story:
    """Two companies hire with the same template: two openings."""
    shelf = tale.open("elsewhere", "Halden Logistics", LEVER)
    yield from days(2)
    ad = tale.draw()
    other = replace(
        tale.listed_anew(ad),
        vacancy=f"{ad.vacancy}h",
        company="Halden Logistics",
        house=house("Halden Logistics"),
    )
    tale.board.put(ad)
    shelf.put(other)
    tale.alerts(ad, other)
    yield from days(2)


ALONG: tuple[Teller, ...] = (
    thirty_cities_one_by_one,
    city_at_the_end_of_the_title,
    two_requisitions,
    second_requisition_later,
    engineer_one_and_two,
    two_teams,
    one_word_makes_another,
    day_and_night,
    listed_twice,
)

ALONE: tuple[Teller, ...] = (
    thirty_cities_at_once,
    split_into_thirty_cities,
    agency_copies_after,
    agency_copies_before,
    feed_copies_after,
    feed_copies_before,
    remoteok_copies_after,
    copies_of_what_was_there,
    two_employers_use_one_text,
)
