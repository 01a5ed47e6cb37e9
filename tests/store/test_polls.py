"""What a poll makes of the store: summaries, alerts, the life of postings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot import query
from alertbot.config import Search
from alertbot.errors import StoreError
from alertbot.life import Poll
from alertbot.model import (
    Contents,
    Delivered,
    Notice,
    OpeningAlert,
    OpeningId,
    Request,
    Secret,
    Summary,
    Validators,
)
from alertbot.searches import Searches
from alertbot.store import Store, openings
from alertbot.store.state import Healthy
from tests.store.filled import (
    BOARD,
    LATER,
    NOW,
    SEARCHES,
    answer,
    claim,
    posting,
    refusing,
    remember,
    seeded,
    shown,
)


def test_a_first_poll_is_one_summary_a_destination_with_a_section_a_search(store: Store) -> None:
    remember(store, *(posting(number) for number in range(1, 21)))
    assert claim(store, 0) == [], "it gathers"
    store.outbox.release_summaries(NOW)
    summaries = {one.channel: one.alert for one in claim(store, 0)}
    mine, team = summaries["me"], summaries["team"]
    assert isinstance(mine, Summary)
    assert isinstance(team, Summary)
    assert {section.search: section.total for section in mine.sections} == {
        "engineers": 20,
        "chefs": 0,
    }
    (section,) = team.sections
    assert [one.title for one in section.best] == [f"Engineer {n}" for n in (1, 2, 3, 4, 5)]


def test_two_new_sources_gather_in_one_summary_and_a_failed_one_is_counted(store: Store) -> None:
    store.register.sync_sources({"contoso": BOARD, "gone": replace(BOARD, asks="gone")}, NOW)
    remember(store, posting(1))
    store.outbox.release_summaries(NOW)
    (one, _) = claim(store, 0)
    assert isinstance(one.alert, Summary)
    assert one.alert.unread == 1


def test_a_later_poll_is_one_delivery_an_opening_and_destination(store: Store) -> None:
    assert remember(seeded(store), posting(4), seen=3) == 2
    assert remember(store, posting(4), seen=3) == 0, "the same again is no news"
    alerts = [one.alert for one in claim(store, 5)]
    assert len(alerts) == 2
    assert all(isinstance(alert, OpeningAlert) for alert in alerts)


def test_remembering_and_enqueueing_is_one_transaction(store: Store) -> None:
    seeded(store)
    with refusing(store, "outbox"), pytest.raises(StoreError):
        remember(store, posting(4), seen=3)
    assert "4" not in store.polls.glance("contoso").postings
    assert remember(store, posting(4), seen=3) == 2


def test_a_changed_search_is_matched_again_as_a_summary(store: Store) -> None:
    seeded(store)
    changed = Search("chefs", query.parse("engineer"), ("contoso",), ("me",), version="2")
    store.register.sync_searches(Searches([SEARCHES.by_name["engineers"], changed]), NOW)
    store.outbox.release_summaries(NOW)
    (one,) = claim(store, 5)
    assert isinstance(one.alert, Summary)
    said = [(section.search, section.total, section.known) for section in one.alert.sections]
    assert said == [("chefs", 0, 3)], "the summary of engineers has named them to this chat"


def test_a_source_that_looks_at_another_board_is_new(store: Store) -> None:
    seeded(store)
    store.register.sync_sources({"contoso": replace(BOARD, asks="fabrikam")}, NOW)
    state = shown(store)
    assert (state.seeded, len(state.listed), state.pages) == (False, 0, {})
    assert remember(store, posting(7), posting(8)) == 0, "what it shows is summarised"
    store.outbox.release_summaries(NOW)
    (summary, _) = claim(store, 5)
    assert isinstance(summary.alert, Summary)
    assert summary.alert.sections[0].total == 2, "not those of the other board"
    assert remember(store, posting(9), posting(7), posting(8)) == 2


def test_a_source_that_looks_at_another_board_has_none_of_its_troubles(store: Store) -> None:
    seeded(store)
    for _ in range(3):
        store.polls.failed("contoso", "429", now=NOW, next_poll_at=NOW, wait_until=LATER)
    store.register.sync_sources({"contoso": replace(BOARD, reads="otherwise")}, NOW)
    assert store.polls.state("contoso").wait_until == LATER
    store.register.sync_sources({"contoso": replace(BOARD, asks="fabrikam")}, NOW)
    state = store.polls.state("contoso")
    assert (state.failures, state.wait_until) == (0, None)
    assert store.register.health()[0].state != "failing"


def test_a_source_that_asked_us_to_wait_is_not_due_before(store: Store) -> None:
    until = NOW + timedelta(hours=9)
    store.polls.failed("contoso", "429", now=NOW, next_poll_at=until, wait_until=until)
    store.register.sync_sources({"contoso": BOARD}, NOW)  # a start, which looks at all again soon
    assert store.register.claim_due(NOW + timedelta(hours=1), limit=9).mine == ()
    assert store.register.claim_due(until, limit=9).mine == ("contoso",)


def test_what_an_unchanged_page_shows_is_read_again_where_the_source_was_away(store: Store) -> None:
    seeded(store)
    assert store.polls.state("contoso").pages
    store.register.sync_sources({}, NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    assert store.polls.state("contoso").pages == {}, "or a 304 would seed it without a summary"


def test_no_address_with_a_secret_in_it_is_stored(store: Store) -> None:
    key = ("key", Secret("canary-key"))
    pages = {
        "https://a:canary@x.example/": Contents(),
        "https://x.example/1": Contents(more=(Request("https://a:canary@x.example/2"),)),
        "https://x.example/2": Contents(more=(Request("https://x.example/3", keys=(key,)),)),
        "https://x.example/3": Contents(more=(Request("https://x.example/4", headers=(key,)),)),
        "https://x.example/4?a=b@c": Contents(more=(Request("https://x.example/5/@me"),)),
    }
    poll = Poll("contoso", (), frozenset(), complete=True, first=True)
    held = {name: (Validators(etag="1"), contents) for name, contents in pages.items()}
    later = NOW + timedelta(hours=1)
    store.polls.remember(Healthy(poll, {}, pages=held), SEARCHES, now=NOW, next_poll_at=later)
    assert set(store.polls.state("contoso").pages) == {"https://x.example/4?a=b@c"}


def test_absence_counts_through_an_unchanged_poll_and_closes(store: Store) -> None:
    seeded(store)
    remember(store, seen=2)
    assert store.register.health()[0].open == 3
    store.polls.unchanged("contoso", SEARCHES, now=NOW, next_poll_at=NOW)
    assert store.register.health()[0].open == 2
    remember(store, seen=3)
    assert store.register.health()[0].open == 3, "and it may come back"


def test_a_source_that_fails_is_told_once_and_once_when_it_is_back(store: Store) -> None:
    seeded(store)
    for _ in range(5):
        store.polls.failed("contoso", "500", now=NOW, next_poll_at=NOW, wait_until=None)
    remember(store, seen=3)
    said = []
    for at in range(5, 20):
        for one in claim(store, at):
            assert isinstance(one.alert, Notice)
            said.append((one.channel, one.alert.text))
            answer(store, one, Delivered("1"))
    assert [channel for channel, _ in said] == ["team", "team"]
    assert "has failed 3 times" in said[0][1]
    assert "back" in said[1][1]


def test_a_source_that_reads_otherwise_is_read_anew_and_alerts_as_before(store: Store) -> None:
    seeded(store)
    store.register.sync_sources({"contoso": replace(BOARD, reads="with another company")}, NOW)
    state = shown(store)
    assert (state.seeded, len(state.listed), state.pages) == (True, 3, {})
    assert remember(store, posting(4), seen=3) == 2


def test_a_source_that_was_away_is_summarised_and_its_total_is_true(store: Store) -> None:
    seeded(store)
    store.register.sync_sources({}, NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    assert remember(store, posting(4), seen=3) == 0
    store.outbox.release_summaries(NOW)
    totals = {
        one.channel: [(section.search, section.total) for section in one.alert.sections]
        for one in claim(store, 5)
        if isinstance(one.alert, Summary)
    }
    assert totals == {"team": [("engineers", 4)], "me": [("engineers", 4), ("chefs", 0)]}


def test_a_search_edited_twice_before_its_summary_went_is_counted_once(store: Store) -> None:
    seeded(store)
    for version in ("2", "3"):
        edited = Search("chefs", query.parse("engineer"), ("contoso",), ("me",), version=version)
        wanted = Searches([SEARCHES.by_name["engineers"], edited])
        store.register.sync_searches(wanted, NOW)
    store.outbox.release_summaries(NOW)
    (one,) = claim(store, 5)
    assert isinstance(one.alert, Summary)
    (section,) = one.alert.sections
    assert (section.total, section.known, section.best) == (0, 3, ())


def test_a_closed_opening_opens_again_by_a_new_posting_which_then_speaks_for_it(
    store: Store,
) -> None:
    seeded(store)
    for _ in range(2):
        remember(store, seen=2)
    again = replace(posting(3), external_id="9003", url="https://x.example/9003")
    remember(store, again, seen=2)
    with store._database.read() as connection:
        (opening,) = openings.load(connection, [OpeningId(3)]).values()
    assert opening.closed_at is None
    assert opening.lead.url == "https://x.example/9003"


def test_a_network_that_is_down_is_one_notice_with_a_line_a_board(store: Store) -> None:
    store.register.sync_sources({name: replace(BOARD, asks=name) for name in "abcdef"}, NOW)
    for name in "abcdef":
        for _ in range(3):
            store.polls.failed(name, "no answer", now=NOW, next_poll_at=NOW, wait_until=None)
    assert claim(store, 5) == [], "they gather"
    (one,) = claim(store, 11)
    assert isinstance(one.alert, Notice)
    assert [line[:8] for line in one.alert.text.splitlines()] == [f"Source {n}" for n in "abcdef"]
