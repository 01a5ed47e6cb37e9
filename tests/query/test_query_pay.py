"""Which range of pay decides, where a posting states several; and pay that says too little."""

from __future__ import annotations

import pytest

from alertbot import query
from alertbot.query import Leaf, Settings, View
from alertbot.testing import opening_from_json
from tests.query.judging import NOW, judged, placed


def pay(low: float | None, high: float | None, where: str | None = None, **more: object) -> object:
    return {"min": low, "max": high, "currency": "USD", "period": "year", "where": where, **more}


def paying(*ranges: object, **more: object) -> dict[str, object]:
    return {"title": "Engineer", "pay": list(ranges), **more}


SF, DENVER = pay(180_000, 220_000, "San Francisco Bay Area"), pay(140_000, 160_000, "Colorado")
REST = pay(120_000, 150_000, "All other US locations")
BOTH = placed("San Francisco, CA", "Denver, CO", pay=[SF, DENVER])
REMOTE = placed("Remote - US", pay=[SF, DENVER, REST])
LEVELS = paying(pay(120_000, 150_000, "Level 3"), pay(150_000, 190_000, "Level 4"))
ABROAD = placed(
    "Berlin",
    "London",
    pay=[
        pay(70_000, 90_000, "Germany", currency="EUR"),
        pay(60_000, 120_000, "UK", currency="GBP"),
    ],
)


@pytest.mark.parametrize(
    ("text", "posting", "home", "verdict"),
    [
        ("pay>=200k in:denver", BOTH, None, "no"),
        ("pay>=150k in:denver", BOTH, None, "yes"),
        ('pay>=200k in:"San Francisco"', BOTH, None, "yes"),
        ("pay>=200k in:oakland", REMOTE, None, "place only stated as"),
        ("pay>=230k in:oakland", REMOTE, None, "no"),
        ("pay>=200k", BOTH, None, "yes"),
        ("pay>=200k", BOTH, "Denver, CO", "no"),
        ("pay>=200k", BOTH, "Berlin, DE", "yes"),
        ("pay>=200k", REMOTE, "Austin, TX", "no"),
        ("pay>=150k", REMOTE, "Austin, TX", "yes"),
        ("pay>=200k", REMOTE, "Oakland, CA", "yes"),
        ("pay>=155k", REMOTE, "Boulder, CO", "yes"),
        ("pay>=170k", REMOTE, "Boulder, CO", "no"),
        ("remote:us pay>=200k", REMOTE, None, "yes"),
        ("pay>=160k in:california", BOTH, None, "yes"),
        ("pay>=200k in:us", BOTH, None, "yes"),
        ("pay>=200k in:(denver OR boulder)", BOTH, None, "no"),
        ("(in:denver OR in:sf) pay>=200k", BOTH, None, "yes"),
        ("pay>=200k in:denver~30km", BOTH, None, "no"),
        ("(pay>=200k engineer) in:denver", BOTH, None, "no"),
        ("pay>=200k -in:denver", BOTH, None, "no"),
        ("pay>=180k", LEVELS, "Denver, CO", "yes"),
        ("pay>=180k in:denver", {**LEVELS, "places": [{"text": "Denver"}]}, None, "yes"),
        ("in:berlin pay>=€95k", ABROAD, None, "no"),
        ("in:london pay>=€95k", ABROAD, None, "yes"),
        (
            "in:denver pay>=170k",
            placed("Denver", "Seattle", pay=[pay(1e5, 15e4), pay(15e4, 2e5, "Seattle")]),
            None,
            "no",
        ),
        (
            "in:seattle pay>=170k",
            placed("Denver", "Seattle", pay=[pay(1e5, 15e4), pay(15e4, 2e5, "Washington")]),
            None,
            "yes",
        ),
        (
            "in:buffalo pay>=170k",
            placed("Buffalo, NY", pay=[pay(1e5, 15e4, "Texas"), pay(15e4, 2e5, "CA, New York")]),
            None,
            "yes",
        ),
        (
            "in:austin pay>=170k",
            placed("Austin, TX", pay=[pay(1e5, 15e4, "Rest of US"), pay(15e4, 2e5, "NYC, SF")]),
            None,
            "no",
        ),
        (
            "pay>=170k",
            placed("San Francisco", pay=[pay(15e4, 2e5, "SF"), pay(1e5, 15e4, "Rest of US")]),
            "Denver, CO",
            "yes",
        ),
    ],
)
def test_the_range_for_the_place(
    text: str, posting: dict[str, object], home: str | None, verdict: str
) -> None:
    assert judged(text, posting, home).startswith(verdict)


@pytest.mark.parametrize(
    ("text", "posting", "verdict"),
    [
        ("pay>=150k", paying(pay(60_000, 160_000, currency=None)), "currency of pay not stated"),
        ("pay>=150k", paying(pay(60_000, 160_000, basis="predicted")), "pay only estimated"),
        ("pay>=150k!", paying(pay(60_000, 160_000, basis="predicted")), "no"),
        (
            "pay>=150k",
            paying(pay(1, 2, doubts=["implausible"])),
            "pay $1 – $2 a year (implausible)",
        ),
        ("pay>=150k", paying(pay(75, 80, period="hour")), "yes"),
        ("pay>=150k", paying(pay(60, 70, period="hour")), "no"),
        ("pay>=70/h", paying(pay(140_000, 150_000)), "yes"),
        ("pay>=75/h", paying(pay(140_000, 150_000)), "no"),
        ("pay>=1000/day", paying(pay(90, 130, period="hour")), "yes"),
        ("pay>=150k", paying(pay(None, 140_000)), "no"),
        ("pay>=150k", paying(pay(None, 160_000)), "yes"),
        ("pay>=150k", paying(pay(155_000, None)), "yes"),
        ("pay>=150k", paying(pay(100_000, None)), "pay only from"),
        ("pay.min>=150k", paying(pay(100_000, 200_000)), "no"),
        ("pay.mid>=150k", paying(pay(100_000, 200_000)), "yes"),
        ("pay.max>=200k", paying(pay(100_000, 200_000)), "yes"),
        ("pay>=150k", paying(pay(100_000, 120_000, currency="EUR")), "no"),
        ("pay>=100k", paying(pay(8_000, 9_000, currency="EUR", period="month")), "yes"),
        ("pay>=100k", paying(pay(90_000, 95_000, currency="CLP")), "pay in CLP, not compared"),
        ("pay>=150k", paying(), "pay not stated"),
    ],
)
def test_pay(text: str, posting: dict[str, object], verdict: str) -> None:
    assert judged(text, posting).startswith(verdict)


def test_the_evidence_says_which_range_decided() -> None:
    condition = query.parse("pay>=200k").condition
    assert isinstance(condition, Leaf)
    verdict = condition.judge(View(opening_from_json(BOTH), NOW))
    assert verdict.text == "$180,000 – $220,000 a year (San Francisco Bay Area)"
    alone = condition.judge(View(opening_from_json(paying(SF)), NOW))
    assert alone.text == "$180,000 – $220,000 a year"


def test_a_floor_knows_the_places_that_have_to_hold_with_it() -> None:
    apart = query.parse("(in:denver pay>=150k) OR (in:sf pay>=200k)")
    assert judged("(in:denver pay>=165k) OR (in:austin pay>=200k)", BOTH) == "no"
    assert query.parse(str(apart)) == apart
    assert hash(query.parse(str(apart))) == hash(apart)
    keys = {"location": ["denver"], "pay": "150k", "query": "pay<=300k"}
    assert query.from_keys(keys) == query.parse("in:denver pay>=150k pay<=300k")
    settings = Settings(home="Denver, CO")
    assert query.parse("pay>=1", settings) != query.parse("pay>=1")
