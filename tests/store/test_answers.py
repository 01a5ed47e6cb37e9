"""What the store answers those who ask why, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from alertbot.delivery import State
from alertbot.model import Delivered, Failed
from alertbot.store import Store
from alertbot.store.accounts import Account
from alertbot.store.answers import Answers, leads_to, opened
from alertbot.store.reasons import deliveries, reasons
from tests.store.filled import LATER, NOW, SEARCHES, answer, claim, posting, remember, seeded

ENGINEERS = SEARCHES.by_name["engineers"]


@pytest.fixture
def answers(store: Store, url: str) -> Iterator[Answers]:
    """Three engineers told in a summary, and a fourth of which the alerts wait."""
    seeded(store)
    remember(store, posting(4), now=LATER, seen=3)
    with opened(url) as one:
        yield one


def account(answers: Answers, number: int) -> Account:
    (opening,) = answers.named(str(number))
    return answers.account(opening)


@pytest.mark.parametrize(
    ("word", "ids"), [("4", [4]), ("contoso/4", [4]), ("other/4", []), ("9", []), ("%", [])]
)
def test_openings_by_the_ids_of_their_postings(answers: Answers, word: str, ids: list[int]) -> None:
    assert [one.id for one in answers.named(word)] == ids


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("https://x.example/4", [4]),
        ("http://www.x.example/4/?utm=1#top", [4]),
        ("https://x.example/_", []),
        ("https://x.example/%", []),
        ("https://x.example/", []),
        ("https://[broken", []),
    ],
)
def test_openings_by_the_addresses_of_their_postings(
    answers: Answers, address: str, ids: list[int]
) -> None:
    assert [one.id for one in answers.at(address)] == ids


def test_an_address_leads_to_one_that_has_fewer_parameters() -> None:
    stored = "https://x.example/jobs?id=4"
    assert leads_to("https://x.example/jobs?src=me&id=4", stored)
    assert not leads_to("https://x.example/jobs?id=5", stored)
    assert not leads_to("https://x.example/jobs", stored)


def test_what_was_there_first_is_counted_in_a_summary(answers: Answers) -> None:
    known = account(answers, 1)
    (opening,) = answers.named("1")
    (reason,) = reasons(ENGINEERS, opening, known)
    assert "in a summary of 3 openings to " in reason
    assert list(deliveries(ENGINEERS, known, fits=True)) == []


def test_what_waits_what_was_told_and_what_was_given_up(answers: Answers, store: Store) -> None:
    said = list(deliveries(ENGINEERS, account(answers, 4), fits=True))
    assert [one.split(" (")[0] for one in said] == ["waits: team", "waits: me"]
    for claimed in claim(store, 5):
        good = claimed.channel == "me"
        answer(store, claimed, Delivered("1") if good else Failed("HTTP 500"), now=LATER)
    said = list(deliveries(ENGINEERS, account(answers, 4), fits=True))
    assert said[0].startswith("waits: team (#jobs): new, not before ")
    assert said[0].endswith(": HTTP 500")
    assert said[1] == "told me (42): new, delivered 2026-06-01 12:00 UTC"
    (opening,) = answers.named("4")
    assert list(reasons(ENGINEERS, opening, answers.account(opening))) == []


def test_alerts_are_counted_by_search(answers: Answers) -> None:
    found = answers.alerts()
    assert found["engineers"].states == {State.PENDING: 2}
    assert (found["engineers"].openings, found["engineers"].summarised) == (1, 3)
    assert not found["chefs"].any
    assert answers.alerts(LATER + timedelta(seconds=1)) == {}
    assert answers.alerts(LATER)["engineers"].summarised == 0


def test_the_newest_of_many(answers: Answers) -> None:
    long_ago = NOW - timedelta(days=30)
    assert answers.newest(long_ago, 1) == LATER
    assert answers.newest(long_ago, 4) == long_ago
    assert answers.newest(NOW, 2) == LATER, "three have come at once, and that is too many"
    assert answers.newest(LATER, 0) == LATER
