"""Which posting belongs to which opening, poll by poll."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from alertbot.joining import CANDIDATES, likeliest
from alertbot.model import Life, OpeningId, Place, Posting
from tests.story import DAY, HOUR, NOW, Story, posting

WEEK = 7 * DAY
HOUSE = (
    "Since 1931 our tugs have brought ships to their berths, and we have never lost a rope.",
    "You get thirty days of leave, a warm meal on board, and a ticket for the ferry of your town.",
)
HOUSE_ANEW = (
    "Four hundred of us work in eleven harbours, so that what is heavy arrives without a scratch.",
    "What we have to give: a pension from the first day, lessons in four languages, and a bicycle.",
)
DISPATCHING = (
    "You send nine tugs where they are needed, from six in the evening until the morning comes. "
    "You watch wind and tide, and you know which skipper is rested. When a pilot calls, you have "
    "answered before he has finished. You bring a radio licence, three years in a control room, "
    "and a voice that stays low when three ships want the same lock. In winter you watch the ice, "
    "and in summer the sailors who believe that a fairway is theirs."
)
RELIEVING = (
    "You visit quays that are served from the land, and plan the lorries which bring stores to "
    "vessels at anchor. You keep lists that customs officers like to read, haggle with chandlers, "
    "and find a crane on a Sunday. A degree in transport helps, and so does an uncle with a barge; "
    "patience with paper is what we cannot do without."
)


def test_what_is_gone_keeps_nothing_out_that_is_the_same_as_what_is_listed() -> None:
    numbered = [replace(posting(str(n)), requisition=f"R-{n}") for n in (1, 3)]
    story = Story()
    story.poll(numbered[0], posting("2"))
    assert groups(story) == {frozenset("12")}
    for _ in range(2):
        story.poll(posting("2"))
    story.poll(posting("2"), numbered[1])
    assert groups(story) == {frozenset("123")}


def city(number: int) -> Posting:
    return replace(posting(str(number)), places=(Place(f"City {number}", city=f"City {number}"),))


def groups(story: Story) -> set[frozenset[str]]:
    return {
        frozenset(one.external_id for one in opening.postings)
        for opening in story.openings.values()
    }


def closed(*shown: Posting, story: Story | None = None) -> Story:
    """A story of these, who are gone after it."""
    told = story or Story()
    told.poll(*shown)
    for _ in range(2):
        told.poll(posting("other", "Chef"))
    return told


def test_thirty_cities_are_one_opening_whether_at_once_or_one_by_one() -> None:
    at_once, one_by_one = Story(), Story()
    at_once.poll(*map(city, range(30)))
    for number in range(30):
        one_by_one.poll(*map(city, range(number + 1)))
    for story in (at_once, one_by_one):
        (opening,) = story.openings.values()
        assert len(opening.places) == 30
        assert len(story.told) == 1


def test_two_requisitions_are_two_openings_and_a_third_posting_finds_its_own() -> None:
    story = Story()
    a, b = (replace(posting(id), requisition=f"R-10{id}") for id in "12")
    story.poll(a, b, replace(posting("3"), requisition="R-102"))
    assert groups(story) == {frozenset("1"), frozenset("23")}


def test_postings_alike_in_all_are_one_opening_that_counts_them() -> None:
    story = Story()
    story.poll(city(1), replace(city(1), external_id="2"))
    (opening,) = story.openings.values()
    assert opening.copies == 2


def test_an_agencys_copy_joins_whichever_is_seen_first() -> None:
    ours = posting("1")
    copy = replace(posting("x", source="copy"), title=ours.title)
    copy = replace(copy, description=f"Our client is looking for you. {ours.description}")
    for first, second in permutations((ours, copy)):
        story = Story()
        story.poll(first, source=first.source)
        story.poll(second, source=second.source)
        (opening,) = story.openings.values()
        assert opening.sources == (first.source, second.source)
        assert len(story.told) == 1


def test_an_id_that_vanishes_and_comes_back_is_the_same_opening() -> None:
    for polls in (1, 2, 9):
        story = Story()
        story.poll(posting("1"), posting("other", "Chef"))
        for _ in range(polls):
            story.poll(posting("other", "Chef"))
        story.poll(posting("1"), posting("other", "Chef"))
        assert len(story.openings) == 2
        after = [Life.CLOSED, Life.REOPENED] if polls > 1 else []
        assert story.happened[story.of("1").id] == [Life.NEW, *after]
        assert len(story.told) == 1


def test_an_id_that_comes_back_reworded_is_the_same_opening() -> None:
    story = closed(posting("1"))
    story.poll(posting("1", "Engineering Manager"))
    assert story.of("1").first_seen == NOW + HOUR
    assert story.happened[story.of("1").id][2:] == [Life.REOPENED, Life.CHANGED]


def test_postings_listed_anew_under_other_ids_are_no_news() -> None:
    story = Story()
    kinds = ("Data", "Network", "Security", "Support", "Test", "Sales", "Field", "Site")
    board = [posting(str(n), f"{kind} Engineer") for n, kind in enumerate(kinds)]
    story.poll(*board)
    anew = [replace(one, external_id=f"9{one.external_id}") for one in board]
    story.poll(*anew, doubt="all 8 postings that it listed are gone, and others are there")
    story.poll(*anew)
    story.poll(*anew)
    assert all(what == [Life.NEW] for what in story.happened.values())
    assert len(story.openings) == len(story.told) == len(story.open) == 8


def test_a_repost_weeks_later_is_the_same_opening_and_keeps_its_first_date() -> None:
    story = closed(posting("1"))
    story.poll(posting("2"), after=3 * WEEK)
    opening = story.of("2")
    assert opening.first_seen == NOW + HOUR
    assert opening.reposted_at == story.now
    assert opening.lead.external_id == "2", "the one that is listed speaks for it"
    assert story.happened[opening.id] == [Life.NEW, Life.CLOSED, Life.REPOSTED]
    story.poll(posting("2"), posting("1"))
    assert story.happened[opening.id] == [Life.NEW, Life.CLOSED, Life.REPOSTED], "no more of it"


def dispatcher(external_id: str, house: tuple[str, str], duties: str) -> Posting:
    text = f"{house[0]} {duties} {house[1]}"
    return replace(posting(external_id, "Dispatcher"), description=text)


def test_a_repost_after_the_company_worded_itself_anew_is_one_too() -> None:
    story = closed(dispatcher("1", HOUSE, DISPATCHING))
    story.poll(dispatcher("2", HOUSE_ANEW, DISPATCHING), after=3 * WEEK)
    assert story.of("2") == story.of("1")
    assert story.happened[story.of("1").id][-1] == Life.REPOSTED


def test_another_team_under_the_same_title_is_no_repost() -> None:
    story = closed(dispatcher("1", HOUSE, DISPATCHING))
    story.poll(dispatcher("2", HOUSE, RELIEVING), after=3 * WEEK)
    assert story.of("2") != story.of("1")


def test_a_repost_in_three_cities_is_one_repost() -> None:
    story = closed(city(1), city(2))
    story.poll(city(3), city(4), city(5), after=WEEK)
    assert story.happened[story.of("3").id].count(Life.REPOSTED) == 1
    story.poll(city(3), city(4), city(5), city(6), after=WEEK)
    assert story.happened[story.of("3").id].count(Life.REPOSTED) == 1, "it is a further city"


def test_an_id_that_is_back_beside_a_new_one_is_no_repost() -> None:
    story = closed(posting("1"))
    story.poll(posting("1"), posting("2"))
    assert Life.REPOSTED not in story.happened[story.of("1").id]
    assert Life.REOPENED in story.happened[story.of("1").id]


def test_another_id_with_a_later_date_in_place_of_the_first_is_a_repost() -> None:
    def dated(external_id: str, days: float) -> Posting:
        return replace(posting(external_id), posted_at=NOW + timedelta(days=days))

    chef = posting("other", "Chef")
    for days, doubt, what in ((20, "", Life.REPOSTED), (0.5, "", None), (20, "a third", None)):
        story = Story()
        story.poll(dated("1", 0), chef)
        story.poll(dated("2", days), chef, after=WEEK, doubt=doubt)
        assert (Life.REPOSTED in story.happened[story.of("1").id]) is (what is not None)
        assert len(story.openings) == 2
    beside = Story()
    beside.poll(dated("1", 0))
    beside.poll(dated("1", 0), dated("2", 20), after=WEEK)
    assert Life.REPOSTED not in beside.happened[beside.of("1").id], "the first is still there"


def test_a_posting_that_is_another_than_one_listed_there_does_not_join() -> None:
    story = Story()
    a, b = (replace(posting(id), requisition=f"R-10{id}") for id in "12")
    story.poll(a)
    story.poll(a, posting("3"), source="contoso")
    story.poll(a, posting("3"), b)
    assert story.of("3") == story.of("1")
    assert story.of("2") != story.of("1")


def test_the_openings_with_the_rarest_traces_in_common_are_compared_and_of_equals_the_newest() -> (
    None
):
    ids = [OpeningId(n) for n in range(1, 20)]
    assert likeliest([1], {1: ids}) == ids[: -CANDIDATES - 1 : -1]
    assert likeliest([1, 2], {1: ids, 2: [OpeningId(3)]})[0] == 3
    rare = {1: ids[4:], 2: ids[4:], 3: [OpeningId(1)]}
    assert likeliest([1, 2, 3], rare)[0] == 1, "a requisition outweighs a title and a text"
    new = [OpeningId(-1), OpeningId(-2)]
    assert likeliest([1], {1: [*ids, *new]})[:3] == [-2, -1, 19], "what is not stored yet is newer"


@given(st.permutations(range(7)))
def test_the_order_of_a_board_makes_no_difference(order: list[int]) -> None:
    a, b = (replace(posting(id), requisition=f"R-10{id}") for id in "12")
    vague = [replace(posting(id), places=(Place(id, city=id),)) for id in "345"]
    board = [a, b, *vague, posting("6", "Chef"), posting("7", "Chef II")]
    told, other = Story(), Story()
    told.poll(*board)
    other.poll(*(board[place] for place in order))
    assert other.openings == told.openings
    assert other.told == told.told
