"""The way of an alert to one destination, as a state machine. Pure; docs/delivery.md draws it.

             claim                   Delivered
 pending --------------> sending ------------------> delivered
    ^  ^                  | | |
    |  +--- Throttled ----+ | +--- Rejected(message) twice, attempts or age used up --> dead
    +------ Failed, Unknown, Rejected(destination or credential) -+

`settle` is the only move out of `sending` that an answer makes; `looked` the one that looking back
makes; `unsaid` ends what there is no reason to say any more; `retry` brings a dead letter back.
Nothing leaves `delivered`. An alert that goes with a digest has the state of that digest.

An edit of a message that was sent goes the same way, but for its end: where an alert would be dead
the edit is `left`, and the message stays as it was. It may be made twice without harm, so it is
never uncertain. A digest that the service refuses is `left` too, and says its alerts one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

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

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 30
MAX_AGE = timedelta(days=7)
BACK_OFF = (
    *(timedelta(seconds=10), timedelta(seconds=30)),
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=30)),
    *(timedelta(hours=1), timedelta(hours=3), timedelta(hours=6), timedelta(hours=12)),
)

CLOSED = "closed before it went"
"""Why a delivery has ended of which nothing was said."""


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    DEAD = "dead"
    LEFT = "left"


class Kind(StrEnum):
    """What a delivery is of."""

    OPENING = "opening"
    DIGEST = "digest"
    SUMMARY = "summary"
    NOTICE = "notice"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert's way to one destination.

    `uncertain`: an earlier attempt may have arrived, so look first, else mark the repeat.
    `plain`: the service refused its own form of the message; text alone is offered from now on.
    `expires_at`: the end of its age, moved on for as long as it could not be sent.
    """

    id: int
    state: State
    attempts: int
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    uncertain: bool = False
    plain: bool = False
    reason: str = ""
    ref: str = ""
    kind: Kind = Kind.OPENING


@dataclass(frozen=True, slots=True)
class Hold:
    """Offer this destination nothing until then: it throttles."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """Offer nothing until somebody resumes: the destination, or all that use its credential."""

    scope: Scope
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """The chat has another address now: learnt for the first time, or, where it is `anew`, given by
    the service, and what was sent to the old one is out of reach."""

    address: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class FallApart:
    """What goes with this digest is to be said one by one."""


Effect = Hold | Pause | Move | FallApart


@dataclass(frozen=True, slots=True)
class Settled:
    """What an answer made of a delivery, and what it says about its destination."""

    delivery: Delivery
    effect: Effect | None = None


def claim(delivery: Delivery) -> Delivery:
    """Taken up by a dispatcher. One found in `sending` was left by a process that died."""
    left = delivery.state is State.SENDING and delivery.kind is not Kind.EDIT
    return replace(delivery, state=State.SENDING, uncertain=delivery.uncertain or left)


def settle(delivery: Delivery, outcome: Outcome, *, now: datetime, chance: float) -> Settled:
    """The answer's consequence. `chance` in [0, 1) spreads the back-off by a tenth either way."""
    match outcome:
        case Delivered(ref=ref, address=address):
            done = replace(
                delivery,
                state=State.DELIVERED,
                attempts=delivery.attempts + 1,
                ref=ref,
                reason="",
                uncertain=False,
            )
            return Settled(done, Move(address) if address else None)
        case Throttled(wait=wait):
            until = now + wait
            return Settled(_again(delivery, until, "throttled"), Hold(until))
        case Failed(reason=reason):
            return Settled(_back_off(delivery, reason, now, chance))
        case Unknown(reason=reason):
            uncertain = delivery.kind is not Kind.EDIT
            return Settled(_back_off(replace(delivery, uncertain=uncertain), reason, now, chance))
        case Rejected(scope=Scope.MESSAGE, reason=reason):
            return _refused(delivery, reason, now)
        case Rejected(moved_to=address) if address and delivery.attempts + 1 < MAX_ATTEMPTS:
            # It costs an attempt: two chats that point at each other must come to an end.
            tried = replace(delivery, attempts=delivery.attempts + 1)
            return Settled(_again(tried, now, outcome.reason), Move(address, anew=True))
        case Rejected(scope=scope, reason=reason):
            return Settled(_again(delivery, now, reason), Pause(scope, reason))
        case _:
            assert_never(outcome)


def looked(delivery: Delivery, look: Look, *, now: datetime, chance: float) -> Settled | Delivery:
    """What looking back made of an uncertain delivery: settled, or a delivery to send now.

    One still `uncertain` is to be marked as possibly repeated.
    """
    match look:
        case Found(ref=ref):
            return settle(delivery, Delivered(ref), now=now, chance=chance)
        case NotFound():
            return replace(delivery, uncertain=False)
        case CannotLook():
            return delivery
        case Throttled() | Failed():
            return settle(delivery, look, now=now, chance=chance)
        case _:
            assert_never(look)


def unsaid(delivery: Delivery) -> Settled:
    """What it tells of has closed before it was sent: there is nothing to say."""
    done = replace(delivery, state=State.DELIVERED, uncertain=False, reason=CLOSED)
    return Settled(done)


def left(delivery: Delivery, reason: str) -> Settled:
    """An edit that there is no way to make, or no need."""
    return Settled(replace(delivery, state=State.LEFT, reason=reason))


def retry(delivery: Delivery, *, now: datetime) -> Delivery:
    """A dead letter, brought back by a person: attempts and age begin anew."""
    if delivery.state is not State.DEAD:
        return delivery
    return replace(
        delivery,
        state=State.PENDING,
        attempts=0,
        not_before=now,
        expires_at=now + MAX_AGE,
        plain=False,
    )


def _again(delivery: Delivery, at: datetime, reason: str) -> Delivery:
    return replace(delivery, state=State.PENDING, not_before=at, reason=reason)


def _back_off(delivery: Delivery, reason: str, now: datetime, chance: float) -> Delivery:
    tried = replace(delivery, attempts=delivery.attempts + 1)
    if tried.attempts >= MAX_ATTEMPTS or now >= delivery.expires_at:
        end = State.LEFT if delivery.kind is Kind.EDIT else State.DEAD
        return replace(tried, state=end, reason=reason)
    wait = BACK_OFF[min(delivery.attempts, len(BACK_OFF) - 1)]
    return _again(tried, now + wait * (0.9 + 0.2 * chance), reason)


def _refused(delivery: Delivery, reason: str, now: datetime) -> Settled:
    tried = replace(delivery, attempts=delivery.attempts + 1, reason=reason)
    if not delivery.plain:
        return Settled(replace(_again(tried, now, reason), plain=True))
    match delivery.kind:
        case Kind.EDIT:
            return Settled(replace(tried, state=State.LEFT))
        case Kind.DIGEST:
            return Settled(replace(tried, state=State.LEFT), FallApart())
        case _:
            return Settled(replace(tried, state=State.DEAD))
