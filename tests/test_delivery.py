"""Stories of a delivery: they end, attempts are counted honestly, nothing leaves `delivered`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import delivery as machine
from alertbot.delivery import BACK_OFF, MAX_ATTEMPTS, Delivery, Hold, Move, Pause, Settled, State
from alertbot.model import (
    CannotLook,
    Delivered,
    Failed,
    Found,
    Look,
    NotFound,
    Outcome,
    Rejected,
    Scope,
    Throttled,
    Unknown,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


FRESH = Delivery(1, State.PENDING, 0, NOW, NOW, NOW + machine.MAX_AGE)


def settled(delivery: Delivery, outcome: Outcome) -> Settled:
    return machine.settle(machine.claim(delivery), outcome, now=NOW, chance=0.5)


outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Delivered, st.text(max_size=3), st.sampled_from(["", "C1"])),
    st.builds(Throttled, st.integers(0, 3600).map(lambda seconds: timedelta(seconds=seconds))),
    st.builds(Failed, st.just("refused")),
    st.builds(Unknown, st.just("cut off")),
    st.builds(Rejected, st.just("no"), st.sampled_from(Scope), st.sampled_from(["", "-100"])),
)


def test_delivered_keeps_the_services_name_for_it() -> None:
    result = settled(replace(FRESH, uncertain=True), Delivered("1700.1", "C1"))
    assert (result.delivery.state, result.delivery.ref) == (State.DELIVERED, "1700.1")
    assert not result.delivery.uncertain
    assert result.effect == Move("C1")


def test_throttling_costs_no_attempt_and_is_obeyed_to_the_second() -> None:
    result = settled(replace(FRESH, attempts=29), Throttled(timedelta(seconds=17)))
    assert result.delivery.attempts == 29
    assert result.delivery.not_before == NOW + timedelta(seconds=17)
    assert result.effect == Hold(NOW + timedelta(seconds=17))


@pytest.mark.parametrize(("tried", "wait"), list(enumerate(BACK_OFF)))
def test_failures_back_off(tried: int, wait: timedelta) -> None:
    result = settled(replace(FRESH, attempts=tried), Failed("refused"))
    assert result.delivery.not_before == NOW + wait
    assert result.delivery.attempts == tried + 1
    assert not result.delivery.uncertain


def test_an_unknown_outcome_is_uncertain_until_looked_for() -> None:
    unknown = settled(FRESH, Unknown("cut off")).delivery
    assert unknown.uncertain
    assert settled(unknown, Failed("refused")).delivery.uncertain, "the first may still be there"


@pytest.mark.parametrize("outcome", [Failed("refused"), Unknown("cut off")])
def test_attempts_or_age_used_up_is_a_dead_letter_with_the_last_reason(outcome: Outcome) -> None:
    spent = settled(replace(FRESH, attempts=MAX_ATTEMPTS - 1), outcome).delivery
    assert spent.state is State.DEAD
    assert spent.reason in {"refused", "cut off"}
    assert settled(replace(FRESH, expires_at=NOW), outcome).delivery.state is State.DEAD


def test_a_refused_message_is_offered_once_more_as_plain_text() -> None:
    again = settled(FRESH, Rejected("invalid_blocks", Scope.MESSAGE)).delivery
    assert (again.state, again.plain, again.not_before) == (State.PENDING, True, NOW)
    dead = settled(again, Rejected("no_text", Scope.MESSAGE)).delivery
    assert (dead.state, dead.reason) == (State.DEAD, "no_text")


@pytest.mark.parametrize("scope", [Scope.DESTINATION, Scope.CREDENTIAL])
def test_a_refused_destination_pauses_and_keeps_its_alert(scope: Scope) -> None:
    result = settled(FRESH, Rejected("channel_not_found", scope))
    assert result.delivery.state is State.PENDING
    assert result.delivery.attempts == 0
    assert result.effect == Pause(scope, "channel_not_found")


def test_a_chat_that_moved_is_readdressed() -> None:
    moved = Rejected("upgraded", Scope.DESTINATION, moved_to="-1009")
    assert settled(FRESH, moved).effect == Move("-1009", anew=True)


def test_one_left_in_sending_by_a_dead_process_is_uncertain() -> None:
    assert machine.claim(replace(FRESH, state=State.SENDING)).uncertain
    assert not machine.claim(FRESH).uncertain


def test_looking_back() -> None:
    unsure = machine.claim(replace(FRESH, uncertain=True))

    def look(answer: Look) -> Settled | Delivery:
        return machine.looked(unsure, answer, now=NOW, chance=0.5)

    found = look(Found("1700.1"))
    assert isinstance(found, Settled)
    assert found.delivery.state is State.DELIVERED
    assert look(NotFound()) == replace(unsure, uncertain=False)
    assert look(CannotLook("no history")) == unsure
    failed = look(Failed("refused"))
    assert isinstance(failed, Settled)
    assert failed.delivery.uncertain, "the question is still open"


def test_retry_brings_back_the_dead_and_nothing_else() -> None:
    dead = replace(FRESH, state=State.DEAD, attempts=30, plain=True)
    again = machine.retry(dead, now=NOW)
    assert (again.state, again.attempts, again.plain) == (State.PENDING, 0, False)
    done = replace(FRESH, state=State.DELIVERED)
    assert machine.retry(done, now=NOW) == done


@given(st.lists(outcomes, min_size=1, max_size=120), st.floats(0, 1, exclude_max=True))
def test_every_story_keeps_the_rules(story: list[Outcome], chance: float) -> None:
    delivery, now = FRESH, NOW
    for outcome in story:
        claimed = machine.claim(delivery)
        delivery = machine.settle(claimed, outcome, now=now, chance=chance).delivery
        assert 0 <= delivery.attempts - claimed.attempts <= 1
        if delivery.state in {State.DELIVERED, State.DEAD}:
            break
        assert delivery.state is State.PENDING
        assert delivery.not_before >= now
        now = delivery.not_before
    else:
        return
    assert (delivery.state is State.DELIVERED) == isinstance(outcome, Delivered)


@given(st.floats(0, 1, exclude_max=True))
def test_a_service_that_is_down_for_good_ends_as_a_dead_letter(chance: float) -> None:
    delivery, now, tries = FRESH, NOW, 0
    while delivery.state is State.PENDING:
        delivery = machine.settle(
            machine.claim(delivery), Failed("down"), now=now, chance=chance
        ).delivery
        now, tries = max(now, delivery.not_before), tries + 1
    assert delivery.state is State.DEAD
    assert tries <= MAX_ATTEMPTS
    assert now - NOW <= machine.MAX_AGE + timedelta(hours=14)
