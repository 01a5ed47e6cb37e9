"""Whatever happens in whatever order, each opening is said once, and each slot has one digest."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.config import Digests, Timing
from alertbot.delivery import State, settle, unsaid
from alertbot.model import (
    Delivered,
    Digest,
    Failed,
    OpeningAlert,
    OpeningId,
    Outcome,
    Posting,
    Rejected,
    Scope,
    Throttled,
    Unknown,
)
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.outbox import Answer, Claimed
from tests.laid import laid
from tests.store.filled import BOARD, PACE, posting
from tests.store.test_digests import BERLIN, NOON, poll, ready, search

HOUR = timedelta(hours=1)
OUTCOMES: list[Outcome] = [
    Delivered("1"),
    Failed("no route"),
    Unknown("no answer"),
    Throttled(HOUR),
    Rejected("no_text", Scope.MESSAGE),
    Rejected("kicked", Scope.DESTINATION),
]
TITLES = ("Engineer", "Chef", "Engineer and Chef", "Sailor", "Chef at Sea")
TWICE = Timing(BERLIN, Digests((time(2, 30), time(17))))
QUIET = Timing(BERLIN, quiet=(time(22), time(7)), max_per_day=2)
LIMITED = Timing(BERLIN, max_per_day=1, per_company=1)


@dataclass
class Story:
    """What happens, and what has arrived. `arrived`: deliveries that did so unbeknown to us."""

    store: Store
    wanted: Searches
    now: datetime = NOON
    board: dict[int, Posting] = field(default_factory=dict)
    said: Counter[OpeningId] = field(default_factory=Counter)
    slots: Counter[int] = field(default_factory=Counter)
    arrived: set[int] = field(default_factory=set)

    def show(self, titles: list[str]) -> None:
        for title in titles:
            number = len(self.board) + 1
            self.board[number] = posting(number, title)
        self.poll()

    def rename(self, title: str) -> None:
        """The newest has another title, so that it may fit another search."""
        if self.board:
            number = max(self.board)
            self.board[number] = posting(number, title)
        self.poll()

    def poll(self) -> None:
        poll(self.store, self.wanted, *self.board.values(), now=self.now)

    def send(self, outcome: Outcome) -> None:
        for one in self.store.outbox.claim(PACE, now=self.now, limit=9):
            if one.delivery.id in self.arrived:
                outcome = Delivered("found")  # a look back finds it
            elif isinstance(outcome, Delivered | Unknown):
                self.note(one)
            if isinstance(one.alert, Digest) and not one.alert.total:
                settled = unsaid(one.delivery)
            else:
                settled = settle(one.delivery, outcome, now=self.now, chance=0.5)
            self.store.outbox.settle([Answer(one, settled, type(outcome).__name__, self.now)])

    def note(self, one: Claimed) -> None:
        self.arrived.add(one.delivery.id)
        match one.alert:
            case OpeningAlert(opening=opening):
                self.said[opening.id] += 1
            case Digest(parts=parts):
                said = [alert for part in parts for alert in part.alerts]
                self.said.update(alert.opening.id for alert in said)
                self.slots[one.delivery.id] += bool(said)
            case _:  # a word to the operator
                pass

    def wait(self, hours: int) -> None:
        self.now += hours * HOUR

    def end(self) -> None:
        """A person puts all right, and time goes by."""
        while self.store.outbox.listed(State.PENDING) or self.store.outbox.listed(State.DEAD):
            self.store.destinations.resume([], self.now)
            self.store.outbox.retry([], self.now)
            self.send(Delivered("1"))
            self.now += 3 * HOUR


Action = Callable[[Story], None]
ACTIONS: st.SearchStrategy[Action] = st.one_of(
    st.lists(st.sampled_from(TITLES), max_size=3).map(
        lambda some: partial(Story.show, titles=some)
    ),
    st.sampled_from(TITLES).map(lambda title: partial(Story.rename, title=title)),
    st.sampled_from(OUTCOMES).map(lambda outcome: partial(Story.send, outcome=outcome)),
    st.integers(-3, 20).map(lambda hours: partial(Story.wait, hours=hours)),
)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(ACTIONS, max_size=25))
def test_each_opening_is_said_once_whatever_happens(actions: list[Action]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(laid(Path(folder) / "alertbot.db"))
        store.register.sync_sources({"contoso": BOARD}, NOON)
        wanted = ready(
            store,
            search("daily", "engineer", TWICE),
            search("quiet", "chef", QUIET),
            search("few", "sailor OR sea", LIMITED),
            cap=3,
        )
        story = Story(store, wanted)
        for act in actions:
            act(story)
        story.end()
        rows = [row for row in store.outbox.listed() if row["kind"] == "opening"]
        assert {row["state"] for row in rows} <= {State.DELIVERED.value}
        told = {OpeningId(row["opening"]) for row in rows}
        assert story.said == Counter(told), "each once, and none is left out"
        assert set(story.slots.values()) <= {0, 1}
        store.close()
