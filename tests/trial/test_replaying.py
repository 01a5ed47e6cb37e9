"""Two configurations on the same openings: what is added, removed, never found, swallowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from alertbot import query
from alertbot.config import Search
from alertbot.model import Opening, OpeningId
from alertbot.testing import opening_from_json
from alertbot.trial.replay import Before, Replay, Report, State, Swallow
from tests.query.openings import NOW

DAY = timedelta(days=1)


def searches(**queries: str) -> dict[str, Search]:
    return {
        name: Search(name, query.parse(text), ("contoso",), ("team",), version=text)
        for name, text in queries.items()
    }


def before(some: Mapping[str, Search]) -> Before:
    return Before({name: one.version for name, one in some.items()}, some)


def opening(number: int, title: str, **more: object) -> Opening:
    made = opening_from_json({"title": title, "source": "contoso", "id": number, **more})
    return replace(made, first_seen=NOW - DAY)


SOME = [
    opening(1, "Senior Engineer"),
    opening(2, "Engineer"),
    opening(3, "Designer"),
    opening(4, "Senior Designer", source="fabrikam"),
]


def replayed(old: Before, new: Mapping[str, Search], *some: Opening) -> Report:
    its = Replay(old, new)
    for one in some or SOME:
        its.add(one)
    return its.result(NOW - DAY, NOW)


def test_what_a_search_adds_and_removes() -> None:
    old = before(searches(a="senior engineer", b="designer", c="engineer"))
    report = replayed(old, searches(a="engineer", c="engineer", d="designer"))
    by_name = {one.name: one for one in report.searches}
    assert {name: one.state for name, one in by_name.items()} == {
        "a": State.CHANGED,
        "b": State.GONE,
        "c": State.UNCHANGED,
        "d": State.NEW,
    }
    assert [one.id for one in by_name["a"].added.newest] == [2]
    assert (by_name["a"].total, by_name["a"].removed.count) == (2, 0)
    assert [one.id for one in by_name["b"].removed.newest] == [3]
    assert (by_name["c"].added.count, by_name["c"].removed.count) == (0, 0)
    assert by_name["d"].added.count == 1
    assert report.seen == 4


def test_the_five_newest_of_a_side() -> None:
    many = [opening(number, "Engineer") for number in range(1, 9)]
    report = replayed(before({}), searches(a="engineer"), *many)
    side = report.searches[0].added
    assert (side.count, [one.id for one in side.newest]) == (8, [8, 7, 6, 5, 4])


def test_against_what_was_alerted_summaries_are_no_difference() -> None:
    told = Before({"a": "senior"}, told={"a": frozenset({OpeningId(1)})})
    its = Replay(told, searches(a="engineer -senior"))
    for each in SOME:
        its.add(each, seeded=each.id == 2)
    (one,) = its.result(NOW - DAY, NOW).searches
    assert (one.added.count, one.removed.count) == (0, 1)
    assert (one.total, one.seeded) == (1, 1)


def test_terms_that_never_matched() -> None:
    report = replayed(before({}), searches(a="engineer (desginer OR text:kafka) -intern"))
    (one,) = report.searches
    assert [each.condition for each in one.never] == ["desginer", "text:kafka", "-intern"]
    assert one.never[0].missing[0].near[0].word == "designer"


def test_a_search_that_finds_what_does_not_say() -> None:
    stated = [{"min": 1, "max": 200_000, "currency": "USD", "period": "year"}]
    some = [opening(number, "Engineer") for number in range(1, 10)]
    wanted = searches(a="engineer pay>=150k", b="engineer pay>=150k!", c="engineer OR pay>=150k")
    report = replayed(before({}), wanted, *some, opening(10, "Engineer", pay=stated))
    unsure = {one.name: one.doubtful for one in report.searches}
    assert [(each.what, each.count, each.demands) for each in unsure["a"]] == [
        ("pay", 9, ("pay>=150k!",))
    ]
    assert (unsure["b"], unsure["c"]) == ((), ())


def test_places_within_a_radius_are_places_too() -> None:
    some = [opening(number, "Engineer") for number in range(1, 5)]
    (one,) = replayed(before({}), searches(a="engineer in:berlin~50km"), *some).searches
    assert [(each.what, each.count) for each in one.doubtful] == [("place", 4)]


def test_searches_that_swallow_each_other() -> None:
    wanted = searches(a="senior engineer", b="engineer", c="engineer -intern", d="cook")
    assert replayed(before({}), wanted).swallowed == (
        Swallow("a", 1, "b", 2),
        Swallow("b", 2, "c", 2),
    )
    assert [one.equal for one in replayed(before({}), wanted).swallowed] == [False, True]


def test_a_flood_is_more_than_thirty_a_day() -> None:
    many = [opening(number, "Engineer") for number in range(1, 32)]
    assert replayed(before({}), searches(a="engineer"), *many).searches[0].is_flood
    assert not replayed(before({}), searches(a="engineer"), *many[1:]).searches[0].is_flood
