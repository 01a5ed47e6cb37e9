"""Two processes on one database, of which one has not read the changed configuration yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from alertbot import query
from alertbot.config import Search
from alertbot.model import Delivered, Notice, Rejected, Scope, Summary, Throttled
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.leases import LEASE
from alertbot.store.register import Watched
from tests.store.filled import BOARD, NOW, PACE, SEARCHES, SECOND, answer, posting, remember, shown

MORE = Searches(
    [*SEARCHES.by_name.values(), Search("pilots", query.parse("pilot"), ("contoso",), ("me",), "1")]
)
OLD = {"contoso": BOARD}
CHATS = [Destination("team", "#jobs", "slack-1"), Destination("me", "42", "telegram-1")]
OTHER_TOKEN = [replace(CHATS[0], credential="slack-2"), CHATS[1]]


@pytest.fixture
def two(on_postgresql: str) -> Iterator[tuple[Store, Store]]:
    """Both with the same configuration at first; what it watches has been read."""
    stores = Store(on_postgresql), Store(on_postgresql)
    for store in stores:
        store.set_operator("me")
        store.destinations.sync(CHATS, NOW)
        store.register.sync_sources(OLD, NOW)
        store.register.sync_searches(SEARCHES, NOW)
    remember(stores[0], posting(1))
    yield stores
    for store in stores:
        store.close()


def due(
    store: Store, mine: dict[str, Watched], *, after: timedelta = timedelta()
) -> tuple[str, ...]:
    return store.register.claim_due(NOW + timedelta(hours=2) + after, limit=9, mine=mine).mine


HOURS = count(3)


def said(store: Store) -> list[str]:
    """What waits for the chats, in words."""
    now = NOW + timedelta(hours=next(HOURS))
    store.outbox.release_summaries(now)
    words = []
    while claimed := store.outbox.claim(PACE, now=now, limit=9):
        for one in claimed:
            match one.alert:
                case Summary(sections=sections):
                    words += [f"{it.search}: {it.total} new, {it.known} known" for it in sections]
                case Notice(text=text):
                    words.append(text)
                case _:
                    words.append(f"alert to {one.channel}")
            answer(store, one, Delivered("1"), now)
        now += 5 * SECOND
    return words


def test_a_new_search_is_told_what_a_process_finds_that_does_not_know_it(
    two: tuple[Store, Store],
) -> None:
    new, old = two
    said(new)
    new.register.sync_searches(MORE, NOW)
    assert said(new) == ["pilots: 0 new, 0 known"]
    remember(old, posting(2, "Pilot"), seen=1)
    assert said(new) == [], "the old one's searches look for no pilot"
    new.register.catch_up(MORE, NOW)
    assert said(new) == ["pilots: 1 new, 0 known"]
    new.register.catch_up(MORE, NOW)
    old.register.sync_searches(MORE, NOW)
    assert said(new) == [], "it is said once"


def test_of_what_it_missed_nothing_is_said_where_that_was_nothing(
    two: tuple[Store, Store],
) -> None:
    new, old = two
    new.register.sync_searches(MORE, NOW)
    said(new)
    for number in range(2, 5):
        remember(old, posting(number), seen=number - 1)
        said(new)
        new.register.catch_up(MORE, NOW)
        assert said(new) == []


def test_the_other_process_marks_nothing_when_it_has_read_the_new_one(
    two: tuple[Store, Store],
) -> None:
    new, old = two
    for store in two:
        store.register.sync_searches(MORE, NOW)
    said(new)
    remember(old, posting(2, "Pilot"), seen=1, wanted=MORE)
    assert said(new) == ["alert to me"]
    new.register.catch_up(MORE, NOW)
    assert said(new) == []


def test_a_source_that_asks_for_something_else_is_not_polled_as_it_was(
    two: tuple[Store, Store],
) -> None:
    new, old = two
    changed = {"contoso": replace(BOARD, asks="fabrikam")}
    assert due(old, OLD) == ("contoso",)
    new.register.sync_sources(changed, NOW)
    remember(old, posting(2), seen=1)  # of the board that is not asked any more
    assert "2" not in shown(new).postings
    assert not new.polls.state("contoso").seeded
    assert due(old, OLD) == ()
    assert due(new, changed) == ("contoso",), "nobody has to wait for the lease"
    assert due(old, changed, after=LEASE - SECOND) == ()


def test_a_source_that_only_the_other_knows_is_left_to_it(two: tuple[Store, Store]) -> None:
    new, old = two
    both = {"contoso": BOARD, "fabrikam": replace(BOARD, asks="fabrikam")}
    new.register.sync_sources(both, NOW)
    assert due(old, OLD) == ("contoso",)
    assert due(new, both) == ("fabrikam",)


def test_by_a_credential_that_was_changed_nothing_is_taken_up(two: tuple[Store, Store]) -> None:
    new, old = two
    remember(old, posting(2), seen=1)
    new.destinations.sync(OTHER_TOKEN, NOW)
    new.outbox.release_summaries(NOW)
    by_old = {"team": "slack-1", "me": "telegram-1"}
    taken = old.outbox.claim(PACE, now=NOW + SECOND, limit=9, credentials=by_old)
    assert {one.channel for one in taken} == {"me"}
    by_new = by_old | {"team": "slack-2"}
    taken = new.outbox.claim(PACE, now=NOW + SECOND, limit=9, credentials=by_new)
    assert {one.channel for one in taken} == {"team"}


@pytest.mark.parametrize("scope", [Scope.CREDENTIAL, Scope.DESTINATION])
@pytest.mark.parametrize("chats", [OTHER_TOKEN, [replace(CHATS[0], name="#new"), CHATS[1]]])
def test_a_refusal_is_not_held_against_what_came_in_its_place(
    store: Store, scope: Scope, chats: list[Destination]
) -> None:
    remember(store, posting(1))
    store.outbox.release_summaries(NOW)
    [one] = [it for it in store.outbox.claim(PACE, now=NOW, limit=9) if it.channel == "team"]
    store.destinations.sync(chats, NOW)
    answer(store, one, Rejected("invalid_auth", scope), NOW)
    assert store.destinations.paused() == []
    later = NOW + 5 * SECOND
    [again] = [it for it in store.outbox.claim(PACE, now=later, limit=9) if it.channel == "team"]
    assert (again.delivery.id, again.address.name) == (one.delivery.id, chats[0].name)


def test_neither_are_its_address_and_its_throttling(store: Store) -> None:
    remember(store, posting(1))
    remember(store, posting(2), seen=1)
    store.outbox.release_summaries(NOW)
    [one] = [it for it in store.outbox.claim(PACE, now=NOW, limit=9) if it.channel == "team"]
    store.destinations.sync([replace(CHATS[0], name="#new"), CHATS[1]], NOW)
    answer(store, one, Delivered("1", "C0OLD"), NOW)
    later = NOW + 5 * SECOND
    [two] = [it for it in store.outbox.claim(PACE, now=later, limit=9) if it.channel == "team"]
    assert two.address.resolved == ""
    store.destinations.sync(CHATS, later)
    answer(store, two, Throttled(timedelta(hours=1)), later)
    later += 5 * SECOND
    remember(store, posting(3), seen=2, now=later)
    assert "team" in {it.channel for it in store.outbox.claim(PACE, now=later, limit=9)}
