"""What is remembered of a poll, and who is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.burst import HELD_FOR, STRANGE_FOR, Usual
from alertbot.decide import Decision
from alertbot.life import ABSENCES_TO_CLOSE, WINDOW_AGE
from alertbot.model import (
    Basis,
    Life,
    Occasion,
    OpeningId,
    Pay,
    Period,
    Place,
    Posting,
    PostingKey,
)
from alertbot.searches import Searches
from tests.story import DAY, FIELDS, NOW, Story, posting, search

NEW, REPOSTED, RAISED, REOPENED = Occasion
CHEF = posting("other", "Chef")
TWICE = 2


def copy(external_id: str, title: str = "Engineer") -> Posting:
    return replace(posting(external_id, title), source="copy")


def paid(external_id: str, top: int) -> Posting:
    amounts = Decimal(top) - 10_000, Decimal(top)
    pay = Pay(*amounts, "USD", Period.YEAR, basis=Basis.STATED)
    return replace(posting(external_id), pay=(pay,))


def wanting(*again: Occasion) -> Story:
    return Story(Searches([search("engineers", "engineer", again=again)]))


def occasions(story: Story) -> list[Occasion]:
    return [occasion for _, _, occasion in story.told]


def gone(story: Story, *, times: int = TWICE) -> None:
    for _ in range(times):
        story.poll(CHEF)


def test_a_new_posting_is_a_new_opening_for_those_who_want_it() -> None:
    story = Story(Searches([search("engineers", "engineer"), search("chefs", "chef")]))
    (change,) = story.poll(posting("1")).new
    assert [(telling.occasion, telling.match.key) for telling in change.tell] == [
        (NEW, "engineers")
    ]
    assert [one.what for one in change.news] == [Life.NEW]


def test_a_copy_on_another_board_joins_and_is_no_news() -> None:
    story = Story()
    story.poll(posting("1"))
    decision = story.poll(copy("x"), source="copy")
    assert decision.new == ()
    assert story.of("x", "copy") == story.of("1")
    assert occasions(story) == [NEW]


def test_a_copy_is_news_to_a_search_that_looks_only_there() -> None:
    story = Story(Searches([search("all", "engineer"), search("there", "engineer", "copy")]))
    story.poll(posting("1"))
    (change,) = story.poll(copy("x"), source="copy").changes
    assert [telling.match.key for telling in change.tell] == ["there"]


def test_a_change_is_told_to_searches_that_it_makes_match_and_to_no_others() -> None:
    berlin = Place("Berlin", city="Berlin", country="DE")
    story = Story(Searches([search("engineers", "engineer"), search("seniors", "senior")]))
    story.poll(replace(posting("1"), places=(berlin,)))
    (change,) = story.poll(replace(posting("1", "Senior Engineer"), places=(berlin,))).changes
    assert [telling.match.key for telling in change.tell] == ["seniors"]
    (news,) = change.news
    assert news.what is Life.CHANGED
    assert ("Engineer", "Senior Engineer") in [(d.before, d.after) for d in news.differences]


def test_an_advertisement_stays_its_opening_when_its_text_changes_which_is_no_news() -> None:
    story = Story()
    story.poll(posting("1"))
    rewritten = replace(posting("1"), description="All is new. " * 20)
    (change,) = story.poll(rewritten).changes
    assert (change.news, change.tell) == ((), ())
    assert story.of("1").postings == (rewritten,)


@pytest.mark.parametrize("asked", [True, False])
def test_what_is_open_again_is_told_again_only_where_that_is_asked(asked: bool) -> None:
    story = wanting(*([REOPENED] if asked else []))
    story.poll(posting("1"), CHEF)
    for _ in range(2):
        gone(story)
        story.poll(posting("1"), CHEF)
    assert occasions(story) == [NEW, *([REOPENED] * 2 if asked else [])]


@pytest.mark.parametrize("asked", [True, False])
def test_each_repost_is_told_again_only_where_that_is_asked(asked: bool) -> None:
    story = wanting(*([REPOSTED] if asked else []))
    for external_id in "123":
        story.poll(posting(external_id), CHEF, after=20 * DAY)
        gone(story)
    assert story.happened[story.of("1").id].count(Life.REPOSTED) == 2
    assert occasions(story) == [NEW, *([REPOSTED] * 2 if asked else [])]


def test_pay_that_is_raised_is_told_where_that_is_asked_and_lowered_pay_never() -> None:
    story, other = wanting(RAISED), wanting()
    for top in (100_000, 120_000, 110_000, 130_000):
        story.poll(paid("1", top))
        other.poll(paid("1", top))
    assert occasions(story) == [NEW, RAISED, RAISED]
    assert occasions(other) == [NEW]


def test_a_posting_that_closes_raises_no_pay() -> None:
    story = wanting(RAISED)
    berlin, paris = Place("Berlin", city="Berlin"), Place("Paris", city="Paris")
    story.poll(replace(paid("1", 100_000), places=(berlin,)))
    here, there = story.of("1").postings[0], replace(paid("2", 104_000), places=(paris,))
    story.poll(here, there)
    assert story.of("1") == story.of("2")
    for _ in range(3):
        story.poll(there)
    assert story.of("1").pay == there.pay
    assert occasions(story) == [NEW]


def test_several_occasions_at_once_are_one_alert() -> None:
    story = wanting(REPOSTED, RAISED, REOPENED)
    story.poll(paid("1", 100_000), CHEF)
    gone(story)
    story.poll(paid("1", 120_000), CHEF)
    assert occasions(story) == [NEW, RAISED]
    gone(story)
    story.poll(paid("2", 121_000), CHEF)
    assert occasions(story) == [NEW, RAISED, REPOSTED]


@pytest.mark.parametrize("external_id", ["1", "2"])
def test_a_search_that_came_while_it_was_closed_hears_of_it_as_new(external_id: str) -> None:
    story = wanting(REPOSTED, REOPENED)
    story.poll(posting("1"), CHEF, first=True)
    gone(story)
    story.seeded["engineers"] = story.now + DAY
    story.poll(posting(external_id), CHEF, after=20 * DAY)
    assert occasions(story) == [NEW]


@pytest.mark.parametrize("external_id", ["1", "2"])
def test_one_that_came_before_it_closed_had_it_in_its_summary(external_id: str) -> None:
    story = wanting()
    story.poll(posting("1"), CHEF, first=True)
    story.seeded["engineers"] = story.now + timedelta(minutes=1)
    gone(story)
    story.poll(posting(external_id), CHEF, after=20 * DAY)
    assert occasions(story) == []


@pytest.mark.parametrize("external_id", ["x", "y"])
def test_so_does_one_that_came_while_its_own_sources_did_not_list_it(external_id: str) -> None:
    story = Story(Searches([search("there", "engineer", "copy")]))
    story.poll(posting("1"))
    story.poll(copy("x"), source="copy", first=True)
    for _ in range(2):
        story.poll(CHEF, source="copy")
    assert story.of("1").closed_at is None, "it is open, elsewhere"
    story.seeded["there"] = story.now + DAY
    story.poll(copy(external_id), source="copy", after=20 * DAY)
    assert occasions(story) == [NEW]


def test_what_happens_at_sources_that_a_search_does_not_look_at_is_none_of_its_news() -> None:
    there = search("there", "engineer", "copy", again=(REPOSTED, RAISED, REOPENED))
    story = Story(Searches([there]))
    story.poll(paid("1", 100_000), CHEF)
    story.poll(replace(paid("x", 100_000), source="copy"), source="copy")
    story.poll(paid("1", 102_000), CHEF)
    assert story.of("x", "copy") == story.of("1")
    assert occasions(story) == [NEW], "it sees no other pay"
    for _ in range(2):
        story.poll(replace(CHEF, source="copy"), source="copy")
        gone(story, times=1)
    assert story.of("1").closed_at is not None
    story.poll(paid("1", 101_000), CHEF)
    story.poll(paid("2", 102_000), paid("1", 102_000), CHEF)
    assert occasions(story) == [NEW], "what is back is not there for it"


def test_what_closes_is_told_to_nobody_and_is_no_other_news() -> None:
    story = wanting(REPOSTED, RAISED, REOPENED)
    story.poll(replace(posting("1"), valid_through=NOW + DAY))
    assert story.expire(after=3 * DAY).changes[0].tell == ()
    assert story.happened[story.of("1").id] == [Life.NEW, Life.CLOSED]
    assert story.expire().changes == ()


def test_so_much_new_at_once_is_a_burst_but_never_what_a_new_source_shows() -> None:
    many = [posting(field, f"{field} Engineer") for field in FIELDS[:20]]
    calm = Usual(polls=5, new=1.0)
    assert Story().poll(*many, usual=calm).held_for == HELD_FOR
    assert not Story().poll(*many, usual=calm, first=True).burst
    assert not Story().poll(*many[1:], usual=calm).burst
    cities = [replace(posting(str(n)), places=(Place(str(n)),)) for n in range(30)]
    assert not Story().poll(*cities, usual=calm).burst, "it is one opening"


# -- any history of a board -----------------------------------------------------------------

TITLES = ["Engineer I", "Engineer II", "Chef", "Senior Engineer"]


@dataclass(frozen=True)
class Look:
    """One poll: what the board shows, by id, and how much of that is to be believed."""

    board: dict[str, str]
    how: Literal["whole", "incomplete", "doubtful", "window"] = "whole"
    source: str = "contoso"
    after: timedelta = DAY

    def postings(self) -> list[Posting]:
        return [replace(posting(*one), source=self.source) for one in self.board.items()]


looks = st.builds(
    Look,
    board=st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(TITLES), max_size=6),
    how=st.sampled_from(["whole", "whole", "whole", "incomplete", "doubtful", "window"]),
    source=st.sampled_from(["contoso", "contoso", "copy"]),
    after=st.sampled_from([timedelta(minutes=15), DAY, 70 * DAY]),
)
histories = st.lists(looks, min_size=1, max_size=12)


def told(history: list[Look]) -> Story:
    """A story of these polls, for somebody who wants to hear all."""
    every = search("engineers", "engineer", again=(REPOSTED, RAISED, REOPENED))
    story = Story(Searches([every]))
    for look in history:
        see(story, look)
    return story


def see(story: Story, look: Look, after: timedelta | None = None) -> Decision:
    return story.poll(
        *look.postings(),
        source=look.source,
        after=look.after if after is None else after,
        complete=look.how != "incomplete",
        doubt="a third is gone" if look.how == "doubtful" else "",
        window=look.how == "window",
    )


@given(histories)
def test_a_posting_is_open_until_two_whole_polls_or_the_age_of_a_window_say_otherwise(
    history: list[Look],
) -> None:
    story, absent, closed = Story(), Counter[PostingKey](), set[PostingKey]()
    for look in history:
        see(story, look)
        for external_id, row in story.rows[look.source].items():
            key = look.source, external_id
            if external_id in look.board:
                absent[key] = 0
                closed.discard(key)
                continue
            absent[key] += look.how == "whole"
            assert row.first_seen is not None
            old = look.how == "window" and story.now - row.first_seen > WINDOW_AGE
            if old or (look.how == "whole" and absent[key] >= ABSENCES_TO_CLOSE):
                closed.add(key)
        for opening in story.openings.values():
            keys = {one.key for one in opening.postings}
            assert opening.gone == keys & closed
            assert (opening.closed_at is not None) == (keys <= closed)
            listed = [one.key not in closed for one in opening.postings]
            assert listed == sorted(listed, reverse=True), "what is listed speaks first"


@given(histories)
def test_news_tell_exactly_what_has_happened(history: list[Look]) -> None:
    story = told(history)
    for id, opening in story.openings.items():
        first, *later = story.happened[id]
        assert first is Life.NEW
        is_open = True
        for what in later:
            assert what is not Life.NEW
            if what in (Life.CLOSED, Life.REOPENED):
                assert is_open is (what is Life.CLOSED)
            if what is not Life.CHANGED:
                is_open = what is not Life.CLOSED
        assert is_open is (opening.closed_at is None)


@given(histories)
def test_what_fits_is_told_and_as_new_only_once(history: list[Look]) -> None:
    story, wanted = told([]), set[OpeningId]()
    for look in history:
        see(story, look)
        wanted |= {
            id
            for id, opening in story.openings.items()
            if id in story.open and any("Engineer" in one.title for one in opening.listed)
        }
    new = [id for id, _, occasion in story.told if occasion is NEW]
    assert sorted(new) == sorted(wanted)
    every = [posting.key for opening in story.openings.values() for posting in opening.postings]
    assert len(every) == len(set(every)), "a posting has one opening"


@given(histories)
def test_deciding_again_adds_nothing(history: list[Look]) -> None:
    story = told(history)
    for _ in range(ABSENCES_TO_CLOSE):
        assert see(story, history[-1], after=timedelta()).new == ()
    before = len(story.told)
    assert see(story, history[-1], after=timedelta()).changes == ()
    assert len(story.told) == before


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_a_board_lists_makes_no_difference(
    history: list[Look], random: Random
) -> None:
    shuffled = [
        replace(look, board=dict(random.sample(sorted(look.board.items()), len(look.board))))
        for look in history
    ]
    one, other = told(history), told(shuffled)
    assert other.openings == one.openings
    assert other.news == one.news
    assert other.told == one.told


def test_a_board_on_which_nothing_is_known_any_more_is_held() -> None:
    story = Story()
    story.poll(*(posting(str(n), f"{FIELDS[n]} Engineer") for n in range(5)), first=True)
    others = [posting(f"x{n}", f"{FIELDS[n + 9]} Engineer") for n in range(5)]
    assert story.poll(*others[:4], doubt="all are gone").burst is False, "so few may be its own"
    story = Story()
    story.poll(*(posting(str(n), f"{FIELDS[n]} Engineer") for n in range(5)), first=True)
    assert story.poll(*others, doubt="all are gone").held_for == STRANGE_FOR
    assert story.poll(*others, posting("x9", "Oil Engineer"), doubt="all are gone").burst is False
