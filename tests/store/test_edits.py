"""Messages that were sent stay true: edited when their opening changes, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.delivery import unsaid
from alertbot.errors import UsageError
from alertbot.model import (
    Delivered,
    Failed,
    Notice,
    OpeningAlert,
    OpeningId,
    Rejected,
    Scope,
    Unknown,
)
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Answer, Claimed
from tests.store.filled import NOW, SECOND, answer, claim, posting, remember, seeded

HOUR = 3600.0


def told(store: Store, *, edits: bool = True) -> Store:
    """A fourth engineer has been told of, in both chats; that of "me" can be edited."""
    chats = [Destination("me", "42", "t", edits=edits), Destination("team", "#a", "s")]
    store.destinations.sync(chats, NOW)
    remember(seeded(store), posting(4), seen=3)
    for one in claim(store, 5):
        answer(store, one, Delivered(f"ref-{one.channel}"), NOW + 5 * SECOND)
    return store


def changed(store: Store, title: str, at: float) -> None:
    """The fourth has another title."""
    remember(store, replace(posting(4), title=title), seen=3, now=NOW + at * SECOND)


def gone(store: Store, at: float) -> None:
    """Two polls without the fourth."""
    for each in (at - 1, at):
        remember(store, seen=3, now=NOW + each * SECOND)


def edits(store: Store, at: float) -> list[Claimed]:
    return [one for one in claim(store, at) if one.delivery.kind == "edit"]


def made(store: Store, one: Claimed, at: float) -> None:
    assert answer(store, one, Delivered("ref-me"), NOW + at * SECOND)


def alert(one: Claimed) -> OpeningAlert:
    assert isinstance(one.alert, OpeningAlert)
    return one.alert


def state_of(store: Store, kind: str) -> list[str]:
    return [str(row["state"]) for row in store.outbox.listed() if row["kind"] == kind]


def test_a_change_edits_the_message_that_was_sent_and_says_what_changed(store: Store) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    (one,) = edits(store, 11)
    assert one.channel == "me", "what cannot be edited is not"
    assert one.message is not None
    assert (one.message.ref, one.message.retracted) == ("ref-me", False)
    assert alert(one).opening.title == "Chief Engineer"
    assert [it.field for it in alert(one).differences] == ["title"]
    assert [match.key for match in alert(one).matches] == ["engineers"]
    made(store, one, 11)
    assert edits(store, 12) == []
    assert state_of(store, "edit") == ["delivered"]


def test_what_is_no_news_edits_nothing(store: Store) -> None:
    told(store)
    remember(store, replace(posting(4), description="Other words."), seen=3, now=NOW + 9 * SECOND)
    assert edits(store, 10) == []


def test_later_edits_are_gathered_for_an_hour_and_say_all(store: Store) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    made(store, edits(store, 11)[0], 11)
    changed(store, "Head Cook", 20)
    changed(store, "Head Engineer", 30)
    assert edits(store, HOUR) == []
    (one,) = edits(store, 11 + HOUR)
    (difference,) = alert(one).differences
    assert (difference.before, difference.after) == ("Engineer 4", "Head Engineer")


def test_after_five_edits_only_its_end_is_said(store: Store) -> None:
    told(store)
    at = 10.0
    for number in range(5):
        changed(store, f"Engineer of {'abcde'[number] * 9}", at)
        made(store, edits(store, at + 1)[0], at + 1)
        at += HOUR + 10
    changed(store, "Head Cook", at)
    assert edits(store, at + 2 * HOUR) == []
    gone(store, at + 3 * HOUR)
    (one,) = edits(store, at + 3 * HOUR)
    assert alert(one).opening.closed_at is not None
    made(store, one, at + 3 * HOUR)
    changed(store, "Head Cook", at + 4 * HOUR)
    (again,) = edits(store, at + 4 * HOUR)
    assert alert(again).opening.closed_at is None


def test_that_it_has_closed_is_said_at_once(store: Store) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    made(store, edits(store, 11)[0], 11)
    gone(store, 20)
    (one,) = edits(store, 21)
    assert alert(one).opening.closed_at == NOW + 20 * SECOND


def test_what_changes_while_it_is_being_edited_is_said_afterwards(store: Store) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    (one,) = edits(store, 11)
    gone(store, 13)
    assert edits(store, 14) == [], "one at a time"
    made(store, one, 14)
    (after,) = edits(store, 15)
    assert alert(after).opening.closed_at is not None


def test_what_changes_while_it_is_being_sent_is_corrected_afterwards(store: Store) -> None:
    store.destinations.sync([Destination("me", "42", "t", edits=True)], NOW)
    remember(seeded(store), posting(4), seen=3)
    (sending,) = [one for one in claim(store, 5) if one.channel == "me"]
    changed(store, "Chief Engineer", 6)
    assert edits(store, 7) == []
    answer(store, sending, Delivered("ref"), NOW + 8 * SECOND)
    (one,) = edits(store, 9)
    assert one.message is not None
    assert one.message.ref == "ref"


def test_an_edit_whose_message_did_not_arrive_names_none(store: Store) -> None:
    store.destinations.sync([Destination("me", "42", "t", edits=True)], NOW)
    remember(seeded(store), posting(4), seen=3)
    (sending,) = [one for one in claim(store, 5) if one.channel == "me"]
    changed(store, "Chief Engineer", 6)
    answer(store, sending, Rejected("no", Scope.MESSAGE), NOW + 8 * SECOND)
    first, *_ = [one for one in claim(store, 9) if one.channel == "me"]
    assert first.delivery.kind == "opening", "alerts go before edits"
    answer(store, first, Rejected("no", Scope.MESSAGE), NOW + 9 * SECOND)
    (notice,) = claim(store, 10)
    answer(store, notice, Delivered("1"), NOW + 10 * SECOND)
    (one,) = edits(store, 11)
    assert one.message is not None
    assert one.message.ref == ""


@pytest.mark.parametrize("outcome", [Unknown("silence"), Failed("no route")])
def test_an_edit_that_may_not_have_arrived_is_made_again_without_a_mark(
    store: Store, outcome: Unknown | Failed
) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    (one,) = edits(store, 11)
    answer(store, one, outcome, NOW + 11 * SECOND)
    (again,) = edits(store, 60)
    assert not again.delivery.uncertain


def test_an_edit_that_is_refused_is_left_and_nobody_is_troubled(store: Store) -> None:
    store.set_operator("team")
    told(store)
    changed(store, "Chief Engineer", 10)
    for at in (11, 13):
        (one,) = edits(store, at)
        answer(store, one, Rejected("message to edit not found", Scope.MESSAGE), NOW + at * SECOND)
    assert state_of(store, "edit") == ["left"]
    assert state_of(store, "notice") == []
    assert state_of(store, "opening") == ["delivered", "delivered"]


def test_a_pause_keeps_an_edit(store: Store) -> None:
    told(store)
    changed(store, "Chief Engineer", 10)
    (one,) = edits(store, 11)
    answer(store, one, Rejected("kicked", Scope.DESTINATION), NOW + 11 * SECOND)
    assert edits(store, 20) == []
    store.destinations.resume(["me"], NOW + timedelta(days=9))
    (again,) = edits(store, timedelta(days=9).total_seconds() + 1)
    assert again.delivery.expires_at > NOW + timedelta(days=15)


def test_a_group_that_moved_has_none_of_the_old_messages(store: Store) -> None:
    told(store)
    remember(store, posting(5), seen=4, now=NOW + 8 * SECOND)
    (refused,) = [one for one in claim(store, 9) if one.channel == "me"]
    moved = Rejected("upgraded", Scope.DESTINATION, moved_to="-1009")
    answer(store, refused, moved, NOW + 9 * SECOND)
    changed(store, "Chief Engineer", 20)
    assert edits(store, 30) == []


def test_an_opening_that_closes_before_it_is_told_is_told_when_it_is_open_again(
    store: Store,
) -> None:
    remember(seeded(store), posting(4), seen=3)
    gone(store, 3)
    for one in claim(store, 5):
        assert alert(one).opening.closed_at is not None
        store.outbox.settle([Answer(one, unsaid(one.delivery), "unsaid", NOW + 5 * SECOND)])
    remember(store, posting(4), seen=3, now=NOW + 20 * SECOND)
    (one, other) = claim(store, 21)
    assert {one.channel, other.channel} == {"me", "team"}
    assert alert(one).opening.closed_at is None
    answer(store, one, Delivered("1"), NOW + 21 * SECOND)
    answer(store, other, Delivered("2"), NOW + 21 * SECOND)
    gone(store, 30)
    remember(store, posting(4), seen=3, now=NOW + 40 * SECOND)
    assert [one for one in claim(store, 41) if one.delivery.kind == "opening"] == []


# -- taken back ------------------------------------------------------------------------------


def opening_of(store: Store) -> OpeningId:
    rows = [row["opening"] for row in store.outbox.listed() if row["kind"] == "opening"]
    return OpeningId(rows[-1])


def test_what_was_sent_is_taken_back_where_that_is_possible(store: Store) -> None:
    told(store)
    done = store.outbox.retract(opening_of(store), NOW + 10 * SECOND)
    assert (done.deleted, done.edited, done.unsent) == (1, 0, 0)
    assert done.stays == {"team": 1}
    (one,) = edits(store, 11)
    assert isinstance(one.alert, Notice)
    assert one.message is not None
    assert (one.message.ref, one.message.retracted) == ("ref-me", True)
    made(store, one, 11)
    changed(store, "Chief Engineer", 20)
    assert edits(store, 2 * HOUR) == [], "there is no message any more"


def test_what_waits_is_not_sent(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    done = store.outbox.retract(opening_of(store), NOW + 4 * SECOND)
    assert (done.deleted, done.unsent) == (0, 2)
    assert claim(store, 5) == []
    assert state_of(store, "opening") == ["left", "left"]


def test_an_opening_is_taken_out_of_a_summary(store: Store) -> None:
    store.destinations.sync([Destination("me", "42", "t", edits=True)], NOW)
    seeded(store)
    done = store.outbox.retract(OpeningId(2), NOW + 4 * SECOND)
    assert (done.deleted, done.edited, done.stays) == (0, 1, {"team": 1})
    (one,) = edits(store, 5)
    assert one.alert is not None
    assert "Engineer 2" not in repr(one.alert)
    assert "Engineer 3" in repr(one.alert)


def test_an_opening_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="no opening 77"):
        store.outbox.retract(OpeningId(77), NOW)


# -- by hand and by age ----------------------------------------------------------------------


def test_openings_that_are_merged_keep_their_messages_apart(store: Store) -> None:
    told(store)
    remember(store, posting(5, "Engineer of ships"), seen=4, now=NOW + 8 * SECOND)
    for one in claim(store, 9):
        answer(store, one, Delivered(f"second-{one.channel}"), NOW + 9 * SECOND)
    changed(store, "Chief Engineer", 10)
    remember(
        store,
        replace(posting(5), title="Engineer of boats and cars"),
        seen=4,
        now=NOW + 11 * SECOND,
    )
    ids = {OpeningId(row["opening"]) for row in store.outbox.listed() if row["kind"] == "opening"}
    store.hand.merge(sorted(ids), NOW + 12 * SECOND)
    found = []
    for at in (13, 14, 15):
        for one in edits(store, at):
            found.append(one.message.ref if one.message else "")
            made(store, one, at)
    assert sorted(found) == ["ref-me", "second-me"]
