"""What the saved searches see of an opening, and what they rank best."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.model import (
    Match,
    Notice,
    Opening,
    OpeningAlert,
    OpeningId,
    Section,
    Summary,
)
from alertbot.searches import Searches, public, seen_by, standing
from tests.story import NOW, posting, search

HERE, THERE = posting("1", "Engineer"), posting("x", "Engineer and Chef", source="copy")
BOTH = Opening((HERE, THERE), NOW, OpeningId(7))
ALL = Searches(
    [
        search("everywhere", "engineer"),
        search("here", "engineer", "contoso"),
        search("there", "engineer", "copy"),
        search("chefs", "chef", "contoso"),
        search("elsewhere", "engineer", "other"),
    ]
)


def found(opening: Opening, *, gone: bool = False) -> set[str]:
    return {match.key for match in ALL.match(opening, now=NOW, gone=gone)}


def test_each_search_judges_by_the_postings_of_its_own_sources() -> None:
    assert found(BOTH) == {"everywhere", "here", "there"}
    assert found(Opening((HERE,), NOW)) == {"everywhere", "here"}
    assert ALL.view("there", BOTH) == replace(BOTH, postings=(THERE,))
    assert ALL.view("elsewhere", BOTH) is None
    assert seen_by(BOTH, frozenset()) is None


def test_what_its_own_sources_do_not_list_any_more_is_not_there_for_a_search() -> None:
    left = replace(BOTH, gone=frozenset({THERE.key}))
    assert found(left) == {"everywhere", "here"}
    assert found(left, gone=True) == {"everywhere", "here", "there"}
    assert found(replace(BOTH, gone=frozenset({HERE.key, THERE.key}))) == set()


def test_a_posting_that_was_given_another_title_is_found_by_either() -> None:
    both = Opening((posting("1", "Chef"), posting("2", "Engineer")), NOW)
    assert {"chefs", "here"} <= found(both)
    left = replace(both, gone=frozenset({("contoso", "2")}))
    assert found(left) == {"chefs"}
    assert {"chefs", "here"} <= found(left, gone=True)


NAMES = ("contoso", "copy", "third", "fourth")


@given(
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), min_size=1, max_size=40),
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["Engineer", "Chef", "Engineer, Chef"])),
        min_size=1,
        max_size=6,
    ),
    st.sets(st.integers(0, 5)),
    st.booleans(),
)
def test_it_is_as_if_each_search_were_the_only_one(
    groups: list[list[str]], shown: list[tuple[str, str]], closed: set[int], gone: bool
) -> None:
    postings = [
        posting(str(number), title, source=source) for number, (source, title) in enumerate(shown)
    ]
    opening = Opening(
        tuple(postings),
        NOW,
        gone=frozenset(one.key for number, one in enumerate(postings) if number in closed),
    )
    wanted = ("engineer", "chef", "-chef engineer")
    asked = [search(f"s{number}", wanted[number % 3], *some) for number, some in enumerate(groups)]
    alone = [match for one in asked for match in Searches([one]).match(opening, now=NOW, gone=gone)]
    together = Searches(asked).match(opening, now=NOW, gone=gone)
    assert sorted(together, key=lambda match: match.key) == sorted(
        alone, key=lambda match: match.key
    )


def test_a_hundred_lists_of_sources_cost_no_more_than_one() -> None:
    wide = [f"source{number}" for number in range(300)]
    many = Searches(
        search(f"s{number}", f"engineer word{number}", *wide[number % 200 : number % 200 + 50])
        for number in range(2000)
    )
    one = Searches(search(f"s{number}", f"engineer word{number}", *wide) for number in range(2000))
    opening = Opening((posting("1", "Engineer", source="source150"),), NOW)
    assert spent(many, opening) < 10 * spent(one, opening) + 0.01


def spent(searches: Searches, opening: Opening) -> float:
    """Seconds of CPU to match an opening ten times."""
    best = 1.0
    for _ in range(3):
        began = time.process_time()
        for _ in range(10):
            searches.match(opening, now=NOW)
        best = min(best, time.process_time() - began)
    return best


def test_the_searches_that_look_at_a_source() -> None:
    assert [one.name for one in ALL.looking_at("copy")] == ["everywhere", "there"]


def test_the_best_of_a_summary() -> None:
    def rank(days: int | None, *unknown: str) -> tuple[int, int, float]:
        posted = None if days is None else NOW - timedelta(days=days)
        opening = Opening((replace(HERE, posted_at=posted),), NOW)
        return standing(opening, Match("engineers", unknown=unknown), now=NOW)

    assert rank(1) < rank(3) < rank(1, "pay not stated") < rank(None) < rank(40)


def test_what_may_not_be_passed_on_is_cut_from_an_alert_for_the_public() -> None:
    kept = frozenset({"copy"})
    alone = replace(BOTH, postings=(HERE,))
    assert public(OpeningAlert(BOTH, ()), kept) == OpeningAlert(alone, ())
    assert public(OpeningAlert(BOTH, ()), frozenset()) == OpeningAlert(BOTH, ())
    summary = Summary((Section("s", 1, (BOTH,)),))
    assert public(summary, kept) == Summary((Section("s", 1, (alone,)),))
    assert public(Notice("x"), kept) == Notice("x")
    hidden = Opening((THERE,), NOW)
    assert public(OpeningAlert(hidden, ()), kept) == OpeningAlert(hidden, ()), "nobody asks for it"
