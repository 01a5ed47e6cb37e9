"""The tree of `explain` says what `matches` says, whatever the filter and the opening."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import query
from alertbot.matching import matches
from alertbot.matching.counting import Counting
from alertbot.matching.explaining import (
    Explained,
    blamed,
    conditions,
    explain,
    match,
    sentence,
    wordings,
)
from alertbot.matching.wording import spellings
from alertbot.model import Opening
from alertbot.query import And, Condition, Demand, Filter, Not, Or
from alertbot.searches import Searches
from alertbot.testing import opening_from_json
from tests.query import filters
from tests.query.openings import NOW, SOURCES, openings
from tests.story import search

MOMENT = datetime(2026, 5, 20, tzinfo=UTC)
PAID: dict[str, object] = {"min": 120_000, "max": 140_000, "currency": "USD", "period": "year"}
SRE: dict[str, object] = {
    "source": "contoso",
    "title": "Sr. Site Reliability Engineer",
    "company": "Contoso",
    "places": [{"text": "Redmond, WA", "city": "Redmond", "region": "US-WA", "country": "US"}],
    "pay": [PAID],
    "hashtags": ["kafka"],
    "description": "You will run Apache Kafka for a great many teams.",
}


def tree(text: str, **fields: object) -> Explained:
    return explain(query.parse(text), opening_from_json(SRE | fields), now=MOMENT)


def nodes(root: Explained) -> list[Explained]:
    return [root, *(one for part in root.parts for one in nodes(part))]


def truths(text: str, **fields: object) -> dict[str, bool | None]:
    return {str(one.condition): one.truth for one in nodes(tree(text, **fields))}


# -- it agrees with the plain definition ------------------------------------------------------


@given(filters.conditions(12), openings())
def test_the_root_and_what_follows_from_it_are_those_of_matches(
    condition: Condition, opening: Opening
) -> None:
    asked = Filter(condition)
    root = explain(asked, opening, now=NOW)
    assert match(root) == matches(asked, opening, now=NOW)


@given(filters.conditions(12), openings())
def test_no_condition_is_passed_over(condition: Condition, opening: Opening) -> None:
    def shape(one: Condition) -> list[Condition]:
        match one:
            case And(parts) | Or(parts):
                return [one, *(inner for part in parts for inner in shape(part))]
            case Not(part) | Demand(part):
                return [one, *shape(part)]
            case _:
                return [one]

    root = explain(Filter(condition), opening, now=NOW)
    assert [one.condition for one in nodes(root)] == shape(condition)


@given(filters.conditions(12), openings())
def test_what_is_blamed_is_false_and_a_match_blames_nothing(
    condition: Condition, opening: Opening
) -> None:
    root = explain(Filter(condition), opening, now=NOW)
    found = blamed(root)
    assert bool(found) is (root.truth is False)
    assert "\n" not in sentence(root)


@given(filters.filters(12), st.lists(openings(), max_size=4))
def test_a_count_is_of_the_openings_that_fit_and_of_what_refused_the_others(
    asked: Filter, some: list[Opening]
) -> None:
    counting = Counting({"it": asked})
    for one in some:
        counting.add(one, now=NOW)
    count = counting.by_name["it"]
    fits = [any(matches(asked, it, now=NOW) for it in wordings(one)) for one in some]
    assert (count.seen, count.matched) == (len(some), sum(fits))
    written = dict.fromkeys(map(str, conditions(asked)))
    assert [one.condition for one in count.refusals] == list(written)
    assert sum(one.alone for one in count.refusals) <= len(some) - sum(fits)
    assert all(one.alone <= one.in_all <= len(some) - sum(fits) for one in count.refusals)
    assert sum(one.in_all for one in count.refusals) >= len(some) - sum(fits)


@given(filters.filters(), openings())
def test_the_wordings_are_those_that_a_search_tries(asked: Filter, opening: Opening) -> None:
    one = search("it", "engineer", *SOURCES)
    found = Searches([type(one)(one.name, asked, one.sources, one.to, one.version)])
    told = bool(found.match(opening, now=NOW))
    assert told is any(explain(asked, it, now=NOW).truth is not False for it in wordings(opening))


# -- in words ---------------------------------------------------------------------------------


def test_every_part_is_judged_though_the_first_decides() -> None:
    assert truths("chef pay>=100k (kafka OR rust)") == {
        "chef pay>=100k (kafka OR rust)": False,
        "chef": False,
        "pay>=100k": True,
        "kafka OR rust": True,
        "kafka": True,
        "rust": False,
    }


def test_a_negation_turns_true_and_false_and_leaves_unknown() -> None:
    assert truths("engineer -kafka -company:Acme") == {
        "engineer -kafka -company:Acme": False,
        "engineer": True,
        "-kafka": False,
        "kafka": True,
        "-company:Acme": True,
        "company:Acme": False,
    }
    assert truths("engineer -company:Acme", company=None)["-company:Acme"] is None


@pytest.mark.parametrize("text", ["engineer pay>=100k!", "engineer -pay<100k!"])
def test_a_demand_that_refuses_the_unknown_says_so(text: str) -> None:
    root = tree(text, pay=[])
    assert root.truth is False
    assert [one.refused for one in nodes(root) if isinstance(one.condition, Demand)] == [True]
    assert "pay not stated, and the ! demands it" in sentence(root)
    assert tree(text).truth is True


def test_a_demand_of_several_says_what_was_not_said() -> None:
    root = tree("engineer (pay>=500k OR level:staff)!", pay=[], level=None)
    (refused,) = [one for one in nodes(root) if one.refused]
    assert refused.text == "pay not stated, level not stated"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pay>=150k", "pay>=150k is false, it pays $120,000 – $140,000 a year"),
        ("in:berlin engineer", "in:berlin is false, it is in Redmond, WA"),
        ("engineer -kafka", "-kafka is false, it says #kafka"),
        ("title:chef", "title:chef is false, it is not in the title"),
        ("chef", "chef is false, it is not in the title, the hashtags or the company"),
        ("remote engineer", "remote is false, it names Redmond, WA"),
        (
            "engineer text:haskell",
            "text:haskell is false, nothing says so, the description neither",
        ),
        ("#rust", "#rust is false, it has #kafka"),
        ("(chef OR cook) engineer", "none of chef OR cook holds"),
        ("engineer -(chef OR #kafka)", "-(chef OR #kafka) is false, since it has #kafka (#kafka)"),
        ("chef pay>=150k", "pay>=150k is false, it pays"),
    ],
)
def test_the_verdict_in_plain_words(text: str, said: str) -> None:
    assert said in sentence(tree(text))


def test_a_match_says_why_and_what_was_not_said() -> None:
    said = sentence(tree("senior level:senior", level=None))
    assert said.startswith("senior (Sr. Site Reliability Engineer (sr = senior))")
    assert said.endswith("passed although unknown: level not stated")


def test_a_long_sentence_ends() -> None:
    assert sentence(tree("a1 a2 a3 a4 a5")).endswith("; and 2 more")


def test_the_value_is_what_the_posting_has() -> None:
    values = {str(one.condition): one.value for one in nodes(tree("chef in:berlin #x pay>=1k!"))}
    assert values["chef"] == "Sr. Site Reliability Engineer, #kafka, Contoso"
    assert values["in:berlin"] == "Redmond, WA"
    assert values["#x"] == "#kafka"
    assert values["pay>=1k!"] == "$120,000 – $140,000 a year"


def test_spellings_are_read_from_evidence() -> None:
    assert spellings("Sr. Eng II (sr = senior, ii = 2)") == ("sr = senior", "ii = 2")
    assert spellings("VP Sales (vp = vice president)") == ("vp = vice president",)
    assert spellings("Engineer (remote)") == ()


def test_which_condition_refuses_alone() -> None:
    counting = Counting({"it": query.parse("engineer pay>=150k -kafka")})
    none: list[object] = []
    untagged: dict[str, object] = {"hashtags": none}
    some: list[dict[str, object]] = [{}, untagged, {"title": "Chef"}, untagged | {"pay": none}]
    for fields in some:
        counting.add(opening_from_json(SRE | fields), now=MOMENT)
    count = counting.by_name["it"]
    assert (count.seen, count.matched) == (4, 1)
    told = {one.condition: (one.alone, one.in_all) for one in count.refusals}
    assert told == {"engineer": (0, 1), "pay>=150k": (1, 3), "-kafka": (0, 2)}
