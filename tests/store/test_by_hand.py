"""Openings merged and split by people: what moves, who hears of it, and that it stays so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.errors import UsageError
from alertbot.identity import Employers, traces
from alertbot.life import Poll
from alertbot.model import Delivered, Life, Occasion, OpeningId, Posting, Unknown
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.hand import Hand
from alertbot.store.state import Healthy
from alertbot.store.tables import openings, outbox, postings
from alertbot.store.tables import traces as trace_rows
from tests.store.filled import LATER, NOW, SEARCHES, answer, claim, posting, remember, seeded, shown

HOUR = timedelta(hours=1)


def hand(store: Store) -> Hand:
    return Hand(store._database)


def opening_of(store: Store, number: int) -> OpeningId:
    query = sa.select(postings.c.opening_id).where(postings.c.external_id == str(number))
    return OpeningId(rows(store, query)[0].opening_id)


def merged(store: Store, *numbers: int) -> OpeningId:
    """The openings of these postings made one, which is that of the first."""
    ids = [opening_of(store, number) for number in numbers]
    hand(store).merge(ids, LATER)
    return ids[0]


def rows(store: Store, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    with store._database.read() as connection:
        return connection.execute(query).all()


def deliveries(store: Store, id: OpeningId) -> list[tuple[str, int, str, int]]:
    """(occasion, turn, state, destination) of an opening's deliveries."""
    c = outbox.c
    query = sa.select(c.occasion, c.turn, c.state, c.destination_id).where(c.opening_id == id)
    return sorted(tuple(row) for row in rows(store, query))


def two(store: Store) -> Store:
    """With engineers 4 and 5 new, whose four alerts wait."""
    assert remember(seeded(store), posting(4), posting(5), seen=3) == 4
    return store


def delivered(store: Store, at: float = 5) -> int:
    """Sends what waits; answers how much that is."""
    count = 0
    for second in range(20):
        for claimed in claim(store, at + 2 * second):
            count += answer(store, claimed, Delivered("1"), NOW + timedelta(seconds=at))
    return count


def test_what_is_merged_is_the_first_one(store: Store) -> None:
    seeded(store)
    other = opening_of(store, 2)
    first = merged(store, 1, 2)
    story = hand(store).story(other, Employers())
    assert story.opening.id == first
    assert story.opening.by_hand
    assert story.merged == (other,)
    assert {one.posting.external_id for one in story.listings} == {"1", "2"}
    assert [one.because for one in story.listings][1] == "by hand"
    assert [(one.what, one.said) for one in story.news][-1] == (Life.MERGED, f"with {other}")
    assert first not in [line.opening.id for line in hand(store).listed(limit=9)[:1]]
    assert len(hand(store).listed(limit=9)) == 2


def test_a_merge_alerts_nobody_and_polls_do_not_undo_it(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    assert remember(store, seen=3, now=NOW + HOUR) == 0
    reworded = replace(posting(2), title="Engineer 2 (m/f/d)")
    assert remember(store, reworded, seen=3, now=NOW + 2 * HOUR) == 0
    assert opening_of(store, 2) == first
    for hours in (3, 4, 5):  # it vanishes, and comes back
        remember(store, now=NOW + hours * HOUR)
    assert hand(store).story(first, Employers()).state == "closed"
    assert remember(store, posting(2), now=NOW + 6 * HOUR) == 0
    assert opening_of(store, 2) == first
    assert delivered(store) == 0


def test_a_copy_under_a_new_id_finds_what_it_was_merged_into(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    copy = replace(posting(2), external_id="77")
    assert remember(store, copy, seen=3, now=NOW + HOUR) == 0
    assert opening_of(store, 77) == first


def test_every_trace_of_what_is_merged_leads_to_what_it_is_now(store: Store) -> None:
    remember(seeded(store), replace(posting(2), title="Mechanic"), seen=3)
    other = opening_of(store, 2)
    first = merged(store, 1, 2)
    leads = {(row.key, row.opening_id) for row in rows(store, sa.select(trace_rows))}
    assert other not in {id for _, id in leads}
    for one in (posting(1), posting(2), replace(posting(2), title="Mechanic")):
        assert {(key, first) for key in traces(one)} <= leads


def test_what_waits_twice_is_said_once(store: Store) -> None:
    first = merged(two(store), 4, 5)
    assert [row[:3] for row in deliveries(store, first)] == 2 * [("new", 0, "pending")]
    assert delivered(store) == 2


def test_who_has_heard_of_one_does_not_hear_of_the_other(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    assert delivered(store) == 2
    remember(store, posting(5), seen=4)
    first = merged(store, 5, 4)
    assert [row[:3] for row in deliveries(store, first)] == 2 * [("new", 0, "delivered")]
    assert delivered(store, at=100) == 0


def test_what_was_delivered_of_both_is_kept_and_comes_in_no_later_turns_way(store: Store) -> None:
    two(store)
    assert delivered(store) == 4
    first = merged(store, 4, 5)
    found = [row[:3] for row in deliveries(store, first)]
    assert found == 2 * [("new", -1, "delivered")] + 2 * [("new", 0, "delivered")]
    third = merged(store, 3, 4)
    assert {row[1] for row in deliveries(store, third)} == {0, -1}
    assert len(deliveries(store, third)) == 4


def test_a_later_occasion_is_told_after_a_merge_of_openings_that_had_it_before(
    store: Store,
) -> None:
    two(store)
    delivered(store)
    again = {
        name: replace(one, again=frozenset({Occasion.REOPENED}))
        for name, one in SEARCHES.by_name.items()
    }
    wanted = Searches(again.values())

    def gone_and_back(hours: int, *back: Posting) -> int:
        for hour in (hours, hours + 1):
            remember(store, seen=3, now=NOW + hour * HOUR)
        return poll(store, wanted, NOW + (hours + 2) * HOUR, *back)

    assert gone_and_back(1, posting(4), posting(5)) == 4
    assert delivered(store, at=4 * 3600) == 4
    merged(store, 4, 5)
    assert gone_and_back(5, posting(4), posting(5)) == 2, "once, though each had its first turn"


def poll(store: Store, wanted: Searches, now: datetime, *some: Posting) -> int:
    """A poll of the board for these searches, which shows the first three as they were too."""
    seen = frozenset({"1", "2", "3", *(one.external_id for one in some)})
    brought = Poll("contoso", some, seen, complete=True, first=False)
    healthy = Healthy(
        brought,
        {one.external_id: one.title.encode() for one in some},
        touched=shown(store).touched(brought, now=now),
    )
    return store.polls.remember(healthy, wanted, now=now, next_poll_at=now).alerts


def test_one_that_may_have_arrived_is_the_one_that_is_kept(store: Store) -> None:
    two(store)
    (taken, *_) = claim(store, 5)
    answer(store, taken, Unknown("cut off"))
    merged(store, *((5, 4) if taken.delivery.id < 3 else (4, 5)))
    left = rows(store, sa.select(outbox).where(outbox.c.id == taken.delivery.id))
    assert [row.uncertain for row in left] == [True]


def test_what_is_on_its_way_is_let_through_and_known(store: Store) -> None:
    two(store)
    flying = claim(store, 5)
    ids = {one.delivery.id for one in flying}
    first = merged(store, 4, 5)
    states = [row[2] for row in deliveries(store, first)]
    assert states == 2 * [State.SENDING.value], "what waited beside them is dropped"
    assert all(answer(store, one, Delivered("1")) for one in flying)
    assert {row.id for row in rows(store, sa.select(outbox).where(outbox.c.id.in_(ids)))} == ids


def test_closed_and_open_become_open(store: Store) -> None:
    seeded(store)
    for hours in (1, 2):
        remember(store, seen=2, now=NOW + hours * HOUR)
    first = merged(store, 3, 1)
    assert hand(store).story(first, Employers()).state == "open"
    assert remember(store, seen=2, now=NOW + 3 * HOUR) == 0


def test_merged_again_it_leads_to_the_last(store: Store) -> None:
    seeded(store)
    ids = [opening_of(store, number) for number in (1, 2, 3)]
    merged(store, 2, 3)
    merged(store, 1, 2)
    assert {hand(store).story(id, Employers()).opening.id for id in ids} == {ids[0]}
    into = sa.select(openings.c.merged_into).where(openings.c.merged_into.is_not(None))
    assert {row.merged_into for row in rows(store, into)} == {ids[0]}


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1], "two openings at least"),
        ([], "two openings at least"),
        ([1, 1], "opening 1 is named twice"),
        ([1, 99], "there is no opening 99"),
        ([1, 3], "opening 3 was merged into 2"),
        ([98, 99], "98: `alertbot openings show` lists them\nthere is no opening 99"),
    ],
)
def test_mistakes_of_a_merge(store: Store, numbers: list[int], said: str) -> None:
    merged(seeded(store), 2, 3)
    before = rows(store, sa.select(postings.c.id, postings.c.opening_id))
    with pytest.raises(UsageError, match=said):
        hand(store).merge([OpeningId(number) for number in numbers], NOW)
    assert rows(store, sa.select(postings.c.id, postings.c.opening_id)) == before


def test_a_split_is_told_as_new_and_stays(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    new = hand(store).split(first, [("contoso", "2")], SEARCHES, LATER)
    assert (new.alerts, new.unsaid) == (2, "")
    assert opening_of(store, 2) == new.id
    for id in (first, new.id):
        story = hand(store).story(id, Employers())
        assert story.opening.by_hand
        assert story.news[-1].what is Life.SPLIT
        assert len(story.listings) == 1
    assert remember(store, posting(1), posting(2), seen=3, now=NOW + HOUR) == 0
    assert opening_of(store, 2) == new.id
    assert delivered(store) == 2


def test_a_split_leaves_the_traces_with_whom_they_lead_to(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    new = hand(store).split(first, [("contoso", "2")], SEARCHES, LATER)
    leads = {(row.key, row.opening_id) for row in rows(store, sa.select(trace_rows))}
    one, other = set(traces(posting(1))), set(traces(posting(2)))
    assert {(key, first) for key in one} <= leads
    assert {(key, new.id) for key in other} <= leads
    assert not {(key, first) for key in other - one} & leads


def test_a_split_that_is_to_be_quiet_or_has_closed_tells_nobody(store: Store) -> None:
    first = merged(seeded(store), 1, 2, 3)
    new = hand(store).split(first, [("contoso", "2")], SEARCHES, LATER, quiet=True)
    assert (new.alerts, new.unsaid) == (0, "asked")
    for hours in (1, 2):
        remember(store, seen=2, now=NOW + hours * HOUR)
    new = hand(store).split(first, [("contoso", "3")], SEARCHES, NOW + 3 * HOUR)
    assert (new.alerts, new.unsaid) == (0, "closed")
    assert hand(store).story(first, Employers()).state == "open"


def test_what_stays_after_a_split_may_be_closed(store: Store) -> None:
    first = merged(seeded(store), 3, 1)
    for hours in (1, 2):
        remember(store, seen=2, now=NOW + hours * HOUR)
    hand(store).split(first, [("contoso", "1")], SEARCHES, NOW + 3 * HOUR)
    assert hand(store).story(first, Employers()).state == "closed"


def test_an_alert_that_waits_goes_with_the_part_that_it_is_due_to(store: Store) -> None:
    remember(seeded(store), posting(4), posting(5, "Chef"), seen=3)
    first = merged(store, 5, 4)
    new = hand(store).split(first, [("contoso", "4")], SEARCHES, LATER)
    assert new.alerts == 2
    matches = {
        (row.opening_id, match["key"])
        for row in rows(store, sa.select(outbox).where(outbox.c.opening_id.is_not(None)))
        for match in row.payload["matches"]
    }
    assert matches == {(first, "chefs"), (new.id, "engineers")}


def test_a_search_that_the_database_does_not_know_waits_for_the_next_start(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    changed = replace(SEARCHES.by_name["engineers"], version="2")
    wanted = Searches([changed])
    new = hand(store).split(first, [("contoso", "2")], wanted, LATER)
    assert (new.alerts, new.unsaid) == (0, "")


def test_a_channel_that_the_database_does_not_know_is_passed_over(store: Store) -> None:
    first = merged(seeded(store), 1, 2)
    engineers = replace(SEARCHES.by_name["engineers"], to=("me", "another"))
    new = hand(store).split(first, [("contoso", "2")], Searches([engineers]), LATER)
    assert new.alerts == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["9"], "there is no posting contoso/9"),
        (["3"], "contoso/3 is one of opening 3"),
        (["1", "1"], "contoso/1 is named twice"),
        (["1", "2"], "all postings of opening 1"),
        ([], "name a posting at least"),
    ],
)
def test_mistakes_of_a_split(store: Store, keys: list[str], said: str) -> None:
    first = merged(seeded(store), 1, 2)
    named = [("contoso", key) for key in keys]
    with pytest.raises(UsageError, match=said):
        hand(store).split(first, named, SEARCHES, LATER)
    assert len(hand(store).story(first, Employers()).listings) == 2
    with pytest.raises(UsageError, match="merged into 1"):
        hand(store).split(OpeningId(2), [("contoso", "2")], SEARCHES, LATER)


def test_a_list_names_the_newest_first_of_those_asked_for(store: Store) -> None:
    remember(seeded(store), posting(4, "Chéf de Cuisine"), seen=3)
    for hours in (1, 2):
        remember(store, posting(4, "Chéf de Cuisine"), seen=2, now=NOW + hours * HOUR)
    ours = hand(store)

    def titles(**asked: Any) -> list[str]:
        return [line.opening.title for line in ours.listed(limit=9, **asked)]

    assert titles() == ["Chéf de Cuisine 4", "Engineer 2", "Engineer 1"]
    assert titles(closed=True)[1] == "Engineer 3"
    assert titles(words="cuisine chef") == ["Chéf de Cuisine 4"]
    assert titles(source="elsewhere") == []
    assert [line.state for line in ours.listed(limit=1)] == ["open"]


def test_a_story_says_who_has_heard_and_when_it_was_listed(store: Store) -> None:
    two(store)
    delivered(store)
    story = hand(store).story(opening_of(store, 4), Employers())
    assert {(one.channel, one.occasion, one.state) for one in story.heard} == {
        ("me", "new", "delivered"),
        ("team", "new", "delivered"),
    }
    assert all(one.at is not None for one in story.heard)
    assert [one.times for one in story.listings] == [((NOW, None),)]
    with pytest.raises(UsageError, match="no opening 99"):
        hand(store).story(OpeningId(99), Employers())
