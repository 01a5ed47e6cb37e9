"""Where the product is interrupted: the one table that knows its functions and statements by name.

A step is a moment in the life of the process. It is named by a method of the product and, inside
that method, by the beginning of a statement that SQLite is about to run; or by the service that a
message is on its way to. When the product renames one of them, its line here follows.
"""

from __future__ import annotations

from dataclasses import dataclass

_FETCH = "alertbot.walk:Walker._fetch"
_TAKE = "alertbot.traversal:Traversal.take"
_REMEMBER = "alertbot.store.polls:Polls.remember"
_CLAIM = "alertbot.store.outbox:Outbox.claim"
_OFFER = "alertbot.dispatcher:Dispatcher._offer"
_SETTLE = "alertbot.store.outbox:Outbox.settle"


@dataclass(frozen=True, slots=True)
class Step:
    """`method`: "module:Class.name". `at`: "enter", "leave", or how a statement begins."""

    method: str
    at: str


STEPS = {
    "poll": Step(_FETCH, "enter"),
    "fetched": Step(_FETCH, "leave"),
    "parsed": Step(_TAKE, "leave"),
    "mid-transaction": Step(_REMEMBER, "INSERT INTO postings"),
    "enqueue": Step(_REMEMBER, "INSERT INTO outbox"),
    "before commit": Step(_REMEMBER, "COMMIT"),
    "after commit": Step(_REMEMBER, "leave"),
    "claim": Step(_CLAIM, "UPDATE outbox"),
    "before send": Step(_OFFER, "enter"),
    "after send": Step(_OFFER, "leave"),
    "settle": Step(_SETTLE, "COMMIT"),
    "after ack": Step(_SETTLE, "leave"),
}
"""Inside the process: launch.py strikes there."""

_WIRE = "alertbot.channels._wire:Wire.post"
_FENCE = "alertbot.channels._wire:Call.fence"

HALTS = {
    **{name: step for name, step in STEPS.items() if step.at in ("enter", "leave")},
    "called": Step(_WIRE, "enter"),
    "before the fence": Step(_FENCE, "enter"),
    "answered": Step(_WIRE, "leave"),
    "before settle": Step(_SETTLE, "enter"),
}
"""Where a process can stand still, on any database. Behind the fence, before the system call that
sends, is the one place where a message goes although its lease is over."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A request on its way to either service, by its method; `taken`: it is carried out first."""

    slack: str
    telegram: str
    taken: bool


_NEW = ("chat.postMessage", "sendMessage")
_EDIT = ("chat.update", "editMessageText")

FLIGHTS = {
    "sent": Flight(*_NEW, taken=False),
    "taken": Flight(*_NEW, taken=True),
    "edit sent": Flight(*_EDIT, taken=False),
    "edit taken": Flight(*_EDIT, taken=True),
}
"""Struck by the service: the request has come whole."""

SYNC = "in the commit"
"""Struck by the shim: the commit is written, and not yet synced."""

NAMES = (*STEPS, *FLIGHTS, SYNC)

PACES = ("alertbot.channels.slack:PACE", "alertbot.channels.telegram:PACE")
"""The least time between two messages to one chat, which launch.py shortens."""

CLAIMED = """
    select count(*) from outbox join destinations on destinations.id = outbox.destination_id
    where destinations.channel = :channel and outbox.state = 'sending'
    and :delivery in (outbox.id, 0)
"""
"""How many deliveries on this channel are claimed; of a `delivery` that is not 0, that one."""

TAKEN_UP = "select id from outbox where state in ('sending', 'delivered')"
"""The deliveries of which the database knows that they may have been sent."""

WAITING = """
    select count(*) from outbox where state in ('pending', 'sending') and kind <> 'notice'
"""
"""How many deliveries are not settled. Words to the operator gather for an hour."""

INTERRUPTED = """
    select id from outbox where state = 'sending'
    union select delivery_id from attempts where outcome not in ('Delivered', 'unsaid')
"""
"""The deliveries of which an attempt failed, or of which nobody knows yet how it ended."""

TROUBLE = r" ERROR .*alertbot\.db| WARNING disk full"
"""How the log says that the database did not do what it was asked."""

NOTICE = "The disk with the database"
"""How a notice begins that the operator may get when a disk is full or has room again."""
