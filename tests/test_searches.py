"""What the saved searches see of an opening, and what they rank best."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

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
