from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot import query
from alertbot.config import Search
from alertbot.decide import (
    Decision,
    Known,
    KnownPosting,
    Poll,
    Searches,
    absent,
    decide,
    public,
    standing,
)
from alertbot.model import (
    Match,
    Notice,
    Opening,
    OpeningAlert,
    OpeningId,
    Place,
    Posting,
    Section,
    Summary,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = "You will own the messaging engine, from its design to its operation at night. " * 3


def posting(external_id: str, title: str = "Engineer", source: str = "contoso") -> Posting:
    return Posting(
        source, external_id, f"https://x.example/{external_id}", title, "Contoso", description=TEXT
    )


def search(name: str, where: str, *sources: str) -> Search:
    return Search(name, query.parse(where), sources or ("contoso", "copy"), ("me",), version="1")


ENGINEERS = Searches([search("engineers", "engineer")])


def poll(*postings: Posting, seen: Iterable[str] = (), first: bool = False) -> Poll:
    ids = {one.external_id for one in postings} | set(seen)
    return Poll("contoso", postings, frozenset(ids), complete=True, first=first)


def known(*openings: Opening, source: str = "contoso") -> Known:
    rows = {
        one.external_id: KnownPosting(one.external_id, opening.id)
        for opening in openings
        for one in opening.postings
        if one.source == source
    }
    return Known(rows, {opening.id: opening for opening in openings})


def stored(id: int, *postings: Posting) -> Opening:
    return Opening(postings, NOW, OpeningId(id))


def matches(decision: Decision) -> list[list[str]]:
    return [[match.key for match in change.matches] for change in decision.changes]


def test_a_new_posting_is_a_new_opening_for_those_who_want_it() -> None:
    searches = Searches([search("engineers", "engineer"), search("chefs", "chef")])
    decision = decide(poll(posting("1")), known(), searches, now=NOW)
    assert len(decision.new) == 1
    assert matches(decision) == [["engineers"]]


def test_thirty_cities_are_one_opening_and_one_alert() -> None:
    cities = [replace(posting(str(n)), places=(Place(f"City {n}"),)) for n in range(30)]
    decision = decide(poll(*cities), known(), ENGINEERS, now=NOW)
    (change,) = decision.changes
    assert len(change.after.places) == 30
    assert matches(decision) == [["engineers"]]


def test_two_requisitions_are_two_openings() -> None:
    a = replace(posting("1"), requisition="R-1")
    b = replace(posting("2"), requisition="R-2")
    again = replace(posting("3"), requisition="R-2")
    decision = decide(poll(a, b, again), known(), ENGINEERS, now=NOW)
    assert [len(change.postings) for change in decision.changes] == [1, 2]


def test_a_copy_on_another_board_joins_and_is_no_news() -> None:
    before = stored(7, posting("1"))
    copied = replace(poll(replace(posting("x"), source="copy")), source="copy")
    decision = decide(copied, known(before, source="copy"), ENGINEERS, now=NOW)
    assert decision.new == ()
    assert decision.changes[0].after.id == 7
    assert matches(decision) == [[]]


def test_a_copy_is_news_to_a_search_that_looks_only_there() -> None:
    searches = Searches([search("all", "engineer"), search("there", "engineer", "copy")])
    copied = replace(poll(replace(posting("x"), source="copy")), source="copy")
    decision = decide(copied, known(stored(7, posting("1")), source="copy"), searches, now=NOW)
    assert matches(decision) == [["there"]]


def test_a_change_is_alerted_only_to_searches_that_it_makes_match() -> None:
    searches = Searches([search("engineers", "engineer"), search("remote", "engineer remote")])
    before = replace(posting("1"), places=(Place("Berlin"),))
    there = replace(before, places=(Place("Berlin"),), title="Engineer II")
    decision = decide(poll(there), known(stored(7, before)), searches, now=NOW)
    assert matches(decision) == [[]]


def test_an_advertisement_stays_its_opening_when_its_text_changes() -> None:
    rewritten = replace(posting("1"), description="All is new. " * 20)
    decision = decide(poll(rewritten), known(stored(7, posting("1"))), ENGINEERS, now=NOW)
    assert decision.new == ()
    assert decision.changes[0].after.postings == (rewritten,)


def test_absence_closes_the_second_time_and_only_when_it_proves_something() -> None:
    rows = [KnownPosting("1", OpeningId(1)), KnownPosting("2", OpeningId(2), absences=1)]
    assert absent(rows, frozenset()) == ({"1": 1, "2": 2}, frozenset({"2"}))
    assert absent(rows, frozenset({"1", "2"})) == ({}, frozenset())
    assert absent(rows, None) == ({}, frozenset())


def test_what_comes_back_is_counted_anew_and_reopened() -> None:
    row = KnownPosting("1", OpeningId(7), absences=2, closed=True)
    before = Known({"1": row}, {})
    decision = decide(poll(seen=["1"]), before, ENGINEERS, now=NOW)
    assert dict(decision.absences) == {"1": 0}
    assert decision.reopened == {"1"}


def test_the_best_of_a_summary() -> None:
    def rank(days: int | None, *unknown: str) -> tuple[int, int, float]:
        posted = None if days is None else NOW - timedelta(days=days)
        opening = stored(1, replace(posting("1"), posted_at=posted))
        return standing(opening, Match("engineers", unknown=unknown), now=NOW)

    assert rank(1) < rank(3) < rank(1, "pay not stated") < rank(None) < rank(40)


ids = st.sampled_from("abcdefgh")
titles = st.sampled_from(["Engineer I", "Engineer II", "Chef", "Senior Engineer"])
boards = st.dictionaries(ids, titles, max_size=8)


@given(st.lists(boards, min_size=1, max_size=6))
def test_deciding_again_adds_nothing(polls: list[dict[str, str]]) -> None:
    openings: dict[OpeningId, Opening] = {}
    rows: dict[str, KnownPosting] = {}
    for board in polls:
        found = [posting(external_id, title) for external_id, title in board.items()]
        decision = decide(poll(*found), Known(rows, openings), ENGINEERS, now=NOW)
        for change in decision.changes:
            id = change.after.id if change.before else OpeningId(len(openings) + 1)
            openings[id] = replace(change.after, id=id)
            for one in change.postings:
                rows[one.external_id] = KnownPosting(one.external_id, id)
        again = decide(poll(*found), Known(rows, openings), ENGINEERS, now=NOW)
        assert again.new == ()
        assert not any(change.matches for change in again.changes)
    alike: dict[str, set[OpeningId]] = {}
    for id, opening in openings.items():
        for one in opening.postings:
            alike.setdefault(one.external_id, set()).add(id)
    assert all(len(where) == 1 for where in alike.values()), "a posting has one opening"


def test_what_may_not_be_passed_on_is_cut_from_an_alert_for_the_public() -> None:
    ours, theirs = posting("1"), replace(posting("2"), source="theirs", url="https://t.example/2")
    both = Opening((theirs, ours), first_seen=NOW)
    alert = OpeningAlert(both, ())
    assert public(alert, frozenset({"theirs"})) == OpeningAlert(replace(both, postings=(ours,)), ())
    assert public(alert, frozenset()) == alert
    summary = Summary((Section("s", 1, (both,)),))
    cut = public(summary, frozenset({"theirs"}))
    assert cut == Summary((Section("s", 1, (replace(both, postings=(ours,)),)),))
    assert public(Notice("x"), frozenset({"theirs"})) == Notice("x")
