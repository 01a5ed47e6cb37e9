"""A filter that is tried: what it counts is what counting one by one gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import query
from alertbot.matching import matches
from alertbot.model import Opening
from alertbot.query import Condition, Filter
from alertbot.testing import opening_from_json
from alertbot.trial import counting, figures, variants
from alertbot.trial.trial import Home, Trial, Trying
from tests.query.filters import filters
from tests.query.openings import NOW, openings

HOME = Home(UTC, "USD")


def tried(text: str | Filter, some: Sequence[Opening]) -> Trial:
    found = query.parse(text) if isinstance(text, str) else text
    trying = Trying(found, HOME)
    for one in some:
        trying.add(one)
    return trying.result(NOW - timedelta(days=30), NOW)


def seen(**fields: object) -> Opening:
    days = fields.pop("days", 1)
    assert isinstance(days, int)
    return replace(opening_from_json(fields), first_seen=NOW - timedelta(days=days))


def naive(condition: Condition, some: Sequence[Opening]) -> int:
    """How many fit, asked one by one, each posting's title in its turn."""

    def worded(one: Opening) -> list[Opening]:
        firsts = {each.title: each for each in reversed(one.postings)}.values()
        return [
            replace(one, postings=(each, *(other for other in one.postings if other is not each)))
            for each in firsts
        ]

    return sum(
        any(matches(Filter(condition), each, now=one.first_seen) for each in worded(one))
        for one in some
    )


@given(filters(), st.lists(openings(), max_size=12))
def test_what_a_condition_costs_is_the_naive_difference(
    filter_: Filter, some: list[Opening]
) -> None:
    got = tried(filter_, some)
    base = naive(filter_.condition, some)
    assert got.total == base
    expected = {
        (one.change, one.condition, naive(one.whole, some) - base)
        for one in variants.variants(filter_.condition)
    }
    told = {(cost.change, cost.condition, cost.difference) for cost in got.costs}
    assert told <= expected
    assert {one for one in expected if one[2]} <= told
    gains = [max(cost.difference, 0) for cost in got.costs]
    assert gains == sorted(gains, reverse=True)


KUBERNETES = [seen(title=f"Kubernetes Engineer {number}") for number in range(3)]


def test_a_word_that_never_occurs_is_named_with_one_that_does() -> None:
    got = tried("kuberentes engineer", KUBERNETES)
    assert (got.total, got.seen) == (0, 3)
    (never,) = got.never
    (missing,) = never.missing
    assert (never.condition, missing.word) == ("kuberentes", "kuberentes")
    assert [(near.word, near.count) for near in missing.near] == [("kubernetes", 3)]
    assert [(cost.said, cost.difference) for cost in got.costs[:1]] == [("without kuberentes", 3)]


def test_what_is_never_excluded_either_is_written_as_excluded() -> None:
    got = tried('engineer -intern -#crypto "engineer kubernetes"', KUBERNETES)
    assert [one.condition for one in got.never] == [
        "-intern",
        "-#crypto",
        '"engineer kubernetes"',
    ]
    assert got.never[2].missing == ()


def test_costs_are_said_as_a_person_would() -> None:
    some = [
        seen(title="Engineer", places=[{"text": "Berlin", "country": "DE", "city": "Berlin"}]),
        seen(title="Engineer", pay=[pays(200_000)]),
        seen(title="Engineer", pay=[pays(100_000)]),
    ]
    said = {cost.said: cost.difference for cost in tried("engineer pay>=150k", some).costs}
    assert said == {
        "without pay>=150k": 1,
        "if pay had to be said (pay>=150k!)": -1,
        "without engineer": 0,
    }
    said = {cost.said: cost.difference for cost in tried("engineer pay>=150k!", some).costs}
    assert said["if pay may be unknown (pay>=150k!)"] == 1
    assert said["without pay>=150k!"] == 2


def pays(top: int, **more: object) -> dict[str, object]:
    return {"min": top // 2, "max": top, "currency": "USD", "period": "year", **more}


def test_days_are_the_readers_and_summaries_are_not_counted() -> None:
    trying = Trying(query.parse("engineer"), Home(ZoneInfo("Pacific/Auckland"), "USD"))
    late = replace(opening_from_json({"title": "Engineer"}), first_seen=NOW)
    trying.add(late)
    trying.add(late, seeded=True)
    got = trying.result(NOW - timedelta(days=2), NOW)
    assert [(f"{day.date}", day.count) for day in got.days] == [
        ("2026-05-19", 0),
        ("2026-05-20", 0),
        ("2026-05-21", 1),
    ]
    assert (got.total, got.seeded) == (2, 1)


def test_pay_is_the_top_by_the_year_and_what_cannot_be_compared_is_counted_apart() -> None:
    some = [
        seen(title="Engineer", pay=[pays(100), pays(100_000)]),
        seen(title="Engineer", pay=[{**pays(50), "period": "hour"}]),
        seen(title="Engineer", pay=[pays(90_000, basis="predicted")]),
        seen(title="Engineer", pay=[{**pays(90_000), "currency": None}]),
        seen(title="Engineer"),
    ]
    pay = tried("engineer", some).pay
    assert (pay.unsaid, pay.incomparable) == (1, 2)
    assert sum(one.count for one in pay.buckets) == 2


@given(st.lists(st.decimals(0, 10_000_000, places=2, allow_nan=False), max_size=60))
def test_every_amount_is_in_one_bucket(amounts: list[Decimal]) -> None:
    made = figures.buckets(amounts)
    assert sum(one.count for one in made) == len(amounts)
    assert len(made) <= 12
    for one in made:
        inside = [
            amount
            for amount in amounts
            if (one.low is None or amount >= one.low) and (one.high is None or amount < one.high)
        ]
        assert len(inside) == one.count


def test_a_search_sees_only_what_its_sources_show() -> None:
    trying = Trying(query.parse("engineer"), HOME, sources=frozenset({"contoso"}), newest=1)
    for source in ("contoso", "fabrikam", "contoso"):
        trying.add(seen(title="Engineer", source=source))
    got = trying.result(NOW - timedelta(days=1), NOW)
    assert (got.seen, got.total, len(got.newest)) == (2, 2, 1)


@pytest.mark.parametrize("count", [counting.AT_ONCE - 1, counting.AT_ONCE, counting.AT_ONCE + 1])
def test_blocks_are_counted_to_their_ends(count: int) -> None:
    filter_ = query.parse("a b")
    leaves = list(query.leaves(filter_.condition))
    tally = counting.Tally([filter_.condition])
    for number in range(count):
        tally.add([{id(leaves[0]): True, id(leaves[1]): None if number else False}])
    assert tally.counts() == [count - 1]


def test_an_opening_fits_where_one_of_its_titles_does() -> None:
    first, second = seen(title="Cook"), seen(title="Engineer", pay=[pays(90_000)])
    both = replace(first, postings=(*first.postings, *second.postings))
    got = tried("engineer kafka", [first, both])
    assert got.total == 0
    assert {cost.said: cost.difference for cost in got.costs}["without kafka"] == 1
    assert tried("engineer", [first, both]).total == 1
    costs = {cost.said: cost.difference for cost in tried("engineer OR kafka", [both]).costs}
    assert costs == {"without engineer": -1, "without kafka": 0}
