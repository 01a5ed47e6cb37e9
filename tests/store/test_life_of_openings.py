"""What becomes of openings over many polls: in their rows, their news and the outbox."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from alertbot.joining import SATURATED
from alertbot.model import Basis, Life, Occasion, OpeningId, Pay, Period, Place, Posting
from alertbot.store import Store, openings
from alertbot.store.tables import descriptions, postings, sightings, traces
from alertbot.store.tables import openings as opening_rows
from tests.store.boards import DAY, HOUR, Boards, engineers, named
from tests.store.filled import NOW

CHEFS = [named(name, f"{name} Chef") for name in ("Pastry", "Sous", "Line", "Head", "Night")]
"""So many that one who goes beside them leaves no doubt."""


@pytest.fixture
def boards(store: Store) -> Boards:
    """Two sources that have been read, and a search that is told of everything."""
    every = Boards(store, engineers(*set(Occasion) - {Occasion.NEW}))
    for source in ("contoso", "copy"):
        every.show(named(f"{source} 1", "Gardener", source), source=source)
    return every


def kinds(said: Iterable[tuple[int | None, str]]) -> list[str]:
    return [occasion for _, occasion in said]


def paid(one: Posting, top: int) -> Posting:
    amounts = Decimal(top) - 10_000, Decimal(top)
    return replace(one, pay=(Pay(*amounts, "USD", Period.YEAR, basis=Basis.STATED),))


def test_a_life_is_told_with_what_changed_and_from_when_to_when_it_was_shown(
    boards: Boards,
) -> None:
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS, named("1", "Senior Engineer"))
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    boards.show(*CHEFS, named("1", "Senior Engineer"))
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    boards.show(*CHEFS, named("2", "Senior Engineer"), after=20 * DAY)
    told = boards.news("1")
    assert [one.what for one in told] == [
        Life.NEW,
        Life.CHANGED,
        Life.CLOSED,
        Life.REOPENED,
        Life.CLOSED,
        Life.REPOSTED,
    ]
    changed = {one.field: (one.before, one.after) for one in told[1].differences}
    assert changed["title"] == ("Engineer", "Senior Engineer")
    assert told[2].said == "it is no longer listed"
    opening = boards.opening("2")
    assert opening == boards.opening("1")
    assert (opening.first_seen, opening.reposted_at) == (NOW + 3 * HOUR, boards.now)
    assert opening.lead.external_id == "2"
    assert kinds(boards.said()) == ["new", "reopened", "reposted"]
    one = sa.select(postings.c.id).where(postings.c.external_id == "1").scalar_subquery()
    with boards.store._database.read() as connection:
        spans = sa.select(sightings.c.since, sightings.c.until).where(sightings.c.posting_id == one)
        shown = [((a - NOW) / HOUR, (b - NOW) / HOUR) for a, b in connection.execute(spans)]
    assert shown == [(3, 6), (7, 9)]


def test_each_repost_is_told_by_its_turn_and_deciding_again_says_nothing(boards: Boards) -> None:
    for external_id in "1234":
        for _ in range(2):
            boards.show(*CHEFS, named(external_id), after=10 * DAY)
        for _ in range(3):
            boards.show(*CHEFS)
    assert kinds(boards.said()) == ["new", "reposted", "reposted", "reposted"]
    assert len({id for id, _ in boards.said()}) == 1


def test_several_occasions_are_one_alert(boards: Boards) -> None:
    boards.show(*CHEFS, paid(named("1"), 100_000))
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    boards.show(*CHEFS, paid(named("1"), 120_000))
    assert kinds(boards.said()) == ["new", "pay_raised"]
    boards.show(*CHEFS, paid(named("1"), 130_000))
    assert kinds(boards.said()) == ["new", "pay_raised", "pay_raised"]


def test_a_search_that_came_while_an_opening_was_closed_hears_of_it_as_new(store: Store) -> None:
    boards = Boards(store, engineers(), "contoso")
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    changed = replace(engineers().by_name["engineers"], version="2", sources=("contoso",))
    boards.searches = type(boards.searches)([changed])
    store.register.sync_searches(boards.searches, boards.now + HOUR)
    boards.show(*CHEFS, named("2"), after=9 * DAY)
    assert kinds(boards.said()) == ["new"]


def test_two_whole_polls_close_and_an_unchanged_one_counts_as_the_last(boards: Boards) -> None:
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS)
    boards.show_the_same()
    assert boards.happened("1") == [Life.NEW, Life.CLOSED]
    boards.show(*CHEFS, named("2", "Network Engineer"))
    boards.show(*CHEFS, complete=False)
    boards.show_the_same()
    boards.show_the_same()
    assert boards.happened("2") == [Life.NEW], "an incomplete page that comes back is no better"
    boards.show(*CHEFS)
    boards.show(*CHEFS, complete=False)
    boards.show(*CHEFS, doubt="odd")
    boards.show_the_same()
    assert boards.happened("2") == [Life.NEW]
    boards.show(*CHEFS)
    assert boards.happened("2") == [Life.NEW, Life.CLOSED]


def test_a_last_day_closes_by_itself_and_a_leftover_does_not(boards: Boards) -> None:
    over = replace(named("1"), valid_through=NOW + 5 * DAY)
    leftover = replace(named("2", "Network Engineer"), valid_through=NOW - 90 * DAY)
    boards.show(*CHEFS, over, leftover)
    expire = boards.store.polls.expire
    assert expire(boards.searches, NOW + 5 * DAY) == 0
    assert expire(boards.searches, NOW + 6 * DAY + HOUR) == 1
    assert expire(boards.searches, NOW + 6 * DAY + HOUR) == 0
    boards.now = NOW + 7 * DAY
    boards.show(*CHEFS, over, leftover)
    assert (boards.happened("1"), boards.happened("2")) == ([Life.NEW, Life.CLOSED], [Life.NEW])
    moved = replace(over, valid_through=NOW + 30 * DAY)
    boards.show(*CHEFS, moved, leftover)
    assert boards.opening("1").closed_at is None
    assert Life.REOPENED in boards.happened("1")


def test_an_opening_is_open_while_one_of_its_postings_is(boards: Boards) -> None:
    cities = [replace(named(str(n)), places=(Place(f"City {n}", f"City {n}"),)) for n in range(3)]
    boards.show(*CHEFS, *cities)
    for left in (2, 2, 1, 1):
        boards.show(*CHEFS, *cities[:left])
    opening = boards.opening("0")
    assert opening.closed_at is None
    assert [place.text for place in opening.places] == ["City 0"]
    assert Life.CLOSED not in boards.happened("0")
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    assert boards.opening("0").closed_at == boards.now
    assert kinds(boards.said()) == ["new"]


def test_what_its_own_page_says_closes_at_once(boards: Boards) -> None:
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS, named("1"), withdrawn=frozenset({"1"}), complete=False)
    assert boards.news("1")[-1].said == "its page says so"


def test_one_that_was_merged_is_the_other_for_what_comes(boards: Boards) -> None:
    boards.show(*CHEFS, named("1"), named("2", "Network Engineer"))
    kept, given = boards.opening("1").id, boards.opening("2").id
    with boards.store._database.write() as connection:
        there = opening_rows.update().where(opening_rows.c.id == kept)
        connection.execute(there.values(by_hand=True))
        merged = opening_rows.update().where(opening_rows.c.id == given)
        connection.execute(merged.values(merged_into=kept))
        moved = postings.update().where(postings.c.opening_id == given)
        connection.execute(moved.values(opening_id=kept))
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS, named("3", "Network Engineer"))
    assert boards.opening("3").id == kept
    boards.show(*CHEFS, named("3", "Network Engineer"))
    opening = boards.opening("3")
    assert opening.closed_at is None
    assert opening.gone == {("contoso", "1"), ("contoso", "2")}
    with boards.store._database.read() as connection:
        found = openings.load(connection, [kept, given])
    assert found == {kept: opening, given: opening}


def test_a_trace_that_leads_to_many_leads_to_no_more(boards: Boards) -> None:
    many = [replace(named(f"{n:03}"), requisition=f"R-{1000 + n}") for n in range(40)]
    boards.show(*CHEFS, *many[:20])
    boards.show(*CHEFS, *many)
    assert len({boards.opening(one.external_id).id for one in many}) == 40
    counts = sa.select(sa.func.count()).select_from(traces).group_by(traces.c.key)
    with boards.store._database.read() as connection:
        leading = set(connection.execute(counts).scalars())
    assert max(leading) == SATURATED
    again = replace(many[39], external_id="x")
    boards.show(*CHEFS, *many, again)
    assert boards.opening("x") == boards.opening("039"), "its requisition leads there all the same"


def test_a_description_is_kept_packed_and_once(boards: Boards) -> None:
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS, replace(named("1"), description="Another text. " * 40))
    key = sa.select(postings.c.id).where(postings.c.external_id == "1").scalar_subquery()
    with boards.store._database.read() as connection:
        (packed,) = connection.execute(
            sa.select(descriptions.c.packed).where(descriptions.c.posting_id == key)
        ).scalars()
        (fields,) = connection.execute(
            sa.select(postings.c.fields).where(postings.c.id == key)
        ).scalars()
    assert zlib.decompress(packed).decode() == "Another text. " * 40
    assert "description" not in fields
    assert boards.opening("1").description == "Another text. " * 40


def test_a_text_that_is_no_unicode_is_stored(boards: Boards) -> None:
    odd = replace(named("1"), title="Engineer \ud83d", description="Half \udc00 of it. " * 9)
    boards.show(*CHEFS, odd)
    assert boards.opening("1").description == "Half ? of it. " * 9
    boards.show(*CHEFS, odd)
    assert len(boards.said()) == 1


def test_a_window_forgets_nothing_that_scrolls_out_of_it_before_its_time(boards: Boards) -> None:
    boards.show(named("1"), window=True)
    for day in range(1, 60):
        boards.show(named(f"chef {day}", "Chef"), window=True, after=DAY)
    assert boards.happened("1") == [Life.NEW]
    boards.show(named("chef 60", "Chef"), window=True, after=2 * DAY)
    assert boards.happened("1") == [Life.NEW, Life.CLOSED]


def test_what_a_source_shows_while_it_is_first_read_in_parts_is_summarised(store: Store) -> None:
    boards = Boards(store, engineers())
    boards.show(named("old", "Gardener", "copy"), source="copy")
    first = [named("1"), named("2", "Network Engineer")]
    boards.show(*first, unfinished=True)
    boards.show(named("old", "Gardener", "copy"), named("x", source="copy"), source="copy")
    boards.show(*first, named("3", "Data Engineer"))
    assert boards.said() == []
    store.outbox.release_summaries(boards.now)
    (payload,) = boards.payloads("summary")
    assert payload["sections"]["engineers"]["total"] == 3, "a copy elsewhere has told nobody of it"


def test_the_openings_of_a_closed_one_are_as_loaded(boards: Boards) -> None:
    boards.show(*CHEFS, named("1"))
    boards.show(*CHEFS)
    boards.show(*CHEFS)
    opening = boards.opening("1")
    assert opening.closed_at == boards.now
    assert opening.listed == opening.postings
    with boards.store._database.read() as connection:
        assert openings.load(connection, [OpeningId(999)]) == {}
