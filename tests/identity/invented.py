"""Invented postings to compare, and what boards, aggregators and agencies make of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alertbot.identity import Verdict, same_opening
from alertbot.model import Place, Posting

DUTIES = (
    "You keep the messaging engine running, from its first sketch to its operation at night.",
    "You write down what you learn, so that the next person finds it without asking anybody.",
    "You and eight colleagues in two time zones ship every week, and keep your promises.",
    "You bring five years with queues, storage or networks, and patience with old programs.",
    "You explain a failure to the people whom it woke, calmly and without looking for guilt.",
    "You like small changes that can be taken back, and the tests which make them cheap.",
)
ABOUT = (
    "Contoso has made the pumps of the valley run since 1912, and its records straight since 1987.",
    "Everybody gets a pension, health insurance, thirty days of leave and a ticket for the train.",
    "We decide by what somebody can do, and are glad of people who are not like us.",
)
BAKERY = (
    "You bake forty kinds of bread between midnight and six, and sweep the floor at half past.",
    "You know flour by its smell and an oven by its sound, and you have lifted sacks before.",
    "You get on with people who sleep by day, and with a van that starts when it wants to.",
    "You order grain from eleven farms, and tell them in good time when the weather was wrong.",
)
BERLIN = Place("Berlin, Germany", "Berlin", "DE-BE", "DE")
MUNICH = Place("Munich, Germany", "Munich", "DE-BY", "DE")
GERMANY = Place("Germany", country="DE")
TEXT = "\n\n".join((ABOUT[0], *DUTIES, *ABOUT[1:]))
POSTING = Posting(
    "contoso",
    "1",
    "https://jobs.example/1",
    "Software Engineer",
    company="Contoso",
    places=(BERLIN,),
    description=TEXT,
)


def listed(**other: Any) -> Posting:
    """The posting once more on its own board, under another id."""
    return replace(POSTING, **{"external_id": "2", "url": "https://jobs.example/2", **other})


def copied(**other: Any) -> Posting:
    """The posting on another board."""
    return replace(POSTING, **{"source": "elsewhere", "external_id": "x", **other})


def verdict(a: Posting, b: Posting) -> Verdict:
    """The verdict on two postings, which is the same the other way round."""
    found = same_opening(a, b)
    assert same_opening(b, a) == found
    return found


def answer(a: Posting, b: Posting) -> str:
    return verdict(a, b).answer
